"""The doorway: letters in from the inbox, receipts out, around a door that decides.

Receipts go out, and are with the server, before anything is acknowledged: if we fall between, the letters are read
again, and the door answers them as before.
"""

from collections.abc import Callable, Sequence

from faststream.nats import NatsBroker
from nats.aio.msg import Msg

from shared.inbox import Inbox
from shared.letters import Letter, message_key
from shared.receipts import Accepted, Rejected, SetAside
from shared.receiving import Door, Parked
from shared.serving import Worker
from shared.subjects import PARK, PARKED, REPLY_TO, Durable, may_reply_to, receipt_subject


class Doorway:
    """A door on the inbox; `concerns` says which letters are its own, the others are somebody else's to answer."""

    def __init__(
        self,
        broker: NatsBroker,
        worker: Worker,
        durable: Durable,
        door: Door,
        concerns: Callable[[Letter], bool] = lambda letter: True,
    ) -> None:
        self._broker = broker
        self._worker = worker
        self._inbox = Inbox(durable)
        self._door = door
        self._concerns = concerns

    async def handle(self, announced: Sequence[Msg]) -> None:
        """Answer every letter up to the last one announced."""
        client = await self._broker.connect()
        until = max(message.metadata.sequence.stream for message in announced)
        async for letters in self._inbox.letters(client, until):
            await self._answer([letter for letter in letters if self._concerns(letter)])
        await client.flush()

    async def _answer(self, letters: Sequence[Letter]) -> None:
        answers = await self._worker.do(lambda: self._door.receive(letters))
        for letter, answer in zip(letters, answers, strict=True):
            await self._send(await self._park(answer) if isinstance(answer, Parked) else answer, letter)

    async def _send(self, receipt: Accepted | Rejected | SetAside, letter: Letter) -> None:
        body = receipt.model_dump_json().encode()
        await self._broker.publish(body, receipt_subject(receipt.source, receipt.message_id))
        if letter.reply_to and may_reply_to(letter.reply_to):
            await self._broker.publish(body, letter.reply_to)

    async def _park(self, parked: Parked) -> SetAside:
        letter = parked.letter
        headers = {"Redcard-Subject": letter.subject, "Redcard-Error": parked.error[:1000].replace("\n", " ")}
        if letter.reply_to:
            headers[REPLY_TO] = letter.reply_to
        await self._broker.publish(
            letter.body, f"{PARK}.{self._door.service}.{letter.sequence}", headers=headers, stream=PARKED
        )
        source, _, message_id = message_key(letter).rpartition("/")
        return SetAside(source=source, message_id=message_id)
