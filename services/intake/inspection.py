"""An inspection of a project: announced or not, held once, with what was measured and found on site."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.intake.calendar import Calendar, check_day, check_month, opened
from services.intake.project import Project, check_unit, registered
from shared.catalogue.intake import InspectionAnnounced, InspectionHeld
from shared.days import check_order
from shared.deciding import Refused

InspectionFact = InspectionAnnounced | InspectionHeld


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection that was announced, or held, or both."""

    project: str
    announced_on: date | None = None
    held_on: date | None = None


def decide(
    inspection: Inspection | None,
    proposal: InspectionFact,
    projects: Mapping[str, Project],
    calendar: Calendar | None,
) -> list[InspectionFact]:
    """Accept what is said of an inspection, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    project = registered(projects, proposal.project)
    match proposal:
        case InspectionAnnounced():
            _check_announcement(inspection, proposal, calendar)
        case InspectionHeld():
            _check_visit(inspection, proposal, project, calendar)
    return [proposal]


def evolve(inspection: Inspection | None, fact: InspectionFact) -> Inspection:
    """The inspection after a fact."""
    known = inspection or Inspection(fact.project)
    match fact:
        case InspectionAnnounced():
            return replace(known, announced_on=fact.announced_on)
        case InspectionHeld():
            return replace(known, held_on=fact.inspected_on)


def _check_announcement(inspection: Inspection | None, proposal: InspectionAnnounced, calendar: Calendar) -> None:
    if inspection and inspection.announced_on:
        raise Refused(
            "already-announced",
            "data.inspection",
            proposal.inspection,
            f"it was announced on {inspection.announced_on}: announce another visit under a new id",
        )
    _check_not_held(inspection, proposal.inspection)
    check_day(calendar, "data.announced_on", proposal.announced_on)
    check_order("data.planned_on", proposal.planned_on, "it was announced", proposal.announced_on)


def _check_visit(inspection: Inspection | None, proposal: InspectionHeld, project: Project, calendar: Calendar) -> None:
    _check_not_held(inspection, proposal.inspection)
    if inspection and proposal.project != inspection.project:
        raise Refused(
            "wrong-project",
            "data.project",
            proposal.project,
            "it was announced for another project: mend one of the ids, or hold another one under a new id",
        )
    check_unit(project, proposal.money_unit)
    check_month(calendar, proposal.month)
    announced_on = inspection.announced_on if inspection else None
    check_day(calendar, "data.inspected_on", proposal.inspected_on, "announced", announced_on)
    for index, blocker in enumerate(proposal.blockers):
        if blocker.since > proposal.inspected_on:
            raise Refused(
                "date-order",
                f"data.blockers.{index}.since",
                blocker.since.isoformat(),
                f"not after it was found, on {proposal.inspected_on}",
            )


def _check_not_held(inspection: Inspection | None, inspection_id: str) -> None:
    if inspection and inspection.held_on:
        raise Refused(
            "already-held",
            "data.inspection",
            inspection_id,
            f"it was held on {inspection.held_on}: use a new id for another visit",
        )
