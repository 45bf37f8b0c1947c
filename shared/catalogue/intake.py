"""Facts that intake records: what bureaus and offices reported, and what the door refused.

Upstream systems propose these facts as messages of the same name and fields; the door records them or says why not.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact, part
from shared.catalogue.values import (
    Category,
    Factor,
    IssueId,
    LongText,
    Milestone,
    Money,
    MonthText,
    Percent,
    ProjectId,
    Reason,
    RevisionReason,
    Text,
    Unit,
)

# The contest and its calendar -------------------------------------------------------------------------------------


@fact("contest.opened", stream="intake.calendar.district", proposed=True)
class ContestOpened:
    """A district opened its contest of key projects (项目建设大比拼) with the year's totals."""

    district: Annotated[Text, Field(title="地区", description="name of the district, in Chinese")]
    district_en: Annotated[Text, Field(title="地区英文名", description="name of the district, in English")]
    first_month: MonthText
    money_unit: Unit
    investment_target: Annotated[Money, Field(title="年度总投资", description="investment to complete this year")]
    projects: Annotated[int, Field(title="项目总数", description="key projects on the list", ge=0)]
    to_commission: Annotated[int, Field(title="投产达效", description="projects to be commissioned", ge=0)]
    to_speed_up: Annotated[int, Field(title="加快建设", description="projects to be sped up", ge=0)]
    simulated: Annotated[bool, Field(title="模拟", description="true where no real district is meant")] = False


@fact("month.opened", stream="intake.calendar.district", proposed=True)
class MonthOpened:
    """The calendar turned to a new month: what arrives for an earlier month from now on is late."""

    month: MonthText


@fact("month.closed", stream="intake.calendar.district", proposed=True)
class MonthClosed:
    """The dispatch office closed a month: its cards are decided on what the log holds up to here."""

    month: MonthText


# Projects ---------------------------------------------------------------------------------------------------------


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
Investment = Annotated[Money | None, Field(title="累计完成投资", description="investment to date")]
Physical = Annotated[Percent | None, Field(title="形象进度", description="physical progress to date")]
ForecastCost = Annotated[Money | None, Field(title="预计总投资", description="forecast cost at completion")]
ForecastCompletion = Annotated[
    date | None, Field(title="预计竣工日期", description="forecast day of completion, ISO 8601")
]


@fact("project.registered", stream="intake.project.{0.project}", proposed=True)
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


@fact("plan.revised", stream="intake.project.{0.project}", proposed=True)
class PlanRevised:
    """A plan was replaced, whole, with a reason and an approver; the original stays on record beside it."""

    project: ProjectId
    reason_class: Annotated[RevisionReason, Field(title="调整原因类别", description="kind of reason")]
    reason: Reason
    approver: Annotated[Text, Field(title="批准人", description="who approved the change")]
    approved_on: Annotated[date, Field(title="批准日期", description="day of the approval, ISO 8601")]
    money_unit: Unit
    total_cost: TotalCost = None
    annual_target: AnnualTarget = None
    plan: Plan = ()
    milestones: Milestones = ()


@fact("progress.reported", stream="intake.project.{0.project}", proposed=True)
class ProgressReported:
    """A unit reported how far a project had come by the end of a month. Figures left out are unknown, not 0."""

    project: ProjectId
    month: MonthText
    money_unit: Unit
    investment: Investment = None
    physical: Physical = None
    forecast_cost: ForecastCost = None
    forecast_completion: ForecastCompletion = None
    narrative: Annotated[LongText | None, Field(title="进展说明", description="what was done, in words")] = None


@fact("report.corrected", stream="intake.project.{0.project}", proposed=True)
class ReportCorrected:
    """A unit corrected a report it had made; the first figures stay on record. Figures left out stay as they were."""

    project: ProjectId
    month: MonthText
    reason: Reason
    money_unit: Unit
    investment: Investment = None
    physical: Physical = None
    forecast_cost: ForecastCost = None
    forecast_completion: ForecastCompletion = None


@fact("milestone.reached", stream="intake.project.{0.project}", proposed=True)
class MilestoneReached:
    """A project started, was completed or was commissioned."""

    project: ProjectId
    milestone: Annotated[Milestone, Field(title="关键节点", description="which link of the project")]
    reached_on: Annotated[date, Field(title="实际日期", description="day it was reached, ISO 8601")]


# Issues -----------------------------------------------------------------------------------------------------------


@fact("issue.raised", stream="intake.issue.{0.issue}", proposed=True)
class IssueRaised:
    """Someone raised a roadblock (拦路虎) of a project, with a day by which it is to be solved."""

    issue: IssueId
    project: ProjectId
    title: Annotated[Text, Field(title="问题", description="the roadblock in one line")]
    factor: Annotated[Factor | None, Field(title="要素", description="the factor that is blocked, if one is")] = None
    raised_by: Annotated[Text, Field(title="提出人", description="who raised it")]
    raised_on: Annotated[date, Field(title="提出日期", description="day it was raised, ISO 8601")]
    due_on: Annotated[date, Field(title="办结期限", description="day by which it is to be solved, ISO 8601")]


@fact("issue.solved", stream="intake.issue.{0.issue}", proposed=True)
class IssueSolved:
    """The owner of an issue said it was solved, and gave proof; somebody else still has to accept that."""

    issue: IssueId
    solved_by: Annotated[Text, Field(title="办理人", description="who solved it")]
    solved_on: Annotated[date, Field(title="办结日期", description="day it was solved, ISO 8601")]
    proof: Annotated[LongText, Field(title="办结依据", description="what shows that it is solved")]


@fact("issue.accepted", stream="intake.issue.{0.issue}", proposed=True)
class IssueAccepted:
    """Someone other than the solver accepted the proof: the issue is closed (销号)."""

    issue: IssueId
    accepted_by: Annotated[Text, Field(title="验收人", description="who accepted; never the solver")]
    accepted_on: Annotated[date, Field(title="销号日期", description="day of acceptance, ISO 8601")]


# What the door refused --------------------------------------------------------------------------------------------


@fact("message.refused", stream="{0.service}.refusal.{0.refusal}")
class MessageRefused:
    """A door refused a message and said why; nothing else was changed by it."""

    refusal: Annotated[str, Field(title="退回编号", description="uuid5 of source and message id, hex")]
    service: Annotated[str, Field(title="受理服务", description="the service whose door refused")]
    source: Annotated[str, Field(title="来源", description="source in the subject")]
    message_id: Annotated[
        str, Field(title="消息编号", description="its id, or _inbox-<sequence> where it had no usable one")
    ]
    subject: Annotated[str, Field(title="主题", description="inbox subject it came on")]
    code: Annotated[str, Field(title="错误代码", description="stable error code")]
    field: Annotated[str, Field(title="字段", description="dotted path of the field; empty for the whole message")]
    value: Annotated[str, Field(title="原值", description="value found, at most 200 characters")]
    rule: Annotated[str, Field(title="规则", description="rule broken and what to do")]
    size: Annotated[int, Field(title="字节数", description="bytes of the body")]
    sha256: Annotated[str, Field(title="摘要", description="digest of the body, hex")]
