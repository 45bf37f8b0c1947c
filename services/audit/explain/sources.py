"""The facts behind an indicator: not all that was told of a project, but what its value at the close was made from.

For `investment_rate` these are the plan in force, the last report that told investment, and the corrections of it. An
indicator is what these facts say alone: leave everything else out, and its value is the same.
"""

from collections.abc import Mapping

from services.audit.explain.history import Aspect, History, Source
from services.audit.explain.of_events import concealed, entered, factors, inspected, issues, reached
from services.audit.explain.of_plans import due, planned, planned_before, target, total_cost
from services.audit.explain.of_reports import (
    forecast_cost,
    last_report,
    late,
    repeated,
    reported,
    reported_this_month,
)
from services.scoring.indicators import READS

LINKS = ("started", "completed", "commissioned")

ASPECTS: Mapping[str, tuple[Aspect, ...]] = {
    "investment_rate": (planned("investment"), reported("investment")),
    "month_task_rate": (planned("investment"), planned_before, reported_this_month),
    "schedule_gap_pp": (planned("investment"), target(), reported("investment")),
    "schedule_gap_original_pp": (
        planned("investment", original=True),
        target(original=True),
        reported("investment"),
    ),
    "schedule_variance_pct": (planned("investment"), reported("investment")),
    "planned_investment_pct": (planned("investment"), planned("investment", year_before=True), target()),
    "physical_gap_pp": (planned("physical"), reported("physical")),
    "planned_physical_pct": (planned("physical"),),
    "cost_variance_pct": (total_cost(), forecast_cost()),
    "cost_variance_original_pct": (total_cost(original=True), forecast_cost(original=True)),
    "payment_rate": (reported("paid", "investment"),),
    "completion_slip_days": (due("completed"), reported("forecast_completion")),
    "completion_slip_original_days": (due("completed", original=True), reported("forecast_completion")),
    "milestone_slip_days": (due(*LINKS), reached(*LINKS)),
    "milestone_slip_original_days": (due(*LINKS, original=True), reached(*LINKS)),
    "start_overdue_months": (due("started"), reached("started")),
    "start_overdue_original_months": (due("started", original=True), reached("started")),
    "statistics_lag_months": (reached("started"), entered),
    "months_since_report": (last_report,),
    "late_reports": (late,),
    "unchanged_reports": (repeated,),
    "open_issues": (issues("open"),),
    "overdue_issues": (issues("late"),),
    "longest_overdue_days": (issues("worst"),),
    "issue_timeliness": (issues("counted"),),
    "factors_ready": (factors, issues("blocking")),
    "verified_gap_pp": (inspected,),
    "concealments": (concealed,),
}
"""What each indicator is made from."""


def sources(indicator: str, history: History) -> tuple[Source, ...]:
    """The facts behind an indicator, in the order of the log, each once."""
    found: dict[int, Source] = {}
    for aspect in ASPECTS[indicator]:
        for told in aspect(history):
            if isinstance(told.fact, READS[indicator]):
                found[told.position] = found.get(told.position, told).telling(told.told)
    return tuple(found[position] for position in sorted(found))
