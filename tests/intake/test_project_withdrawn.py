"""project-withdrawn: a project leaves the list unfinished, wherever it stands."""

from dataclasses import replace
from datetime import date

from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, date_order, not_begun
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.projects import COMPLETED, SUSPENDED, WITHDRAWN
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(WITHDRAWN).then(WITHDRAWN)


def test_recorded_while_it_stands_still() -> None:
    given(CONTEST, STEELWORKS, SUSPENDED).when(WITHDRAWN).then(WITHDRAWN)


def test_refused_before_the_contest() -> None:
    given().when(WITHDRAWN).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(WITHDRAWN).then_refused(*UNKNOWN_PROJECT)


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(WITHDRAWN, withdrawn_on=date(2026, 2, 1))).then_refused(
        *not_begun("withdrawn_on")
    )


def test_refused_before_it_was_suspended() -> None:
    given(CONTEST, STEELWORKS, SUSPENDED).when(replace(WITHDRAWN, withdrawn_on=date(2026, 1, 11))).then_refused(
        *date_order("withdrawn_on", "2026-01-11", "suspended", "2026-01-12")
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(WITHDRAWN).then_refused(*ENDED)


def test_refused_after_it_was_completed() -> None:
    given(CONTEST, SCHOOL, COMPLETED).when(replace(WITHDRAWN, project="P0207")).then_refused(
        "project-ended",
        "data.project",
        "P0207",
        "it was completed on 2026-01-30: only its progress up to then can still be told",
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(WITHDRAWN).and_again().then_nothing()
