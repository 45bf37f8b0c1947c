"""Sheets of a workbook: each table on one of its own, and each chart beside the figures that it is drawn from."""

from typing import Final

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from shared.press.cells import BOLD, CARDS, FINE, GRID, HEAD, card, height, text, value
from shared.press.document import Cell, Chart, Column, Document, Shape, Table
from shared.press.scale import scale
from shared.press.setting import WORDS, shown, sign, told

HEADER: Final = 3
"""Row of the columns' titles: above it stand the sheet's title and the paper's."""
NARROWEST: Final = 8
WIDEST: Final = 44
SLOT: Final = 5
"""Width of one card of a strip."""
BUTTON: Final = 4
"""Width that a title needs beside it for the filter's button."""
PALETTE: Final = ("1F4E79", "C55A11", "7F7F7F", "548235", "7030A0", "BF9000")
_A4: Final = 9


def draw_table(page: Worksheet, table: Table, title: str, document: Document) -> None:
    """A table under its title, ready to be filtered and printed."""
    _head(page, title, document)
    at = 1
    for number, column in enumerate(table.columns):
        at += _column(page, at, column, [row[number] for row in table.rows])
    for number, row in enumerate(table.rows, HEADER + 1):
        page.row_dimensions[number].height = height(WIDEST, *(cell for cell in row if isinstance(cell, str)))
    last = f"{get_column_letter(at - 1)}{HEADER + len(table.rows)}"
    page.auto_filter.ref = f"A{HEADER}:{last}"
    page.freeze_panes = f"A{HEADER + 1}"
    page.print_title_rows = f"{HEADER}:{HEADER}"


def draw_chart(page: Worksheet, chart: Chart, title: str, document: Document) -> None:
    """A chart's figures, and the chart beside them."""
    table = told(chart, document.language)
    _head(page, title, document)
    for number, column in enumerate(table.columns):
        # A dash would be drawn as nought; nothing is drawn as nothing.
        _column(page, number + 1, column, ["" if row[number] is None else row[number] for row in table.rows])
    page.add_chart(_chart(page, chart), f"{get_column_letter(len(table.columns) + 2)}{HEADER}")


def fit(page: Worksheet, document: Document) -> None:
    """On paper a sheet is as wide as the page, and says which page it is."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    assert page.oddFooter is not None
    page.oddFooter.center.text = WORDS[document.language].page.format(page="&P", pages="&N")


def _head(page: Worksheet, title: str, document: Document) -> None:
    fit(page, document)
    text(page, 1, 1, title, BOLD)
    paper = (document.title, document.period, document.notice)
    text(page, 2, 1, "　".join(part for part in paper if part), FINE)


def _column(page: Worksheet, at: int, column: Column, cells: list[Cell]) -> int:
    """One column with its title, or a strip as one column a slot; how many it took."""
    strips = max((len(cell) for cell in cells if isinstance(cell, tuple)), default=0)
    if slots := column.slots or tuple(f"{column.title} {number}" for number in range(1, strips + 1)):
        _strip(page, at, slots, cells)
        return len(slots)
    _title(page, at, column.title)
    for row, told_there in enumerate(cells, HEADER + 1):
        value(page, row, at, told_there, column.kind).border = GRID
    longest = max((cell_len(shown(told_there, column.kind)) for told_there in cells), default=0)
    width = max(NARROWEST, longest + 2, cell_len(column.title) + BUTTON)
    page.column_dimensions[get_column_letter(at)].width = min(WIDEST, width)
    return 1


def _strip(page: Worksheet, at: int, slots: tuple[str, ...], cells: list[Cell]) -> None:
    for number, slot in enumerate(slots):
        _title(page, at + number, slot)
        page.column_dimensions[get_column_letter(at + number)].width = max(SLOT, cell_len(slot) + BUTTON)
        for row, strip in enumerate(cells, HEADER + 1):
            one = strip[number] if isinstance(strip, tuple) and number < len(strip) else None
            card(page, row, at + number, one, sign(one)).border = GRID


def _title(page: Worksheet, at: int, title: str) -> None:
    cell = text(page, HEADER, at, title, BOLD)
    cell.fill, cell.border = HEAD, GRID
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _chart(page: Worksheet, chart: Chart) -> BarChart | LineChart:
    """The chart itself, drawn by the spreadsheet from the cells."""
    drawn: BarChart | LineChart
    if chart.shape is Shape.LINES:
        drawn = LineChart()
    else:
        drawn = BarChart()
        drawn.type, drawn.gapWidth = "col", 60
        if chart.shape is Shape.STACKED:
            drawn.grouping, drawn.overlap = "stacked", 100
        drawn.dataLabels = DataLabelList(
            showVal=True, showCatName=False, showSerName=False, showLegendKey=False, showPercent=False
        )
    drawn.title, drawn.y_axis.title = chart.title, chart.unit or None
    ticks = scale(chart)
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = float(ticks[0]), float(ticks[-1])
    drawn.y_axis.majorUnit = float(ticks[1] - ticks[0])
    drawn.width, drawn.height = 22, 11
    drawn.legend = Legend(legendPos="b")
    # Written out, lest newer spreadsheets leave the axes away.
    drawn.x_axis.delete = drawn.y_axis.delete = False
    last = HEADER + len(chart.categories)
    drawn.add_data(
        Reference(page, min_col=2, max_col=1 + len(chart.series), min_row=HEADER, max_row=last), titles_from_data=True
    )
    drawn.set_categories(Reference(page, min_col=1, min_row=HEADER + 1, max_row=last))
    for number, (series, told_of) in enumerate(zip(drawn.series, chart.series, strict=True)):
        colour = CARDS[told_of.card] if told_of.card else PALETTE[number % len(PALETTE)]
        if isinstance(drawn, LineChart):
            series.graphicalProperties.line.solidFill = colour
            series.marker.symbol = "circle"
            series.marker.graphicalProperties.solidFill = colour
            series.smooth = False
        else:
            series.graphicalProperties.solidFill = colour
    return drawn
