"""Clocks: which fact sets which deadline, which meets it, and which asks for it no more.

order ► plan, result      interview ► interview      its minutes ► a commitment each     accountability ► conclusion
issue raised, triaged, reopened, climbed ► issue, and overdue behind it     consultation ► a task each
case closed as recovered ► review
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.escalation import deadlines, steps
from services.escalation.answers import AnswerFact, answered_by
from services.escalation.case import Case, StepFact
from services.escalation.deadlines import Agenda, Deadline, setting
from services.escalation.dossier import Taken
from services.escalation.ladder import Ladder
from services.escalation.roadblock import IssueFact, Roadblock
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    AnswerReviewed,
    CaseClosed,
    CaseReopened,
    CaseReviewed,
    Clock,
    CommitmentKept,
    DeadlineMissed,
    DeadlineMoved,
    InterviewHeld,
    InterviewOrdered,
    IssueClimbed,
    OrderAnswered,
    Outcome,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
)
from shared.catalogue.intake import (
    IssueConsulted,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    TaskDone,
)
from shared.envelope import Origin

OF_STEPS = (Clock.PLAN, Clock.RESULT, Clock.INTERVIEW, Clock.CONCLUSION, Clock.COMMITMENT)


def at_least(today: date, said: date) -> date:
    """The day that was said, unless it was over when the log heard of it: then nobody could have kept it."""
    return max(today, said)


@dataclass(slots=True)
class Clocks:
    """All deadlines of the district."""

    agenda: Agenda = field(default_factory=Agenda)
    unsettled: dict[str, Origin] = field(default_factory=dict)
    """Projects of which a clock stands otherwise than was said, and what stopped it or let it go on."""

    lapsed: dict[str, tuple[Deadline, ...]] = field(default_factory=dict)
    """What a project's last case asked for until it had recovered: it does again where the case is reopened."""
    moved_today: dict[str, Origin] = field(default_factory=dict)
    """Deadlines that were moved since the day began: where it is behind them even so, that is why they are missed."""

    def turn(self) -> None:
        """A day begins."""
        self.moved_today.clear()

    def move(self, fact: DeadlineMoved, because: Origin) -> Deadline:
        """Another day holds; gives the deadline as it was, which may have been missed."""
        self.moved_today[fact.deadline] = because
        return self.agenda.move(fact)

    def step(self, case: Case, fact: StepFact, position: int) -> None:
        """A step was taken: its clock runs, and nobody looks again at the case before it."""
        self._drop(fact.project, lambda one: one.clock == Clock.REVIEW)
        self.lapsed.pop(fact.project, None)
        taken = case.steps[position]
        match fact:
            case SupervisionOrderIssued():
                self._set(case, Clock.PLAN, taken, fact.plan_due_on)
                if fact.result_due_on:
                    self._set(case, Clock.RESULT, taken, fact.result_due_on)
            case InterviewOrdered():
                self._set(case, Clock.INTERVIEW, taken, fact.hold_by)
            case AccountabilityOpened():
                self._set(case, Clock.CONCLUSION, taken, fact.conclude_by)

    def answer(self, case: Case, fact: AnswerFact, position: int, ladder: Ladder | None, today: date) -> None:
        """People answered a step, or looked at a case again."""
        if isinstance(fact, CaseReviewed):
            self.agenda.meet(fact.project, Clock.REVIEW, str(fact.case), fact.reviewed_on)
            return
        step = answered_by(case, fact)
        place = step.ref
        match fact:
            case OrderAnswered():
                self.agenda.meet(fact.project, Clock.PLAN, place, fact.answered_on)
                if fact.kind == AnswerKind.PROOF:
                    self.agenda.meet(fact.project, Clock.RESULT, place, fact.answered_on)
            case AnswerReviewed(accepted=False) if ladder:
                self._ask_again(fact, position, place, step.owed_by, ladder, today)
            case InterviewHeld():
                self.agenda.meet(fact.project, Clock.INTERVIEW, place, fact.held_on)
                # What was undertaken before is answered for now: the latest minutes hold.
                self._forget(fact.project, (Clock.COMMITMENT,), {taken.ref for taken in case.standing(fact.case)})
                self._undertake(case, fact, position, place, today)
            case CommitmentKept():
                self.agenda.meet(fact.project, Clock.COMMITMENT, f"{place}-{fact.commitment}", fact.kept_on)
            case AccountabilityConcluded():
                self.agenda.meet(fact.project, Clock.CONCLUSION, place, fact.concluded_on)

    def _undertake(self, case: Case, held: InterviewHeld, position: int, place: str, today: date) -> None:
        """What was undertaken is asked for; of a case that has recovered only once it is reopened."""
        for number, one in enumerate(held.commitments, 1):
            subject, days = f"{place}-{number}", (held.held_on, at_least(today, one.due_on))
            deadline = setting(held.project, Clock.COMMITMENT, position, subject, one.owner, days)
            if case.goes_on(held.case):
                self.agenda.set(deadline)
            elif held.project in self.lapsed and held.case == case.opened:
                self.lapsed[held.project] += (deadline,)

    def is_last(self, deadline: Deadline) -> bool:
        """Whether a deadline is the last of its order: that of the result, or of the plan where none is asked for."""
        plan_alone = not self.agenda.about(deadline.project, Clock.RESULT, deadline.subject)
        return deadline.clock == Clock.RESULT or (deadline.clock == Clock.PLAN and plan_alone)

    def give_back(self, case: Case, missed: Deadline) -> bool:
        """Whether an order has its time again; where a later one stands, which answers go to, it asks for nothing."""
        if missed.clock not in (Clock.PLAN, Clock.RESULT):
            return False
        order = case.named(missed.subject)
        if order != case.latest(order.case, order.step):
            self.agenda.forget(missed.project, missed.clock, missed.subject)
            return False
        return self.is_last(missed)

    def withdraw(self, case: Case, fact: StepWithdrawn) -> None:
        """Nothing is asked any more of whom a withdrawn step concerned; nor is a case looked at that was only that."""
        self._forget(fact.project, OF_STEPS, {case.steps[fact.position].ref})
        if all(taken.position == fact.position for taken in case.standing(fact.case)):
            self.agenda.forget(fact.project, Clock.REVIEW, str(fact.case))

    def close(self, case: Case, fact: CaseClosed, position: int, reviewer: str) -> None:
        """A case is over; of one that has recovered, interview and inquiry go on, and it is looked at later."""
        going_on = (Clock.INTERVIEW, Clock.CONCLUSION) if fact.outcome == Outcome.RECOVERED else ()
        over = {taken.ref for taken in case.steps.values() if taken.case == fact.case}
        lapsed = self._forget(fact.project, [clock for clock in OF_STEPS if clock not in going_on], over)
        if going_on:
            self.lapsed[fact.project] = lapsed
        if fact.review_on:
            days = fact.closed_on, fact.review_on
            self.agenda.set(setting(fact.project, Clock.REVIEW, position, str(fact.case), reviewer, days))

    def reopen(self, case: Case, fact: CaseReopened) -> None:
        """A case is open again, and asks for what it had asked for; nobody looks at it as at one that has recovered."""
        self.agenda.forget(fact.project, Clock.REVIEW, str(fact.case))
        for one in self.lapsed.pop(fact.project, ()):
            taken = case.named(_ref(one))
            if taken.stands and one.subject not in {f"{taken.ref}-{number}" for number in taken.kept}:
                self.agenda.set(one)

    def issue(self, roadblock: Roadblock, fact: IssueFact, position: int, ladder: Ladder | None, today: date) -> None:
        """Something was said of an issue; `roadblock` is as it is after that."""
        project, issue = roadblock.project, roadblock.issue
        match fact:
            case IssueRaised():
                self._set_issue(roadblock, position, (fact.raised_on, fact.due_on), ladder, today)
            case IssueTriaged():
                self._set_issue(roadblock, position, (fact.triaged_on, fact.due_on), ladder, today)
            case IssueReopened():
                self._set_issue(roadblock, position, (fact.reopened_on, fact.due_on), ladder, today)
            case IssueConsulted():
                for number, one in enumerate(fact.decisions, 1):
                    subject, due_on = f"{issue}-{roadblock.consultations}-{number}", at_least(today, one.due_on)
                    days = fact.held_on, due_on
                    self.agenda.set(setting(project, Clock.TASK, position, subject, one.owner, days))
            case TaskDone():
                self.agenda.meet(project, Clock.TASK, f"{issue}-{fact.consultation}-{fact.decision}", fact.done_on)
            case IssueSolved():
                self.agenda.meet(project, Clock.ISSUE, issue, fact.solved_on)
                self.agenda.meet(project, Clock.OVERDUE, issue, fact.solved_on)
                self._drop(project, lambda one: one.clock == Clock.TASK and one.subject.rsplit("-", 2)[0] == issue)

    def climb(self, roadblock: Roadblock, fact: IssueClimbed, position: int, today: date) -> None:
        """An issue went up: whoever owns it now has the days of that level."""
        self.agenda.forget(roadblock.project, Clock.ISSUE, roadblock.issue)
        if fact.due_on:
            days = today, fact.due_on
            self.agenda.set(setting(roadblock.project, Clock.ISSUE, position, roadblock.issue, roadblock.owner, days))

    def look(self, case: Case, because: Origin, *, anew: bool = False) -> None:
        """See whether a project's clocks stand as was said, now that something was said of them, or of its pauses."""
        if not case.pauses:
            return
        before = None if anew else self.unsettled.get(case.project)
        if next(self._moves(case), None):
            self.unsettled[case.project] = before or because
        else:
            self.unsettled.pop(case.project, None)

    def moves(self, cases: Mapping[str, Case]) -> Iterator[tuple[DeadlineMoved, Origin]]:
        """What is to be said of clocks that stand otherwise than was said."""
        for project, because in self.unsettled.items():
            yield from ((fact, because) for fact in self._moves(cases[project]))

    def misses(self, today: date, turn: Origin) -> Iterator[tuple[DeadlineMissed, Origin]]:
        """What is to be said of deadlines behind which the day has begun."""
        overdue = self.agenda.overdue(today)
        return ((deadlines.missed(one, today), self.moved_today.get(one.id, turn)) for one in overdue)

    def end(self, project: str) -> None:
        """A project left the list: nothing is asked of it any more."""
        self.lapsed.pop(project, None)
        self._drop(project, lambda one: True)

    def _moves(self, case: Case) -> Iterator[DeadlineMoved]:
        pauses = case.pauses.values()
        known = self.agenda.of.get(case.project, {})
        return (fact for one in known.values() if (fact := deadlines.moved(one, pauses)))

    def _set(self, case: Case, clock: Clock, taken: Taken, said: date) -> None:
        days = taken.issued_on, said
        self.agenda.set(setting(case.project, clock, taken.position, taken.ref, taken.owed_by, days))

    def _forget(self, project: str, asked: Collection[Clock], steps: Collection[str]) -> tuple[Deadline, ...]:
        """Nobody owes any more what these clocks of these steps asked for."""
        return self._drop(project, lambda one: one.clock in asked and _ref(one) in steps)

    def _set_issue(
        self, roadblock: Roadblock, position: int, days: tuple[date, date], ladder: Ladder | None, today: date
    ) -> None:
        project, issue, owner = roadblock.project, roadblock.issue, roadblock.owner
        self.agenda.forget(project, Clock.ISSUE, issue)
        self.agenda.forget(project, Clock.OVERDUE, issue)
        began, said = days
        deadline = setting(project, Clock.ISSUE, position, issue, owner, (began, at_least(today, said)))
        self.agenda.set(deadline)
        if ladder:
            self._set_overdue(deadline, ladder, today)

    def begin(self, ladder: Ladder, today: date | None) -> None:
        """The first ladder is there: it says when issues that were raised before it are overdue."""
        every = [deadline for known in self.agenda.of.values() for deadline in known.values()]
        for deadline in every:
            if deadline.clock == Clock.ISSUE and today:
                self._set_overdue(deadline, ladder, today)

    def _set_overdue(self, issue: Deadline, ladder: Ladder, today: date) -> None:
        """An issue's day is followed by another, so many days behind, from which the ladder calls it overdue."""
        for rule in ladder.rules(Trigger.ISSUE_OVERDUE):
            days = issue.began, at_least(today, issue.said) + timedelta(days=rule.count)
            self.agenda.set(setting(issue.project, Clock.OVERDUE, issue.set_by, issue.subject, issue.owed_by, days))

    def _ask_again(
        self, fact: AnswerReviewed, position: int, place: str, owed_by: str, ladder: Ladder, today: date
    ) -> None:
        """What was refused is owed again, for as long as it was given at first."""
        clock = Clock.PLAN if fact.kind == AnswerKind.PLAN else Clock.RESULT
        plan_due_on = today + timedelta(days=ladder.clocks.plan_days)
        until = plan_due_on if clock == Clock.PLAN else steps.result_day(today, ladder.clocks.result_days)
        if until:
            self.agenda.forget(fact.project, clock, place)
            self.agenda.set(setting(fact.project, clock, position, place, owed_by, (today, until)))

    def _drop(self, project: str, asked: Callable[[Deadline], bool]) -> tuple[Deadline, ...]:
        """Nobody owes any more what is told apart like this, missed or not."""
        dropped = tuple(one for one in self.agenda.of.get(project, {}).values() if asked(one))
        for deadline in dropped:
            self.agenda.drop(deadline)
        return dropped


def _ref(deadline: Deadline) -> str:
    """The step that it is about: a commitment is numbered behind its step."""
    return deadline.subject.rpartition("-")[0] if deadline.clock == Clock.COMMITMENT else deadline.subject
