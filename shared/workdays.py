"""Working days: Monday to Friday, but for what the edition of the year's calendar says that was set last.

An edition names the days off that the week alone would have worked (放假), and the weekend days that are worked for
them (调休上班). A year without one is counted by the week alone, and is provisional until its holidays are announced.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from shared.catalogue.intake import WorkdaysSet

SATURDAY = 5


def is_weekend(day: date) -> bool:
    """Whether a day is off by the week alone."""
    return day.weekday() >= SATURDAY


@dataclass(slots=True)
class Workdays:
    """The working days of every year, as far as they are known."""

    editions: dict[int, WorkdaysSet] = field(default_factory=dict)
    """The edition in force, by year."""
    _exceptions: dict[int, frozenset[date]] = field(default_factory=dict)
    """Days that are not what the week alone makes them, by year."""

    def evolve(self, fact: WorkdaysSet) -> None:
        """Take in an edition; it replaces the one of its year."""
        self.editions[fact.year] = fact
        self._exceptions[fact.year] = frozenset(fact.holidays + fact.workdays)

    def provisional(self, year: int) -> bool:
        """Whether the year's holidays are not known yet, or not for certain."""
        return year not in self.editions or self.editions[year].provisional

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked."""
        return is_weekend(day) == (day in self._exceptions.get(day.year, ()))

    def after(self, day: date, count: int) -> date:
        """The working day of this number after a day: the first is the next working day; 0 is the day itself."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day
