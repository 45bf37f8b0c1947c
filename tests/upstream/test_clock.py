"""The clock: what is due is what brings the calendar to today, in an order that the door takes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.district import District
from services.scoring.contest import Contest
from services.upstream.almanac import ANNOUNCED
from services.upstream.clock import LEEWAY, Told, due, next_alarm
from services.upstream.holidays import workdays_of
from services.upstream.message import Message
from shared.catalogue import Fact
from shared.catalogue.intake import DayBegun, MonthClosed, MonthOpened, WorkdaysSet
from shared.catalogue.values import Month, month_of
from tests import samples
from tests.memory import Log
from tests.samples import BOOK
from tests.scoring.books import SIMPLE
from tests.scoring.story import adopted, registered

BEIJING = timezone(timedelta(hours=8))
CONTEST = replace(samples.CONTEST, simulated=False)
BOOK_OF_FIVE = replace(BOOK, text="[month]\nclose_after_workdays = 5\n")
EDITIONS = tuple(
    WorkdaysSet(year=year, edition=f"{year}-1", provisional=False, holidays=(), workdays=(), source="国务院办公厅通知")
    for year in (2026, 2027)
)
TOLD: tuple[Fact, ...] = (CONTEST, BOOK_OF_FIVE, *EDITIONS)
"""A contest from January 2026 on, whose months are closed on the fifth working day of the next."""


def announced(year: int) -> WorkdaysSet:
    """What was announced: what stands on the log already; nothing of other years."""
    unknown = WorkdaysSet(year=year, edition=f"{year}-0", provisional=True, holidays=(), workdays=(), source="尚未公布")
    return next((edition for edition in EDITIONS if edition.year == year), unknown)


def at(day: str) -> datetime:
    """Some time of a day, in the district."""
    return datetime.combine(date.fromisoformat(day), time(0, 1), BEIJING)


def messages(day: str, *facts: Fact) -> list[Message]:
    """What is due on a day when the log holds these facts."""
    told = Told()
    for fact in facts:
        told = told.evolve(fact)
    return due(told, at(day), announced)


def turns(day: str, *facts: Fact) -> list[Fact]:
    """The same, as facts."""
    return [message.data for message in messages(day, *facts) if not isinstance(message.data, Mapping)]


def opened(month: str) -> MonthOpened:
    return MonthOpened(month=Month(month))


def closed(month: str) -> MonthClosed:
    return MonthClosed(month=Month(month))


def begun(day: str) -> DayBegun:
    return DayBegun(day=date.fromisoformat(day))


def test_nothing_is_due_without_a_contest() -> None:
    assert [] == turns("2026-01-05")
    assert [] == turns("2026-01-05", BOOK_OF_FIVE)


def test_nothing_is_due_before_the_contest_begins() -> None:
    assert [] == turns("2025-12-31", CONTEST, BOOK_OF_FIVE)


def test_the_first_day_comes_with_what_is_known_of_the_working_days() -> None:
    assert [*EDITIONS, begun("2026-01-01")] == turns("2026-01-01", CONTEST)


def test_a_simulated_contest_has_a_time_of_its_own() -> None:
    assert [] == turns("2026-03-05", replace(CONTEST, simulated=True), opened("2026-02"), begun("2026-02-03"))


def test_a_day_begins_once() -> None:
    assert [begun("2026-01-06")] == turns("2026-01-06", *TOLD, begun("2026-01-05"))
    assert [] == turns("2026-01-06", *TOLD, begun("2026-01-05"), begun("2026-01-06"))


def test_a_month_begins_with_its_first_day() -> None:
    assert [opened("2026-02"), begun("2026-02-01")] == turns("2026-02-01", *TOLD, begun("2026-01-31"))


def test_a_month_is_closed_when_its_day_has_come() -> None:
    """The fifth working day of February 2026 is the sixth, a Friday."""
    before = *TOLD, opened("2026-02"), begun("2026-02-04")
    assert [begun("2026-02-05")] == turns("2026-02-05", *before)
    assert [begun("2026-02-06"), closed("2026-01")] == turns("2026-02-06", *before)
    assert [] == turns("2026-02-06", *before, begun("2026-02-06"), closed("2026-01"))


def test_the_time_for_objections_is_counted_from_the_day_of_the_close() -> None:
    """Whenever the clock looked before: on that day, or weeks ago."""
    contest = Contest()
    facts = *TOLD[:1], adopted(SIMPLE), *EDITIONS, registered(), opened("2026-02"), begun("2026-02-02")
    for logged in Log(*facts, *turns("2026-02-24", *facts)).entries:
        contest.evolve(logged)
    assert [date(2026, 3, 3)] == [close.until for close in contest.closes]


def test_the_closing_day_is_counted_by_the_edition_in_force() -> None:
    later = replace(EDITIONS[0], edition="2026-2", holidays=(date(2026, 2, 6),))
    before = *TOLD, later, opened("2026-02"), begun("2026-02-06")
    assert [begun("2026-02-08")] == turns("2026-02-08", *before)
    assert [begun("2026-02-09"), closed("2026-01")] == turns("2026-02-09", *before)


def test_the_closing_day_is_counted_by_an_edition_that_is_due_itself() -> None:
    guessed = replace(EDITIONS[0], edition="2026-0", provisional=True, holidays=(date(2026, 2, 2),))
    before = CONTEST, BOOK_OF_FIVE, guessed, EDITIONS[1], opened("2026-02"), begun("2026-02-05")
    assert [EDITIONS[0], begun("2026-02-06"), closed("2026-01")] == turns("2026-02-06", *before)


def test_the_book_that_was_adopted_last_says_when() -> None:
    at_once, sooner = (replace(BOOK, text=f"[month]\nclose_after_workdays = {days}\n") for days in (0, 1))
    silent = replace(BOOK, text="")
    before = *TOLD, opened("2026-02"), begun("2026-02-01")
    assert [closed("2026-01")] == turns("2026-02-01", *before, at_once)
    assert [begun("2026-02-02"), closed("2026-01")] == turns("2026-02-02", *before, sooner)
    assert [begun("2026-02-27")] == turns("2026-02-27", *before, silent)


def test_no_month_is_closed_before_a_book_was_adopted() -> None:
    assert [begun("2026-02-27")] == turns("2026-02-27", CONTEST, *EDITIONS, opened("2026-02"))


def test_lost_months_are_turned_as_they_would_have_been_and_lost_days_are_not() -> None:
    assert [
        opened("2026-02"),
        closed("2026-01"),
        opened("2026-03"),
        closed("2026-02"),
        opened("2026-04"),
        begun("2026-04-02"),
    ] == turns("2026-04-02", *TOLD, begun("2026-01-20"))


def test_a_month_that_people_opened_early_is_waited_for() -> None:
    assert [] == turns("2026-01-30", *TOLD, opened("2026-02"), begun("2026-01-29"))


def test_a_clock_that_was_set_back_says_nothing() -> None:
    assert [] == turns("2026-01-15", *TOLD, begun("2026-01-20"))
    assert [] == turns("2025-11-15", *TOLD, begun("2026-01-20"))


def test_messages_are_the_clocks_own_and_their_ids_name_what_they_say_and_the_day_of_trying() -> None:
    found = messages("2026-02-06", CONTEST, BOOK_OF_FIVE)
    assert [
        ("clock", "workdays-set", "workdays-2026-1-on-2026-02-06", at("2026-02-06")),
        ("clock", "workdays-set", "workdays-2027-1-on-2026-02-06", at("2026-02-06")),
        ("clock", "month-opened", "open-2026-02-on-2026-02-06", at("2026-02-06")),
        ("clock", "day-begun", "day-2026-02-06", at("2026-02-06")),
        ("clock", "month-closed", "close-2026-01-on-2026-02-06", at("2026-02-06")),
    ] == [(message.source, message.kind, message.id, message.time) for message in found]


def editions_due(*known: WorkdaysSet) -> list[Fact]:
    """What of 2026's working days is due in that year when these editions were set, one after the other."""
    return turns("2026-01-05", CONTEST, *known, EDITIONS[1], begun("2026-01-05"))


def test_what_was_provisional_is_replaced_by_what_was_announced() -> None:
    guessed = replace(EDITIONS[0], edition="2026-0", provisional=True, holidays=(date(2026, 1, 1),), source="某区")
    assert [EDITIONS[0]] == editions_due(guessed)


@pytest.mark.parametrize("provisional", [False, True])
def test_nothing_that_was_set_is_replaced_by_not_knowing(provisional: bool) -> None:
    set_by_people = replace(EDITIONS[0], year=2028, edition="2028-1", provisional=provisional)
    contest = replace(CONTEST, first_month=Month("2027-12"))
    assert [begun("2027-12-01")] == turns("2027-12-01", contest, EDITIONS[1], set_by_people)


def test_newer_data_of_the_same_source_replaces_what_it_contradicts_only() -> None:
    older = replace(EDITIONS[0], edition="2026-0")
    assert [] == editions_due(older)
    assert [EDITIONS[0]] == editions_due(replace(older, holidays=(date(2026, 12, 31),)))
    assert [EDITIONS[0]] == editions_due(replace(older, workdays=(date(2026, 12, 27),)))


def test_what_people_set_for_certain_stays() -> None:
    corrected = replace(EDITIONS[0], edition="2026-2", holidays=(date(2026, 1, 7),), source="某区人民政府公告")
    assert [] == editions_due(corrected)
    assert [] == editions_due(replace(EDITIONS[0], edition="2026-0", workdays=(date(2026, 1, 3),)), corrected)


def test_an_edition_is_told_once() -> None:
    assert [] == editions_due(EDITIONS[0], replace(EDITIONS[0], edition="2026-2", provisional=True))


@pytest.mark.parametrize("year", ANNOUNCED)
def test_announced_holidays_are_those_of_the_state_council(year: int) -> None:
    expected, found = ANNOUNCED[year].edition(year), workdays_of(year)
    assert (expected.holidays, expected.workdays, False) == (found.holidays, found.workdays, found.provisional)


def test_a_year_of_which_nothing_was_announced_is_provisional() -> None:
    assert WorkdaysSet(
        year=2098,
        edition="2098-provisional",
        provisional=True,
        holidays=(),
        workdays=(),
        source="放假安排尚未公布，暂按周一至周五上班计",
    ) == workdays_of(2098)


known = cache(workdays_of)


def said(first: date, looks: Sequence[int], after: int) -> list[date]:
    """The days that the clock says, looking so many days after the first, at a contest that opened in its month.

    The door takes whatever is due, and then nothing is.
    """
    told, district = Told(), District()
    for fact in (
        replace(CONTEST, first_month=month_of(first)),
        replace(BOOK, text=f"[month]\nclose_after_workdays = {after}\n"),
    ):
        told = told.evolve(fact)
        district.evolve(fact)
    days: list[date] = []
    for look in looks:
        now = at((first + timedelta(days=look)).isoformat())
        for message in due(told, now, known):
            assert not isinstance(message.data, Mapping)
            for turn in district.decide(message.data):
                told = told.evolve(turn)
                district.evolve(turn)
                days += [turn.day] if isinstance(turn, DayBegun) else []
        assert [] == due(told, now, known)
        assert district.calendar is not None
        assert (month_of(days[-1]), days[-1]) == (district.calendar.current, district.calendar.day)
    return days


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.lists(st.integers(0, 400), max_size=12), st.integers(0, 60))
def test_whenever_the_clock_looks_it_says_the_day_once_and_none_that_is_over_or_to_come(
    first: date, looks: Sequence[int], after: int
) -> None:
    """It may look twice, be set back, or stand still for a year."""
    latest = [look for number, look in enumerate(looks, 1) if look > max((0, *looks[: number - 1]))]
    assert [first + timedelta(days=look) for look in (0, *latest)] == said(first, (0, *looks), after)


def test_a_year_of_days_is_said_day_by_day() -> None:
    first = date(2026, 1, 1)
    assert [first + timedelta(days=day) for day in range(365)] == said(first, [d for d in range(365) for _ in "12"], 5)


ZONES = [
    ZoneInfo(name) for name in ("Asia/Shanghai", "Asia/Beirut", "America/Havana", "America/Sao_Paulo", "Pacific/Apia")
]
"""Midnight is left out in the spring, comes twice in the autumn; a whole day was left out."""


@given(st.sampled_from(ZONES), st.integers(1230768000, 1893456000))
def test_the_alarm_is_just_behind_the_moment_at_which_the_next_day_begins(zone: ZoneInfo, moment: int) -> None:
    now = datetime.fromtimestamp(moment, zone)
    begins = next_alarm(now) - LEEWAY
    assert now.date() < begins.astimezone(zone).date()
    assert now.date() == (begins - timedelta(microseconds=1)).astimezone(zone).date()


@pytest.mark.parametrize(
    ("zone", "now", "alarm"),
    [
        ("Asia/Shanghai", "2026-01-01T00:00:00", "2026-01-01T16:00:01+00:00"),
        ("Asia/Shanghai", "2026-01-01T23:59:59.999", "2026-01-01T16:00:01+00:00"),
        ("Asia/Beirut", "2024-03-30T12:00", "2024-03-30T22:00:01+00:00"),
        ("America/Havana", "2024-11-02T12:00", "2024-11-03T04:00:01+00:00"),
    ],
)
def test_next_alarm(zone: str, now: str, alarm: str) -> None:
    assert alarm == next_alarm(datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))).isoformat()
