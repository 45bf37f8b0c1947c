"""issue-raised: under a new id, of a project that is on the list, in a month that has begun."""

from dataclasses import replace
from datetime import date

from tests.samples import CONTEST, ROADBLOCK, SCHOOL, STEELWORKS
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(ROADBLOCK).then(ROADBLOCK)


def test_recorded_when_due_on_the_very_day_and_without_a_factor() -> None:
    urgent = replace(ROADBLOCK, factor=None, due_on=ROADBLOCK.raised_on)
    given(CONTEST, STEELWORKS).when(urgent).then(urgent)


def test_refused_before_the_contest() -> None:
    given().when(ROADBLOCK).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_under_an_id_that_is_taken() -> None:
    given(CONTEST, STEELWORKS, SCHOOL, ROADBLOCK).when(replace(ROADBLOCK, project="P0207")).then_refused(
        "issue-exists", "data.issue", "I0007", "an issue of this id was raised before: use a new id"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(ROADBLOCK).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    tomorrow = replace(ROADBLOCK, raised_on=date(2026, 2, 1), due_on=date(2026, 2, 8))
    given(CONTEST, STEELWORKS).when(tomorrow).then_refused(
        "month-not-begun",
        "data.raised_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_when_due_before_it_was_raised() -> None:
    given(CONTEST, STEELWORKS).when(replace(ROADBLOCK, due_on=date(2026, 1, 11))).then_refused(
        "date-order", "data.due_on", "2026-01-11", "not before it was raised, on 2026-01-12"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(ROADBLOCK).and_again().then_nothing()
