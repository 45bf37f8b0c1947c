"""project-suspended: a project that goes on stands still from a day on."""

from dataclasses import replace
from datetime import date

from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, date_order, not_begun
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.projects import RESUMED, SUSPENDED, WITHDRAWN
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(SUSPENDED).then(SUSPENDED)


def test_recorded_again_after_it_was_resumed() -> None:
    again = replace(SUSPENDED, suspended_on=date(2026, 1, 24))
    given(CONTEST, STEELWORKS, SUSPENDED, RESUMED).when(again).then(again)


def test_refused_before_the_contest() -> None:
    given().when(SUSPENDED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(SUSPENDED).then_refused(*UNKNOWN_PROJECT)


def test_refused_while_it_stands_still() -> None:
    given(CONTEST, STEELWORKS, SUSPENDED).when(replace(SUSPENDED, suspended_on=date(2026, 1, 20))).then_refused(
        "already-suspended", "data.project", "P0142", "it was suspended on 2026-01-12"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(SUSPENDED, suspended_on=date(2026, 2, 1))).then_refused(
        *not_begun("suspended_on")
    )


def test_refused_before_it_was_resumed() -> None:
    again = replace(SUSPENDED, suspended_on=date(2026, 1, 23))
    given(CONTEST, STEELWORKS, SUSPENDED, RESUMED).when(again).then_refused(
        *date_order("suspended_on", "2026-01-23", "resumed", "2026-01-24")
    )


def test_refused_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(SUSPENDED).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(SUSPENDED).and_again().then_nothing()
