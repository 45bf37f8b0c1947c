"""A grid: what stands in the cells of a sheet, whoever wrote the file."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

Value = str | Decimal | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value as the spreadsheet shows it; `None` is an empty cell."""

    value: Value = None
    percent: bool = False
    """The number is shown with a percent sign: 0.375 as 37.5%."""
    unread: bool = False
    """A formula whose value the file does not hold."""

    @property
    def empty(self) -> bool:
        return self.value is None and not self.unread


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, row by row from row 1, as wide as what stands in each row."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]

    def at(self, row: int, column: int) -> Cell:
        """The cell of a row and a column, both counted from 1."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else EMPTY

    @property
    def blank(self) -> bool:
        return all(cell.empty for cells in self.rows for cell in cells)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell of the workbook, by sheet, row and column, both counted from 1."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, in the words of the office that filled it in."""

    place: Place
    code: str
    told: str


class WorkbookError(Exception):
    """The file as a whole is not a filled-in template; the text says what to do."""
