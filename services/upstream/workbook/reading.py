"""Reading: the sheets of a filled-in template become messages, in the order in which they are to be sent.

Every row is checked by itself, every cell of it, so that an office hears of all its mistakes at once; then the message
is read whole, by the code with which the door reads it. A message's id derives from what its row says, so the same row
imported twice is the same message.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from services.upstream.message import Message
from services.upstream.workbook.cells import BadCellError, json_value
from services.upstream.workbook.grid import Fault, Grid, Place, WorkbookError
from services.upstream.workbook.layout import FIRST_COLUMN, GUIDE, LISTS, Column, Sheet
from services.upstream.workbook.table import Row, rows_of
from services.upstream.workbook.told import told_of
from shared.catalogue import stream_of
from shared.deciding import Refused
from shared.letters import Proposal

Check = Callable[[str, bytes], Proposal]
"""Reads a message as the door would, given its kind and its body; raises `Refused`."""
Key = tuple[str, ...]


@dataclass(slots=True)
class Line:
    """One row of a message's sheet, with the rows of details that belong to it."""

    place: Place
    """Where its result is written."""
    places: dict[str, Place] = field(default_factory=dict)
    """Field to the cell that it came from."""
    message: Message | None = None
    stream: str = ""
    """The stream of the fact that it proposes: messages of one stream depend on each other."""
    same_as: "Line | None" = None
    """An earlier row that says the same."""

    def place_of(self, dotted: str) -> Place:
        """The cell of a field, or of the narrowest thing around it that has one; the row's own else."""
        while dotted:
            if dotted in self.places:
                return self.places[dotted]
            dotted = dotted.rpartition(".")[0]
        return self.place


@dataclass(slots=True)
class Filled:
    """A workbook as read: its rows in order, and everything that is wrong with it."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def waves(self) -> list[list[Line]]:
        """The rows to send, in order; no two rows of a wave are of one stream or of two sheets."""
        waves: list[list[Line]] = []
        streams: set[str] = set()
        for line in self.lines:
            if line.message is None or line.same_as is not None:
                continue
            if not waves or line.stream in streams or line.place.sheet != waves[-1][-1].place.sheet:
                waves.append([])
                streams = set()
            waves[-1].append(line)
            streams.add(line.stream)
        return waves


@dataclass(slots=True)
class _Detail:
    """One row of a sheet of details."""

    place: Place
    key: Key | None
    """Which row it belongs to; none where that cannot be read."""
    part: dict[str, object]
    places: dict[str, Place]
    sound: bool
    """Every cell of it could be read."""
    taken: bool = False


def read_filled(grids: Sequence[Grid], sheets: Sequence[Sheet], sender: "Sender", check: Check) -> Filled:
    """Read a workbook that was filled in after a template; raises `WorkbookError`."""
    known = {grid.title: grid for grid in grids}
    strange = [grid.title for grid in grids if not grid.blank and grid.title not in _titles(sheets)]
    if strange:
        raise WorkbookError(f"不是模板里的工作表：{'、'.join(strange)}。请改回原来的表名，或移到别的文件")
    filled = Filled()
    said: dict[str, Line] = {}
    for sheet in sheets:
        if sheet.detail or sheet.title not in known:
            continue
        details = {
            found.detail: _details(known[found.title], found, filled.faults)
            for found in sheets
            if found.detail and found.fact == sheet.fact and found.title in known
        }
        if _read_sheet(known[sheet.title], sheet, details, _Reading(filled, said, sender, check)):
            _find_homes(details, filled.faults)
    return filled


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the workbook."""

    source: str
    actor: str = ""
    """The person who says so where a row names nobody."""


@dataclass(frozen=True, slots=True)
class _Reading:
    filled: Filled
    said: dict[str, Line]
    sender: Sender
    check: Check


def _titles(sheets: Iterable[Sheet]) -> set[str]:
    return {GUIDE, LISTS, *(sheet.title for sheet in sheets)}


def _read_sheet(grid: Grid, sheet: Sheet, details: Mapping[str, list[_Detail]], reading: _Reading) -> bool:
    """Read the rows of a message; false where some have no key, so that details may still be theirs."""
    faults = reading.filled.faults
    seen: dict[Key, Line] = {}
    start, nameless = len(faults), False
    for row in rows_of(grid, sheet, faults):
        line = Line(Place(sheet.title, row.number, 1))
        reading.filled.lines.append(line)
        before = len(faults)
        values = _values(row, sheet.columns, line, faults)
        data = {name.removeprefix("data."): found for name, found in values.items() if name.startswith("data.")}
        key = _key(data, sheet.keys)
        nameless = nameless or key is None
        mine = {name: [one for one in found if one.key == key] for name, found in details.items() if key is not None}
        for name, found in mine.items():
            _take(name, found, data, line)
        first = seen.setdefault(key, line) if key is not None else line
        if first is not line and any(mine.values()):
            faults.append(Fault(line.place, "bad-row", f"与第 {first.place.row} 行{_SAME_KEY}"))
        for where in (title for name, title in sheet.needs_details.items() if name not in data):
            faults.append(Fault(line.place, "missing-field", f"“{where}”{_NO_DETAILS}"))
        if len(faults) == before and all(one.sound for found in mine.values() for one in found):
            _write(line, sheet.kind, values, data, reading)
    return not nameless and not any(fault.code == "bad-header" for fault in faults[start:])


_SAME_KEY: Final = "的编号栏相同，无法分清明细属于哪一行：请分两个文件报送"
_NO_DETAILS: Final = "表里没有属于这一行的内容，而这是必填的"


def _values(row: Row, columns: Iterable[Column], line: Line, faults: list[Fault]) -> dict[str, object]:
    """What stands in the cells of a row, by field; what cannot be read becomes a fault."""
    values: dict[str, object] = {}
    for column in columns:
        place, cell = row.cell(column)
        line.places[column.field] = place
        if cell.empty:
            if column.required:
                faults.append(Fault(place, "missing-field", f"必填：{column.hint}"))
            continue
        try:
            values[column.field] = json_value(cell, column)
        except BadCellError as error:
            faults.append(Fault(place, error.code, error.told))
    return values


def _details(grid: Grid, sheet: Sheet, faults: list[Fault]) -> list[_Detail]:
    found = []
    for row in rows_of(grid, sheet, faults):
        line, before = Line(Place(sheet.title, row.number, 1)), len(faults)
        values = _values(row, sheet.columns, line, faults)
        keys = {name.removeprefix("data."): value for name, value in values.items() if name.startswith("data.")}
        part = {name: value for name, value in values.items() if not name.startswith("data.")}
        sound = len(faults) == before
        found.append(_Detail(line.place, _key(keys, sheet.keys), part, line.places, sound))
    return found


def _key(data: Mapping[str, object], keys: Iterable[str]) -> Key | None:
    found = [data.get(name) for name in keys]
    return None if not found or None in found else tuple(str(value) for value in found)


def _take(name: str, details: Sequence[_Detail], data: dict[str, object], line: Line) -> None:
    """Put the rows of details into the message that they belong to."""
    if details:
        data[name] = [one.part for one in details]
    for number, one in enumerate(details):
        one.taken = True
        path = f"data.{name}.{number}"
        line.places[path] = one.place
        line.places |= {f"{path}.{field}": place for field, place in one.places.items() if "." not in field}


def _find_homes(details: Mapping[str, Iterable[_Detail]], faults: list[Fault]) -> None:
    for found in details.values():
        for one in found:
            if one.key is not None and not one.taken:
                told = f"前面的表里没有编号为 {'、'.join(one.key)} 的行：核对编号栏"
                faults.append(Fault(Place(one.place.sheet, one.place.row, FIRST_COLUMN), "bad-row", told))


def _write(line: Line, kind: str, values: Mapping[str, object], data: Mapping[str, object], reading: _Reading) -> None:
    """Make the message of a row whose cells are all in order."""
    about = {name: values[name] for name in ("time", "actor") if name in values}
    if "actor" not in about and reading.sender.actor:
        about["actor"] = reading.sender.actor
    content = {**about, "data": data}
    said = json.dumps([kind, content], ensure_ascii=False, sort_keys=True)
    message_id = str(values.get("id", f"row-{sha256(said.encode()).hexdigest()[:32]}"))
    body = json.dumps({"id": message_id, **content}, ensure_ascii=False).encode()
    try:
        proposal = reading.check(kind, body)
    except Refused as refused:
        reading.filled.faults.append(Fault(line.place_of(refused.field), refused.code, told_of(refused)))
        return
    message = Message(
        reading.sender.source, kind, message_id, proposal.origin.occurred_at, data, proposal.origin.actor, body
    )
    first = reading.said.setdefault(message_id, line)
    if first is not line and first.message is not None and first.message.body != body:
        told = f"与“{first.place.sheet}”第 {first.place.row} 行的消息编号相同，而内容不同"
        reading.filled.faults.append(Fault(line.place_of("id"), "bad-row", told))
        return
    line.message, line.stream = message, stream_of(proposal.fact)
    line.same_as = None if first is line else first
