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
from services.scoring.record import IssueRecord, Record
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.intake import (
    ContestOpened,
    IssueAccepted,
    IssueRaised,
    IssueSolved,
    MilestoneReached,
    MonthClosed,
    MonthOpened,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
)
from shared.catalogue.scoring import CardIssued, RulebookAdopted
from shared.catalogue.values import Category, Month, month_after
from shared.deciding import Refused
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

    month: Month | None = None
    records: dict[str, Record] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    """Issue to project."""
    books: dict[str, Rulebook] = field(default_factory=dict)
    """Adopted editions."""
    book: Rulebook | None = None
    cards: dict[str, tuple[Past, ...]] = field(default_factory=dict)
    """The last two cards of each project, latest first."""
    closes: list[Close] = field(default_factory=list)

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        match logged.entry.fact:
            case ContestOpened() as fact:
                self.month = fact.first_month
            case MonthOpened() as fact:
                self.month = fact.month
            case MonthClosed() as fact:
                self._close(fact.month, logged)
            case ProjectRegistered() as fact:
                self.records[fact.project] = record.registered(fact, self._now())
            case PlanRevised() | ProgressReported() | ReportCorrected() | MilestoneReached() as fact:
                self.records[fact.project] = record.evolve(self.records[fact.project], fact, self._now())
            case IssueRaised() | IssueSolved() | IssueAccepted() as fact:
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
        assert self.month is not None, "the log never holds a project before its contest"
        return self.month

    def _close(self, month: Month, logged: Logged) -> None:
        measured = {
            project: (known.category, measure(known, month))
            for project, known in self.records.items()
            if known.since <= month
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
        self.books[book.edition] = self.book = book
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

    def _evolve_issue(self, fact: IssueRaised | IssueSolved | IssueAccepted) -> None:
        match fact:
            case IssueRaised():
                self.owners[fact.issue] = fact.project
                issue = IssueRecord(fact.raised_on, fact.due_on, fact.factor)
            case IssueSolved():
                issue = replace(self._issue(fact.issue), solved_on=fact.solved_on)
            case IssueAccepted():
                issue = replace(self._issue(fact.issue), accepted=True)
        project = self.owners[fact.issue]
        self.records[project] = record.with_issue(self.records[project], fact.issue, issue)

    def _issue(self, issue: str) -> IssueRecord:
        return self.records[self.owners[issue]].issues[issue]


def decide_adoption(books: Mapping[str, Rulebook], proposal: RulebookAdopted) -> list[Fact]:
    """Adopt an edition, whole and checked, each at most once; raises `Refused`."""
    book = rulebook.parse(proposal.text)
    if proposal.edition != book.edition:
        raise Refused("wrong-edition", "data.edition", proposal.edition, f"the text says it is {book.edition}")
    if proposal.sha256 != book.sha256:
        raise Refused("wrong-digest", "data.sha256", proposal.sha256, f"the text's SHA-256 is {book.sha256}")
    if book.edition in books:
        raise Refused(
            "edition-exists",
            "data.edition",
            book.edition,
            "an edition is adopted once: give a changed book a new edition",
        )
    return [proposal]
