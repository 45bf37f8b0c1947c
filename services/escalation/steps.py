"""Steps: what is due in a case, decided on its state alone. It gives the same answer however often it is asked.

    1. what has lost its ground is withdrawn, from below     3. what was called for is taken, joined or said
    2. an empty case is closed, a wrongly closed one opened  4. a recovered case is closed

`due` says what, `say` puts it into a fact with the day on which it is said: no clock runs before anybody could know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, TypedDict, assert_never

from services.escalation.case import Case
from services.escalation.climb import How, below, move
from services.escalation.dossier import Call, Hearing, Taken
from services.escalation.ladder import Ladder
from shared.catalogue import Fact, definition_of
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    CaseReopened,
    Ground,
    GroundJoined,
    InterviewOrdered,
    Outcome,
    ReminderIssued,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
    Undoing,
)
from shared.catalogue.values import Month, last_day, month_after, month_of
from shared.envelope import Origin
from shared.workdays import Workdays


class Now(NamedTuple):
    """The day that has begun, and the working days as they are known."""

    today: date
    workdays: Workdays


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A step has lost its ground."""

    taken: Taken
    undoing: Undoing
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """A case is over."""

    outcome: Outcome
    recovery: tuple[Hearing, ...] = ()


@dataclass(frozen=True, slots=True)
class Reopening:
    """The cards on which a case was closed no longer say so."""

    evidence: tuple[int, ...]


Due = Withdrawing | Closing | Reopening | Call


def due(case: Case, ladder: Ladder) -> Due | None:
    """What is due now, if anything is."""
    if case.void or case.upheld:
        for taken in case.steps.values():
            if taken.stands and (lost := _lost(case, taken)):
                return lost
    if case.is_open:
        if not any(case.standing()):
            return Closing(Outcome.STEPS_WITHDRAWN)
        if case.ended:
            return Closing(Outcome.PROJECT_ENDED)
    elif not case.ended and (void := _wrongly_closed(case)):
        return Reopening(tuple(sorted(void)))
    return case.calls[0] if case.calls else _recovered(case, ladder)


def next_step(case: Case, ladder: Ladder, now: Now) -> tuple[Fact, Origin] | None:
    """The fact to be said now, if anything is due."""
    what = due(case, ladder)
    return say(case, what, ladder, now) if what else None


def place(case: Case, what: Due) -> int:
    """The log position behind which it is due."""
    match what:
        case Call():
            return max(case.said_at, case.undone_at, *what.ground.evidence)
        case Closing(recovery=(*_, last)):
            return max(case.said_at, case.undone_at, last.position)
        case _:
            return max(case.said_at, case.undone_at)


def say(case: Case, what: Due, ladder: Ladder, now: Now) -> tuple[Fact, Origin]:
    """What is due, as a fact of today, and what it answers.

    Where the same cause called for a fact of this name before, this one follows from what was said last: an entry's id
    derives from its cause and its name.
    """
    fact, because = _fact(case, what, ladder, now), _cause(case, what)
    again = (because.causation, definition_of(fact).name) in case.said
    return fact, case.last if again and case.last else because


def _fact(case: Case, what: Due, ladder: Ladder, now: Now) -> Fact:
    match what:
        case Call():
            return _answered(case, what, now)
        case Withdrawing(taken, undoing, evidence):
            return StepWithdrawn(
                project=case.project,
                case=taken.case,
                step=taken.step,
                position=taken.position,
                undoing=undoing,
                evidence=evidence,
                withdrawn_on=now.today,
            )
        case Reopening(evidence):
            return CaseReopened(project=case.project, case=case.opened, evidence=evidence, reopened_on=now.today)
        case Closing():
            return _closed(case, what, ladder, now)
    assert_never(what)


def _cause(case: Case, what: Due) -> Origin:
    if isinstance(what, Call):
        return what.because
    if isinstance(what, Closing) and what.recovery and what.recovery[-1].position > case.undone_at:
        return what.recovery[-1].because
    assert case.undone is not None, "nothing is undone without a cause"
    return case.undone


def under_way(case: Case) -> set[Step]:
    """The steps of the open case that are not over: an order unproven and in time, an interview not held."""
    return {taken.step for taken in case.standing() if not taken.over} if case.is_open else set()


def _lost(case: Case, taken: Taken) -> Withdrawing | None:
    """Why a step cannot stand any more, if so: it was judged wrong, or each of its grounds is void."""
    if taken.position in case.upheld:
        return Withdrawing(taken, Undoing.APPEAL_UPHELD, (case.upheld[taken.position],))
    left = [ground for ground in taken.grounds if case.rests(ground)]
    if not left:
        void = tuple(sorted({at for ground in taken.grounds for at in ground.evidence if at in case.void}))
        fell = any(at in case.steps for at in void)
        return Withdrawing(taken, Undoing.STEP_BELOW_WITHDRAWN if fell else Undoing.GROUND_LOST, void)
    lower = below(taken.step)
    if lower is None or any(_skips(ground) for ground in left):
        return None
    if any(other.step == lower and other.position < taken.position for other in case.standing(taken.case)):
        return None
    gone = (one.position for one in case.steps.values() if one.step == lower and one.case == taken.case)
    return Withdrawing(taken, Undoing.STEP_BELOW_WITHDRAWN, tuple(gone))


def _wrongly_closed(case: Case) -> frozenset[int]:
    """Cards on which the case was closed as recovered, and which no longer say so."""
    recovered = case.closed and case.closed.outcome == Outcome.RECOVERED
    return case.void.intersection(case.closed.evidence) if case.closed and recovered else frozenset()


def _skips(ground: Ground) -> bool:
    return ground.trigger == Trigger.CONCEALMENT_CONFIRMED


def _recovered(case: Case, ladder: Ladder) -> Closing | None:
    """Enough months running out of red, all behind the last ground of what stands."""
    run = case.run
    if not case.is_open or not run or run[-1].is_red:
        return None
    last = max(ground.month for taken in case.standing() for ground in taken.grounds if case.rests(ground))
    recovery = tuple(hearing for hearing in run if hearing.month > last)
    months = (run[-1].ladder or ladder).recovery.months
    return Closing(Outcome.RECOVERED, recovery[-months:]) if len(recovery) >= months else None


def _answered(case: Case, call: Call, now: Now) -> Fact:
    standing = {taken.step for taken in case.standing()} if case.is_open else set()
    how, step = move(call.rule.rung, standing, under_way(case), skips=call.rule.skips)
    if how == How.REMIND:
        return ReminderIssued(
            project=case.project, decided_by=call.ladder.decided_by.reminder, issued_on=now.today, **_addressed(call)
        )
    assert step is not None, "only a reminder is no step"
    if how == How.JOIN:
        taken = next(taken for taken in case.standing() if taken.step == step and not taken.over)
        return GroundJoined(
            project=case.project, case=taken.case, step=step, position=taken.position, ground=call.ground
        )
    return _taken(case, call, step, now)


def _taken(case: Case, call: Call, step: Step, now: Now) -> Fact:
    number, today = case.opened if case.is_open else case.opened + 1, now.today
    ladder, clocks = call.ladder, call.ladder.clocks
    match step:
        case Step.SUPERVISION_ORDER:
            plan_due_on = today + timedelta(days=clocks.plan_days)
            return SupervisionOrderIssued(
                project=case.project,
                case=number,
                decided_by=ladder.decided_by.supervision_order,
                issued_on=today,
                plan_due_on=plan_due_on,
                result_due_on=result_day(plan_due_on, clocks.result_days),
                **_addressed(call),
            )
        case Step.INTERVIEW:
            days = clocks.hold_days
            return InterviewOrdered(
                project=case.project,
                case=number,
                decided_by=ladder.decided_by.interview,
                issued_on=today,
                hold_by=today + timedelta(days=days) if days else now.workdays.after(today, clocks.hold_workdays or 0),
                **_addressed(call),
            )
        case Step.ACCOUNTABILITY:
            return AccountabilityOpened(
                project=case.project,
                case=number,
                decided_by=ladder.decided_by.accountability,
                issued_on=today,
                conclude_by=today + timedelta(days=clocks.conclude_days),
                **_addressed(call),
            )


def result_day(since: date, days: int | None) -> date | None:
    """The end of the month that leaves so many days behind another: its close shows the result."""
    return last_day(month_of(since + timedelta(days=days))) if days else None


class _Addressed(TypedDict):
    ground: Ground
    responsible_unit: str
    lead_official: str


def _addressed(call: Call) -> _Addressed:
    charge = call.charge
    return _Addressed(ground=call.ground, responsible_unit=charge.responsible_unit, lead_official=charge.lead_official)


def _closed(case: Case, closing: Closing, ladder: Ladder, now: Now) -> CaseClosed:
    recovery = closing.recovery
    ladder = recovery[-1].ladder or ladder if recovery else ladder
    return CaseClosed(
        project=case.project,
        case=case.opened,
        outcome=closing.outcome,
        recovered=recovery[-1].month if recovery else None,
        evidence=tuple(hearing.position for hearing in recovery) or tuple(_withdrawn(case)),
        edition=ladder.edition,
        ladder_sha256=ladder.sha256,
        closed_on=now.today,
        review_on=_review(now.today, ladder) if recovery else None,
    )


def _withdrawn(case: Case) -> Iterator[int]:
    return (taken.position for taken in case.steps.values() if taken.case == case.opened and not taken.stands)


def _review(today: date, ladder: Ladder) -> date | None:
    """The last day of the month that lies so many months behind this one."""
    months = ladder.recovery.review_months
    return last_day(month_after(Month(month_of(today)), months)) if months else None
