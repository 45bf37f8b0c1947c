"""A table: a header and numbered rows, as they stand in a file. What cells mean is the map's to say.

Rows are numbered as a spreadsheet shows them: the header is row 1. A cell is text, or in a spreadsheet also a number
or a day; a cell without content is the empty text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | Decimal | date


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name."""

    number: int
    cells: Mapping[str, Cell]
    defect: str = ""
    """Why the row does not fit under the header; empty where it does."""

    @property
    def empty(self) -> bool:
        return all(cell == "" for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class TableError(Exception):
    """The file cannot be read as a table."""


def table_of(records: Iterable[Sequence[Cell]], *, pad: bool) -> Table:
    """Make a table of records, the header first; `pad`: rows may be shorter, for what is left out at their end."""
    numbered = enumerate(records, start=1)
    _, first = next(numbered, (1, ()))
    header = [str(name).strip() for name in first]
    while header and not header[-1]:
        header.pop()
    twice = ", ".join(sorted({name for name in header if name and header.count(name) > 1}))
    if not header or "" in header or twice:
        raise TableError(f"the first row must name every column, each once; found {twice or 'a column without a name'}")
    return Table(tuple(header), tuple(_rows(numbered, header, pad)))


def _rows(numbered: Iterator[tuple[int, Sequence[Cell]]], header: list[str], pad: bool) -> Iterator[Row]:
    for number, found in numbered:
        cells: list[Cell] = [cell.strip() if isinstance(cell, str) else cell for cell in found]
        while len(cells) > len(header) and cells[-1] == "":
            cells.pop()
        fits = len(cells) == len(header) or not cells or (pad and len(cells) < len(header))
        defect = "" if fits else f"{len(cells)} cells under {len(header)} columns"
        cells += [""] * (len(header) - len(cells))
        yield Row(number, dict(zip(header, cells, strict=False)), defect)
