"""Scoring's stories: facts told in a line each, a log in memory that holds them, and what scoring makes of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

from services.scoring.app import Scoring
from services.scoring.contest import Contest
from services.scoring.indicators import INDICATORS, Figure, measure
from services.scoring.monthly_card import Inputs, Past
from shared.catalogue import Fact
from shared.catalogue.intake import (
    ContestOpened,
    IssueAccepted,
    IssueLevel,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    MilestoneReached,
    MonthClosed,
    MonthOpened,
    PlanMonth,
    PlannedMilestone,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
    RevisionReason,
)
from shared.catalogue.scoring import CardIssued, RulebookAdopted
from shared.catalogue.values import Category, Factor, Milestone, MoneyUnit, Month
from tests import memory, samples, story


def contest_opened(first_month: str = "2026-01") -> ContestOpened:
    return ContestOpened(
        district="模拟区",
        district_en="Simulated District",
        first_month=Month(first_month),
        money_unit=MoneyUnit.CNY_10K,
        investment_target=Decimal(1000),
        projects=2,
        to_commission=1,
        to_speed_up=1,
        simulated=True,
    )


def opened(month: str) -> MonthOpened:
    return MonthOpened(month=Month(month))


def closed(month: str) -> MonthClosed:
    return MonthClosed(month=Month(month))


def registered(
    project: str = "P1",
    *,
    category: Category = Category.INDUSTRY,
    target: str | None = None,
    cost: str | None = None,
    plan: Mapping[str, str] | None = None,
    physical: Mapping[str, str] | None = None,
    milestones: Mapping[str, str] | None = None,
    factors: Sequence[Factor] = (),
) -> ProjectRegistered:
    return ProjectRegistered(
        project=project,
        name=f"项目{project}",
        category=category,
        lead_official="张三",
        responsible_unit="发改局",
        task_force="一专班",
        money_unit=MoneyUnit.CNY_10K,
        total_cost=_money(cost),
        annual_target=_money(target),
        plan=_plan(plan or {}, physical or {}),
        milestones=_milestones(milestones or {}),
        factors_needed=tuple(factors),
    )


def revised(
    project: str = "P1",
    *,
    target: str | None = None,
    cost: str | None = None,
    plan: Mapping[str, str] | None = None,
    physical: Mapping[str, str] | None = None,
    milestones: Mapping[str, str] | None = None,
) -> PlanRevised:
    return PlanRevised(
        project=project,
        reason_class=RevisionReason.DESIGN,
        reason="the road was moved",
        approver="李四",
        approved_on=date(2026, 1, 20),
        money_unit=MoneyUnit.CNY_10K,
        total_cost=_money(cost),
        annual_target=_money(target),
        plan=_plan(plan or {}, physical or {}),
        milestones=_milestones(milestones or {}),
    )


def reported(
    month: str,
    project: str = "P1",
    *,
    investment: str | None = None,
    physical: str | None = None,
    paid: str | None = None,
    cost: str | None = None,
    completion: str | None = None,
) -> ProgressReported:
    return ProgressReported(
        project=project,
        month=Month(month),
        money_unit=MoneyUnit.CNY_10K,
        investment=_money(investment),
        physical=_money(physical),
        paid=_money(paid),
        forecast_cost=_money(cost),
        forecast_completion=date.fromisoformat(completion) if completion else None,
    )


def corrected(
    month: str, project: str = "P1", *, investment: str | None = None, physical: str | None = None
) -> ReportCorrected:
    return ReportCorrected(
        project=project,
        month=Month(month),
        reason="a figure was mistyped",
        money_unit=MoneyUnit.CNY_10K,
        investment=_money(investment),
        physical=_money(physical),
    )


def reached(milestone: str, day: str, project: str = "P1") -> MilestoneReached:
    return MilestoneReached(project=project, milestone=Milestone(milestone), reached_on=date.fromisoformat(day))


def raised(
    issue: str, raised_on: str, due_on: str, *, factor: Factor | None = None, project: str = "P1"
) -> IssueRaised:
    return IssueRaised(
        issue=issue,
        project=project,
        title="the land is not cleared",
        factor=factor,
        raised_by="王五",
        raised_on=date.fromisoformat(raised_on),
        due_on=date.fromisoformat(due_on),
    )


def solved(issue: str, day: str) -> IssueSolved:
    return IssueSolved(issue=issue, solved_by="王五", solved_on=date.fromisoformat(day), proof="cleared, see photo")


def accepted(issue: str, day: str) -> IssueAccepted:
    return IssueAccepted(issue=issue, accepted_by="赵六", accepted_on=date.fromisoformat(day))


def triaged(issue: str, day: str, due_on: str) -> IssueTriaged:
    return IssueTriaged(
        issue=issue,
        level=IssueLevel.TASK_FORCE,
        owner="王五",
        due_on=date.fromisoformat(due_on),
        triaged_by="调度办",
        triaged_on=date.fromisoformat(day),
    )


def reopened(issue: str, day: str, due_on: str) -> IssueReopened:
    return IssueReopened(
        issue=issue,
        reason="the land is still not cleared",
        reopened_by="赵六",
        reopened_on=date.fromisoformat(day),
        due_on=date.fromisoformat(due_on),
    )


def adopted(text: str, edition: str = "simple-1") -> RulebookAdopted:
    return RulebookAdopted(
        edition=edition, text=text, sha256=sha256(text.encode()).hexdigest(), adopted_by="the dispatch office"
    )


class Log(memory.Log):
    """A log with scoring at work on it."""

    @property
    def cards(self) -> list[CardIssued]:
        return [fact for fact in self.facts if isinstance(fact, CardIssued)]

    def contest(self) -> Contest:
        """What scoring knows, having followed the log from its first entry."""
        contest = Contest()
        for logged in self.entries:
            contest.evolve(logged)
        return contest

    def settle(self, batch: int = 1_000) -> list[CardIssued]:
        """Append what is due, a batch at a time, until nothing is; every batch decided by a service just restarted."""
        before = len(self.cards)
        self.settle_with(lambda: self.contest().next_step()[:batch])
        return self.cards[before:]


ISSUED: tuple[Fact, ...] = (samples.CONTEST, samples.STEELWORKS, samples.FEBRUARY_OPENED, samples.RED_CARD)
"""A contest in the month in which the card of the samples was issued."""


def at_the_door(*facts: Fact) -> story.Story:
    """What the log holds before a message comes to scoring."""
    return story.at(lambda log, engine: Scoring(log, engine).door, *facts)


def figure(indicator: str, month: str, *facts: Fact) -> Figure:
    """An indicator of project P1 at the end of a month, after these facts of a contest opened in 2026-01."""
    return measure(Log(contest_opened(), *facts).contest().records["P1"], Month(month))[indicator]


def inputs(
    project: str = "P1",
    *,
    category: Category = Category.INDUSTRY,
    previous: Past | None = None,
    **known: str,
) -> Inputs:
    """Inputs of a card: the indicators given, all others unknown."""
    return inputs_of(known, project=project, category=category, previous=previous)


def inputs_of(
    known: Mapping[str, str],
    *,
    project: str = "P1",
    category: Category = Category.INDUSTRY,
    previous: Past | None = None,
) -> Inputs:
    """As `inputs`, with the indicators in a mapping."""
    assert known.keys() <= INDICATORS.keys()
    values = {name: Decimal(known[name]) if name in known else None for name in INDICATORS}
    return Inputs(project, category, values, previous)


def _money(figure: str | None) -> Decimal | None:
    return None if figure is None else Decimal(figure)


def _plan(investment: Mapping[str, str], physical: Mapping[str, str]) -> tuple[PlanMonth, ...]:
    return tuple(
        PlanMonth(month=Month(month), investment=_money(investment.get(month)), physical=_money(physical.get(month)))
        for month in sorted(investment.keys() | physical.keys())
    )


def _milestones(due: Mapping[str, str]) -> tuple[PlannedMilestone, ...]:
    return tuple(
        PlannedMilestone(milestone=Milestone(name), due_on=date.fromisoformat(day)) for name, day in due.items()
    )
