"""A key project on the list: registered, assigned, suspended, resumed, withdrawn, completed."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import UPCASTERS, fact
from shared.catalogue.intake.plans import AnnualTarget, Milestones, Plan, TotalCost
from shared.catalogue.values import Approver, Category, Factor, Money, ProjectId, ProspectId, Reason, Text, Unit


class SuspensionReason(StrEnum):
    """Why a project stands still with approval (停工原因类别)."""

    FORCE_MAJEURE = "force-majeure"
    AUTHORITY = "authority"
    SAFETY = "safety"
    FUNDING = "funding"
    MARKET = "market"
    OTHER = "other"


@fact("project.registered", version=2, stream="intake.project.{0.project}", proposed=True)
class ProjectRegistered:
    """A key project entered the list: one project, one leader, one unit, one task force, one plan."""

    project: ProjectId
    name: Annotated[Text, Field(title="项目名称", description="name as it stands on the list")]
    category: Annotated[Category, Field(title="项目类别", description="kind of key project")]
    lead_official: Annotated[Text, Field(title="包靠领导", description="district leader responsible")]
    responsible_unit: Annotated[Text, Field(title="责任单位", description="unit responsible")]
    task_force: Annotated[Text, Field(title="专班", description="task force in charge")]
    money_unit: Unit
    total_cost: TotalCost = None
    annual_target: AnnualTarget = None
    plan: Plan = ()
    milestones: Milestones = ()
    factors_needed: Annotated[
        tuple[Factor, ...],
        Field(title="所需要素", description="factors the project depends on", max_length=7),
    ] = ()
    prospect: Annotated[
        ProspectId | None, Field(title="招引线索", description="the landed prospect that this project grew from")
    ] = None


UPCASTERS["project.registered", 1] = lambda data: {**data, "prospect": None}


@fact("project.assigned", stream="intake.project.{0.project}", proposed=True)
class ProjectAssigned:
    """Others were put in charge of a project; whoever is left out stays, and what was done before stays theirs."""

    project: ProjectId
    lead_official: Annotated[Text | None, Field(title="包靠领导", description="district leader from now on")] = None
    responsible_unit: Annotated[Text | None, Field(title="责任单位", description="unit from now on")] = None
    task_force: Annotated[Text | None, Field(title="专班", description="task force from now on")] = None
    reason: Reason
    assigned_by: Annotated[Text, Field(title="交办人", description="who decided it")]
    assigned_on: Annotated[date, Field(title="交办日期", description="day from which it holds, ISO 8601")]


@fact("project.suspended", stream="intake.project.{0.project}", proposed=True)
class ProjectSuspended:
    """A project stands still, with approval: from here to its resumption nothing is asked of it."""

    project: ProjectId
    reason_class: Annotated[SuspensionReason, Field(title="停工原因类别", description="kind of reason")]
    reason: Reason
    approver: Approver
    suspended_on: Annotated[date, Field(title="停工日期", description="first day of standstill, ISO 8601")]


@fact("project.resumed", stream="intake.project.{0.project}", proposed=True)
class ProjectResumed:
    """A suspended project went on."""

    project: ProjectId
    reason: Reason
    resumed_on: Annotated[date, Field(title="复工日期", description="first day of work, ISO 8601")]


@fact("project.withdrawn", stream="intake.project.{0.project}", proposed=True)
class ProjectWithdrawn:
    """A project left the list unfinished, with approval; its history stays."""

    project: ProjectId
    reason: Reason
    approver: Approver
    withdrawn_on: Annotated[date, Field(title="退出日期", description="day it left the list, ISO 8601")]


@fact("project.completed", stream="intake.project.{0.project}", proposed=True)
class ProjectCompleted:
    """A project left the list because everything that was planned is done and accepted."""

    project: ProjectId
    completed_on: Annotated[date, Field(title="办结日期", description="day of the final acceptance, ISO 8601")]
    accepted_by: Annotated[Text, Field(title="验收人", description="who accepted the whole project")]
    money_unit: Unit
    final_cost: Annotated[Money | None, Field(title="决算投资", description="final cost of the whole project")] = None
