"""Notes: what a docket tells and the caseload need not keep - names, words of tasks, what waits without a clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from shared.catalogue import Fact, definition_of
from shared.catalogue.escalation import (
    AnswerKind,
    AppealRaised,
    ExemptionGranted,
    Fault,
    FindingMade,
    IssueClimbed,
    OrderAnswered,
)
from shared.catalogue.intake import (
    ContestOpened,
    DuplicateSuspected,
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    IssueConsulted,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    ProjectRegistered,
)
from shared.catalogue.values import Factor, Month
from shared.envelope import Logged

F = TypeVar("F", bound=Fact)
OfIssue = IssueRaised | IssueTriaged | IssueClimbed | IssueReopened | IssueSolved | IssueConsulted
OfFactor = FactorNeeded | FactorPending | FactorBlocked | FactorGuaranteed
SETTING = ("escalation.case.", "escalation.issue.", "intake.issue.")
"""How the streams begin whose facts set days."""


class Told(NamedTuple, Generic[F]):
    """A fact, and where it stands on the log."""

    position: int
    fact: F

    @property
    def name(self) -> str:
        """The fact's name, as the catalogue has it."""
        return definition_of(self.fact).name


class Stage(StrEnum):
    """How far a factor is that is not guaranteed."""

    NEEDED = "needed"
    PENDING = "pending"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Need:
    """A factor that a project needs and does not have."""

    project: str
    factor: Factor
    said: Told[ProjectRegistered | OfFactor]
    """What was said of it last."""
    stage: Stage = Stage.NEEDED
    guarantor: str = ""
    """Nobody yet where the need came with the registration."""
    due_on: date | None = None
    reason: str = ""
    """Why it is blocked."""


@dataclass(slots=True)
class Notes:
    """Folded beside a caseload, from the same log."""

    contest: ContestOpened | None = None
    position: int = 0
    names: dict[str, str] = field(default_factory=dict)
    """Of projects, by id."""
    facts: dict[int, str] = field(default_factory=dict)
    """Names of the facts that may have set a day, by position."""
    consultations: dict[int, IssueConsulted] = field(default_factory=dict)
    """What they decided, by position."""
    untriaged: dict[str, Told[IssueRaised]] = field(default_factory=dict)
    placed: dict[str, int] = field(default_factory=dict)
    """Where it was said of an issue last who has to solve it."""
    solved: dict[str, Told[IssueSolved]] = field(default_factory=dict)
    duplicates: list[Told[DuplicateSuspected]] = field(default_factory=list)
    needs: dict[tuple[str, Factor], Need] = field(default_factory=dict)
    answers: dict[tuple[str, int, AnswerKind], Told[OrderAnswered]] = field(default_factory=dict)
    """The latest of each kind in a project's case."""
    appeals: dict[str, Told[AppealRaised]] = field(default_factory=dict)
    suspicions: dict[tuple[str, Month], Told[FindingMade]] = field(default_factory=dict)
    exemptions: dict[int, str] = field(default_factory=dict)
    """Ids, by position."""

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        fact, position = logged.entry.fact, logged.position
        self.position = position
        if definition_of(fact).stream.startswith(SETTING):
            self.facts[position] = definition_of(fact).name
        if isinstance(fact, OfIssue):
            self._take_issue(fact, position)
        elif isinstance(fact, OfFactor):
            self._take_factor(fact, position)
        else:
            self._take_rest(fact, position)

    def standing(self) -> Iterator[Need]:
        """The factors that are not guaranteed, by project."""
        return (need for _, need in sorted(self.needs.items()))

    def _take_rest(self, fact: Fact, position: int) -> None:
        match fact:
            case ContestOpened():
                self.contest = fact
            case ProjectRegistered():
                self.names[fact.project] = fact.name
                for factor in fact.factors_needed:
                    self.needs[fact.project, factor] = Need(fact.project, factor, Told(position, fact))
            case DuplicateSuspected():
                self.duplicates.append(Told(position, fact))
            case OrderAnswered():
                self.answers[fact.project, fact.case, fact.kind] = Told(position, fact)
            case AppealRaised():
                self.appeals[fact.appeal] = Told(position, fact)
            case FindingMade(fault=Fault.CONCEALING):
                self.suspicions[fact.project, fact.month] = Told(position, fact)
            case ExemptionGranted():
                self.exemptions[position] = fact.exemption

    def _take_issue(self, fact: OfIssue, position: int) -> None:
        match fact:
            case IssueRaised():
                self.untriaged[fact.issue] = Told(position, fact)
                self.placed[fact.issue] = position
            case IssueTriaged() | IssueClimbed() | IssueReopened():
                self.untriaged.pop(fact.issue, None)
                self.solved.pop(fact.issue, None)
                self.placed[fact.issue] = position
            case IssueSolved():
                self.untriaged.pop(fact.issue, None)
                self.solved[fact.issue] = Told(position, fact)
            case IssueConsulted():
                self.consultations[position] = fact

    def _take_factor(self, fact: OfFactor, position: int) -> None:
        key, said = (fact.project, fact.factor), Told[ProjectRegistered | OfFactor](position, fact)
        known = replace(self.needs.get(key) or Need(*key, said), said=said)
        match fact:
            case FactorGuaranteed():
                self.needs.pop(key, None)
                return
            case FactorNeeded():
                known = replace(known, guarantor=fact.guarantor, due_on=fact.due_on)
            case FactorPending():
                known = replace(known, stage=Stage.PENDING, guarantor=fact.guarantor, reason="")
            case FactorBlocked():
                known = replace(known, stage=Stage.BLOCKED, reason=fact.reason)
        self.needs[key] = known
