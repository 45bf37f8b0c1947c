"""The calendar of the contest: which months have begun, and which are closed. Time is what the log says it is."""

from dataclasses import dataclass, replace
from datetime import date

from shared.catalogue.intake import ContestOpened, MonthClosed, MonthOpened
from shared.catalogue.values import Month, month_after
from shared.days import check_begun, check_month_begun, check_order
from shared.deciding import Refused


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of an opened contest; before it there is no calendar."""

    first: Month
    current: Month
    """The month that has begun last."""
    closed: Month | None = None
    """The month that was closed last."""

    @property
    def next_to_close(self) -> Month:
        """Months are closed one by one, from the first."""
        return month_after(self.closed) if self.closed else self.first


def decide(
    calendar: Calendar | None, proposal: ContestOpened | MonthOpened | MonthClosed
) -> list[ContestOpened | MonthOpened | MonthClosed]:
    """Accept a turn of the calendar, in order and one by one, or refuse."""
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
    return [proposal]


def evolve(calendar: Calendar | None, fact: ContestOpened | MonthOpened | MonthClosed) -> Calendar:
    """The calendar after a turn."""
    match fact:
        case ContestOpened():
            return Calendar(first=fact.first_month, current=fact.first_month)
        case MonthOpened():
            return replace(opened(calendar), current=fact.month)
        case MonthClosed():
            return replace(opened(calendar), closed=fact.month)


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
