"""Progress: what was reported of a project, month by month, and what was corrected afterwards."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import UPCASTERS, fact
from shared.catalogue.values import (
    EvidenceList,
    LongText,
    Milestone,
    Money,
    MonthText,
    Percent,
    ProjectId,
    Reason,
    Text,
    Unit,
)

Investment = Annotated[Money | None, Field(title="累计完成投资", description="investment to date")]
Physical = Annotated[Percent | None, Field(title="形象进度", description="physical progress to date")]
Paid = Annotated[Money | None, Field(title="累计支付", description="paid to date")]
ForecastCost = Annotated[Money | None, Field(title="预计总投资", description="forecast cost at completion")]
ForecastCompletion = Annotated[
    date | None, Field(title="预计竣工日期", description="forecast day of completion, ISO 8601")
]


@fact("progress.reported", version=2, stream="intake.project.{0.project}", proposed=True)
class ProgressReported:
    """A unit reported how far a project had come by the end of a month. Figures left out are unknown, not 0."""

    project: ProjectId
    month: MonthText
    money_unit: Unit
    investment: Investment = None
    physical: Physical = None
    paid: Paid = None
    forecast_cost: ForecastCost = None
    forecast_completion: ForecastCompletion = None
    narrative: Annotated[LongText | None, Field(title="进展说明", description="what was done, in words")] = None
    evidence: EvidenceList = ()


UPCASTERS["progress.reported", 1] = lambda data: {**data, "paid": None, "evidence": []}


@fact("report.corrected", version=2, stream="intake.project.{0.project}", proposed=True)
class ReportCorrected:
    """A unit corrected a report it had made; the first figures stay on record. Figures left out stay as they were."""

    project: ProjectId
    month: MonthText
    reason: Reason
    money_unit: Unit
    investment: Investment = None
    physical: Physical = None
    paid: Paid = None
    forecast_cost: ForecastCost = None
    forecast_completion: ForecastCompletion = None


UPCASTERS["report.corrected", 1] = lambda data: {**data, "paid": None}


@fact("milestone.reached", version=2, stream="intake.project.{0.project}", proposed=True)
class MilestoneReached:
    """A project started, was completed or was commissioned."""

    project: ProjectId
    milestone: Annotated[Milestone, Field(title="关键节点", description="which link of the project")]
    reached_on: Annotated[date, Field(title="实际日期", description="day it was reached, ISO 8601")]
    evidence: EvidenceList = ()


UPCASTERS["milestone.reached", 1] = lambda data: {**data, "evidence": []}


@fact("statistics.entered", stream="intake.project.{0.project}", proposed=True)
class StatisticsEntered:
    """A project was entered into the official statistics (入库纳统); its investment counts from here on."""

    project: ProjectId
    entered_on: Annotated[date, Field(title="入库日期", description="day of the entry, ISO 8601")]
    code: Annotated[Text, Field(title="统计代码", description="code under which the statistics keep it")]
    entered_by: Annotated[Text, Field(title="审核单位", description="office that entered it")]
