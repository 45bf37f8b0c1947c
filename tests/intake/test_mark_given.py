"""mark-given: once under its id, to a project on the list, in a month that has begun and is not closed."""

from dataclasses import replace

from shared.catalogue.values import Month
from tests.samples import CONTEST, FEBRUARY_OPENED, JANUARY_CLOSED, SCHOOL, STEELWORKS
from tests.samples.oversight import MERIT
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(MERIT).then(MERIT)


def test_recorded_until_the_month_is_closed() -> None:
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED).when(MERIT).then(MERIT)


def test_recorded_in_the_month_after_one_that_is_closed() -> None:
    february = replace(MERIT, month=Month("2026-02"))
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED, JANUARY_CLOSED).when(february).then(february)


def test_refused_before_the_contest() -> None:
    given().when(MERIT).then_refused("no-contest", "", "", "no contest has been opened yet: send contest-opened first")


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(MERIT).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_under_an_id_that_is_taken() -> None:
    given(CONTEST, STEELWORKS, SCHOOL, MERIT).when(replace(MERIT, project="P0207")).then_refused(
        "mark-exists", "data.mark", "M0009", "a mark of this id was given before: use a new id"
    )


def test_refused_for_a_month_before_the_contest() -> None:
    given(CONTEST, STEELWORKS).when(replace(MERIT, month=Month("2025-12"))).then_refused(
        "before-contest", "data.month", "2025-12", "the contest began in 2026-01"
    )


def test_refused_for_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(MERIT, month=Month("2026-02"))).then_refused(
        "month-not-begun",
        "data.month",
        "2026-02",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_for_a_closed_month() -> None:
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED, JANUARY_CLOSED).when(MERIT).then_refused(
        "month-closed", "data.month", "2026-01", "2026-01 is closed: give it in 2026-02"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(MERIT).and_again().then_nothing()
