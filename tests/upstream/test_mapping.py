"""Cells become exact values, or are refused with column, value and rule; a wrong map is refused as a whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.upstream.cells import BadCell, Numerals, Reading, Term, Value
from services.upstream.mapping import Mapped, parse
from services.upstream.table import Cell, Row
from services.upstream.terms import MapError
from shared.catalogue import DEFINITIONS
from shared.catalogue.intake import ProgressReported
from shared.catalogue.values import MoneyUnit, Month
from tests.upstream.samples import PLAIN, SMALL_MAP, row

GERMAN = Reading(frozenset({""}), Numerals(decimal=",", thousands="."))


def valued(cell: Cell, reading: Reading = PLAIN, money_unit: str = "CNY-10k", **term: Any) -> Value:
    """What a term over one column makes of a cell."""
    return Term(column="c", **term).value(row(c=cell), reading, money_unit)


@pytest.mark.parametrize(
    ("value", "cell", "term"),
    [
        ("x y", "x y", {}),
        ("53493000", Decimal("53493000.0"), {}),
        ("2025-03-31", date(2025, 3, 31), {}),
        (date(2025, 3, 31), "31.03.2025", {"date": "%d.%m.%Y"}),
        (date(2025, 3, 31), date(2025, 3, 31), {"date": "%d.%m.%Y"}),
        ("2025-03", "2025/03/31", {"month": "%Y/%m/%d"}),
        (Decimal("12345.6"), "1.23456", {"unit": "CNY-100m"}),
        (Decimal("1.5"), "15000.00", {"unit": "CNY"}),
        (Decimal(1500), Decimal(15), {"unit": "CNY-million"}),
        (Decimal("37.5"), "0.375", {"unit": "fraction"}),
        (Decimal("37.5"), "37.5", {"unit": "percent"}),
        ("industry", "产业", {"values": {"产业": "industry"}}),
        ("P-1_a", "P-1_a", {"token": True}),
        ("XM-001-aea46636", "XM/001", {"token": True}),
        ("79f326be", "项目", {"token": True}),
        (None, "-", {"missing": "leave out"}),
        ("none", "", {"default": "none"}),
    ],
)
def test_a_cell_becomes_a_value(value: Value, cell: Cell, term: dict[str, Any]) -> None:
    assert value == valued(cell, **term)


def test_dollars_are_converted_to_dollars() -> None:
    assert Decimal(1250000) == valued("1.25", money_unit="USD", unit="USD-million")


def test_equal_amounts_are_equal_texts_however_they_were_written() -> None:
    assert ["150", "150", "150"] == [str(valued(cell, unit="percent")) for cell in ("150", "150.00", Decimal("1.5E2"))]


def test_numbers_are_read_as_the_file_writes_them() -> None:
    assert Decimal("1234.5") == valued("1.234,5", GERMAN, unit="percent")


def test_a_text_is_put_together_from_columns() -> None:
    term = Term(text="NYC-{pid}/{part}")
    assert "NYC-7/a" == term.value(row(pid=Decimal(7), part="a"), PLAIN, "")


@pytest.mark.parametrize(
    ("cell", "term", "rule"),
    [
        ("", {}, "this cell must not be missing"),
        ("31.3.25", {"date": "%Y-%m-%d"}, "not a date written as %Y-%m-%d"),
        ("2025-02-30", {"month": "%Y-%m-%d"}, "not a date written as %Y-%m-%d"),
        ("约0.9", {"unit": "CNY"}, "not a number"),
        ("NaN", {"unit": "CNY"}, "not a number"),
        ("1,5", {"unit": "CNY"}, "not a number"),
        ("别的", {"values": {"产业": "industry"}}, "not among the map's values: 产业"),
    ],
)
def test_a_bad_cell_is_refused(cell: str, term: dict[str, Any], rule: str) -> None:
    with pytest.raises(BadCell) as bad:
        valued(cell, **term)
    assert BadCell("c", cell, rule) == bad.value


def test_a_point_is_no_decimal_mark_where_the_comma_is() -> None:
    with pytest.raises(BadCell):
        valued("1.5", Reading(frozenset(), Numerals(decimal=",")), unit="percent")


def test_a_row_becomes_a_fact_with_the_columns_of_its_fields() -> None:
    [rule] = parse(SMALL_MAP).rules
    fact = ProgressReported(
        project="P1", month=Month("2025-03"), money_unit=MoneyUnit.CNY_10K, investment=Decimal(12000)
    )
    columns = {"data.project": "id", "data.month": "day", "data.investment": "done"}
    assert Mapped(fact, columns) == rule.mapped(row(id="P1", day="2025-03-31", done="1.2"), PLAIN)


@pytest.mark.parametrize(
    ("cells", "bad"),
    [
        (
            {"id": "P1", "day": "2025-03-31", "done": "-1.2"},
            BadCell("done", "-1.2", "Input should be greater than or equal to 0"),
        ),
        (
            {"id": "P1", "day": "2025-03-31", "done": "0.000000001"},
            BadCell("done", "0.000000001", "Decimal input should have no more than 4 decimal places"),
        ),
        (
            {"id": "P 1", "day": "2025-03-31", "done": "1"},
            BadCell("id", "P 1", "String should match pattern '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'"),
        ),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused_by_column(cells: dict[str, Cell], bad: BadCell) -> None:
    [rule] = parse(SMALL_MAP).rules
    with pytest.raises(BadCell) as error:
        rule.mapped(Row(2, cells), PLAIN)
    assert bad == error.value


FIELDS = (
    "project, month, money_unit, investment, physical, paid, forecast_cost, forecast_completion, narrative, evidence"
)
CALENDAR = ("contest.opened", "month.opened", "month.closed", "day.begun", "workdays.set")
DISTRICT = (*CALENDAR, "rulebook.adopted", "ladder.adopted")
FACTS = ", ".join(sorted(found.name for found in DEFINITIONS.values() if found.proposed and found.name not in DISTRICT))
UNITS = "CNY, CNY-10k, CNY-million, CNY-100m, USD, USD-thousand, USD-million, percent, fraction"


@pytest.mark.parametrize(
    ("found", "wrong", "reason"),
    [
        ('fact = "progress.reported"', 'fact = "progress.told"',
         f"message.1.fact: no row can say 'progress.told'; there are {FACTS}"),
        ('fact = "progress.reported"', 'fact = "month.closed"',
         f"message.1.fact: no row can say 'month.closed'; there are {FACTS}"),
        ("investment = {", "invested = {",
         f"message.1.data.invested: there is no such field; there are {FIELDS}"),
        ('project = { column = "id" }\nmonth', "month", "message.1.data.project: this field must be told"),
        ('unit = "CNY-100m"', 'unit = "EUR"',
         f"message.1.data.investment: unknown unit 'EUR'; known are {UNITS}"),
        ('unit = "CNY-100m"', 'unit = "USD"', "message.1.data.investment.unit: USD cannot be told in CNY-10k"),
        (', unit = "CNY-100m"', "", "message.1.data.investment: say how the cell tells it: `unit`"),
        ('month = "%Y-%m-%d" }\nmoney', 'date = "%Y-%m-%d" }\nmoney',
         "message.1.data.month: say how the cell tells it: `month`"),
        ('month = { column = "day", month', 'month = { column = "day", missing = "leave out", month',
         "message.1.data.month: this field must be told: let a missing cell refuse, or have a default"),
        ('unit = "CNY-100m" }', 'unit = "CNY-100m", missing = "leave out", default = 0 }',
         'message.1.data.investment: a `default` and `missing = "leave out"` contradict each other'),
        ('money_unit = "CNY-10k"\ninvestment =', 'money_unit = "CNY-1k"\ninvestment =',
         "message.1.data.money_unit: 'CNY-1k': Input should be 'CNY-10k' or 'USD'"),
        ('send = "monthly"', 'send = "weekly"',
         "message.1.send: Input should be 'once', 'monthly', 'again', 'changed' or 'every'"),
        ('send = "monthly"', 'send = "changed"',
         'message.1.watch: `watch` belongs to `send = "changed"`, and it needs columns'),
        ('send = "monthly"', 'send = "monthly"\nneeds_any = ["physical"]',
         "message.1.needs_any: 'physical' is not among the fields of this message's data"),
        ("investment_target = 0", "investment_target = -1",
         "contest.investment_target: Input should be greater than or equal to 0"),
        ('date = { column = "day", date = "%Y-%m-%d" }', 'date = { column = "day" }',
         "row.date: needs `date`: how days are written"),
        ('project = { column = "id" }\ndate', 'project = { text = "P" }\ndate',
         "row.project: the text names no column; write a constant as a plain string"),
        ('source = "bureau"', 'source = "the bureau"',
         "source: String should match pattern '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'"),
        ('source = "bureau"', "source = ", "not TOML: Invalid value (at line 2, column 10)"),
    ],
)  # fmt: skip
def test_a_wrong_map_is_refused_with_its_place(found: str, wrong: str, reason: str) -> None:
    assert found in SMALL_MAP
    with pytest.raises(MapError) as error:
        parse(SMALL_MAP.replace(found, wrong, 1))
    assert reason == str(error.value)


def test_a_column_that_the_file_does_not_have_is_refused_with_its_place() -> None:
    with pytest.raises(MapError) as error:
        parse(SMALL_MAP).check_columns(("id", "day"))
    assert "message.1.data.investment: the file has no column 'done'; it has id, day" == str(error.value)
