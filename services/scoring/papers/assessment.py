"""Yearly assessment (年度考核): the year against its targets, and the visible sums of projects, units and officials."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.scoring.assessment import Assessment
from services.scoring.assessment.yearbook import Reckoning
from services.scoring.papers.fold import Papers
from services.scoring.papers.periods import span_of
from services.scoring.papers.values import Head, Totals
from services.scoring.rulebook import Assessment as Scheme
from shared.catalogue.scoring import PaperKind
from shared.catalogue.values import Card, Month


@dataclass(frozen=True, slots=True)
class Weights:
    """What the book says an assessment is made of."""

    by: str
    """`investment` or `equal`."""
    cards: Decimal
    observation: Decimal
    daily: Decimal
    daily_base: Decimal
    drop_from: int


@dataclass(frozen=True, slots=True)
class Yearly:
    """The paper of the year."""

    head: Head
    year: int
    totals: Totals
    cards: Mapping[Month, Mapping[Card, int]]
    """Cards by colour, of the months that have any."""
    provisional: tuple[Month, ...]
    """Months whose cards are not final yet."""
    edition: str
    """Edition by which the year is assessed: that of its last month's cards; empty while there are none."""
    weights: Weights | None
    """None where that book knows no assessment, and so nothing is assessed."""
    assessment: Assessment | None


def write(papers: Papers, period: str) -> Yearly:
    """The assessment of a year, as of where the papers stand."""
    span = span_of(PaperKind.YEARLY_ASSESSMENT, period)
    reckoning = papers.yearbook.reckon(span.first.year)
    month = reckoning.months[-1] if reckoning else papers.calendar.month
    return Yearly(
        head=papers.calendar.head(),
        year=span.first.year,
        totals=papers.projects.totals(month, papers.calendar, sum(1 for _ in papers.issues.open())),
        cards={month: papers.cards.counted(month) for month in reckoning.months} if reckoning else {},
        provisional=reckoning.provisional if reckoning else (),
        edition=reckoning.edition if reckoning else "",
        weights=_weights(reckoning),
        assessment=reckoning.assessment if reckoning else None,
    )


def _weights(reckoning: Reckoning | None) -> Weights | None:
    scheme: Scheme | None = reckoning.scheme if reckoning else None
    if scheme is None:
        return None
    return Weights(
        by=scheme.by,
        cards=scheme.cards,
        observation=scheme.observation,
        daily=scheme.daily,
        daily_base=scheme.daily_base,
        drop_from=scheme.drop_from,
    )
