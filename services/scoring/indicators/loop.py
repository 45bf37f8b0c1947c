"""Indicators of the closed loop: issues, factors, and what was seen on site."""

from decimal import Decimal

from services.scoring.indicators.kinds import REPORTS, TARGET, Unit, indicator
from services.scoring.indicators.view import NOTHING, View, percent, ratio
from services.scoring.record.life import CLOSED, state_on
from services.scoring.record.series import Figure
from shared.catalogue import Fact
from shared.catalogue.escalation import ConcealmentConfirmed
from shared.catalogue.intake import (
    FactorGuaranteed,
    FactorNeeded,
    InspectionHeld,
    IssueAccepted,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    PlanRevised,
    ProjectRegistered,
)

ISSUES: tuple[type[Fact], ...] = (IssueRaised, IssueTriaged, IssueSolved, IssueAccepted, IssueReopened)


@indicator(Unit.COUNT, *ISSUES)
def open_issues(view: View) -> Figure:
    """Issues raised, and not yet both solved and accepted.

    Unit: count. Source: closed-loop management (问题闭环管理).
    """
    return Decimal(len(view.open_issues))


@indicator(Unit.COUNT, *ISSUES)
def overdue_issues(view: View) -> Figure:
    """Open issues that are past their last deadline, or were when they were solved.

    Unit: count. Source: closed-loop management (问题闭环管理).
    """
    return Decimal(sum(stand.late for stand in view.open_issues))


@indicator(Unit.DAYS, *ISSUES)
def longest_overdue_days(view: View) -> Figure:
    """Days overdue of the open issue that has most of them; 0 where none has any.

    A day is overdue if it lay past the deadline that held on it and the issue was not solved; it stays so whatever
    deadline is given later.

    Unit: days. Source: hanting (14 days), the ladder.
    """
    return Decimal(max((stand.overdue_days for stand in view.open_issues), default=0))


@indicator(Unit.RATIO, *ISSUES)
def issue_timeliness(view: View) -> Figure:
    """Issues without an overdue day / issues, of those open and those closed this month. Unknown where there is none.

    One whose acceptance was told after the close of its month counts in the month closed next.

    Unit: ratio. Source: hanting.
    """
    counted = (*view.open_issues, *view.closed_issues)
    return ratio(Decimal(sum(stand.overdue_days == 0 for stand in counted)), Decimal(len(counted)))


@indicator(Unit.RATIO, ProjectRegistered, FactorNeeded, FactorGuaranteed, IssueRaised, IssueAccepted, IssueReopened)
def factors_ready(view: View) -> Figure:
    """Factors guaranteed, and not blocked by an open issue / factors needed. Unknown where none is needed.

    Unit: ratio. Source: hanting; factor guarantee (要素保障).
    """
    needed, ready = 0, 0
    for factor, story in view.record.factors.items():
        state = state_on(story, view.period.last)
        needed += state is not None
        ready += state == CLOSED and factor not in view.blocked
    return ratio(Decimal(ready), Decimal(needed))


@indicator(Unit.POINTS, InspectionHeld, *REPORTS, *TARGET, ProjectRegistered, PlanRevised)
def verified_gap_pp(view: View) -> Figure:
    """Reported - measured, the most of what inspections found that came in for this close: too much told (+).

    Physical progress in points of itself, investment in points of the annual target; against what was reported when
    the inspection was told. Unknown where nothing that was reported was measured.

    Unit: percentage points. Source: the ground of concealing (瞒).
    """
    gaps = [
        gap
        for found in view.record.inspected
        if found.counts_in == view.period.month
        for gap in (found.physical, percent(found.investment, view.target))
        if gap is not None
    ]
    return max(gaps, default=None)


@indicator(Unit.COUNT, ConcealmentConfirmed)
def concealments(view: View) -> Figure:
    """Concealments that a named person confirmed since the last close.

    Unit: count. Source: hanting (concealment found: red); the ground of concealing (瞒).
    """
    (count,) = view.record.concealed.at(view.period.month)
    return count or NOTHING
