"""project-assigned: somebody else is put in charge, of at least one of the three parts."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue.intake import ProjectAssigned
from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, date_order, not_begun
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.projects import ASSIGNED, SUSPENDED, WITHDRAWN
from tests.story import given

NOBODY = replace(ASSIGNED, lead_official=None, responsible_unit=None, task_force=None)


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(ASSIGNED).then(ASSIGNED)


@pytest.mark.parametrize(
    "one",
    [
        replace(NOBODY, lead_official="赵敏"),
        replace(NOBODY, responsible_unit="发展和改革局"),
        replace(NOBODY, task_force="重大项目专班"),
    ],
)
def test_recorded_for_one_part(one: ProjectAssigned) -> None:
    given(CONTEST, STEELWORKS).when(one).then(one)


def test_recorded_again_on_the_same_day_and_while_suspended() -> None:
    given(CONTEST, STEELWORKS, ASSIGNED, SUSPENDED).when(ASSIGNED).then(ASSIGNED)


def test_refused_before_the_contest() -> None:
    given().when(ASSIGNED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(ASSIGNED).then_refused(*UNKNOWN_PROJECT)


def test_refused_where_nobody_is_named() -> None:
    given(CONTEST, STEELWORKS).when(NOBODY).then_refused(
        "nobody-assigned", "data", "", "give at least one of lead_official, responsible_unit, task_force"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(ASSIGNED, assigned_on=date(2026, 2, 1))).then_refused(
        *not_begun("assigned_on")
    )


def test_refused_before_the_last_assignment() -> None:
    given(CONTEST, STEELWORKS, ASSIGNED).when(replace(ASSIGNED, assigned_on=date(2026, 1, 9))).then_refused(
        *date_order("assigned_on", "2026-01-09", "assigned", "2026-01-10")
    )


def test_refused_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(ASSIGNED).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(ASSIGNED).and_again().then_nothing()
