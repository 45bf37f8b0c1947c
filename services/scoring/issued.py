"""A month whose cards were issued, as far as objections and overrides ask for it."""

from dataclasses import dataclass, field
from datetime import date

from shared.catalogue.values import Card, Month
from shared.deciding import Refused


@dataclass(slots=True)
class IssuedMonth:
    """The cards of a month as they were decided, and until when objections to them are heard."""

    cards: dict[str, Card] = field(default_factory=dict)
    """By project."""
    until: date | None = None
    """The last day for objections."""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is in charge of a project: nobody judges what is their own."""

    responsible_unit: str
    lead_official: str

    def check_not(self, field: str, person: str) -> None:
        """Refuse somebody who is in charge."""
        if person in (self.responsible_unit, self.lead_official):
            raise Refused("own-work", field, person, "whoever is in charge of a project does not judge its card")


def no_card(project: str, month: Month) -> Refused:
    """The refusal of what is said of a card that there is not."""
    return Refused("no-card", "data.month", month, f"no card of {project} was issued for this month")
