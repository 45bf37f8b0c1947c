"""The calendar as escalation reads it off the log: the day that has begun, and which days are worked."""

from dataclasses import dataclass, field
from datetime import date

from services.escalation.steps import Now
from shared.catalogue.intake import ContestOpened, DayBegun, MonthOpened, WorkdaysSet
from shared.catalogue.values import Month
from shared.envelope import Logged, Origin, because_of
from shared.workdays import Workdays


@dataclass(slots=True)
class Calendar:
    """What day it is, by the log alone; where no days are said, the first of the month that has begun."""

    today: date | None = None
    turn: Origin | None = None
    """What began the day: the cause of everything that it makes overdue."""
    workdays: Workdays = field(default_factory=Workdays)

    @property
    def now(self) -> Now | None:
        """What decisions are dated by; none before the contest."""
        return Now(self.today, self.workdays) if self.today else None

    def evolve(self, logged: Logged) -> bool:
        """Take in an entry, and tell whether a day began: none ever ends another one early, or begins again."""
        match logged.entry.fact:
            case ContestOpened() as fact:
                return self._turn(_first(fact.first_month), logged)
            case MonthOpened() as fact:
                return self._turn(_first(fact.month), logged)
            case DayBegun() as fact:
                return self._turn(fact.day, logged)
            case WorkdaysSet() as fact:
                self.workdays.evolve(fact)
        return False

    def _turn(self, day: date, logged: Logged) -> bool:
        begins = self.today is None or day > self.today
        if begins:
            self.today, self.turn = day, because(logged)
        return begins


def because(logged: Logged) -> Origin:
    """An entry, as the cause of what escalation says."""
    return because_of(logged, "escalation")


def _first(month: Month) -> date:
    return date.fromisoformat(f"{month}-01")
