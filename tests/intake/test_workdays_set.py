"""workdays-set: each edition of a year's working days once; it lists only what the week alone does not say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared.catalogue.intake import WorkdaysSet
from tests.intake.common import NO_CONTEST
from tests.samples import CONTEST
from tests.samples.months import WORKDAYS_2026
from tests.story import given

NOT_OFF = "only weekdays are listed here: the week itself says the others"
NOT_WORKED = "only weekend days are listed here: the week itself says the others"


def test_recorded() -> None:
    given(CONTEST).when(WORKDAYS_2026).then(WORKDAYS_2026)


def test_recorded_for_a_year_of_which_nothing_is_known() -> None:
    unknown = WorkdaysSet(
        year=2027, edition="2027-provisional", provisional=True, holidays=(), workdays=(), source="尚未公布"
    )
    given(CONTEST, WORKDAYS_2026).when(unknown).then(unknown)


def test_later_edition_recorded() -> None:
    later = replace(WORKDAYS_2026, edition="2026-2", holidays=(date(2026, 1, 2),))
    given(CONTEST, WORKDAYS_2026).when(later).then(later)


def test_edition_of_another_year_recorded_under_the_same_name() -> None:
    other = replace(WORKDAYS_2026, year=2027, holidays=(), workdays=())
    given(CONTEST, WORKDAYS_2026).when(other).then(other)


def test_refused_before_the_contest() -> None:
    given().when(WORKDAYS_2026).then_refused(*NO_CONTEST)


def test_refused_when_the_edition_was_set_before() -> None:
    later = replace(WORKDAYS_2026, edition="2026-2")
    given(CONTEST, WORKDAYS_2026, later).when(replace(WORKDAYS_2026, holidays=())).then_refused(
        "edition-exists",
        "data.edition",
        "2026-1",
        "this edition of 2026 was set before: a changed one has an edition of its own",
    )


@pytest.mark.parametrize(
    ("changed", "code", "field", "value", "rule"),
    [
        (
            {"holidays": (date(2025, 12, 31),)},
            "wrong-year",
            "data.holidays.0",
            "2025-12-31",
            "these are days of 2026",
        ),
        (
            {"workdays": (date(2026, 1, 4), date(2027, 1, 2))},
            "wrong-year",
            "data.workdays.1",
            "2027-01-02",
            "these are days of 2026",
        ),
        (
            {"holidays": (date(2026, 1, 1), date(2026, 1, 3))},
            "wrong-weekday",
            "data.holidays.1",
            "2026-01-03",
            NOT_OFF,
        ),
        (
            {"workdays": (date(2026, 1, 2),)},
            "wrong-weekday",
            "data.workdays.0",
            "2026-01-02",
            NOT_WORKED,
        ),
        (
            {"holidays": (date(2026, 1, 2), date(2026, 1, 1))},
            "days-order",
            "data.holidays.1",
            "2026-01-01",
            "days ascend, each once",
        ),
        (
            {"workdays": (date(2026, 1, 4), date(2026, 1, 4))},
            "days-order",
            "data.workdays.1",
            "2026-01-04",
            "days ascend, each once",
        ),
    ],
)
def test_refused_where_the_days_cannot_stand(
    changed: dict[str, Any], code: str, field: str, value: str, rule: str
) -> None:
    given(CONTEST).when(replace(WORKDAYS_2026, **changed)).then_refused(code, field, value, rule)


def test_a_day_cannot_be_both() -> None:
    friday = (date(2026, 1, 2),)
    given(CONTEST).when(replace(WORKDAYS_2026, holidays=friday, workdays=friday)).then_refused(
        "wrong-weekday", "data.workdays.0", "2026-01-02", NOT_WORKED
    )


def test_repeat_ignored() -> None:
    given(CONTEST).when(WORKDAYS_2026).and_again().then_nothing()
