"""What scoring's door decides on: books, the cards of the months, objections; and which decider judges what."""

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace

from services.scoring import adoption, objection, override, rulebook
from services.scoring.issued import Charge, IssuedMonth
from services.scoring.objection import Objection
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.intake import ContestOpened, MonthOpened, ProjectAssigned, ProjectRegistered
from shared.catalogue.scoring import (
    CardIssued,
    CardOverridden,
    CardsFinalised,
    ObjectionDecided,
    ObjectionRaised,
    RulebookAdopted,
)
from shared.catalogue.values import Card, Month
from shared.days import opened


@dataclass(slots=True)
class Proposals:
    """The state that proposals are judged on."""

    month: Month | None = None
    """The month that has begun last."""
    books: MutableMapping[str, Rulebook] = field(default_factory=dict)
    """Adopted editions, the one in force last."""
    charges: dict[str, Charge] = field(default_factory=dict)
    """Who is in charge, by project."""
    people: dict[Charge, Charge] = field(default_factory=dict)
    """Those in charge of many projects are kept once."""
    months: dict[Month, IssuedMonth] = field(default_factory=dict)
    """The months whose cards are not final, and the latest."""
    objections: MutableMapping[str, Objection] = field(default_factory=dict)
    overrides: MutableMapping[tuple[str, Month], Card] = field(default_factory=dict)

    def draft(self) -> "Proposals":
        """A copy on which a batch is tried out: what is decided on it leaves this one as it is."""
        return replace(
            self,
            books=ChainMap({}, self.books),
            objections=ChainMap({}, self.objections),
            overrides=ChainMap({}, self.overrides),
        )

    def contested(self, month: Month) -> tuple[str, ...]:
        """The projects to whose card of a month an objection is open."""
        open_ones = (one for one in self.objections.values() if one.month == month and one.decided_on is None)
        return tuple(sorted(one.project for one in open_ones))

    def decide(self, proposal: Fact) -> list[Fact]:
        """The facts that follow from a proposal; raises `Refused`."""
        match proposal:
            case RulebookAdopted():
                return [*adoption.decide(self.books, proposal)]
            case ObjectionRaised():
                return [*objection.raise_one(self.objections, self.months, proposal, opened(self.month))]
            case ObjectionDecided():
                return [*objection.decide(self.objections, self.charges, proposal, opened(self.month))]
            case CardOverridden():
                month, charge = opened(self.month), self.charges.get(proposal.project)
                return [*override.decide(self.overrides, self.months, charge, self._book(), proposal, month)]
        raise TypeError(f"not for scoring to decide: {type(proposal).__name__}")

    def evolve(self, fact: Fact) -> None:
        """Take in a fact; those of others change nothing here."""
        match fact:
            case CardIssued():
                self._issue(fact)
            case ProjectRegistered():
                self._charge(fact.project, fact.responsible_unit, fact.lead_official)
            case ProjectAssigned():
                was = self.charges[fact.project]
                unit, official = fact.responsible_unit or was.responsible_unit, fact.lead_official or was.lead_official
                self._charge(fact.project, unit, official)
            case ContestOpened():
                self.month = fact.first_month
            case MonthOpened():
                self.month = fact.month
            case CardsFinalised():
                self._finalise(fact.month)
            case RulebookAdopted():
                book = rulebook.parse(fact.text)
                self.books[book.edition] = book
            case ObjectionRaised() | ObjectionDecided():
                self.objections[fact.objection] = objection.evolve(self.objections.get(fact.objection), fact)
            case CardOverridden():
                self.overrides[fact.project, fact.month] = fact.card

    def project_of(self, proposal: Fact) -> str | None:
        """The project that a proposal names, or that its objection concerns; a rulebook concerns none."""
        match proposal:
            case ObjectionRaised() | CardOverridden():
                return proposal.project
            case ObjectionDecided():
                raised = self.objections.get(proposal.objection)
                return raised.project if raised else None
        return None

    def _charge(self, project: str, unit: str, official: str) -> None:
        charge = Charge(unit, official)
        self.charges[project] = self.people.setdefault(charge, charge)

    def _book(self) -> Rulebook | None:
        return list(self.books.values())[-1] if self.books else None

    def _issue(self, card: CardIssued) -> None:
        """A card that is reissued for a month that was forgotten does not bring it back: its cards stay final."""
        if card.month >= min(self.months, default=card.month):
            issued = self.months.setdefault(card.month, IssuedMonth())
            issued.cards[card.project], issued.until = card.card, card.objections_until

    def _finalise(self, month: Month) -> None:
        """Final cards are kept until later ones are issued."""
        self.months[month].final = True
        latest = max(self.months)
        self.months = {one: issued for one, issued in self.months.items() if not issued.final or one == latest}
