"""month-opened: the calendar turns by one month at a time."""

import pytest

from shared.catalogue.intake import MonthOpened
from shared.catalogue.values import Month
from tests.samples import CONTEST, FEBRUARY_OPENED, MARCH_OPENED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST).when(FEBRUARY_OPENED).then(FEBRUARY_OPENED)


def test_recorded_though_the_month_before_is_not_closed() -> None:
    given(CONTEST, FEBRUARY_OPENED).when(MARCH_OPENED).then(MARCH_OPENED)


def test_recorded_across_the_new_year() -> None:
    months = [MonthOpened(month=Month(f"2026-{number:02d}")) for number in range(2, 13)]
    january = MonthOpened(month=Month("2027-01"))
    given(CONTEST, *months).when(january).then(january)


def test_refused_before_the_contest() -> None:
    given().when(FEBRUARY_OPENED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


@pytest.mark.parametrize("month", ["2025-12", "2026-01", "2026-02", "2026-04"])
def test_refused_out_of_order(month: str) -> None:
    given(CONTEST, FEBRUARY_OPENED).when(MonthOpened(month=Month(month))).then_refused(
        "month-out-of-order", "data.month", month, "months begin in order: the next one is 2026-03"
    )


def test_repeat_ignored() -> None:
    given(CONTEST).when(FEBRUARY_OPENED).and_again().then_nothing()
