"""Due process: exemptions that stop clocks, and appeals against steps."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.escalation.ladder import Step
from shared.catalogue.escalation.steps import Case
from shared.catalogue.fact import fact
from shared.catalogue.values import TOKEN, Approver, EvidenceList, LongText, ProjectId, Reason, Text, Token


class ExemptionKind(StrEnum):
    """What excuses a delay (容错免责): what nobody could help, or what others decided."""

    FORCE_MAJEURE = "force-majeure"
    AUTHORITY_DELAY = "authority-delay"
    APPROVED_SUSPENSION = "approved-suspension"


ExemptionId = Annotated[Token, Field(title="免责编号", description="exemption id", examples=["E0004"])]


@fact("exemption.granted", stream="escalation.exemption.{0.exemption}", proposed=True)
class ExemptionGranted:
    """An exemption was approved: it removes the effects it names, for the days it names, and nothing else."""

    exemption: ExemptionId
    project: ProjectId
    kind: Annotated[ExemptionKind, Field(title="免责类别", description="kind of reason")]
    effects: Annotated[
        tuple[Annotated[str, Field(pattern=TOKEN)], ...],
        Field(
            title="免除事项",
            description="what it removes: names of indicators, rules or clocks",
            min_length=1,
            max_length=20,
            examples=[["start_overdue_months"]],
        ),
    ]
    from_on: Annotated[date, Field(title="起始日期", description="first day it covers, ISO 8601")]
    until: Annotated[date, Field(title="截止日期", description="last day it covers, ISO 8601")]
    reason: Reason
    requested_by: Annotated[Text, Field(title="申请人", description="who asked for it; never the approver")]
    approver: Approver
    approved_on: Annotated[date, Field(title="批准日期", description="day of the approval, ISO 8601")]
    evidence: EvidenceList = ()


@fact("exemption.ended", stream="escalation.exemption.{0.exemption}", proposed=True)
class ExemptionEnded:
    """An exemption ended before its time; until then it holds."""

    exemption: ExemptionId
    ended_on: Annotated[date, Field(title="终止日期", description="last day it covers now, ISO 8601")]
    reason: Reason
    ended_by: Annotated[Text, Field(title="决定人", description="who decided")]


AppealId = Annotated[Token, Field(title="申诉编号", description="id of the objection", examples=["A0002"])]


@fact("appeal.raised", stream="escalation.appeal.{0.appeal}", proposed=True)
class AppealRaised:
    """A unit or a person objected to a step that was taken against them (申诉)."""

    appeal: AppealId
    project: ProjectId
    case: Case
    step: Annotated[Step, Field(title="步骤", description="the step objected to")]
    ground: Annotated[LongText, Field(title="申诉理由", description="why it is held to be wrong")]
    raised_by: Annotated[Text, Field(title="申诉人", description="who objects")]
    raised_on: Annotated[date, Field(title="申诉日期", description="day of the objection, ISO 8601")]
    evidence: EvidenceList = ()


@fact("appeal.decided", stream="escalation.appeal.{0.appeal}", proposed=True)
class AppealDecided:
    """Somebody who neither objected nor decided the step heard an objection to it and decided it."""

    appeal: AppealId
    upheld: Annotated[bool, Field(title="是否支持", description="true where the objection is right")]
    reason: Reason
    decided_by: Annotated[Text, Field(title="决定人", description="who decided")]
    decided_on: Annotated[date, Field(title="决定日期", description="day of the decision, ISO 8601")]
