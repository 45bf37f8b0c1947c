"""Indicators of freshness and discipline: whether reports come, come late, or say nothing new."""

from decimal import Decimal
from itertools import pairwise

from services.scoring.indicators.kinds import REPORTS, Unit, indicator
from services.scoring.indicators.view import NOTHING, View
from services.scoring.record.series import UNKNOWN, Figure
from shared.catalogue.intake import ProgressReported, ProjectRegistered
from shared.catalogue.values import months_between

NOTHING_TOLD = (UNKNOWN, UNKNOWN)


@indicator(Unit.MONTHS, ProgressReported, ProjectRegistered)
def months_since_report(view: View) -> Figure:
    """Months from the last month reported to this one: 0 where this one was.

    Where none was ever reported: the months since the registration, this one included.

    Unit: months. Source: GAO (ratings that were not updated in the month they claim to describe).
    """
    silence = view.record.reports.silence(view.period.month)
    if silence is None:
        silence = max(0, months_between(view.record.since, view.period.month)) + 1
    return Decimal(silence)


@indicator(Unit.COUNT, ProgressReported)
def late_reports(view: View) -> Figure:
    """Reports of this month that came after the next had begun, and of closed months that came since the last close.

    Unit: count. Source: hanting (3 points each).
    """
    (count,) = view.record.late.at(view.period.month)
    return count or NOTHING


@indicator(Unit.COUNT, *REPORTS)
def unchanged_reports(view: View) -> Figure:
    """How many of the last reports running tell the same investment and physical progress as the one before.

    One that tells neither repeats nothing.

    Unit: count. Source: the ground of dragging (拖).
    """
    count = 0
    for later, earlier in pairwise(view.record.reports.back(view.period.month)):
        if later[:2] != earlier[:2] or later[:2] == NOTHING_TOLD:
            break
        count += 1
    return Decimal(count)
