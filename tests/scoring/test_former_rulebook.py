"""Rulebooks of the first format stand on logs: they are read for ever, and judge as they did."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from services.scoring.monthly_card import judge
from services.scoring.rulebook import Rulebook, parse
from shared.catalogue.values import Card
from shared.deciding import Refused
from tests.scoring.story import inputs_of

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED
GOLDEN = Path(__file__).parents[1] / "golden" / "rulebooks"
HANTING = parse((GOLDEN / "hanting-2025.1.toml").read_text("utf-8"))
NYC = parse((GOLDEN / "nyc-capital-2013.1.toml").read_text("utf-8"))
ALL_IS_WELL = {
    "investment_rate": "1",
    "milestone_slip_days": "0",
    "late_reports": "0",
    "months_since_report": "0",
    "schedule_gap_pp": "0",
}

FORMER = """\
edition = "former-1"
title_zh = "旧办法"
title_en = "A former book"
valid_from = 2026-01-01
rounding = "0.01"

[card]
by = "worst-light"

[[light]]
indicator = "schedule_gap_pp"
red = 30
"""


@pytest.mark.parametrize(
    ("figures", "card", "score", "rules"),
    [
        ({}, BLUE, "100", []),
        ({"investment_rate": "0.625"}, BLUE, "85", []),
        ({"investment_rate": "0.62475"}, YELLOW, "84.99", []),
        ({"investment_rate": "0", "milestone_slip_days": "1"}, RED, "55", []),
        ({"milestone_slip_days": "16"}, BLUE, "90", []),
        ({"late_reports": "1"}, BLUE, "97", []),
        ({"months_since_report": "1"}, YELLOW, "90", ["no-fresh-report"]),
        ({"schedule_gap_pp": "10"}, YELLOW, "100", ["10-points-behind"]),
        ({"schedule_gap_pp": "30.1"}, RED, "100", ["10-points-behind", "more-than-30-points-behind"]),
        ({"longest_overdue_days": "15"}, YELLOW, "100", ["issue-overdue-14-days"]),
        ({"start_overdue_months": "3"}, RED, "100", ["start-overdue-3-months"]),
        ({"concealments": "1"}, BLUE, "100", []),
    ],
)
def test_hanting_judges_as_it_did(figures: Mapping[str, str], card: Card, score: str, rules: list[str]) -> None:
    judged = judge(HANTING, inputs_of({**ALL_IS_WELL, **figures}))
    spoke = [finding.rule for finding in (*judged.caps, *judged.vetoes)]
    assert (card, Decimal(score), rules) == (judged.card, judged.score, spoke)


@pytest.mark.parametrize(
    ("slip", "cost", "months", "lights"),
    [
        ("89", "9.9", "6", [BLUE, BLUE, BLUE]),
        ("90", "10", "7", [YELLOW, YELLOW, YELLOW]),
        ("364", "29.9", "12", [YELLOW, YELLOW, YELLOW]),
        ("365", "30", "13", [RED, RED, RED]),
        ("-400", "-40", "0", [BLUE, BLUE, BLUE]),
    ],
)
def test_nyc_capital_judges_as_it_did(slip: str, cost: str, months: str, lights: list[Card]) -> None:
    told = {
        "completion_slip_original_days": slip,
        "cost_variance_original_pct": cost,
        "months_since_report": months,
    }
    judged = judge(NYC, inputs_of(told))
    assert (lights, max(lights, key=list(Card).index)) == ([light.card for light in judged.lights], judged.card)


def test_nyc_capital_says_yellow_where_nothing_is_told() -> None:
    judged = judge(NYC, inputs_of({}))
    assert (YELLOW, [YELLOW, YELLOW]) == (judged.card, [light.card for light in judged.lights])


@pytest.mark.parametrize(
    ("text", "gap", "card"),
    [
        (FORMER, "29.9", BLUE),
        (FORMER, "30", RED),
        (f"{FORMER}includes = false\n", "30", BLUE),
        (f"{FORMER}includes = false\n", "30.1", RED),
        (f"{FORMER}yellow = 10\nabsolute = true\n", "-9.9", BLUE),
        (f"{FORMER}yellow = 10\nabsolute = true\n", "-10", YELLOW),
        (f"{FORMER}yellow = 10\nabsolute = true\n", "-30", RED),
        (FORMER, None, BLUE),
        (f'{FORMER}unknown = "red"\n', None, RED),
    ],
)
def test_a_light_of_thresholds(text: str, gap: str | None, card: Card) -> None:
    assert card == judge(parse(text), inputs_of({} if gap is None else {"schedule_gap_pp": gap})).card


@pytest.mark.parametrize("book", [HANTING, NYC], ids=lambda book: book.edition)
def test_what_the_first_format_left_out(book: Rulebook) -> None:
    assert (3, 5, (), None) == (
        book.month.close_after_workdays,
        book.month.objection_workdays,
        book.override.offices,
        book.assessment,
    )


HINT = " (a text without `format = 2` is read in the first format)"
BANDS = "0 < yellow < blue must hold; found yellow={}, blue={}"
SCORED = FORMER.replace('"worst-light"', '"score"\nblue = 85\nyellow = 60')


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (FORMER.replace("red = 30", ""), "light.0.red", "it is required: add it"),
        (f"{FORMER}yellow = 30\n", "light.0", "yellow from 30 leaves no room below red from 30"),
        (
            f"{FORMER.replace('30', '0')}absolute = true\n",
            "light.0",
            "no distance from zero is short of 0: blue could never be reached",
        ),
        (FORMER.replace("[card]", "[card]\nblue = 85"), "card", "blue and yellow are bands of points: they belong to "),
        (SCORED.replace("blue = 85", ""), "card", BANDS.format(60, None)),
        (SCORED.replace("85", "60"), "card", BANDS.format(60, 60)),
        (SCORED.replace("yellow = 60", "yellow = 0"), "card", BANDS.format(0, 85)),
        (f"[month]\nclose_after_workdays = 3\n{FORMER}", "month", "there is no such key: leave it out, or mend its "),
        (f"sort = 1\n{FORMER}", "sort", "there is no such key: leave it out, or mend its name"),
    ],
)
def test_a_bad_one_is_refused(text: str, place: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(text)
    assert f"data.text:{place}" == refused.value.field
    assert refused.value.rule.startswith(reason)
    assert refused.value.rule.endswith(HINT)


def test_another_format_is_not_read() -> None:
    with pytest.raises(Refused) as refused:
        parse(f"format = 3\n{FORMER}")
    assert ("data.text:format", "3", "Input should be 2") == (
        refused.value.field,
        refused.value.value,
        refused.value.rule,
    )
