"""Playing a simulated year: its messages go through NATS as an upstream system would send them, phase by phase.

phase ► receipts ► cards, ends of months, papers, steps ► next phase
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from services.command_line.desk import Desk, HandedOut, UnsettledError
from services.upstream.clock import CLOCK
from services.upstream.diary import Phase
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from shared.catalogue import Fact
from shared.catalogue.intake import MessageRefused
from shared.envelope import Entry
from shared.eventlog.mapper import encode
from shared.receipts import Receipt, Rejected
from shared.recording import Recording

NO_TIME: Final = datetime.min.replace(tzinfo=UTC)


async def play(
    publisher: Publisher,
    log: Recording,
    phases: Iterable[Phase],
    heard: Callable[[Message, Receipt], None],
    hand_out: HandedOut,
) -> Desk:
    """Send all phases, tell every receipt, hand out the bulletins; gives the desk as it is in the end."""
    desk = Desk(log, hand_out)
    async with publisher:
        for phase in phases:
            async for message, receipt in publisher.send_all(phase.messages):
                heard(message, receipt)
                if message.source == CLOCK and isinstance(receipt, Rejected):
                    raise UnsettledError(f"{message.id} was refused: {receipt.rule}")
            await desk.settle()
    return desk


def log_digest(log: Recording) -> str:
    """SHA-256 over all entries as stored, by stream and version: the same for the same content.

    A refusal happens when a door refuses, which no seed decides: its time is left out.
    """
    entries = sorted(
        (logged.entry.originator_id, logged.entry.originator_version, encode(_timeless(logged.entry)))
        for logged in log.read_all()
    )
    digest = sha256()
    for _, _, stored in entries:
        digest.update(stored + b"\n")
    return digest.hexdigest()


def _timeless(entry: Entry[Fact]) -> Entry[Fact]:
    return replace(entry, occurred_at=NO_TIME) if isinstance(entry.fact, MessageRefused) else entry
