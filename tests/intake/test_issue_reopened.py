"""issue-reopened: of an issue that was called solved, or closed, by somebody else than its solver."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.samples.oversight import REOPENED
from tests.story import given

ENDS = pytest.mark.parametrize("end", [(SOLVED,), (SOLVED, ACCEPTED)], ids=["solved", "closed"])


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(REOPENED).then(REOPENED)


@ENDS
def test_recorded_by_whoever_accepted_it(end: tuple[Fact, ...]) -> None:
    rueful = replace(REOPENED, reopened_by=ACCEPTED.accepted_by)
    given(CONTEST, STEELWORKS, ROADBLOCK, *end).when(rueful).then(rueful)


def test_recorded_on_the_day_it_was_accepted_and_due_the_same_day() -> None:
    at_once = replace(REOPENED, reopened_on=ACCEPTED.accepted_on, due_on=ACCEPTED.accepted_on)
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(at_once).then(at_once)


def test_a_reopened_issue_is_solved_accepted_and_reopened_once_more() -> None:
    before = CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED, REOPENED
    solved = replace(SOLVED, solved_on=date(2026, 1, 29), solved_by="市电力集团")
    accepted = replace(ACCEPTED, accepted_on=date(2026, 1, 30), accepted_by=SOLVED.solved_by)
    reopened = replace(REOPENED, reopened_on=date(2026, 1, 31), reopened_by=SOLVED.solved_by)
    given(*before).when(solved).then(solved)
    given(*before, solved).when(accepted).then(accepted)
    given(*before, solved, accepted).when(reopened).then(reopened)


def test_refused_before_the_contest() -> None:
    given().when(REOPENED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_issue() -> None:
    given(CONTEST, STEELWORKS).when(REOPENED).then_refused(
        "unknown-issue", "data.issue", "I0007", "no issue of this id was raised: send issue-raised first"
    )


@pytest.mark.parametrize("before", [(), (SOLVED, ACCEPTED, REOPENED)], ids=["never solved", "reopened before"])
def test_refused_when_it_is_open(before: tuple[Fact, ...]) -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, *before).when(REOPENED).then_refused(
        "not-solved", "data.issue", "I0007", "an issue is reopened only after issue-solved"
    )


@ENDS
def test_refused_from_the_solver(end: tuple[Fact, ...]) -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, *end).when(replace(REOPENED, reopened_by="供电公司")).then_refused(
        "own-work", "data.reopened_by", "供电公司", "whoever solved an issue cannot check it again"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(
        replace(REOPENED, reopened_on=date(2026, 2, 1))
    ).then_refused(
        "month-not-begun",
        "data.reopened_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_it_was_solved() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(replace(REOPENED, reopened_on=date(2026, 1, 21))).then_refused(
        "date-order", "data.reopened_on", "2026-01-21", "not before it was solved, on 2026-01-22"
    )


def test_refused_before_it_was_accepted() -> None:
    early = replace(REOPENED, reopened_on=date(2026, 1, 24))
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(early).then_refused(
        "date-order", "data.reopened_on", "2026-01-24", "not before it was accepted, on 2026-01-25"
    )


def test_refused_when_due_before_it_was_reopened() -> None:
    overdue = replace(REOPENED, due_on=date(2026, 1, 27))
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(overdue).then_refused(
        "date-order", "data.due_on", "2026-01-27", "not before it was reopened, on 2026-01-28"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(REOPENED).and_again().then_nothing()
