"""The calendar of the contest: which months and days have begun, which months are closed, which days are worked.

Time is what the log says it is. Months begin and are closed one by one; days begin in order too, but some may be left
out, for nobody turns the calendar while the clock stands still.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.catalogue.intake import ContestOpened, DayBegun, MonthClosed, MonthOpened, WorkdaysSet
from shared.catalogue.values import Month, month_after, month_of
from shared.days import check_begun, check_month_begun, check_order
from shared.deciding import Refused
from shared.workdays import is_weekend

CalendarFact = ContestOpened | MonthOpened | MonthClosed | DayBegun | WorkdaysSet


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of an opened contest; before it there is no calendar."""

    first: Month
    current: Month
    """The month that has begun last."""
    closed: Month | None = None
    """The month that was closed last."""
    day: date | None = None
    """The day that has begun last."""
    editions: frozenset[tuple[int, str]] = frozenset()
    """Every edition of a year's working days."""

    @property
    def next_to_close(self) -> Month:
        """Months are closed one by one, from the first."""
        return month_after(self.closed) if self.closed else self.first


def decide(calendar: Calendar | None, proposal: CalendarFact) -> list[CalendarFact]:
    """Accept a turn of the calendar, in order, or an edition of a year's working days; or refuse."""
    match proposal:
        case ContestOpened():
            if calendar:
                raise Refused(
                    "contest-already-open",
                    "data.first_month",
                    proposal.first_month,
                    f"the contest has been open since {calendar.first}; go on with month-opened",
                )
        case MonthOpened():
            calendar = opened(calendar)
            if proposal.month != month_after(calendar.current):
                raise Refused(
                    "month-out-of-order",
                    "data.month",
                    proposal.month,
                    f"months begin in order: the next one is {month_after(calendar.current)}",
                )
        case MonthClosed():
            _check_close(opened(calendar), proposal.month)
        case DayBegun():
            _check_turn(opened(calendar), proposal.day)
        case WorkdaysSet():
            _check_workdays(opened(calendar), proposal)
    return [proposal]


def evolve(calendar: Calendar | None, fact: CalendarFact) -> Calendar:
    """The calendar after a turn."""
    match fact:
        case ContestOpened():
            return Calendar(first=fact.first_month, current=fact.first_month)
        case MonthOpened():
            return replace(opened(calendar), current=fact.month)
        case MonthClosed():
            return replace(opened(calendar), closed=fact.month)
        case DayBegun():
            return replace(opened(calendar), day=fact.day)
        case WorkdaysSet():
            calendar = opened(calendar)
            return replace(calendar, editions=calendar.editions | {(fact.year, fact.edition)})


def opened(calendar: Calendar | None) -> Calendar:
    """The calendar of an open contest; refuses while there is none."""
    if calendar is None:
        raise Refused("no-contest", "", "", "no contest has been opened yet: send contest-opened first")
    return calendar


def check_day(calendar: Calendar, field: str, day: date, what: str = "", before: date | None = None) -> None:
    """Refuse a day that is still to come, or that lies before the day on which the project or the like was `what`."""
    check_begun(calendar.current, field, day)
    if before is not None:
        check_order(field, day, f"it was {what}", before)


def check_month(calendar: Calendar, month: Month) -> None:
    """Refuse what is told for a month before the contest, or one that has not begun."""
    if month < calendar.first:
        raise Refused("before-contest", "data.month", month, f"the contest began in {calendar.first}")
    check_month_begun(calendar.current, month, "data.month", month)


def _check_close(calendar: Calendar, month: Month) -> None:
    due = calendar.next_to_close
    if month < due:
        raise Refused("month-closed", "data.month", month, f"{month} is closed; the next to close is {due}")
    if month > due:
        raise Refused("month-out-of-order", "data.month", month, f"months are closed in order: next is {due}")
    if month >= calendar.current:
        raise Refused(
            "month-not-over",
            "data.month",
            month,
            f"{month} is not over: send month-opened for the month after it first",
        )


def _check_turn(calendar: Calendar, day: date) -> None:
    check_begun(calendar.current, "data.day", day)
    if calendar.day is not None and day <= calendar.day:
        rule = f"days begin in order, each once: {calendar.day} has begun"
        raise Refused("day-out-of-order", "data.day", day.isoformat(), rule)
    if month_of(day) < calendar.current:
        rule = f"days begin in order: {calendar.current} has begun, and this day lies before it"
        raise Refused("day-out-of-order", "data.day", day.isoformat(), rule)


def _check_workdays(calendar: Calendar, proposal: WorkdaysSet) -> None:
    if (proposal.year, proposal.edition) in calendar.editions:
        rule = f"this edition of {proposal.year} was set before: a changed one has an edition of its own"
        raise Refused("edition-exists", "data.edition", proposal.edition, rule)
    _check_days("data.holidays", proposal.holidays, proposal.year, weekend=False)
    _check_days("data.workdays", proposal.workdays, proposal.year, weekend=True)


def _check_days(field: str, days: Sequence[date], year: int, *, weekend: bool) -> None:
    """Days of the year, in order and each once, all of them on weekends or none."""
    for index, day in enumerate(days):
        place = f"{field}.{index}"
        if day.year != year:
            raise Refused("wrong-year", place, day.isoformat(), f"these are days of {year}")
        if is_weekend(day) != weekend:
            rule = f"only {'weekend days' if weekend else 'weekdays'} are listed here: the week itself says the others"
            raise Refused("wrong-weekday", place, day.isoformat(), rule)
        if index and day <= days[index - 1]:
            raise Refused("days-order", place, day.isoformat(), "days ascend, each once")
