"""Facts that escalation records: the steps of a case, what people answer to them, and the due process around them."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact, part
from shared.catalogue.values import (
    SHA256,
    TOKEN,
    Approver,
    EvidenceList,
    LongText,
    MonthText,
    ProjectId,
    Reason,
    Text,
    Token,
)


class Step(StrEnum):
    """The steps of a case, in the order of the ladder."""

    SUPERVISION_ORDER = "supervision-order"
    INTERVIEW = "interview"
    ACCOUNTABILITY = "accountability"


@fact("ladder.adopted", stream="escalation.ladder.district")
class LadderAdopted:
    """An edition of the ladder came into force; steps that cards call for from here on follow it."""

    edition: Annotated[str, Field(title="版本", description="edition, as the ladder itself says", max_length=64)]
    text: Annotated[str, Field(title="全文", description="the whole ladder, TOML", max_length=200_000)]
    sha256: Annotated[str, Field(title="摘要", description="digest of the text, hex", pattern=SHA256)]


@part
class Ground:
    """Why a step was taken: the rule, its edition, and the cards that are the evidence, by log position."""

    rule: Annotated[str, Field(title="依据条款", description="rung of the ladder")]
    edition: Annotated[str, Field(title="版本", description="edition of the ladder")]
    ladder_sha256: Annotated[str, Field(title="摘要", description="digest of the ladder's text, hex")]
    trigger: Annotated[MonthText, Field(title="触发月份", description="month whose card triggered the step")]
    streak: Annotated[int, Field(title="连续红牌", description="red cards running, the trigger included", ge=1)]
    evidence: Annotated[tuple[int, ...], Field(title="证据", description="log positions of those cards")]


Why = Annotated[Ground, Field(title="依据", description="rule, edition and evidence of this step")]
Case = Annotated[int, Field(title="案号", description="number of the project's case, from 1", ge=1)]
Unit = Annotated[Text, Field(title="责任单位", description="unit responsible")]
Official = Annotated[Text, Field(title="包靠领导", description="district leader responsible")]
Decider = Annotated[Text, Field(title="决定机关", description="who decides this step")]
Due = Annotated[date, Field(title="期限", description="day by which the step is due, ISO 8601")]


@fact("supervision-order.issued", stream="escalation.case.{0.project}")
class SupervisionOrderIssued:
    """A red card: the unit was ordered to plan and prove its remedy (督办)."""

    project: ProjectId
    case: Case
    ground: Why
    responsible_unit: Unit
    lead_official: Official
    decided_by: Decider
    plan_due_on: Due


@fact("interview.ordered", stream="escalation.case.{0.project}")
class InterviewOrdered:
    """Red twice running: the responsible people were summoned to an interview (约谈)."""

    project: ProjectId
    case: Case
    ground: Why
    responsible_unit: Unit
    lead_official: Official
    decided_by: Decider
    hold_by: Due


@fact("accountability.opened", stream="escalation.case.{0.project}")
class AccountabilityOpened:
    """Red three times running: accountability was opened (问责)."""

    project: ProjectId
    case: Case
    ground: Why
    responsible_unit: Unit
    lead_official: Official
    decided_by: Decider
    conclude_by: Due


@fact("case.closed", stream="escalation.case.{0.project}")
class CaseClosed:
    """Two months running out of red: the case was closed as recovered."""

    project: ProjectId
    case: Case
    recovered: Annotated[MonthText, Field(title="恢复月份", description="last of the months out of red")]
    evidence: Annotated[tuple[int, ...], Field(title="证据", description="log positions of those months' cards")]
    edition: Annotated[str, Field(title="版本", description="edition of the ladder")]
    ladder_sha256: Annotated[str, Field(title="摘要", description="digest of the ladder's text, hex")]


# What people answer and decide in a case ---------------------------------------------------------------------------


class AnswerKind(StrEnum):
    """What a supervision order asks for: first the plan of the remedy, then the proof of its result."""

    PLAN = "plan"
    PROOF = "proof"


@fact("order.answered", stream="escalation.case.{0.project}", proposed=True)
class OrderAnswered:
    """The unit answered a supervision order: with its plan, or with the proof of what it did."""

    project: ProjectId
    case: Case
    kind: Annotated[AnswerKind, Field(title="答复类别", description="remedy plan, or proof of its result")]
    answer: Annotated[LongText, Field(title="整改情况", description="the plan or the proof, in words")]
    answered_by: Annotated[Text, Field(title="答复人", description="who answers for the unit")]
    answered_on: Annotated[date, Field(title="答复日期", description="day of the answer, ISO 8601")]
    evidence: EvidenceList = ()


@part
class Commitment:
    """What somebody undertook to do, by a day."""

    commitment: Annotated[Text, Field(title="承诺事项", description="what was undertaken")]
    owner: Annotated[Text, Field(title="责任人", description="who does it")]
    due_on: Annotated[date, Field(title="完成期限", description="day by which it is done, ISO 8601")]


@fact("interview.held", stream="escalation.case.{0.project}", proposed=True)
class InterviewHeld:
    """The interview that was ordered took place: minutes and commitments were recorded."""

    project: ProjectId
    case: Case
    held_on: Annotated[date, Field(title="约谈日期", description="day of the interview, ISO 8601")]
    held_by: Annotated[Text, Field(title="约谈人", description="who led it")]
    attended: Annotated[
        tuple[Text, ...], Field(title="被约谈人", description="who was interviewed", min_length=1, max_length=20)
    ]
    minutes: Annotated[LongText, Field(title="约谈记录", description="what was said, by both sides")]
    commitments: Annotated[
        tuple[Commitment, ...], Field(title="承诺", description="what was undertaken", max_length=20)
    ] = ()


class Conclusion(StrEnum):
    """What accountability can end in (问责方式), mildest first."""

    NONE = "none"
    REMINDER_TALK = "reminder-talk"
    CRITICISM = "criticism"
    ORGANISATIONAL_MEASURE = "organisational-measure"
    REFERRAL = "referral"


@fact("accountability.concluded", stream="escalation.case.{0.project}", proposed=True)
class AccountabilityConcluded:
    """The accountability task force concluded: against whom, with what measure, for what reason, after hearing them."""

    project: ProjectId
    case: Case
    conclusion: Annotated[Conclusion, Field(title="问责结论", description="the measure; none is one")]
    concerning: Annotated[Text, Field(title="对象", description="person or unit it concerns")]
    reason: Reason
    heard_on: Annotated[date, Field(title="听取意见日期", description="day on which they were heard, ISO 8601")]
    concluded_by: Annotated[Text, Field(title="决定人", description="who decided")]
    concluded_on: Annotated[date, Field(title="决定日期", description="day of the decision, ISO 8601")]


# Findings -----------------------------------------------------------------------------------------------------------


@fact("concealment.confirmed", stream="escalation.concealment.{0.project}", proposed=True)
class ConcealmentConfirmed:
    """A named person confirmed, after the unit was heard, that something was concealed (瞒): never the system."""

    project: ProjectId
    month: Annotated[MonthText, Field(description="month whose report concealed it")]
    finding: Annotated[LongText, Field(title="认定事实", description="what was concealed, and how it was found")]
    inspection: Annotated[Token | None, Field(title="检查编号", description="inspection that found it")] = None
    heard: Annotated[Text, Field(title="听取意见对象", description="who was heard for the unit")]
    heard_on: Annotated[date, Field(title="听取意见日期", description="day on which they were heard, ISO 8601")]
    confirmed_by: Annotated[Text, Field(title="认定人", description="who confirmed it; never who is in charge")]
    confirmed_on: Annotated[date, Field(title="认定日期", description="day of the decision, ISO 8601")]
    evidence: EvidenceList = ()


# Due process --------------------------------------------------------------------------------------------------------


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
