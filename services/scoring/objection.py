"""An objection to a card: raised in time, while no other is open against it, and decided once, by somebody else.

Somebody else is neither the objector nor whoever is in charge of the project. What an upheld objection does to its
card follows in `services/scoring/contest.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.scoring.issued import Charge, IssuedMonth, no_card
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


Objections = Mapping[str, Objection]
"""By id."""


def raise_one(
    objections: Objections, months: Mapping[Month, IssuedMonth], proposal: ObjectionRaised, current: Month
) -> list[ObjectionRaised]:
    """Accept an objection to a card while the time for it lasts, or refuse with the rule it breaks."""
    if proposal.objection in objections:
        rule = "an objection of this id was raised before: use a new id"
        raise Refused("objection-exists", "data.objection", proposal.objection, rule)
    issued = months.get(proposal.month)
    if issued is None and months and proposal.month < min(months):
        raise _too_late("data.month", proposal.month, None)
    if issued is None or proposal.project not in issued.cards:
        raise no_card(proposal.project, proposal.month)
    if any(_is_open_on(other, proposal) for other in objections.values()):
        rule = "an objection to this card is open: wait until it is decided"
        raise Refused("objection-open", "data.month", proposal.month, rule)
    if issued.final:
        raise _too_late("data.month", proposal.month, issued.until)
    check_begun(current, "data.raised_on", proposal.raised_on)
    if issued.until and proposal.raised_on > issued.until:
        raise _too_late("data.raised_on", proposal.raised_on.isoformat(), issued.until)
    check_order("data.raised_on", proposal.raised_on, "the month was over", last_day(proposal.month))
    return [proposal]


def decide(
    objections: Objections, charges: Mapping[str, Charge], proposal: ObjectionDecided, current: Month
) -> list[ObjectionDecided]:
    """Accept the decision of an objection, or refuse with the rule it breaks."""
    objection = objections.get(proposal.objection)
    if objection is None:
        rule = "no objection of this id was raised: send objection-raised first"
        raise Refused("unknown-objection", "data.objection", proposal.objection, rule)
    if objection.decided_on:
        rule = f"it was decided on {objection.decided_on}"
        raise Refused("already-decided", "data.objection", proposal.objection, rule)
    if proposal.decided_by == objection.raised_by:
        rule = "whoever raised an objection cannot decide it"
        raise Refused("own-work", "data.decided_by", proposal.decided_by, rule)
    charges[objection.project].check_not("data.decided_by", proposal.decided_by)
    check_begun(current, "data.decided_on", proposal.decided_on)
    check_order("data.decided_on", proposal.decided_on, "it was raised", objection.raised_on)
    return [proposal]


def evolve(objection: Objection | None, fact: ObjectionFact) -> Objection:
    """The objection after it was raised or decided."""
    match fact:
        case ObjectionRaised():
            return Objection(fact.project, fact.month, fact.raised_by, fact.raised_on)
        case ObjectionDecided():
            assert objection is not None, "the log never holds the decision of an objection that was not raised"
            return replace(objection, decided_on=fact.decided_on)


def _is_open_on(other: Objection, proposal: ObjectionRaised) -> bool:
    return (other.project, other.month, other.decided_on) == (proposal.project, proposal.month, None)


def _too_late(field: str, value: str, until: date | None) -> Refused:
    ended = f"objections to it were heard until {until}" if until else "the time for objections to it is over"
    return Refused("objection-too-late", field, value, f"{ended}: its card is final")
