"""Indicators: what a project looks like at the close of a month, computed once, from facts alone.

Each is an exact decimal (rounded half up to 6 places where it is divided) or None, which means unknown and is not 0.
Everything is as of the last day of the month, as known at its close: what happened later, or was not yet on the log,
does not count. Formulas are the project's own rulebook's; see `docs/indicators.md` for worked examples.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.scoring.record import IssueRecord, Plan, Record, Report
from shared.catalogue.values import Milestone, Month, last_day, month_of, months_between

Figure = Decimal | None
_PLACES = Decimal("0.000001")


def investment_rate(record: Record, month: Month) -> Figure:
    """Investment to date / planned investment to date, current plan; 1 where 0 is planned. Unknown without either."""
    planned, done = _planned(record.current.investment, month), _latest(record, month, "investment")
    return Decimal(1) if planned == 0 and done is not None else _ratio(done, planned)


def schedule_gap_pp(record: Record, month: Month) -> Figure:
    """(planned - reported investment to date) / annual target x 100: percentage points behind (+) or ahead (-)."""
    planned, done = _planned(record.current.investment, month), _latest(record, month, "investment")
    if planned is None or done is None:
        return None
    share = _ratio(planned - done, record.target(month))
    return None if share is None else share * 100


def physical_gap_pp(record: Record, month: Month) -> Figure:
    """Planned - reported physical progress, in percentage points."""
    planned, done = _planned(record.current.physical, month), _latest(record, month, "physical")
    return None if planned is None or done is None else planned - done


def cost_variance_pct(record: Record, month: Month) -> Figure:
    """(forecast - planned cost) / planned cost x 100, current plan: over (+) or under (-)."""
    return _cost_variance(record, record.current, month)


def cost_variance_original_pct(record: Record, month: Month) -> Figure:
    """As `cost_variance_pct`, against the original plan."""
    return _cost_variance(record, record.original, month)


def completion_slip_days(record: Record, month: Month) -> Figure:
    """Forecast day of completion - day planned, current plan, in days: late (+) or early (-)."""
    return _completion_slip(record, record.current, month)


def completion_slip_original_days(record: Record, month: Month) -> Figure:
    """As `completion_slip_days`, against the original plan."""
    return _completion_slip(record, record.original, month)


def milestone_slip_days(record: Record, month: Month) -> Figure:
    """Days by which the worst milestone slipped, current plan: of those overdue, and those reached this month.

    Unknown where no milestone is planned; 0 where none slipped. One reached late counts in its month, not for ever.
    """
    return _milestone_slip(record, record.current, month)


def milestone_slip_original_days(record: Record, month: Month) -> Figure:
    """As `milestone_slip_days`, against the original plan."""
    return _milestone_slip(record, record.original, month)


def start_overdue_months(record: Record, month: Month) -> Figure:
    """Months since the start was due, current plan, while not started; 0 once started, unknown if none is planned."""
    due = record.current.due.get(Milestone.STARTED)
    if due is None:
        return None
    if _done(record, Milestone.STARTED, last_day(month)):
        return Decimal(0)
    return Decimal(max(0, months_between(month_of(due), month)))


def months_since_report(record: Record, month: Month) -> Figure:
    """Months from the last month reported to this one: 0 where this one was. If none was: counted from registration."""
    reported = max((told for told in record.reports if told <= month), default=None)
    if reported is None:
        return Decimal(max(0, months_between(record.since, month)) + 1)
    return Decimal(months_between(reported, month))


def late_reports(record: Record, month: Month) -> Figure:
    """1 where this month's report came only after the next month had begun, else 0."""
    report = record.reports.get(month)
    return Decimal(1 if report and report.late else 0)


def unchanged_reports(record: Record, month: Month) -> Figure:
    """How many of the last reports running tell the same investment and physical progress as the one before."""
    told = [record.reports[past] for past in sorted(record.reports, reverse=True) if past <= month]
    count = 0
    for later, earlier in itertools.pairwise(told):
        if (later.investment, later.physical) != (earlier.investment, earlier.physical):
            break
        count += 1
    return Decimal(count)


def open_issues(record: Record, month: Month) -> Figure:
    """Issues raised and not yet solved and accepted."""
    return Decimal(len(_open(record, last_day(month))))


def overdue_issues(record: Record, month: Month) -> Figure:
    """Open issues past the day by which they were to be solved."""
    day = last_day(month)
    return Decimal(sum(issue.overdue_days(day) > 0 for issue in _open(record, day)))


def longest_overdue_days(record: Record, month: Month) -> Figure:
    """Days by which the worst open issue is overdue; 0 where none is."""
    day = last_day(month)
    return Decimal(max((issue.overdue_days(day) for issue in _open(record, day)), default=0))


def issue_timeliness(record: Record, month: Month) -> Figure:
    """Share of issues in time among those open and those solved this month. Unknown where there is none of either."""
    day = last_day(month)
    counted = [
        issue
        for issue in record.issues.values()
        if issue.open_on(day) or (issue.accepted and issue.solved_on and month_of(issue.solved_on) == month)
    ]
    return _ratio(Decimal(sum(issue.overdue_days(day) == 0 for issue in counted)), Decimal(len(counted)))


def factors_ready(record: Record, month: Month) -> Figure:
    """Factors needed and not blocked by an open issue / factors needed. Unknown where none is needed."""
    blocked = {issue.factor for issue in _open(record, last_day(month))} & record.factors_needed
    needed = len(record.factors_needed)
    return _ratio(Decimal(needed - len(blocked)), Decimal(needed))


INDICATORS: Mapping[str, Callable[[Record, Month], Figure]] = {
    function.__name__: function
    for function in (
        investment_rate,
        schedule_gap_pp,
        physical_gap_pp,
        cost_variance_pct,
        cost_variance_original_pct,
        completion_slip_days,
        completion_slip_original_days,
        milestone_slip_days,
        milestone_slip_original_days,
        start_overdue_months,
        months_since_report,
        late_reports,
        unchanged_reports,
        open_issues,
        overdue_issues,
        longest_overdue_days,
        issue_timeliness,
        factors_ready,
    )
}
"""Every indicator that a rulebook may name."""


def measure(record: Record, month: Month) -> dict[str, Figure]:
    """All indicators of a project at the close of a month."""
    return {name: indicator(record, month) for name, indicator in INDICATORS.items()}


def _ratio(part: Figure, whole: Figure) -> Figure:
    if part is None or not whole:
        return None
    return (part / whole).quantize(_PLACES, ROUND_HALF_UP)


def _planned(plan: Mapping[Month, Decimal], month: Month) -> Figure:
    """The cumulative figure of the last planned month up to this one."""
    past = max((told for told in plan if told <= month), default=None)
    return None if past is None else plan[past]


def _latest(record: Record, month: Month, figure: str) -> Figure:
    """The figure of the last report up to this month that tells it."""
    told: Iterable[Report] = (record.reports[past] for past in sorted(record.reports, reverse=True) if past <= month)
    return next((value for report in told if (value := getattr(report, figure)) is not None), None)


def _cost_variance(record: Record, plan: Plan, month: Month) -> Figure:
    forecast = _latest(record, month, "forecast_cost")
    if forecast is None or plan.total_cost is None:
        return None
    share = _ratio(forecast - plan.total_cost, plan.total_cost)
    return None if share is None else share * 100


def _completion_slip(record: Record, plan: Plan, month: Month) -> Figure:
    due = plan.due.get(Milestone.COMPLETED)
    told = (record.reports[past] for past in sorted(record.reports, reverse=True) if past <= month)
    forecast = next((report.forecast_completion for report in told if report.forecast_completion), None)
    return None if due is None or forecast is None else Decimal((forecast - due).days)


def _milestone_slip(record: Record, plan: Plan, month: Month) -> Figure:
    if not plan.due:
        return None
    day = last_day(month)
    slips = [0]
    for milestone, due in plan.due.items():
        reached_on = record.reached.get(milestone)
        if reached_on is None or reached_on > day:
            slips.append((day - due).days)
        elif month_of(reached_on) == month:
            slips.append((reached_on - due).days)
    return Decimal(max(slips))


def _done(record: Record, milestone: Milestone, day: date) -> bool:
    reached_on = record.reached.get(milestone)
    return reached_on is not None and reached_on <= day


def _open(record: Record, day: date) -> list[IssueRecord]:
    return [issue for issue in record.issues.values() if issue.open_on(day)]
