"""What is owed in a case, by whom and by when, and what became of it: from the plan to the second look."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from services.escalation.papers.course import Course, Taken, reviewed
from services.escalation.papers.fold import Item
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    AnswerReviewed,
    CaseClosed,
    Clock,
    CommitmentKept,
    DeadlineMissed,
    DeadlineMoved,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    Outcome,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.catalogue.values import last_day, month_of


class Became(StrEnum):
    """What became of something that was owed."""

    RUNNING = "running"
    STANDING_STILL = "standing-still"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done-late"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is owed in a case."""

    clock: Clock
    what: str
    """What was undertaken; empty where the clock says it."""
    by: str
    said: date
    """The day as it was set."""
    due_on: date | None
    """The day as it stands; none while the clock stands still."""
    became: Became
    asked: bool
    """Whether it is still asked for."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Something that a fact asked for."""

    clock: Clock
    subject: str
    """What its deadline speaks of: a step, a commitment, a case."""
    by: str
    said: date
    done: bool
    what: str = ""
    since: int = 0
    """What became of its deadline up to here is over: it was asked for anew."""


def owed(course: Course) -> Iterator[Owed]:
    """All that is or was owed, in the order in which it was set."""
    for taken in course.steps:
        withdrawn, replaced = bool(taken.all(StepWithdrawn)), _is_replaced(course, taken)
        for asked in _of(taken):
            over = withdrawn or (replaced and asked.clock is Clock.COMMITMENT)
            yield _owed(course, asked, withdrawn=over)
    for item in course.items:
        if isinstance(item.fact, CaseClosed) and item.fact.review_on:
            by, done = _reviewer(course, item), reviewed(course) is not None
            asked = _Asked(Clock.REVIEW, str(course.case), by, item.fact.review_on, done)
            yield _owed(course, asked, withdrawn=item.fact is not course.closed)


def _is_replaced(course: Course, taken: Taken) -> bool:
    """Whether other minutes have taken the place of those of an interview."""
    later = (one for one in course.steps if one.item.position > taken.item.position)
    return any(one.step == Step.INTERVIEW and one.all(InterviewHeld) for one in later)


def _reviewer(course: Course, closed: Item) -> str:
    """Who takes the second look: whoever decides orders by the ladder in force when the case was closed."""
    return closed.ladder.decided_by.supervision_order if closed.ladder else course.steps[0].fact.decided_by


def _of(taken: Taken) -> Iterator[_Asked]:
    fact, ref = taken.fact, taken.ref
    match fact:
        case SupervisionOrderIssued():
            proven = _is_answered(taken, AnswerKind.PROOF)
            planned = proven or _is_answered(taken, AnswerKind.PLAN)
            yield _again(taken, _Asked(Clock.PLAN, ref, fact.responsible_unit, fact.plan_due_on, planned))
            if fact.result_due_on:
                yield _again(taken, _Asked(Clock.RESULT, ref, fact.responsible_unit, fact.result_due_on, proven))
        case InterviewOrdered():
            held = taken.last(InterviewHeld)
            yield _Asked(Clock.INTERVIEW, ref, fact.decided_by, fact.hold_by, held is not None)
            kept = {one.commitment for one in taken.all(CommitmentKept)}
            for number, one in enumerate(held.commitments if held else (), 1):
                subject, done = f"{ref}-{number}", number in kept
                yield _Asked(Clock.COMMITMENT, subject, one.owner, one.due_on, done, one.commitment)
        case AccountabilityOpened():
            done = bool(taken.all(AccountabilityConcluded))
            yield _Asked(Clock.CONCLUSION, ref, fact.decided_by, fact.conclude_by, done)


def _is_answered(taken: Taken, kind: AnswerKind) -> bool:
    """Whether an answer of a kind is in that nobody sent back."""
    answers = [item for item in taken.said if isinstance(item.fact, OrderAnswered) and item.fact.kind == kind]
    refused = _refused(taken, kind)
    return bool(answers) and (refused is None or answers[-1].position > refused.position)


def _refused(taken: Taken, kind: AnswerKind) -> Item | None:
    """The last refusal of an answer."""
    reviews = [item for item in taken.said if isinstance(item.fact, AnswerReviewed) and item.fact.kind == kind]
    return next(
        (item for item in reversed(reviews) if isinstance(item.fact, AnswerReviewed) and not item.fact.accepted), None
    )


def _again(taken: Taken, asked: _Asked) -> _Asked:
    """What was refused is owed again, for as long as the ladder in force gives it from that day on."""
    refused = _refused(taken, AnswerKind.PLAN if asked.clock is Clock.PLAN else AnswerKind.PROOF)
    if refused is None or refused.ladder is None or refused.day is None:
        return asked
    clocks = refused.ladder.clocks
    days = clocks.plan_days if asked.clock is Clock.PLAN else clocks.result_days
    said = refused.day + timedelta(days=days) if days else asked.said
    said = last_day(month_of(said)) if days and asked.clock is Clock.RESULT else said
    return replace(asked, said=said, since=refused.position)


def _owed(course: Course, asked: _Asked, *, withdrawn: bool) -> Owed:
    due_on: date | None = asked.said
    missed = False
    for item in course.items:
        if item.position > asked.since and (fact := _became(item, f"{asked.clock}-{course.project}-{asked.subject}")):
            missed = isinstance(fact, DeadlineMissed)
            due_on = due_on if isinstance(fact, DeadlineMissed) else fact.due_on
    lapsed = withdrawn or _is_over(course, asked.clock)
    became = _state(due_on, missed=missed, done=asked.done, lapsed=withdrawn or (lapsed and not missed))
    still = not (asked.done or lapsed)
    return Owed(asked.clock, asked.what, asked.by, asked.said, due_on, became, still)


def _became(item: Item, deadline: str) -> DeadlineMoved | DeadlineMissed | None:
    fact = item.fact
    return fact if isinstance(fact, DeadlineMoved | DeadlineMissed) and fact.deadline == deadline else None


def _is_over(course: Course, clock: Clock) -> bool:
    """A case that is over asks for nothing more; where it has recovered, interview and inquiry go on."""
    if course.closed is None or clock is Clock.REVIEW:
        return False
    return course.closed.outcome != Outcome.RECOVERED or clock not in (Clock.INTERVIEW, Clock.CONCLUSION)


def _state(due_on: date | None, *, missed: bool, done: bool, lapsed: bool) -> Became:
    if done:
        return Became.DONE_LATE if missed else Became.DONE
    if lapsed:
        return Became.LAPSED
    if due_on is None:
        return Became.STANDING_STILL
    return Became.OVERDUE if missed else Became.RUNNING
