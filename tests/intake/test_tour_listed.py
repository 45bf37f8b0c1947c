"""tour-listed: once under its id, of projects on the list, each once, with judges, each once."""

from dataclasses import replace
from datetime import date

from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.oversight import TOUR
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, SCHOOL).when(TOUR).then(TOUR)


def test_recorded_for_a_single_day_in_a_month_to_come() -> None:
    later = replace(TOUR, starts_on=date(2026, 6, 30), ends_on=date(2026, 6, 30))
    given(CONTEST, STEELWORKS, SCHOOL).when(later).then(later)


def test_refused_before_the_contest() -> None:
    given().when(TOUR).then_refused("no-contest", "", "", "no contest has been opened yet: send contest-opened first")


def test_refused_under_an_id_that_is_taken() -> None:
    given(CONTEST, STEELWORKS, SCHOOL, TOUR).when(replace(TOUR, name="另一次观摩")).then_refused(
        "tour-exists", "data.tour", "T2026-1", "a tour of this id was listed before: use a new id"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, STEELWORKS).when(TOUR).then_refused(
        "unknown-project",
        "data.projects.1",
        "P0207",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_with_a_project_twice() -> None:
    twice = replace(TOUR, projects=("P0142", "P0207", "P0142"))
    given(CONTEST, STEELWORKS, SCHOOL).when(twice).then_refused(
        "project-twice", "data.projects.2", "P0142", "a tour visits each project once"
    )


def test_refused_with_a_judge_twice() -> None:
    twice = replace(TOUR, judges=("孙主任", "孙主任"))
    given(CONTEST, STEELWORKS, SCHOOL).when(twice).then_refused(
        "judge-twice", "data.judges.1", "孙主任", "each judge is listed once"
    )


def test_refused_when_it_ends_before_it_starts() -> None:
    given(CONTEST, STEELWORKS, SCHOOL).when(replace(TOUR, ends_on=date(2026, 1, 19))).then_refused(
        "date-order", "data.ends_on", "2026-01-19", "not before it starts, on 2026-01-20"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, SCHOOL).when(TOUR).and_again().then_nothing()
