"""Templates as spreadsheets see them, bounds on what is read, and the checked copy."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from services.upstream.workbook import files
from services.upstream.workbook.drawing import draw
from services.upstream.workbook.families import FAMILIES
from services.upstream.workbook.files import open_template, write_checked
from services.upstream.workbook.grid import Cell, Fault, Place, WorkbookError
from services.upstream.workbook.marks import Marks, Outcome, marks_of, next_id
from services.upstream.workbook.styles import RIGHT, WRONG
from shared.receipts import Accepted, Discarded, Receipt, Rejected, SetAside
from tests.samples import FEBRUARY_REPORT, REPORT, SCHOOL, STEELWORKS
from tests.upstream.workbooks import SOURCE, comments, filled_with, read_book

NOTHING = Marks({}, (), {}, {})


def test_a_template_helps_whoever_fills_it_in(tmp_path: Path) -> None:
    draw(FAMILIES["progress"], "industry-bureau").save(tmp_path / "template.xlsx")
    book = load_workbook(tmp_path / "template.xlsx")
    assert [
        "说明", "进展月报", "进展月报·佐证材料", "月报更正", "关键节点", "关键节点·佐证材料", "入库纳统", "词表",
    ] == book.sheetnames  # fmt: skip
    assert ("hidden", "visible") == (book["词表"].sheet_state, book["说明"].sheet_state)
    page = book["进展月报"]
    assert ("C3", "00C00000", "002F5496", "007F7F7F") == (
        page.freeze_panes,
        page["B1"].fill.fgColor.rgb,
        page["E1"].fill.fgColor.rgb,
        page["A1"].fill.fgColor.rgb,
    )
    assert ("项目编号", "必填；编号：字母（a-z）、数字、_ 和 -；如 P0142") == (page["B1"].value, page["B2"].value)
    limits = {
        str(found.sqref): (found.type, found.operator, found.formula1) for found in page.data_validations.dataValidation
    }
    assert {
        "D3:D5000": ("list", None, "'词表'!$A$3:$A$4"),
        "E3:E5000": ("decimal", "greaterThanOrEqual", "0"),
        "F3:F5000": ("decimal", "between", "0"),
        "G3:G5000": ("decimal", "greaterThanOrEqual", "0"),
        "H3:H5000": ("decimal", "greaterThanOrEqual", "0"),
        "I3:I5000": ("date", "greaterThan", "1"),
        "J3:J5000": ("textLength", "lessThanOrEqual", "4000"),
        "M3:M5000": ("textLength", "lessThanOrEqual", "200"),
    } == limits
    assert ["金额单位", "万元", "美元"] == [book["词表"].cell(row, 1).value for row in (2, 3, 4)]


def test_what_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    book = filled_with([SCHOOL])
    dangerous = '=HYPERLINK("http://example.test","点我")'
    filled = read_book(book, tmp_path / "book.xlsx")
    place = filled.lines[0].place
    marks = Marks({place: dangerous}, (Fault(Place("项目入库", 3, 3), "bad-value", dangerous),), {}, {})
    write_checked(tmp_path / "book.xlsx", marks, tmp_path / "copy.xlsx")
    cell = load_workbook(tmp_path / "copy.xlsx")["项目入库"]["A3"]
    assert (dangerous, "s", True) == (cell.value, cell.data_type, cell.quotePrefix)


def test_a_text_that_begins_like_a_formula_is_read_as_text(tmp_path: Path) -> None:
    book = filled_with([SCHOOL])
    cell = book["项目入库"]["C3"]
    cell.value, cell.data_type = "=一号线", "s"
    book.save(tmp_path / "book.xlsx")
    grid = next(grid for grid in open_template(tmp_path / "book.xlsx").grids if grid.title == "项目入库")
    assert Cell("=一号线") == grid.at(3, 3)
    write_checked(tmp_path / "book.xlsx", NOTHING, tmp_path / "copy.xlsx")
    assert "s" == load_workbook(tmp_path / "copy.xlsx")["项目入库"]["C3"].data_type


def test_a_number_is_read_as_it_is_shown(tmp_path: Path) -> None:
    book = filled_with([REPORT])
    page = book["进展月报"]
    page["E3"], page["F3"] = 4711, 0.375
    page["F3"].number_format = "0.0%"
    book.save(tmp_path / "book.xlsx")
    # 0.1 + 0.2 as spreadsheets store it and openpyxl does not.
    exchange(tmp_path / "book.xlsx", tmp_path / "stored.xlsx", b"<v>4711</v>", b"<v>0.30000000000000004</v>")
    grid = next(grid for grid in open_template(tmp_path / "stored.xlsx").grids if grid.title == "进展月报")
    assert [Cell(Decimal("0.3")), Cell(Decimal("0.375"), percent=True)] == [grid.at(3, 5), grid.at(3, 6)]


def exchange(before: Path, after: Path, old: bytes, new: bytes) -> None:
    """Copy a workbook with some bytes of its sheets exchanged."""
    with ZipFile(before) as packed, ZipFile(after, "w", ZIP_DEFLATED) as changed:
        for name in packed.namelist():
            changed.writestr(name, packed.read(name).replace(old, new))


def test_a_wrong_header_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    book = filled_with([SCHOOL])
    book["项目入库"]["A1"] = "行"
    marks = marks_of(read_book(book, tmp_path / "book.xlsx"), {}, sent=False)
    write_checked(tmp_path / "book.xlsx", marks, tmp_path / "copy.xlsx")
    cell = load_workbook(tmp_path / "copy.xlsx")["项目入库"]["A1"]
    told = "[bad-header] 第一行须是模板的表头，第一栏为“结果”：请从新模板复制表头"
    assert ("行", {("项目入库", "A1"): told}) == (cell.value, comments(tmp_path / "copy.xlsx"))


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """The copy of a workbook of which the rows were accepted, refused, parked, discarded and not answered."""
    facts = [REPORT, FEBRUARY_REPORT, *(replace(REPORT, project=name) for name in ("P0300", "P0301", "P0302"))]
    filled = read_book(filled_with(facts), tmp_path / "book.xlsx")
    ids = [line.message.id for line in filled.lines if line.message]
    receipts: dict[str, Receipt] = {
        ids[0]: Accepted(source=SOURCE, message_id=ids[0], positions=(7,)),
        ids[1]: Rejected(
            source=SOURCE,
            message_id=ids[1],
            positions=(8,),
            code="month-not-begun",
            field="data.month",
            value="2026-02",
            rule="2026-02 has not begun",
        ),
        ids[2]: SetAside(source=SOURCE, message_id=ids[2]),
        ids[3]: Discarded(source=SOURCE, message_id=ids[3], positions=(9,), reason="重复报送"),
    }
    marks = marks_of(filled, receipts, sent=True)
    assert {
        Outcome.ACCEPTED: 1,
        Outcome.REFUSED: 1,
        Outcome.PARKED: 1,
        Outcome.DISCARDED: 1,
        Outcome.UNANSWERED: 1,
        Outcome.UNSENT: 0,
    } == marks.counts
    write_checked(tmp_path / "book.xlsx", marks, tmp_path / "copy.xlsx")
    return tmp_path / "copy.xlsx"


def test_results_stand_beside_the_rows_and_reasons_at_the_cells(answered: Path) -> None:
    page = load_workbook(answered)["进展月报"]
    assert [
        "已接收：日志位置 7",
        "退回：[month-not-begun] 见标红的单元格和批注；改后再次导入本文件",
        "待人工处理：已收下，暂时无法处理，等待工作人员查看",
        "已放弃：重复报送；需要时再次导入本文件",
        "无回执：可以再次导入，同一行只算一次",
    ] == [page.cell(row, 1).value for row in range(3, 8)]
    told = (
        "[month-not-begun] 该月（或该日所在月份）尚未开始。待事情发生并在 `month-opened` 之后发送。\n"
        "2026-02 has not begun"
    )
    assert {("进展月报", "C4"): told} == comments(answered)
    assert (WRONG.fgColor.rgb, RIGHT.fgColor.rgb) == (page["C4"].fill.fgColor.rgb, page["A3"].fill.fgColor.rgb)


def test_what_was_refused_has_a_new_id_in_the_copy_and_all_else_is_the_same(answered: Path, tmp_path: Path) -> None:
    before = read_book(load_workbook(tmp_path / "book.xlsx"), tmp_path / "book.xlsx")
    after = read_book(load_workbook(answered), tmp_path / "again.xlsx")
    told = [line.message.id for line in before.lines if line.message]
    told[1] += "-again1"
    told[3] += "-again1"
    assert told == [line.message.id for line in after.lines if line.message]


def test_marks_of_an_earlier_check_are_taken_away(answered: Path, tmp_path: Path) -> None:
    write_checked(answered, NOTHING, tmp_path / "clean.xlsx")
    page = load_workbook(tmp_path / "clean.xlsx")["进展月报"]
    assert {} == comments(tmp_path / "clean.xlsx")
    assert [None, None, None, None, None] == [page.cell(row, 1).value for row in range(3, 8)]
    assert ("结果", "由系统填写", "00000000") == (page["A1"].value, page["A2"].value, page["C4"].fill.fgColor.rgb)


def test_a_check_says_of_each_row_how_it_stands(tmp_path: Path) -> None:
    book = filled_with([SCHOOL, SCHOOL, STEELWORKS])
    book["项目入库·序时计划"]["E3"] = 101
    book["项目入库·节点计划"]["B3"] = "P9"
    marks = marks_of(read_book(book, tmp_path / "book.xlsx"), {}, sent=False)
    assert {
        Place("项目入库", 3, 1): "未发送：此行无误",
        Place("项目入库", 4, 1): "未发送：此行无误（与“项目入库”第 3 行相同，是同一条消息）",
        Place("项目入库", 5, 1): "退回：明细有误，见明细表",
        Place("项目入库·序时计划", 3, 1): "退回：[out-of-range] 见标红的单元格和批注",
        Place("项目入库·节点计划", 3, 1): "退回：[bad-row] 见标红的单元格和批注",
    } == marks.results
    assert [Place("项目入库·序时计划", 3, 5), Place("项目入库·节点计划", 3, 2)] == [
        fault.place for fault in marks.faults
    ]


def test_merged_cells_are_marked_where_they_show(tmp_path: Path) -> None:
    book = filled_with([SCHOOL, SCHOOL])
    book["项目入库"].merge_cells("C3:C4")
    filled = read_book(book, tmp_path / "book.xlsx")
    assert [Place("项目入库", 4, 3)] == [fault.place for fault in filled.faults]
    write_checked(tmp_path / "book.xlsx", marks_of(filled, {}, sent=False), tmp_path / "copy.xlsx")
    assert [("项目入库", "C3")] == list(comments(tmp_path / "copy.xlsx"))


@pytest.mark.parametrize(
    ("before", "after"),
    [("m7", "m7-again1"), ("m7-again1", "m7-again2"), ("m7-again9", "m7-again10"), ("x" * 128, "x" * 121 + "-again1")],
)
def test_a_refused_message_goes_on_under_another_id(before: str, after: str) -> None:
    assert after == next_id(before)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    filled_with([SCHOOL]).save(path)
    monkeypatch.setattr(files, "LARGEST_FILE", path.stat().st_size - 1)
    with pytest.raises(WorkbookError) as caught:
        open_template(path)
    size = path.stat().st_size
    assert f"book.xlsx 有 {size} 字节，超过 {size - 1} 字节：请分成几个文件" == str(caught.value)


def test_a_file_that_unpacks_to_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    monkeypatch.setattr(files, "LARGEST_UNPACKED", 1_000_000)
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_001)
    with pytest.raises(WorkbookError) as caught:
        open_template(path)
    assert "book.xlsx 解压后超过 1000000 字节：请分成几个文件" == str(caught.value)


def test_too_many_rows_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 100)
    book = filled_with([SCHOOL])
    book["项目入库"]["C60"] = "远处"
    book["停工"]["C60"] = "远处"
    assert "工作簿超过 100 行：请分成几个文件" == refusal(book, tmp_path)


def test_too_many_columns_are_not_read(tmp_path: Path) -> None:
    book = filled_with([SCHOOL])
    book["项目入库"].cell(3, 201, "远处")
    assert "工作表超过 200 栏：请删去模板以外的栏" == refusal(book, tmp_path)


def test_what_is_no_workbook_or_no_template_is_refused(tmp_path: Path) -> None:
    stranger = draw(FAMILIES["plans"])
    stranger["词表"]["B1"] = "2"
    assert [
        "book.xlsx 不是 redcard 模板：用 redcard template 生成模板，或用 --map 说明如何读取",
        "book.xlsx 是另一版本的模板（2 plans）：请用本版本的 redcard 重新生成",
    ] == [refusal(Workbook(), tmp_path), refusal(stranger, tmp_path)]
    (tmp_path / "book.xlsx").write_bytes(b"PK")
    with pytest.raises(WorkbookError) as caught:
        open_template(tmp_path / "book.xlsx")
    assert "book.xlsx 不是 XLSX 工作簿：请用 Excel 另存为 .xlsx；别的表格须用 --map 说明如何读取" == str(caught.value)


def refusal(book: Workbook, directory: Path) -> str:
    """Why a workbook is refused as a whole."""
    book.save(directory / "book.xlsx")
    with pytest.raises(WorkbookError) as caught:
        open_template(directory / "book.xlsx")
    return str(caught.value)
