"""An exemption: approved by somebody who neither asked nor is in charge, for its days and effects, and ended once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.escalation.case import Case, known
from shared.catalogue.escalation import ExemptionEnded, ExemptionGranted
from shared.catalogue.values import Month
from shared.days import check_begun, check_order
from shared.deciding import Refused

ExemptionFact = ExemptionGranted | ExemptionEnded


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exemption holds from its first day to its last, or to the day on which it was ended."""

    project: str
    from_on: date
    until: date
    ended_on: date | None = None


def decide(
    exemptions: Mapping[str, Exemption], cases: Mapping[str, Case], proposal: ExemptionFact, current: Month
) -> list[ExemptionFact]:
    """Accept an exemption or its end, or refuse with the rule it breaks."""
    match proposal:
        case ExemptionGranted():
            if proposal.exemption in exemptions:
                rule = "an exemption of this id was granted before: use a new id"
                raise Refused("exemption-exists", "data.exemption", proposal.exemption, rule)
            people = known(cases, proposal.project).charge.people
            if proposal.approver in (proposal.requested_by, *people):
                rule = "whoever asked for an exemption or is in charge of the project cannot approve it"
                raise Refused("own-work", "data.approver", proposal.approver, rule)
            check_order("data.until", proposal.until, "it begins", proposal.from_on)
            check_begun(current, "data.approved_on", proposal.approved_on)
        case ExemptionEnded():
            _check_end(exemptions.get(proposal.exemption), proposal)
    return [proposal]


def evolve(exemption: Exemption | None, fact: ExemptionFact) -> Exemption:
    """The exemption after it was granted or ended."""
    match fact:
        case ExemptionGranted():
            return Exemption(fact.project, fact.from_on, fact.until)
        case ExemptionEnded():
            assert exemption is not None, "the log never holds the end of an exemption that was not granted"
            return replace(exemption, ended_on=fact.ended_on)


def _check_end(exemption: Exemption | None, proposal: ExemptionEnded) -> None:
    if exemption is None:
        rule = "no exemption of this id was granted: send exemption-granted first"
        raise Refused("unknown-exemption", "data.exemption", proposal.exemption, rule)
    if exemption.ended_on:
        raise Refused("already-ended", "data.exemption", proposal.exemption, f"it was ended on {exemption.ended_on}")
    check_order("data.ended_on", proposal.ended_on, "it begins", exemption.from_on)
    if proposal.ended_on > exemption.until:
        rule = f"not after its last day, {exemption.until}: an end can only shorten it"
        raise Refused("date-order", "data.ended_on", proposal.ended_on.isoformat(), rule)
