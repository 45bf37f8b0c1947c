"""Playing a simulated year: its messages go through NATS as an upstream system would send them, phase by phase.

phase ► receipts ► cards, ends of months, papers, steps ► what the staff answers, one by one ► next phase
"""

from collections.abc import Callable, Iterable

from services.command_line.desk import Desk, HandedOut, UnsettledError
from services.upstream.clock import CLOCK
from services.upstream.diary import Phase
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from services.upstream.staff import Staff
from shared.receipts import Receipt, Rejected
from shared.recording import Recording


async def play(
    publisher: Publisher,
    log: Recording,
    phases: Iterable[Phase],
    heard: Callable[[Message, Receipt], None],
    hand_out: HandedOut,
    staff: Staff | None = None,
) -> Desk:
    """Send all phases, tell every receipt, hand out the bulletins; gives the desk as it is in the end.

    Without staff nobody answers anything.
    """
    desk = Desk(log, hand_out, staff)
    async with publisher:
        for phase in phases:
            async for message, receipt in publisher.send_all(phase.messages):
                heard(message, receipt)
                if message.source == CLOCK and isinstance(receipt, Rejected):
                    raise UnsettledError(f"{message.id} was refused: {receipt.rule}")
            await desk.settle()
            while staff and (answer := staff.next()):
                heard(answer, await publisher.send(answer))
                await desk.settle()
    return desk
