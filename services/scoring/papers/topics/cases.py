"""Cases: the steps that were taken, what is due in them by when, and the exemptions that excuse a delay."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    CaseClosed,
    ExemptionEnded,
    ExemptionGranted,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
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
    """A step that was taken on a month's cards."""

    project: str
    case: int
    month: Month
    """The month whose cards called for it."""
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

    def evolve(self, fact: Fact) -> None:
        """Take in the next fact."""
        match fact:
            case SupervisionOrderIssued():
                self._taken(fact, Taken.SUPERVISION_ORDER, Owed.PLAN, fact.responsible_unit, fact.plan_due_on)
            case InterviewOrdered():
                self._taken(fact, Taken.INTERVIEW, Owed.INTERVIEW, fact.decided_by, fact.hold_by)
            case AccountabilityOpened():
                self._taken(fact, Taken.ACCOUNTABILITY, Owed.CONCLUSION, fact.decided_by, fact.conclude_by)
            case OrderAnswered() if fact.kind is AnswerKind.PLAN:
                self._done(fact.project, Owed.PLAN)
            case InterviewHeld():
                self._done(fact.project, Owed.INTERVIEW)
                self._deadlines[fact.project, Owed.COMMITMENT] = [
                    Deadline(fact.project, fact.case, Owed.COMMITMENT, one.commitment, one.owner, one.due_on)
                    for one in fact.commitments
                ]
            case AccountabilityConcluded():
                self._done(fact.project, Owed.CONCLUSION)
            case CaseClosed():
                self._step(Step(fact.project, fact.case, fact.recovered, Taken.CLOSED, None, None, None))
                for owed in Owed:
                    self._done(fact.project, owed)
            case ExemptionGranted():
                self.exemptions[fact.exemption] = fact
            case ExemptionEnded():
                self.ended[fact.exemption] = fact.ended_on

    def deadlines(self) -> Iterator[Deadline]:
        """Everything that is due in open cases, by day."""
        owed = [deadline for told in self._deadlines.values() for deadline in told]
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
        taken: Taken,
        owed: Owed,
        by: str,
        due_on: date,
    ) -> None:
        unit, month = fact.responsible_unit, fact.ground.trigger
        self._step(Step(fact.project, fact.case, month, taken, unit, fact.decided_by, due_on))
        self._deadlines[fact.project, owed] = [Deadline(fact.project, fact.case, owed, None, by, due_on)]

    def _step(self, step: Step) -> None:
        self.steps.setdefault(step.month, []).append(step)

    def _done(self, project: str, owed: Owed) -> None:
        self._deadlines.pop((project, owed), None)
