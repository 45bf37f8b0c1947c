"""Findings: slow, dragging, concealing (慢、拖、瞒), with their evidence; concealment is confirmed by people alone."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.escalation.ladder import Edition, LadderDigest, Positions
from shared.catalogue.fact import fact, part
from shared.catalogue.values import EvidenceList, LongText, MonthText, ProjectId, Reason, Text, Token


class Fault(StrEnum):
    """What a project is found to be (慢、拖、瞒); concealing is no more than a suspicion until a person confirms it."""

    SLOW = "slow"
    DRAGGING = "dragging"
    CONCEALING = "concealing"


class Sign(StrEnum):
    """What shows it (认定情形)."""

    BEHIND_WITHOUT_CAUSE = "behind-without-cause"
    ISSUE_OVERDUE = "issue-overdue"
    ISSUE_REOPENED_TWICE = "issue-reopened-twice"
    TASK_OVERDUE = "task-overdue"
    ORDER_UNANSWERED = "order-unanswered"
    COMMITMENT_BROKEN = "commitment-broken"
    REPORTS_MISSING = "reports-missing"
    LESS_THAN_REPORTED = "less-than-reported"
    BLOCKER_NOT_RAISED = "blocker-not-raised"
    CORRECTED_AFTER_ANNOUNCEMENT = "corrected-after-announcement"
    FIGURES_UNCHANGED = "figures-unchanged"


@part
class Seen:
    """One sign, and where on the log it can be seen."""

    sign: Annotated[Sign, Field(title="认定情形", description="what shows it")]
    evidence: Positions


@fact("finding.made", stream="escalation.finding.{0.project}-{0.fault}")
class FindingMade:
    """The ladder's measures found a project slow or dragging, or gave cause to suspect concealment, as of a month."""

    project: ProjectId
    month: Annotated[MonthText, Field(title="月份", description="month as of whose close it was found")]
    fault: Annotated[Fault, Field(title="认定类别", description="slow, dragging, or suspected of concealing")]
    signs: Annotated[tuple[Seen, ...], Field(title="认定依据", description="every sign with its evidence")]
    edition: Edition
    ladder_sha256: LadderDigest
    found_on: Annotated[date, Field(title="认定日期", description="day of the finding, ISO 8601")]


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


@fact("concealment.dismissed", stream="escalation.concealment.{0.project}", proposed=True)
class ConcealmentDismissed:
    """A named person found, after the unit was heard, that nothing was concealed: the suspicion is cleared."""

    project: ProjectId
    month: Annotated[MonthText, Field(description="month as of which it was suspected")]
    reason: Reason
    heard: Annotated[Text, Field(title="听取意见对象", description="who was heard for the unit")]
    heard_on: Annotated[date, Field(title="听取意见日期", description="day on which they were heard, ISO 8601")]
    dismissed_by: Annotated[Text, Field(title="认定人", description="who cleared it; never who is in charge")]
    dismissed_on: Annotated[date, Field(title="认定日期", description="day of the decision, ISO 8601")]
    evidence: EvidenceList = ()
