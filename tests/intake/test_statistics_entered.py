"""statistics-entered: a project enters the official statistics once."""

from dataclasses import replace
from datetime import date

from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, not_begun
from tests.samples import CONTEST, FEBRUARY_OPENED, SCHOOL, STEELWORKS
from tests.samples.projects import ENTERED, WITHDRAWN
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(ENTERED).then(ENTERED)


def test_recorded_though_the_project_has_left_the_list_since() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(ENTERED).then(ENTERED)


def test_refused_before_the_contest() -> None:
    given().when(ENTERED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(ENTERED).then_refused(*UNKNOWN_PROJECT)


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS, ENTERED).when(replace(ENTERED, code="370703-2026-0143")).then_refused(
        "already-entered", "data.project", "P0142", "it was entered on 2026-01-25"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(ENTERED, entered_on=date(2026, 2, 1))).then_refused(
        *not_begun("entered_on")
    )


def test_refused_on_a_day_after_its_end() -> None:
    after = replace(ENTERED, entered_on=date(2026, 1, 29))
    given(CONTEST, STEELWORKS, WITHDRAWN, FEBRUARY_OPENED).when(after).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(ENTERED).and_again().then_nothing()
