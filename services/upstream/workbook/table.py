"""The table on a sheet of a template: a header with the columns' titles, a row of hints, and the office's rows.

Columns are known by their titles, so that they may stand in any order, and optional ones may be left out. Whatever
has something in it and no known title is a fault, lest a figure be left behind unnoticed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from services.upstream.workbook.grid import EMPTY, Cell, Fault, Grid, Place
from services.upstream.workbook.layout import RESULT, Column, Sheet

HEADER: Final = 1
HINT: Final = "由系统填写"
"""What stands under the header of the result: by this the row of hints is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an office's."""

    grid: Grid
    number: int
    columns: Mapping[str, int]
    """Column title to its number."""

    def cell(self, column: Column) -> tuple[Place, Cell]:
        """The cell of a column, and its place; where there is no such column, the result's place."""
        number = self.columns.get(column.title, 0)
        return Place(self.grid.title, self.number, number or 1), self.grid.at(self.number, number) if number else EMPTY


def rows_of(grid: Grid, sheet: Sheet, faults: list[Fault]) -> Iterator[Row]:
    """The rows that an office filled in; what is wrong with the header becomes a fault, and may leave none to read."""
    if grid.blank:
        return
    columns = _columns(grid, sheet, faults)
    if columns is None:
        return
    first = HEADER + 1
    if grid.at(first, 1).value == HINT:
        first += 1
    for number in range(first, len(grid.rows) + 1):
        if any(not grid.at(number, column).empty for column in columns.values()):
            yield Row(grid, number, columns)


def _columns(grid: Grid, sheet: Sheet, faults: list[Fault]) -> dict[str, int] | None:
    if grid.at(HEADER, 1).value != RESULT:
        told = f"第一行须是模板的表头，第一栏为“{RESULT}”：请从新模板复制表头"
        faults.append(Fault(Place(grid.title, HEADER, 1), "bad-header", told))
        return None
    titles = {column.title for column in sheet.columns}
    columns: dict[str, int] = {}
    for number in range(2, max(map(len, grid.rows)) + 1):
        value = grid.at(HEADER, number).value
        title = value if isinstance(value, str) else ""
        if title in titles and title not in columns:
            columns[title] = number
        elif title in columns or any(not grid.at(row, number).empty for row in range(1, len(grid.rows) + 1)):
            told = "表头重复" if title in columns else "模板没有这一栏：改回原来的表头，或把整栏移到别的文件"
            faults.append(Fault(Place(grid.title, HEADER, number), "bad-header", told))
    missing = "、".join(column.title for column in sheet.columns if column.required and column.title not in columns)
    if missing:
        told = f"缺少必填的栏：{missing}。请从新模板复制表头"
        faults.append(Fault(Place(grid.title, HEADER, 1), "bad-header", told))
        return None
    return columns
