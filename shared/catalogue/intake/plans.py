"""Targets and plans: what was promised, month by month, and every change of it with reason and approver."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact, part
from shared.catalogue.values import Approver, Milestone, Money, MonthText, Percent, ProjectId, Reason, Text, Unit, Year


class RevisionReason(StrEnum):
    """Why a plan was changed (调整原因类别)."""

    SCOPE = "scope"
    DESIGN = "design"
    FUNDING = "funding"
    AUTHORITY_DELAY = "authority-delay"
    FORCE_MAJEURE = "force-majeure"
    OTHER = "other"


@part
class PlanMonth:
    """One month of a time-phased plan (序时进度); figures are cumulative to the month's end."""

    month: MonthText
    investment: Annotated[Money | None, Field(title="累计计划投资", description="planned investment to date")] = None
    physical: Annotated[Percent | None, Field(title="累计计划形象进度", description="planned physical progress")] = None


@part
class PlannedMilestone:
    """A milestone and the day it is due."""

    milestone: Annotated[Milestone, Field(title="关键节点", description="which link of the project")]
    due_on: Annotated[date, Field(title="计划日期", description="day it is due, ISO 8601")]


Plan = Annotated[
    tuple[PlanMonth, ...],
    Field(
        title="序时计划",
        description="plan by month, months ascending, cumulative figures never falling",
        max_length=240,
    ),
]
Milestones = Annotated[
    tuple[PlannedMilestone, ...],
    Field(title="节点计划", description="planned milestones, each at most once", max_length=3),
]
TotalCost = Annotated[Money | None, Field(title="总投资", description="planned cost of the whole project")]
AnnualTarget = Annotated[Money | None, Field(title="年度目标", description="investment to complete this year")]


@fact("target.set", stream="intake.project.{0.project}", proposed=True)
class TargetSet:
    """The year's target of a project was set: once a year, after that it takes a revision to change it."""

    project: ProjectId
    year: Year
    money_unit: Unit
    annual_target: Annotated[Money, Field(title="年度目标", description="investment to complete in that year")]
    set_by: Annotated[Text, Field(title="下达单位", description="who set it")]


@fact("plan.filed", stream="intake.project.{0.project}", proposed=True)
class PlanFiled:
    """The first time-phased plan of a project was filed, where its registration had none."""

    project: ProjectId
    money_unit: Unit
    total_cost: TotalCost = None
    plan: Plan
    milestones: Milestones = ()


@fact("plan.revised", stream="intake.project.{0.project}", proposed=True)
class PlanRevised:
    """A plan was replaced, whole, with a reason and an approver; the original stays on record beside it."""

    project: ProjectId
    reason_class: Annotated[RevisionReason, Field(title="调整原因类别", description="kind of reason")]
    reason: Reason
    approver: Approver
    approved_on: Annotated[date, Field(title="批准日期", description="day of the approval, ISO 8601")]
    money_unit: Unit
    total_cost: TotalCost = None
    annual_target: AnnualTarget = None
    plan: Plan = ()
    milestones: Milestones = ()
