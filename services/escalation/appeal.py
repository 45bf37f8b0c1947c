"""An appeal: an objection to a step, decided once, by somebody who neither objected nor decided the step.

Nor does anybody decide it who is in charge of the project, or was ordered: others can object in one's stead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from services.escalation.case import Case, known, standing
from shared.catalogue.escalation import AppealDecided, AppealRaised
from shared.catalogue.values import Month
from shared.days import check_begun, check_order
from shared.deciding import Refused

AppealFact = AppealRaised | AppealDecided


class Against(NamedTuple):
    """The step objected to, by its log position: the latest of its kind in the case that stood then."""

    project: str
    position: int


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal is open until it is decided."""

    against: Against
    step_decided_by: str
    raised_by: str
    raised_on: date
    decided_on: date | None = None


def decide(
    appeals: Mapping[str, Appeal], cases: Mapping[str, Case], proposal: AppealFact, current: Month
) -> list[AppealFact]:
    """Accept an appeal or its decision, or refuse with the rule it breaks."""
    match proposal:
        case AppealRaised():
            _check_raised(appeals, cases, proposal, current)
        case AppealDecided():
            _check_decided(appeals.get(proposal.appeal), cases, proposal, current)
    return [proposal]


def evolve(appeal: Appeal | None, cases: Mapping[str, Case], fact: AppealFact) -> Appeal:
    """The appeal after it was raised or decided."""
    match fact:
        case AppealRaised():
            step = standing(cases[fact.project], fact.case, fact.step)
            return Appeal(Against(fact.project, step.position), step.decided_by, fact.raised_by, fact.raised_on)
        case AppealDecided():
            assert appeal is not None, "the log never holds the decision of an appeal that was not raised"
            return replace(appeal, decided_on=fact.decided_on)


def _check_raised(
    appeals: Mapping[str, Appeal], cases: Mapping[str, Case], proposal: AppealRaised, current: Month
) -> None:
    if proposal.appeal in appeals:
        rule = "an appeal of this id was raised before: use a new id"
        raise Refused("appeal-exists", "data.appeal", proposal.appeal, rule)
    step = standing(known(cases, proposal.project), proposal.case, proposal.step)
    against = Against(proposal.project, step.position)
    if any(other.against == against and other.decided_on is None for other in appeals.values()):
        rule = "an appeal against this step is open: wait until it is decided"
        raise Refused("appeal-open", "data.step", proposal.step, rule)
    check_begun(current, "data.raised_on", proposal.raised_on)
    check_order("data.raised_on", proposal.raised_on, "the step", step.issued_on)


def _check_decided(appeal: Appeal | None, cases: Mapping[str, Case], proposal: AppealDecided, current: Month) -> None:
    if appeal is None:
        rule = "no appeal of this id was raised: send appeal-raised first"
        raise Refused("unknown-appeal", "data.appeal", proposal.appeal, rule)
    if appeal.decided_on:
        raise Refused("already-decided", "data.appeal", proposal.appeal, f"it was decided on {appeal.decided_on}")
    case = cases[appeal.against.project]
    owed_by = case.steps[appeal.against.position].owed_by
    if proposal.decided_by in (appeal.raised_by, appeal.step_decided_by, owed_by, *case.charge.people):
        who = "neither raised it, nor decided the step, nor is in charge of the project"
        rule = f"an appeal is decided by somebody who {who}"
        raise Refused("own-work", "data.decided_by", proposal.decided_by, rule)
    check_begun(current, "data.decided_on", proposal.decided_on)
    check_order("data.decided_on", proposal.decided_on, "it was raised", appeal.raised_on)
