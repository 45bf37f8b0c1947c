"""`redcard import --map`: real records, sent through NATS as their district would have sent them, month by month.

    file ──► rows ──map──► messages ──► contest-opened ► rulebook-adopted ► rows and calendar ──► receipts
                                                                                                    │
    account of every row ◄──────────────────────────────────────────────────────────────────────────┘ bulletin

Nothing is sent before the file, the map and the rulebook have been read whole. Doing it again changes nothing.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, aclosing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.command_line.desk import Desk
from services.command_line.first_reading import first_read
from services.command_line.import_report import Line, Outcome, account_for, count, write
from services.command_line.opening import open_log
from services.scoring import rulebook
from services.scoring.papers import forms
from services.upstream import mapping
from services.upstream.filing import CLOCK, Filing, file_rows
from services.upstream.mapping import Map
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from services.upstream.table import Table
from services.upstream.table_files import read_csv, read_xlsx
from services.upstream.terms import MapError
from shared.catalogue.intake import MonthClosed
from shared.catalogue.scoring import PaperKind, RulebookAdopted
from shared.catalogue.values import month_of
from shared.deciding import Refused
from shared.language import Language
from shared.press import terminal
from shared.receipts import Receipt, Rejected
from shared.settings import Settings

OUTCOMES = {
    Outcome.ACCEPTED: ("已接收", "accepted"),
    Outcome.REFUSED: ("已拒收", "refused"),
    Outcome.SKIPPED: ("未发送", "skipped"),
    Outcome.UNANSWERED: ("无回执", "unanswered"),
}
ROWS = ("行", "rows")
RECORDED = (
    "事件日志新增 {count} 条；逐行结果见 {path}",
    "{count} new entries on the log; what became of each row: {path}",
)


class NotImportedError(Exception):
    """The system did not take what everything else depends on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the records are to be read, and where what became of them is written."""

    map_name: str
    rulebook: str | None
    """In place of the map's."""
    report: Path
    lang: Language


def import_records(file: Path, wish: Wish, redcard: Callable[[], AbstractContextManager[Settings]]) -> None:
    """Read the file, the map and the rulebook whole, then send the rows, and write what became of each."""
    try:
        found = _map(wish.map_name)
        filing = file_rows(_table(file, found), found)
        adoption = _adoption(wish.rulebook or found.rulebook.book, wish.map_name, found, filing)
    except Refused as refused:
        raise NotImportedError(f"{refused.field}: {refused.rule}") from refused
    except MapError as error:
        raise NotImportedError(f"{wish.map_name}: {error}") from error
    except UnicodeDecodeError as error:
        raise NotImportedError(f"a map or a rulebook is not UTF-8: {error}") from error
    write(wish.report, [])
    with redcard() as settings:
        _run(settings, filing, adoption, wish.report, wish.lang)


def _run(settings: Settings, filing: Filing, adoption: Message, report: Path, lang: Language) -> None:
    console = Console()
    receipts: dict[str, Receipt] = {}
    with open_log(settings.nats_url) as log:
        desk = Desk(log)
        before = desk.catch_up()
        try:
            with _progress(console, sum(map(len, filing.waves))) as heard:
                asyncio.run(_send(settings.nats_url, filing, adoption, desk, receipts, heard))
        finally:
            lines = account_for(filing.accounts, receipts)
            write(report, lines)
        recorded = RECORDED[_index(lang)].format(count=desk.catch_up() - before, path=report)
    bulletin = forms.write(desk.papers, PaperKind.MONTHLY_BULLETIN, filing.last)
    console.print(terminal.render(first_read(forms.compose(bulletin, lang, None))))
    console.print(_summary(lines, lang), recorded, soft_wrap=True, markup=False, highlight=False)


async def _send(
    nats_url: str,
    filing: Filing,
    adoption: Message,
    desk: Desk,
    receipts: dict[str, Receipt],
    heard: Callable[[Message], None],
) -> None:
    """Send everything in order and keep the receipts; stops where the contest, the book or a month is refused.

    A closed month gets its cards and steps before the next one goes on, so that the same file gives the same log.
    """
    async with Publisher(nats_url) as publisher:
        for message in (filing.opening, adoption):
            _check(message, await publisher.send(message))
        for wave in filing.waves:
            async with aclosing(publisher.send_all(wave)) as answers:
                async for message, receipt in answers:
                    if message.source == CLOCK:
                        _check(message, receipt)
                    receipts[message.id] = receipt
                    heard(message)
            if isinstance(wave[-1].data, MonthClosed):
                await desk.settle()


def _check(message: Message, receipt: Receipt) -> None:
    if isinstance(receipt, Rejected):
        raise NotImportedError(f"{message.kind} {receipt.value} was refused ({receipt.code}): {receipt.rule}")


@contextmanager
def _progress(console: Console, total: int) -> Iterator[Callable[[Message], None]]:
    """A bar with the month, where somebody looks on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=total)
        yield lambda message: progress.update(task, advance=1, description=month_of(message.time.date()))


def _map(name: str) -> Map:
    return mapping.parse(_shipped_or_own("services.upstream", "maps", name, Path()))


def _table(file: Path, found: Map) -> Table:
    if file.suffix.lower() == ".xlsx":
        return read_xlsx(file, found.file.sheet)
    return read_csv(file, found.file.encoding, found.file.delimiter)


def _adoption(name: str, map_name: str, found: Map, filing: Filing) -> Message:
    """The message that adopts the book; raises `Refused` where the book is bad."""
    text = _shipped_or_own("services.scoring", "rulebooks", name, Path(map_name).parent)
    book = rulebook.parse(text)
    fact = RulebookAdopted(edition=book.edition, text=text, sha256=book.sha256, adopted_by=found.rulebook.adopted_by)
    message_id = f"rulebook-{book.sha256[:24]}"
    return Message(found.source, "rulebook-adopted", message_id, filing.opening.time, fact, found.actor)


def _shipped_or_own(package: str, folder: str, name: str, beside: Path) -> str:
    """The text of a file, given by its path, or of one that comes with redcard, by its name."""
    own = beside / name
    if own.is_file():
        return own.read_text("utf-8")
    shipped = files(package) / folder / f"{name}.toml"
    if "/" not in name and shipped.is_file():
        return shipped.read_text("utf-8")
    known = sorted(known.name.removesuffix(".toml") for known in (files(package) / folder).iterdir())
    raise FileNotFoundError(f"no file {own}; shipped {folder} are {', '.join(known)}")


def _summary(lines: list[Line], lang: Language) -> str:
    counts = count(lines)
    told = ", ".join(f"{OUTCOMES[outcome][_index(lang)]} {number}" for outcome, number in counts.items() if number)
    return f"{len(lines)} {ROWS[_index(lang)]}: {told};"


def _index(lang: Language) -> int:
    return list(Language).index(lang)
