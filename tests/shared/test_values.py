"""Months: steps, distances and last days, across new years and leap years."""

from datetime import date

import pytest

from shared.catalogue.values import Month, last_day, month_after, month_of, months_between


@pytest.mark.parametrize(
    ("month", "steps", "expected"),
    [
        ("2023-05", 1, "2023-06"),
        ("2023-12", 1, "2024-01"),
        ("2024-01", -1, "2023-12"),
        ("2023-05", 0, "2023-05"),
        ("2023-05", 12, "2024-05"),
        ("2023-05", -17, "2021-12"),
    ],
)
def test_month_some_steps_away(month: str, steps: int, expected: str) -> None:
    assert expected == month_after(Month(month), steps)
    assert steps == months_between(Month(month), Month(expected))


@pytest.mark.parametrize(
    ("month", "day"), [("2023-02", 28), ("2024-02", 29), ("2023-04", 30), ("2023-12", 31), ("2000-02", 29)]
)
def test_last_day(month: str, day: int) -> None:
    last = last_day(Month(month))
    assert day == last.day
    assert month == month_of(last)


def test_month_of_a_day() -> None:
    assert "2023-05" == month_of(date(2023, 5, 31))
