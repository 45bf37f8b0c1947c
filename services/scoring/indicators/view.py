"""What indicators look at: a project on the last day of a month, looked up once and read by all of them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from services.scoring.record import Record
from services.scoring.record.life import CLOSED, Stand, closed_before, stand_on
from services.scoring.record.series import Figure
from shared.catalogue.values import Factor, Month, last_day, month_after

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
_MILLION = Decimal(1_000_000)


class Period(NamedTuple):
    """A month and its days, the same for every project."""

    month: Month
    before: Month
    year_before: Month
    """The last month of it."""
    first_day: date
    last_day: date
    first: int
    """Ordinal of the first day."""
    last: int
    """Ordinal of the last one."""


@lru_cache(64)
def period(month: Month) -> Period:
    """A month and its days."""
    end = last_day(month)
    start = end.replace(day=1)
    return Period(
        month=month,
        before=month_after(month, -1),
        year_before=Month(f"{end.year - 1}-12"),
        first_day=start,
        last_day=end,
        first=start.toordinal(),
        last=end.toordinal(),
    )


class View(NamedTuple):
    """A project at the end of a month. Figures to date are the last ones told up to then."""

    record: Record
    period: Period
    planned: Figure
    """Investment planned to date, current plan."""
    planned_physical: Figure
    invested: Figure
    physical: Figure
    paid: Figure
    forecast_cost: Figure
    forecast_completion: Figure
    """As an ordinal."""
    target: Figure
    """Of the year, current plan."""
    open_issues: list[Stand]
    """Raised, and not yet both solved and accepted."""
    closed_issues: list[Stand]
    """Those that were closed this month."""
    blocked: set[Factor | None]
    """What open issues stand in the way of."""


def view(record: Record, month: Month) -> View:
    """A project at the end of a month, as the record knows it."""
    when = period(month)
    planned, planned_physical = record.current.figures.latest(month)
    invested, physical, paid, forecast_cost, forecast_completion = record.reports.latest(month)
    standing, closed, blocked = [], [], set()
    for factor, story in record.issues.values():
        if closed_before(story, when.first) or (stand := stand_on(story, when.last)) is None:
            continue
        if stand.state == CLOSED:
            closed.append(stand)
        else:
            standing.append(stand)
            blocked.add(factor)
    return View(
        record=record,
        period=when,
        planned=planned,
        planned_physical=planned_physical,
        invested=invested,
        physical=physical,
        paid=paid,
        forecast_cost=forecast_cost,
        forecast_completion=forecast_completion,
        target=record.current.target(month),
        open_issues=standing,
        closed_issues=closed,
        blocked=blocked,
    )


def ratio(part: Figure, whole: Figure) -> Figure:
    """A part of a whole, rounded half up to 6 places; unknown where one is unknown or the whole is 0."""
    if part is None or not whole:
        return None
    return (part * _MILLION / whole).to_integral_value(ROUND_HALF_UP) / _MILLION


def percent(part: Figure, whole: Figure) -> Figure:
    """A part in percent of a whole, rounded as a ratio is."""
    return None if part is None else ratio(part * HUNDRED, whole)


def less(one: Figure, other: Figure) -> Figure:
    """The difference; unknown where one of the two is."""
    return None if one is None or other is None else one - other
