"""target-set: once a year; after that it takes a revision."""

from dataclasses import replace

from shared.catalogue.values import MoneyUnit
from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, WRONG_UNIT
from tests.samples import CONTEST, REVISION, SCHOOL, STEELWORKS
from tests.samples.projects import TARGET, WITHDRAWN
from tests.story import given

TOLD_BEFORE = (
    "target-exists",
    "data.year",
    "2026",
    "the target of 2026 was told before: change it with plan-revised",
)


def test_recorded() -> None:
    given(CONTEST, SCHOOL).when(TARGET).then(TARGET)


def test_recorded_for_the_year_after() -> None:
    following = replace(TARGET, year=2027)
    given(CONTEST, SCHOOL, TARGET).when(following).then(following)


def test_recorded_for_the_year_after_a_registration_with_its_target() -> None:
    following = replace(TARGET, project="P0142", year=2027)
    given(CONTEST, STEELWORKS).when(following).then(following)


def test_refused_before_the_contest() -> None:
    given().when(TARGET).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(replace(TARGET, project="P0142")).then_refused(*UNKNOWN_PROJECT)


def test_refused_in_another_unit() -> None:
    given(CONTEST, SCHOOL).when(replace(TARGET, money_unit=MoneyUnit.USD)).then_refused(*WRONG_UNIT)


def test_refused_for_a_year_before_the_contest() -> None:
    given(CONTEST, SCHOOL).when(replace(TARGET, year=2025)).then_refused(
        "before-contest", "data.year", "2025", "the contest began in 2026-01"
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, SCHOOL, TARGET).when(TARGET).then_refused(*TOLD_BEFORE)


def test_refused_where_the_registration_told_it() -> None:
    given(CONTEST, STEELWORKS).when(replace(TARGET, project="P0142")).then_refused(*TOLD_BEFORE)


def test_refused_where_a_revision_told_it() -> None:
    given(CONTEST, SCHOOL, replace(REVISION, project="P0207")).when(TARGET).then_refused(*TOLD_BEFORE)


def test_refused_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(replace(TARGET, project="P0142")).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, SCHOOL).when(TARGET).and_again().then_nothing()
