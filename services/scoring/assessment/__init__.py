"""The yearly assessment: a visible sum for each project, and from those for each unit and each lead official.

    cards         weight x mean of the months' scores / 100
    observation   weight x mean of its tours / 100
    daily         base + merits - demerits, from 0 to the weight
    ───────────
    total         their sum; where a part is unknown, the known parts x 100 / their weights

    unit, lead official     sum of (weight x total) / sum of weights, over the projects in their charge

Every figure that is handed on is rounded, and what follows is reckoned on the rounded figure: so whoever adds up what
is shown comes to what is shown. Marks count between 0 and the weight; what lies beyond is cut off, visibly.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from services.scoring.assessment import marks
from services.scoring.assessment.tours import mean, ranked
from services.scoring.rulebook import Assessment as Scheme
from shared.catalogue.intake import MarkGiven, MarkKind
from shared.catalogue.values import Card, Category, Month

SHARE_PLACES = Decimal("0.000001")
DIGITS = 60
"""Enough for the largest targets times the longest totals, so that no sum depends on its order."""
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class MonthCard:
    """The card that stands for a month, and who was in charge when the month's card was first issued."""

    month: Month
    card: Card
    score: Decimal | None
    """Of 100; none where the book gives no points."""
    responsible_unit: str
    lead_official: str


@dataclass(frozen=True, slots=True)
class Toured:
    """A tour that a project was on, with the trimmed mean of its judges."""

    tour: str
    name: str
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class Year:
    """What a project's assessment is made of."""

    project: str
    name: str
    category: Category
    responsible_unit: str
    lead_official: str
    target: Decimal | None
    """The annual target, in the contest's unit of money."""
    cards: tuple[MonthCard, ...]
    contested: tuple[Month, ...]
    """Of these, the months to whose card an objection is not decided yet."""
    tours: tuple[Toured, ...]
    marks: tuple[MarkGiven, ...]


@dataclass(frozen=True, slots=True)
class Averaged:
    """A part that is the mean of what is known: of the months' scores, or of the tours."""

    weight: Decimal
    addends: tuple[Decimal, ...]
    mean: Decimal | None
    points: Decimal | None
    """Weight x mean / 100; none where nothing is known."""


@dataclass(frozen=True, slots=True)
class Daily:
    """Daily management: what everybody begins with, and the marks."""

    weight: Decimal
    base: Decimal
    merits: Decimal
    demerits: Decimal
    points: Decimal

    @property
    def cut_off(self) -> Decimal:
        """What base and marks come to beyond the weight (+), or below 0 (-)."""
        return self.base + self.merits - self.demerits - self.points


@dataclass(frozen=True, slots=True)
class Assessed:
    """A project's year."""

    year: Year
    cards: Averaged
    observation: Averaged
    daily: Daily
    known: Decimal
    """Sum of the parts that are known."""
    weights: Decimal
    """Sum of their weights: 100 where all are known."""
    total: Decimal | None
    """Of 100; none where no part is known."""
    rank: int | None = None

    @property
    def whole(self) -> bool:
        """Whether every part that weighs something is known."""
        return self.weights == WHOLE


class Basis(StrEnum):
    """What the projects in somebody's charge are weighted by."""

    INVESTMENT = "investment"
    EQUAL = "equal"
    TARGETS_UNKNOWN = "targets-unknown"
    """By investment, as the book wants; but not every target is known, so each counts the same."""


@dataclass(frozen=True, slots=True)
class Share:
    """A project in somebody's charge."""

    project: str
    name: str
    total: Decimal
    target: Decimal | None
    cards: int
    """Of the year's cards, those of months in which they were in charge."""
    cards_of: int
    weight: Decimal
    """(Target, or 1) x cards / cards of the year."""

    @property
    def product(self) -> Decimal:
        """What it adds to the sum."""
        with localcontext(prec=DIGITS):
            return self.weight * self.total


@dataclass(frozen=True, slots=True)
class Charged:
    """A unit or a lead official, by the projects in their charge."""

    name: str
    basis: Basis
    shares: tuple[Share, ...]
    weight: Decimal
    """Sum of the weights."""
    product: Decimal
    """Sum of weight x total."""
    total: Decimal
    rank: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of a year: everything by rank."""

    projects: tuple[Assessed, ...]
    units: tuple[Charged, ...]
    lead_officials: tuple[Charged, ...]


def assess(years: Iterable[Year], scheme: Scheme, rounding: Decimal) -> Assessment:
    """Assess all projects of a year, and all who were in charge of them."""
    with localcontext(prec=DIGITS):
        found = {year.project: _project(year, scheme, rounding) for year in years}
        ranks = ranked({project: assessed.total for project, assessed in found.items()})
        projects = [replace(assessed, rank=ranks.get(project)) for project, assessed in found.items()]
        return Assessment(
            projects=tuple(sorted(projects, key=_standing)),
            units=_charged(projects, lambda card: card.responsible_unit, scheme, rounding),
            lead_officials=_charged(projects, lambda card: card.lead_official, scheme, rounding),
        )


def _project(year: Year, scheme: Scheme, rounding: Decimal) -> Assessed:
    cards = _averaged(scheme.cards, [card.score for card in year.cards], rounding)
    observation = _averaged(scheme.observation, [tour.mean for tour in year.tours], rounding)
    daily = _daily(year.marks, scheme)
    parts = [(part.weight, part.points) for part in (cards, observation, daily) if part.points is not None]
    known = sum((points for _, points in parts), Decimal(0))
    weights = sum((weight for weight, _ in parts), Decimal(0))
    total = None if weights == 0 else known if weights == WHOLE else _rounded(known * WHOLE / weights, rounding)
    return Assessed(year, cards, observation, daily, known, weights, total)


def _averaged(weight: Decimal, figures: Iterable[Decimal | None], rounding: Decimal) -> Averaged:
    addends = tuple(figure for figure in figures if figure is not None)
    found = mean(addends, rounding)
    points = None if found is None else _rounded(weight * found / WHOLE, rounding)
    return Averaged(weight, addends, found, points)


def _daily(given: Sequence[MarkGiven], scheme: Scheme) -> Daily:
    merits, demerits = marks.points(given, MarkKind.MERIT), marks.points(given, MarkKind.DEMERIT)
    points = min(max(scheme.daily_base + merits - demerits, Decimal(0)), scheme.daily)
    return Daily(scheme.daily, scheme.daily_base, merits, demerits, points)


def _standing(assessed: Assessed) -> tuple[bool, int, str]:
    """By rank; those without one last."""
    return assessed.rank is None, assessed.rank or 0, assessed.year.project


def _charged(
    projects: Sequence[Assessed], in_charge: Callable[[MonthCard], str], scheme: Scheme, rounding: Decimal
) -> tuple[Charged, ...]:
    """Everybody who was in charge of a project when a card of the year was issued."""
    held: dict[str, list[tuple[Assessed, int]]] = {}
    for assessed in projects:
        for name, cards in Counter(map(in_charge, assessed.year.cards)).items():
            held.setdefault(name, []).append((assessed, cards))
    found = {name: charged for name, theirs in held.items() if (charged := _charge(name, theirs, scheme, rounding))}
    ranks = ranked({name: charged.total for name, charged in found.items()})
    everyone = [replace(charged, rank=ranks[name]) for name, charged in found.items()]
    return tuple(sorted(everyone, key=lambda charged: (charged.rank, charged.name)))


def _charge(name: str, theirs: Sequence[tuple[Assessed, int]], scheme: Scheme, rounding: Decimal) -> Charged | None:
    """The weighted mean of the projects in somebody's charge; none where none of them has a total."""
    totals = {assessed.year.project: assessed.total for assessed, _ in theirs if assessed.total is not None}
    counted = [(assessed.year, cards) for assessed, cards in theirs if assessed.year.project in totals]
    if not counted:
        return None
    basis = _basis([year.target for year, _ in counted], scheme)
    shares = []
    for year, cards in sorted(counted, key=lambda pair: pair[0].project):
        whole = year.target if basis is Basis.INVESTMENT and year.target is not None else Decimal(1)
        weight = _rounded(whole * cards / len(year.cards), SHARE_PLACES)
        shares.append(Share(year.project, year.name, totals[year.project], year.target, cards, len(year.cards), weight))
    weight = sum((share.weight for share in shares), Decimal(0))
    product = sum((share.product for share in shares), Decimal(0))
    return Charged(name, basis, tuple(shares), weight, product, _rounded(product / weight, rounding), rank=1)


def _basis(targets: Sequence[Decimal | None], scheme: Scheme) -> Basis:
    if scheme.by == "equal":
        return Basis.EQUAL
    known = [target for target in targets if target is not None]
    return Basis.INVESTMENT if len(known) == len(targets) and any(known) else Basis.TARGETS_UNKNOWN


def _rounded(figure: Decimal, place: Decimal) -> Decimal:
    return figure.quantize(place, ROUND_HALF_UP)
