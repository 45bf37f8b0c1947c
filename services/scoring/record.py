"""The record of a project: everything scoring has heard of it, in the order of the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from shared.catalogue.intake import (
    MilestoneReached,
    PlannedMilestone,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
)
from shared.catalogue.values import Category, Factor, Milestone, Month


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it can be looked up: cumulative figures by month, milestones by name."""

    annual_target: Decimal | None
    total_cost: Decimal | None
    investment: Mapping[Month, Decimal]
    physical: Mapping[Month, Decimal]
    due: Mapping[Milestone, date]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one month's report, as corrected."""

    investment: Decimal | None
    physical: Decimal | None
    forecast_cost: Decimal | None
    forecast_completion: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """An issue of the project."""

    raised_on: date
    due_on: date
    factor: Factor | None
    solved_on: date | None = None
    accepted: bool = False

    def open_on(self, day: date) -> bool:
        """Whether it stood open at the end of a day: raised, and not yet both solved and accepted."""
        solved = self.accepted and self.solved_on is not None and self.solved_on <= day
        return self.raised_on <= day and not solved

    def overdue_days(self, day: date) -> int:
        """Days past its deadline at the end of a day, or when it was solved; 0 where in time.

        The clock stops with the solution: waiting for its acceptance is not the solver's delay.
        """
        end = self.solved_on if self.solved_on is not None and self.solved_on <= day else day
        return max(0, (end - self.due_on).days)


@dataclass(frozen=True, slots=True)
class Record:
    """A project as scoring knows it."""

    category: Category
    since: Month
    """The month in which it was registered."""
    original: Plan
    current: Plan
    factors_needed: frozenset[Factor]
    reports: Mapping[Month, Report] = field(default_factory=dict)
    reached: Mapping[Milestone, date] = field(default_factory=dict)
    issues: Mapping[str, IssueRecord] = field(default_factory=dict)


def registered(fact: ProjectRegistered, month: Month) -> Record:
    """A record begins with the registration, in the month that the calendar stood at."""
    plan = plan_of(fact)
    return Record(fact.category, month, original=plan, current=plan, factors_needed=frozenset(fact.factors_needed))


def plan_of(fact: ProjectRegistered | PlanRevised) -> Plan:
    """A plan as told."""
    return Plan(
        fact.annual_target,
        fact.total_cost,
        {told.month: told.investment for told in fact.plan if told.investment is not None},
        {told.month: told.physical for told in fact.plan if told.physical is not None},
        _due(fact.milestones),
    )


def evolve(
    record: Record,
    fact: PlanRevised | ProgressReported | ReportCorrected | MilestoneReached,
    current: Month,
) -> Record:
    """The record after a fact, heard while the calendar stood at `current`."""
    match fact:
        case PlanRevised():
            return replace(record, current=plan_of(fact))
        case ProgressReported():
            report = Report(
                fact.investment, fact.physical, fact.forecast_cost, fact.forecast_completion, late=fact.month < current
            )
            return replace(record, reports={**record.reports, fact.month: report})
        case ReportCorrected():
            told = {
                name: value
                for name in ("investment", "physical", "forecast_cost", "forecast_completion")
                if (value := getattr(fact, name)) is not None
            }
            report = replace(record.reports[fact.month], **told)
            return replace(record, reports={**record.reports, fact.month: report})
        case MilestoneReached():
            return replace(record, reached={**record.reached, fact.milestone: fact.reached_on})


def with_issue(record: Record, issue_id: str, issue: IssueRecord) -> Record:
    """The record with an issue added or changed."""
    return replace(record, issues={**record.issues, issue_id: issue})


def _due(milestones: tuple[PlannedMilestone, ...]) -> Mapping[Milestone, date]:
    return {planned.milestone: planned.due_on for planned in milestones}
