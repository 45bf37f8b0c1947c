"""Every mistake is found before anything is sent, all of them at once, and named at its sheet, row and column."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.upstream.workbook.grid import Fault, Place, WorkbookError
from shared.catalogue import Fact
from tests.samples import EVERY_FACT, FEBRUARY_REPORT, REPORT, REVISION, SCHOOL, STEELWORKS
from tests.upstream.workbooks import filled_with, read_book

Found = tuple[str, int, int, str]


def faults(book: Workbook, path: Path) -> list[Found]:
    """Where what is wrong, by code."""
    found = read_book(book, path / "book.xlsx").faults
    return [(fault.place.sheet, fault.place.row, fault.place.column, fault.code) for fault in found]


@pytest.mark.parametrize(
    ("facts", "sheet", "cell", "value", "expected"),
    [
        ([STEELWORKS], "项目入库", "C3", None, ("项目入库", 3, 3, "missing-field")),
        ([STEELWORKS], "项目入库", "B3", "P 142", ("项目入库", 3, 2, "bad-value")),
        ([STEELWORKS], "项目入库", "D3", "工业", ("项目入库", 3, 4, "bad-value")),
        ([STEELWORKS], "项目入库", "H3", "吨", ("项目入库", 3, 8, "wrong-unit")),
        ([STEELWORKS], "项目入库", "I3", "很多", ("项目入库", 3, 9, "bad-value")),
        ([STEELWORKS], "项目入库", "M3", "一号", ("项目入库", 3, 13, "bad-id")),
        ([STEELWORKS], "项目入库", "N3", "2030-01-01 00:00", ("项目入库", 3, 14, "future-time")),
        ([STEELWORKS], "项目入库·序时计划", "C4", "二月", ("项目入库·序时计划", 4, 3, "bad-value")),
        ([STEELWORKS], "项目入库·序时计划", "E4", 101, ("项目入库·序时计划", 4, 5, "out-of-range")),
        ([STEELWORKS], "项目入库·序时计划", "B4", "P9", ("项目入库·序时计划", 4, 2, "bad-row")),
        ([STEELWORKS], "项目入库", "P1", "备注", ("项目入库", 1, 16, "bad-header")),
        ([STEELWORKS], "项目入库", "A1", None, ("项目入库", 1, 1, "bad-header")),
        ([STEELWORKS], "项目入库", "P7", "见附件", ("项目入库", 1, 16, "bad-header")),
        ([REPORT], "进展月报", "E3", "=1+1", ("进展月报", 3, 5, "bad-cell")),
        (
            [EVERY_FACT["issue.consulted"]],
            "联合会商·议定事项",
            "D3",
            None,
            ("联合会商·议定事项", 3, 4, "missing-field"),
        ),
    ],
)
def test_a_mistake_is_named_where_it_stands(
    facts: list[Fact], sheet: str, cell: str, value: str | int | None, expected: Found, tmp_path: Path
) -> None:
    book = filled_with(facts)
    book[sheet][cell] = value
    assert [expected] == faults(book, tmp_path)


def test_a_renamed_column_is_both_strange_and_missed(tmp_path: Path) -> None:
    book = filled_with([STEELWORKS])
    book["项目入库"]["B1"] = "编号"
    assert [("项目入库", 1, 2, "bad-header"), ("项目入库", 1, 1, "bad-header")] == faults(book, tmp_path)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    book = filled_with([REPORT, FEBRUARY_REPORT])
    book["进展月报"]["D3"] = "元"
    book["进展月报"]["F3"] = "一半"
    book["进展月报"]["C4"] = "二月"
    assert [
        ("进展月报", 3, 4, "wrong-unit"),
        ("进展月报", 3, 6, "bad-value"),
        ("进展月报", 4, 3, "bad-value"),
    ] == faults(book, tmp_path)


def test_details_that_must_be_there_are_missed(tmp_path: Path) -> None:
    book = filled_with([EVERY_FACT["plan.filed"]])
    book["计划填报·序时计划"].delete_rows(3, 99)
    [fault] = read_book(book, tmp_path / "book.xlsx").faults
    told = "“计划填报·序时计划”表里没有属于这一行的内容，而这是必填的"
    assert Fault(Place("计划填报", 3, 1), "missing-field", told) == fault


def test_details_of_two_rows_with_one_key_are_not_guessed_at(tmp_path: Path) -> None:
    twice = [REVISION, replace(REVISION, reason="再次调整")]
    assert [("计划调整", 4, 1, "bad-row")] == faults(filled_with(twice), tmp_path)
    apart = [REVISION, replace(REVISION, approved_on=date(2026, 2, 11))]
    assert [] == faults(filled_with(apart), tmp_path)


def test_the_same_row_is_the_same_message_once(tmp_path: Path) -> None:
    book = filled_with([SCHOOL, SCHOOL])
    filled = read_book(book, tmp_path / "book.xlsx")
    first, second = filled.lines
    assert ([], first, [[first]]) == (filled.faults, second.same_as, filled.waves())


def test_one_id_cannot_be_two_messages(tmp_path: Path) -> None:
    book = filled_with([SCHOOL, replace(SCHOOL, project="P0300")])
    book["项目入库"]["M3"] = book["项目入库"]["M4"] = "school-1"
    assert [("项目入库", 4, 13, "bad-row")] == faults(book, tmp_path)


def test_ids_derive_from_what_is_said_and_by_whom(tmp_path: Path) -> None:
    def ids(book: Workbook, actor: str = "") -> list[str]:
        lines = read_book(book, tmp_path / "book.xlsx", actor).lines
        return [line.message.id for line in lines if line.message]

    first = ids(filled_with([SCHOOL]))
    assert first == ids(filled_with([SCHOOL]))
    assert first != ids(filled_with([replace(SCHOOL, name="小学")]))
    assert first != ids(filled_with([SCHOOL]), actor="张三")
    assert ["school-1"] == ids(numbered(filled_with([SCHOOL])))


def numbered(book: Workbook) -> Workbook:
    """With an id of the office's own in the first row."""
    book["项目入库"]["M3"] = "school-1"
    return book


def test_rows_of_one_project_wait_for_each_other(tmp_path: Path) -> None:
    other = replace(REPORT, project="P0207")
    filled = read_book(filled_with([REPORT, other, FEBRUARY_REPORT]), tmp_path / "book.xlsx")
    assert [[3, 4], [5]] == [[line.place.row for line in wave] for wave in filled.waves()]


def test_columns_may_stand_in_another_order_and_hints_may_be_gone(tmp_path: Path) -> None:
    book = filled_with([SCHOOL])
    page = book["项目入库"]
    page.move_range("C1:C3", cols=20)
    page.delete_rows(2)
    filled = read_book(book, tmp_path / "book.xlsx")
    assert ([], [2]) == (filled.faults, [line.place.row for line in filled.lines])


def test_a_sheet_of_another_name_is_not_passed_over(tmp_path: Path) -> None:
    book = filled_with([SCHOOL])
    book["项目入库"].title = "项目入库2026"
    with pytest.raises(WorkbookError) as caught:
        faults(book, tmp_path)
    assert "不是模板里的工作表：项目入库2026。请改回原来的表名，或移到别的文件" == str(caught.value)


def test_sheets_may_be_left_out_or_empty(tmp_path: Path) -> None:
    book = filled_with([SCHOOL])
    book.remove(book["停工"])
    book.remove(book["项目入库·节点计划"])
    book.create_sheet("草稿")
    assert [] == faults(book, tmp_path)
