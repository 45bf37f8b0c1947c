"""The register: every key project with its people, its target and how far it has come, as a table."""

from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, update

from shared.catalogue.intake import (
    IssueAccepted,
    IssueRaised,
    IssueSolved,
    MilestoneReached,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
)
from shared.envelope import Logged
from shared.projecting import Projection

METADATA = MetaData()
PROJECTS = Table(
    "projects",
    METADATA,
    Column("project", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("category", String, nullable=False),
    Column("lead_official", String, nullable=False),
    Column("responsible_unit", String, nullable=False),
    Column("task_force", String, nullable=False),
    Column("money_unit", String, nullable=False),
    Column("annual_target", String),
    Column("total_cost", String),
    Column("last_report", String),
    Column("investment", String),
    Column("physical", String),
    Column("started", String),
    Column("completed", String),
    Column("commissioned", String),
    Column("revisions", Integer, nullable=False, default=0),
    Column("corrections", Integer, nullable=False, default=0),
)
ISSUES = Table(
    "issues",
    METADATA,
    Column("issue", String, primary_key=True),
    Column("project", String, nullable=False),
    Column("title", String, nullable=False),
    Column("factor", String),
    Column("raised_on", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("solved_on", String),
    Column("accepted_on", String),
)


class Register(Projection):
    """Rows change as facts come in; money is kept as exact text."""

    name = "register"
    metadata = METADATA

    def project(self, connection: Connection, logged: Logged) -> None:
        match logged.entry.fact:
            case ProjectRegistered() as fact:
                connection.execute(insert(PROJECTS).values(_registration(fact)))
            case PlanRevised() as fact:
                plan = {"annual_target": _text(fact.annual_target), "total_cost": _text(fact.total_cost)}
                _set(connection, fact.project, **plan, revisions=PROJECTS.c.revisions + 1)
            case ProgressReported() as fact:
                _set(connection, fact.project, last_report=fact.month, **_figures(fact))
            case ReportCorrected() as fact:
                _set(connection, fact.project, corrections=PROJECTS.c.corrections + 1, **_figures(fact))
            case MilestoneReached() as fact:
                _set(connection, fact.project, **{fact.milestone: fact.reached_on.isoformat()})
            case IssueRaised() as fact:
                connection.execute(insert(ISSUES).values(_issue(fact)))
            case IssueSolved() as fact:
                solved = update(ISSUES).where(ISSUES.c.issue == fact.issue)
                connection.execute(solved.values(solved_on=fact.solved_on.isoformat()))
            case IssueAccepted() as fact:
                accepted = update(ISSUES).where(ISSUES.c.issue == fact.issue)
                connection.execute(accepted.values(accepted_on=fact.accepted_on.isoformat()))


def _registration(fact: ProjectRegistered) -> dict[str, Any]:
    return {
        "project": fact.project,
        "name": fact.name,
        "category": fact.category,
        "lead_official": fact.lead_official,
        "responsible_unit": fact.responsible_unit,
        "task_force": fact.task_force,
        "money_unit": fact.money_unit,
        "annual_target": _text(fact.annual_target),
        "total_cost": _text(fact.total_cost),
    }


def _issue(fact: IssueRaised) -> dict[str, Any]:
    return {
        "issue": fact.issue,
        "project": fact.project,
        "title": fact.title,
        "factor": fact.factor,
        "raised_on": fact.raised_on.isoformat(),
        "due_on": fact.due_on.isoformat(),
    }


def _figures(fact: ProgressReported | ReportCorrected) -> dict[str, str]:
    """The figures that were told; those left out stay as they were."""
    told = {"investment": fact.investment, "physical": fact.physical}
    return {name: str(value) for name, value in told.items() if value is not None}


def _set(connection: Connection, project: str, **values: Any) -> None:
    connection.execute(update(PROJECTS).where(PROJECTS.c.project == project).values(values))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
