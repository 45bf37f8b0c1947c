"""issue-accepted: of an issue that was solved, by somebody else than its solver."""

from dataclasses import replace
from datetime import date

from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(ACCEPTED).then(ACCEPTED)


def test_recorded_on_the_day_it_was_solved() -> None:
    at_once = replace(ACCEPTED, accepted_on=SOLVED.solved_on)
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(at_once).then(at_once)


def test_refused_before_the_contest() -> None:
    given().when(ACCEPTED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_issue() -> None:
    given(CONTEST, STEELWORKS).when(ACCEPTED).then_refused(
        "unknown-issue", "data.issue", "I0007", "no issue of this id was raised: send issue-raised first"
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(ACCEPTED).then_refused(
        "already-closed", "data.issue", "I0007", "this issue is closed"
    )


def test_refused_before_it_is_solved() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(ACCEPTED).then_refused(
        "not-solved", "data.issue", "I0007", "an issue is accepted only after issue-solved"
    )


def test_refused_from_the_solver() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(replace(ACCEPTED, accepted_by="供电公司")).then_refused(
        "own-work", "data.accepted_by", "供电公司", "whoever solved an issue cannot accept it"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(replace(ACCEPTED, accepted_on=date(2026, 2, 1))).then_refused(
        "month-not-begun",
        "data.accepted_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_it_was_solved() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(replace(ACCEPTED, accepted_on=date(2026, 1, 21))).then_refused(
        "date-order", "data.accepted_on", "2026-01-21", "not before it was solved, on 2026-01-22"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(ACCEPTED).and_again().then_nothing()
