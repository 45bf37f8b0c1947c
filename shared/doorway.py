"""The doorway: letters in from the inbox, receipts out, around a door that decides.

Receipts go out, and are with the server, before anything is acknowledged: if we fall between, the letters are read
again, and the door answers them as before.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from time import perf_counter

from faststream.nats import NatsBroker
from nats.aio.client import Client

from shared import batching
from shared.inbox import Inbox
from shared.letters import Letter
from shared.metrics import REPEATED, Metrics
from shared.parking import place_of, wrapped
from shared.receipts import SetAside
from shared.receiving import Answered, Door, Parked
from shared.serving import Worker
from shared.settings import login
from shared.subjects import PARKED, REPLY_TO, Durable, decided_by, may_reply_to, receipt_subject

log = logging.getLogger("redcard")

ORPHANS = "intake"
"""The service that answers letters which no service would decide."""


class Doorway:
    """A door on the inbox. It answers what its service decides, the others are somebody else's to answer."""

    def __init__(self, broker: NatsBroker, worker: Worker, durable: Durable, door: Door) -> None:
        self._broker = broker
        self._worker = worker
        self._inbox = Inbox(durable)
        self._door = door
        self.metrics = Metrics(door.service, lambda: door.follower.versions.position)
        self._sources_are_known = bool(login())
        if not door.guarded:
            log.warning("no grant was given yet: every source may say everything (docs/operating.md)")

    async def handle(self, until: int) -> None:
        """Answer every letter up to a sequence of the inbox."""
        client = await self._broker.connect()
        async for letters in self._inbox.letters(client, until):
            ours = [letter for letter in letters if (decided_by(letter.kind) or ORPHANS) == self._door.service]
            if ours:
                await self._answer(client, ours)
            self.metrics.reached(letters[-1].sequence)

    async def _answer(self, client: Client, letters: Sequence[Letter]) -> None:
        self.metrics.read(letters)
        answers = await self._worker.do(lambda: self._decide(letters))
        receipts = [await self._park(client, one) if isinstance(one, Parked) else one for one in answers]
        bodies = [receipt.model_dump_json().encode() for receipt in receipts]
        for letter, receipt, body in zip(letters, receipts, bodies, strict=True):
            reply_to = letter.headers.get(REPLY_TO.lower())
            if reply_to and may_reply_to(reply_to, receipt.source if self._sources_are_known else ""):
                await client.publish(reply_to, body)
        subjects = [receipt_subject(receipt.source, receipt.message_id) for receipt in receipts]
        tables = self._worker.do(self._door.follower.tell_tables)
        await asyncio.gather(batching.publish(client, list(zip(subjects, bodies, strict=True))), tables)

    def _decide(self, letters: Sequence[Letter]) -> list[Answered]:
        begun = perf_counter()
        answers = self._door.answer(letters)
        self.metrics.decided(letters, self._outcomes(letters, answers), perf_counter() - begun)
        return answers

    def _outcomes(self, letters: Sequence[Letter], answers: Sequence[Answered]) -> Iterator[str]:
        for letter, answer in zip(letters, answers, strict=True):
            if isinstance(answer, Parked):
                yield "parked"
            else:
                yield answer.outcome if letter.sequence in self._door.brought else REPEATED

    async def _park(self, client: Client, parked: Parked) -> SetAside:
        letter = parked.letter
        place = place_of(self._door.service, letter.sequence)
        await client.jetstream().publish(place, letter.body, headers=wrapped(letter, parked.error), stream=PARKED)
        source, _, message_id = letter.key.rpartition("/")
        return SetAside(source=source, message_id=message_id)
