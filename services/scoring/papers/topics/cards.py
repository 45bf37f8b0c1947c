"""Cards: as they stand month by month, what was withdrawn and overridden, and the objections to them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from services.scoring import rulebook
from services.scoring.papers.topics.calendar import Calendar
from services.scoring.papers.values import Because, Reason, Why
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.scoring import (
    CardIssued,
    CardOverridden,
    CardsFinalised,
    CardWithdrawn,
    ObjectionDecided,
    ObjectionRaised,
    RulebookAdopted,
)
from shared.catalogue.values import Card, Month, month_after


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept of a card for the papers of later months."""

    card: Card
    score: Decimal | None
    rank: int
    category_rank: int


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection to a card, and its decision once there is one."""

    raised: ObjectionRaised
    decided: ObjectionDecided | None
    told_in: Month
    """The month in whose bulletin the last word on it stands."""


@dataclass(frozen=True, slots=True)
class Overridden:
    """A card that a leader put beside a computed one."""

    fact: CardOverridden
    told_in: Month
    """The month in whose bulletin it stands, beside the card's own."""


Strip = Mapping[str, Standing]


@dataclass(slots=True)
class Cards:
    """Every card that stands. It is kept whole until the next month's cards are final."""

    whole: dict[Month, dict[str, CardIssued]] = field(default_factory=dict)
    standing: dict[Month, dict[str, Standing]] = field(default_factory=dict)
    withdrawn: dict[tuple[str, Month], CardWithdrawn] = field(default_factory=dict)
    """By objection and month: the card of the month after can be withdrawn for the same one."""
    overridden: dict[tuple[Month, str], Overridden] = field(default_factory=dict)
    """The last override of a card; those before it stay on the log."""
    objections: dict[str, Objected] = field(default_factory=dict)
    _rests_on: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """What the rules of each book rest on, by the digest of its text."""

    def evolve(self, fact: Fact, calendar: Calendar) -> None:
        """Take in the next fact."""
        match fact:
            case RulebookAdopted():
                self._rests_on[fact.sha256] = _rests_on(rulebook.parse(fact.text))
            case CardIssued():
                self._issued(fact)
            case CardsFinalised():
                self.whole = {month: cards for month, cards in self.whole.items() if month >= fact.month}
            case CardWithdrawn():
                self.withdrawn[fact.objection, fact.month] = fact
            case CardOverridden():
                self.overridden[fact.month, fact.project] = Overridden(fact, calendar.bulletin)
            case ObjectionRaised():
                self.objections[fact.objection] = Objected(fact, None, calendar.bulletin)
            case ObjectionDecided():
                raised = self.objections[fact.objection].raised
                self.objections[fact.objection] = Objected(raised, fact, calendar.bulletin)

    def of(self, month: Month) -> Mapping[str, CardIssued]:
        """The whole cards of a month, by project; none of a month whose successor is final."""
        return self.whole.get(month, {})

    def strip(self, month: Month) -> Strip:
        """What is kept of a month's cards, by project."""
        return self.standing.get(month, {})

    def last_month(self) -> Month | None:
        """The last month that has cards."""
        return max(self.standing, default=None)

    def months(self, until: Month) -> tuple[Month, ...]:
        """The months of a year that have cards, up to one of them."""
        return tuple(sorted(month for month in self.standing if until[:4] <= month <= until))

    def counted(self, month: Month) -> Mapping[Card, int]:
        """Cards of a month by colour."""
        counts = Counter(one.card for one in self.strip(month).values())
        return {card: counts[card] for card in Card}

    def streak(self, project: str, card: Card, month: Month) -> int:
        """Months running, up to this one, in which a project had a card of this colour."""
        count = 0
        while (one := self.strip(month_after(month, -count)).get(project)) and one.card == card:
            count += 1
        return count

    def objected(self, month: Month) -> list[Objected]:
        """Objections that a month's bulletin tells: to its cards, decided since the last one, or still open."""
        return [
            told
            for _, told in sorted(self.objections.items())
            if month in (told.raised.month, told.told_in) or (told.raised.month < month and told.decided is None)
        ]

    def overrides(self, month: Month) -> list[CardOverridden]:
        """Overrides that a month's bulletin tells: of its cards, and those made since the one before."""
        return [told.fact for _, told in sorted(self.overridden.items()) if month in (told.fact.month, told.told_in)]

    def _issued(self, card: CardIssued) -> None:
        self.whole.setdefault(card.month, {})[card.project] = card
        kept = Standing(card.card, card.score, card.rank, card.category_rank)
        self.standing.setdefault(card.month, {})[card.project] = kept

    def why(self, card: CardIssued) -> Why:
        """Rules first, vetoes before caps before lights; then the points lost, most first."""
        rests_on = self._rests_on.get(card.rulebook_sha256, {})
        spoke = ((Because.VETO, card.vetoes), (Because.CAP, card.caps), (Because.LIGHT, card.lights))
        rules = [
            Reason(because, finding.rule, rests_on.get(finding.rule), None)
            for because, findings in spoke
            for finding in findings
            if finding.card != Card.BLUE
        ]
        lost = [Reason(Because.POINTS, one.indicator, one.indicator, one.maximum - one.points) for one in card.points]
        lost = sorted((one for one in lost if one.lost), key=lambda one: -(one.lost or 0))
        return Why((*rules, *lost), {told.indicator: told.value for told in card.inputs})


def _rests_on(book: Rulebook) -> dict[str, str]:
    """Rules and lights to the indicators that they rest on."""
    bounds = {bound.rule: bound.when.indicator for bound in (*book.veto, *book.cap)}
    return bounds | {light.name: light.indicator for light in book.light}
