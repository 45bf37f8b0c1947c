"""A project on the list: its plan, what was reported of it, the milestones it reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from services.intake.calendar import Calendar, check_begun, opened
from shared.catalogue.intake import (
    MilestoneReached,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
)
from shared.catalogue.values import Milestone, MoneyUnit, Month, month_of
from shared.deciding import Refused

ProjectFact = ProjectRegistered | PlanRevised | ProgressReported | ReportCorrected | MilestoneReached


@dataclass(frozen=True, slots=True)
class Figures:
    """The cumulative figures of a report, as corrected."""

    investment: Decimal | None
    physical: Decimal | None


@dataclass(frozen=True, slots=True)
class Project:
    """What the door has to know of a project to judge the next message about it."""

    money_unit: MoneyUnit
    reports: Mapping[Month, Figures] = field(default_factory=dict)
    reached: Mapping[Milestone, date] = field(default_factory=dict)


def decide(project: Project | None, proposal: ProjectFact, calendar: Calendar | None) -> list[ProjectFact]:
    """Accept what is said of a project, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    match proposal:
        case ProjectRegistered():
            if project:
                raise Refused(
                    "already-registered",
                    "data.project",
                    proposal.project,
                    "a project is registered once; use plan-revised",
                )
            _check_plan(proposal)
        case PlanRevised():
            _check_unit(_registered(project, proposal.project), proposal.money_unit)
            _check_plan(proposal)
        case ProgressReported():
            _check_report(_registered(project, proposal.project), proposal, calendar)
        case ReportCorrected():
            _check_correction(_registered(project, proposal.project), proposal)
        case MilestoneReached():
            _check_milestone(_registered(project, proposal.project), proposal, calendar)
    return [proposal]


def evolve(project: Project | None, fact: ProjectFact) -> Project:
    """The project after a fact."""
    match fact:
        case ProjectRegistered():
            return Project(fact.money_unit)
        case PlanRevised():
            return _known(project)
        case ProgressReported():
            project = _known(project)
            figures = Figures(fact.investment, fact.physical)
            return replace(project, reports={**project.reports, fact.month: figures})
        case ReportCorrected():
            project = _known(project)
            before = project.reports[fact.month]
            figures = Figures(
                before.investment if fact.investment is None else fact.investment,
                before.physical if fact.physical is None else fact.physical,
            )
            return replace(project, reports={**project.reports, fact.month: figures})
        case MilestoneReached():
            project = _known(project)
            return replace(project, reached={**project.reached, fact.milestone: fact.reached_on})


def registered(projects: Mapping[str, Project], project: str) -> Project:
    """The project of this id; refuses where there is none."""
    return _registered(projects.get(project), project)


def _registered(project: Project | None, project_id: str) -> Project:
    if project is None:
        raise Refused(
            "unknown-project",
            "data.project",
            project_id,
            "no project of this id is registered: send project-registered first",
        )
    return project


def _known(project: Project | None) -> Project:
    assert project is not None, "the log never holds a fact about a project before its registration"
    return project


def _check_unit(project: Project, unit: MoneyUnit) -> None:
    if unit != project.money_unit:
        raise Refused(
            "wrong-unit",
            "data.money_unit",
            unit,
            f"this project's money is told in {project.money_unit}: convert and resend",
        )


def _check_plan(proposal: ProjectRegistered | PlanRevised) -> None:
    for index, (earlier, later) in enumerate(pairwise(proposal.plan), start=1):
        if later.month <= earlier.month:
            raise Refused("plan-order", f"data.plan.{index}.month", later.month, "months of a plan ascend, each once")
    for name in ("investment", "physical"):
        figures = [(index, getattr(step, name)) for index, step in enumerate(proposal.plan)]
        for (base, before), (fallen, after) in pairwise(figure for figure in figures if figure[1] is not None):
            if after < before:
                raise Refused(
                    "plan-falls",
                    f"data.plan.{fallen}.{name}",
                    str(after),
                    f"cumulative: not below {before} of {proposal.plan[base].month}",
                )
    due: dict[Milestone, date] = {}
    for index, planned in enumerate(proposal.milestones):
        place = f"data.milestones.{index}"
        if planned.milestone in due:
            raise Refused("milestone-twice", f"{place}.milestone", planned.milestone, "each milestone is planned once")
        due[planned.milestone] = planned.due_on
    in_order = [due[milestone] for milestone in Milestone if milestone in due]
    if in_order != sorted(in_order):
        raise Refused(
            "milestone-order",
            "data.milestones",
            ", ".join(map(str, in_order)),
            "started, completed, commissioned are due in this order",
        )


def _check_report(project: Project, proposal: ProgressReported, calendar: Calendar) -> None:
    _check_unit(project, proposal.money_unit)
    month = proposal.month
    if month < calendar.first:
        raise Refused("before-contest", "data.month", month, f"the contest began in {calendar.first}")
    check_begun(calendar, month, "data.month", month)
    if calendar.closed and month <= calendar.closed:
        raise Refused(
            "month-closed",
            "data.month",
            month,
            f"{month} is closed: tell the figures in the report of {calendar.next_to_close}, or send report-corrected",
        )
    if month in project.reports:
        raise Refused("already-reported", "data.month", month, "one report a month: change it with report-corrected")
    _check_figures(proposal)
    for name in ("investment", "physical"):
        if (figure := getattr(proposal, name)) is not None:
            _check_growth(project, month, name, figure)


def _check_growth(project: Project, month: Month, name: str, figure: Decimal) -> None:
    """Cumulative figures grow from month to month; a late report has to fit in between."""
    told = {other: value for other, past in project.reports.items() if (value := getattr(past, name)) is not None}
    before = max((other for other in told if other < month), default=None)
    after = min((other for other in told if other > month), default=None)
    if before and figure < told[before]:
        neighbour = before
    elif after and figure > told[after]:
        neighbour = after
    else:
        return
    raise Refused(
        "figure-fell",
        f"data.{name}",
        str(figure),
        f"cumulative: {told[neighbour]} was reported for {neighbour}; if that is wrong, correct it first",
    )


def _check_correction(project: Project, proposal: ReportCorrected) -> None:
    _check_unit(project, proposal.money_unit)
    if proposal.month not in project.reports:
        raise Refused(
            "no-such-report",
            "data.month",
            proposal.month,
            "nothing was reported for this month: send progress-reported",
        )
    _check_figures(proposal)


def _check_figures(proposal: ProgressReported | ReportCorrected) -> None:
    figures = proposal.investment, proposal.physical, proposal.forecast_cost, proposal.forecast_completion
    if all(figure is None for figure in figures):
        raise Refused(
            "no-figure",
            "data",
            "",
            "give at least one of investment, physical, forecast_cost, forecast_completion",
        )


def _check_milestone(project: Project, proposal: MilestoneReached, calendar: Calendar) -> None:
    milestone, day = proposal.milestone, proposal.reached_on
    if milestone in project.reached:
        raise Refused("milestone-twice", "data.milestone", milestone, f"it was reached on {project.reached[milestone]}")
    check_begun(calendar, month_of(day), "data.reached_on", day.isoformat())
    order = list(Milestone).index
    for other, reached_on in project.reached.items():
        if reached_on > day if order(other) < order(milestone) else reached_on < day:
            raise Refused(
                "milestone-order",
                "data.reached_on",
                day.isoformat(),
                f"{other} was reached on {reached_on}; milestones come in order",
            )
