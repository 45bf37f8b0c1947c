"""The staff of the simulated district: who answers what the log asks, when, and who does not."""

from dataclasses import replace
from datetime import date

from services.upstream import sayings
from services.upstream.courses import Habit
from services.upstream.message import Message
from services.upstream.sites import Site
from shared.catalogue.escalation import (
    AnswerKind,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    OrderAnswered,
    Step,
    StepWithdrawn,
    Undoing,
)
from shared.catalogue.intake import (
    ConsultationDecision,
    IssueConsulted,
    IssueRaised,
    IssueSolved,
    TaskDone,
)
from tests.samples.ladder import OVERDUE
from tests.upstream.offices import LAST, THURSDAY, Offices, closed, of_kind, order, site


def answers(said: list[Message]) -> list[tuple[str, date]]:
    """Every plan, proof and review of it, with its day."""
    told = []
    for message in said:
        match message.data:
            case OrderAnswered() as answer:
                told.append((f"{answer.kind}", answer.answered_on))
            case AnswerReviewed() as review:
                told.append((f"{review.kind} {'accepted' if review.accepted else 'refused'}", review.reviewed_on))
    return told


def ordered(habit: Habit) -> list[Message]:
    """What is said in a month in which a project's unit was ordered to mend something."""
    unit = site(habit)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(order(unit))
    return offices.until(date(2025, 7, 4))


def test_most_answer_in_time_and_prove_what_they_did_before_its_day() -> None:
    assert [
        ("plan", date(2025, 6, 10)),
        ("plan accepted", date(2025, 6, 12)),
        ("proof", date(2025, 6, 24)),
        ("proof accepted", date(2025, 6, 26)),
    ] == answers(ordered(Habit.WAVERING))


def test_the_unit_answers_through_its_bureau_and_the_dispatch_office_reviews() -> None:
    unit = site(Habit.WAVERING)
    plan, review, *_ = ordered(Habit.WAVERING)

    assert (f"plan-{unit.id}", unit.unit.zh, date(2025, 6, 10)) == (plan.id, plan.actor, plan.time.date())
    assert (f"review-{unit.id}", "dispatch-office", "区重点项目工作调度专班") == (
        review.id,
        review.source,
        review.actor,
    )


def test_one_answers_late() -> None:
    assert ("plan", date(2025, 6, 16)) == answers(ordered(Habit.IDLE))[0]


def test_one_never_answers_its_first_order_and_has_learnt_to_by_the_second() -> None:
    unit = site(Habit.NEVER_STARTED)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(order(unit))
    assert [] == offices.until(LAST)

    offices.tell(replace(order(unit, LAST), plan_due_on=date(2025, 7, 7), result_due_on=date(2025, 7, 31)))

    assert ("plan", date(2025, 7, 3)) == answers(offices.until(date(2025, 7, 4)))[0]


def test_one_has_its_plan_sent_back_twice() -> None:
    said = ordered(Habit.RECOVERING)

    assert [
        ("plan", date(2025, 6, 10)),
        ("plan refused", date(2025, 6, 12)),
        ("plan", date(2025, 6, 13)),
        ("plan refused", date(2025, 6, 17)),
        ("plan", date(2025, 6, 18)),
        ("plan accepted", date(2025, 6, 20)),
        ("proof", date(2025, 6, 24)),
        ("proof accepted", date(2025, 6, 26)),
    ] == answers(said)
    assert [sayings.VAGUE_PLAN.zh] * 2 == [answer.answer for answer in of_kind(said, OrderAnswered)[:2]]


def test_a_plan_is_there_in_time_even_where_holidays_lie_between() -> None:
    unit = site(Habit.STEADY)
    offices = Offices(unit)
    offices.begin(date(2025, 4, 29))
    offices.tell(replace(order(unit, date(2025, 4, 29)), plan_due_on=date(2025, 5, 5)))

    assert [("plan", date(2025, 4, 30))] == answers(offices.until(date(2025, 5, 5)))


def test_of_a_step_that_was_withdrawn_nobody_speaks_any_more() -> None:
    unit = site(Habit.WAVERING)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    position = offices.tell(order(unit))
    offices.tell(
        StepWithdrawn(
            project=unit.id,
            case=1,
            step=Step.SUPERVISION_ORDER,
            position=position,
            undoing=Undoing.GROUND_LOST,
            evidence=(),
            withdrawn_on=THURSDAY,
        )
    )

    assert [] == offices.until(LAST)


def test_of_two_appeals_against_overdue_issues_one_is_upheld() -> None:
    """Whoever does not answer does not object either."""
    silent, *units = site(Habit.NEVER_STARTED), site(Habit.WAVERING), site(Habit.STEADY), site(Habit.SLOPPY)
    offices = Offices(silent, *units)
    offices.begin(THURSDAY)
    offices.tell(*(replace(order(unit), ground=OVERDUE) for unit in (silent, *units)))
    said = offices.until(LAST)

    raised, decided = of_kind(said, AppealRaised), of_kind(said, AppealDecided)
    assert [(unit.id, unit.unit.zh) for unit in units[:2]] == [(appeal.project, appeal.raised_by) for appeal in raised]
    assert [("A0001", True), ("A0002", False)] == [(appeal.appeal, appeal.upheld) for appeal in decided]
    assert [unit.id for unit in units[1:]] == [
        answer.project for answer in of_kind(said, OrderAnswered) if answer.kind == AnswerKind.PLAN
    ]


def test_of_a_closed_case_nobody_answers_the_order_any_more() -> None:
    unit = site(Habit.WAVERING)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(order(unit), closed(unit, None))

    assert [] == offices.until(LAST)


def consulted(of: Site, issue: str) -> tuple[IssueRaised, IssueConsulted]:
    raised = IssueRaised(
        issue=issue,
        project=of.id,
        title="用地指标未落实",
        raised_by=of.unit.zh,
        raised_on=THURSDAY,
        due_on=date(2025, 6, 26),
    )
    decision = ConsultationDecision(decision="调剂用地指标并报批", owner="财政局", due_on=date(2025, 6, 20))
    return raised, IssueConsulted(
        issue=issue, held_on=THURSDAY, chaired_by="区重点项目联席会议", participants=("财政局",), decisions=(decision,)
    )


def test_what_a_consultation_decided_is_done_in_time_but_for_one() -> None:
    units = [site(Habit.BLOCKED), site(Habit.STEADY), site(Habit.SLOPPY), site(Habit.HIDING)]
    offices = Offices(*units)
    offices.begin(THURSDAY)
    for number, unit in enumerate(units, start=1):
        offices.tell(*consulted(unit, f"I{number:04d}"))

    assert [("I0001", date(2025, 6, 18)), ("I0003", date(2025, 6, 18)), ("I0002", date(2025, 6, 25))] == [
        (done.issue, done.done_on) for done in of_kind(offices.until(LAST), TaskDone)
    ]


def test_what_is_solved_leaves_no_tasks() -> None:
    unit = site(Habit.BLOCKED)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(
        *consulted(unit, "I0001"),
        IssueSolved(issue="I0001", solved_by=unit.unit.zh, solved_on=THURSDAY, proof="验收记录表"),
    )

    assert [] == offices.until(LAST)
