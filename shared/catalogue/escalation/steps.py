"""The steps of a case: reminder, order, interview, accountability; and how a step is undone and a case ends."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from shared.catalogue.escalation.ladder import Edition, LadderDigest, Positions, Step, Why
from shared.catalogue.fact import UPCASTERS, fact
from shared.catalogue.values import Month, MonthText, ProjectId, Text, last_day

Case = Annotated[int, Field(title="案号", description="number of the project's case, from 1", ge=1)]
Unit = Annotated[Text, Field(title="责任单位", description="unit responsible")]
Official = Annotated[Text, Field(title="包靠领导", description="district leader responsible")]
Decider = Annotated[Text, Field(title="决定机关", description="who decides this step")]
Due = Annotated[date, Field(title="期限", description="day by which the step is due, ISO 8601")]
IssuedOn = Annotated[date, Field(title="签发日期", description="day from which its clock runs, ISO 8601")]
WhichStep = Annotated[Step, Field(title="步骤", description="which step")]
StepPosition = Annotated[int, Field(title="步骤位置", description="log position of the step", ge=1)]


@fact("reminder.issued", stream="escalation.case.{0.project}")
class ReminderIssued:
    """A yellow card: the unit was reminded (提醒), which opens no case and asks for no answer."""

    project: ProjectId
    ground: Why
    responsible_unit: Unit
    lead_official: Official
    decided_by: Decider
    issued_on: IssuedOn


@fact("supervision-order.issued", version=2, stream="escalation.case.{0.project}")
class SupervisionOrderIssued:
    """The unit was ordered to plan and to prove its remedy (督办)."""

    project: ProjectId
    case: Case
    ground: Why
    responsible_unit: Unit
    lead_official: Official
    decided_by: Decider
    issued_on: IssuedOn
    plan_due_on: Annotated[date, Field(title="整改方案期限", description="day by which the plan is due, ISO 8601")]
    result_due_on: Annotated[
        date | None,
        Field(title="整改结果期限", description="day by which the proof is due, ISO 8601; none where no rule says so"),
    ]


@fact("interview.ordered", version=2, stream="escalation.case.{0.project}")
class InterviewOrdered:
    """The responsible people were summoned to an interview (约谈)."""

    project: ProjectId
    case: Case
    ground: Why
    responsible_unit: Unit
    lead_official: Official
    decided_by: Decider
    issued_on: IssuedOn
    hold_by: Due


@fact("accountability.opened", version=2, stream="escalation.case.{0.project}")
class AccountabilityOpened:
    """Accountability was opened (问责)."""

    project: ProjectId
    case: Case
    ground: Why
    responsible_unit: Unit
    lead_official: Official
    decided_by: Decider
    issued_on: IssuedOn
    conclude_by: Due


def _with_ground(data: dict[str, Any]) -> dict[str, Any]:
    """Until version 1 a step rested on red cards alone, and its clock ran from the end of their last month."""
    ground, month = data["ground"], Month(data["ground"]["trigger"])
    lifted = {**ground, "trigger": "red-cards", "subject": month, "month": month}
    return {**data, "ground": lifted, "issued_on": last_day(month).isoformat()}


UPCASTERS["supervision-order.issued", 1] = lambda data: {**_with_ground(data), "result_due_on": None}
UPCASTERS["interview.ordered", 1] = _with_ground
UPCASTERS["accountability.opened", 1] = _with_ground


@fact("ground.joined", stream="escalation.case.{0.project}")
class GroundJoined:
    """Something else called for a step that is under way: it was joined to that step, and nobody is called twice."""

    project: ProjectId
    case: Case
    step: WhichStep
    position: StepPosition
    ground: Why


class Undoing(StrEnum):
    """Why a step was withdrawn (撤销原因)."""

    APPEAL_UPHELD = "appeal-upheld"
    GROUND_LOST = "ground-lost"
    STEP_BELOW_WITHDRAWN = "step-below-withdrawn"


@fact("step.withdrawn", stream="escalation.case.{0.project}")
class StepWithdrawn:
    """A step turned out to be wrong: it was withdrawn, stays on record, and asks nothing of anybody any more."""

    project: ProjectId
    case: Case
    step: WhichStep
    position: StepPosition
    undoing: Annotated[Undoing, Field(title="撤销原因", description="why it was withdrawn")]
    evidence: Positions
    withdrawn_on: Annotated[date, Field(title="撤销日期", description="day of the withdrawal, ISO 8601")]


class Outcome(StrEnum):
    """How a case ended (结案方式)."""

    RECOVERED = "recovered"
    STEPS_WITHDRAWN = "steps-withdrawn"
    PROJECT_ENDED = "project-ended"


@fact("case.closed", version=2, stream="escalation.case.{0.project}")
class CaseClosed:
    """A case was closed: recovered after months out of red, or because nothing is left of it to answer for."""

    project: ProjectId
    case: Case
    outcome: Annotated[Outcome, Field(title="结案方式", description="how it ended")]
    recovered: Annotated[
        MonthText | None,
        Field(title="恢复月份", description="last of the months out of red; none where it ended otherwise"),
    ]
    evidence: Positions
    edition: Edition
    ladder_sha256: LadderDigest
    closed_on: Annotated[date, Field(title="结案日期", description="day on which it was closed, ISO 8601")]
    review_on: Annotated[
        date | None,
        Field(title="复查日期", description="day by which it is looked at again, ISO 8601; none where it is not"),
    ]


def _closed_v2(data: dict[str, Any]) -> dict[str, Any]:
    closed_on = last_day(Month(data["recovered"])).isoformat()
    return {**data, "outcome": "recovered", "closed_on": closed_on, "review_on": None}


UPCASTERS["case.closed", 1] = _closed_v2


@fact("case.reopened", stream="escalation.case.{0.project}")
class CaseReopened:
    """The cards on which a case was closed as recovered were withdrawn: it is open again, as it was."""

    project: ProjectId
    case: Case
    evidence: Positions
    reopened_on: Annotated[date, Field(title="重启日期", description="day on which it was reopened, ISO 8601")]
