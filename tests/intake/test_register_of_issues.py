"""The register of issues: where each stands, at which level, whose it is, and what has become of it."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.tables import ISSUES
from shared.catalogue import Fact
from shared.catalogue.intake import IssueLevel
from tests.intake.test_register import rows
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.samples.ladder import CLIMBED
from tests.samples.oversight import ALIKE, CONSULTED, REOPENED, SENT_EXPRESS, TASK_DONE, TRIAGED
from tests.samples.projects import ASSIGNED

RAISED = {
    "issue": "I0007",
    "project": "P0142",
    "title": "高压线迁改未批",
    "factor": "energy",
    "state": "raised",
    "level": "unit",
    "owner": "工业和信息化局",
    "raised_on": "2026-01-12",
    "due_on": "2026-01-26",
    "level_due_on": None,
    "sent_on": None,
    "solved_on": None,
    "accepted_on": None,
    "reopened": 0,
    "consultations": 0,
    "tasks": 0,
    "tasks_done": 0,
    "reads_like": None,
    "similarity": None,
}
GIVEN = {"state": "at-work", "level": "task-force", "owner": "供电公司", "due_on": "2026-01-24"}
UP = replace(CLIMBED, level=IssueLevel.LEAD_OFFICIAL, owner="王建国", due_on=date(2026, 2, 2))
TWO_MORE = replace(CONSULTED, decisions=(*CONSULTED.decisions, *CONSULTED.decisions))
TAKEN_UP = {"state": "at-work", "level": "lead-official", "owner": "王建国"}


@pytest.mark.parametrize(
    ("facts", "changes"),
    [
        ([], {}),
        ([SOLVED], {"state": "solved", "solved_on": "2026-01-22"}),
        ([SOLVED, ACCEPTED], {"state": "closed", "solved_on": "2026-01-22", "accepted_on": "2026-01-25"}),
        ([SOLVED, REOPENED], {"state": "at-work", "due_on": "2026-02-10", "reopened": 1}),
        ([TRIAGED], GIVEN),
        ([TRIAGED, SOLVED, ACCEPTED, REOPENED], GIVEN | {"due_on": "2026-02-10", "reopened": 1}),
        ([UP], TAKEN_UP | {"level_due_on": "2026-02-02"}),
        ([replace(UP, due_on=None)], TAKEN_UP),
        ([UP, TRIAGED], GIVEN),
        ([UP, SOLVED, REOPENED], TAKEN_UP | {"due_on": "2026-02-10", "reopened": 1}),
        ([CONSULTED], {"consultations": 1, "tasks": 1}),
        ([CONSULTED, TWO_MORE, TASK_DONE], {"consultations": 2, "tasks": 3, "tasks_done": 1}),
        ([SENT_EXPRESS], {"sent_on": "2026-01-16"}),
        ([replace(ALIKE, issue="I0007", like="I0003")], {"reads_like": "I0003", "similarity": 92}),
    ],
)
def test_row_of_an_issue_follows_its_facts(facts: list[Fact], changes: dict[str, object]) -> None:
    assert [RAISED | changes] == rows(ISSUES, CONTEST, STEELWORKS, ROADBLOCK, *facts)


def test_an_issue_is_the_units_that_was_responsible_when_it_was_raised() -> None:
    other = replace(ROADBLOCK, issue="I0008")
    mine, theirs = rows(ISSUES, CONTEST, STEELWORKS, ROADBLOCK, ASSIGNED, other)
    assert ("工业和信息化局", "发展和改革局") == (mine["owner"], theirs["owner"])
