"""day-begun: days begin in order, in the month that began last; some may be left out."""

from datetime import date

import pytest

from shared.catalogue.intake import DayBegun
from tests.intake.common import NO_CONTEST, not_begun
from tests.samples import CONTEST, FEBRUARY_OPENED, JANUARY_CLOSED, MARCH_OPENED
from tests.samples.months import FIRST_OF_FEBRUARY
from tests.story import given


def begun(day: str) -> DayBegun:
    return DayBegun(day=date.fromisoformat(day))


def test_recorded() -> None:
    given(CONTEST, FEBRUARY_OPENED).when(FIRST_OF_FEBRUARY).then(FIRST_OF_FEBRUARY)


def test_recorded_on_the_last_day_of_the_month_that_began_last() -> None:
    given(CONTEST, FEBRUARY_OPENED, JANUARY_CLOSED).when(begun("2026-02-28")).then(begun("2026-02-28"))


def test_recorded_though_days_before_it_were_left_out() -> None:
    given(CONTEST, begun("2026-01-05"), FEBRUARY_OPENED).when(begun("2026-02-17")).then(begun("2026-02-17"))


def test_refused_before_the_contest() -> None:
    given().when(FIRST_OF_FEBRUARY).then_refused(*NO_CONTEST)


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST).when(begun("2026-02-01")).then_refused(*not_begun("day"))


@pytest.mark.parametrize("day", ["2026-02-01", "2026-02-02"])
def test_refused_when_it_or_a_later_day_has_begun(day: str) -> None:
    given(CONTEST, FEBRUARY_OPENED, FIRST_OF_FEBRUARY).when(begun(day)).then_refused(
        "day-out-of-order", "data.day", day, "days begin in order, each once: 2026-02-02 has begun"
    )


@pytest.mark.parametrize("day", ["2026-01-31", "2026-02-28"])
def test_refused_in_a_month_before_the_one_that_began_last(day: str) -> None:
    given(CONTEST, FEBRUARY_OPENED, MARCH_OPENED).when(begun(day)).then_refused(
        "day-out-of-order", "data.day", day, "days begin in order: 2026-03 has begun, and this day lies before it"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, FEBRUARY_OPENED).when(FIRST_OF_FEBRUARY).and_again().then_nothing()
