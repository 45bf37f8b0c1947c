"""A project on the list: who is in charge of it, and whether it goes on, stands still, or has left the list.

    active <--> suspended --> withdrawn
      +--> completed, withdrawn

Its plan, its progress and its factors are judged in modules of their own; here is what all of them depend on: the
project is registered, its money is told in one unit, and after its end nothing new is said of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from services.intake import factor, plan, progress
from services.intake.calendar import Calendar, check_day, opened
from services.intake.factor import FactorFact, Guarantee
from services.intake.plan import Plan, PlanFact
from services.intake.progress import Progress, ProgressFact
from services.intake.prospect import Prospect, check_landed
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    MilestoneReached,
    PlanFiled,
    PlanRevised,
    ProgressReported,
    ProjectAssigned,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    ReportCorrected,
    StatisticsEntered,
    TargetSet,
)
from shared.catalogue.values import Factor, Milestone, MoneyUnit
from shared.deciding import Refused

Turn = ProjectSuspended | ProjectResumed | ProjectWithdrawn | ProjectCompleted
ProjectFact = ProjectRegistered | ProjectAssigned | Turn | PlanFact | ProgressFact | FactorFact


class Status(StrEnum):
    """Whether a project goes on; always exactly one of these."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Project:
    """What the door has to know of a project to judge the next message about it."""

    money_unit: MoneyUnit
    responsible_unit: str
    plan: Plan = field(default_factory=Plan)
    progress: Progress = field(default_factory=Progress)
    factors: Mapping[Factor, Guarantee] = field(default_factory=dict)
    status: Status = Status.ACTIVE
    since: date | None = None
    """The day of its last turn; none so far."""
    assigned_on: date | None = None
    """The day from which others are in charge; none where they are those it was registered with."""

    @property
    def ended_on(self) -> date | None:
        """The day on which it left the list; none while it is on it."""
        return self.since if self.status in (Status.WITHDRAWN, Status.COMPLETED) else None


def decide(
    project: Project | None, proposal: ProjectFact, prospects: Mapping[str, Prospect], calendar: Calendar | None
) -> list[ProjectFact]:
    """Accept what is said of a project, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    if isinstance(proposal, ProjectRegistered):
        _check_registration(project, proposal, prospects)
        return [proposal]
    project = _registered(project, proposal.project)
    _check_end(project, proposal)
    if isinstance(
        proposal, ProgressReported | ReportCorrected | TargetSet | PlanFiled | PlanRevised | ProjectCompleted
    ):
        check_unit(project, proposal.money_unit)
    match proposal:
        case ProjectAssigned():
            _check_assignment(project, proposal, calendar)
        case ProjectSuspended() | ProjectResumed() | ProjectWithdrawn() | ProjectCompleted():
            _check_turn(project, proposal, calendar)
        case TargetSet() | PlanFiled() | PlanRevised():
            plan.decide(project.plan, proposal, calendar)
        case ProgressReported() | ReportCorrected() | MilestoneReached() | StatisticsEntered():
            progress.decide(project.progress, proposal, calendar)
        case FactorNeeded() | FactorPending() | FactorBlocked() | FactorGuaranteed():
            factor.decide(project.factors.get(proposal.factor), proposal, calendar)
    return [proposal]


def evolve(project: Project | None, fact: ProjectFact, calendar: Calendar | None) -> Project:
    """The project after a fact."""
    if isinstance(fact, ProjectRegistered):
        needed = dict.fromkeys(fact.factors_needed, Guarantee())
        planned = plan.evolve(Plan(), fact, _year(calendar))
        return Project(fact.money_unit, fact.responsible_unit, planned, factors=needed)
    project = _known(project)
    match fact:
        case ProjectAssigned():
            unit = fact.responsible_unit or project.responsible_unit
            return replace(project, responsible_unit=unit, assigned_on=fact.assigned_on)
        case ProjectSuspended() | ProjectResumed() | ProjectWithdrawn() | ProjectCompleted():
            status, day = _turned(fact)
            return replace(project, status=status, since=day)
        case TargetSet() | PlanFiled() | PlanRevised():
            return replace(project, plan=plan.evolve(project.plan, fact, _year(calendar)))
        case ProgressReported() | ReportCorrected() | MilestoneReached() | StatisticsEntered():
            return replace(project, progress=progress.evolve(project.progress, fact))
        case FactorNeeded() | FactorPending() | FactorBlocked() | FactorGuaranteed():
            guarantee = factor.evolve(project.factors.get(fact.factor), fact)
            return replace(project, factors={**project.factors, fact.factor: guarantee})


def registered(projects: Mapping[str, Project], project: str) -> Project:
    """The project of this id; refuses where there is none."""
    return _registered(projects.get(project), project)


def check_unit(project: Project, unit: MoneyUnit) -> None:
    """Refuse amounts in another unit than the project's."""
    if unit != project.money_unit:
        raise Refused(
            "wrong-unit",
            "data.money_unit",
            unit,
            f"this project's money is told in {project.money_unit}: convert and resend",
        )


def _registered(project: Project | None, project_id: str) -> Project:
    if project is None:
        raise Refused(
            "unknown-project",
            "data.project",
            project_id,
            "no project of this id is registered: send project-registered first",
        )
    return project


def _year(calendar: Calendar | None) -> int:
    return int(opened(calendar).current[:4])


def _known(project: Project | None) -> Project:
    assert project is not None, "the log never holds a fact about a project before its registration"
    return project


def _check_registration(
    project: Project | None, proposal: ProjectRegistered, prospects: Mapping[str, Prospect]
) -> None:
    if project:
        raise Refused(
            "already-registered",
            "data.project",
            proposal.project,
            "a project is registered once; use plan-revised",
        )
    plan.check(proposal)
    if proposal.prospect is not None:
        check_landed(prospects, proposal.prospect)


def _check_end(project: Project, proposal: ProjectFact) -> None:
    """After its end a project's record can still be completed and corrected, up to that day, and no further."""
    if project.ended_on is None:
        return
    match proposal:
        case ReportCorrected():
            return
        case ProgressReported():
            late = date.fromisoformat(f"{proposal.month}-01") <= project.ended_on
        case MilestoneReached():
            late = proposal.reached_on <= project.ended_on
        case StatisticsEntered():
            late = proposal.entered_on <= project.ended_on
        case _:
            late = False
    if not late:
        raise Refused(
            "project-ended",
            "data.project",
            proposal.project,
            f"it was {project.status} on {project.ended_on}: only its progress up to then can still be told",
        )


def _check_assignment(project: Project, proposal: ProjectAssigned, calendar: Calendar) -> None:
    people = ("lead_official", "responsible_unit", "task_force")
    if all(getattr(proposal, name) is None for name in people):
        raise Refused("nobody-assigned", "data", "", f"give at least one of {', '.join(people)}")
    check_day(calendar, "data.assigned_on", proposal.assigned_on, "assigned", project.assigned_on)


def _check_turn(project: Project, proposal: Turn, calendar: Calendar) -> None:
    status, day = _turned(proposal)
    suspended = project.status is Status.SUSPENDED
    if isinstance(proposal, ProjectResumed) and not suspended:
        raise Refused("not-suspended", "data.project", proposal.project, "it is not suspended: there is nothing to do")
    if isinstance(proposal, ProjectSuspended) and suspended:
        raise Refused("already-suspended", "data.project", proposal.project, f"it was suspended on {project.since}")
    last = "resumed" if project.status is Status.ACTIVE else project.status
    field = f"data.{'resumed' if status is Status.ACTIVE else status}_on"
    check_day(calendar, field, day, last, project.since)
    if isinstance(proposal, ProjectCompleted):
        _check_completion(project, proposal)


def _check_completion(project: Project, proposal: ProjectCompleted) -> None:
    """Everything that was planned is done: work goes on, and no milestone is missing."""
    if project.status is Status.SUSPENDED:
        raise Refused(
            "project-suspended",
            "data.project",
            proposal.project,
            f"it was suspended on {project.since}: send project-resumed first, or project-withdrawn",
        )
    reached = project.progress.reached
    missing = [milestone for milestone in Milestone if milestone in project.plan.due and milestone not in reached]
    if missing:
        raise Refused(
            "milestone-missing",
            "data.project",
            proposal.project,
            f"planned and not reached: {', '.join(missing)}; send milestone-reached first, or plan-revised",
        )
    for milestone, day in reached.items():
        if day > proposal.completed_on:
            raise Refused(
                "date-order",
                "data.completed_on",
                proposal.completed_on.isoformat(),
                f"not before it was {milestone}, on {day}",
            )


def _turned(fact: Turn) -> tuple[Status, date]:
    match fact:
        case ProjectSuspended():
            return Status.SUSPENDED, fact.suspended_on
        case ProjectResumed():
            return Status.ACTIVE, fact.resumed_on
        case ProjectWithdrawn():
            return Status.WITHDRAWN, fact.withdrawn_on
        case ProjectCompleted():
            return Status.COMPLETED, fact.completed_on
