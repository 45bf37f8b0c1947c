"""factor-guaranteed: a needed factor is there, whether or not the steps before were told."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, date_order, not_begun
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.projects import LAND_BLOCKED, LAND_GUARANTEED, LAND_NEEDED, LAND_PENDING, WITHDRAWN
from tests.story import given

NOT_STATED = (
    "factor-not-needed",
    "data.factor",
    "land",
    "nobody has said that the project needs this factor: send factor-needed first",
)


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, LAND_NEEDED).when(LAND_GUARANTEED).then(LAND_GUARANTEED)


@pytest.mark.parametrize("steps", [[LAND_PENDING], [LAND_PENDING, LAND_BLOCKED], [LAND_BLOCKED]])
def test_recorded_after_each_step_that_leads_there(steps: list[Fact]) -> None:
    given(CONTEST, STEELWORKS, *steps).when(LAND_GUARANTEED).then(LAND_GUARANTEED)


def test_recorded_where_the_need_was_stated_beside_the_registration() -> None:
    stated = replace(LAND_NEEDED, project="P0207")
    step = replace(LAND_GUARANTEED, project="P0207")
    given(CONTEST, SCHOOL, stated).when(step).then(step)


def test_refused_before_the_contest() -> None:
    given().when(LAND_GUARANTEED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(LAND_GUARANTEED).then_refused(*UNKNOWN_PROJECT)


def test_refused_for_a_factor_that_nobody_said_was_needed() -> None:
    given(CONTEST, replace(STEELWORKS, factors_needed=())).when(LAND_GUARANTEED).then_refused(*NOT_STATED)


def test_refused_the_second_time_running() -> None:
    given(CONTEST, STEELWORKS, LAND_GUARANTEED).when(LAND_GUARANTEED).then_refused(
        "factor-order", "data.factor", "land", "this factor is guaranteed: next may be factor-needed"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(LAND_GUARANTEED, guaranteed_on=date(2026, 2, 1))).then_refused(
        *not_begun("guaranteed_on")
    )


def test_refused_before_the_last_step() -> None:
    early = replace(LAND_GUARANTEED, guaranteed_on=date(2026, 1, 4))
    given(CONTEST, STEELWORKS, LAND_NEEDED).when(early).then_refused(
        *date_order("guaranteed_on", "2026-01-04", "needed", "2026-01-05")
    )


def test_refused_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(LAND_GUARANTEED).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(LAND_GUARANTEED).and_again().then_nothing()
