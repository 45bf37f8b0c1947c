"""The course of a case: numbers over the whole log, what belongs to it, what answers what, and what is owed."""

from dataclasses import replace
from datetime import date

import pytest

from services.escalation.papers.course import cases, course
from services.escalation.papers.fold import Number, Register
from services.escalation.papers.owed import Became, Owed, owed
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AnswerReviewed,
    CaseClosed,
    CaseReopened,
    Clock,
    DeadlineMissed,
    DeadlineMoved,
    Outcome,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
    Undoing,
)
from shared.catalogue.values import Card
from tests.escalation.papers.facts import OFFICIAL, UNIT, card, day
from tests.escalation.papers.history import end, opened, ordered, register, rest, told, whole

PLAN = Owed(Clock.PLAN, "", UNIT, date(2025, 4, 7), date(2025, 4, 10), Became.DONE, asked=False)
RESULT = Owed(Clock.RESULT, "", UNIT, date(2025, 4, 30), date(2025, 4, 30), Became.RUNNING, asked=True)


def last(*facts: Fact) -> Register:
    """The register once something was said behind the interview notice."""
    return register(told(), iter(facts))


def became(log: Register) -> dict[Clock, Became]:
    return {one.clock: one.became for one in owed(course(log, 1))}


def test_numbers_run_over_all_projects_of_a_year() -> None:
    assert {10: "督〔2025〕1号", 11: "督〔2025〕2号", 21: "约〔2025〕1号", 27: "问〔2025〕1号"} == {
        position: str(number) for position, number in whole().numbers.items()
    }
    assert {("P0007", 1): Number("案", 2025, 1), ("P0142", 1): Number("案", 2025, 2)} == whole().cases


def test_numbers_begin_anew_each_year_and_never_change() -> None:
    order = next(fact for fact in told() if isinstance(fact, SupervisionOrderIssued))
    later = register(told(), iter([replace(order, case=2, issued_on=date(2026, 1, 5))]))

    assert "督〔2026〕1号" == str(later.numbers[22])
    assert whole().numbers[11] == later.numbers[11]


def test_the_day_is_the_logs_own() -> None:
    assert [date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 31)] == [
        whole().items[position].day for position in (3, 6, 9)
    ]


def test_the_file_holds_everything_of_the_case_in_order() -> None:
    found = course(whole(), 1)

    assert [6, 7, 9, 11, 12, 13, 14, 15, 17, 18, 20, 21, 23, 24, 26, 27, 29, 30, 31, 33, 34, 36] == [
        item.position for item in found.items
    ]


def test_a_neighbours_case_is_its_own() -> None:
    log = register(told(), project="P0007")

    assert ([1], [10]) == (cases(log), [item.position for item in course(log, 1).items])


def test_what_is_said_belongs_to_the_step_it_speaks_to() -> None:
    assert [(11, [13, 15, 17, 18]), (21, [23, 24, 26]), (27, [29, 30, 31, 33])] == [
        (taken.item.position, [item.position for item in taken.said]) for taken in course(whole(), 1).steps
    ]


def test_nothing_is_answered_to_a_step_that_was_withdrawn() -> None:
    order = next(fact for fact in told() if isinstance(fact, SupervisionOrderIssued) and fact.project == "P0142")
    again = StepWithdrawn(
        project="P0142",
        case=1,
        step=Step.SUPERVISION_ORDER,
        position=22,
        undoing=Undoing.GROUND_LOST,
        evidence=(),
        withdrawn_on=date(2025, 5, 2),
    )
    review = next(fact for fact in told() if isinstance(fact, AnswerReviewed))

    first, second = course(last(order, again, review), 1).taken(Step.SUPERVISION_ORDER)
    assert ([13, 15, 17, 18, 24], [23]) == tuple([item.position for item in one.said] for one in (first, second))


def test_what_is_said_after_a_case_was_closed_is_none_of_it() -> None:
    log = register(told(), rest(), end(), iter([card("2025-11", Card.YELLOW)]))

    assert 37 not in [item.position for item in course(log, 1).items]


def test_a_case_is_open_until_it_is_closed_and_again_once_it_is_reopened() -> None:
    reopened = CaseReopened(project="P0142", case=1, evidence=(), reopened_on=date(2025, 12, 21))
    closed = course(whole(), 1).closed

    assert isinstance(closed, CaseClosed)
    assert course(opened(), 1).closed is None
    assert course(register(told(), rest(), end(), iter([reopened])), 1).closed is None


def test_what_is_owed_moves_with_its_deadline() -> None:
    found = list(owed(course(ordered(), 1)))

    assert [PLAN, RESULT] == found[:2]
    assert (Clock.INTERVIEW, "包靠领导的上级", date(2025, 5, 9), Became.RUNNING) == (
        found[2].clock,
        found[2].by,
        found[2].due_on,
        found[2].became,
    )


def test_commitments_are_kept_or_missed() -> None:
    kept, missed = [one for one in owed(course(opened(), 1)) if one.clock is Clock.COMMITMENT]

    assert (Became.DONE, Became.OVERDUE) == (kept.became, missed.became)
    assert ("完成主体结构封顶", OFFICIAL) == (missed.what, missed.by)


def test_where_a_case_has_recovered_its_interview_and_inquiry_go_on() -> None:
    closed = next(fact for fact in end() if isinstance(fact, CaseClosed))
    ended = replace(closed, outcome=Outcome.PROJECT_ENDED, review_on=None)

    assert [[Clock.CONCLUSION, Clock.REVIEW], []] == [
        [one.clock for one in owed(course(register(told(), rest(), iter([how])), 1)) if one.asked]
        for how in (closed, ended)
    ]


def test_a_closed_case_asks_for_nothing_more_and_forgets_no_miss() -> None:
    assert [
        (Clock.PLAN, Became.DONE),
        (Clock.RESULT, Became.LAPSED),
        (Clock.INTERVIEW, Became.DONE),
        (Clock.COMMITMENT, Became.DONE),
        (Clock.COMMITMENT, Became.OVERDUE),
        (Clock.CONCLUSION, Became.DONE),
        (Clock.REVIEW, Became.DONE),
    ] == [(one.clock, one.became) for one in owed(course(whole(), 1))]


def test_an_answer_that_was_sent_back_is_owed_again() -> None:
    review = next(fact for fact in told() if isinstance(fact, AnswerReviewed))
    refused = replace(review, accepted=False)
    missed = DeadlineMissed(
        deadline="plan-P0142-1-supervision-order-1",
        project="P0142",
        clock=Clock.PLAN,
        set_by=23,
        subject="1-supervision-order-1",
        owed_by=UNIT,
        due_on=date(2025, 5, 9),
        missed_on=date(2025, 5, 10),
    )

    again, late = (next(owed(course(log, 1))) for log in (last(day(5, 2), refused), last(day(5, 2), refused, missed)))
    assert (date(2025, 5, 9), date(2025, 5, 9), Became.RUNNING) == (again.said, again.due_on, again.became)
    assert (date(2025, 5, 9), Became.OVERDUE) == (late.due_on, late.became)


@pytest.mark.parametrize(("due_on", "state"), [(None, Became.STANDING_STILL), (date(2025, 5, 20), Became.RUNNING)])
def test_a_clock_that_is_stopped_stands_still(due_on: date | None, state: Became) -> None:
    missed = DeadlineMissed(
        deadline="interview-P0142-1-interview-1",
        project="P0142",
        clock=Clock.INTERVIEW,
        set_by=21,
        subject="1-interview-1",
        owed_by="包靠领导的上级",
        due_on=date(2025, 5, 9),
        missed_on=date(2025, 5, 10),
    )
    moved = DeadlineMoved(
        deadline="interview-P0142-1-interview-1",
        project="P0142",
        clock=Clock.INTERVIEW,
        was_due_on=date(2025, 5, 9),
        due_on=due_on,
        because=(14,),
    )

    assert Became.OVERDUE == became(last(day(5, 10), missed))[Clock.INTERVIEW]
    assert state == became(last(day(5, 10), missed, moved))[Clock.INTERVIEW]


def test_a_withdrawn_step_asks_for_nothing() -> None:
    withdrawn = StepWithdrawn(
        project="P0142",
        case=1,
        step=Step.INTERVIEW,
        position=21,
        undoing=Undoing.GROUND_LOST,
        evidence=(),
        withdrawn_on=date(2025, 5, 2),
    )

    assert Became.LAPSED == became(last(withdrawn))[Clock.INTERVIEW]
