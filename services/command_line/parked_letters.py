"""The letters in PARKED, over the wire: found, sent again to their door, or given up."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

import nats
from nats.aio.client import Client
from nats.errors import TimeoutError as NatsTimeoutError
from nats.js.api import RawStreamMsg
from nats.js.errors import NotFoundError
from pydantic import TypeAdapter

from shared import parking, provisioning
from shared.letters import Letter
from shared.permissions import NOTIFYING
from shared.receipts import Accepted, Discarded, Receipt, SetAside
from shared.settings import login
from shared.subjects import INBOX, PARK, PARKED, REPLY_TO, inbox_subject, may_reply_to, receipt_subject

PATIENCE_SECONDS: Final = 30.0
"""How long a door may take to answer."""
_RECEIPT: TypeAdapter[Receipt] = TypeAdapter(Receipt)


class NotAnsweredError(Exception):
    """No receipt came; the letter is still parked, and the same can be done again."""


@dataclass(frozen=True, slots=True)
class ParkedLetter:
    """A letter as it stands in PARKED."""

    number: int
    """Its sequence in PARKED."""
    place: str
    """`<service>.<inbox sequence>`, or `notices.<hook>.<sequence in NOTICES>`."""
    parked_at: datetime
    headers: dict[str, str]
    body: bytes

    @property
    def service(self) -> str:
        """Who parked it; of a notice with the name of the hook that it is for: `notices-dispatch-desk`."""
        return self.place.rpartition(".")[0].replace(".", "-")

    @property
    def hook(self) -> str | None:
        """The webhook that did not take it; none where it is a letter that no door could decide."""
        service, *hook, _ = self.place.split(".")
        return hook[0] if service == NOTIFYING else None

    @property
    def sequence(self) -> int:
        return int(self.place.rpartition(".")[2])

    @property
    def subject(self) -> str:
        return self.headers[parking.SUBJECT]

    @property
    def message(self) -> str:
        """`<source>/<id>`."""
        return self.headers.get(parking.MESSAGE, "")

    @property
    def received(self) -> str:
        return self.headers.get(parking.RECEIVED, "")

    @property
    def attempts(self) -> int:
        return parking.attempts(self.headers)

    @property
    def error(self) -> str:
        return self.headers.get(parking.ERROR, "")

    @property
    def sent_headers(self) -> dict[str, str]:
        """What its sender wrote on it."""
        return parking.unwrapped(self.headers)


@asynccontextmanager
async def connected(nats_url: str) -> AsyncIterator["Parking"]:
    """PARKED on a NATS server that is there."""
    async with provisioning.connected(nats_url):
        pass  # Nobody there is an error at once; one who goes away later is waited for.
    client = await nats.connect(nats_url, error_cb=_is_mended, **login())
    try:
        yield Parking(client)
    finally:
        await client.close()


async def _is_mended(error: Exception) -> None:
    """A connection that broke is made again."""


class Parking:
    """What people do with parked letters."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._js = client.jetstream()

    async def all(self) -> list[ParkedLetter]:
        """Every parked letter, in the order in which they were parked."""
        found: list[ParkedLetter] = []
        try:
            while True:
                after = found[-1].number if found else 0
                found.append(_letter(await self._js.get_msg(PARKED, after + 1, f"{PARK}.>", direct=True, next=True)))
        except NotFoundError:
            return found

    async def find(self, place: str) -> ParkedLetter | None:
        """The letter that is parked there."""
        try:
            return _letter(await self._js.get_last_msg(PARKED, f"{PARK}.{place}", direct=True))
        except NotFoundError:
            return None

    async def retry(self, letter: ParkedLetter) -> Receipt:
        """Send a letter again as it came, and wait for its receipt; what is parked anew is parked in its new place."""
        headers = {**letter.sent_headers, parking.ATTEMPTS: str(letter.attempts)}
        sequence, receipt = await self._sent(letter.subject, letter.body, headers)
        if isinstance(receipt, SetAside) and await self.find(f"{letter.service}.{sequence}") is None:
            raise NotAnsweredError(f"{letter.place}: an earlier receipt came in place of its own; try it again")
        await self.remove(letter)
        return receipt

    async def discard(self, letter: ParkedLetter, reason: str, by: str, source: str) -> Receipt:
        """Have it recorded that a letter is given up, tell its sender, and remove it; gives the record's receipt."""
        sender, _, message_id = letter.message.rpartition("/")
        discarded = {
            "service": letter.service,
            "sequence": letter.sequence,
            "subject": letter.subject,
            "message_id": message_id,
            "sha256": sha256(letter.body).hexdigest(),
            "reason": reason,
            "discarded_by": by,
        }
        body = json.dumps({"id": f"discard-{letter.service}-{letter.sequence}", "data": discarded}).encode()
        _, answer = await self._sent(inbox_subject(source, "message-discarded"), body, {})
        if isinstance(answer, Accepted):
            last = Discarded(source=sender, message_id=message_id, positions=answer.positions, reason=reason)
            if letter.hook is None:
                await self._tell(letter, last)
            await self.remove(letter)
        return answer

    async def remove(self, letter: ParkedLetter) -> None:
        """Remove what is answered for."""
        await self._js.delete_msg(PARKED, letter.number)

    async def _tell(self, letter: ParkedLetter, receipt: Discarded) -> None:
        body = receipt.model_dump_json().encode()
        own = {name.lower(): value for name, value in letter.sent_headers.items()}.get(REPLY_TO.lower(), "")
        if may_reply_to(own, receipt.source if login() else ""):
            await self._client.publish(own, body)
        await self._js.publish(receipt_subject(receipt.source, receipt.message_id), body)

    async def _sent(self, subject: str, body: bytes, headers: dict[str, str]) -> tuple[int, Receipt]:
        """Publish to the inbox: the letter's sequence there, and its receipt."""
        source = Letter(subject, body, 0, datetime.now(UTC)).source
        receipts = receipt_subject(source, "*")
        replies = await self._client.subscribe(receipts, pending_msgs_limit=0, pending_bytes_limit=0)
        try:
            ack = await self._js.publish(subject, body, stream=INBOX, headers=headers)
            known = {name.lower(): value for name, value in headers.items()}
            key = Letter(subject, body, ack.seq, datetime.now(UTC), known).key
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    said = (await replies.next_msg(PATIENCE_SECONDS)).data
                    receipt = _RECEIPT.validate_json(said)
                    if f"{receipt.source}/{receipt.message_id}" == key:
                        return ack.seq, receipt
        except (TimeoutError, NatsTimeoutError) as error:
            reason = f"no receipt for {subject} in {PATIENCE_SECONDS:.0f} s: does its service run?"
            raise NotAnsweredError(reason) from error
        finally:
            await replies.unsubscribe()


def _letter(message: RawStreamMsg) -> ParkedLetter:
    assert message.subject, "the server says what it stored"
    assert message.seq, "and where"
    assert message.time, "and when"
    headers = {name: value for name, value in (message.headers or {}).items() if not name.startswith("Nats-")}
    place = message.subject.removeprefix(f"{PARK}.")
    return ParkedLetter(message.seq, place, message.time, headers, message.data or b"")
