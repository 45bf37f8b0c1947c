"""Facts of one project, short to tell, for stories about what is found in them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from services.escalation import ladder as ladders
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    Clock,
    DeadlineMissed,
    DeadlineMoved,
    ExemptionGranted,
    ExemptionKind,
    LadderAdopted,
)
from shared.catalogue.intake import (
    ContestOpened,
    FoundBlocker,
    InspectionAnnounced,
    InspectionHeld,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    MonthClosed,
    MonthOpened,
    ProgressReported,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ReportCorrected,
    SuspensionReason,
)
from shared.catalogue.scoring import CardIssued, Input
from shared.catalogue.values import Card, Category, Factor, MoneyUnit, Month, month_after

TEXT = (Path(ladders.__file__).parents[1] / "ladders" / "hanting.toml").read_text(encoding="utf-8")
LADDER = ladders.parse(TEXT)
CNY = MoneyUnit.CNY_10K


def day(text: str) -> date:
    return date.fromisoformat(text)


def adopted(text: str = TEXT) -> LadderAdopted:
    parsed = ladders.parse(text)
    return LadderAdopted(edition=parsed.edition, text=text, sha256=parsed.sha256, adopted_by="区委办")


CONTEST = ContestOpened(
    district="模拟区",
    district_en="Simulated",
    first_month=Month("2026-01"),
    money_unit=CNY,
    investment_target=Decimal(10_000),
    projects=1,
    to_commission=0,
    to_speed_up=0,
)


def registered(project: str = "P1") -> ProjectRegistered:
    return ProjectRegistered(
        project=project,
        name=f"项目{project}",
        category=Category.INDUSTRY,
        lead_official="张三",
        responsible_unit="发改局",
        task_force="一专班",
        money_unit=CNY,
    )


def card(
    month: str, colour: Card = Card.BLUE, *, reissued_for: str | None = None, project: str = "P1", **inputs: str
) -> CardIssued:
    """A card with no inputs but those that are named."""
    return CardIssued(
        project=project,
        month=Month(month),
        card=colour,
        score=None,
        rank=1,
        rank_of=1,
        category_rank=1,
        category_of=1,
        previous=None,
        streak=1,
        points=(),
        lights=(),
        vetoes=(),
        caps=(),
        inputs=tuple(
            Input(indicator=name, value=None if value == "unknown" else Decimal(value))
            for name, value in inputs.items()
        ),
        edition="simple-1",
        rulebook_sha256="0" * 64,
        closed_at=100 + int(month[5:]),
        reissued_for=reissued_for,
    )


def turned(month: str) -> list[Fact]:
    """A month is over and closed."""
    return [MonthOpened(month=month_after(Month(month))), MonthClosed(month=Month(month))]


def closed(month: str, colour: Card = Card.BLUE, *, project: str = "P1", **inputs: str) -> list[Fact]:
    """A month is over and closed, and a project has its card."""
    return [*turned(month), card(month, colour, project=project, **inputs)]


def report(month: str, investment: object = None, physical: object = None, project: str = "P1") -> ProgressReported:
    return ProgressReported(
        project=project, month=Month(month), money_unit=CNY, investment=_figure(investment), physical=_figure(physical)
    )


def correction(month: str, investment: object = None, physical: object = None) -> ReportCorrected:
    return ReportCorrected(
        project="P1",
        month=Month(month),
        reason="核对",
        money_unit=CNY,
        investment=_figure(investment),
        physical=_figure(physical),
    )


def issue(issue: str, raised_on: str, title: str = "道路不通", factor: Factor | None = None) -> IssueRaised:
    return IssueRaised(
        issue=issue,
        project="P1",
        title=title,
        factor=factor,
        raised_by="发改局",
        raised_on=day(raised_on),
        due_on=day(raised_on),
    )


def solved(issue: str, solved_on: str) -> IssueSolved:
    return IssueSolved(issue=issue, solved_by="发改局", solved_on=day(solved_on), proof="照片")


def reopened(issue: str, reopened_on: str) -> IssueReopened:
    return IssueReopened(
        issue=issue, reason="未解决", reopened_by="督查室", reopened_on=day(reopened_on), due_on=day(reopened_on)
    )


def suspended(on: str) -> ProjectSuspended:
    return ProjectSuspended(
        project="P1", reason_class=SuspensionReason.SAFETY, reason="整改", approver="区政府", suspended_on=day(on)
    )


def resumed(on: str) -> ProjectResumed:
    return ProjectResumed(project="P1", reason="整改完成", resumed_on=day(on))


def exempted(from_on: str, until: str, *effects: str) -> ExemptionGranted:
    return ExemptionGranted(
        exemption="E1",
        project="P1",
        kind=ExemptionKind.FORCE_MAJEURE,
        effects=effects or ("milestone_slip_days",),
        from_on=day(from_on),
        until=day(until),
        reason="洪水",
        requested_by="发改局",
        approver="区政府",
        approved_on=day(from_on),
    )


def missed(clock: Clock, deadline: str = "one", project: str = "P1") -> DeadlineMissed:
    return DeadlineMissed(
        deadline=deadline,
        project=project,
        clock=clock,
        set_by=1,
        subject="1",
        owed_by="发改局",
        due_on=day("2026-01-10"),
        missed_on=day("2026-01-11"),
    )


def moved(deadline: str = "one") -> DeadlineMoved:
    return DeadlineMoved(
        deadline=deadline,
        project="P1",
        clock=Clock.ISSUE,
        was_due_on=day("2026-01-10"),
        due_on=day("2026-02-10"),
        because=(1,),
    )


def announced(inspection: str = "V1") -> InspectionAnnounced:
    return InspectionAnnounced(
        inspection=inspection,
        project="P1",
        inspectors=("赵工",),
        announced_on=day("2026-01-20"),
        planned_on=day("2026-01-25"),
    )


def inspected(
    on: str,
    month: str,
    investment: object = None,
    physical: object = None,
    *blockers: FoundBlocker,
    inspection: str = "V1",
) -> InspectionHeld:
    return InspectionHeld(
        inspection=inspection,
        project="P1",
        inspectors=("赵工",),
        inspected_on=day(on),
        month=Month(month),
        money_unit=CNY,
        investment=_figure(investment),
        physical=_figure(physical),
        findings="现场情况",
        blockers=blockers,
    )


def blocker(since: str, title: str = "高压线未迁", factor: Factor | None = None) -> FoundBlocker:
    return FoundBlocker(title=title, factor=factor, since=day(since))


def _figure(told: object) -> Decimal | None:
    return None if told is None else Decimal(str(told))


def reported(*months: str) -> list[Fact]:
    """Reports that differ, so that no sign comes of them."""
    return [report(month, investment=100 + int(month[5:]), physical=int(month[5:])) for month in months]
