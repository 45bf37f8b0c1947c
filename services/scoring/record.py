"""The record of a project: everything scoring has heard of it, in the order of the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from shared.catalogue.intake import (
    MilestoneReached,
    PlanFiled,
    PlanMonth,
    PlannedMilestone,
    PlanRevised,
    ProgressReported,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    ReportCorrected,
    TargetSet,
)
from shared.catalogue.values import Category, Factor, Milestone, Month

RecordFact = (
    TargetSet
    | PlanFiled
    | PlanRevised
    | ProgressReported
    | ReportCorrected
    | MilestoneReached
    | ProjectSuspended
    | ProjectResumed
    | ProjectWithdrawn
    | ProjectCompleted
)


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
    targets: Mapping[int, Decimal] = field(default_factory=dict)
    """Targets that were set for a year; they go before the plan's own."""
    active: bool = True
    """Whether it is on the list and not suspended: only then it has a card."""

    def target(self, month: Month) -> Decimal | None:
        """The annual target that a month counts towards."""
        return self.targets.get(int(month[:4]), self.current.annual_target)


def registered(fact: ProjectRegistered, month: Month) -> Record:
    """A record begins with the registration, in the month that the calendar stood at."""
    plan = plan_of(fact)
    return Record(fact.category, month, original=plan, current=plan, factors_needed=frozenset(fact.factors_needed))


def plan_of(fact: ProjectRegistered | PlanRevised) -> Plan:
    """A plan as told."""
    return Plan(
        fact.annual_target, fact.total_cost, _investment(fact.plan), _physical(fact.plan), _due(fact.milestones)
    )


def evolve(
    record: Record,
    fact: RecordFact,
    current: Month,
) -> Record:
    """The record after a fact, heard while the calendar stood at `current`."""
    match fact:
        case TargetSet():
            return replace(record, targets={**record.targets, fact.year: fact.annual_target})
        case PlanFiled():
            return replace(record, original=_filed(record.original, fact), current=_filed(record.current, fact))
        case PlanRevised():
            return replace(record, current=plan_of(fact), targets=_revised(record.targets, fact, current))
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
        case ProjectSuspended() | ProjectWithdrawn() | ProjectCompleted():
            return replace(record, active=False)
        case ProjectResumed():
            return replace(record, active=True)


def with_issue(record: Record, issue_id: str, issue: IssueRecord) -> Record:
    """The record with an issue added or changed."""
    return replace(record, issues={**record.issues, issue_id: issue})


def _filed(plan: Plan, fact: PlanFiled) -> Plan:
    """A plan filed later: what it leaves out stays as it was registered."""
    return Plan(
        plan.annual_target,
        plan.total_cost if fact.total_cost is None else fact.total_cost,
        _investment(fact.plan),
        _physical(fact.plan),
        _due(fact.milestones) or plan.due,
    )


def _revised(targets: Mapping[int, Decimal], fact: PlanRevised, current: Month) -> Mapping[int, Decimal]:
    """A revision that names a target takes the place of the one that was set for this year."""
    this = int(current[:4])
    return targets if fact.annual_target is None else {year: told for year, told in targets.items() if year != this}


def _investment(plan: Iterable[PlanMonth]) -> Mapping[Month, Decimal]:
    return {told.month: told.investment for told in plan if told.investment is not None}


def _physical(plan: Iterable[PlanMonth]) -> Mapping[Month, Decimal]:
    return {told.month: told.physical for told in plan if told.physical is not None}


def _due(milestones: tuple[PlannedMilestone, ...]) -> Mapping[Milestone, date]:
    return {planned.milestone: planned.due_on for planned in milestones}
