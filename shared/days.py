"""Days: what every decider asks of the days it is told. Time is what the log says it is."""

from datetime import date

from shared.catalogue.values import Month, month_of
from shared.deciding import Refused


def opened(month: Month | None) -> Month:
    """The month that has begun last; refuses while no contest is open."""
    if month is None:
        raise Refused("no-contest", "", "", "no contest has been opened yet: send contest-opened first")
    return month


def check_month_begun(current: Month, month: Month, field: str, value: str) -> None:
    """Refuse what is said of a month that has not begun."""
    if month > current:
        raise Refused(
            "month-not-begun",
            field,
            value,
            f"{month} has not begun: the calendar stands at {current}; send it when it has happened",
        )


def check_begun(current: Month, field: str, day: date) -> None:
    """Refuse a day in a month that has not begun."""
    check_month_begun(current, month_of(day), field, day.isoformat())


def check_order(field: str, day: date, what: str, before: date) -> None:
    """Refuse a day before another that comes first: `what` says of what, as in "it was raised"."""
    if day < before:
        raise Refused("date-order", field, day.isoformat(), f"not before {what}, on {before}")
