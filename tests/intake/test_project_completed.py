"""project-completed: everything that was planned is done; the project leaves the list."""

from dataclasses import replace
from datetime import date

from shared.catalogue.values import Milestone, MoneyUnit
from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, WRONG_UNIT, date_order, not_begun
from tests.samples import CONTEST, REVISION, SCHOOL, STARTED, STEELWORKS
from tests.samples.projects import COMPLETED, FILED, RESUMED, SUSPENDED, WITHDRAWN
from tests.story import given

WORKS = replace(COMPLETED, project="P0142")
COMMISSIONED = replace(STARTED, milestone=Milestone.COMMISSIONED, reached_on=date(2026, 1, 30))


def test_recorded() -> None:
    given(CONTEST, SCHOOL).when(COMPLETED).then(COMPLETED)


def test_recorded_on_the_day_of_its_last_milestone() -> None:
    given(CONTEST, STEELWORKS, STARTED, COMMISSIONED).when(WORKS).then(WORKS)


def test_recorded_where_a_revision_gave_the_missing_milestone_up() -> None:
    given(CONTEST, STEELWORKS, STARTED, REVISION).when(WORKS).then(WORKS)


def test_recorded_after_it_was_resumed() -> None:
    given(CONTEST, STEELWORKS, STARTED, COMMISSIONED, SUSPENDED, RESUMED).when(WORKS).then(WORKS)


def test_refused_before_the_contest() -> None:
    given().when(WORKS).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(WORKS).then_refused(*UNKNOWN_PROJECT)


def test_refused_in_another_unit() -> None:
    given(CONTEST, SCHOOL).when(replace(COMPLETED, money_unit=MoneyUnit.USD)).then_refused(*WRONG_UNIT)


def test_refused_while_a_planned_milestone_is_missing() -> None:
    given(CONTEST, STEELWORKS).when(WORKS).then_refused(
        "milestone-missing",
        "data.project",
        "P0142",
        "planned and not reached: started, commissioned; send milestone-reached first, or plan-revised",
    )


def test_refused_while_a_milestone_of_the_plan_that_was_filed_is_missing() -> None:
    given(CONTEST, SCHOOL, FILED).when(COMPLETED).then_refused(
        "milestone-missing",
        "data.project",
        "P0207",
        "planned and not reached: started; send milestone-reached first, or plan-revised",
    )


def test_refused_while_it_stands_still() -> None:
    given(CONTEST, STEELWORKS, STARTED, COMMISSIONED, SUSPENDED).when(WORKS).then_refused(
        "project-suspended",
        "data.project",
        "P0142",
        "it was suspended on 2026-01-12: send project-resumed first, or project-withdrawn",
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, SCHOOL).when(replace(COMPLETED, completed_on=date(2026, 2, 1))).then_refused(
        *not_begun("completed_on")
    )


def test_refused_before_its_last_milestone() -> None:
    early = replace(WORKS, completed_on=date(2026, 1, 29))
    given(CONTEST, STEELWORKS, STARTED, COMMISSIONED).when(early).then_refused(
        *date_order("completed_on", "2026-01-29", "commissioned", "2026-01-30")
    )


def test_refused_before_it_was_resumed() -> None:
    early = replace(WORKS, completed_on=date(2026, 1, 23))
    given(CONTEST, STEELWORKS, SUSPENDED, RESUMED).when(early).then_refused(
        *date_order("completed_on", "2026-01-23", "resumed", "2026-01-24")
    )


def test_refused_after_it_was_withdrawn() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(WORKS).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, SCHOOL).when(COMPLETED).and_again().then_nothing()
