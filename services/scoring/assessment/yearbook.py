"""The yearbook: what every year's assessment is made of, folded from the log.

A year is assessed by the book that decided the cards of its last month. Of each month the card that stands counts: one
that was withdrawn does not, the one reissued for it does, and it still belongs to those who were in charge when the
month's card was first issued.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.scoring import assessment, rulebook
from services.scoring.assessment import Assessment, MonthCard, Toured, Year
from services.scoring.assessment.marks import Marks
from services.scoring.assessment.tours import Tours
from services.scoring.rulebook import Assessment as Scheme
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.intake import (
    ContestOpened,
    MonthOpened,
    PlanRevised,
    ProjectAssigned,
    ProjectRegistered,
    TargetSet,
)
from shared.catalogue.scoring import (
    CardIssued,
    CardsFinalised,
    CardWithdrawn,
    ObjectionDecided,
    ObjectionRaised,
    RulebookAdopted,
)
from shared.catalogue.values import Card, Month

HUNDREDTH = Decimal("0.01")


@dataclass(slots=True)
class _MonthCard:
    """A month's card as it stands; none where it was withdrawn and nothing reissued yet."""

    responsible_unit: str
    lead_official: str
    card: Card | None = None
    score: Decimal | None = None
    book: str = ""
    """Digest of the book that decided it."""


@dataclass(slots=True)
class _Project:
    """A project as the yearbook knows it."""

    registered: ProjectRegistered
    responsible_unit: str
    lead_official: str
    planned: dict[int, Decimal | None]
    """Annual target as last planned, by the year in which the plan was told."""
    targets: dict[int, Decimal] = field(default_factory=dict)
    """Targets that were set for a year; they go before the plan's own."""
    cards: dict[Month, _MonthCard] = field(default_factory=dict)

    def target(self, year: int) -> Decimal | None:
        if year in self.targets:
            return self.targets[year]
        told = max((told for told in self.planned if told <= year), default=None)
        return None if told is None else self.planned[told]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A year's assessment, and what it rests on."""

    year: int
    months: tuple[Month, ...]
    """Months with cards."""
    provisional: tuple[Month, ...]
    """Those of them whose cards are not final yet."""
    edition: str
    """Edition of the book of the last of these months."""
    scheme: Scheme | None
    rounding: Decimal
    assessment: Assessment | None
    """None where that book knows no assessment."""


class Yearbook:
    """Takes in the log, fact by fact, and reckons years."""

    def __init__(self) -> None:
        self.tours = Tours()
        self._marks = Marks()
        self._contest: ContestOpened | None = None
        self._month = Month("")
        """The month that began last."""
        self._projects: dict[str, _Project] = {}
        self._book: Rulebook | None = None
        """The book in force."""
        self._books: dict[str, Rulebook] = {}
        """All that were, by the digest of their text."""
        self._final: set[Month] = set()
        self._objections: dict[str, ObjectionRaised] = {}
        """Those that are not decided yet."""

    def evolve(self, fact: Fact) -> None:
        """Take in the next fact of the log."""
        self.tours.evolve(fact)
        self._marks.evolve(fact)
        match fact:
            case ContestOpened():
                self._contest, self._month = fact, fact.first_month
            case MonthOpened():
                self._month = fact.month
            case ProjectRegistered():
                planned = {self._year: fact.annual_target}
                self._projects[fact.project] = _Project(fact, fact.responsible_unit, fact.lead_official, planned)
            case ProjectAssigned():
                project = self._projects[fact.project]
                project.responsible_unit = fact.responsible_unit or project.responsible_unit
                project.lead_official = fact.lead_official or project.lead_official
            case TargetSet():
                self._projects[fact.project].targets[fact.year] = fact.annual_target
            case PlanRevised():
                self._revise(fact)
            case RulebookAdopted():
                self._book = self._books[fact.sha256] = rulebook.parse(fact.text)
            case CardIssued():
                self._issue(fact)
            case CardWithdrawn():
                withdrawn = self._projects[fact.project].cards[fact.month]
                withdrawn.card = withdrawn.score = None
            case CardsFinalised():
                self._final.add(fact.month)
            case ObjectionRaised():
                self._objections[fact.objection] = fact
            case ObjectionDecided():
                del self._objections[fact.objection]

    def reckon(self, year: int) -> Reckoning | None:
        """The assessment of a year as far as it is known; none while it has no card."""
        cards = {
            month: card
            for project in self._projects.values()
            for month, card in project.cards.items()
            if month.startswith(f"{year}-") and card.card is not None
        }
        if not cards:
            return None
        months = tuple(sorted(cards))
        book = self._books[cards[months[-1]].book]
        scheme = book.assessment
        return Reckoning(
            year=year,
            months=months,
            provisional=tuple(month for month in months if month not in self._final),
            edition=book.edition,
            scheme=scheme,
            rounding=book.rounding,
            assessment=self._assess(year, months, scheme, book.rounding) if scheme else None,
        )

    @property
    def drop_from(self) -> int | None:
        """From how many scores up a tour drops two, by the book in force; none where it drops none."""
        return self._book.assessment.drop_from if self._book and self._book.assessment else None

    @property
    def rounding(self) -> Decimal:
        """The place to which the book in force rounds."""
        return self._book.rounding if self._book else HUNDREDTH

    @property
    def _year(self) -> int:
        return int(self._month[:4])

    def _revise(self, fact: PlanRevised) -> None:
        """A revision that names a target takes the place of the one that was set for this year."""
        project = self._projects[fact.project]
        project.planned[self._year] = fact.annual_target
        if fact.annual_target is not None:
            project.targets.pop(self._year, None)

    def _issue(self, fact: CardIssued) -> None:
        project = self._projects[fact.project]
        card = project.cards.setdefault(fact.month, _MonthCard(project.responsible_unit, project.lead_official))
        card.card, card.score, card.book = fact.card, _of_hundred(fact), fact.rulebook_sha256

    def _assess(self, year: int, months: tuple[Month, ...], scheme: Scheme, rounding: Decimal) -> Assessment:
        return assessment.assess(self._years(year, months, scheme, rounding), scheme, rounding)

    def _years(self, year: int, months: tuple[Month, ...], scheme: Scheme, rounding: Decimal) -> list[Year]:
        toured = self._toured(year, scheme, rounding)
        found = []
        for name, project in self._projects.items():
            cards = tuple(
                MonthCard(month, card.card, card.score, card.responsible_unit, card.lead_official)
                for month in months
                if (card := project.cards.get(month)) is not None and card.card is not None
            )
            if cards:
                found.append(self._year_of(year, project, cards, toured.get(name, ())))
        return found

    def _year_of(self, year: int, project: _Project, cards: tuple[MonthCard, ...], toured: tuple[Toured, ...]) -> Year:
        registered, contest = project.registered, self._contest
        assert contest is not None, "the log never holds a project before its contest"
        return Year(
            project=registered.project,
            name=registered.name,
            category=registered.category,
            responsible_unit=project.responsible_unit,
            lead_official=project.lead_official,
            # Amounts in different units of money cannot be weighed against each other.
            target=project.target(year) if registered.money_unit is contest.money_unit else None,
            cards=cards,
            contested=tuple(self._contested(registered.project, cards)),
            tours=toured,
            marks=self._marks.of(registered.project, year),
        )

    def _contested(self, project: str, cards: tuple[MonthCard, ...]) -> Iterator[Month]:
        objected = {(raised.project, raised.month) for raised in self._objections.values()}
        return (card.month for card in cards if (project, card.month) in objected)

    def _toured(self, year: int, scheme: Scheme, rounding: Decimal) -> Mapping[str, tuple[Toured, ...]]:
        """By project, the year's tours that visited it."""
        toured: dict[str, tuple[Toured, ...]] = {}
        for tour in self.tours.ended(date(year, 1, 1), date(year, 12, 31)):
            for visit in tour.visits(scheme.drop_from, rounding):
                mine = Toured(tour.listed.tour, tour.listed.name, visit.mean)
                toured[visit.project] = (*toured.get(visit.project, ()), mine)
        return toured


def _of_hundred(card: CardIssued) -> Decimal | None:
    """A card's score; where a book gives another sum of points than 100, in hundredths of that."""
    full = sum((points.maximum for points in card.points), Decimal(0))
    if card.score is None or not full:
        return card.score
    return (card.score * 100 / full).quantize(card.score, ROUND_HALF_UP)
