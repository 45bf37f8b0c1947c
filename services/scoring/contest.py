"""The contest as scoring sees it: a record per project, the book in force, and the cards that closed months still owe.

At a close the indicators are measured at once, on exactly what the log holds up to there. The cards follow from
`next_step` when the state is at the head of the log; as they come back on the log, the debt is paid off.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.scoring import record, rulebook
from services.scoring.indicators import Figure, measure
from services.scoring.monthly_card import Inputs, Past, cards_of
from services.scoring.proposals import Proposals
from services.scoring.record import IssueRecord, Record
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.intake import (
    IssueAccepted,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    MilestoneReached,
    MonthClosed,
    PlanFiled,
    PlanRevised,
    ProgressReported,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    ReportCorrected,
    TargetSet,
)
from shared.catalogue.scoring import CardIssued, RulebookAdopted
from shared.catalogue.values import Category, Month, month_after
from shared.envelope import Logged, Origin


@dataclass(slots=True)
class Close:
    """A closed month whose cards are not all issued."""

    month: Month
    position: int
    entry: str
    correlation: str
    occurred_at: datetime
    measured: Mapping[str, tuple[Category, Mapping[str, Figure]]]
    book: Rulebook | None
    """The book in force at the close; where none was, the next one adopted."""
    owed: set[str]


@dataclass(slots=True)
class Contest:
    """Everything scoring decides on."""

    proposals: Proposals = field(default_factory=Proposals)
    """What comes in by the door, and is decided there."""
    records: dict[str, Record] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    """Issue to project."""
    book: Rulebook | None = None
    cards: dict[str, tuple[Past, ...]] = field(default_factory=dict)
    """The last two cards of each project, latest first."""
    closes: list[Close] = field(default_factory=list)

    @property
    def books(self) -> Mapping[str, Rulebook]:
        """Adopted editions."""
        return self.proposals.books

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        self.proposals.evolve(logged.entry.fact)
        match logged.entry.fact:
            case MonthClosed() as fact:
                self._close(fact.month, logged)
            case ProjectRegistered() as fact:
                self.records[fact.project] = record.registered(fact, self._now())
            case (
                TargetSet()
                | PlanFiled()
                | PlanRevised()
                | ProgressReported()
                | ReportCorrected()
                | MilestoneReached()
                | ProjectSuspended()
                | ProjectResumed()
                | ProjectWithdrawn()
                | ProjectCompleted()
            ) as fact:
                self.records[fact.project] = record.evolve(self.records[fact.project], fact, self._now())
            case IssueRaised() | IssueTriaged() | IssueSolved() | IssueAccepted() | IssueReopened() as fact:
                self._evolve_issue(fact)
            case RulebookAdopted() as fact:
                self._adopt(rulebook.parse(fact.text))
            case CardIssued() as fact:
                self._issued(fact)

    def due_cards(self) -> list[CardIssued]:
        """Every card of the earliest close that still owes some, issued or not; empty where none is owed."""
        if not self.closes or self.closes[0].book is None:
            return []
        close = self.closes[0]
        everyone = [
            Inputs(project, category, values, self._before(project, close.month))
            for project, (category, values) in close.measured.items()
        ]
        return cards_of(self.closes[0].book, close.month, everyone, close.position)

    def next_step(self) -> list[tuple[Fact, Origin]]:
        """The cards to issue now."""
        cards = self.due_cards()
        if not cards:
            return []
        close = self.closes[0]
        origin = Origin(
            actor="scoring",
            source="scoring",
            causation=close.entry,
            correlation=close.correlation,
            occurred_at=close.occurred_at,
        )
        return [(card, origin) for card in cards if card.project in close.owed]

    def _now(self) -> Month:
        month = self.proposals.month
        assert month is not None, "the log never holds a project before its contest"
        return month

    def _close(self, month: Month, logged: Logged) -> None:
        measured = {
            project: (known.category, measure(known, month))
            for project, known in self.records.items()
            if known.since <= month and known.active
        }
        if measured:
            entry = logged.entry
            self.closes.append(
                Close(
                    month=month,
                    position=logged.position,
                    entry=str(entry.id),
                    correlation=entry.correlation,
                    occurred_at=entry.occurred_at,
                    measured=measured,
                    book=self.book,
                    owed=set(measured),
                )
            )

    def _adopt(self, book: Rulebook) -> None:
        self.book = book
        for close in self.closes:
            close.book = close.book or book

    def _issued(self, fact: CardIssued) -> None:
        past = Past(fact.month, fact.card, fact.score, fact.streak)
        self.cards[fact.project] = (past, *self.cards.get(fact.project, ())[:1])
        if self.closes and self.closes[0].month == fact.month:
            self.closes[0].owed.discard(fact.project)
            if not self.closes[0].owed:
                self.closes.pop(0)

    def _before(self, project: str, month: Month) -> Past | None:
        """The project's card of the month right before."""
        wanted = month_after(month, -1)
        return next((past for past in self.cards.get(project, ()) if past.month == wanted), None)

    def _evolve_issue(self, fact: IssueRaised | IssueTriaged | IssueSolved | IssueAccepted | IssueReopened) -> None:
        match fact:
            case IssueRaised():
                self.owners[fact.issue] = fact.project
                issue = IssueRecord(fact.raised_on, fact.due_on, fact.factor)
            case IssueTriaged():
                issue = replace(self._issue(fact.issue), due_on=fact.due_on)
            case IssueSolved():
                issue = replace(self._issue(fact.issue), solved_on=fact.solved_on)
            case IssueAccepted():
                issue = replace(self._issue(fact.issue), accepted=True)
            case IssueReopened():
                issue = replace(self._issue(fact.issue), solved_on=None, accepted=False, due_on=fact.due_on)
        project = self.owners[fact.issue]
        self.records[project] = record.with_issue(self.records[project], fact.issue, issue)

    def _issue(self, issue: str) -> IssueRecord:
        return self.records[self.owners[issue]].issues[issue]
