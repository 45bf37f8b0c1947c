"""Files: a filled-in template as it is opened, with bounds on what is read, and its checked copy as it is written."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as Written
from openpyxl.utils.exceptions import InvalidFileException

from services.upstream.workbook import styles
from services.upstream.workbook.families import FAMILIES, Family
from services.upstream.workbook.grid import EMPTY, Cell, Grid, WorkbookError
from services.upstream.workbook.layout import GUIDE, LISTS
from services.upstream.workbook.marks import Marks, Outcome
from services.upstream.workbook.styles import cell_at, note, put
from services.upstream.workbook.table import HEADER, HINT

MARKER: Final = "redcard-template"
VERSION: Final = "1"
"""The first two cells of the hidden sheet; the third is the family."""
SOURCE: Final = "来源名称"
ACTOR: Final = "填报人"
"""Labels on the guide's page, each with its value beside it."""
LARGEST_FILE: Final = 50 * 1024 * 1024
LARGEST_UNPACKED: Final = 1024 * 1024 * 1024
MOST_ROWS: Final = 100_000
"""Of all sheets together."""
MOST_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A filled-in template as it stands in its file."""

    family: Family
    source: str
    actor: str
    grids: tuple[Grid, ...]


def open_template(path: Path) -> Opened:
    """Read every sheet; raises `WorkbookError` where the file is too large, broken or no template."""
    _measure(path)
    with closing(_load(path, values=True)) as values, closing(_load(path, values=False)) as formulas:
        marker, version, name = _marker(values) if LISTS in values.sheetnames else ("", "", "")
        if marker != MARKER:
            raise WorkbookError(f"{path.name} 不是 redcard 模板：用 redcard template 生成模板，或用 --map 说明如何读取")
        if version != VERSION or name not in FAMILIES:
            raise WorkbookError(f"{path.name} 是另一版本的模板（{version} {name}）：请用本版本的 redcard 重新生成")
        room = MOST_ROWS
        grids = []
        for sheet in values.worksheets:
            grid = _grid(sheet, formulas[sheet.title], room)
            room -= len(grid.rows)
            grids.append(grid)
    told = _guide(grids)
    kept = tuple(grid for grid in grids if grid.title not in (GUIDE, LISTS))
    return Opened(FAMILIES[name], told.get(SOURCE, ""), told.get(ACTOR, ""), kept)


def write_checked(path: Path, marks: Marks, copy: Path) -> None:
    """Write the copy of a workbook with its results, and with a comment at each cell that is wrong."""
    with closing(load_workbook(path)) as book:
        _clean(book)
        for place, text in marks.results.items():
            cell = put(book[place.sheet], place.row, place.column, text)
            cell.fill = styles.RIGHT if text.startswith(Outcome.ACCEPTED.value) else styles.ENTRY
        for place, message_id in marks.new_ids.items():
            put(book[place.sheet], place.row, place.column, message_id)
        for fault in marks.faults:
            cell = cell_at(book[fault.place.sheet], fault.place.row, fault.place.column)
            before = f"{cell.comment.text}\n" if cell.comment else ""
            cell.comment = note(f"{before}[{fault.code}] {fault.told}")
            if fault.place.row > HEADER:
                cell.fill = styles.WRONG
        book.save(copy)


def _clean(book: Workbook) -> None:
    """Take away the marks of an earlier check, but no colour and no comment of anybody else's."""
    marks = {styles.WRONG.fgColor.rgb, styles.RIGHT.fgColor.rgb}
    for sheet in book.worksheets:
        if sheet.title in (GUIDE, LISTS):
            continue
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Written)):
            if cell.comment is not None and cell.comment.author == styles.AUTHOR:
                cell.comment = None
            result = cell.column == 1 and cell.row > HEADER and cell.value != HINT
            if result:
                cell.value = None
            if result or cell.fill.fgColor.rgb in marks:
                cell.fill = styles.NONE


def _measure(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise WorkbookError(f"{path.name} 有 {size} 字节，超过 {LARGEST_FILE} 字节：请分成几个文件")
    try:
        with ZipFile(path) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except BadZipFile:
        told = f"{path.name} 不是 XLSX 工作簿：请用 Excel 另存为 .xlsx；别的表格须用 --map 说明如何读取"
        raise WorkbookError(told) from None
    if unpacked > LARGEST_UNPACKED:
        raise WorkbookError(f"{path.name} 解压后超过 {LARGEST_UNPACKED} 字节：请分成几个文件")


def _load(path: Path, *, values: bool) -> Workbook:
    try:
        return load_workbook(path, read_only=True, data_only=values)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
        raise WorkbookError(f"{path.name} 不是 XLSX 工作簿：请用 Excel 另存为 .xlsx（{error}）") from error


def _marker(book: Workbook) -> tuple[str, str, str]:
    for found in book[LISTS].iter_rows(min_row=1, max_row=1, max_col=3, values_only=True):
        first, second, third = (*found, None, None, None)[:3]
        return str(first), str(second), str(third)
    return "", "", ""


def _guide(grids: list[Grid]) -> dict[str, str]:
    """What the office wrote beside the labels of the guide's page."""
    page = next((grid for grid in grids if grid.title == GUIDE), Grid(GUIDE, ()))
    rows = range(1, len(page.rows) + 1)
    return {str(page.at(row, 1).value): str(page.at(row, 2).value) for row in rows if not page.at(row, 2).empty}


def _grid(values: Any, formulas: Any, room: int) -> Grid:
    # Some writers state a size that is wrong; then only reading to the end tells.
    values.reset_dimensions()
    formulas.reset_dimensions()
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for value_row, formula_row in zip_longest(values.iter_rows(), formulas.iter_rows(), fillvalue=()):
        cells = tuple(_cells(value_row, formula_row))
        rows.append(cells)
        last = len(rows) if cells else last
        if last > room:
            raise WorkbookError(f"工作簿超过 {MOST_ROWS} 行：请分成几个文件")
    return Grid(str(values.title), tuple(rows[:last]))


def _cells(value_row: tuple[Any, ...], formula_row: tuple[Any, ...]) -> list[Cell]:
    cells = [_cell(value, formula) for value, formula in zip(value_row, formula_row, strict=False)]
    while cells and cells[-1].empty:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise WorkbookError(f"工作表超过 {MOST_COLUMNS} 栏：请删去模板以外的栏")
    return cells


def _cell(found: Any, formula: Any) -> Cell:
    value = found.value
    if value is None:
        return Cell(unread=True) if formula.data_type == "f" else EMPTY
    match value:
        case bool():
            return Cell(value)
        case int() | float():
            # More than these digits no spreadsheet shows: 0.1 + 0.2 is 0.3.
            return Cell(Decimal(f"{value:.15g}"), percent="%" in (found.number_format or ""))
        case datetime() | date():
            return Cell(value)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return Cell(text) if text else EMPTY
