"""What scoring's door decides on: adopted books, issued cards, objections; and which decider judges which proposal."""

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field

from services.scoring import adoption, objection, rulebook
from services.scoring.objection import Objection
from services.scoring.rulebook import Rulebook
from shared.catalogue import Fact
from shared.catalogue.intake import ContestOpened, MonthOpened
from shared.catalogue.scoring import CardIssued, ObjectionDecided, ObjectionRaised, RulebookAdopted
from shared.catalogue.values import Month
from shared.days import opened


@dataclass(slots=True)
class Proposals:
    """The state that proposals are judged on."""

    month: Month | None = None
    """The month that has begun last."""
    books: MutableMapping[str, Rulebook] = field(default_factory=dict)
    """Adopted editions."""
    issued: set[tuple[str, Month]] = field(default_factory=set)
    """Every card, by project and month."""
    objections: MutableMapping[str, Objection] = field(default_factory=dict)

    def draft(self) -> "Proposals":
        """A copy on which a batch is tried out: what is decided on it leaves this one as it is."""
        return Proposals(self.month, ChainMap({}, self.books), self.issued, ChainMap({}, self.objections))

    def decide(self, proposal: Fact) -> list[Fact]:
        """The facts that follow from a proposal; raises `Refused`."""
        match proposal:
            case RulebookAdopted():
                return [*adoption.decide(self.books, proposal)]
            case ObjectionRaised() | ObjectionDecided():
                return [*objection.decide(self.objections, self.issued, proposal, opened(self.month))]
        raise TypeError(f"not for scoring to decide: {type(proposal).__name__}")

    def evolve(self, fact: Fact) -> None:
        """Take in a fact; those of others change nothing here."""
        match fact:
            case ContestOpened():
                self.month = fact.first_month
            case MonthOpened():
                self.month = fact.month
            case CardIssued():
                self.issued.add((fact.project, fact.month))
            case RulebookAdopted():
                book = rulebook.parse(fact.text)
                self.books[book.edition] = book
            case ObjectionRaised() | ObjectionDecided():
                self.objections[fact.objection] = objection.evolve(self.objections.get(fact.objection), fact)

    def project_of(self, proposal: Fact) -> str | None:
        """The project that a proposal names, or that its objection concerns; a rulebook concerns none."""
        match proposal:
            case ObjectionRaised():
                return proposal.project
            case ObjectionDecided():
                raised = self.objections.get(proposal.objection)
                return raised.project if raised else None
        return None
