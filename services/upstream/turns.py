"""The turns of a simulated year's calendar: the contest opens, months and days begin, months are closed."""

from datetime import date, time

from services.upstream.almanac import ANNOUNCED
from services.upstream.clock import CLOCK, Turn
from services.upstream.diary import MIDNIGHT, Diary, moment
from shared.catalogue.intake import ContestOpened, DayBegun, MonthClosed, MonthOpened

OFFICE_CLOSES = time(18)


def open_contest(diary: Diary, contest: ContestOpened) -> None:
    """The contest is opened with the year; the working days are set then, or when they are announced later."""
    first = diary.almanac.day(0, 1)
    diary.tell_at(moment(first, MIDNIGHT), CLOCK, "contest", contest)
    for year in (first.year, first.year + 1):
        if year in ANNOUNCED:
            later = ANNOUNCED[year].on > first
            when = moment(ANNOUNCED[year].on, OFFICE_CLOSES) if later else moment(first, MIDNIGHT)
            diary.tell_at(when, CLOCK, f"workdays-{year}", ANNOUNCED[year].edition(year))


def run(diary: Diary, months: int) -> None:
    """Months begin and are closed, and every working day begins, until the last of the cards are final."""
    almanac = diary.almanac
    for index in range(months):
        following, month = almanac.month(index + 1), almanac.month(index)
        _turn(diary, almanac.day(index + 1, 1), MIDNIGHT, f"open-{following}", MonthOpened(month=following))
        _turn(diary, almanac.closed_on(index), OFFICE_CLOSES, f"close-{month}", MonthClosed(month=month))
    for day in almanac.days(months):
        _turn(diary, day, MIDNIGHT, f"day-{day}", DayBegun(day=day))


def _turn(diary: Diary, day: date, clock: time, message_id: str, turn: Turn) -> None:
    diary.tell_at(moment(day, clock), CLOCK, message_id, turn)
