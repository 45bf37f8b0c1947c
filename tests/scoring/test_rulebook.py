"""What a rulebook can say."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from services.scoring.rulebook import Assessment, MonthRules, Rulebook, parse
from services.scoring.rulebook.rules import Condition
from tests.scoring.books import ASSESSMENT, BOUND, HANTING, LIGHTS, PERCENTILES, SIMPLE, STREAK, replaced


def test_the_shipped_book_holds_together() -> None:
    book = parse(HANTING)
    assert ("hanting-2025.2", date(2025, 1, 1), Decimal("0.01")) == (book.edition, book.valid_from, book.rounding)
    assert MonthRules(close_after_workdays=3, objection_workdays=5) == book.month
    assert ("区重点项目指挥部总指挥", "区重点项目指挥部副总指挥") == book.override.offices
    weights = {"cards": Decimal(60), "observation": Decimal(20), "daily": Decimal(20), "daily_base": Decimal(15)}
    assert Assessment(by="investment", drop_from=5, **weights) == book.assessment


def test_a_book_carries_the_digest_of_its_text() -> None:
    assert sha256(SIMPLE.encode()).hexdigest() == parse(SIMPLE).sha256


def test_one_more_blank_is_another_text() -> None:
    assert parse(SIMPLE).sha256 != parse(SIMPLE + "\n").sha256


def test_figures_of_a_book_are_exact() -> None:
    book = parse(replaced(SIMPLE, ("at_least = 80", "at_least = 80.1"), ("below = 80", "below = 80.1")))
    assert book.card.band is not None
    assert [Decimal("80.1"), Decimal(50), None] == [band.at_least for band in book.card.band]


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ({"above": 30}, [False, False, False, True]),
        ({"at_least": 30}, [False, False, True, True]),
        ({"below": 30}, [False, True, False, False]),
        ({"at_most": 30}, [False, True, True, False]),
        ({"above": -5, "at_most": 30}, [False, False, True, False]),
        ({"above": 0, "absolute": True}, [False, True, True, True]),
        ({"below": 0}, [False, True, False, False]),
        ({"above": 0}, [False, False, True, True]),
        ({"above": 0, "or_unknown": True}, [True, False, True, True]),
    ],
)
def test_a_condition_is_met_by_some_values_and_by_the_unknown_only_where_it_says_so(
    condition: dict[str, int | bool], met: list[bool]
) -> None:
    rule = Condition.model_validate({"indicator": "schedule_gap_pp", **condition})
    values = (None, Decimal(-5), Decimal(30), Decimal("30.000001"))
    assert met == [rule.met({"schedule_gap_pp": value}) for value in values]


def test_an_indicator_that_nobody_measured_is_unknown() -> None:
    rule = Condition.model_validate({"indicator": "concealments", "at_least": 1})
    assert not rule.met({})


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        (SIMPLE, False),
        (LIGHTS, False),
        (PERCENTILES, True),
        (SIMPLE + replaced(BOUND.format("cap", "last", "yellow"), ("schedule_gap_pp", "rank")), True),
    ],
)
def test_a_book_compares_where_it_asks_for_the_standing_among_all(text: str, compares: bool) -> None:
    assert compares == parse(text).compares


def test_a_book_knows_the_indicators_it_names() -> None:
    assert {
        "concealments",
        "factors_ready",
        "investment_rate",
        "issue_timeliness",
        "late_reports",
        "longest_overdue_days",
        "milestone_slip_days",
        "months_since_report",
        "schedule_gap_pp",
        "start_overdue_months",
    } == parse(HANTING).indicators


LINEAR = (
    ('rule = "share"', 'rule = "linear"\nfull_at = 1.2\nzero_at = 0.2\nminimum = 5'),
    ("unknown = 0", "unknown = 5"),
)


NOTHING = 'nothing_when = { indicator = "months_since_report", at_least = 1 }'
FAR_OFF = replaced(BOUND.format("floor", "kept", "blue"), ("above = 30", "above = 30, absolute = true"))
OR_UNKNOWN = replaced(BOUND.format("floor", "kept", "blue"), ("above = 30", "above = 30, or_unknown = true"))


@pytest.mark.parametrize(
    "text",
    [
        SIMPLE,
        LIGHTS,
        PERCENTILES,
        HANTING,
        replaced(SIMPLE, *LINEAR),
        replaced(SIMPLE, ("at_least = 80", "at_least = 100"), ("below = 80", "below = 100")),
        replaced(LIGHTS, ("red", "yellow")),
        replaced(LIGHTS, ("below = 10", "below = -5"), ("at_least = 10", "at_least = -5")),
        replaced(LIGHTS, ('unknown = "no-light"', 'unknown = "red"\nexcused_by = ["force-majeure"]\nname = "a_b-1"')),
        SIMPLE + STREAK.format("blue", 2, "yellow"),
        SIMPLE + BOUND.format("veto", "far-behind", "yellow"),
        SIMPLE + BOUND.format("floor", "far-behind", "yellow"),
        SIMPLE + ASSESSMENT,
        replaced(SIMPLE, ('"red"', '"yellow"')),
        replaced(SIMPLE, ("unknown = 0", f"unknown = 50\nminimum = 50\n{NOTHING}")),
        SIMPLE + BOUND.format("cap", "far-behind", "yellow") + BOUND.format("floor", "kept", "yellow"),
        SIMPLE + BOUND.format("cap", "far-behind", "yellow") + FAR_OFF,
        SIMPLE + BOUND.format("veto", "far-behind", "red") + OR_UNKNOWN,
    ],
)
def test_a_good_book_is_read(text: str) -> None:
    assert isinstance(parse(text), Rulebook)


@pytest.mark.parametrize("name", [None, "progress"])
def test_a_light_goes_by_its_indicator_where_it_has_no_name(name: str | None) -> None:
    told: Any = "" if name is None else f'name = "{name}"\n'
    book = parse(replaced(LIGHTS, ("unknown", f"{told}unknown")))
    assert [name or "schedule_gap_pp"] == [light.name for light in book.light]
