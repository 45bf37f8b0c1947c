"""The register: every key project with its people, its target and how far it has come, as tables."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, Update, bindparam, case, exists, insert, literal, select, update

from services.intake.factor import FactorFact, Stage
from services.intake.issue import IssueFact, State
from services.intake.project import Status
from services.intake.prospect import ProspectFact
from services.intake.tables import FACTORS, ISSUES, METADATA, PROJECTS, PROSPECTS
from shared.catalogue import Fact
from shared.catalogue.escalation import IssueClimbed
from shared.catalogue.intake import (
    DuplicateSuspected,
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    IssueAccepted,
    IssueConsulted,
    IssueLevel,
    IssueRaised,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
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
    ProspectAdvanced,
    ProspectDropped,
    ProspectRecorded,
    ProspectStage,
    ReportCorrected,
    StatisticsEntered,
    TargetSet,
    TaskDone,
)
from shared.envelope import Logged
from shared.projecting import Change, Projection, execute

_FACTOR = (FACTORS.c.project == bindparam("this_project")) & (FACTORS.c.factor == bindparam("this_factor"))
_NEW_FACTOR = insert(FACTORS).from_select(
    ["project", "factor", "stage"],
    select(bindparam("this_project"), bindparam("this_factor"), literal(Stage.NEEDED.value)).where(
        ~exists().where(_FACTOR)
    ),
)
_NEEDED = (
    update(FACTORS)
    .where(_FACTOR)
    .values(
        stage=case((FACTORS.c.stage == Stage.GUARANTEED.value, Stage.NEEDED.value), else_=FACTORS.c.stage),
        since=bindparam("day"),
        guarantor=bindparam("by"),
        due_on=bindparam("due"),
    )
)
_NEW_ISSUE = insert(ISSUES).values(
    {name: bindparam(name) for name in ("issue", "project", "title", "factor", "raised_on", "due_on")}
    | {
        "state": State.RAISED.value,
        "level": IssueLevel.UNIT.value,
        "owner": select(PROJECTS.c.responsible_unit)
        .where(PROJECTS.c.project == bindparam("this_project"))
        .scalar_subquery(),
    }
)
_CONSULTED = (
    update(ISSUES)
    .where(ISSUES.c.issue == bindparam("this_issue"))
    .values(consultations=ISSUES.c.consultations + 1, tasks=ISSUES.c.tasks + bindparam("more"))
)


@cache
def _update(table: Table, counted: str, *columns: str) -> Update:
    """The statement that sets these columns of a row, and counts one more in another."""
    this = [key == bindparam(f"this_{key.name}") for key in table.primary_key]
    values: dict[str, Any] = {column: bindparam(column) for column in columns}
    return update(table).where(*this).values(values | ({counted: table.c[counted] + 1} if counted else {}))


@cache
def _add(table: Table) -> Insert:
    return insert(table)


class Register(Projection):
    """Rows change as facts come in; money is kept as exact text."""

    name = "register"
    metadata = METADATA

    def project_all(self, connection: Connection, entries: Sequence[Logged]) -> None:
        execute(connection, (change for logged in entries for change in _changes(logged.entry.fact)))


def _changes(fact: Fact) -> Iterator[Change]:
    if isinstance(fact, ProjectRegistered):
        return _registration(fact)
    if isinstance(fact, FactorFact):
        return _factor(fact)
    if isinstance(fact, ProspectFact):
        return _prospect(fact)
    if isinstance(fact, IssueFact | IssueClimbed | DuplicateSuspected):
        return _issue(fact)
    return _project(fact)


def _registration(fact: ProjectRegistered) -> Iterator[Change]:
    yield (
        _add(PROJECTS),
        {
            "project": fact.project,
            "name": fact.name,
            "category": fact.category,
            "lead_official": fact.lead_official,
            "responsible_unit": fact.responsible_unit,
            "task_force": fact.task_force,
            "status": Status.ACTIVE.value,
            "prospect": fact.prospect,
            "money_unit": fact.money_unit,
            "annual_target": _text(fact.annual_target),
            "total_cost": _text(fact.total_cost),
        },
    )
    for needed in dict.fromkeys(fact.factors_needed):
        yield _add(FACTORS), {"project": fact.project, "factor": needed.value, "stage": Stage.NEEDED.value}
    if fact.prospect is not None:
        yield _set(PROSPECTS, fact.prospect, project=fact.project)


def _project(fact: Fact) -> Iterator[Change]:
    """What is told of a registered project; other facts change nothing."""
    match fact:
        case ProgressReported():
            yield _set(PROJECTS, fact.project, last_report=fact.month, **_figures(fact))
        case ReportCorrected():
            yield _set(PROJECTS, fact.project, "corrections", **_figures(fact))
        case MilestoneReached():
            yield _set(PROJECTS, fact.project, **{fact.milestone.value: fact.reached_on.isoformat()})
        case StatisticsEntered():
            yield _set(PROJECTS, fact.project, entered_on=fact.entered_on.isoformat())
        case TargetSet():
            yield _set(PROJECTS, fact.project, annual_target=str(fact.annual_target), target_year=fact.year)
        case PlanFiled():
            if fact.total_cost is not None:
                yield _set(PROJECTS, fact.project, total_cost=str(fact.total_cost))
        case PlanRevised():
            target = {"annual_target": _text(fact.annual_target), "target_year": None}
            yield _set(PROJECTS, fact.project, "revisions", total_cost=_text(fact.total_cost), **target)
        case ProjectAssigned():
            told = {name: getattr(fact, name) for name in ("lead_official", "responsible_unit", "task_force")}
            people = {name: person for name, person in told.items() if person is not None}
            yield _set(PROJECTS, fact.project, assigned_on=fact.assigned_on.isoformat(), **people)
        case ProjectSuspended():
            yield _turn(fact.project, Status.SUSPENDED, fact.suspended_on.isoformat())
        case ProjectResumed():
            yield _turn(fact.project, Status.ACTIVE, fact.resumed_on.isoformat())
        case ProjectWithdrawn():
            yield _turn(fact.project, Status.WITHDRAWN, fact.withdrawn_on.isoformat())
        case ProjectCompleted():
            yield _turn(fact.project, Status.COMPLETED, fact.completed_on.isoformat())


def _factor(fact: FactorFact) -> Iterator[Change]:
    this = {"this_project": fact.project, "this_factor": fact.factor.value}
    match fact:
        case FactorNeeded():
            yield _NEW_FACTOR, this
            told = {"day": fact.needed_on.isoformat(), "by": fact.guarantor, "due": fact.due_on.isoformat()}
            yield _NEEDED, this | told
            return
        case FactorPending():
            step = {"stage": Stage.PENDING, "since": fact.pending_on, "guarantor": fact.guarantor, "blocked_by": None}
        case FactorBlocked():
            step = {"stage": Stage.BLOCKED, "since": fact.blocked_on, "blocked_by": fact.blocked_by}
        case FactorGuaranteed():
            step = {"stage": Stage.GUARANTEED, "since": fact.guaranteed_on, "blocked_by": None}
    yield _update(FACTORS, "", *step), this | {name: _text(value) for name, value in step.items()}


def _prospect(fact: ProspectFact) -> Iterator[Change]:
    match fact:
        case ProspectRecorded():
            yield (
                _add(PROSPECTS),
                {
                    "prospect": fact.prospect,
                    "name": fact.name,
                    "category": fact.category,
                    "investor": fact.investor,
                    "responsible_unit": fact.responsible_unit,
                    "money_unit": fact.money_unit,
                    "planned_investment": _text(fact.planned_investment),
                    "stage": ProspectStage.LEAD.value,
                    "since": fact.recorded_on.isoformat(),
                },
            )
        case ProspectAdvanced():
            yield _set(PROSPECTS, fact.prospect, stage=fact.stage.value, since=fact.advanced_on.isoformat())
        case ProspectDropped():
            yield _set(PROSPECTS, fact.prospect, dropped_on=fact.dropped_on.isoformat())


def _issue(fact: IssueFact | IssueClimbed | DuplicateSuspected) -> Iterator[Change]:
    match fact:
        case IssueRaised():
            yield (
                _NEW_ISSUE,
                {
                    "this_project": fact.project,
                    "issue": fact.issue,
                    "project": fact.project,
                    "title": fact.title,
                    "factor": fact.factor,
                    "raised_on": fact.raised_on.isoformat(),
                    "due_on": fact.due_on.isoformat(),
                },
            )
        case DuplicateSuspected():
            yield _set(ISSUES, fact.issue, reads_like=fact.like, similarity=fact.similarity)
        case IssueTriaged():
            yield _set(ISSUES, fact.issue, **_at_work(fact), due_on=fact.due_on.isoformat(), level_due_on=None)
        case IssueClimbed():
            yield _set(ISSUES, fact.issue, **_at_work(fact), level_due_on=_text(fact.due_on))
        case IssueConsulted():
            yield _CONSULTED, {"this_issue": fact.issue, "more": len(fact.decisions)}
        case TaskDone():
            yield _set(ISSUES, fact.issue, "tasks_done")
        case IssueSentExpress():
            yield _set(ISSUES, fact.issue, sent_on=fact.sent_on.isoformat())
        case IssueSolved():
            yield _set(ISSUES, fact.issue, state=State.SOLVED.value, solved_on=fact.solved_on.isoformat())
        case IssueAccepted():
            yield _set(ISSUES, fact.issue, state=State.CLOSED.value, accepted_on=fact.accepted_on.isoformat())
        case IssueReopened():
            open_again = dict.fromkeys(("solved_on", "accepted_on", "level_due_on"))
            due_on = fact.due_on.isoformat()
            yield _set(ISSUES, fact.issue, "reopened", state=State.AT_WORK.value, due_on=due_on, **open_again)


def _at_work(fact: IssueTriaged | IssueClimbed) -> dict[str, str]:
    return {"state": State.AT_WORK.value, "level": fact.level.value, "owner": fact.owner}


def _turn(project: str, status: Status, day: str) -> Change:
    return _set(PROJECTS, project, status=status.value, status_since=day)


def _set(table: Table, this: str, counted: str = "", **values: str | int | None) -> Change:
    """Set these columns of the row that is called `this`; each of our tables but one has a key of one column."""
    (key,) = table.primary_key
    return _update(table, counted, *values), {f"this_{key.name}": this, **values}


def _figures(fact: ProgressReported | ReportCorrected) -> dict[str, str]:
    """The figures that were told; those left out stay as they were."""
    told = {"investment": fact.investment, "physical": fact.physical, "paid": fact.paid}
    return {name: str(value) for name, value in told.items() if value is not None}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
