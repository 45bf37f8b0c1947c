"""inspection-announced: once under its id, before the visit, of a project that is on the list."""

from dataclasses import replace
from datetime import date

from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.oversight import ANNOUNCED, INSPECTED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(ANNOUNCED).then(ANNOUNCED)


def test_recorded_for_a_visit_on_the_same_day() -> None:
    at_once = replace(ANNOUNCED, planned_on=ANNOUNCED.announced_on)
    given(CONTEST, STEELWORKS).when(at_once).then(at_once)


def test_recorded_for_a_visit_in_a_month_to_come() -> None:
    later = replace(ANNOUNCED, planned_on=date(2026, 2, 3))
    given(CONTEST, STEELWORKS).when(later).then(later)


def test_refused_before_the_contest() -> None:
    given().when(ANNOUNCED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(ANNOUNCED).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS, ANNOUNCED).when(replace(ANNOUNCED, planned_on=date(2026, 1, 30))).then_refused(
        "already-announced",
        "data.inspection",
        "V0031",
        "it was announced on 2026-01-26: announce another visit under a new id",
    )


def test_refused_when_it_was_held_unannounced() -> None:
    given(CONTEST, STEELWORKS, INSPECTED).when(ANNOUNCED).then_refused(
        "already-held", "data.inspection", "V0031", "it was held on 2026-01-29: use a new id for another visit"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(
        replace(ANNOUNCED, announced_on=date(2026, 2, 1), planned_on=date(2026, 2, 3))
    ).then_refused(
        "month-not-begun",
        "data.announced_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_when_planned_before_it_was_announced() -> None:
    given(CONTEST, STEELWORKS).when(replace(ANNOUNCED, planned_on=date(2026, 1, 25))).then_refused(
        "date-order", "data.planned_on", "2026-01-25", "not before it was announced, on 2026-01-26"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(ANNOUNCED).and_again().then_nothing()
