"""Indicators of the key links of a project: start, completion, commissioning, and its entry into the statistics."""

from datetime import date
from decimal import Decimal

from services.scoring.indicators.kinds import FIRST_PLAN, PLAN, REPORTS, Unit, indicator
from services.scoring.indicators.view import NOTHING, View
from services.scoring.record.plan import Plan
from services.scoring.record.series import Figure
from shared.catalogue.intake import MilestoneReached, StatisticsEntered


@indicator(Unit.DAYS, *PLAN, *REPORTS)
def completion_slip_days(view: View) -> Figure:
    """Forecast day of completion - day planned, current plan: late (+) or early (-).

    Unit: days. Source: New York City's capital project records.
    """
    return _completion_slip(view, view.record.current)


@indicator(Unit.DAYS, *FIRST_PLAN, *REPORTS)
def completion_slip_original_days(view: View) -> Figure:
    """As `completion_slip_days`, against the original plan.

    Unit: days. Source: the ledger of plans (US federal baselines were changed up to 101 times).
    """
    return _completion_slip(view, view.record.original)


@indicator(Unit.DAYS, *PLAN, MilestoneReached)
def milestone_slip_days(view: View) -> Figure:
    """Days by which the worst milestone slipped, current plan: of those overdue, and those reached this month.

    Unknown where no milestone is planned; 0 where none slipped. One reached late counts in its month, not for ever.

    Unit: days. Source: hanting (5 points for every started 15 days).
    """
    return _milestone_slip(view, view.record.current)


@indicator(Unit.DAYS, *FIRST_PLAN, MilestoneReached)
def milestone_slip_original_days(view: View) -> Figure:
    """As `milestone_slip_days`, against the original plan.

    Unit: days. Source: the ledger of plans (US federal baselines were changed up to 101 times).
    """
    return _milestone_slip(view, view.record.original)


@indicator(Unit.MONTHS, *PLAN, MilestoneReached)
def start_overdue_months(view: View) -> Figure:
    """Ends of months without a start, from the month on in which it was due, current plan; 0 once started.

    Unit: months. Source: Yinchuan 2025 (not started in its month: yellow; three months running: red).
    """
    return _start_overdue(view, view.record.current)


@indicator(Unit.MONTHS, *FIRST_PLAN, MilestoneReached)
def start_overdue_original_months(view: View) -> Figure:
    """As `start_overdue_months`, against the original plan.

    Unit: months. Source: the ledger of plans (US federal baselines were changed up to 101 times).
    """
    return _start_overdue(view, view.record.original)


@indicator(Unit.MONTHS, MilestoneReached, StatisticsEntered)
def statistics_lag_months(view: View) -> Figure:
    """Started months since the day of the start, while the statistics have not taken it in; 0 once they have.

    Unknown before the start.

    Unit: months. Source: Yinchuan 2025 (more than one month after the start: yellow; more than two: red).
    """
    started, entered, last = view.record.reached.started, view.record.entered_on, view.period.last_day
    if started is None or started > last:
        return None
    if entered is not None and entered <= last:
        return NOTHING
    return Decimal(_months(started, last) + (started.day < last.day))


def _months(day: date, last: date) -> int:
    """From the month of a day to another's."""
    return (last.year - day.year) * 12 + last.month - day.month


def _completion_slip(view: View, plan: Plan) -> Figure:
    due, forecast = plan.due.completed, view.forecast_completion
    return None if due is None or forecast is None else forecast - due.toordinal()


def _milestone_slip(view: View, plan: Plan) -> Figure:
    worst, planned, last = 0, False, view.period.last_day
    for due, reached in zip(plan.due, view.record.reached, strict=True):
        if due is None:
            continue
        planned = True
        if reached is None or reached > last:
            worst = max(worst, (last - due).days)
        elif reached >= view.period.first_day:
            worst = max(worst, (reached - due).days)
    return Decimal(worst) if planned else None


def _start_overdue(view: View, plan: Plan) -> Figure:
    due, started, last = plan.due.started, view.record.reached.started, view.period.last_day
    if due is None:
        return None
    if started is not None and started <= last:
        return NOTHING
    return Decimal(max(0, _months(due, last) + 1))
