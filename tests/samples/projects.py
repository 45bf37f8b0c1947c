"""Named examples: the life of projects, their plans, factors and the prospects they grew from.

Imports nothing from `tests.samples`.
"""

from datetime import date
from decimal import Decimal

from shared.catalogue import Fact
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    PlanFiled,
    PlanMonth,
    PlannedMilestone,
    ProjectAssigned,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    ProspectAdvanced,
    ProspectDropped,
    ProspectRecorded,
    ProspectStage,
    StatisticsEntered,
    SuspensionReason,
    TargetSet,
)
from shared.catalogue.values import Category, Evidence, Factor, Milestone, MoneyUnit, Month

PERMIT = Evidence(
    uri="https://files.example.cn/permits/2026-17.pdf",
    sha256="a3" * 32,
    media_type="application/pdf",
    title="用地批复",
)

ASSIGNED = ProjectAssigned(
    project="P0142",
    lead_official="赵敏",
    responsible_unit="发展和改革局",
    task_force="重大项目专班",
    reason="分工调整",
    assigned_by="区委办公室",
    assigned_on=date(2026, 1, 10),
)
SUSPENDED = ProjectSuspended(
    project="P0142",
    reason_class=SuspensionReason.SAFETY,
    reason="基坑支护需复核",
    approver="区政府常务会议",
    suspended_on=date(2026, 1, 12),
)
RESUMED = ProjectResumed(project="P0142", reason="复核通过", resumed_on=date(2026, 1, 24))
WITHDRAWN = ProjectWithdrawn(
    project="P0142", reason="投资方放弃", approver="区委常委会", withdrawn_on=date(2026, 1, 28)
)
COMPLETED = ProjectCompleted(
    project="P0207",
    completed_on=date(2026, 1, 30),
    accepted_by="区重点项目办公室",
    money_unit=MoneyUnit.CNY_10K,
    final_cost=Decimal("8950.00"),
)

TARGET = TargetSet(
    project="P0207",
    year=2026,
    money_unit=MoneyUnit.CNY_10K,
    annual_target=Decimal("9000.00"),
    set_by="区重点项目办公室",
)
FILED = PlanFiled(
    project="P0207",
    money_unit=MoneyUnit.CNY_10K,
    total_cost=Decimal("9000.00"),
    plan=(
        PlanMonth(month=Month("2026-01"), investment=Decimal("500.00"), physical=Decimal("4.00")),
        PlanMonth(month=Month("2026-02"), investment=Decimal("1100.00"), physical=Decimal("9.00")),
    ),
    milestones=(PlannedMilestone(milestone=Milestone.STARTED, due_on=date(2026, 1, 20)),),
)
ENTERED = StatisticsEntered(
    project="P0142", entered_on=date(2026, 1, 25), code="370703-2026-0142", entered_by="区统计局"
)

LAND_NEEDED = FactorNeeded(
    project="P0142",
    factor=Factor.LAND,
    guarantor="自然资源和规划局",
    due_on=date(2026, 2, 28),
    needed_on=date(2026, 1, 5),
    detail="二期用地 120 亩",
)
LAND_PENDING = FactorPending(
    project="P0142",
    factor=Factor.LAND,
    guarantor="自然资源和规划局",
    pending_on=date(2026, 1, 8),
    note="已报省厅",
)
LAND_BLOCKED = FactorBlocked(
    project="P0142",
    factor=Factor.LAND,
    reason="指标不足",
    blocked_on=date(2026, 1, 15),
    blocked_by="年度用地指标",
)
LAND_GUARANTEED = FactorGuaranteed(
    project="P0142",
    factor=Factor.LAND,
    guaranteed_on=date(2026, 1, 29),
    guaranteed_by="自然资源和规划局",
    evidence=(PERMIT,),
)

LEAD = ProspectRecorded(
    prospect="L0023",
    name="新能源电池项目",
    category=Category.INDUSTRY,
    investor="某新能源公司",
    responsible_unit="投资促进局",
    recorded_on=date(2025, 11, 3),
    money_unit=MoneyUnit.CNY_10K,
    planned_investment=Decimal("50000.00"),
)
NEGOTIATING = ProspectAdvanced(
    prospect="L0023",
    stage=ProspectStage.NEGOTIATING,
    advanced_on=date(2025, 11, 20),
    note="已签保密协议",
)
SIGNED = ProspectAdvanced(prospect="L0023", stage=ProspectStage.SIGNED, advanced_on=date(2025, 12, 18), note="签约仪式")
LANDED = ProspectAdvanced(prospect="L0023", stage=ProspectStage.LANDED, advanced_on=date(2026, 1, 9), note="公司注册")
DROPPED = ProspectDropped(prospect="L0023", reason="改投外地", dropped_on=date(2026, 1, 14))
BATTERIES = ProjectRegistered(
    project="P0301",
    name="新能源电池项目",
    category=Category.INDUSTRY,
    lead_official="王建国",
    responsible_unit="投资促进局",
    task_force="工业项目专班",
    money_unit=MoneyUnit.CNY_10K,
    prospect="L0023",
)
"""The project that the prospect becomes, once it has landed."""

EXAMPLES: tuple[Fact, ...] = (
    ASSIGNED, SUSPENDED, RESUMED, WITHDRAWN, COMPLETED, TARGET, FILED, ENTERED,
    LAND_NEEDED, LAND_PENDING, LAND_BLOCKED, LAND_GUARANTEED, LEAD, NEGOTIATING, DROPPED,
)  # fmt: skip
