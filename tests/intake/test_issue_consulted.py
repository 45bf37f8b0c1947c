"""issue-consulted: of an open issue, as often as it takes; no decision is due before it was taken."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.samples.oversight import CONSULTED, REOPENED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(CONSULTED).then(CONSULTED)


def test_recorded_a_second_time() -> None:
    later = replace(CONSULTED, held_on=date(2026, 1, 22))
    given(CONTEST, STEELWORKS, ROADBLOCK, CONSULTED).when(later).then(later)


def test_recorded_with_a_decision_due_the_same_day() -> None:
    at_once = replace(CONSULTED, decisions=(replace(CONSULTED.decisions[0], due_on=CONSULTED.held_on),))
    given(CONTEST, STEELWORKS, ROADBLOCK).when(at_once).then(at_once)


def test_refused_before_the_contest() -> None:
    given().when(CONSULTED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_issue() -> None:
    given(CONTEST, STEELWORKS).when(CONSULTED).then_refused(
        "unknown-issue", "data.issue", "I0007", "no issue of this id was raised: send issue-raised first"
    )


@pytest.mark.parametrize("end", [(SOLVED,), (SOLVED, ACCEPTED)], ids=["solved", "closed"])
def test_refused_when_it_is_not_open(end: tuple[Fact, ...]) -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, *end).when(CONSULTED).then_refused(
        "already-solved", "data.issue", "I0007", "it was solved on 2026-01-22"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(CONSULTED, held_on=date(2026, 2, 1))).then_refused(
        "month-not-begun",
        "data.held_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_it_was_raised() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(CONSULTED, held_on=date(2026, 1, 11))).then_refused(
        "date-order", "data.held_on", "2026-01-11", "not before it was raised, on 2026-01-12"
    )


def test_refused_before_it_was_reopened() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, REOPENED).when(CONSULTED).then_refused(
        "date-order", "data.held_on", CONSULTED.held_on.isoformat(), "not before it was reopened, on 2026-01-28"
    )


def test_refused_when_a_decision_is_due_before_it_was_taken() -> None:
    backdated = replace(CONSULTED.decisions[0], due_on=date(2026, 1, 14))
    wrong = replace(CONSULTED, decisions=(*CONSULTED.decisions, backdated))
    given(CONTEST, STEELWORKS, ROADBLOCK).when(wrong).then_refused(
        "date-order", "data.decisions.1.due_on", "2026-01-14", "not before it was decided, on 2026-01-15"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(CONSULTED).and_again().then_nothing()
