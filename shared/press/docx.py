"""An official document as DOCX, for those who go on writing it: the paper and the margins of GB/T 9704-2012.

The fonts are those that the standard names (仿宋, 小标宋, 黑体, 楷体). They are not in the file, for nobody may put
them there: the table of fonts says what else will do. The same document gives the same bytes: its only date is its own.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import count
from typing import Final, assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph

from shared.language import Language
from shared.press import docx_parts as parts
from shared.press.docx_styles import HEAD, LINE, Style, prepare
from shared.press.official import Contents, Heading, Note, Official, Part, Row, Rows, Text, outlined, shares
from shared.press.setting import day

WIDTH: Final = 156
HEAD_ROOM: Final = Mm(35)
"""Between the margin and the red head."""
_ILLEGAL: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_HANGING: Final = 98
"""Points at which the text of an attachment stands, behind its number."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def render(official: Official) -> bytes:
    """The document as a DOCX file."""
    word = docx.Document()
    prepare(word)
    _page(word)
    _described(word, official)
    _Setter(word, official).set()
    return _packed(word)


def _page(word: Word) -> None:
    """A4, with the margins of the standard; the page's number on the outer side."""
    word.settings.odd_and_even_pages_header_footer = True
    page = word.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.footer_distance = Mm(22)
    sides = ((page.footer, WD_ALIGN_PARAGRAPH.RIGHT), (page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in sides:
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style, line.alignment = word.styles[Style.PAGE], side
        line.paragraph_format.right_indent = Pt(14)
        line.add_run("— ")
        parts.field(line, "PAGE", "1")
        line.add_run(" —")


def _described(word: Word, official: Official) -> None:
    told, when = word.core_properties, datetime.combine(official.issued_on, time(), UTC)
    told.title = _clean(official.name)
    told.author = told.last_modified_by = _clean(official.issuer)
    told.comments, told.language, told.revision = "", Language.CHINESE.value, 1
    told.created = told.modified = when


class _Setter:
    """Sets one document, from its head to its imprint."""

    def __init__(self, word: Word, official: Official) -> None:
        self._word = word
        self._official = official
        self._items = [part.text for part in official.worded.body if isinstance(part, Heading) and part.is_item]
        self._marks = count(1)

    def set(self) -> None:
        worded = self._official.worded
        self._head()
        if worded.addressee:
            self._line(worded.addressee, Style.ADDRESSEE)
        for part in outlined(worded.body):
            self._part(part)
        self._attachments(worded.attachments)
        self._signature()
        if worded.remark:
            self._line(f"（{worded.remark}）", Style.BODY)
        self._imprint()

    def _line(self, told: str, style: Style) -> Paragraph:
        return self._word.add_paragraph(_clean(told), style=style)

    def _head(self) -> None:
        worded = self._official.worded
        for notice in worded.notices:
            self._line(notice, Style.NOTICE)
        taken = sum(18 * (1 + len(notice) // 35) for notice in worded.notices)
        issuer = self._line(self._official.issuer, Style.ISSUER)
        issuer.paragraph_format.space_before = Pt(max(0, HEAD_ROOM.pt - taken))
        size = min(36, int(Mm(WIDTH).pt / max(1, len(self._official.issuer))))
        for run in issuer.runs:
            run.font.size = Pt(size)
        number = self._line(self._official.number, Style.NUMBER)
        parts.ruled(number, parts.Edge.BOTTOM, eighths=11, colour=HEAD, space=11)
        self._line(worded.title, Style.TITLE)

    def _part(self, part: Part) -> None:
        match part:
            case Heading(text, level):
                heading = self._line(text, (Style.FIRST, Style.SECOND, Style.ITEM)[level - 1])
                if part.is_item:
                    parts.bookmark(heading, next(self._marks))
            case Text(text):
                self._line(text, Style.BODY)
            case Note(text, headed):
                self._line(text, Style.NOTE).paragraph_format.keep_with_next = headed
            case Rows():
                self._rows(part)
            case Contents():
                self._contents()
            case _:
                assert_never(part)

    def _contents(self) -> None:
        for number, item in enumerate(self._items, 1):
            line = self._line(item, Style.CONTENTS)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            line.add_run("\t")
            parts.field(line, f"PAGEREF {parts.mark(number)} \\h", "")

    def _rows(self, told: Rows) -> None:
        widths = shares(told)
        table = self._word.add_table(0, len(widths), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for row in told.all:
            self._row(table.add_row(), row, widths, head=row is told.head, form=told.head is None)
        for column, share in zip(table.columns, widths, strict=True):
            column.width = Mm(WIDTH * share / sum(widths))
        self._word.add_paragraph(style=Style.NOTE)

    def _row(self, made: _Row, row: Row, widths: Sequence[int], *, head: bool, form: bool) -> None:
        made.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        made.height = Mm(46 if row.tall else 10)
        parts.kept_whole(made, head=head)
        for at, (cell, told) in enumerate(zip(made.cells, row.cells, strict=True)):
            named = head or (form and at % 2 == 0)
            cell.width = Mm(WIDTH * widths[at] / sum(widths))
            aligned = WD_CELL_VERTICAL_ALIGNMENT
            cell.vertical_alignment = aligned.TOP if row.tall and not named else aligned.CENTER
            cell.paragraphs[0].style = self._word.styles[Style.NAME if named else Style.CELL]
            cell.paragraphs[0].add_run(_clean(told))

    def _attachments(self, attachments: Sequence[str]) -> None:
        for number, title in enumerate(attachments, 1):
            first = number == 1
            line = self._line(f"{'附件：' if first else ''}{number}. {title}", Style.ATTACHMENT)
            line.paragraph_format.space_before = LINE if first else Pt(0)
            line.paragraph_format.left_indent = Pt(_HANGING)
            line.paragraph_format.first_line_indent = Pt((2 if first else 5) * 16 - _HANGING)

    def _signature(self) -> None:
        """Who signs stands in the middle over the date, which stands four characters from the margin."""
        when = day(self._official.issued_on, Language.CHINESE)
        wider = max(len(self._official.signed), len(when))
        for told, before in ((self._official.signed, LINE.pt), (when, 0)):
            line = self._line(told, Style.SIGNED)
            line.paragraph_format.space_before = Pt(before)
            line.paragraph_format.right_indent = Pt(4 * 16)
            line.paragraph_format.left_indent = Pt(max(0, Mm(WIDTH).pt - (4 + wider) * 16))
        parts.kept_together(self._word)

    def _imprint(self) -> None:
        official = self._official
        when = day(official.issued_on, Language.CHINESE)
        line = self._line(f"{official.issuer}\t{when}印发", Style.IMPRINT)
        line.paragraph_format.space_before = LINE
        line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH) - Pt(14), WD_TAB_ALIGNMENT.RIGHT)
        parts.ruled(line, parts.Edge.TOP, eighths=8)
        parts.ruled(line, parts.Edge.BOTTOM, eighths=6)
        for vouch in official.vouched:
            line = self._line(vouch, Style.NOTE)
        parts.ruled(line, parts.Edge.BOTTOM, eighths=8)


def _clean(told: str) -> str:
    return _ILLEGAL.sub("", told)


def _packed(word: Word) -> bytes:
    """The file with no time of its own: every part in it is dated 1980, as in those that Word itself writes."""
    written, packed = BytesIO(), BytesIO()
    word.save(written)
    with ZipFile(written) as read, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        found: Mapping[str, bytes] = {name: read.read(name) for name in read.namelist()}
        for name, content in found.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            archive.writestr(info, content)
    return packed.getvalue()
