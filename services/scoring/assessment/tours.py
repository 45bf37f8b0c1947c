"""Observation tours (观摩点评): each judge's score of each project, the trimmed mean, and the ranking on the tour.

From `drop_from` scores up, one highest and one lowest are dropped; of equal ones, that of the judge listed first. Below
that all count. The order in which scores arrived never matters: they stand in the order of the list of judges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shared.catalogue import Fact
from shared.catalogue.intake import ObservationScored, TourListed


@dataclass(frozen=True, slots=True)
class Judged:
    """One judge's score of one project."""

    judge: str
    score: Decimal
    comment: str
    dropped: bool
    """Whether it is left out of the mean, as the highest or the lowest."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A project on a tour."""

    project: str
    scores: tuple[Judged, ...]
    missing: tuple[str, ...]
    """Judges who have not scored it."""
    mean: Decimal | None
    """Trimmed mean; none while nobody has scored it."""
    rank: int | None
    """Rank on the tour, equals share; none without a mean."""


@dataclass(slots=True)
class Tour:
    """A tour as listed, and what its judges said."""

    listed: TourListed
    scored: dict[tuple[str, str], ObservationScored] = field(default_factory=dict)
    """By project and judge."""

    def visits(self, drop_from: int | None, rounding: Decimal) -> tuple[Visit, ...]:
        """Every project of the tour, in the order of its list."""
        judged = {project: self._judged(project, drop_from) for project in self.listed.projects}
        means = {project: trimmed_mean(scores, rounding) for project, scores in judged.items()}
        ranks = ranked(means)
        return tuple(
            Visit(
                project=project,
                scores=scores,
                missing=tuple(judge for judge in self.listed.judges if (project, judge) not in self.scored),
                mean=means[project],
                rank=ranks.get(project),
            )
            for project, scores in judged.items()
        )

    def _judged(self, project: str, drop_from: int | None) -> tuple[Judged, ...]:
        told = [score for judge in self.listed.judges if (score := self.scored.get((project, judge))) is not None]
        left_out = extremes([score.score for score in told]) if drop_from and len(told) >= drop_from else frozenset()
        return tuple(
            Judged(score.judge, score.score, score.comment, place in left_out) for place, score in enumerate(told)
        )


class Tours:
    """All tours, by id, in the order in which they were listed."""

    def __init__(self) -> None:
        self.tours: dict[str, Tour] = {}

    def evolve(self, fact: Fact) -> None:
        """Take in a fact; all but tours' own pass by."""
        match fact:
            case TourListed():
                self.tours[fact.tour] = Tour(fact)
            case ObservationScored():
                self.tours[fact.tour].scored[fact.project, fact.judge] = fact

    def ended(self, first: date, last: date) -> tuple[Tour, ...]:
        """The tours whose last day lies in these days, earliest first."""
        found = [tour for tour in self.tours.values() if first <= tour.listed.ends_on <= last]
        return tuple(sorted(found, key=lambda tour: (tour.listed.ends_on, tour.listed.tour)))


def extremes(scores: Sequence[Decimal]) -> frozenset[int]:
    """The places of one highest and one lowest score: two places, even where all are equal."""
    highest = max(range(len(scores)), key=scores.__getitem__)
    lowest = min((place for place in range(len(scores)) if place != highest), key=scores.__getitem__)
    return frozenset((highest, lowest))


def trimmed_mean(scores: Sequence[Judged], rounding: Decimal) -> Decimal | None:
    """The mean of the scores that count."""
    return mean([judged.score for judged in scores if not judged.dropped], rounding)


def mean(addends: Sequence[Decimal], rounding: Decimal) -> Decimal | None:
    """Their sum over their number, rounded half up; none of none."""
    if not addends:
        return None
    return (sum(addends, Decimal(0)) / len(addends)).quantize(rounding, ROUND_HALF_UP)


def ranked(figures: Mapping[str, Decimal | None]) -> dict[str, int]:
    """Ranks by figure, highest first: 1, 2, 2, 4 - equals share a rank, and the next one counts them."""
    known = {name: figure for name, figure in figures.items() if figure is not None}
    places: dict[Decimal, int] = {}
    for place, figure in enumerate(sorted(known.values(), reverse=True), start=1):
        places.setdefault(figure, place)
    return {name: places[figure] for name, figure in known.items()}
