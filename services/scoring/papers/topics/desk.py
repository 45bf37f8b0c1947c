"""The desk: what came in from one close to the next - reports, corrections, refusals - by the month closed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from services.scoring.papers.topics.calendar import Calendar
from shared.catalogue import Fact
from shared.catalogue.intake import MessageRefused, ProgressReported, ReportCorrected
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Month


@dataclass(frozen=True, slots=True)
class AfterClose:
    """A correction to a month that was closed. Its card stands; what it would have been is told where it can be."""

    project: str
    month: Month
    reason: str
    would_be: CardIssued | None


@dataclass(slots=True)
class Page:
    """What crossed the desk before a month was closed."""

    reports: int = 0
    late: list[tuple[str, Month]] = field(default_factory=list)
    """Projects and months of the reports that came once the next month had begun."""
    corrected: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Messages refused, by code."""


@dataclass(slots=True)
class Desk:
    """The pages of all months."""

    would_be: Callable[[str, Month], CardIssued | None]
    """The card that a month would have led to as its report reads now; none where nobody can tell."""
    _pages: dict[Month, Page] = field(default_factory=dict)
    _after_close: dict[Month, list[AfterClose]] = field(default_factory=dict)
    """By the month in whose bulletin they stand."""

    def evolve(self, fact: Fact, calendar: Calendar) -> None:
        """Take in the next fact."""
        match fact:
            case ProgressReported():
                page = self._page(calendar.desk)
                page.reports += 1
                if fact.month < calendar.month:
                    page.late.append((fact.project, fact.month))
            case ReportCorrected():
                self._page(calendar.desk).corrected += 1
                if fact.month < calendar.desk:
                    self._corrected_after_close(fact, calendar)
            case MessageRefused():
                self._page(calendar.desk).refused[fact.code] += 1

    def page(self, month: Month) -> Page:
        """What crossed the desk before a month was closed."""
        return self._pages.get(month, Page())

    def after_close(self, month: Month) -> tuple[AfterClose, ...]:
        """Corrections to closed months that the bulletin of this month tells."""
        return tuple(self._after_close.get(month, ()))

    def _page(self, month: Month) -> Page:
        return self._pages.setdefault(month, Page())

    def _corrected_after_close(self, fact: ReportCorrected, calendar: Calendar) -> None:
        told = AfterClose(fact.project, fact.month, fact.reason, self.would_be(fact.project, fact.month))
        self._after_close.setdefault(calendar.bulletin, []).append(told)
