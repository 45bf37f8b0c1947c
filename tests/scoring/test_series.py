"""Series: whatever is told of a month is found again, exactly, and what was never told is unknown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.record.series import Figure, Row, Series
from shared.catalogue.values import Month, month_after, months_between

JANUARY, FEBRUARY, MARCH, APRIL = (Month(f"2026-0{number}") for number in range(1, 5))
MONTHS = [month_after(Month("2025-11"), steps) for steps in range(16)]

money = st.decimals(0, Decimal("99999999999999.9999"), places=4) | st.decimals(0, 100, places=2)
figures = st.none() | money | st.sampled_from([Decimal(0), Decimal("-0"), Decimal("99999999999999.9999")])
rows = st.tuples(figures, figures)
told = st.lists(st.tuples(st.sampled_from(MONTHS), rows), max_size=20)

SERIES = Series(2).with_row(FEBRUARY, (Decimal("1.5"), None)).with_row(APRIL, (None, Decimal("37.25")))


def series_of(rows: list[tuple[Month, Row]]) -> Series:
    series = Series(2)
    for month, row in rows:
        series = series.with_row(month, row)
    return series


@given(told)
def test_a_series_is_what_a_dictionary_would_be(rows: list[tuple[Month, Row]]) -> None:
    series = series_of(rows)
    model = {month: row for month, row in dict(rows).items() if row != (None, None)}
    assert sorted(model.items()) == list(series)
    for month in [Month("2025-01"), *MONTHS, Month("2031-07")]:
        past = {then: row for then, row in model.items() if then <= month}
        assert model.get(month, (None, None)) == series.at(month)
        for column in range(2):
            known = {then: figure for then, row in past.items() if (figure := row[column]) is not None}
            assert (max(known.items()) if known else None) == series.last(month, column)
            assert (known[max(known)] if known else None) == series.latest(month)[column]
        assert (months_between(max(past), month) if past else None) == series.silence(month)
        back = [[None if ticks < 0 else Decimal(ticks) / 10_000 for ticks in row] for row in series.back(month)]
        assert [[*past[then]] for then in sorted(past, reverse=True)] == back


@given(money)
def test_a_figure_comes_back_as_it_was_told(figure: Decimal) -> None:
    assert (figure,) == Series(1).with_row(JANUARY, (figure,)).at(JANUARY)


@given(told, told)
def test_a_series_never_changes(rows: list[tuple[Month, Row]], more: list[tuple[Month, Row]]) -> None:
    series = series_of(rows)
    before = list(series)
    for month, row in more:
        series.with_row(month, row)
    assert before == list(series)


@pytest.mark.parametrize(
    ("month", "at", "latest"),
    [
        (JANUARY, (None, None), (None, None)),
        (FEBRUARY, (Decimal("1.5"), None), (Decimal("1.5"), None)),
        (MARCH, (None, None), (Decimal("1.5"), None)),
        (APRIL, (None, Decimal("37.25")), (Decimal("1.5"), Decimal("37.25"))),
        (Month("2030-12"), (None, None), (Decimal("1.5"), Decimal("37.25"))),
    ],
)
def test_at_is_of_the_very_month_and_latest_the_last_figure_of_each_column(month: Month, at: Row, latest: Row) -> None:
    assert (at, latest) == (SERIES.at(month), SERIES.latest(month))


@pytest.mark.parametrize(
    ("figure", "text"), [("100.0000", "100"), ("0.00", "0"), ("2800.50", "2800.5"), ("0.0001", "0.0001")]
)
def test_the_same_figure_is_always_written_the_same(figure: Figure, text: str) -> None:
    (found,) = Series(1).with_row(JANUARY, (Decimal(str(figure)),)).at(JANUARY)
    assert text == str(found)


def test_a_year_of_five_columns_takes_eight_bytes_a_figure() -> None:
    series = Series(5)
    for month in MONTHS[2:14]:
        series = series.with_row(month, (Decimal(1),) * 5)
    assert (12, 12 * 5 * 8) == (len(series), len(series.packed))
