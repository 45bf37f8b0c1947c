"""A closed month: what was known at its close, the cards that follow from it, and what becomes of them.

        month.closed ──► owes cards ──► provisional ──► final
                                            │  objection upheld: withdrawn, and reissued in its place
                                            └──► the time for objections runs out, or the next month closes

What was known is kept as it was: records never change, they are replaced. So the cards can be decided whenever they
are owed, however much has been heard since, and decided again where an objection was upheld.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from services.scoring.indicators import measure
from services.scoring.monthly_card import Exemption, Inputs, Past, cards_of
from services.scoring.record import Record
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.scoring import CardIssued, CardsFinalised, CardWithdrawn
from shared.catalogue.values import Card, Month, month_after
from shared.envelope import Origin
from shared.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Standing:
    """A card as it stands on the log."""

    position: int
    card: Card
    streak: int


@dataclass(frozen=True, slots=True)
class Redo:
    """A card that is to be decided again because an objection was upheld."""

    objection: str
    because: Origin


@dataclass(slots=True)
class Close:
    """A closed month whose cards are not final, or not all decided on."""

    month: Month
    position: int
    because: Origin
    records: dict[str, Record]
    """Of every project that has a card this month, as they were known."""
    exemptions: Mapping[str, tuple[Exemption, ...]]
    before: dict[str, Past]
    """Each project's latest card before this month's."""
    book: Rulebook | None = None
    """The book in force at the close; where none was, the next one adopted."""
    until: date | None = None
    """The last day for objections."""
    owed: set[str] = field(default_factory=set)
    issued: dict[str, Standing] = field(default_factory=dict)
    redo: dict[str, Redo] = field(default_factory=dict)
    ending: tuple[CardsFinalised, Origin] | None = None
    """What ends the time for objections, once it is over."""
    final: bool = False
    _decided: list[CardIssued] | None = None
    _waiting: deque[CardIssued] = field(default_factory=deque)
    """Of the cards that were decided, those that are owed."""

    def judge_by(self, book: Rulebook, workdays: Workdays, today: date) -> None:
        """Have the cards decided by this book; the time for objections to them runs from today."""
        self.book, self.until = book, workdays.after(today, book.month.objection_workdays)

    def cards(self) -> list[CardIssued]:
        """Every card of the month, issued or not; none while there is no book."""
        if self._decided is None and self.book:
            inputs = [self.inputs(project) for project in self.records]
            self._decided = cards_of(self.book, self.month, inputs, self.position, self.until)
        return self._decided or []

    def inputs(self, project: str) -> Inputs:
        """What a project's card is decided on."""
        record = self.records[project]
        past = self.before.get(project)
        return Inputs(
            project,
            record.category,
            measure(record, self.month),
            past if past and past.month == month_after(self.month, -1) else None,
            self.exemptions.get(project, ()),
        )

    def decide_again(self, project: str, record: Record, redo: Redo) -> None:
        """Have a project's card decided again, on another record of it."""
        self.records[project] = record
        self.redo[project] = redo
        self._forget()

    def follow(self, project: str, past: Past, redo: Redo | None) -> None:
        """Hear of the card of the month before; where it took another's place, a card that counted on it is redone."""
        was, self.before[project] = self.before.get(project), past
        self._forget()
        if redo and project not in self.redo and (issued := self.issued.get(project)):
            again = self._card(project)
            if was is None or was.card != past.card or (again.card, again.streak) != (issued.card, issued.streak):
                self.redo[project] = redo

    def would_be(self, project: str, record: Record) -> CardIssued | None:
        """The card of a project, had its record been this one."""
        again = replace(self, records={**self.records, project: record}, _decided=None)
        return again._card(project) if self.book else None

    def card_again(self, project: str) -> CardIssued:
        """The card that takes the place of the withdrawn one."""
        return replace(self._card(project), reissued_for=self.redo[project].objection)

    def owes(self) -> bool:
        """Whether anything is to be said."""
        return self.book is not None if self.owed else bool(self.redo or self.ending)

    def steps(self) -> Iterator[tuple[Fact, Origin]]:
        """What is to be said now: the cards that are owed, then those to be decided again, then the end."""
        if self.owed:
            self._waiting = self._waiting or deque(card for card in self.cards() if card.project in self.owed)
            yield from ((card, self.because) for card in self._waiting)
        else:
            for project, redo in self.redo.items():
                if standing := self.issued.get(project):
                    yield self._withdrawal(project, standing, redo), redo.because
                yield self.card_again(project), redo.because
            if self.ending:
                yield self.ending

    def take_card(self, card: CardIssued, position: int) -> Past:
        """Take in a card that was issued; gives what the month after has to know of it."""
        self.owed.discard(card.project)
        self.redo.pop(card.project, None)
        if self._waiting and self._waiting.popleft().project != card.project:
            self._waiting.clear()
        past = past_of(card, self.before.get(card.project))
        self.issued[self.records[card.project].project] = Standing(position, card.card, card.streak)
        if not self.owed and not self.redo:
            self._decided = None
        return past

    def _forget(self) -> None:
        """What was decided, and not said yet, is decided again: it counted on something else."""
        self._decided = None
        self._waiting.clear()

    def _card(self, project: str) -> CardIssued:
        return next(card for card in self.cards() if card.project == project)

    def _withdrawal(self, project: str, standing: Standing, redo: Redo) -> CardWithdrawn:
        return CardWithdrawn(
            project=project,
            month=self.month,
            card=standing.card,
            position=standing.position,
            objection=redo.objection,
        )


def past_of(card: CardIssued, before: Past | None) -> Past:
    """What the card of the month after has to know of a card."""
    scores = before.scores if before and before.month == month_after(card.month, -1) else ()
    score = None if card.score is None else _kept_once(str(card.score))
    told = () if score is None else (score,)
    return Past(card.month, card.card, score, card.streak, card.rank, (*told, *scores)[:3])


@lru_cache(20_000)
def _kept_once(score: str) -> Decimal:
    """A score as an object that all cards with it share: there are some ten thousand of them, and many more cards."""
    return Decimal(score)
