"""Cases: the steps that were taken, what is due in them by when, and the exemptions that excuse a delay.

A step that was withdrawn is told no more, and asks nothing of anybody. A deadline that was moved is told as it stands;
one that stands still is not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    CaseClosed,
    CaseReopened,
    CommitmentKept,
    DeadlineMoved,
    ExemptionEnded,
    ExemptionGranted,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    Outcome,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.catalogue.values import Month


class Taken(StrEnum):
    """A step of the ladder, or the end of a case."""

    SUPERVISION_ORDER = "supervision-order"
    INTERVIEW = "interview"
    ACCOUNTABILITY = "accountability"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken on a month's cards, or the end of a case that recovered with them."""

    position: int
    project: str
    case: int
    month: Month
    """The month whose cards called for it, or in which that happened which did."""
    taken: Taken
    responsible_unit: str | None
    decided_by: str | None
    due_on: date | None


class Owed(StrEnum):
    """What is due in a case."""

    PLAN = "plan"
    INTERVIEW = "interview"
    CONCLUSION = "conclusion"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due in a case, from whom and by when."""

    deadline: str
    """Its id."""
    step: int
    """Log position of the step that asks for it."""
    project: str
    case: int
    owed: Owed
    what: str | None
    """What was undertaken; none where the step says it."""
    by: str
    due_on: date


@dataclass(slots=True)
class Cases:
    """Every case, and every exemption."""

    steps: dict[Month, list[Step]] = field(default_factory=dict)
    _deadlines: dict[tuple[str, Owed], list[Deadline]] = field(default_factory=dict)
    exemptions: dict[str, ExemptionGranted] = field(default_factory=dict)
    ended: dict[str, date] = field(default_factory=dict)
    """Exemptions that ended before their time, and the last day they cover."""
    _interviews: dict[str, int] = field(default_factory=dict)
    """Where a project's latest interview was ordered."""
    _closed: set[tuple[str, int]] = field(default_factory=set)
    _moved: dict[str, date | None] = field(default_factory=dict)

    def evolve(self, fact: Fact, position: int) -> None:
        """Take in the next fact."""
        match fact:
            case SupervisionOrderIssued():
                self._taken(fact, position, Taken.SUPERVISION_ORDER, Owed.PLAN, fact.responsible_unit, fact.plan_due_on)
            case InterviewOrdered():
                self._interviews[fact.project] = position
                self._taken(fact, position, Taken.INTERVIEW, Owed.INTERVIEW, fact.decided_by, fact.hold_by)
            case AccountabilityOpened():
                self._taken(fact, position, Taken.ACCOUNTABILITY, Owed.CONCLUSION, fact.decided_by, fact.conclude_by)
            case OrderAnswered() if fact.kind is AnswerKind.PLAN:
                self._done(fact.project, Owed.PLAN)
            case InterviewHeld():
                self._done(fact.project, Owed.INTERVIEW)
                self._undertaken(fact, position)
            case CommitmentKept():
                self._kept(fact)
            case AccountabilityConcluded():
                self._done(fact.project, Owed.CONCLUSION)
            case StepWithdrawn():
                self._withdrawn(fact)
            case CaseClosed():
                self._over(fact, position)
            case CaseReopened():
                self._closed.discard((fact.project, fact.case))
                self._forget(
                    lambda one: one.taken is Taken.CLOSED and (one.project, one.case) == (fact.project, fact.case)
                )
            case DeadlineMoved():
                self._moved[fact.deadline] = fact.due_on
            case ExemptionGranted():
                self.exemptions[fact.exemption] = fact
            case ExemptionEnded():
                self.ended[fact.exemption] = fact.ended_on

    def deadlines(self) -> Iterator[Deadline]:
        """Everything that is due in open cases, by day."""
        told = (one for several in self._deadlines.values() for one in several)
        due = (
            (one, self._moved.get(one.deadline, one.due_on))
            for one in told
            if (one.project, one.case) not in self._closed
        )
        owed = [replace(one, due_on=day) for one, day in due if day]
        yield from sorted(owed, key=lambda one: (one.due_on, one.project, one.owed))

    def of(self, month: Month) -> tuple[Step, ...]:
        """The steps that a month's cards called for."""
        return tuple(self.steps.get(month, ()))

    def covers_until(self, exemption: str) -> date | None:
        """The last day that an exemption covers; none where it is not known."""
        granted = self.exemptions.get(exemption)
        return self.ended.get(exemption, granted.until) if granted else None

    def _taken(
        self,
        fact: SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened,
        position: int,
        taken: Taken,
        owed: Owed,
        by: str,
        due_on: date,
    ) -> None:
        unit, month = fact.responsible_unit, fact.ground.month
        self._step(Step(position, fact.project, fact.case, month, taken, unit, fact.decided_by, due_on))
        deadline = Deadline(f"{owed}-{position}", position, fact.project, fact.case, owed, None, by, due_on)
        self._deadlines[fact.project, owed] = [deadline]

    def _undertaken(self, fact: InterviewHeld, position: int) -> None:
        owed, step = Owed.COMMITMENT, self._interviews[fact.project]
        self._deadlines[fact.project, owed] = [
            Deadline(f"{owed}-{position}-{number}", step, fact.project, fact.case, owed, what, by, due_on)
            for number, (what, by, due_on) in enumerate(
                ((one.commitment, one.owner, one.due_on) for one in fact.commitments), start=1
            )
        ]

    def _kept(self, fact: CommitmentKept) -> None:
        undertaken = self._deadlines.get((fact.project, Owed.COMMITMENT), [])
        self._deadlines[fact.project, Owed.COMMITMENT] = [
            one
            for one in undertaken
            if one.case != fact.case or one.deadline.rpartition("-")[2] != str(fact.commitment)
        ]

    def _withdrawn(self, fact: StepWithdrawn) -> None:
        for owed in Owed:
            left = [one for one in self._deadlines.get((fact.project, owed), []) if one.step != fact.position]
            self._deadlines[fact.project, owed] = left
        self._forget(lambda one: one.position == fact.position)

    def _over(self, fact: CaseClosed, position: int) -> None:
        self._closed.add((fact.project, fact.case))
        if fact.outcome is Outcome.RECOVERED and fact.recovered:
            self._step(Step(position, fact.project, fact.case, fact.recovered, Taken.CLOSED, None, None, None))

    def _step(self, step: Step) -> None:
        self.steps.setdefault(step.month, []).append(step)

    def _forget(self, gone: Callable[[Step], bool]) -> None:
        for month, steps in self.steps.items():
            self.steps[month] = [step for step in steps if not gone(step)]

    def _done(self, project: str, owed: Owed) -> None:
        self._deadlines.pop((project, owed), None)
