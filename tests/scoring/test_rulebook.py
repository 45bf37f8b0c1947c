"""What a rulebook can say."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from services.scoring.rulebook import Condition, Rulebook, parse
from tests.scoring.books import BOUND, HANTING, LIGHTS, SIMPLE, STREAK, replaced


def test_the_shipped_book_holds_together() -> None:
    book = parse(HANTING)
    assert ("hanting-2025.1", date(2025, 1, 1), Decimal("0.01"), Decimal(85), Decimal(60)) == (
        book.edition,
        book.valid_from,
        book.rounding,
        book.card.blue,
        book.card.yellow,
    )


def test_a_book_carries_the_digest_of_its_text() -> None:
    assert sha256(SIMPLE.encode()).hexdigest() == parse(SIMPLE).sha256


def test_one_more_blank_is_another_text() -> None:
    assert parse(SIMPLE).sha256 != parse(SIMPLE + "\n").sha256


def test_figures_of_a_book_are_exact() -> None:
    book = parse(SIMPLE.replace("blue = 80", "blue = 80.1"))
    assert Decimal("80.1") == book.card.blue


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ({"above": 30}, [False, False, False, True]),
        ({"at_least": 30}, [False, False, True, True]),
        ({"below": 30}, [False, True, False, False]),
        ({"at_most": 30}, [False, True, True, False]),
        ({"above": 0, "absolute": True}, [False, True, True, True]),
        ({"below": 0}, [False, True, False, False]),
        ({"above": 0}, [False, False, True, True]),
    ],
)
def test_a_condition_is_met_by_some_values_and_never_by_the_unknown(
    condition: dict[str, int | bool], met: list[bool]
) -> None:
    rule = Condition.model_validate({"indicator": "schedule_gap_pp", **condition})
    assert met == [rule.met(value) for value in (None, Decimal(-5), Decimal(30), Decimal("30.000001"))]


@pytest.mark.parametrize(
    "text",
    [
        SIMPLE,
        LIGHTS,
        HANTING,
        replaced(SIMPLE, ("blue = 80", "blue = 100")),
        replaced(LIGHTS, ("yellow = 10", "")),
        replaced(LIGHTS, ("yellow = 10", "yellow = -5")),
        SIMPLE + STREAK.format("blue", 2, "yellow"),
        SIMPLE + BOUND.format("veto", "far-behind", "yellow"),
    ],
)
def test_a_good_book_is_read(text: str) -> None:
    assert isinstance(parse(text), Rulebook)
