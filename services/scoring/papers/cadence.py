"""The cadence: which paper is due for which period. The calendar of the log says when; nobody asks for a paper.

        day.begun in a new week              weekly sorting of the week before
        day.begun on the 16th, on the 1st    half-monthly dispatch of the half month before
        cards.finalised of a month           its bulletin; at its end, the paper of the quarter, half year and year

A paper is owed until its `paper.issued` stands on the log. It is made as of the fact that made it due, however much
later that is. Where the calendar skipped weeks, each of them still gets its paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from services.scoring.papers.periods import PERIOD_OF, first_day, following, span_of
from shared.catalogue.intake import ContestOpened, DayBegun
from shared.catalogue.scoring import CardsFinalised, PaperIssued, PaperKind
from shared.catalogue.values import Month, last_day
from shared.envelope import Logged, Origin

BY_DAY = (PaperKind.WEEKLY_SORTING, PaperKind.HALF_MONTHLY_DISPATCH)
BY_CARDS = (PaperKind.QUARTERLY_SUMMARY, PaperKind.HALF_YEARLY_OBSERVATION, PaperKind.YEARLY_ASSESSMENT)


@dataclass(frozen=True, slots=True)
class Due:
    """A paper that has to be made: of what, as of where on the log, and because of which entry."""

    kind: PaperKind
    period: str
    position: int
    entry: str
    correlation: str
    occurred_at: datetime

    @property
    def origin(self) -> Origin:
        """Scoring itself says it, because of the entry that made the paper due."""
        return Origin(
            actor="scoring",
            source="scoring",
            causation=self.entry,
            correlation=self.correlation,
            occurred_at=self.occurred_at,
        )


@dataclass(slots=True)
class Cadence:
    """Every paper that is due and not issued yet, in the order in which they fell due."""

    due: list[Due] = field(default_factory=list)
    _opened: date | None = None
    """The contest's first day: nothing that ended before it has a paper."""
    _next: dict[PaperKind, str] = field(default_factory=dict)
    """The period of each paper that ends next. Weeks begin with the first day that the log tells."""

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        match logged.entry.fact:
            case ContestOpened() as fact:
                self._opened = first_day(fact.first_month)
                self._begin(BY_CARDS, self._opened)
            case DayBegun() as fact if self._opened:
                self._begin(BY_DAY, max(fact.day, self._opened))
                self._owe(logged, self._ended(BY_DAY, fact.day))
            case CardsFinalised() as fact:
                self._owe(logged, self._of_month(fact.month))
            case PaperIssued() as fact:
                self.due = [due for due in self.due if (due.kind, due.period) != (fact.kind, fact.period)]

    def _begin(self, kinds: tuple[PaperKind, ...], day: date) -> None:
        for kind in kinds:
            self._next.setdefault(kind, PERIOD_OF[kind](day))

    def _of_month(self, month: Month) -> Iterator[tuple[PaperKind, str]]:
        yield PaperKind.MONTHLY_BULLETIN, month
        yield from self._ended(BY_CARDS, date.fromordinal(last_day(month).toordinal() + 1))

    def _ended(self, kinds: tuple[PaperKind, ...], day: date) -> Iterator[tuple[PaperKind, str]]:
        """Every period that ended before a day and has not been owed yet, kind by kind."""
        for kind in kinds:
            while span_of(kind, self._next[kind]).last < day:
                yield kind, self._next[kind]
                self._next[kind] = following(kind, self._next[kind])

    def _owe(self, logged: Logged, papers: Iterator[tuple[PaperKind, str]]) -> None:
        entry = logged.entry
        self.due += [
            Due(kind, period, logged.position, str(entry.id), entry.correlation, entry.occurred_at)
            for kind, period in sorted(papers, key=_ending)
        ]


def _ending(paper: tuple[PaperKind, str]) -> tuple[date, int]:
    """By the day on which a paper's period ended, and then by cadence."""
    kind, period = paper
    return span_of(kind, period).last, list(PaperKind).index(kind)
