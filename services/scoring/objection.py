"""An objection to a card: raised while no other is open against it, decided once, by somebody else than the objector.

What an upheld objection does to its card is not decided here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from shared.catalogue.scoring import ObjectionDecided, ObjectionRaised
from shared.catalogue.values import Month, last_day
from shared.days import check_begun, check_order
from shared.deciding import Refused

ObjectionFact = ObjectionRaised | ObjectionDecided


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection is open until it is decided."""

    project: str
    month: Month
    raised_by: str
    raised_on: date
    decided_on: date | None = None


def decide(
    objections: Mapping[str, Objection],
    issued: Collection[tuple[str, Month]],
    proposal: ObjectionFact,
    current: Month,
) -> list[ObjectionFact]:
    """Accept an objection to a card that was issued, or its decision, or refuse with the rule it breaks."""
    match proposal:
        case ObjectionRaised():
            _check_raised(objections, issued, proposal, current)
        case ObjectionDecided():
            _check_decided(objections.get(proposal.objection), proposal, current)
    return [proposal]


def evolve(objection: Objection | None, fact: ObjectionFact) -> Objection:
    """The objection after it was raised or decided."""
    match fact:
        case ObjectionRaised():
            return Objection(fact.project, fact.month, fact.raised_by, fact.raised_on)
        case ObjectionDecided():
            assert objection is not None, "the log never holds the decision of an objection that was not raised"
            return replace(objection, decided_on=fact.decided_on)


def _check_raised(
    objections: Mapping[str, Objection],
    issued: Collection[tuple[str, Month]],
    proposal: ObjectionRaised,
    current: Month,
) -> None:
    if proposal.objection in objections:
        rule = "an objection of this id was raised before: use a new id"
        raise Refused("objection-exists", "data.objection", proposal.objection, rule)
    card = (proposal.project, proposal.month)
    if card not in issued:
        rule = f"no card of {proposal.project} was issued for this month: an objection is to a card"
        raise Refused("no-card", "data.month", proposal.month, rule)
    if any((other.project, other.month) == card and other.decided_on is None for other in objections.values()):
        rule = "an objection to this card is open: wait until it is decided"
        raise Refused("objection-open", "data.month", proposal.month, rule)
    check_begun(current, "data.raised_on", proposal.raised_on)
    check_order("data.raised_on", proposal.raised_on, "the month was over", last_day(proposal.month))


def _check_decided(objection: Objection | None, proposal: ObjectionDecided, current: Month) -> None:
    if objection is None:
        rule = "no objection of this id was raised: send objection-raised first"
        raise Refused("unknown-objection", "data.objection", proposal.objection, rule)
    if objection.decided_on:
        rule = f"it was decided on {objection.decided_on}"
        raise Refused("already-decided", "data.objection", proposal.objection, rule)
    if proposal.decided_by == objection.raised_by:
        rule = "whoever raised an objection cannot decide it"
        raise Refused("own-work", "data.decided_by", proposal.decided_by, rule)
    check_begun(current, "data.decided_on", proposal.decided_on)
    check_order("data.decided_on", proposal.decided_on, "it was raised", objection.raised_on)
