"""prospect-dropped: a prospect is given up at any stage, until it is a project."""

from dataclasses import replace
from datetime import date

from tests.intake.common import NO_CONTEST, date_order, not_begun
from tests.samples import CONTEST
from tests.samples.projects import BATTERIES, DROPPED, LANDED, LEAD, NEGOTIATING, SIGNED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, LEAD).when(DROPPED).then(DROPPED)


def test_recorded_though_it_had_landed() -> None:
    given(CONTEST, LEAD, NEGOTIATING, SIGNED, LANDED).when(DROPPED).then(DROPPED)


def test_refused_before_the_contest() -> None:
    given().when(DROPPED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_prospect() -> None:
    given(CONTEST).when(DROPPED).then_refused(
        "unknown-prospect",
        "data.prospect",
        "L0023",
        "no prospect of this id was recorded: send prospect-recorded first",
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, LEAD, DROPPED).when(DROPPED).then_refused(
        "prospect-dropped",
        "data.prospect",
        "L0023",
        "it was dropped on 2026-01-14: where it comes back, record it under a new id",
    )


def test_refused_after_it_became_a_project() -> None:
    given(CONTEST, LEAD, NEGOTIATING, SIGNED, LANDED, BATTERIES).when(DROPPED).then_refused(
        "prospect-taken", "data.prospect", "L0023", "it is project P0301 now: use project-withdrawn"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, LEAD).when(replace(DROPPED, dropped_on=date(2026, 2, 1))).then_refused(*not_begun("dropped_on"))


def test_refused_before_its_last_stage() -> None:
    given(CONTEST, LEAD, NEGOTIATING).when(replace(DROPPED, dropped_on=date(2025, 11, 19))).then_refused(
        *date_order("dropped_on", "2025-11-19", "negotiating", "2025-11-20")
    )


def test_repeat_ignored() -> None:
    given(CONTEST, LEAD).when(DROPPED).and_again().then_nothing()
