"""A rule that does not hold together, or not with the others, has its book refused, with the place and the reason."""

import pytest

from services.scoring.indicators import INDICATORS
from services.scoring.rulebook import read
from shared.deciding import Refused
from tests.scoring.books import ASSESSMENT, BOUND, LIGHTS, SIMPLE, STREAK, replaced

UNKNOWN = f"unknown indicator; known are {', '.join(INDICATORS)}"
REQUIRED = "it is required: add it"
POSITIVE = "Input should be greater than 0"
STEPS = "`step` and `lose` belong to rule `steps`, and it needs both"
LINEAR = "`full_at` and `zero_at` belong to rule `linear`, and it needs both"
TWICE = "it is the name of {} already: a card could not say which one spoke"
ONE_OF = "one of above, at_least, below, at_most is needed"
WORSE = "{} held for months cannot become {}: a streak makes a card worse"
WEIGHTS = "cards, observation and daily weigh {} together: they must add up to 100"
SCORE, LIGHT = SIMPLE[SIMPLE.index("[[score]]") :], LIGHTS[LIGHTS.index("[[light]]") :]
VETO, CAP, FLOOR = (
    BOUND.format(table, f"far-{table}", card) for table, card in (("veto", "red"), ("cap", "yellow"), ("floor", "blue"))
)

SCORES = {
    "score of an unknown indicator": (
        replaced(SIMPLE, ("investment_rate", "luck")),
        ":score.0.indicator",
        "luck",
        UNKNOWN,
    ),
    "score of the rank": (replaced(SIMPLE, ("investment_rate", "rank")), ":score.0.indicator", "rank", UNKNOWN),
    "no maximum": (replaced(SIMPLE, ("maximum = 100", "maximum = 0")), ":score.0.maximum", "0", POSITIVE),
    "nothing to earn": (
        replaced(SIMPLE, ("maximum = 100", "maximum = 100\nminimum = 100")),
        ":score.0",
        "",
        "a minimum of 100 leaves nothing to earn below 100",
    ),
    "unknown earns too much": (
        replaced(SIMPLE, ("unknown = 0", "unknown = 101")),
        ":score.0",
        "",
        "101 points where unknown are not between 0 and 100",
    ),
    "unknown earns too little": (
        replaced(SIMPLE, ("unknown = 0", "unknown = 4\nminimum = 5")),
        ":score.0",
        "",
        "4 points where unknown are not between 5 and 100",
    ),
    "unknown left open": (replaced(SIMPLE, ("unknown = 0", "")), ":score.0.unknown", "", REQUIRED),
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
    "linear without figures": (replaced(SIMPLE, ('"share"', '"linear"')), ":score.0", "", LINEAR),
    "linear from a figure to itself": (
        replaced(SIMPLE, ('"share"', '"linear"\nfull_at = 1\nzero_at = 1')),
        ":score.0",
        "",
        "full_at and zero_at are both 1: there is nothing between them",
    ),
    "points that follow from the points": (
        f'{SIMPLE}nothing_when = {{ indicator = "rank", above = 3 }}\n',
        ":score.0",
        "",
        "rank follows from the points: no points can follow from it",
    ),
    "score twice": (SIMPLE + SCORE, ":score.1.indicator", "investment_rate", TWICE.format("score.0.indicator")),
}

LAMPS = {
    "light of an unknown indicator": (
        replaced(LIGHTS, ("schedule_gap_pp", "luck")),
        ":light.0.indicator",
        "luck",
        UNKNOWN,
    ),
    "lights overlap": (
        replaced(LIGHTS, ("below = 10", "at_most = 10")),
        ":light.0.band",
        "",
        "band 1 blue (at most 10) and band 2 yellow (at least 10 and below 30) overlap: both hold 10",
    ),
    "lights leave a gap": (
        replaced(LIGHTS, ("at_least = 30", "at_least = 40")),
        ":light.0.band",
        "",
        "there is a gap between band 2 yellow (at least 10 and below 30) and band 3 red (at least 40): "
        "neither holds 30",
    ),
    "blue light unreachable": (
        replaced(LIGHTS, ("unknown", "absolute = true\nunknown"), ("below = 10", "below = 0"), ("= 10", "= 0")),
        ":light.0.band.0",
        "",
        "blue (below 0) can never come: no distance from zero is below 0",
    ),
    "light of a rank that nobody has": (
        replaced(SIMPLE + LIGHT, ("schedule_gap_pp", "rank"), ("below = 10", "below = 1"), ("= 10,", "= 1,")),
        ":light.0.band.0",
        "",
        "blue (below 1) can never come: a rank is at least 1",
    ),
    "light of a rank without points": (
        replaced(LIGHTS, ("schedule_gap_pp", "rank")),
        "",
        "rank",
        "rank is the standing by points: it needs a score",
    ),
    "light that is silent on the unknown": (
        replaced(LIGHTS, ('unknown = "no-light"\n', "")),
        ":light.0.unknown",
        "",
        REQUIRED,
    ),
    "light twice": (LIGHTS + LIGHT, ":light.1.name", "schedule_gap_pp", TWICE.format("light.0.name")),
    "light and rule of one name": (
        replaced(LIGHTS, ("unknown", 'name = "far-veto"\nunknown')) + VETO,
        ":veto.0.rule",
        "far-veto",
        TWICE.format("light.0.name"),
    ),
    "unknown kind of exemption": (
        replaced(LIGHTS, ("unknown", 'excused_by = ["rain"]\nunknown')),
        ":light.0.excused_by.0",
        "rain",
        "Input should be 'force-majeure', 'authority-delay' or 'approved-suspension'",
    ),
}

RULES = {
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
    "floor that keeps from nothing": (
        SIMPLE + BOUND.format("floor", "far-behind", "red"),
        ":floor.0.card",
        "red",
        "no card is kept from worse by red: blue or yellow",
    ),
    "name of a rule": (
        SIMPLE + BOUND.format("veto", "Far behind", "red"),
        ":veto.0.rule",
        "Far behind",
        "String should match pattern '^[a-z0-9][a-z0-9-]*$'",
    ),
    "name of a rule twice": (
        SIMPLE + VETO + BOUND.format("cap", "far-veto", "yellow"),
        ":cap.0.rule",
        "far-veto",
        TWICE.format("veto.0.rule"),
    ),
    "condition on an unknown indicator": (
        SIMPLE + replaced(VETO, ("schedule_gap_pp", "luck")),
        ":veto.0.when.indicator",
        "luck",
        UNKNOWN,
    ),
    "condition without threshold": (SIMPLE + replaced(VETO, (", above = 30", "")), ":veto.0.when", "", ONE_OF),
    "condition that nothing meets": (
        SIMPLE + replaced(VETO, ("above = 30", "above = 30, below = 5")),
        ":veto.0.when",
        "",
        "it is empty: no number is above 30 and below 5",
    ),
    "floor against cap": (
        SIMPLE + CAP + replaced(FLOOR, ("above = 30", "at_most = 40")),
        ":floor.0",
        "",
        "floor and cap contradict each other: at worst blue by far-floor and at best yellow by far-cap "
        "where schedule_gap_pp is 40",
    ),
    "floor against cap, where nothing is known": (
        SIMPLE
        + replaced(CAP, ("above = 30", "above = 30, or_unknown = true"))
        + replaced(FLOOR, ("above = 30", "below = 0, or_unknown = true")),
        ":floor.0",
        "",
        "floor and cap contradict each other: at worst blue by far-floor and at best yellow by far-cap "
        "where schedule_gap_pp is unknown",
    ),
    "floor behind a veto": (
        SIMPLE + VETO + replaced(FLOOR, ("above = 30", "at_least = 40")),
        ":floor.0",
        "",
        "the veto far-veto speaks wherever this floor does, and goes before it",
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
        ":streak.0.falling",
        "True",
        "a streak with a falling score needs a score",
    ),
    "weights of less than 100": (
        SIMPLE + replaced(ASSESSMENT, ("cards = 60", "cards = 59.5")),
        ":assessment",
        "",
        WEIGHTS.format("99.5"),
    ),
    "weights of more than 100": (
        SIMPLE + replaced(ASSESSMENT, ("cards = 60", "cards = 70")),
        ":assessment",
        "",
        WEIGHTS.format("110"),
    ),
    "a base beyond its weight": (
        SIMPLE + replaced(ASSESSMENT, ("daily_base = 15", "daily_base = 20.1")),
        ":assessment",
        "",
        "a base of 20.1 is more than the 20 of daily management",
    ),
    "two judges of whom none is left": (
        SIMPLE + replaced(ASSESSMENT, ("drop_from = 5", "drop_from = 2")),
        ":assessment.drop_from",
        "2",
        "Input should be greater than or equal to 3",
    ),
}
BAD = SCORES | LAMPS | RULES


@pytest.mark.parametrize(("text", "place", "value", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_rule_is_refused_with_the_place_and_the_reason(text: str, place: str, value: str, reason: str) -> None:
    found = read(text)
    assert isinstance(found, list)
    assert Refused("bad-rulebook", f"data.text{place}", value, reason) == found[0]
