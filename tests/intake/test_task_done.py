"""task-done: of a task that a consultation set since the issue has to be solved, once, and not before it was set."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from tests.intake.common import NO_CONTEST, date_order, not_begun
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.samples.oversight import CONSULTED, REOPENED, TASK_DONE
from tests.story import given

BEFORE = CONTEST, STEELWORKS, ROADBLOCK, CONSULTED
TWO = replace(CONSULTED, decisions=(*CONSULTED.decisions, *CONSULTED.decisions))
LATER = replace(CONSULTED, held_on=date(2026, 1, 19))


def test_recorded() -> None:
    given(*BEFORE).when(TASK_DONE).then(TASK_DONE)


def test_recorded_on_the_day_of_the_consultation() -> None:
    at_once = replace(TASK_DONE, done_on=CONSULTED.held_on)
    given(*BEFORE).when(at_once).then(at_once)


def test_recorded_after_it_was_due() -> None:
    late = replace(TASK_DONE, done_on=date(2026, 1, 31))
    given(*BEFORE).when(late).then(late)


def test_recorded_for_each_decision_of_each_consultation() -> None:
    before = CONTEST, STEELWORKS, ROADBLOCK, TWO, LATER, TASK_DONE
    second, other = replace(TASK_DONE, decision=2), replace(TASK_DONE, consultation=2)
    given(*before).when(second).then(second)
    given(*before, second).when(other).then(other)


def test_recorded_for_a_consultation_since_it_was_reopened() -> None:
    again = replace(CONSULTED, held_on=date(2026, 1, 29))
    task = replace(TASK_DONE, consultation=2, done_on=date(2026, 1, 30))
    given(*BEFORE, SOLVED, REOPENED, again).when(task).then(task)


def test_refused_before_the_contest() -> None:
    given().when(TASK_DONE).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_issue() -> None:
    given(CONTEST, STEELWORKS).when(TASK_DONE).then_refused(
        "unknown-issue", "data.issue", "I0007", "no issue of this id was raised: send issue-raised first"
    )


@pytest.mark.parametrize("end", [(SOLVED,), (SOLVED, ACCEPTED)], ids=["solved", "closed"])
def test_refused_when_the_issue_is_solved(end: tuple[Fact, ...]) -> None:
    given(*BEFORE, *end).when(TASK_DONE).then_refused(
        "already-solved", "data.issue", "I0007", "it was solved on 2026-01-22"
    )


@pytest.mark.parametrize(("consulted", "asked"), [(0, 1), (1, 2), (2, 3)])
def test_refused_for_a_consultation_that_was_not_held(consulted: int, asked: int) -> None:
    held = [CONSULTED, LATER][:consulted]
    rule = f"this issue was consulted {consulted} times: count its consultations from 1, or send issue-consulted first"
    given(CONTEST, STEELWORKS, ROADBLOCK, *held).when(replace(TASK_DONE, consultation=asked)).then_refused(
        "unknown-consultation", "data.consultation", str(asked), rule
    )


def test_refused_for_something_that_was_not_decided() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, TWO).when(replace(TASK_DONE, decision=3)).then_refused(
        "unknown-decision", "data.decision", "3", "consultation 1 decided 2 things: count them from 1"
    )


def test_refused_the_second_time() -> None:
    again = replace(TASK_DONE, done_by="市电力集团", done_on=date(2026, 1, 21))
    given(*BEFORE, TASK_DONE).when(again).then_refused(
        "already-done", "data.decision", "1", "this task was said to be done before"
    )


def test_refused_where_it_lapsed() -> None:
    late = replace(TASK_DONE, done_on=date(2026, 1, 30))
    again = replace(CONSULTED, held_on=date(2026, 1, 29))
    given(*BEFORE, SOLVED, REOPENED, again).when(late).then_refused(
        "task-lapsed",
        "data.consultation",
        "1",
        "the issue was called solved since: tasks of consultations before that have lapsed",
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(*BEFORE).when(replace(TASK_DONE, done_on=date(2026, 2, 1))).then_refused(*not_begun("done_on"))


def test_refused_before_it_was_decided() -> None:
    given(*BEFORE).when(replace(TASK_DONE, done_on=date(2026, 1, 14))).then_refused(
        *date_order("done_on", "2026-01-14", "decided", "2026-01-15")
    )


def test_repeat_ignored() -> None:
    given(*BEFORE).when(TASK_DONE).and_again().then_nothing()
