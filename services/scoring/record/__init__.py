"""The record of a project: everything scoring has heard of it, in the order of the log.

A record never changes, it is replaced: whoever keeps one keeps what was known then. It is small, since there may be a
hundred thousand of them: figures by month are packed (`series`), and so are the lives of issues and factors (`life`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from services.scoring.record import life, plan
from services.scoring.record.life import Life, State
from services.scoring.record.plan import Days, Plan
from services.scoring.record.series import Figure, Series
from shared.catalogue.escalation import ConcealmentConfirmed
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    InspectionHeld,
    IssueAccepted,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    MilestoneReached,
    PlanFiled,
    PlanRevised,
    ProgressReported,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    ReportCorrected,
    StatisticsEntered,
    TargetSet,
)
from shared.catalogue.values import Category, Factor, Month, month_after, month_of

FactorFact = FactorNeeded | FactorPending | FactorBlocked | FactorGuaranteed
IssueFact = IssueRaised | IssueTriaged | IssueSolved | IssueAccepted | IssueReopened
"""All but the first name their issue alone, and not its project."""
RecordFact = (
    ProgressReported
    | ReportCorrected
    | MilestoneReached
    | StatisticsEntered
    | TargetSet
    | PlanFiled
    | PlanRevised
    | FactorFact
    | InspectionHeld
    | ConcealmentConfirmed
    | ProjectSuspended
    | ProjectResumed
    | ProjectWithdrawn
    | ProjectCompleted
)

REPORTED = Series(columns=5)
"""Investment, physical progress, paid, forecast cost, and forecast day of completion as an ordinal."""
COUNTED = Series(columns=1)
"""How often something happened, by the month in which it counts."""
ONCE = Decimal(1)
BEFORE = date.min
"""The day since when something holds of which no day is told."""


@dataclass(frozen=True, slots=True)
class Now:
    """Where the calendar stands."""

    month: Month
    """The month that began last."""
    closed: Month | None
    """The month that was closed last; None before the first close."""


class IssueRecord(NamedTuple):
    """An issue of the project."""

    factor: Factor | None
    life: Life


class Inspected(NamedTuple):
    """How much more was reported than an inspection measured; None where one of the two is not told."""

    counts_in: Month
    investment: Figure
    physical: Figure


class Record(NamedTuple):
    """A project as scoring knows it."""

    project: str
    """Its id, kept once: whoever keeps something by project keeps it under this."""
    category: Category
    since: Month
    """The month in which it was registered."""
    original: Plan
    current: Plan
    """The very same as the original one until it is revised."""
    factors: Mapping[Factor, Life]
    """What the project needs; a need is closed when the factor is guaranteed."""
    reports: Series = REPORTED
    late: Series = COUNTED
    """Reports that came late."""
    reached: Days = Days()
    entered_on: date | None = None
    """When the statistics took it in."""
    issues: Mapping[str, IssueRecord] = MappingProxyType({})
    inspected: tuple[Inspected, ...] = ()
    concealed: Series = COUNTED
    """Concealments that were confirmed."""
    active: bool = True
    """Whether it is on the list and not suspended: only then it has a card."""


def registered(fact: ProjectRegistered, month: Month) -> Record:
    """A record begins with the registration, in the month that the calendar stood at."""
    promised = plan.registered(fact)
    factors = {factor: life.begun(BEFORE) for factor in fact.factors_needed}
    return Record(fact.project, fact.category, month, original=promised, current=promised, factors=factors)


def evolve(record: Record, fact: RecordFact | IssueFact, now: Now) -> Record:
    """The record after a fact, heard while the calendar stood at `now`."""
    match fact:
        case ProgressReported():
            return _reported(record, fact, now)
        case ReportCorrected():
            told = zip(_row(fact), record.reports.at(fact.month), strict=True)
            row = [old if new is None else new for new, old in told]
            return record._replace(reports=record.reports.with_row(fact.month, row))
        case MilestoneReached():
            return record._replace(reached=record.reached._replace(**{fact.milestone: fact.reached_on}))
        case StatisticsEntered():
            return record._replace(entered_on=fact.entered_on)
        case TargetSet() | PlanFiled():
            return _promised(record, fact)
        case PlanRevised():
            return record._replace(current=plan.revised(record.current, fact, int(now.month[:4])))
        case IssueRaised() | IssueTriaged() | IssueSolved() | IssueAccepted() | IssueReopened():
            return record._replace(issues={**record.issues, fact.issue: _issue(record, fact, now)})
        case FactorNeeded() | FactorGuaranteed():
            return record._replace(factors={**record.factors, fact.factor: _factor(record, fact, now)})
        case FactorPending() | FactorBlocked():
            return record
        case InspectionHeld():
            return record._replace(inspected=_inspected(record, fact, now))
        case ConcealmentConfirmed():
            return record._replace(concealed=_counted(record.concealed, _next_close(record, now)))
        case ProjectSuspended() | ProjectWithdrawn() | ProjectCompleted():
            return record._replace(active=False)
        case ProjectResumed():
            return record._replace(active=True)


def corrected(then: Record, known_now: Record, month: Month) -> Record:
    """What was known then, with the figures of the reports up to a month as they read now; later reports stay away."""
    reports = then.reports
    for told, row in known_now.reports:
        if told <= month and any(figure is not None for figure in then.reports.at(told)):
            reports = reports.with_row(told, row)
    return then._replace(reports=reports)


def _reported(record: Record, fact: ProgressReported, now: Now) -> Record:
    """A report is late once the next month has begun; one that missed the close counts in the close after."""
    reports = record.reports.with_row(fact.month, _row(fact))
    if fact.month >= now.month:
        return record._replace(reports=reports)
    return record._replace(reports=reports, late=_counted(record.late, max(fact.month, _next_close(record, now))))


def _row(fact: ProgressReported | ReportCorrected) -> tuple[Figure, ...]:
    completion = fact.forecast_completion
    ordinal = None if completion is None else Decimal(completion.toordinal())
    return fact.investment, fact.physical, fact.paid, fact.forecast_cost, ordinal


def _next_close(record: Record, now: Now) -> Month:
    """The month in whose close it shows what is heard now."""
    return max(record.since, month_after(now.closed)) if now.closed else record.since


def _counted(counts: Series, month: Month) -> Series:
    """One more in a month."""
    (before,) = counts.at(month)
    return counts.with_row(month, (ONCE + (before or 0),))


def _promised(record: Record, fact: TargetSet | PlanFiled) -> Record:
    """What is promised first belongs to the original plan and to the current one."""
    original = plan.promised(record.original, fact)
    return record._replace(
        original=original,
        current=original if record.current is record.original else plan.promised(record.current, fact),
    )


def _issue(record: Record, fact: IssueFact, now: Now) -> IssueRecord:
    if isinstance(fact, IssueRaised):
        return IssueRecord(fact.factor, life.begun(fact.raised_on, fact.due_on))
    issue = record.issues[fact.issue]
    match fact:
        case IssueTriaged():
            turned = life.turned(issue.life, _from(fact.triaged_on, record, now), State.OPEN, fact.due_on)
        case IssueSolved():
            turned = life.turned(issue.life, fact.solved_on, State.SOLVED)
        case IssueAccepted():
            turned = life.turned(issue.life, _from(fact.accepted_on, record, now), State.CLOSED)
        case IssueReopened():
            turned = life.turned(issue.life, _from(fact.reopened_on, record, now), State.OPEN, fact.due_on)
    return issue._replace(life=turned)


def _factor(record: Record, fact: FactorNeeded | FactorGuaranteed, now: Now) -> Life:
    known = record.factors.get(fact.factor)
    if isinstance(fact, FactorGuaranteed):
        return life.turned(known or life.begun(BEFORE), fact.guaranteed_on, State.CLOSED)
    if known is None:
        return life.begun(fact.needed_on)
    return life.turned(known, _from(fact.needed_on, record, now), State.OPEN)


def _from(day: date, record: Record, now: Now) -> date:
    """The day from which something holds: what is told after a close does not change the days of the closed month."""
    opening = _next_close(record, now)
    return max(day, date(int(opening[:4]), int(opening[5:]), 1))


def _inspected(record: Record, fact: InspectionHeld, now: Now) -> tuple[Inspected, ...]:
    """Held against what was reported of that month, as it read when the inspection was heard of.

    What counted in a month that is closed is of no more use.
    """
    investment, physical, *_ = record.reports.latest(fact.month)
    closing = _next_close(record, now)
    found = Inspected(
        max(month_of(fact.inspected_on), closing),
        _less(investment, fact.investment),
        _less(physical, fact.physical),
    )
    return *(earlier for earlier in record.inspected if earlier.counts_in >= closing), found


def _less(told: Figure, measured: Figure) -> Figure:
    return None if told is None or measured is None else told - measured
