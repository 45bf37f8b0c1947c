"""Periods that papers cover, as ISO texts: `2025-W07`, `2025-03-H1`, `2025-03`, `2025-Q1`, `2025-H1`, `2025`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.catalogue.scoring import PaperKind
from shared.catalogue.values import Month, last_day, month_after, month_of

ONE_DAY = timedelta(days=1)
MIDDLE = 15
"""Last day of the first half of a month."""

SHAPES: Mapping[PaperKind, re.Pattern[str]] = {
    PaperKind.WEEKLY_SORTING: re.compile(r"(\d{4})-W(\d\d)"),
    PaperKind.HALF_MONTHLY_DISPATCH: re.compile(r"(\d{4}-\d\d)-H([12])"),
    PaperKind.MONTHLY_BULLETIN: re.compile(r"(\d{4})-(\d\d)"),
    PaperKind.QUARTERLY_SUMMARY: re.compile(r"(\d{4})-Q([1-4])"),
    PaperKind.HALF_YEARLY_OBSERVATION: re.compile(r"(\d{4})-H([12])"),
    PaperKind.YEARLY_ASSESSMENT: re.compile(r"(\d{4})"),
}
"""How the period of each paper is written."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a period covers, first and last."""

    first: date
    last: date

    @property
    def months(self) -> tuple[Month, ...]:
        """The months in which its days lie."""
        months = [month_of(self.first)]
        while months[-1] < month_of(self.last):
            months.append(month_after(months[-1]))
        return tuple(months)


def span_of(kind: PaperKind, period: str) -> Span:
    """The days of a paper's period; raises `ValueError` where it is not one that this paper covers."""
    found = SHAPES[kind].fullmatch(period)
    if not found:
        raise ValueError(f"{period} is not a period of the {kind}")
    year = int(period[:4])
    match kind:
        case PaperKind.WEEKLY_SORTING:
            week = int(found[2])
            return Span(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))
        case PaperKind.HALF_MONTHLY_DISPATCH:
            first, last = _days(year, int(period[5:7]), 1)
            middle = first.replace(day=MIDDLE)
            return Span(first, middle) if found[2] == "1" else Span(middle + ONE_DAY, last)
        case PaperKind.MONTHLY_BULLETIN:
            return Span(*_days(year, int(found[2]), 1))
        case PaperKind.QUARTERLY_SUMMARY:
            return Span(*_days(year, int(found[2]) * 3 - 2, 3))
        case PaperKind.HALF_YEARLY_OBSERVATION:
            return Span(*_days(year, int(found[2]) * 6 - 5, 6))
        case PaperKind.YEARLY_ASSESSMENT:
            return Span(*_days(year, 1, 12))


def week_of(day: date) -> str:
    """The ISO week of a day: `2025-W07`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def half_month_of(day: date) -> str:
    """The half month of a day: `2025-03-H1`."""
    return f"{month_of(day)}-H{1 if day.day <= MIDDLE else 2}"


def quarter_of(day: date) -> str:
    """The quarter of a day: `2025-Q1`."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def half_year_of(day: date) -> str:
    """The half year of a day: `2025-H1`."""
    return f"{day.year}-H{(day.month + 5) // 6}"


def year_of(day: date) -> str:
    """The year of a day: `2025`."""
    return str(day.year)


PERIOD_OF: Mapping[PaperKind, Callable[[date], str]] = {
    PaperKind.WEEKLY_SORTING: week_of,
    PaperKind.HALF_MONTHLY_DISPATCH: half_month_of,
    PaperKind.MONTHLY_BULLETIN: month_of,
    PaperKind.QUARTERLY_SUMMARY: quarter_of,
    PaperKind.HALF_YEARLY_OBSERVATION: half_year_of,
    PaperKind.YEARLY_ASSESSMENT: year_of,
}
"""The period of each paper in which a day lies."""


def following(kind: PaperKind, period: str) -> str:
    """The period right after another."""
    return PERIOD_OF[kind](span_of(kind, period).last + ONE_DAY)


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def _days(year: int, month: int, months: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, last_day(month_after(month_of(first), months - 1))
