"""Cells of a workbook: how values stand in them, as numbers and days that can be reckoned with, and how they look."""

from decimal import Decimal
from typing import Final

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from shared.catalogue.values import Card
from shared.press.document import Cell as Value
from shared.press.document import Kind, Shown
from shared.press.setting import RIGHT, UNKNOWN, sign

FACE: Final = "宋体"
RED: Final = "C8102E"
GREY: Final = "595959"
CARDS: Final = {Card.BLUE: "1F5FBF", Card.YELLOW: "FFD43B", Card.RED: RED}
INKS: Final = {Card.BLUE: "FFFFFF", Card.YELLOW: "000000", Card.RED: "FFFFFF"}
BODY: Final = Font(name=FACE, size=11)
BOLD: Final = Font(name=FACE, size=11, bold=True)
FINE: Final = Font(name=FACE, size=9, color=GREY)
HEAD: Final = PatternFill("solid", fgColor="E7E6E6")
_HAIR: Final = Side(style="thin", color="BFBFBF")
GRID: Final = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_FORMATS: Final = {
    Kind.WHOLE: "#,##0",
    Kind.POINTS: "0.00",
    Kind.MONEY: "#,##0.00",
    Kind.PERCENT: "0.0%",
    Kind.DAY: "yyyy-mm-dd",
}
_WHOLE_CHANGE: Final = "+0;-0;0"
_CHANGE: Final = "+0.00;-0.00;0.00"
_FORMULA: Final = ("=", "+", "-", "@")


def text(page: Worksheet, row: int, column: int, told: str, font: Font = BODY) -> Cell:
    """Write a text, which stays a text, whatever it begins with."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", told)
    cell.data_type = "s"
    # Else a spreadsheet would take it for a formula as soon as somebody edits the cell.
    cell.quotePrefix = told.startswith(_FORMULA)
    cell.font = font
    return cell


def value(page: Worksheet, row: int, column: int, told: Value, kind: Kind, font: Font = BODY) -> Cell:
    """Write a value: numbers and days as such, a card in its colour with its word."""
    across = "right" if kind in RIGHT else "left" if kind is Kind.TEXT else "center"
    match told:
        case None:
            cell = text(page, row, column, UNKNOWN, font)
        case str():
            cell = text(page, row, column, told, font)
        case Shown():
            cell = card(page, row, column, told, told.word)
        case tuple():
            cell = text(page, row, column, "".join(sign(one) for one in told), font)
        case _:
            cell = page.cell(row, column, told)
            cell.number_format = _format(told, kind)
            cell.font = font
    beside = 0 if across == "center" else 1
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=isinstance(told, str), indent=beside)
    return cell


def card(page: Worksheet, row: int, column: int, shown: Shown | None, word: str) -> Cell:
    """Write a word in the colour of its card; no colour where there is no card."""
    cell = text(page, row, column, word)
    if shown:
        cell.fill = PatternFill("solid", fgColor=CARDS[shown.card])
        cell.font = Font(name=FACE, size=11, bold=True, color=INKS[shown.card])
    cell.alignment = Alignment(horizontal="center", vertical="center")
    return cell


def height(width: int, *texts: str) -> float:
    """How high a row must be, in points, to show texts in cells of a width: spreadsheets do not see to it."""
    return 16.5 * max(
        (sum(1 + cell_len(part) // (width - 2) for part in told.split("\n")) for told in texts), default=1
    )


def _format(told: object, kind: Kind) -> str:
    if kind is Kind.CHANGE:
        return _CHANGE if isinstance(told, Decimal) else _WHOLE_CHANGE
    return _FORMATS.get(kind, "General")
