"""Half-yearly observation (半年观摩): the tours that ended in the half year, what judges said, and the ranks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.scoring.assessment.tours import Judged, Tour
from services.scoring.papers.fold import Papers
from services.scoring.papers.periods import span_of
from services.scoring.papers.values import Head, Named
from shared.catalogue.scoring import PaperKind

UNRANKED = 1_000_000
"""Behind every rank."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A project on a tour."""

    project: Named
    scores: tuple[Judged, ...]
    """In the order of the list of judges."""
    missing: tuple[str, ...]
    """Judges who have not scored it."""
    mean: Decimal | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Toured:
    """A tour with everything that was said on it."""

    tour: str
    name: str
    starts_on: date
    ends_on: date
    judges: tuple[str, ...]
    visits: tuple[Visited, ...]
    """By rank; those that nobody scored last."""


@dataclass(frozen=True, slots=True)
class Observation:
    """The paper of a half year's tours."""

    head: Head
    period: str
    drop_from: int | None
    """From so many scores up the highest and the lowest are dropped; none where the book does not say."""
    tours: tuple[Toured, ...]


def write(papers: Papers, period: str) -> Observation:
    """The tours of a half year, as of where the papers stand."""
    span = span_of(PaperKind.HALF_YEARLY_OBSERVATION, period)
    drop_from = papers.yearbook.drop_from
    tours = papers.yearbook.tours.ended(span.first, span.last)
    return Observation(
        head=papers.calendar.head(),
        period=period,
        drop_from=drop_from,
        tours=tuple(_toured(papers, tour, drop_from) for tour in tours),
    )


def _toured(papers: Papers, tour: Tour, drop_from: int | None) -> Toured:
    listed = tour.listed
    visits = sorted(_visits(papers, tour, drop_from), key=lambda visit: (visit.rank or UNRANKED, visit.project.project))
    return Toured(listed.tour, listed.name, listed.starts_on, listed.ends_on, listed.judges, tuple(visits))


def _visits(papers: Papers, tour: Tour, drop_from: int | None) -> Iterator[Visited]:
    for visit in tour.visits(drop_from, papers.yearbook.rounding):
        named = papers.projects[visit.project].named
        yield Visited(named, visit.scores, visit.missing, visit.mean, visit.rank)
