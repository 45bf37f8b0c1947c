"""month-closed: in order, one by one, and only when the month is over."""

from shared.catalogue.intake import MonthClosed
from tests.samples import CONTEST, FEBRUARY_CLOSED, FEBRUARY_OPENED, JANUARY_CLOSED, MARCH, MARCH_OPENED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, FEBRUARY_OPENED).when(JANUARY_CLOSED).then(JANUARY_CLOSED)


def test_next_month_recorded() -> None:
    given(CONTEST, FEBRUARY_OPENED, JANUARY_CLOSED, MARCH_OPENED).when(FEBRUARY_CLOSED).then(FEBRUARY_CLOSED)


def test_refused_before_the_contest() -> None:
    given().when(JANUARY_CLOSED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_when_closed_before() -> None:
    given(CONTEST, FEBRUARY_OPENED, JANUARY_CLOSED).when(JANUARY_CLOSED).then_refused(
        "month-closed", "data.month", "2026-01", "2026-01 is closed; the next to close is 2026-02"
    )


def test_refused_while_an_earlier_month_is_open() -> None:
    given(CONTEST, FEBRUARY_OPENED, MARCH_OPENED).when(FEBRUARY_CLOSED).then_refused(
        "month-out-of-order", "data.month", "2026-02", "months are closed in order: next is 2026-01"
    )


def test_refused_before_the_month_is_over() -> None:
    given(CONTEST).when(JANUARY_CLOSED).then_refused(
        "month-not-over",
        "data.month",
        "2026-01",
        "2026-01 is not over: send month-opened for the month after it first",
    )


def test_refused_before_the_month_has_begun() -> None:
    given(CONTEST, FEBRUARY_OPENED, JANUARY_CLOSED).when(MonthClosed(month=MARCH)).then_refused(
        "month-out-of-order", "data.month", "2026-03", "months are closed in order: next is 2026-02"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, FEBRUARY_OPENED).when(JANUARY_CLOSED).and_again().then_nothing()
