"""Working days: the week, the holidays of an edition, the weekend days that are worked for them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalogue.intake import WorkdaysSet
from shared.workdays import Workdays, is_weekend

SPRING_FESTIVAL = WorkdaysSet(
    year=2026,
    edition="2026-1",
    provisional=False,
    holidays=tuple(date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)),
    workdays=(date(2026, 2, 14), date(2026, 2, 28)),
    source="国务院办公厅通知",
)


def known(*editions: WorkdaysSet) -> Workdays:
    """Working days after these editions were set, one after the other."""
    workdays = Workdays()
    for edition in editions:
        workdays.evolve(edition)
    return workdays


FEBRUARY = known(SPRING_FESTIVAL)


def off(workdays: Workdays) -> list[int]:
    """The days of February 2026 that are not worked."""
    return [number for number in range(1, 29) if not workdays.is_workday(date(2026, 2, number))]


def test_a_year_without_an_edition_is_worked_monday_to_friday() -> None:
    assert [1, 7, 8, 14, 15, 21, 22, 28] == off(known())
    assert [1, 7, 8, 14, 15, 21, 22, 28] == off(known(replace(SPRING_FESTIVAL, year=2025)))


def test_holidays_are_off_and_the_weekend_days_for_them_are_worked() -> None:
    assert [1, 7, 8, 15, 16, 17, 18, 19, 20, 21, 22, 23] == off(FEBRUARY)


def test_a_later_edition_replaces_the_whole_year() -> None:
    longer = replace(SPRING_FESTIVAL, edition="2026-2", holidays=(date(2026, 2, 24),), workdays=())
    assert [1, 7, 8, 14, 15, 21, 22, 24, 28] == off(known(SPRING_FESTIVAL, longer))


def test_a_year_is_provisional_until_its_holidays_are_announced() -> None:
    expected = replace(SPRING_FESTIVAL, provisional=True, edition="2026-0")
    assert known().provisional(2026)
    assert known(expected).provisional(2026)
    assert not known(expected, SPRING_FESTIVAL).provisional(2026)
    assert FEBRUARY.provisional(2027)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 2, 6), 1, date(2026, 2, 9)),
        (date(2026, 2, 6), 5, date(2026, 2, 13)),
        (date(2026, 2, 7), 5, date(2026, 2, 13)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 18), 5, date(2026, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 1)),
        (date(2026, 2, 15), 0, date(2026, 2, 15)),
    ],
)
def test_days_are_counted_over_weekends_holidays_and_the_new_year(day: date, count: int, expected: date) -> None:
    assert expected == FEBRUARY.after(day, count)


@st.composite
def calendars(draw: st.DrawFn) -> Workdays:
    """Editions as the door takes them, of some years of a short time."""
    workdays = Workdays()
    for year in draw(st.sets(st.integers(2025, 2027))):
        days = sorted(draw(st.sets(st.dates(date(year, 1, 1), date(year, 12, 31)), max_size=60)))
        workdays.evolve(
            replace(
                SPRING_FESTIVAL,
                year=year,
                holidays=tuple(day for day in days if not is_weekend(day)),
                workdays=tuple(day for day in days if is_weekend(day)),
            )
        )
    return workdays


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 40)


@given(calendars(), DAYS, st.integers(1, 40))
def test_the_day_found_is_worked_and_so_many_lie_up_to_it(workdays: Workdays, day: date, count: int) -> None:
    found = workdays.after(day, count)
    days = [day + timedelta(days=step) for step in range(1, (found - day).days + 1)]
    assert workdays.is_workday(found)
    assert count == sum(map(workdays.is_workday, days))


@given(calendars(), DAYS, COUNTS, COUNTS)
def test_counting_on_is_counting_from_the_beginning(workdays: Workdays, day: date, some: int, more: int) -> None:
    assert workdays.after(day, some + more) == workdays.after(workdays.after(day, some), more)


@given(calendars(), DAYS, DAYS, COUNTS)
def test_who_starts_earlier_is_not_later_there(workdays: Workdays, one: date, other: date, count: int) -> None:
    earlier, later = sorted((one, other))
    assert workdays.after(earlier, count) <= workdays.after(later, count)
    assert workdays.after(earlier, count) < workdays.after(earlier, count + 1)
