"""project-resumed: a suspended project goes on."""

from dataclasses import replace
from datetime import date

from shared.catalogue import Fact
from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, date_order, not_begun
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.projects import RESUMED, SUSPENDED, WITHDRAWN
from tests.story import given

STANDSTILL: list[Fact] = [CONTEST, STEELWORKS, SUSPENDED]


def test_recorded() -> None:
    given(*STANDSTILL).when(RESUMED).then(RESUMED)


def test_recorded_on_the_day_of_the_suspension() -> None:
    soon = replace(RESUMED, resumed_on=SUSPENDED.suspended_on)
    given(*STANDSTILL).when(soon).then(soon)


def test_refused_before_the_contest() -> None:
    given().when(RESUMED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(RESUMED).then_refused(*UNKNOWN_PROJECT)


def test_refused_where_it_was_not_suspended() -> None:
    given(CONTEST, STEELWORKS).when(RESUMED).then_refused(
        "not-suspended", "data.project", "P0142", "it is not suspended: there is nothing to do"
    )


def test_refused_the_second_time() -> None:
    given(*STANDSTILL, RESUMED).when(RESUMED).then_refused(
        "not-suspended", "data.project", "P0142", "it is not suspended: there is nothing to do"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(*STANDSTILL).when(replace(RESUMED, resumed_on=date(2026, 2, 1))).then_refused(*not_begun("resumed_on"))


def test_refused_before_it_was_suspended() -> None:
    given(*STANDSTILL).when(replace(RESUMED, resumed_on=date(2026, 1, 11))).then_refused(
        *date_order("resumed_on", "2026-01-11", "suspended", "2026-01-12")
    )


def test_refused_after_its_end() -> None:
    given(*STANDSTILL, WITHDRAWN).when(RESUMED).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(*STANDSTILL).when(RESUMED).and_again().then_nothing()
