"""Issues with their lives: raised, triaged, consulted, solved, accepted, reopened; and how many of each a month."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.scoring.papers.topics.calendar import Calendar
from shared.catalogue import Fact
from shared.catalogue.escalation import IssueClimbed
from shared.catalogue.intake import (
    ConsultationDecision,
    IssueAccepted,
    IssueConsulted,
    IssueLevel,
    IssueRaised,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
    TaskDone,
)
from shared.catalogue.values import Factor, Month


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it stands."""

    issue: str
    project: str
    title: str
    factor: Factor | None
    raised_on: date
    due_on: date
    level: IssueLevel | None = None
    owner: str | None = None
    express: bool = False
    solved_on: date | None = None
    accepted: bool = False
    reopened: int = 0
    consultations: int = 0
    tasks: Mapping[tuple[int, int], ConsultationDecision] = field(default_factory=dict)
    """What consultations decided on it and is not done: which consultation, which decision, each from 1."""

    @property
    def unsolved(self) -> bool:
        """Whether its clock runs."""
        return self.solved_on is None and not self.accepted


@dataclass(slots=True)
class Issues:
    """Every issue that was ever raised; nothing that was raised disappears."""

    known: dict[str, Issue] = field(default_factory=dict)
    raised: Counter[Month] = field(default_factory=Counter)
    closed: Counter[Month] = field(default_factory=Counter)
    """By the month that had begun last."""

    def evolve(self, fact: Fact, calendar: Calendar) -> None:
        """Take in the next fact."""
        match fact:
            case IssueRaised():
                self.raised[calendar.month] += 1
                self.known[fact.issue] = Issue(
                    fact.issue, fact.project, fact.title, fact.factor, fact.raised_on, fact.due_on
                )
            case IssueTriaged():
                self._change(fact.issue, level=fact.level, owner=fact.owner, due_on=fact.due_on)
            case IssueConsulted():
                self._consulted(fact)
            case TaskDone():
                tasks = self.known[fact.issue].tasks
                left = {key: task for key, task in tasks.items() if key != (fact.consultation, fact.decision)}
                self._change(fact.issue, tasks=left)
            case IssueClimbed():
                self._change(fact.issue, level=fact.level, owner=fact.owner)
            case IssueSentExpress():
                self._change(fact.issue, express=True)
            case IssueSolved():
                self._change(fact.issue, solved_on=fact.solved_on)
            case IssueAccepted():
                self.closed[calendar.month] += 1
                self._change(fact.issue, accepted=True)
            case IssueReopened():
                times = self.known[fact.issue].reopened + 1
                self._change(fact.issue, solved_on=None, accepted=False, due_on=fact.due_on, reopened=times)

    def open(self) -> Iterator[Issue]:
        """Issues that are not closed."""
        return (issue for issue in self.known.values() if not issue.accepted)

    def unsolved(self) -> Iterator[Issue]:
        """Issues whose clock runs."""
        return (issue for issue in self.known.values() if issue.unsolved)

    def _consulted(self, fact: IssueConsulted) -> None:
        issue = self.known[fact.issue]
        number = issue.consultations + 1
        tasks = {(number, place): task for place, task in enumerate(fact.decisions, start=1)}
        self._change(fact.issue, consultations=number, tasks={**issue.tasks, **tasks})

    def _change(self, issue: str, **changes: object) -> None:
        self.known[issue] = replace(self.known[issue], **changes)  # type: ignore[arg-type]  # Names of its fields.
