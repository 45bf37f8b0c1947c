"""What people answer to the steps of a case: plans and proofs, interviews, commitments, conclusions, second looks."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.escalation.steps import Case
from shared.catalogue.fact import fact, part
from shared.catalogue.values import EvidenceList, LongText, ProjectId, Reason, Text


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


@fact("answer.reviewed", stream="escalation.case.{0.project}", proposed=True)
class AnswerReviewed:
    """Somebody other than who answered an order looked at the answer, and accepted or refused it."""

    project: ProjectId
    case: Case
    kind: Annotated[AnswerKind, Field(title="答复类别", description="which answer: latest plan or latest proof")]
    accepted: Annotated[bool, Field(title="是否认可", description="false sends it back to the unit")]
    reason: Reason
    reviewed_by: Annotated[Text, Field(title="审核人", description="who looked at it; never who answered")]
    reviewed_on: Annotated[date, Field(title="审核日期", description="day of the review, ISO 8601")]


@fact("commitment.kept", stream="escalation.case.{0.project}", proposed=True)
class CommitmentKept:
    """Somebody other than who had undertaken it confirmed that a commitment of the interview was kept."""

    project: ProjectId
    case: Case
    commitment: Annotated[
        int, Field(title="承诺序号", description="place among the commitments of the latest interview, from 1", ge=1)
    ]
    proof: Annotated[LongText, Field(title="兑现依据", description="what shows that it was kept")]
    confirmed_by: Annotated[Text, Field(title="确认人", description="who confirmed it; never its owner")]
    kept_on: Annotated[date, Field(title="兑现日期", description="day on which it was kept, ISO 8601")]
    evidence: EvidenceList = ()


@fact("case.reviewed", stream="escalation.case.{0.project}", proposed=True)
class CaseReviewed:
    """A recovered case was looked at again months later (回头看): the recovery holds, or it does not."""

    project: ProjectId
    case: Case
    holds: Annotated[bool, Field(title="是否巩固", description="false where the project has relapsed")]
    finding: Annotated[LongText, Field(title="复查情况", description="what was found, in words")]
    reviewed_by: Annotated[Text, Field(title="复查人", description="who looked; never who is in charge")]
    reviewed_on: Annotated[date, Field(title="复查日期", description="day of the review, ISO 8601")]
    evidence: EvidenceList = ()
