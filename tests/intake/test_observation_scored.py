"""observation-scored: by a judge of the tour, of a project on the tour, once, while the tour lasts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.oversight import SCORED, TOUR
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, SCHOOL, TOUR).when(SCORED).then(SCORED)


@pytest.mark.parametrize(("project", "judge"), [("P0207", "孙主任"), ("P0142", "周教授")])
def test_recorded_for_another_project_or_by_another_judge(project: str, judge: str) -> None:
    other = replace(SCORED, project=project, judge=judge)
    given(CONTEST, STEELWORKS, SCHOOL, TOUR, SCORED).when(other).then(other)


@pytest.mark.parametrize("day", [TOUR.starts_on, TOUR.ends_on])
def test_recorded_on_the_first_day_and_on_the_last(day: date) -> None:
    scored = replace(SCORED, scored_on=day)
    given(CONTEST, STEELWORKS, SCHOOL, TOUR).when(scored).then(scored)


def test_recorded_by_the_same_judge_on_another_tour() -> None:
    autumn = replace(TOUR, tour="T2026-2")
    again = replace(SCORED, tour="T2026-2")
    given(CONTEST, STEELWORKS, SCHOOL, TOUR, SCORED, autumn).when(again).then(again)


def test_refused_before_the_contest() -> None:
    given().when(SCORED).then_refused("no-contest", "", "", "no contest has been opened yet: send contest-opened first")


def test_refused_for_an_unknown_tour() -> None:
    given(CONTEST, STEELWORKS, SCHOOL).when(SCORED).then_refused(
        "unknown-tour", "data.tour", "T2026-1", "no tour of this id was listed: send tour-listed first"
    )


def test_refused_for_a_project_that_is_not_on_the_tour() -> None:
    tour = replace(TOUR, projects=("P0207",))
    given(CONTEST, STEELWORKS, SCHOOL, tour).when(SCORED).then_refused(
        "not-on-tour", "data.project", "P0142", "this tour does not visit this project"
    )


def test_refused_from_somebody_who_is_no_judge() -> None:
    given(CONTEST, STEELWORKS, SCHOOL, TOUR).when(replace(SCORED, judge="王建国")).then_refused(
        "not-a-judge", "data.judge", "王建国", "this tour's list does not name this judge"
    )


def test_refused_the_second_time() -> None:
    better = replace(SCORED, score=Decimal("99.00"))
    others = replace(SCORED, judge="周教授")
    given(CONTEST, STEELWORKS, SCHOOL, TOUR, SCORED, others).when(better).then_refused(
        "already-scored", "data.judge", "孙主任", "a judge scores a project of a tour once"
    )


@pytest.mark.parametrize("day", ["2026-01-19", "2026-01-24"])
def test_refused_outside_the_tour(day: str) -> None:
    outside = replace(SCORED, scored_on=date.fromisoformat(day))
    given(CONTEST, STEELWORKS, SCHOOL, TOUR).when(outside).then_refused(
        "outside-tour", "data.scored_on", day, "the tour is scored from 2026-01-20 to 2026-01-23"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    long = replace(TOUR, ends_on=date(2026, 2, 5))
    given(CONTEST, STEELWORKS, SCHOOL, long).when(replace(SCORED, scored_on=date(2026, 2, 1))).then_refused(
        "month-not-begun",
        "data.scored_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, SCHOOL, TOUR).when(SCORED).and_again().then_nothing()
