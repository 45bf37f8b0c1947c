"""Concealment: suspected by the system, confirmed or dismissed by a named person, after the unit was heard.

    finding.made: concealing ──► suspicion, as of a month ──► dismissed
                                           │
        concealment.confirmed ─────────────┴──► confirmed, for the month whose report concealed something

Nobody decides it who is in charge of the project, who was in the month concerned, or who was heard about it. People may
confirm what the system never suspected; only a suspicion can be dismissed. A confirmation answers the suspicions of its
month and of later ones that stand on the log by then: what is told of a month is found out later.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from services.escalation.case import Case, known
from services.escalation.dossier import Charge
from shared.catalogue.escalation import ConcealmentConfirmed, ConcealmentDismissed, Fault, FindingMade
from shared.catalogue.intake import InspectionHeld, ProjectAssigned
from shared.catalogue.values import Month, month_of
from shared.days import check_begun, check_month_begun, check_order
from shared.deciding import Refused

ConcealmentFact = ConcealmentConfirmed | ConcealmentDismissed
Confirmed = tuple[str, Month]
"""What is confirmed once: that a project's report of a month concealed something."""
BEGINNING = Month("")
"""Since when the first are in charge: it sorts before every month."""


class Suspicion(NamedTuple):
    """A finding of the system, and what people made of it."""

    month: Month
    answered_on: date | None = None
    dismissed: bool = False


class Tenure(NamedTuple):
    """The months in which somebody was in charge of a project: from the day told until the log said otherwise."""

    name: str
    first: Month
    last: Month | None = None


@dataclass(slots=True)
class Concealments:
    """What decisions about concealment are judged on, besides who is in charge now."""

    confirmed: MutableMapping[Confirmed, date] = field(default_factory=dict)
    suspicions: MutableMapping[str, tuple[Suspicion, ...]] = field(default_factory=dict)
    """By project."""
    inspections: MutableMapping[str, str] = field(default_factory=dict)
    """The project of every inspection that was held."""
    tenures: MutableMapping[str, tuple[Tenure, ...]] = field(default_factory=dict)
    """Of the projects that changed hands."""

    def draft(self) -> "Concealments":
        """A copy on which a batch is tried out: what is decided on it leaves this one as it is."""
        return Concealments(ChainMap({}, self.confirmed), ChainMap({}, self.suspicions), self.inspections, self.tenures)

    def evolve(self, fact: ConcealmentFact | FindingMade | InspectionHeld) -> None:
        """Take in a finding, what was decided on it, or an inspection."""
        match fact:
            case FindingMade():
                if fact.fault == Fault.CONCEALING:
                    self.suspicions[fact.project] = (*self._suspicions(fact.project), Suspicion(fact.month))
            case InspectionHeld():
                self.inspections[fact.inspection] = fact.project
            case ConcealmentConfirmed():
                self.confirmed[fact.project, fact.month] = fact.confirmed_on
                months = {one.month for one in self._suspicions(fact.project) if one.month >= fact.month}
                self._answer(fact.project, months, fact.confirmed_on, dismissed=False)
            case ConcealmentDismissed():
                self._answer(fact.project, {fact.month}, fact.dismissed_on, dismissed=True)

    def assign(self, before: Charge, fact: ProjectAssigned, month: Month) -> None:
        """Take in that others are in charge; `before` says who was until then, `month` is the one begun last."""
        tenures = [*self.tenures.get(fact.project, ())]
        for leaving, coming in (
            (before.responsible_unit, fact.responsible_unit),
            (before.lead_official, fact.lead_official),
        ):
            if coming is not None and coming != leaving:
                held = next((one for one in tenures if one.name == leaving and one.last is None), None)
                tenures = [one for one in tenures if one is not held]
                tenures.append(Tenure(leaving, held.first if held else BEGINNING, month))
                tenures.append(Tenure(coming, month_of(fact.assigned_on)))
        if tenures:
            self.tenures[fact.project] = tuple(tenures)

    def suspicion(self, project: str, month: Month) -> Suspicion | None:
        """What is suspected of a project as of a month."""
        return next((one for one in self._suspicions(project) if one.month == month), None)

    def in_charge(self, project: str, month: Month) -> Iterator[str]:
        """Those of a project that changed hands who were in charge of it in a month."""
        for tenure in self.tenures.get(project, ()):
            if tenure.first <= month <= (tenure.last or month):
                yield tenure.name

    def _suspicions(self, project: str) -> tuple[Suspicion, ...]:
        return self.suspicions.get(project, ())

    def _answer(self, project: str, months: Set[Month], on: date, *, dismissed: bool) -> None:
        self.suspicions[project] = tuple(
            Suspicion(one.month, on, dismissed) if one.month in months and one.answered_on is None else one
            for one in self._suspicions(project)
        )


def decide(
    concealments: Concealments, cases: Mapping[str, Case], proposal: ConcealmentFact, current: Month
) -> list[ConcealmentFact]:
    """Accept that concealment was confirmed or dismissed, or refuse with the rule it breaks."""
    charge = known(cases, proposal.project).charge
    check_month_begun(current, proposal.month, "data.month", proposal.month)
    _check_undecided(concealments, proposal)
    match proposal:
        case ConcealmentConfirmed():
            what, decider, decided_on = "confirmed", proposal.confirmed_by, proposal.confirmed_on
            _check_inspection(concealments, proposal)
        case ConcealmentDismissed():
            what, decider, decided_on = "dismissed", proposal.dismissed_by, proposal.dismissed_on
    then = concealments.in_charge(proposal.project, proposal.month)
    if decider in (charge.responsible_unit, charge.lead_official, proposal.heard, *then):
        rule = (
            f"concealment is {what} by somebody who neither is in charge of the project, nor was in that month, "
            "nor was heard about it"
        )
        raise Refused("own-work", f"data.{what}_by", decider, rule)
    check_begun(current, f"data.{what}_on", decided_on)
    check_order(f"data.{what}_on", decided_on, "they were heard", proposal.heard_on)
    return [proposal]


def _check_undecided(concealments: Concealments, proposal: ConcealmentFact) -> None:
    """A month is decided once; a suspicion too, though it may be confirmed for the month of an earlier report."""
    suspicion = concealments.suspicion(proposal.project, proposal.month)
    if before := concealments.confirmed.get((proposal.project, proposal.month)):
        rule = f"it was confirmed on {before}: a month's concealment is confirmed once"
        raise Refused("already-confirmed", "data.month", proposal.month, rule)
    if suspicion and suspicion.dismissed:
        rule = f"it was dismissed on {suspicion.answered_on}: a month's concealment is decided once"
        raise Refused("already-dismissed", "data.month", proposal.month, rule)
    if isinstance(proposal, ConcealmentConfirmed):
        return
    if suspicion is None:
        rule = "nothing is suspected as of this month: a dismissal names the month of a finding of concealing"
        raise Refused("not-suspected", "data.month", proposal.month, rule)
    if suspicion.answered_on:
        rule = f"it was confirmed on {suspicion.answered_on}, for the month of an earlier report"
        raise Refused("already-confirmed", "data.month", proposal.month, rule)


def _check_inspection(concealments: Concealments, proposal: ConcealmentConfirmed) -> None:
    named = proposal.inspection
    if named is not None and concealments.inspections.get(named) != proposal.project:
        rule = "no inspection of this id was held of this project: send inspection-held first, or name none"
        raise Refused("unknown-inspection", "data.inspection", named, rule)
