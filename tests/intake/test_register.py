"""The register: what the desk sees of every project, factor and prospect, row by row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Table, select

from services.intake.register import Register
from services.intake.tables import FACTORS, PROJECTS, PROSPECTS
from shared.catalogue import Fact
from shared.catalogue.intake import PlanFiled, ProgressReported
from shared.catalogue.values import Milestone, MoneyUnit
from shared.following import Follower, Versions
from tests.samples import (
    CONTEST,
    CORRECTION,
    EVERY_FACT,
    FEBRUARY,
    FEBRUARY_OPENED,
    JANUARY_CLOSED,
    REPORT,
    REVISION,
    SCHOOL,
    STARTED,
    STEELWORKS,
    history,
)
from tests.samples.projects import (
    ASSIGNED,
    BATTERIES,
    COMPLETED,
    DROPPED,
    ENTERED,
    FILED,
    LAND_BLOCKED,
    LAND_GUARANTEED,
    LAND_NEEDED,
    LAND_PENDING,
    LANDED,
    LEAD,
    NEGOTIATING,
    RESUMED,
    SIGNED,
    SUSPENDED,
    TARGET,
    WITHDRAWN,
)
from tests.story import memory_database, memory_log

LISTED = {
    "project": "P0142",
    "name": "高端不锈钢深加工项目",
    "category": "industry",
    "lead_official": "王建国",
    "responsible_unit": "工业和信息化局",
    "task_force": "工业项目专班",
    "assigned_on": None,
    "status": "active",
    "status_since": None,
    "prospect": None,
    "money_unit": "CNY-10k",
    "annual_target": "36000.00",
    "target_year": None,
    "total_cost": "120000.00",
    "last_report": None,
    "investment": None,
    "physical": None,
    "paid": None,
    "entered_on": None,
    "started": None,
    "completed": None,
    "commissioned": None,
    "revisions": 0,
    "corrections": 0,
}
REPORTED = {"last_report": "2026-01", "investment": "2800.50", "physical": "4.20", "paid": "1900.00"}


ASSIGNED_TO = {
    "lead_official": "赵敏",
    "responsible_unit": "发展和改革局",
    "task_force": "重大项目专班",
    "assigned_on": "2026-01-10",
}
LAND = {
    "project": "P0142",
    "factor": "land",
    "stage": "needed",
    "since": None,
    "guarantor": None,
    "due_on": None,
    "blocked_by": None,
}
BUREAU = "自然资源和规划局"
STATED = {"since": "2026-01-05", "guarantor": BUREAU, "due_on": "2026-02-28"}
RECORDED = {
    "prospect": "L0023",
    "name": "新能源电池项目",
    "category": "industry",
    "investor": "某新能源公司",
    "responsible_unit": "投资促进局",
    "money_unit": "CNY-10k",
    "planned_investment": "50000.00",
    "stage": "lead",
    "since": "2025-11-03",
    "dropped_on": None,
    "project": None,
}


def rows(table: Table, *facts: Fact) -> list[dict[str, object]]:
    """The rows of a table after these facts."""
    log, engine = memory_log(), memory_database()
    log.append(Versions("intake").enter(history(*facts)))
    Follower(log, "intake", Register(engine)).start()
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def test_registered_project_is_listed() -> None:
    assert [LISTED] == rows(PROJECTS, CONTEST, STEELWORKS)


def test_project_without_figures_is_listed_without() -> None:
    (school,) = rows(PROJECTS, CONTEST, SCHOOL)
    assert ("P0207", None, None) == (school["project"], school["annual_target"], school["total_cost"])


@pytest.mark.parametrize(
    ("facts", "changes"),
    [
        ([REPORT], REPORTED),
        ([REVISION], {"annual_target": "30000.00", "total_cost": "125000.00", "revisions": 1}),
        (
            [REPORT, CORRECTION],
            REPORTED | {"investment": "2950.00", "physical": "4.40", "paid": "1950.00", "corrections": 1},
        ),
        ([ENTERED], {"entered_on": "2026-01-25"}),
        ([SUSPENDED], {"status": "suspended", "status_since": "2026-01-12"}),
        ([SUSPENDED, RESUMED], {"status": "active", "status_since": "2026-01-24"}),
        ([SUSPENDED, WITHDRAWN], {"status": "withdrawn", "status_since": "2026-01-28"}),
        ([replace(COMPLETED, project="P0142")], {"status": "completed", "status_since": "2026-01-30"}),
        ([ASSIGNED], ASSIGNED_TO),
        (
            [replace(ASSIGNED, responsible_unit=None, task_force=None)],
            {"lead_official": "赵敏", "assigned_on": "2026-01-10"},
        ),
        ([replace(TARGET, project="P0142", year=2027)], {"annual_target": "9000.00", "target_year": 2027}),
        (
            [replace(TARGET, project="P0142", year=2027), REVISION],
            {"annual_target": "30000.00", "total_cost": "125000.00", "revisions": 1},
        ),
        ([STARTED], {"started": "2026-01-20"}),
        (
            [STARTED, replace(STARTED, milestone=Milestone.COMMISSIONED, reached_on=date(2026, 1, 30))],
            {"started": "2026-01-20", "commissioned": "2026-01-30"},
        ),
        ([FEBRUARY_OPENED, JANUARY_CLOSED], {}),
    ],
)
def test_row_of_a_project_follows_its_facts(facts: list[Fact], changes: dict[str, object]) -> None:
    assert [LISTED | changes] == rows(PROJECTS, CONTEST, STEELWORKS, *facts)


def test_figures_that_a_report_leaves_out_stay_as_they_were() -> None:
    physical = ProgressReported(project="P0142", month=FEBRUARY, money_unit=MoneyUnit.CNY_10K, physical=Decimal("9.00"))
    changes = REPORTED | {"last_report": "2026-02", "physical": "9.00"}
    assert [LISTED | changes] == rows(PROJECTS, CONTEST, STEELWORKS, REPORT, FEBRUARY_OPENED, physical)


def test_facts_of_one_project_leave_the_others_alone() -> None:
    every = rows(PROJECTS, CONTEST, SCHOOL, STEELWORKS, REPORT, CORRECTION, STARTED, REVISION)
    assert rows(PROJECTS, CONTEST, SCHOOL) == [row for row in every if row["project"] == "P0207"]


@pytest.mark.parametrize(
    ("filed", "total_cost"), [(FILED, "9000.00"), (replace(FILED, total_cost=None), None)], ids=["told", "left out"]
)
def test_a_filed_plan_tells_the_cost_where_it_has_one(filed: PlanFiled, total_cost: str | None) -> None:
    (school,) = rows(PROJECTS, CONTEST, SCHOOL, filed)
    assert (total_cost, 0) == (school["total_cost"], school["revisions"])


@pytest.mark.parametrize(
    ("facts", "changes"),
    [
        ([], {}),
        ([LAND_NEEDED], STATED),
        ([LAND_PENDING], {"stage": "pending", "since": "2026-01-08", "guarantor": BUREAU}),
        (
            [LAND_PENDING, LAND_BLOCKED],
            {"stage": "blocked", "since": "2026-01-15", "guarantor": BUREAU, "blocked_by": "年度用地指标"},
        ),
        ([LAND_BLOCKED, LAND_PENDING], {"stage": "pending", "since": "2026-01-08", "guarantor": BUREAU}),
        ([LAND_BLOCKED, LAND_GUARANTEED], {"stage": "guaranteed", "since": "2026-01-29"}),
        ([LAND_PENDING, LAND_NEEDED], {"stage": "pending", **STATED}),
        ([LAND_GUARANTEED, LAND_NEEDED], STATED),
    ],
)
def test_row_of_a_factor_follows_its_facts(facts: list[Fact], changes: dict[str, object]) -> None:
    energy = LAND | {"factor": "energy"}
    assert [LAND | changes, energy] == rows(FACTORS, CONTEST, STEELWORKS, *facts)


def test_a_factor_that_registration_did_not_name_is_added_once() -> None:
    need = replace(LAND_NEEDED, project="P0207")
    again = replace(need, needed_on=date(2026, 1, 6))
    expected = LAND | STATED | {"project": "P0207", "since": "2026-01-06"}
    assert [expected] == rows(FACTORS, CONTEST, SCHOOL, need, again)


@pytest.mark.parametrize(
    ("facts", "changes"),
    [
        ([], {}),
        ([NEGOTIATING], {"stage": "negotiating", "since": "2025-11-20"}),
        ([NEGOTIATING, DROPPED], {"stage": "negotiating", "since": "2025-11-20", "dropped_on": "2026-01-14"}),
        (
            [NEGOTIATING, SIGNED, LANDED, BATTERIES],
            {"stage": "landed", "since": "2026-01-09", "project": "P0301"},
        ),
    ],
)
def test_row_of_a_prospect_follows_its_facts(facts: list[Fact], changes: dict[str, object]) -> None:
    assert [RECORDED | changes] == rows(PROSPECTS, CONTEST, LEAD, *facts)


def test_a_project_names_the_prospect_that_it_grew_from() -> None:
    (batteries,) = rows(PROJECTS, CONTEST, LEAD, NEGOTIATING, SIGNED, LANDED, BATTERIES)
    assert "L0023" == batteries["prospect"]


def test_facts_of_other_services_change_nothing() -> None:
    others = [fact for name, fact in EVERY_FACT.items() if name.startswith(("card", "ladder", "case", "rulebook"))]
    assert 9 == len(others)
    assert [LISTED] == rows(PROJECTS, CONTEST, STEELWORKS, *others)
