"""Where an issue stands after its steps: in which state, at which level, whose it is."""

from dataclasses import replace

import pytest

from services.intake.district import District
from services.intake.issue import Issue, State
from shared.catalogue import Fact
from shared.catalogue.intake import IssueLevel
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.samples.ladder import CLIMBED
from tests.samples.oversight import CONSULTED, REOPENED, SENT_EXPRESS, TASK_DONE, TRIAGED
from tests.samples.projects import ASSIGNED

UNIT = IssueLevel.UNIT, "工业和信息化局"
FORCE = IssueLevel.TASK_FORCE, "供电公司"
JOINT = IssueLevel.JOINT_CONSULTATION, "工作调度专班"
HANDED_ON = replace(TRIAGED, owner="自然资源局", level=IssueLevel.UNIT)


def after(*facts: Fact) -> Issue:
    """The issue after these facts about it and its project."""
    district = District()
    for before in (CONTEST, STEELWORKS):
        district.evolve(before)
    for fact in facts:
        district.evolve(fact)
    return district.issues["I0007"]


@pytest.mark.parametrize(
    ("steps", "state", "holder"),
    [
        ([], State.RAISED, UNIT),
        ([CONSULTED, TASK_DONE, SENT_EXPRESS], State.RAISED, UNIT),
        ([TRIAGED], State.AT_WORK, FORCE),
        ([TRIAGED, HANDED_ON], State.AT_WORK, (IssueLevel.UNIT, "自然资源局")),
        ([CLIMBED], State.AT_WORK, JOINT),
        ([TRIAGED, CLIMBED, CONSULTED, TASK_DONE, SENT_EXPRESS], State.AT_WORK, JOINT),
        ([CLIMBED, TRIAGED], State.AT_WORK, FORCE),
        ([SOLVED], State.SOLVED, UNIT),
        ([CLIMBED, SOLVED], State.SOLVED, JOINT),
        ([TRIAGED, SOLVED, ACCEPTED], State.CLOSED, FORCE),
        ([SOLVED, REOPENED], State.AT_WORK, UNIT),
        ([TRIAGED, SOLVED, ACCEPTED, REOPENED], State.AT_WORK, FORCE),
        ([ASSIGNED], State.RAISED, UNIT),
    ],
)
def test_an_issue_is_in_one_state_and_somebodys(
    steps: list[Fact], state: State, holder: tuple[IssueLevel, str]
) -> None:
    issue = after(ROADBLOCK, *steps)
    assert (state, holder) == (issue.state, (issue.level, issue.owner))


@pytest.mark.parametrize(("unit", "owner"), [("发展和改革局", "发展和改革局"), (None, "工业和信息化局")])
def test_at_first_it_is_the_units_that_is_responsible_by_then(unit: str | None, owner: str) -> None:
    assert owner == after(replace(ASSIGNED, responsible_unit=unit), ROADBLOCK).owner
