"""The calendar as the papers read it: the contest, the months, the log's day, the book in force."""

from dataclasses import dataclass, field
from datetime import date

from services.scoring.papers.values import Head
from shared.catalogue import Fact
from shared.catalogue.intake import ContestOpened, DayBegun, MonthClosed, MonthOpened, WorkdaysSet
from shared.catalogue.scoring import CardsFinalised, RulebookAdopted
from shared.catalogue.values import Month, month_after
from shared.workdays import Workdays

BEFORE = Month("")
"""Stands for the month before any; it sorts before all."""


@dataclass(slots=True)
class Calendar:
    """Where the log stands in time."""

    contest: ContestOpened | None = None
    month: Month = BEFORE
    """The month that began last."""
    desk: Month = BEFORE
    """The month that is closed next."""
    final: Month = BEFORE
    """The last month whose cards are final."""
    day: date | None = None
    """The log's day: none while it tells no days."""
    edition: str = ""
    workdays: Workdays = field(default_factory=Workdays)

    def evolve(self, fact: Fact) -> None:
        """Take in the next fact."""
        match fact:
            case ContestOpened():
                self.contest, self.month, self.desk = fact, fact.first_month, fact.first_month
            case MonthOpened():
                self.month = fact.month
            case MonthClosed():
                self.desk = month_after(fact.month)
            case CardsFinalised():
                self.final = fact.month
            case DayBegun():
                self.day = fact.day
            case WorkdaysSet():
                self.workdays.evolve(fact)
            case RulebookAdopted():
                self.edition = fact.edition

    @property
    def opened(self) -> ContestOpened:
        """The contest; the log never holds anything before it."""
        assert self.contest is not None, "a paper is of a contest"
        return self.contest

    @property
    def bulletin(self) -> Month:
        """The month whose bulletin comes next: what is said now of a closed month stands in it."""
        closed = month_after(self.desk, -1)
        return closed if self.final < closed else self.desk

    def head(self) -> Head:
        """What stands above a paper that is made now."""
        contest = self.opened
        year = self.day.year if self.day else int(self.month[:4])
        return Head(
            district=contest.district,
            district_en=contest.district_en,
            simulated=contest.simulated,
            money_unit=contest.money_unit,
            edition=self.edition,
            made_on=self.day,
            provisional=year if self.workdays.provisional(year) else None,
        )

    def overdue(self, due_on: date) -> int | None:
        """Days for which something is overdue today; none where the log knows no day."""
        return None if self.day is None else max((self.day - due_on).days, 0)
