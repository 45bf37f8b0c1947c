"""Nobody judges what is their own: not under another's name, and not after the project has passed to others."""

from dataclasses import replace

import pytest

from shared.catalogue.intake import ProjectAssigned
from tests.escalation.story import ACCUSED, ORDERED, REGISTERED, at_the_door
from tests.samples.cases import ANSWER, APPEAL, APPEAL_DECIDED, CONCLUDED, EXEMPTION
from tests.samples.ladder import ANSWER_REVIEWED

UNIT, OFFICIAL = "工业和信息化局", "王建国"
IN_CHARGE = pytest.mark.parametrize("own", [UNIT, OFFICIAL], ids=["the unit", "the lead official"])
HANDED_ON = ProjectAssigned(
    project="P0142",
    lead_official=None,
    responsible_unit="住房和城乡建设局",
    task_force=None,
    reason="分工调整",
    assigned_by="区委办",
    assigned_on=ANSWER.answered_on,
)


@IN_CHARGE
def test_an_appeal_that_somebody_else_raised_is_not_decided_by_whoever_is_in_charge(own: str) -> None:
    raised = replace(APPEAL, raised_by="赵刚")
    at_the_door(*ORDERED, raised).when(replace(APPEAL_DECIDED, decided_by=own)).then_refused(
        "own-work",
        "data.decided_by",
        own,
        "an appeal is decided by somebody who neither raised it, nor decided the step, nor is in charge of the project",
    )


def test_an_appeal_is_not_decided_by_the_unit_that_was_ordered_though_others_are_in_charge_now() -> None:
    raised = replace(APPEAL, raised_by="赵刚")
    at_the_door(*ORDERED, raised, HANDED_ON).when(replace(APPEAL_DECIDED, decided_by=UNIT)).then_refused(
        "own-work",
        "data.decided_by",
        UNIT,
        "an appeal is decided by somebody who neither raised it, nor decided the step, nor is in charge of the project",
    )


@IN_CHARGE
def test_an_exemption_that_somebody_else_asked_for_is_not_approved_by_whoever_is_in_charge(own: str) -> None:
    asked = replace(EXEMPTION, requested_by="赵刚", approver=own)
    at_the_door(*REGISTERED).when(asked).then_refused(
        "own-work",
        "data.approver",
        own,
        "whoever asked for an exemption or is in charge of the project cannot approve it",
    )


@IN_CHARGE
def test_accountability_of_somebody_else_is_not_concluded_by_whoever_is_in_charge(own: str) -> None:
    at_the_door(*ACCUSED).when(replace(CONCLUDED, concerning="赵刚", concluded_by=own)).then_refused(
        "own-work",
        "data.concluded_by",
        own,
        "accountability is concluded by somebody whom it does not concern, and who is not in charge of the project",
    )


def test_the_unit_that_was_ordered_does_not_review_the_answer_though_others_are_in_charge_now() -> None:
    at_the_door(*ORDERED, ANSWER, HANDED_ON).when(replace(ANSWER_REVIEWED, reviewed_by=UNIT)).then_refused(
        "own-work", "data.reviewed_by", UNIT, "whoever answered an order cannot review the answer"
    )
