"""Drawing: a template workbook, from its layout."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from services.upstream.workbook import styles
from services.upstream.workbook.families import Family
from services.upstream.workbook.files import ACTOR, MARKER, SOURCE, VERSION
from services.upstream.workbook.layout import FIRST_COLUMN, GUIDE, LISTS, RESULT, Column, Kind, Sheet, layout
from services.upstream.workbook.styles import put
from services.upstream.workbook.table import HINT

FIRST_ROW: Final = 3
LAST_ROW: Final = 5000
"""How far down the lists and limits reach; rows below are read all the same."""
_A4: Final = 9
_WIDTHS: Final = {Kind.MONTH: 12, Kind.DAY: 14, Kind.NUMBER: 16, Kind.WHOLE: 10, Kind.CHOICE: 16, Kind.YES_NO: 10}
_FORMATS: Final = {
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
    Kind.NUMBER: "General",
    Kind.WHOLE: "0",
}

GUIDANCE: Final = (
    "填写说明",
    "1. 一行是一条消息。工作表从左到右就是报送顺序，同一张表从上到下报送。",
    "2. 红色表头为必填，蓝色为选填，灰色由系统填写。表头下面一行写明每一栏怎么填，请勿改动表名和表头。",
    "3. 下拉列表里的词照选即可。日期填 2026-05-31，月份填 2026-05，金额只填数字，单位另填一栏。",
    "4. 一格可填多项的，每行一项（Alt+Enter 换行），或用“；”分开。某一项本身带“；”的，请用换行分开。",
    "5. 名称带“·”的工作表是明细：前几栏填写所属行的编号，一行明细一项。没有明细的不填。",
    "6. 灰色的“消息编号”一般不填：编号由内容得出，同一行导入两次只算一次。“时间”是事情发生的时间，按北京时间，"
    "不填即收到的时间。",
    "7. 用不到的工作表可以留空或删去；另加的工作表和另加的栏会被退回，以免漏报。",
    "8. 先核对：redcard import 文件.xlsx --check；报送：redcard import 文件.xlsx。",
    "9. 结果写在副本“文件.checked.xlsx”里：第一栏写明每行的结果，有误的单元格标红，批注写明原因。"
    "有一处填写错误，整个文件都不发送。改好副本，直接导入副本即可：已接收的行不会重复，被退回的行会以新的消息编号重新报送。",
)


def draw(family: Family, source: str = "") -> Workbook:
    """The template of a family of messages."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = GUIDE
    sheets = layout(family)
    _draw_guide(guide, family, sheets, source)
    lists: dict[tuple[str, ...], str] = {}
    vocabulary = book.create_sheet(LISTS)
    _draw_lists(vocabulary, family, sheets, lists)
    for sheet in sheets:
        _draw_sheet(book.create_sheet(sheet.title), sheet, lists)
    # Last, and hidden: it is for the lists, and says what the file is.
    book.move_sheet(vocabulary, len(sheets))
    vocabulary.sheet_state = "hidden"
    book.properties.title = f"{family.title}报送模板"
    book.properties.creator = "redcard"
    return book


def _draw_guide(page: Worksheet, family: Family, sheets: Sequence[Sheet], source: str) -> None:
    _fit(page)
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width = 18
    page.column_dimensions["B"].width = 92
    put(page, 1, 1, f"{family.title}报送模板")
    page.cell(1, 1).font = styles.TITLE_FONT
    for row, (label, value) in enumerate(((SOURCE, source), (ACTOR, "")), start=3):
        put(page, row, 1, label)
        put(page, row, 2, value)
        page.cell(row, 1).font = styles.BOLD
        page.cell(row, 2).fill = styles.ENTRY
        page.cell(row, 2).border = styles.BORDER
        page.cell(row, 2).number_format = "@"
    put(page, 5, 2, f"{SOURCE}：系统分配给本单位的英文名称；{ACTOR}：各行没有另填时，算作由此人报送。")
    page.cell(5, 2).font = styles.HINT_FONT
    row = 7
    for line in GUIDANCE:
        put(page, row, 1, line)
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        page.cell(row, 1).alignment = styles.WRAPPED
        page.cell(row, 1).font = styles.BOLD if row == 7 else styles.BODY_FONT
        page.row_dimensions[row].height = 18 * (1 + len(line) // 66)
        row += 1
    put(page, row + 1, 1, "工作表")
    page.cell(row + 1, 1).font = styles.BOLD
    for number, sheet in enumerate(sheets, start=row + 2):
        keys = "、".join(column.title for column in sheet.columns[: len(sheet.keys)])
        put(page, number, 1, sheet.title)
        put(page, number, 2, f"明细，按{keys}归到所属行" if sheet.detail else f"消息 {sheet.kind}")
        page.cell(number, 1).font = page.cell(number, 2).font = styles.BODY_FONT


def _fit(page: Worksheet) -> None:
    """On paper a sheet is as wide as the page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _draw_lists(page: Worksheet, family: Family, sheets: Sequence[Sheet], lists: dict[tuple[str, ...], str]) -> None:
    """Each vocabulary in two columns, label and code; `lists` learns where its labels stand."""
    for column, text in enumerate((MARKER, VERSION, family.name), start=1):
        put(page, 1, column, text)
    for found in (column for sheet in sheets for column in sheet.columns if _options(column)):
        options = _options(found)
        if tuple(options) in lists:
            continue
        left = 2 * len(lists) + 1
        put(page, 2, left, found.title)
        for row, (label, code) in enumerate(options.items(), start=3):
            put(page, row, left, label)
            put(page, row, left + 1, code)
        letter = get_column_letter(left)
        lists[tuple(options)] = f"{quote_sheetname(LISTS)}!${letter}$3:${letter}${2 + len(options)}"


def _options(column: Column) -> Mapping[str, str]:
    return {"是": "true", "否": "false"} if column.kind is Kind.YES_NO else column.choices


def _draw_sheet(page: Worksheet, sheet: Sheet, lists: Mapping[tuple[str, ...], str]) -> None:
    _draw_header(page, 1, RESULT, HINT, styles.OWN)
    page.column_dimensions["A"].width = 40
    _fit(page)
    for number, column in enumerate(sheet.columns, start=FIRST_COLUMN):
        envelope = not column.field.startswith("data.") and not sheet.detail
        fill = styles.OWN if envelope else styles.REQUIRED if column.required else styles.OPTIONAL
        must = "必填" if column.required else "选填"
        _draw_header(page, number, column.title, f"{must}；{column.hint}", fill)
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = _width(column)
        page.column_dimensions[letter].number_format = "@" if column.many else _FORMATS.get(column.kind, "@")
        limits = _validation(column, lists)
        if limits is not None:
            limits.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
            page.add_data_validation(limits)
    page.row_dimensions[1].height = 24
    page.row_dimensions[2].height = 50
    page.freeze_panes = f"{get_column_letter(FIRST_COLUMN + 1)}{FIRST_ROW}"


def _draw_header(page: Worksheet, number: int, title: str, hint: str, fill: PatternFill) -> None:
    head, below = put(page, 1, number, title), put(page, 2, number, hint)
    head.font, head.fill, head.alignment, head.border = styles.HEADER_FONT, fill, styles.CENTRED, styles.BORDER
    below.font, below.fill, below.alignment = styles.HINT_FONT, styles.HINT, styles.WRAPPED
    below.border = styles.BORDER


def _width(column: Column) -> int:
    if column.many or (column.limits.max_length or 0) > 500:
        return 40
    return _WIDTHS.get(column.kind, 22)


def _validation(column: Column, lists: Mapping[tuple[str, ...], str]) -> DataValidation | None:
    """What a spreadsheet itself can refuse; the rest is found when the file is read."""
    found = None if column.many else _bounds(column, lists)
    if found is not None:
        found.allow_blank, found.showErrorMessage = True, True
        found.errorTitle, found.error = column.title, column.hint[:250]
    return found


def _bounds(column: Column, lists: Mapping[tuple[str, ...], str]) -> DataValidation | None:
    limits, longest = column.limits, column.limits.max_length
    if options := _options(column):
        return DataValidation(type="list", formula1=lists[tuple(options)])
    if column.kind is Kind.DAY:
        return DataValidation(type="date", operator="greaterThan", formula1="1")
    if column.kind is Kind.TEXT and longest:
        return DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(longest))
    if column.kind not in (Kind.NUMBER, Kind.WHOLE):
        return None
    numbers: Literal["decimal", "whole"] = "decimal" if column.kind is Kind.NUMBER else "whole"
    if limits.ge is None:
        return DataValidation(type=numbers, operator="greaterThan", formula1=str(limits.gt))
    if limits.le is None:
        return DataValidation(type=numbers, operator="greaterThanOrEqual", formula1=str(limits.ge))
    return DataValidation(type=numbers, operator="between", formula1=str(limits.ge), formula2=str(limits.le))
