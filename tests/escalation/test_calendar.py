"""The calendar as escalation reads it: the latest day that began, what began it, and never an earlier one again."""

from datetime import date

import pytest

from services.escalation.calendar import Calendar, because
from shared.catalogue import Fact
from shared.catalogue.escalation import StepWithdrawn
from shared.catalogue.intake import DayBegun, MonthClosed, MonthOpened, WorkdaysSet
from shared.catalogue.values import Month
from tests.escalation.people import on
from tests.escalation.story import Log, contest, given

FEBRUARY, MARCH = MonthOpened(month=Month("2026-02")), MonthOpened(month=Month("2026-03"))


def day(told: str) -> DayBegun:
    return DayBegun(day=on(told))


def read(*facts: Fact) -> tuple[Calendar, Log]:
    calendar, log = Calendar(), Log(*facts)
    for logged in log.entries:
        calendar.evolve(logged)
    return calendar, log


@pytest.mark.parametrize(
    ("facts", "today", "began_at"),
    [
        ((contest(),), "2026-01-01", 1),
        ((contest(), FEBRUARY), "2026-02-01", 2),
        ((contest(), FEBRUARY, day("2026-02-10")), "2026-02-10", 3),
        ((contest(), day("2026-02-10"), FEBRUARY), "2026-02-10", 2),
        ((contest(), day("2026-02-10"), day("2026-02-09")), "2026-02-10", 2),
        ((contest(), day("2026-02-10"), day("2026-02-10")), "2026-02-10", 2),
        ((contest(), day("2026-02-10"), MARCH, MonthClosed(month=Month("2026-01"))), "2026-03-01", 3),
    ],
    ids=["contest", "month", "day", "a month behind the day", "set back", "the same day", "the next month"],
)
def test_the_day_that_has_begun_and_what_began_it(facts: tuple[Fact, ...], today: str, began_at: int) -> None:
    calendar, log = read(*facts)
    assert (on(today), because(log.entries[began_at - 1])) == (calendar.today, calendar.turn)


def test_there_is_no_day_before_the_contest() -> None:
    calendar, _ = read()
    assert (None, None) == (calendar.now, calendar.turn)


def test_working_days_are_those_that_were_set_last() -> None:
    holiday = WorkdaysSet(
        year=2026, edition="2026.1", holidays=(date(2026, 1, 2),), workdays=(), source="国务院办公厅", provisional=False
    )
    calendar, _ = read(contest(), holiday)
    now = calendar.now
    assert now is not None
    assert (date(2026, 1, 1), date(2026, 1, 5)) == (now.today, now.workdays.after(now.today, 1))


def test_a_clock_that_was_set_back_tells_of_nothing_twice_and_dates_nothing_earlier() -> None:
    log = given("R").day("2026-02-09")
    here = len(log.facts)
    assert [] == log.day("2026-02-03").said(here)
    log.reissue("2026-01", "B")
    assert {on("2026-02-09")} == {
        fact.withdrawn_on for fact in log.of(StepWithdrawn) if isinstance(fact, StepWithdrawn)
    }
