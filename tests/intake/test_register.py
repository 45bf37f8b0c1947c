"""The register: what the desk sees of every project and issue, row by row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Table, select

from services.intake.register import ISSUES, PROJECTS, Register
from shared.catalogue import Fact
from shared.catalogue.intake import ProgressReported
from shared.catalogue.values import Milestone, MoneyUnit
from shared.following import Follower
from tests.samples import (
    ACCEPTED,
    CONTEST,
    CORRECTION,
    EVERY_FACT,
    FEBRUARY,
    FEBRUARY_OPENED,
    JANUARY_CLOSED,
    REPORT,
    REVISION,
    ROADBLOCK,
    SCHOOL,
    SOLVED,
    STARTED,
    STEELWORKS,
)
from tests.story import memory_database, memory_log, record

LISTED = {
    "project": "P0142",
    "name": "高端不锈钢深加工项目",
    "category": "industry",
    "lead_official": "王建国",
    "responsible_unit": "工业和信息化局",
    "task_force": "工业项目专班",
    "money_unit": "CNY-10k",
    "annual_target": "36000.00",
    "total_cost": "120000.00",
    "last_report": None,
    "investment": None,
    "physical": None,
    "started": None,
    "completed": None,
    "commissioned": None,
    "revisions": 0,
    "corrections": 0,
}
RAISED = {
    "issue": "I0007",
    "project": "P0142",
    "title": "高压线迁改未批",
    "factor": "energy",
    "raised_on": "2026-01-12",
    "due_on": "2026-01-26",
    "solved_on": None,
    "accepted_on": None,
}
REPORTED = {"last_report": "2026-01", "investment": "2800.50", "physical": "4.20"}


def rows(table: Table, *facts: Fact) -> list[dict[str, object]]:
    """The rows of a table after these facts."""
    log, engine = memory_log(), memory_database()
    record(log, *facts)
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
        ([REPORT, CORRECTION], REPORTED | {"investment": "2950.00", "physical": "4.40", "corrections": 1}),
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
    ("facts", "changes"),
    [
        ([], {}),
        ([SOLVED], {"solved_on": "2026-01-22"}),
        ([SOLVED, ACCEPTED], {"solved_on": "2026-01-22", "accepted_on": "2026-01-25"}),
    ],
)
def test_row_of_an_issue_follows_its_facts(facts: list[Fact], changes: dict[str, object]) -> None:
    assert [RAISED | changes] == rows(ISSUES, CONTEST, STEELWORKS, ROADBLOCK, *facts)


def test_facts_of_other_services_change_nothing() -> None:
    others = [fact for name, fact in EVERY_FACT.items() if name.startswith(("card", "ladder", "case", "rulebook"))]
    assert 4 == len(others)
    assert [LISTED] == rows(PROJECTS, CONTEST, STEELWORKS, *others)
