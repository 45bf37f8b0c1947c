"""Concealment: confirmed by a named person, once for each project and month, after the unit was heard.

What looks like it is only ever suspected by the system; nobody confirms it who is in charge of the project, or who was
heard about it.
"""

from collections.abc import Mapping
from datetime import date

from services.escalation.case import Case, known
from shared.catalogue.escalation import ConcealmentConfirmed
from shared.catalogue.values import Month
from shared.days import check_begun, check_month_begun, check_order
from shared.deciding import Refused

Confirmed = tuple[str, Month]
"""What is confirmed once: that a project's report of a month concealed something."""


def decide(
    confirmed: Mapping[Confirmed, date], cases: Mapping[str, Case], proposal: ConcealmentConfirmed, current: Month
) -> list[ConcealmentConfirmed]:
    """Accept that concealment was confirmed, or refuse with the rule it breaks."""
    charge = known(cases, proposal.project).charge
    check_month_begun(current, proposal.month, "data.month", proposal.month)
    if before := confirmed.get(of(proposal)):
        rule = f"it was confirmed on {before}: a month's concealment is confirmed once"
        raise Refused("already-confirmed", "data.month", proposal.month, rule)
    if proposal.confirmed_by in (charge.responsible_unit, charge.lead_official, proposal.heard):
        rule = "concealment is confirmed by somebody who neither is in charge of the project nor was heard about it"
        raise Refused("own-work", "data.confirmed_by", proposal.confirmed_by, rule)
    check_begun(current, "data.confirmed_on", proposal.confirmed_on)
    check_order("data.confirmed_on", proposal.confirmed_on, "they were heard", proposal.heard_on)
    return [proposal]


def of(fact: ConcealmentConfirmed) -> Confirmed:
    """What a fact confirms."""
    return fact.project, fact.month
