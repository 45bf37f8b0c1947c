"""A document as a workbook: a front sheet with all that is said in words, and a sheet for each table and chart.

The same document gives the same bytes: the only date in the file is the document's own.
"""

import re
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from shared.press.cells import BOLD, FACE, FINE, RED, height, text, value
from shared.press.document import Block, Chart, Document, Figures, Listing, Paragraph, Table
from shared.press.setting import UNKNOWN, WORDS, day, told
from shared.press.sheets import draw_chart, draw_table, fit

EARLIEST: Final = date(1980, 1, 1)
"""The first day that the file format knows; it stands for no day."""
LONGEST_NAME: Final = 28
"""A sheet's name may have 31 characters; the rest is for what tells two apart."""
WIDTHS: Final = {"A": 36, "B": 22, "C": 58}
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'+|'+$")
_BLANK: Final = "＿" * 10


class _Archive(ZipFile):
    """An archive whose parts are all of one day."""

    def writestr(self, part: Any, content: Any, *options: Any) -> None:
        packed = ZipInfo(part)
        packed.compress_type = ZIP_DEFLATED
        super().writestr(packed, content, *options)

    def write(self, file: Any, part: Any = None, *options: Any) -> None:
        self.writestr(part, Path(file).read_bytes())


def render(document: Document) -> bytes:
    """The document as an XLSX file."""
    book = Workbook()
    _Front(book, document).draw()
    properties = book.properties
    properties.title, properties.creator = f"{document.title} {document.period}", document.issuer
    properties.language = document.language.value
    properties.created = properties.modified = datetime.combine(document.issued_on or EARLIEST, time())
    made = BytesIO()
    ExcelWriter(book, _Archive(made, "w")).save()
    return made.getvalue()


class _Front:
    """The first sheet, drawn line by line; tables and charts go to sheets of their own, to which it leads."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self._book, self._document, self._words = book, document, WORDS[document.language]
        self._page = book.worksheets[0]
        self._page.title = self._words.front
        self._row = 0

    def draw(self) -> None:
        document, page = self._document, self._page
        fit(page, document)
        page.sheet_view.showGridLines = False
        for letter, width in WIDTHS.items():
            page.column_dimensions[letter].width = width
        if document.notice:
            self._centred(document.notice, Font(name=FACE, size=11, color=RED), 20)
        self._centred(document.issuer, Font(name=FACE, size=24, bold=True, color=RED), 44)
        for column in range(1, len(WIDTHS) + 1):
            page.cell(self._row, column).border = Border(bottom=Side(style="thick", color=RED))
        self._centred(document.title, Font(name=FACE, size=18, bold=True), 40)
        self._centred(document.period, Font(name=FACE, size=12), 20)
        for section in document.sections:
            self._row += 1
            self._line(section.heading, Font(name=FACE, size=13, bold=True))
            for block in section.blocks:
                self._set(block, section.heading)
        self._sign()

    def _set(self, block: Block, heading: str) -> None:
        match block:
            case Paragraph():
                self._line(block.text)
            case Listing():
                for point in block.points:
                    self._line(f"· {point}")
            case Figures():
                self._figures(block)
            case Table():
                if block.rows:
                    page = self._sheet(block.caption or heading)
                    draw_table(page, block, block.caption or heading, self._document)
                else:
                    self._line(self._words.colon.join(part for part in (block.caption, block.empty) if part))
            case Chart():
                if block.categories and block.series:
                    draw_chart(
                        self._sheet(block.title), block, told(block, self._document.language).caption, self._document
                    )
                else:
                    self._line(f"{block.title}{self._words.colon}{UNKNOWN}")

    def _figures(self, block: Figures) -> None:
        for figure in block.figures:
            self._row += 1
            text(self._page, self._row, 1, figure.name)
            told_there = value(self._page, self._row, 2, figure.value, figure.kind, BOLD)
            told_there.alignment = Alignment(horizontal="left")
            text(self._page, self._row, 3, figure.note, FINE)

    def _sheet(self, title: str) -> Worksheet:
        """A new sheet, and a line that leads to it."""
        page: Worksheet = self._book.create_sheet(_name(title, self._book.sheetnames))
        line = f"{title}{self._words.colon}{self._words.see.format(sheet=page.title)}"
        cell = self._line(line, Font(name=FACE, size=11, color="0563C1", underline="single"))
        quoted = page.title.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
        return page

    def _sign(self) -> None:
        document, words = self._document, self._words
        made_out = day(document.issued_on, document.language) if document.issued_on else _BLANK
        self._row += 1
        for line in (document.issuer, f"{words.signed}{words.colon}{_BLANK}", f"{words.issued}{words.colon}{made_out}"):
            self._row += 1
            text(self._page, self._row, 3, line)
        self._row += 1
        for line in document.vouched:
            self._line(line, FINE)

    def _centred(self, line: str, font: Font, high: int) -> None:
        cell = self._line(line, font)
        cell.alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
        self._page.row_dimensions[self._row].height = high

    def _line(self, line: str, font: Font | None = None) -> Any:
        """A text across the sheet, in as many lines as it needs."""
        self._row += 1
        self._page.merge_cells(start_row=self._row, start_column=1, end_row=self._row, end_column=len(WIDTHS))
        cell = text(self._page, self._row, 1, line, font) if font else text(self._page, self._row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self._page.row_dimensions[self._row].height = height(sum(WIDTHS.values()), line) + 3
        return cell


def _name(title: str, taken: list[str]) -> str:
    """A sheet's name that a spreadsheet takes, and that no other sheet has."""
    wished = _FORBIDDEN.sub("", title)[:LONGEST_NAME].strip(" '") or "-"
    names = [wished, *(f"{wished} {number}" for number in range(2, len(taken) + 2))]
    lower = {name.lower() for name in taken}
    return next(name for name in names if name.lower() not in lower)
