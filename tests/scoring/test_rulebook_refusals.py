"""A bad rulebook is refused whole, with the place and the reason."""

import pytest

from services.scoring.indicators import INDICATORS
from services.scoring.rulebook import parse
from shared.deciding import Refused
from tests.scoring.books import BOUND, LIGHTS, SIMPLE, STREAK, replaced

UNKNOWN = f"unknown indicator; known are {', '.join(INDICATORS)}"
BANDS = "0 < yellow < blue <= 100 (all points) must hold; found yellow={}, blue={}"
POSITIVE = "Input should be greater than 0"
STEPS = "`step` and `lose` belong to rule `steps`, and it needs both"
TWICE = "{} more than once: a card could not say which one spoke"
ONE_OF = "one of above, at_least, below, at_most is needed; found {}"
WORSE = "{} held for months cannot become {}: a streak makes a card worse"
SCORE, LIGHT = SIMPLE[SIMPLE.index("[[score]]") :], LIGHTS[LIGHTS.index("[[light]]") :]
VETO = BOUND.format("veto", "far-behind", "red")

BAD = {
    "not TOML": ("edition = ", "", "", "not TOML: Invalid value (at end of document)"),
    "too deep": (f"a = {'[' * 50_000}", "", "", "a figure is too large or nested too deeply"),
    "too large a figure": ("a = 1e99999999999999999999", "", "", "a figure is too large or nested too deeply"),
    "too long a figure": (f"a = {'1' * 5_000}", "", "", "a figure is too large or nested too deeply"),
    "empty": ("", ":edition", "", "Field required"),
    "edition": (
        replaced(SIMPLE, ("simple-1", "Simple 1")),
        ":edition",
        "Simple 1",
        "String should match pattern '^[a-z0-9][a-z0-9.-]*$'",
    ),
    "date": (
        replaced(SIMPLE, ("2026-01-01", '"soon"')),
        ":valid_from",
        "soon",
        "Input should be a valid date or datetime, input is too short",
    ),
    "unknown key": (f'colour = "green"\n{SIMPLE}', ":colour", "green", "Extra inputs are not permitted"),
    "own digest": (f'sha256 = "0"\n{SIMPLE}', ":sha256", "", "a text cannot hold its own digest: leave it out"),
    "rounding between places": (
        replaced(SIMPLE, ('"0.01"', '"0.05"')),
        ":rounding",
        "0.05",
        "rounding is to a decimal place: 1, 0.1, 0.01, ...",
    ),
    "no rounding": (replaced(SIMPLE, ('"0.01"', '"0"')), ":rounding", "0", POSITIVE),
    "coarse rounding": (
        replaced(SIMPLE, ('"0.01"', "10")),
        ":rounding",
        "10",
        "Input should be less than or equal to 1",
    ),
    "no card": (replaced(SIMPLE, ("[card]", "[cards]")), ":card", "", "Field required"),
    "unknown way to a card": (
        replaced(SIMPLE, ('by = "score"', 'by = "rank"')),
        ":card.by",
        "rank",
        "Input should be 'score' or 'worst-light'",
    ),
    "bands overlap": (replaced(SIMPLE, ("yellow = 50", "yellow = 80")), "", "", BANDS.format(80, 80)),
    "red unreachable": (replaced(SIMPLE, ("yellow = 50", "yellow = 0")), "", "", BANDS.format(0, 80)),
    "blue unreachable": (replaced(SIMPLE, ("blue = 80", "blue = 101")), "", "", BANDS.format(50, 101)),
    "band missing": (replaced(SIMPLE, ("blue = 80", "")), "", "", BANDS.format(50, None)),
    "score of an unknown indicator": (
        replaced(SIMPLE, ("investment_rate", "luck")),
        ":score.0.indicator",
        "luck",
        UNKNOWN,
    ),
    "no maximum": (replaced(SIMPLE, ("maximum = 100", "maximum = 0")), ":score.0.maximum", "0", POSITIVE),
    "not a number": (
        replaced(SIMPLE, ("maximum = 100", "maximum = nan")),
        ":score.0.maximum",
        "NaN",
        "Input should be a finite number",
    ),
    "too many digits": (
        replaced(SIMPLE, ("maximum = 100", "maximum = 1e30")),
        ":score.0.maximum",
        "1E+30",
        "Decimal input should have no more than 18 digits in total",
    ),
    "unknown earns too much": (
        replaced(SIMPLE, ("unknown = 0", "unknown = 101")),
        ":score.0",
        "",
        "101 points where unknown exceed the maximum of 100",
    ),
    "unknown left open": (replaced(SIMPLE, ("unknown = 0", "")), ":score.0.unknown", "", "Field required"),
    "steps without step": (replaced(SIMPLE, ('"share"', '"steps"')), ":score.0", "", STEPS),
    "share with step": (
        replaced(SIMPLE, ("unknown = 0", "unknown = 0\nstep = 1\nlose = 1")),
        ":score.0",
        "",
        STEPS,
    ),
    "share with half of steps": (replaced(SIMPLE, ("unknown = 0", "unknown = 0\nstep = 1")), ":score.0", "", STEPS),
    "steps of 0": (
        replaced(SIMPLE, ('"share"', '"steps"'), ("unknown = 0", "unknown = 0\nstep = 0\nlose = 1")),
        ":score.0.step",
        "0",
        POSITIVE,
    ),
    "score twice": (SIMPLE + SCORE, "", "", TWICE.format("score name investment_rate")),
    "light of an unknown indicator": (
        replaced(LIGHTS, ("schedule_gap_pp", "luck")),
        ":light.0.indicator",
        "luck",
        UNKNOWN,
    ),
    "lights overlap": (
        replaced(LIGHTS, ("red = 30", "red = 10")),
        ":light.0",
        "",
        "yellow from 10 leaves no room below red from 10",
    ),
    "yellow beyond red": (
        replaced(LIGHTS, ("red = 30", "red = 9")),
        ":light.0",
        "",
        "yellow from 10 leaves no room below red from 9",
    ),
    "blue light unreachable": (
        replaced(LIGHTS, ("yellow = 10", "yellow = 0\nabsolute = true")),
        ":light.0",
        "",
        "no distance from zero is short of 0: blue could never be reached",
    ),
    "blue light unreachable, without yellow": (
        replaced(LIGHTS, ("yellow = 10", "absolute = true"), ("red = 30", "red = -1")),
        ":light.0",
        "",
        "no distance from zero is short of -1: blue could never be reached",
    ),
    "light without red": (replaced(LIGHTS, ("red = 30", "")), ":light.0.red", "", "Field required"),
    "light twice": (LIGHTS + LIGHT, "", "", TWICE.format("light name schedule_gap_pp")),
    "no light": (replaced(LIGHTS, (LIGHT, "")), "", "", "a book whose cards go by the worst light needs lights"),
    "bands that nothing uses": (
        replaced(LIGHTS, ('by = "worst-light"', 'by = "worst-light"\nblue = 85')),
        ":card",
        "",
        "blue and yellow are bands of points: they belong to cards by score",
    ),
    "unknown colour": (
        SIMPLE + BOUND.format("veto", "far-behind", "green"),
        ":veto.0.card",
        "green",
        "Input should be 'blue', 'yellow' or 'red'",
    ),
    "cap that bounds nothing": (
        SIMPLE + BOUND.format("cap", "far-behind", "blue"),
        ":cap.0.card",
        "blue",
        "no card is worsened by blue: yellow or red",
    ),
    "name of a rule": (
        SIMPLE + BOUND.format("veto", "Far behind", "red"),
        ":veto.0.rule",
        "Far behind",
        "String should match pattern '^[a-z0-9][a-z0-9-]*$'",
    ),
    "name of a rule twice": (
        SIMPLE + VETO + BOUND.format("cap", "far-behind", "yellow"),
        "",
        "",
        TWICE.format("veto, cap and streak name far-behind"),
    ),
    "condition on an unknown indicator": (
        SIMPLE + replaced(VETO, ("schedule_gap_pp", "luck")),
        ":veto.0.when.indicator",
        "luck",
        UNKNOWN,
    ),
    "condition without threshold": (
        SIMPLE + replaced(VETO, (", above = 30", "")),
        ":veto.0.when",
        "",
        ONE_OF.format("none"),
    ),
    "condition with two thresholds": (
        SIMPLE + replaced(VETO, ("above = 30", "above = 30, below = 5")),
        ":veto.0.when",
        "",
        ONE_OF.format("above, below"),
    ),
    "streak of one month": (
        SIMPLE + STREAK.format("yellow", 1, "red"),
        ":streak.0.months",
        "1",
        "Input should be greater than or equal to 2",
    ),
    "streak that changes nothing": (
        SIMPLE + STREAK.format("yellow", 2, "yellow"),
        ":streak.0",
        "",
        WORSE.format("yellow", "yellow"),
    ),
    "streak that makes it better": (
        SIMPLE + STREAK.format("red", 2, "yellow"),
        ":streak.0",
        "",
        WORSE.format("red", "yellow"),
    ),
    "falling score without a score": (
        f"{LIGHTS}{STREAK.format('yellow', 2, 'red')}falling = true\n",
        "",
        "",
        "a streak with a falling score needs a score",
    ),
}


@pytest.mark.parametrize(("text", "place", "value", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_book_is_refused_with_the_place_and_the_reason(text: str, place: str, value: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(text)
    assert Refused("bad-rulebook", f"data.text{place}", value, reason) == refused.value


def test_a_refused_value_is_cut_to_what_a_receipt_can_show() -> None:
    with pytest.raises(Refused) as refused:
        parse(replaced(SIMPLE, ("simple-1", "X" * 1_000)))
    assert "X" * 200 == refused.value.value
