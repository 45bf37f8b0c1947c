"""The doorway: NATS messages in, receipts out, around a door that decides.

Receipts go out before the messages are acknowledged, on the same connection, so that none is lost: if we fall between,
the messages come again, and the door answers them as before.
"""

from collections.abc import Callable, Sequence

from faststream.nats import NatsBroker
from nats.aio.msg import Msg

from shared.letters import Letter
from shared.receipts import Accepted, Rejected
from shared.receiving import Door, Parked
from shared.serving import Worker
from shared.subjects import PARK, PARKED, REPLY_TO, may_reply_to, receipt_subject


class Doorway:
    """A door on the inbox; `concerns` says which letters are its own, the others are somebody else's to answer."""

    def __init__(
        self, broker: NatsBroker, worker: Worker, service: str, door: Door, concerns: Callable[[Letter], bool]
    ) -> None:
        self._broker = broker
        self._worker = worker
        self._service = service
        self._door = door
        self._concerns = concerns

    async def handle(self, messages: Sequence[Msg]) -> None:
        """Answer a batch of messages."""
        letters = [letter for message in messages if self._concerns(letter := letter_of(message))]
        if not letters:
            return
        answers = await self._worker.do(lambda: self._door.receive(letters))
        for letter, answer in zip(letters, answers, strict=True):
            match answer:
                case Parked():
                    await self._park(answer)
                case Accepted() | Rejected():
                    await self._send(answer, letter)

    async def _send(self, receipt: Accepted | Rejected, letter: Letter) -> None:
        body = receipt.model_dump_json().encode()
        await self._broker.publish(body, receipt_subject(receipt.source, receipt.message_id))
        if letter.reply_to and may_reply_to(letter.reply_to):
            await self._broker.publish(body, letter.reply_to)

    async def _park(self, parked: Parked) -> None:
        letter = parked.letter
        await self._broker.publish(
            letter.body,
            f"{PARK}.{self._service}.{letter.sequence}",
            headers={"Redcard-Subject": letter.subject, "Redcard-Error": parked.error[:1000].replace("\n", " ")},
            stream=PARKED,
        )


def letter_of(message: Msg) -> Letter:
    """A message of the inbox as a letter."""
    return Letter(
        subject=message.subject,
        body=message.data,
        sequence=message.metadata.sequence.stream,
        received_at=message.metadata.timestamp,
        reply_to=(message.headers or {}).get(REPLY_TO),
    )
