"""prospect-recorded: a lead is recorded once under its id."""

from dataclasses import replace
from datetime import date

from tests.intake.common import NO_CONTEST, not_begun
from tests.samples import CONTEST
from tests.samples.projects import DROPPED, LEAD
from tests.story import given

EXISTS = (
    "prospect-exists",
    "data.prospect",
    "L0023",
    "a prospect of this id was recorded before: use a new id",
)


def test_recorded() -> None:
    given(CONTEST).when(LEAD).then(LEAD)


def test_refused_before_the_contest() -> None:
    given().when(LEAD).then_refused(*NO_CONTEST)


def test_refused_the_second_time() -> None:
    given(CONTEST, LEAD).when(replace(LEAD, name="另一个名称")).then_refused(*EXISTS)


def test_refused_after_it_was_dropped() -> None:
    given(CONTEST, LEAD, DROPPED).when(LEAD).then_refused(*EXISTS)


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST).when(replace(LEAD, recorded_on=date(2026, 2, 1))).then_refused(*not_begun("recorded_on"))


def test_repeat_ignored() -> None:
    given(CONTEST).when(LEAD).and_again().then_nothing()
