"""`redcard import` of a filled-in template: rows are checked, sent in order, and marked in a copy of the workbook.

workbook ──► rows ──► all in order? ──yes──► sent, wave by wave ──► receipts ──► copy with results
                          └── no, or --check ─────────────────────────────────► copy with what is wrong
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from services.upstream.publisher import Publisher, UndeliveredError
from services.upstream.workbook.files import Opened, open_template, write_checked
from services.upstream.workbook.grid import WorkbookError
from services.upstream.workbook.layout import LAYOUTS
from services.upstream.workbook.marks import Marks, Outcome, marks_of
from services.upstream.workbook.reading import Filled, Sender, read_filled
from shared.language import Language
from shared.letters import UNKNOWN, Letter, Proposal, read
from shared.receipts import Receipt
from shared.settings import Settings
from shared.subjects import inbox_subject

ENGLISH = {
    Outcome.ACCEPTED: "accepted",
    Outcome.REFUSED: "refused",
    Outcome.PARKED: "parked",
    Outcome.DISCARDED: "discarded",
    Outcome.UNANSWERED: "unanswered",
    Outcome.UNSENT: "not sent",
}
SUMMARY = {
    Language.CHINESE: "{rows} 行：{counts}；错误 {faults} 处；结果见 {copy}",
    Language.ENGLISH: "{rows} rows: {counts}; {faults} faults; results in {copy}",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done with a workbook."""

    source: str | None
    """In place of the one that the workbook names."""
    only_check: bool
    copy: Path
    lang: Language


def import_template(file: Path, wish: Wish, redcard: Callable[[], AbstractContextManager[Settings]]) -> bool:
    """Check a filled-in template, send it if nothing is wrong with it, and write its checked copy.

    True where everything was accepted, or was only checked and is in order.
    """
    opened = open_template(file)
    sender = _sender(opened, wish.source)
    now = datetime.now(UTC)

    def check(kind: str, body: bytes) -> Proposal:
        return read(Letter(inbox_subject(sender.source, kind), body, 1, now))

    filled = read_filled(opened.grids, LAYOUTS[opened.family.name], sender, check)
    receipts: dict[str, Receipt] = {}
    send = not wish.only_check and not filled.faults
    # A copy that cannot be written is said before anything is sent.
    write_checked(file, marks_of(filled, receipts, sent=False), wish.copy)
    trouble = ""
    if send:
        with redcard() as settings:
            try:
                asyncio.run(_send(settings.nats_url, filled, receipts))
            except UndeliveredError as error:
                trouble = str(error)
    marks = marks_of(filled, receipts, sent=send)
    if send:
        write_checked(file, marks, wish.copy)
    typer.echo(_summary(marks, wish))
    if trouble:
        raise UndeliveredError(trouble)
    return not marks.faults and (wish.only_check or marks.counts[Outcome.ACCEPTED] == len(filled.lines))


def _sender(opened: Opened, source: str | None) -> Sender:
    named = source or opened.source
    letter = Letter(inbox_subject(named, "x"), b"", 1, datetime.now(UTC))
    if letter.source == UNKNOWN:
        raise WorkbookError(f"来源名称 {named!r} 不可用：请在“说明”表填写系统分配的来源名称，或用 --source 指定")
    return Sender(named, opened.actor)


async def _send(nats_url: str, filled: Filled, receipts: dict[str, Receipt]) -> None:
    """Send the rows in order; those that depend on each other one after the other's receipt."""
    async with Publisher(nats_url) as publisher:
        for wave in filled.waves():
            messages = [line.message for line in wave if line.message is not None]
            async with aclosing(publisher.send_all(messages)) as answers:
                async for message, receipt in answers:
                    receipts[message.id] = receipt


def _summary(marks: Marks, wish: Wish) -> str:
    chinese = wish.lang is Language.CHINESE
    counts = [f"{one.value if chinese else ENGLISH[one]} {number}" for one, number in marks.counts.items() if number]
    told = ("、" if chinese else ", ").join(counts) or "0"
    rows = sum(marks.counts.values())
    return SUMMARY[wish.lang].format(rows=rows, counts=told, faults=len(marks.faults), copy=wish.copy)
