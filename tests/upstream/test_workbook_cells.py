"""A cell counts as what the spreadsheet shows; what cannot be taken is refused in the office's own words."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from services.upstream.workbook.cells import BadCellError, json_value
from services.upstream.workbook.grid import Cell, Value
from services.upstream.workbook.layout import LAYOUTS, Column

COLUMNS = {
    (sheet.fact, column.name): column for sheets in LAYOUTS.values() for sheet in sheets for column in sheet.columns
}
PROJECT = COLUMNS["progress.reported", "project"]
MONTH = COLUMNS["progress.reported", "month"]
UNIT = COLUMNS["progress.reported", "money_unit"]
INVESTMENT = COLUMNS["progress.reported", "investment"]
PHYSICAL = COLUMNS["progress.reported", "physical"]
FORECAST = COLUMNS["progress.reported", "forecast_completion"]
NARRATIVE = COLUMNS["progress.reported", "narrative"]
INSPECTORS = COLUMNS["inspection.announced", "inspectors"]
FACTORS = COLUMNS["project.registered", "factors_needed"]
CASE = COLUMNS["order.answered", "case"]
UPHELD = COLUMNS["appeal.decided", "upheld"]
TIME = COLUMNS["progress.reported", "time"]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (PROJECT, "P0142", "P0142"),
        (PROJECT, Decimal(142), "142"),
        (MONTH, "2026-05", "2026-05"),
        (MONTH, "2026年5月", "2026-05"),
        (MONTH, "2026/5", "2026-05"),
        (MONTH, datetime(2026, 5, 1), "2026-05"),  # noqa: DTZ001
        (UNIT, "万元", "CNY-10k"),
        (UNIT, "CNY-10k", "CNY-10k"),
        (INVESTMENT, Decimal("2800.5"), "2800.5"),
        (INVESTMENT, Decimal("3E+3"), "3000"),
        (INVESTMENT, "2800.50", "2800.50"),
        (PHYSICAL, Decimal(100), "100"),
        (FORECAST, datetime(2026, 11, 20), "2026-11-20"),  # noqa: DTZ001
        (FORECAST, date(2026, 11, 20), "2026-11-20"),
        (FORECAST, "2026年11月2日", "2026-11-02"),
        (FORECAST, "2026/11/2", "2026-11-02"),
        (NARRATIVE, "第一段\n第二段", "第一段\n第二段"),
        (INSPECTORS, "张三；李四;王五", ["张三", "李四", "王五"]),
        (INSPECTORS, "张三；一组\n李四\n", ["张三；一组", "李四"]),
        (INSPECTORS, "张三；", ["张三"]),
        (FACTORS, "用地；能源", ["land", "energy"]),
        (CASE, Decimal(2), 2),
        (CASE, "2", 2),
        (UPHELD, "是", True),
        (UPHELD, False, False),
        (TIME, datetime(2026, 5, 31, 9, 30), "2026-05-31T09:30:00+08:00"),  # noqa: DTZ001
        (TIME, "2026-05-31 09:30", "2026-05-31T09:30:00+08:00"),
        (TIME, "2026-05-31T01:30:00Z", "2026-05-31T01:30:00+00:00"),
    ],
)
def test_a_cell_counts_as_what_it_shows(column: Column, value: Value, expected: object) -> None:
    assert expected == json_value(Cell(value), column)


def test_a_percentage_counts_as_it_is_shown() -> None:
    assert "37.5" == json_value(Cell(Decimal("0.375"), percent=True), PHYSICAL)


@pytest.mark.parametrize(
    ("column", "cell", "code", "told"),
    [
        (PROJECT, Cell("P 142"), "bad-value", "应为：编号：字母（a-z）、数字、_ 和 -；如 P0142"),
        (PROJECT, Cell(date(2026, 1, 2)), "bad-cell", "单元格被存成了日期或逻辑值：请把单元格格式设为文本后重新填写"),
        (MONTH, Cell("2026-13"), "bad-value", "应为：月份，如 2026-05"),
        (MONTH, Cell(date(2026, 5, 2)), "bad-cell", "应为月份，如 2026-05；现在是某一天"),
        (UNIT, Cell("亿元"), "wrong-unit", "应为：从列表中选"),
        (INVESTMENT, Cell("3,500"), "bad-value", "应为：数字；0 以上；最多 4 位小数"),
        (INVESTMENT, Cell(Decimal(-1)), "out-of-range", "应为：数字；0 以上；最多 4 位小数"),
        (INVESTMENT, Cell(Decimal("0.5"), True), "bad-cell", "单元格是百分比格式：此栏不是百分比，请改为常规数字"),
        (INVESTMENT, Cell(unread=True), "bad-cell", "公式没有保存结果：请用 Excel 打开并保存一次，或改填数值"),
        (INVESTMENT, Cell("#DIV/0!"), "bad-value", "应为：数字；0 以上；最多 4 位小数"),
        (PHYSICAL, Cell(Decimal("100.5")), "out-of-range", "应为：数字；0 至 100；最多 2 位小数"),
        (FORECAST, Cell("2026-02-30"), "bad-value", "应为：日期，如 2026-05-31"),
        (FORECAST, Cell(datetime(2026, 2, 3, 4)), "bad-cell", "应为日期，不带时刻，如 2026-05-31"),  # noqa: DTZ001
        (
            FACTORS,
            Cell("用地；水"),
            "bad-value",
            "应为：可填多项，每行一项或用“；”分开；只能是用地、手续、资金、能源、用工、征拆、其他",
        ),
        (CASE, Cell(Decimal("1.5")), "bad-value", "应为：整数；1 以上"),
        (UPHELD, Cell("对"), "bad-value", "应为：是或否"),
        (TIME, Cell("昨天"), "bad-cell", "应为日期和时刻，如 2026-05-31 09:30"),
    ],
)
def test_what_cannot_be_taken_is_said(column: Column, cell: Cell, code: str, told: str) -> None:
    with pytest.raises(BadCellError) as caught:
        json_value(cell, column)
    assert (code, told) == (caught.value.code, caught.value.told)
