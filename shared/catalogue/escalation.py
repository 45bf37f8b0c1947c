"""Facts that escalation records: the steps of a case, each with its ground, its people and its deadline."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact, part
from shared.catalogue.values import SHA256, MonthText, ProjectId, Text


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
