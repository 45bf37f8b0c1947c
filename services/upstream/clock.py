"""The clock: what of the calendar is due, from what the log says and what day it is.

    workdays-set ──► month-closed, month-opened, ... ──► day-begun ──► month-closed
    (this year,      (each in its order, as far           (today:       (where today
     the next)        as the days had come)                alone)        is its day)

Nobody makes up for lost days. A day begins before a month is closed on it, for the time for objections is counted from
the day that began last.

A clock that stood still for months turns the calendar as it would have been turned: no month is closed before the next
one was opened, and none is opened while an earlier one is to be closed. When a month is closed, the rulebook says; one
that says nothing of it leaves that to people. A simulated contest has a time of its own.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, assert_never

from services.upstream.message import Message
from shared.catalogue import Fact, definition_of
from shared.catalogue.intake import ContestOpened, DayBegun, MonthClosed, MonthOpened, WorkdaysSet
from shared.catalogue.scoring import RulebookAdopted
from shared.catalogue.values import Month, last_day, month_after, month_of
from shared.workdays import Workdays

CLOCK: Final = "clock"
LEEWAY: Final = timedelta(seconds=1)
"""The alarm rings this much after midnight, for no two machines agree on it."""

Turn = MonthOpened | MonthClosed | DayBegun


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where the calendar of an open contest stands."""

    current: Month
    """The month that has begun last."""
    to_close: Month
    """The first month that is not closed."""
    day: date | None = None
    """The day that has begun last."""

    def evolve(self, turn: Turn) -> "Calendar":
        """The calendar after a turn."""
        match turn:
            case MonthOpened():
                return replace(self, current=turn.month)
            case MonthClosed():
                return replace(self, to_close=month_after(turn.month))
            case DayBegun():
                return replace(self, day=turn.day)
        assert_never(turn)

    def next_turn(self, today: date, workdays: Workdays, close_after: int | None) -> Turn | None:
        """What comes next on the way to today; nothing where the calendar is there."""
        if self.current == month_of(today) and (self.day is None or self.day < today):
            return DayBegun(day=today)
        if self.to_close < self.current and close_after is not None:
            closing_day = workdays.after(last_day(self.to_close), close_after)
            if closing_day <= today:
                return MonthClosed(month=self.to_close)
        if self.current < month_of(today):
            return MonthOpened(month=month_after(self.current))
        return None


@dataclass(frozen=True, slots=True)
class Told:
    """What the log says, as far as the clock has to know it."""

    calendar: Calendar | None = None
    """None while there is no contest whose days are those of the world."""
    close_after: int | None = None
    """Working days from the end of a month to its close, by the rulebook in force."""
    editions: tuple[WorkdaysSet, ...] = ()
    """Every edition of a year's working days, in the order of the log."""

    def evolve(self, fact: Fact) -> "Told":
        """What is known after another fact."""
        match fact:
            case ContestOpened(simulated=False):
                return replace(self, calendar=Calendar(fact.first_month, fact.first_month))
            case MonthOpened() | MonthClosed() | DayBegun() if self.calendar is not None:
                return replace(self, calendar=self.calendar.evolve(fact))
            case RulebookAdopted():
                return replace(self, close_after=tomllib.loads(fact.text).get("month", {}).get("close_after_workdays"))
            case WorkdaysSet():
                return replace(self, editions=(*self.editions, fact))
        return self


def due(told: Told, now: datetime, announced: Callable[[int], WorkdaysSet]) -> list[Message]:
    """The messages that are due, in order; `now` is told in the district's time zone.

    An id names the day on which it was sent, too: what was refused is tried again, but not before the next day.
    """
    today = now.date()
    return [
        Message(CLOCK, definition_of(fact).message, _message_id(fact, today), now, fact)
        for fact in _due(told, today, announced)
    ]


def next_alarm(now: datetime) -> datetime:
    """When the clock has to look again at the latest: the next day has begun where `now` is told."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time.min, now.tzinfo)
    return midnight.astimezone(UTC) + LEEWAY


def _due(told: Told, today: date, announced: Callable[[int], WorkdaysSet]) -> Iterator[Turn | WorkdaysSet]:
    calendar = told.calendar
    if calendar is None or month_of(today) < calendar.to_close:
        return
    workdays = Workdays()
    for known in told.editions:
        workdays.evolve(known)
    for year in (today.year, today.year + 1):
        edition = announced(year)
        if _is_news(told, edition):
            workdays.evolve(edition)
            yield edition
    while turn := calendar.next_turn(today, workdays, told.close_after):
        calendar = calendar.evolve(turn)
        yield turn


def _is_news(told: Told, edition: WorkdaysSet) -> bool:
    """Whether an edition knows better than the one in force: what others set for certain is theirs to correct."""
    known = [each for each in told.editions if each.year == edition.year]
    if not known:
        return True
    if edition.edition in {each.edition for each in known}:
        return False
    in_force = known[-1]
    if in_force.provisional:
        return not edition.provisional
    changed = (in_force.holidays, in_force.workdays) != (edition.holidays, edition.workdays)
    return changed and in_force.source == edition.source


def _message_id(fact: Turn | WorkdaysSet, today: date) -> str:
    match fact:
        case DayBegun():
            return f"day-{fact.day}"
        case MonthOpened():
            return f"open-{fact.month}-on-{today}"
        case MonthClosed():
            return f"close-{fact.month}-on-{today}"
        case WorkdaysSet():
            return f"workdays-{fact.edition}-on-{today}"
    assert_never(fact)
