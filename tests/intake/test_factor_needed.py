"""factor-needed: a need is stated, changed before it is met, and stated anew where the guarantee lapsed."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from shared.catalogue.values import Factor
from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, date_order, not_begun
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.projects import LAND_BLOCKED, LAND_GUARANTEED, LAND_NEEDED, LAND_PENDING, WITHDRAWN
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(LAND_NEEDED).then(LAND_NEEDED)


def test_recorded_for_a_factor_that_registration_did_not_name() -> None:
    funds = replace(LAND_NEEDED, factor=Factor.FUNDS)
    given(CONTEST, STEELWORKS).when(funds).then(funds)


@pytest.mark.parametrize("steps", [[LAND_NEEDED], [LAND_PENDING], [LAND_PENDING, LAND_BLOCKED], [LAND_GUARANTEED]])
def test_recorded_again_at_every_stage(steps: list[Fact]) -> None:
    again = replace(LAND_NEEDED, needed_on=date(2026, 1, 30), due_on=date(2026, 3, 31))
    given(CONTEST, STEELWORKS, *steps).when(again).then(again)


def test_recorded_with_a_due_day_at_once() -> None:
    urgent = replace(LAND_NEEDED, due_on=LAND_NEEDED.needed_on)
    given(CONTEST, STEELWORKS).when(urgent).then(urgent)


def test_refused_before_the_contest() -> None:
    given().when(LAND_NEEDED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(LAND_NEEDED).then_refused(*UNKNOWN_PROJECT)


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(LAND_NEEDED, needed_on=date(2026, 2, 1))).then_refused(
        *not_begun("needed_on")
    )


def test_refused_when_it_is_due_before_it_is_needed() -> None:
    given(CONTEST, STEELWORKS).when(replace(LAND_NEEDED, due_on=date(2026, 1, 4))).then_refused(
        *date_order("due_on", "2026-01-04", "needed", "2026-01-05")
    )


def test_refused_before_the_guarantee_that_lapsed() -> None:
    again = replace(LAND_NEEDED, needed_on=date(2026, 1, 28))
    given(CONTEST, STEELWORKS, LAND_GUARANTEED).when(again).then_refused(
        *date_order("needed_on", "2026-01-28", "guaranteed", "2026-01-29")
    )


def test_refused_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(LAND_NEEDED).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(LAND_NEEDED).and_again().then_nothing()
