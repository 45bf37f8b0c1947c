"""A bad rulebook is refused whole, with the place and the reason."""

import pytest

from services.scoring.rulebook import parse, read
from shared.deciding import Refused
from tests.scoring.books import LIGHTS, PERCENTILES, SIMPLE, replaced

REQUIRED = "it is required: add it"
NO_KEY = "there is no such key: leave it out, or mend its name"
POSITIVE = "Input should be greater than 0"
FOR_EVER = "bands go on for ever at both ends, and {} does not"
HINT = " (a text without `format = 2` is read in the first format)"
SCORE, LIGHT = SIMPLE[SIMPLE.index("[[score]]") :], LIGHTS[LIGHTS.index("[[light]]") :]
BANDS = SIMPLE[SIMPLE.index("band = [") : SIMPLE.index("[[score]]")]
YELLOW, RED = BANDS.splitlines(keepends=True)[2:4]

WRITING = {
    "not TOML": ("edition = ", "", "", "not TOML: Invalid value (at end of document)"),
    "too deep": (f"a = {'[' * 50_000}", "", "", "a figure is too large or nested too deeply"),
    "too large a figure": ("a = 1e99999999999999999999", "", "", "a figure is too large or nested too deeply"),
    "too long a figure": (f"a = {'1' * 5_000}", "", "", "a figure is too large or nested too deeply"),
    "empty": ("", ":card", "", REQUIRED + HINT),
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
    "unknown key": (f'colour = "green"\n{SIMPLE}', ":colour", "green", NO_KEY),
    "unknown key of a rule": (f'{SIMPLE}colour = "green"\n', ":score.0.colour", "green", NO_KEY),
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
    "month left open": (replaced(SIMPLE, ("objection_workdays = 5", "")), ":month.objection_workdays", "", REQUIRED),
    "days before the close": (
        replaced(SIMPLE, ("close_after_workdays = 3", "close_after_workdays = -1")),
        ":month.close_after_workdays",
        "-1",
        "Input should be greater than or equal to 0",
    ),
    "override left open": (replaced(SIMPLE, ('offices = ["总指挥"]', "")), ":override.offices", "", REQUIRED),
    "an office twice": (
        replaced(SIMPLE, ('["总指挥"]', '["总指挥", "总指挥"]')),
        ":override.offices",
        "",
        "总指挥 stands there more than once",
    ),
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
}

CARDS = {
    "no card": (replaced(SIMPLE, ("[card]", "[cards]")), ":card", "", REQUIRED),
    "unknown way to a card": (
        replaced(SIMPLE, ('by = "score"', 'by = "rank"')),
        ":card.by",
        "rank",
        "Input should be 'score', 'worst-light' or 'percentile'",
    ),
    "bands overlap": (
        replaced(SIMPLE, ("at_least = 80", "at_least = 75")),
        ":card.band",
        "",
        "band 1 blue (at least 75) and band 2 yellow (at least 50 and below 80) overlap: both hold 75",
    ),
    "gap between bands": (
        replaced(SIMPLE, ("at_least = 80", "above = 80")),
        ":card.band",
        "",
        "there is a gap between band 2 yellow (at least 50 and below 80) and band 1 blue (above 80): neither holds 80",
    ),
    "bands end": (
        replaced(SIMPLE, ("at_least = 80", "at_least = 80, at_most = 100")),
        ":card.band",
        "",
        f"no band holds 101: {FOR_EVER.format('band 1 blue (at least 80 and at most 100)')}",
    ),
    "bands out of order": (
        replaced(SIMPLE, (YELLOW, ""), (RED, RED + YELLOW)),
        ":card.band",
        "",
        "bands stand in order, upwards or downwards: band 2 red (below 50), band 3 yellow (at least 50 and below 80), "
        "band 1 blue (at least 80)",
    ),
    "bands that make more worse": (
        replaced(SIMPLE, ('"blue"', '"red"'), ('"red", below', '"blue", below')),
        ":card.band",
        "",
        "yellow (at least 50 and below 80) is worse than blue (below 50) below it: more must not make a card worse",
    ),
    "empty band": (
        replaced(SIMPLE, ("at_least = 50, below = 80", "at_least = 80, below = 80")),
        ":card.band.1",
        "",
        "it is empty: no number is at least 80 and below 80",
    ),
    "two lower ends": (
        replaced(SIMPLE, ("at_least = 50", "at_least = 50, above = 50")),
        ":card.band.1",
        "",
        "above and at_least contradict each other: keep one",
    ),
    "one band": (
        replaced(SIMPLE, (BANDS, 'band = [{ card = "blue" }]\n')),
        ":card.band",
        "",
        "Tuple should have at least 2 items after validation, not 1",
    ),
    "no bands": (replaced(SIMPLE, (BANDS, "")), ":card", "", "cards by score need bands"),
    "red unreachable": (
        replaced(SIMPLE, ("at_least = 50", "at_least = 0"), ("below = 50", "below = 0")),
        ":card.band.2",
        "",
        "red (below 0) can never come: the points lie between 0 and 100",
    ),
    "red unreachable, with a minimum": (
        replaced(SIMPLE, ("unknown = 0", "unknown = 50\nminimum = 50")),
        ":card.band.2",
        "",
        "red (below 50) can never come: the points lie between 50 and 100",
    ),
    "blue unreachable": (
        replaced(SIMPLE, ("at_least = 80", "above = 100"), ("below = 80", "at_most = 100")),
        ":card.band.0",
        "",
        "blue (above 100) can never come: the points lie between 0 and 100",
    ),
    "percentile unreachable": (
        replaced(PERCENTILES, ("above = 70", "above = 100"), ("at_most = 70", "at_most = 100")),
        ":card.band.0",
        "",
        "blue (above 100) can never come: percentiles lie above 0, up to 100",
    ),
    "score that nothing earns": (replaced(SIMPLE, (SCORE, "")), ":card.by", "score", "cards by score need a score"),
    "percentile of nothing": (
        replaced(PERCENTILES, (SCORE, "")),
        ":card.by",
        "percentile",
        "cards by percentile need a score",
    ),
    "no light": (replaced(LIGHTS, (LIGHT, "")), ":light", "", "a book whose cards go by the worst light needs lights"),
    "bands that nothing uses": (
        replaced(LIGHTS, ('unlit = "yellow"\n', f'unlit = "yellow"\n{BANDS}')),
        ":card",
        "",
        "bands are of points or percentiles: cards by the worst light have none",
    ),
    "unlit left open": (
        replaced(LIGHTS, ('unlit = "yellow"\n', "")),
        ":card",
        "",
        "cards by the worst light need `unlit`: the card where no light shines",
    ),
    "unlit that nothing uses": (
        replaced(SIMPLE, ('by = "score"', 'by = "score"\nunlit = "red"')),
        ":card",
        "",
        "`unlit` is the card where no light shines: it belongs to cards by worst-light",
    ),
}

BAD = WRITING | CARDS


@pytest.mark.parametrize(("text", "place", "value", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_book_is_refused_with_the_place_and_the_reason(text: str, place: str, value: str, reason: str) -> None:
    found = read(text)
    assert isinstance(found, list)
    assert Refused("bad-rulebook", f"data.text{place}", value, reason) == found[0]


def test_the_first_place_is_refused_and_every_one_is_known() -> None:
    text = replaced(LIGHTS, ("schedule_gap_pp", "luck"), ("unlit", "unlight"), ("below = 10", "below = ten"))
    text = text.replace("below = ten", 'below = "ten"')
    found = read(text)
    assert isinstance(found, list)
    places = ["card.unlight", "light.0.indicator", "light.0.band.0.below"]
    assert [f"data.text:{place}" for place in places] == [refused.field for refused in found]
    with pytest.raises(Refused) as raised:
        parse(text)
    assert found[0] == raised.value


def test_a_refused_value_is_cut_to_what_a_receipt_can_show() -> None:
    with pytest.raises(Refused) as refused:
        parse(replaced(SIMPLE, ("simple-1", "X" * 1_000)))
    assert "X" * 200 == refused.value.value
