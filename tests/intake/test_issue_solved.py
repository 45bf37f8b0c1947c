"""issue-solved: once, of an issue that was raised, not before it was."""

from dataclasses import replace
from datetime import date

from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(SOLVED).then(SOLVED)


def test_recorded_on_the_day_it_was_raised() -> None:
    at_once = replace(SOLVED, solved_on=ROADBLOCK.raised_on)
    given(CONTEST, STEELWORKS, ROADBLOCK).when(at_once).then(at_once)


def test_refused_before_the_contest() -> None:
    given().when(SOLVED).then_refused("no-contest", "", "", "no contest has been opened yet: send contest-opened first")


def test_refused_for_an_unknown_issue() -> None:
    given(CONTEST, STEELWORKS).when(SOLVED).then_refused(
        "unknown-issue", "data.issue", "I0007", "no issue of this id was raised: send issue-raised first"
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED).when(replace(SOLVED, proof="另一份证明")).then_refused(
        "already-solved", "data.issue", "I0007", "it was solved on 2026-01-22"
    )


def test_refused_when_closed() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(SOLVED).then_refused(
        "already-solved", "data.issue", "I0007", "it was solved on 2026-01-22"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(SOLVED, solved_on=date(2026, 2, 2))).then_refused(
        "month-not-begun",
        "data.solved_on",
        "2026-02-02",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_it_was_raised() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(SOLVED, solved_on=date(2026, 1, 11))).then_refused(
        "date-order", "data.solved_on", "2026-01-11", "not before it was raised, on 2026-01-12"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(SOLVED).and_again().then_nothing()
