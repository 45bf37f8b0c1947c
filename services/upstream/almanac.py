"""The almanac of a simulated year: which of its days are worked, when its months are closed, and when cards are final.

The days off of 2025 and 2026 are those that the General Office of the State Council announced; of any other year
nothing is known, so that its days are provisional: Monday to Friday.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from shared.catalogue.intake import WorkdaysSet
from shared.catalogue.values import Month, last_day
from shared.workdays import Workdays

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Announced:
    """What was announced of a year: the day, the paper, weekdays off, and weekend days that are worked for them."""

    on: date
    paper: str
    holidays: tuple[tuple[int, int], ...]
    workdays: tuple[tuple[int, int], ...]

    def edition(self, year: int) -> WorkdaysSet:
        """The same as a message."""
        return WorkdaysSet(
            year=year,
            edition=f"{year}-1",
            provisional=False,
            holidays=tuple(date(year, *day) for day in self.holidays),
            workdays=tuple(date(year, *day) for day in self.workdays),
            source=self.paper,
        )


ANNOUNCED: Mapping[int, Announced] = {
    2025: Announced(
        on=date(2024, 11, 12),
        paper="国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）",
        holidays=(
            *((1, 1), (1, 28), (1, 29), (1, 30), (1, 31), (2, 3), (2, 4), (4, 4), (5, 1), (5, 2), (5, 5), (6, 2)),
            *((10, 1), (10, 2), (10, 3), (10, 6), (10, 7), (10, 8)),
        ),
        workdays=((1, 26), (2, 8), (4, 27), (9, 28), (10, 11)),
    ),
    2026: Announced(
        on=date(2025, 11, 4),
        paper="国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）",
        holidays=(
            *((1, 1), (1, 2), (2, 16), (2, 17), (2, 18), (2, 19), (2, 20), (2, 23), (4, 6), (5, 1), (5, 4), (5, 5)),
            *((6, 19), (9, 25), (10, 1), (10, 2), (10, 5), (10, 6), (10, 7)),
        ),
        workdays=((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)),
    ),
}


@dataclass(frozen=True, slots=True)
class Almanac:
    """A year, and the days on which its offices are open."""

    year: int
    close_after: int
    """A month is closed on this working day of the next one."""
    objections: int
    """Working days after the close on which objections to cards are heard."""
    workdays: Workdays

    @classmethod
    def of(cls, year: int, rulebook: str) -> Self:
        """A year under a rulebook (its text)."""
        month, workdays = tomllib.loads(rulebook)["month"], Workdays()
        for known in (year, year + 1):
            if known in ANNOUNCED:
                workdays.evolve(ANNOUNCED[known].edition(known))
        return cls(year, month["close_after_workdays"], month["objection_workdays"], workdays)

    def month(self, index: int) -> Month:
        """The month with this number, counted from 0 in January."""
        return month_at(self.year, index)

    def day(self, index: int, day: int) -> date:
        """A day of the month with this number."""
        return date(self.year + index // 12, index % 12 + 1, day)

    def worked(self, day: date) -> date:
        """The day itself where it is worked, else the next that is."""
        return self.workdays.after(day - ONE_DAY, 1)

    def next(self, day: date, count: int = 1) -> date:
        """The working day of this number after a day."""
        return self.workdays.after(day, count)

    def working_days(self, index: int) -> list[date]:
        """The working days of the month with this number."""
        first, last = self.day(index, 1), last_day(self.month(index))
        days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
        return [day for day in days if self.workdays.is_workday(day)]

    def closed_on(self, index: int) -> date:
        """The day on which a month is closed."""
        return self.working_days(index + 1)[self.close_after - 1]

    def final_on(self, index: int) -> date:
        """The day that begins when the time for objections to a month's cards has run out."""
        return self.next(self.closed_on(index), self.objections + 1)

    def days(self, months: int) -> Iterator[date]:
        """Every working day from the first of the year until the cards of the last of so many months are final."""
        day, last = self.worked(self.day(0, 1)), self.final_on(months - 1)
        while day <= last:
            yield day
            day = self.next(day)


def month_at(year: int, index: int) -> Month:
    """The month so many months after January."""
    return Month(f"{year + index // 12:04d}-{index % 12 + 1:02d}")
