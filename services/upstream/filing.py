"""A file becomes messages, in the order in which its district would have sent them while the years went by.

    contest-opened
    month by month:  rows of the month, by day ► month-opened (the next) ► month-closed

They are laid in waves: no message depends on another one of its own wave, and whoever sends a wave waits for its
receipts before the next, so that the order is kept even where the door takes messages out of order.

Every row is accounted for: it makes messages, or is refused or skipped with a reason; a row is mapped whole or not at
all. A message's id derives from what it says, so filing the same rows again gives the same messages.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Final

from services.upstream.cells import BadCell, plain
from services.upstream.mapping import ADAPTERS, Map, Mapped, Rule
from services.upstream.message import Message
from services.upstream.table import Cell, Row, Table, TableError
from shared.catalogue import Fact, definition_of
from shared.catalogue.intake import ContestOpened, MonthClosed, MonthOpened
from shared.catalogue.values import Month, last_day, month_after, month_of, months_between

CLOCK: Final = "clock"
NOON: Final = time(12, tzinfo=UTC)
"""The hour of everything that only a day is known of: the same day in every time zone."""
MONTHS_AT_MOST: Final = 600


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a row before anything was sent: its messages, or why it makes none."""

    row: int
    project: str = ""
    day: date | None = None
    messages: tuple[Message, ...] = ()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Message id to the columns of its fields."""
    refused: BadCell | None = None
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything that an import sends, and the account of every row in the order of the file."""

    opening: Message
    waves: tuple[tuple[Message, ...], ...]
    """After the opening: what rows say, and the calendar between."""
    accounts: tuple[Account, ...]
    first: Month
    last: Month


@dataclass(slots=True)
class _Said:
    """What earlier rows have said."""

    once: set[tuple[int, str]] = field(default_factory=set)
    monthly: set[tuple[str, Month]] = field(default_factory=set)
    known: dict[tuple[str, str], Cell] = field(default_factory=dict)
    """Project and watched column to the value that was told last."""
    ids: dict[str, int] = field(default_factory=dict)
    """Message id to its row."""


def file_rows(table: Table, found: Map) -> Filing:
    """Make the messages of a table; raises `MapError` and `TableError` where the whole cannot be."""
    found.check_columns(table.columns)
    placed, accounts = _placed(table.rows, found)
    if not placed:
        raise TableError("no row has both a project and a date; the first says: " + _first_reason(accounts))
    said = _Said()
    accounts += [_account(row, project, day, found, said) for day, _, project, row in placed]
    days = [day for day, _, _, _ in placed]
    opening = _opening(found, days, {project for _, _, project, _ in placed})
    assert isinstance(opening.data, ContestOpened)
    first, last = opening.data.first_month, month_of(days[-1])
    if not 0 <= months_between(first, last) < MONTHS_AT_MOST:
        raise TableError(
            f"from {first} to {last} is no contest of up to {MONTHS_AT_MOST} months: look at the dates of row "
            f"{placed[-1][3].number} and at the map's `contest.first_month`"
        )
    return Filing(
        opening=opening,
        waves=tuple(_waves(accounts, found.source, first, last)),
        accounts=tuple(sorted(accounts, key=lambda account: account.row)),
        first=first,
        last=last,
    )


def _placed(rows: Iterable[Row], found: Map) -> tuple[list[tuple[date, int, str, Row]], list[Account]]:
    """Rows with their day and project, by day; and the accounts of those without."""
    placed: list[tuple[date, int, str, Row]] = []
    unplaced: list[Account] = []
    for row in rows:
        if row.empty or row.defect:
            refused = BadCell("", "", row.defect) if row.defect else None
            unplaced.append(Account(row.number, refused=refused, skipped="" if row.defect else "an empty row"))
            continue
        try:
            project = found.row.project.value(row, found.reading, "")
            day = found.row.date.value(row, found.reading, "")
        except BadCell as bad:
            unplaced.append(Account(row.number, refused=bad))
            continue
        assert isinstance(day, date)
        placed.append((day, row.number, str(project), row))
    return sorted(placed, key=lambda place: place[:2]), unplaced


def _account(row: Row, project: str, day: date, found: Map, said: _Said) -> Account:
    """Map a row whole, or say why not; only then is it said."""
    made: list[tuple[int, Rule, Mapped]] = []
    notes: list[str] = []
    try:
        for index, rule in enumerate(found.rules):
            if _due(index, rule, row, project, month_of(day), said, found):
                mapped = rule.mapped(_with_known(row, rule, project, said, found), found.reading)
                if mapped is None:
                    notes.append(f"no {rule.definition.name}: none of {', '.join(rule.needs_any)} is told")
                else:
                    made.append((index, rule, mapped))
    except BadCell as bad:
        return Account(row.number, project, day, refused=bad)
    messages = [_message(found, mapped.fact, day) for _, _, mapped in made]
    repeated = next((said.ids[message.id] for message in messages if message.id in said.ids), None)
    if repeated is not None:
        return Account(row.number, project, day, skipped=f"says the same as row {repeated}")
    for (index, rule, _), message in zip(made, messages, strict=True):
        _remember(index, rule, project, month_of(day), said)
        said.ids[message.id] = row.number
    for rule in found.rules:
        said.known |= {(project, name): row.cells[name] for name in rule.watch if _told(row, name, found)}
    columns = {message.id: mapped.columns for (_, _, mapped), message in zip(made, messages, strict=True)}
    skipped = "; ".join(notes) if notes or messages else "the map makes no message of such a row"
    return Account(row.number, project, day, tuple(messages), columns, skipped=skipped)


def _due(index: int, rule: Rule, row: Row, project: str, month: Month, said: _Said, found: Map) -> bool:
    match rule.send:
        case "once":
            return (index, project) not in said.once
        case "monthly":
            return (project, month) not in said.monthly
        case "again":
            return (project, month) in said.monthly
        case "changed":
            return any(
                _told(row, name, found) and plain(row.cells[name]) != plain(said.known[project, name])
                for name in rule.watch
                if (project, name) in said.known
            )
    return True


def _remember(index: int, rule: Rule, project: str, month: Month, said: _Said) -> None:
    if rule.send == "once":
        said.once.add((index, project))
    elif rule.send == "monthly":
        said.monthly.add((project, month))


def _with_known(row: Row, rule: Rule, project: str, said: _Said, found: Map) -> Row:
    """A revised plan is told whole: what this row leaves out of it stands as it was told last."""
    known = {
        name: said.known[project, name]
        for name in rule.watch
        if not _told(row, name, found) and (project, name) in said.known
    }
    return replace(row, cells={**row.cells, **known}) if known else row


def _told(row: Row, column: str, found: Map) -> bool:
    return plain(row.cells[column]) not in found.reading.missing


def _message(found: Map, fact: Fact, day: date) -> Message:
    definition = definition_of(fact)
    said = ADAPTERS[definition.name].dump_json(fact)
    digest = sha256(b"|".join((definition.topic.encode(), day.isoformat().encode(), said))).hexdigest()[:24]
    at = datetime.combine(day, NOON)
    return Message(found.source, definition.message, f"{definition.message}-{digest}", at, fact, found.actor)


def _opening(found: Map, days: list[date], projects: set[str]) -> Message:
    told = {"first_month": month_of(days[0]), "projects": len(projects), **found.contest}
    fact: ContestOpened = ADAPTERS["contest.opened"].validate_python(told)
    # Not derived from the content: more rows must find the contest open that they belong to.
    return _turn(f"{found.source}-contest-opened", fact, fact.first_month)


def _waves(accounts: Iterable[Account], source: str, first: Month, last: Month) -> Iterator[tuple[Message, ...]]:
    """Rows in the order of their days, and after each month of the contest its turn and its close."""
    by_month: dict[Month, list[Account]] = {}
    for account in accounts:
        if account.day is not None:
            # The door is to judge what is older than the contest; it is sent first.
            by_month.setdefault(max(month_of(account.day), first), []).append(account)
    for step in range(months_between(first, last) + 1):
        month, following = month_after(first, step), month_after(first, step + 1)
        yield from _waves_of_rows(by_month.get(month, ()))
        yield (_turn(f"{source}-month-opened-{following}", MonthOpened(month=following), following),)
        yield (_turn(f"{source}-month-closed-{month}", MonthClosed(month=month), following),)


def _waves_of_rows(accounts: Iterable[Account]) -> Iterator[tuple[Message, ...]]:
    """The first message of every project, then the second of each, and so on."""
    said: dict[str, list[Message]] = {}
    for account in accounts:
        said.setdefault(account.project, []).extend(account.messages)
    for number in range(max(map(len, said.values()), default=0)):
        yield tuple(messages[number] for messages in said.values() if number < len(messages))


def _turn(message_id: str, fact: Fact, month: Month) -> Message:
    """A turn of the calendar, on the first day of a month."""
    at = datetime.combine(last_day(month).replace(day=1), NOON)
    return Message(CLOCK, definition_of(fact).message, message_id, at, fact)


def _first_reason(accounts: list[Account]) -> str:
    if not accounts:
        return "the table is empty"
    refused = accounts[0].refused
    return accounts[0].skipped if refused is None else f"{refused.column} {refused.value!r}: {refused.rule}"
