"""The contest as scoring sees it: a record per project, the book in force, and the closed months that are not settled.

Everything that is decided is decided on the state as it stood at the fact that calls for it - a close, an upheld
objection, the day after the last one for objections - and said by `next_step` when the state is at the head of the
log. As it comes back on the log, the debt is paid off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.scoring import record
from services.scoring.close import Close, Redo
from services.scoring.monthly_card import Exemption, Past
from services.scoring.proposals import Proposals
from services.scoring.record import IssueFact, Now, Record, RecordFact
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.escalation import ExemptionEnded, ExemptionGranted
from shared.catalogue.intake import (
    ContestOpened,
    DayBegun,
    IssueRaised,
    MonthClosed,
    MonthOpened,
    ProjectRegistered,
    WorkdaysSet,
)
from shared.catalogue.scoring import (
    CardIssued,
    CardsFinalised,
    CardWithdrawn,
    ObjectionDecided,
    RulebookAdopted,
)
from shared.catalogue.values import Month, last_day, month_after
from shared.envelope import Logged, Origin, because_of
from shared.workdays import Workdays


@dataclass(slots=True)
class Contest:
    """Everything scoring decides on."""

    proposals: Proposals = field(default_factory=Proposals)
    """What comes in by the door, and is decided there."""
    records: dict[str, Record] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    """Issue to project."""
    book: Rulebook | None = None
    pasts: dict[str, Past] = field(default_factory=dict)
    """The latest card of each project."""
    closes: list[Close] = field(default_factory=list)
    """Closed months, earliest first, until their cards are final and no objection to them is open."""
    exemptions: dict[str, ExemptionGranted] = field(default_factory=dict)
    """By id; one that was ended early ends there."""
    workdays: Workdays = field(default_factory=Workdays)
    today: date | None = None
    """The day that began last."""
    now: Now | None = None
    """The months that began and were closed last; before the contest there is none."""

    @property
    def books(self) -> Mapping[str, Rulebook]:
        """Adopted editions."""
        return self.proposals.books

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        fact = logged.entry.fact
        self.proposals.evolve(fact)
        if isinstance(fact, RecordFact | IssueFact):
            project = self._project_of(fact)
            self.records[project] = record.evolve(self.records[project], fact, self._now())
            return
        match fact:
            case CardIssued():
                self._issued(fact, logged)
            case ProjectRegistered():
                self.records[fact.project] = record.registered(fact, self._now().month)
            case ContestOpened():
                self.now = Now(fact.first_month, None)
            case MonthOpened():
                self.now = replace(self._now(), month=fact.month)
            case MonthClosed():
                self._close(fact.month, logged)
            case DayBegun():
                self._begin_day(fact.day, logged)
            case WorkdaysSet():
                self.workdays.evolve(fact)
            case RulebookAdopted():
                self._adopt(self.books[fact.edition], self._day(logged))
            case ExemptionGranted():
                self.exemptions[fact.exemption] = fact
            case ExemptionEnded():
                self.exemptions[fact.exemption] = replace(self.exemptions[fact.exemption], until=fact.ended_on)
            case CardWithdrawn():
                self._withdrawn(fact)
            case CardsFinalised():
                self._finalised(fact.month)
            case ObjectionDecided():
                self._decided(fact, logged)

    def steps(self) -> Iterator[tuple[Fact, Origin]]:
        """What is to be said now, of the earliest month that has something to say."""
        close = self._earliest()
        return close.steps() if close else iter(())

    def owes(self) -> bool:
        """Whether anything is to be said."""
        close = self._earliest()
        return close is not None and close.owes()

    def next_step(self) -> list[tuple[Fact, Origin]]:
        """All of it at once."""
        return list(self.steps())

    def would_be(self, project: str, month: Month) -> CardIssued | None:
        """The card of a month that is not settled, had all corrections been known; none where it cannot be told."""
        close = self.find(month)
        return close.would_be(project, self._corrected(close, project)) if close and project in close.records else None

    def _earliest(self) -> Close | None:
        """The earliest month that has something to say, or waits for a book: the later ones wait for it."""
        return next((close for close in self.closes if close.owed or close.owes()), None)

    def _project_of(self, fact: RecordFact | IssueFact) -> str:
        if isinstance(fact, IssueRaised):
            self.owners[fact.issue] = self.records[fact.project].project
        return self.owners[fact.issue] if isinstance(fact, IssueFact) else fact.project

    def _corrected(self, close: Close, project: str) -> Record:
        """A project as it was known at a close, its reports as they read now."""
        return record.corrected(close.records[project], self.records[project], close.month)

    def _now(self) -> Now:
        assert self.now is not None, "the log never holds a project before its contest"
        return self.now

    def _day(self, logged: Logged) -> date:
        """The day on which something happened: the one that began last, or what its source says."""
        return self.today or logged.entry.occurred_at.date()

    def find(self, month: Month) -> Close | None:
        """A closed month that is not settled."""
        return next((close for close in self.closes if close.month == month), None)

    def _close(self, month: Month, logged: Logged) -> None:
        self.now = replace(self._now(), closed=month)
        because = because_of(logged, "scoring")
        for earlier in self.closes:
            if not earlier.owed:
                self._end(earlier, because)
        known = {project: one for project, one in self.records.items() if one.since <= month and one.active}
        if known:
            close = Close(
                month=month,
                position=logged.position,
                because=because,
                records=known,
                exemptions=self._exemptions_on(last_day(month)),
                before=dict(self.pasts),
                owed=set(known),
            )
            if self.book:
                close.judge_by(self.book, self.workdays, self._day(logged))
            self.closes.append(close)

    def _exemptions_on(self, day: date) -> dict[str, tuple[Exemption, ...]]:
        found: dict[str, tuple[Exemption, ...]] = {}
        for granted in self.exemptions.values():
            if granted.from_on <= day <= granted.until:
                exemption = Exemption(granted.exemption, granted.kind, granted.effects)
                found[granted.project] = (*found.get(granted.project, ()), exemption)
        return found

    def _begin_day(self, day: date, logged: Logged) -> None:
        self.today = day
        for close in self.closes:
            if close.until and day > close.until and not close.owed:
                self._end(close, because_of(logged, "scoring"))

    def _end(self, close: Close, because: Origin) -> None:
        """The time for objections to a month is over."""
        if not close.final and not close.ending:
            contested = self.proposals.contested(close.month)
            ending = CardsFinalised(month=close.month, cards=len(close.records), under_objection=contested)
            close.ending = ending, because

    def _adopt(self, book: Rulebook, today: date) -> None:
        self.book = book
        for close in self.closes:
            if close.book is None:
                close.judge_by(book, self.workdays, today)

    def _issued(self, card: CardIssued, logged: Logged) -> None:
        close = self.find(card.month)
        if close is None or card.project not in close.records:
            return
        project = close.records[card.project].project
        past = close.take_card(card, logged.position)
        if following := self.find(month_after(card.month)):
            redo = Redo(card.reissued_for, because_of(logged, "scoring")) if card.reissued_for else None
            following.follow(project, past, redo)
        if self.pasts.get(project, past).month <= card.month:
            self.pasts[project] = past
        if not close.owed and not card.reissued_for:
            self._give_time(close)
        self._settle()

    def _give_time(self, close: Close) -> None:
        """Cards that were issued late can be objected to for as long as others."""
        if self.today and close.book and close.until:
            close.until = max(close.until, self.workdays.after(self.today, close.book.month.objection_workdays))
            self.proposals.months[close.month].until = close.until

    def _withdrawn(self, fact: CardWithdrawn) -> None:
        if close := self.find(fact.month):
            close.issued.pop(fact.project, None)

    def _decided(self, fact: ObjectionDecided, logged: Logged) -> None:
        objection = self.proposals.objections[fact.objection]
        close, project = self.find(objection.month), objection.project
        if fact.upheld and close and project in close.records:
            close.decide_again(
                project, self._corrected(close, project), Redo(fact.objection, because_of(logged, "scoring"))
            )
        self._settle()

    def _finalised(self, month: Month) -> None:
        if close := self.find(month):
            close.final, close.ending = True, None
        self._settle()

    def _settle(self) -> None:
        """Forget months of which nothing more can come: final, and no objection open or to be acted on."""
        while self.closes and (close := self.closes[0]).final and not close.redo:
            if self.proposals.contested(close.month):
                return
            self.closes.pop(0)
