"""Styles: how templates and checked copies look, and how a text is put into a cell without becoming a formula."""

from typing import Final

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

_EDGE: Final = Side(style="thin", color="BFBFBF")
BORDER: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
HEADER_FONT: Final = Font(name="宋体", size=11, bold=True, color="FFFFFF")
HINT_FONT: Final = Font(name="宋体", size=9, color="595959")
TITLE_FONT: Final = Font(name="宋体", size=16, bold=True)
BODY_FONT: Final = Font(name="宋体", size=11)
BOLD: Final = Font(name="宋体", size=11, bold=True)
REQUIRED: Final = PatternFill("solid", fgColor="C00000")
OPTIONAL: Final = PatternFill("solid", fgColor="2F5496")
OWN: Final = PatternFill("solid", fgColor="7F7F7F")
HINT: Final = PatternFill("solid", fgColor="F2F2F2")
ENTRY: Final = PatternFill("solid", fgColor="FFF2CC")
WRONG: Final = PatternFill("solid", fgColor="FF9999")
RIGHT: Final = PatternFill("solid", fgColor="C6E0B4")
NONE: Final = PatternFill()
WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)

AUTHOR: Final = "redcard"
"""Of every comment that a check writes."""
LONGEST_COMMENT: Final = 2000
_FORMULA: Final = ("=", "+", "-", "@")


def put(page: Worksheet, row: int, column: int, value: str) -> Cell:
    """Write a text, which stays a text, whatever it begins with."""
    cell = cell_at(page, row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    # Else a spreadsheet would take it for a formula as soon as somebody edits the cell.
    cell.quotePrefix = value.startswith(_FORMULA)
    return cell


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """A cell that can be written: of cells that an office merged, the one that shows."""
    cell = page.cell(row, column)
    if isinstance(cell, MergedCell):
        merged = next(found for found in page.merged_cells.ranges if cell.coordinate in found)
        cell = page.cell(merged.min_row, merged.min_col)
    assert isinstance(cell, Cell)
    return cell


def note(text: str) -> Comment:
    """A comment with room for its text."""
    shown = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_COMMENT]
    lines = sum(1 + len(line) // 24 for line in shown.splitlines())
    return Comment(shown, AUTHOR, height=30 + 18 * lines, width=340)
