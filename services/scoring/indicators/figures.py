"""Indicators of money and progress: what was reported to date, against the plan and the year's target."""

from decimal import Decimal

from services.scoring.indicators.kinds import FIRST_PLAN, PLAN, REPORTS, TARGET, Unit, indicator
from services.scoring.indicators.view import NOTHING, View, less, percent, ratio
from services.scoring.record.plan import INVESTMENT, Plan
from services.scoring.record.series import Figure

ALL = Decimal(1)


@indicator(Unit.RATIO, *PLAN, *REPORTS)
def investment_rate(view: View) -> Figure:
    """Investment to date / planned investment to date, current plan; 1 where 0 is planned and anything is told.

    Unit: ratio. Source: hanting; Nanning 2018, Sanya 2022, Tianjin 2022; earned value's SPI, told on investment.
    """
    return ALL if view.planned == 0 and view.invested is not None else ratio(view.invested, view.planned)


@indicator(Unit.RATIO, *PLAN, *REPORTS)
def month_task_rate(view: View) -> Figure:
    """Investment of the month / investment planned for it, current plan; 1 where none is planned for it.

    Months that were not told before are part of the task. Unknown where the month itself is not told.

    Unit: ratio. Source: Xinhuang 2015 (a month's task done by less than 80, or 60, percent).
    """
    reports, plan = view.record.reports, view.record.current.figures
    told, planned = reports.last(view.period.month, INVESTMENT), view.planned
    if told is None or told[0] != view.period.month or planned is None:
        return None
    done = told[1]
    before = reports.last(view.period.before, INVESTMENT)
    planned_before = plan.latest(before[0])[0] if before else None
    if before and planned_before is not None:
        done, planned = done - before[1], planned - planned_before
    return ALL if planned == 0 else ratio(done, planned)


@indicator(Unit.POINTS, *PLAN, *TARGET, *REPORTS)
def schedule_gap_pp(view: View) -> Figure:
    """100 x (planned - reported investment to date) / annual target, current plan: behind (+) or ahead (-).

    Unit: percentage points. Source: hanting; Yinchuan 2025 (10 to 30 points behind); DPWH 193 (slippage); Indonesia.
    """
    return percent(less(view.planned, view.invested), view.target)


@indicator(Unit.POINTS, *FIRST_PLAN, *TARGET, *REPORTS)
def schedule_gap_original_pp(view: View) -> Figure:
    """As `schedule_gap_pp`, against the original plan and its target.

    Unit: percentage points. Source: the ledger of plans (US federal baselines were changed up to 101 times).
    """
    original = view.record.original
    if original is view.record.current:
        return schedule_gap_pp(view)
    planned, _ = original.figures.latest(view.period.month)
    return percent(less(planned, view.invested), original.target(view.period.month))


@indicator(Unit.PERCENT, *PLAN, *REPORTS)
def schedule_variance_pct(view: View) -> Figure:
    """100 x (planned - reported investment to date) / planned, current plan: behind (+) or ahead (-).

    0 where 0 is planned and anything is told, as `investment_rate` is 1 there.

    Unit: percent. Source: earned value's SV%, with the sign turned; the US IT Dashboard.
    """
    if view.planned == 0 and view.invested is not None:
        return NOTHING
    return percent(less(view.planned, view.invested), view.planned)


@indicator(Unit.PERCENT, *PLAN, *TARGET)
def planned_investment_pct(view: View) -> Figure:
    """100 x investment planned in this year to date / annual target, current plan.

    Unit: percent. Source: Nanning 2018 (other rules hold where nothing is planned).
    """
    if view.planned is None:
        return None
    before, _ = view.record.current.figures.latest(view.period.year_before)
    return percent(view.planned - (before or NOTHING), view.target)


@indicator(Unit.POINTS, *PLAN, *REPORTS)
def physical_gap_pp(view: View) -> Figure:
    """Planned - reported physical progress, current plan: behind (+) or ahead (-).

    Unit: percentage points. Source: physical progress (形象进度) beside investment, as reports tell both.
    """
    return less(view.planned_physical, view.physical)


@indicator(Unit.PERCENT, *PLAN)
def planned_physical_pct(view: View) -> Figure:
    """Planned physical progress, current plan.

    Unit: percent. Source: Indonesia's critical contracts (other thresholds from 70 percent of the plan on).
    """
    return view.planned_physical


@indicator(Unit.PERCENT, *PLAN, *REPORTS)
def cost_variance_pct(view: View) -> Figure:
    """100 x (forecast - planned cost) / planned cost, current plan: over (+) or under (-).

    What was invested already takes the forecast's place where it is more, or where there is none and it is more than
    the planned cost.

    Unit: percent. Source: earned value's variance at completion; the US IT Dashboard.
    """
    return _cost_variance(view, view.record.current)


@indicator(Unit.PERCENT, *FIRST_PLAN, *REPORTS)
def cost_variance_original_pct(view: View) -> Figure:
    """As `cost_variance_pct`, against the original plan.

    Unit: percent. Source: the ledger of plans (US federal baselines were changed up to 101 times).
    """
    return _cost_variance(view, view.record.original)


@indicator(Unit.RATIO, *REPORTS)
def payment_rate(view: View) -> Figure:
    """Paid to date / investment to date. Unknown where one of the two is not reported.

    Unit: ratio. Source: Yinchuan 2025 (the payment light).
    """
    return ratio(view.paid, view.invested)


def _cost_variance(view: View, plan: Plan) -> Figure:
    planned, cost = plan.total_cost, view.forecast_cost
    if planned is None:
        return None
    if view.invested is not None and view.invested > (planned if cost is None else cost):
        cost = view.invested
    return percent(less(cost, planned), planned)
