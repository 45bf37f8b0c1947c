"""What a book makes of a project's inputs: each kind of rule by itself, and all in their order."""

from decimal import Decimal

import pytest

from services.scoring.monthly_card import Inputs, Past, judge
from services.scoring.rulebook import parse
from shared.catalogue.scoring import Finding, Points
from shared.catalogue.values import Card, Month
from tests.scoring.books import LIGHTS, SIMPLE, replaced
from tests.scoring.story import inputs, inputs_of

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED

STEPS = replaced(
    SIMPLE,
    ('"investment_rate"\nmaximum = 100', '"milestone_slip_days"\nmaximum = 100'),
    ('"share"\nunknown = 0', '"steps"\nstep = 15\nlose = 25\nunknown = 35'),
)
NOTHING = 'nothing_when = { indicator = "months_since_report", at_least = 1 }\n'
LINEAR = replaced(
    SIMPLE, ('"investment_rate"', '"schedule_gap_pp"'), ('"share"', '"linear"\nfull_at = 0\nzero_at = 40\nminimum = 10')
)
LINEAR = replaced(LINEAR, ("unknown = 0", "unknown = 10"))


def past(card: Card, score: str | None = None, streak: int = 1) -> Past:
    return Past(Month("2026-01"), card, None if score is None else Decimal(score), streak)


@pytest.mark.parametrize(
    ("rate", "points"),
    [
        ("0", "0"),
        ("0.5", "50"),
        ("1", "100"),
        ("1.3", "100"),
        ("-0.2", "0"),
        ("0.333335", "33.33"),
        ("0.33335", "33.34"),
    ],
)
def test_a_share_of_the_maximum(rate: str, points: str) -> None:
    earned = judge(parse(SIMPLE), inputs(investment_rate=rate)).points
    assert (Points(indicator="investment_rate", points=Decimal(points), maximum=Decimal(100)),) == earned


@pytest.mark.parametrize(
    ("slip", "points"),
    [("-3", "100"), ("0", "100"), ("1", "75"), ("15", "75"), ("16", "50"), ("45", "25"), ("60", "0"), ("900", "0")],
)
def test_steps_started_lose_points(slip: str, points: str) -> None:
    earned = judge(parse(STEPS), inputs(milestone_slip_days=slip)).points
    assert (Points(indicator="milestone_slip_days", points=Decimal(points), maximum=Decimal(100)),) == earned


@pytest.mark.parametrize(
    ("gap", "points"),
    [("-7", "100"), ("0", "100"), ("1", "97.5"), ("20", "50"), ("36", "10"), ("39", "10"), ("90", "10")],
)
def test_points_between_two_figures(gap: str, points: str) -> None:
    assert Decimal(points) == judge(parse(LINEAR), inputs(schedule_gap_pp=gap)).score


@pytest.mark.parametrize(("text", "points"), [(SIMPLE, "0"), (STEPS, "35"), (LINEAR, "10")])
def test_an_unknown_indicator_earns_what_the_book_says(text: str, points: str) -> None:
    assert Decimal(points) == judge(parse(text), inputs()).score


@pytest.mark.parametrize(
    ("known", "score"),
    [
        (inputs(months_since_report="1"), "0"),
        (inputs(months_since_report="1", milestone_slip_days="0"), "0"),
        (inputs(months_since_report="0", milestone_slip_days="0"), "100"),
        (inputs(milestone_slip_days="0"), "100"),
    ],
)
def test_nothing_is_earned_where_the_book_says_so(known: Inputs, score: str) -> None:
    assert Decimal(score) == judge(parse(STEPS + NOTHING), known).score


@pytest.mark.parametrize(
    ("rate", "card"), [("0.8", BLUE), ("0.7999", YELLOW), ("0.5", YELLOW), ("0.4999", RED), ("0", RED)]
)
def test_bands_begin_with_their_threshold(rate: str, card: Card) -> None:
    assert card == judge(parse(SIMPLE), inputs(investment_rate=rate)).card


def test_a_card_goes_by_the_score_as_rounded() -> None:
    judged = judge(parse(SIMPLE), inputs(investment_rate="0.799950"))
    assert (BLUE, Decimal("80.00")) == (judged.card, judged.score)


@pytest.mark.parametrize(
    ("gap", "card"), [("-99", BLUE), ("9.99", BLUE), ("10", YELLOW), ("29.99", YELLOW), ("30", RED), ("99", RED)]
)
def test_a_light_changes_at_its_thresholds(gap: str, card: Card) -> None:
    judged = judge(parse(LIGHTS), inputs(schedule_gap_pp=gap))
    assert (card, (Finding(rule="schedule_gap_pp", card=card),), None) == (judged.card, judged.lights, judged.score)


@pytest.mark.parametrize(("gap", "card"), [("-9", BLUE), ("-10", YELLOW), ("-30", RED), ("30", RED)])
def test_a_light_can_go_by_the_distance_from_zero(gap: str, card: Card) -> None:
    book = parse(replaced(LIGHTS, ("unknown", "absolute = true\nunknown")))
    assert card == judge(book, inputs(schedule_gap_pp=gap)).card


@pytest.mark.parametrize(
    ("text", "card", "lights"),
    [
        (LIGHTS, YELLOW, []),
        (replaced(LIGHTS, ('unlit = "yellow"', 'unlit = "red"')), RED, []),
        (replaced(LIGHTS, ('"no-light"', '"red"')), RED, [RED]),
        (replaced(LIGHTS, ('"no-light"', '"blue"')), BLUE, [BLUE]),
    ],
)
def test_the_unknown_shines_only_where_the_book_says_so(text: str, card: Card, lights: list[Card]) -> None:
    judged = judge(parse(text), inputs())
    assert (card, lights) == (judged.card, [light.card for light in judged.lights])


@pytest.mark.parametrize(
    ("when", "planned", "shines"),
    [
        ("above = 0", "0", False),
        ("above = 0", "0.1", True),
        ("above = 0", None, False),
        ("above = 0, or_unknown = true", None, True),
        ("above = 0, or_unknown = true", "0", False),
    ],
)
def test_a_light_speaks_only_of_projects_that_it_is_for(when: str, planned: str | None, shines: bool) -> None:
    condition = f'when = {{ indicator = "planned_investment_pct", {when} }}\nunknown'
    told = {"schedule_gap_pp": "40"} | ({} if planned is None else {"planned_investment_pct": planned})
    judged = judge(parse(replaced(LIGHTS, ("unknown", condition))), inputs_of(told))
    assert (RED if shines else YELLOW, shines) == (judged.card, bool(judged.lights))


@pytest.mark.parametrize(
    ("gap", "late", "card"), [("0", "0", BLUE), ("12", "0", YELLOW), ("12", "3", RED), ("40", "1", RED)]
)
def test_the_worst_light_makes_the_card(gap: str, late: str, card: Card) -> None:
    light = replaced(LIGHTS[LIGHTS.index("[[light]]") :], ("schedule_gap_pp", "late_reports"))
    light = light.replace("10", "1").replace("30", "3")
    assert card == judge(parse(LIGHTS + light), inputs(schedule_gap_pp=gap, late_reports=late)).card


VETO = '[[veto]]\nrule = "far-behind"\nwhen = { indicator = "schedule_gap_pp", above = 30 }\ncard = "red"\n'
CAP = '[[cap]]\nrule = "behind"\nwhen = { indicator = "schedule_gap_pp", at_least = 10 }\ncard = "yellow"\n'
FLOOR = '[[floor]]\nrule = "started"\nwhen = { indicator = "start_overdue_months", at_most = 0 }\ncard = "yellow"\n'


@pytest.mark.parametrize(
    ("rate", "gap", "card", "vetoes", "caps"),
    [
        ("1", "9.9", BLUE, (), ()),
        ("1", "10", YELLOW, (), ("behind",)),
        ("0.6", "10", YELLOW, (), ("behind",)),
        ("0.1", "10", RED, (), ("behind",)),
        ("1", "30", YELLOW, (), ("behind",)),
        ("1", "30.1", RED, ("far-behind",), ("behind",)),
    ],
)
def test_a_cap_bounds_the_card_and_a_veto_decides_it(
    rate: str, gap: str, card: Card, vetoes: tuple[str, ...], caps: tuple[str, ...]
) -> None:
    judged = judge(parse(SIMPLE + VETO + CAP), inputs(investment_rate=rate, schedule_gap_pp=gap))
    found = judged.card, tuple(veto.rule for veto in judged.vetoes), tuple(cap.rule for cap in judged.caps)
    assert (card, vetoes, caps) == found


@pytest.mark.parametrize(
    ("rate", "gap", "overdue", "card", "floors"),
    [
        ("0.1", "0", "0", YELLOW, (Finding(rule="started", card=YELLOW),)),
        ("0.1", "0", "1", RED, ()),
        ("1", "0", "0", BLUE, (Finding(rule="started", card=YELLOW),)),
        ("1", "10", "0", YELLOW, (Finding(rule="started", card=YELLOW),)),
        ("0.1", "31", "0", RED, (Finding(rule="started", card=YELLOW),)),
    ],
    ids=["kept from red", "not met", "blue stays blue", "beside a cap", "a veto goes before it"],
)
def test_a_floor_keeps_the_card_from_worse_but_not_from_a_veto(
    rate: str, gap: str, overdue: str, card: Card, floors: tuple[Finding, ...]
) -> None:
    known = inputs(investment_rate=rate, schedule_gap_pp=gap, start_overdue_months=overdue)
    judged = judge(parse(SIMPLE + VETO + CAP + FLOOR), known)
    assert (card, floors) == (judged.card, judged.floors)


def test_an_unknown_indicator_neither_caps_nor_vetoes_nor_holds_up() -> None:
    judged = judge(parse(SIMPLE + VETO + CAP + FLOOR), inputs(investment_rate="1"))
    assert (BLUE, (), (), ()) == (judged.card, judged.vetoes, judged.caps, judged.floors)


AGAIN = '[[streak]]\nrule = "again"\nof = "yellow"\nmonths = {}\nfalling = {}\ncard = "red"\n'


@pytest.mark.parametrize(
    ("months", "falling", "previous", "card"),
    [
        (2, "false", None, YELLOW),
        (2, "false", past(YELLOW, "70"), RED),
        (2, "false", past(YELLOW, "50"), RED),
        (2, "false", past(BLUE, "90"), YELLOW),
        (2, "false", past(RED, "70", 4), YELLOW),
        (2, "true", past(YELLOW, "60.01"), RED),
        (2, "true", past(YELLOW, "60"), YELLOW),
        (2, "true", past(YELLOW, "59"), YELLOW),
        (2, "true", past(BLUE, "90"), YELLOW),
        (3, "false", past(YELLOW, "70", 1), YELLOW),
        (3, "false", past(YELLOW, "70", 2), RED),
        (3, "false", past(YELLOW, "70", 7), RED),
    ],
)
def test_a_colour_held_too_long_becomes_another(months: int, falling: str, previous: Past | None, card: Card) -> None:
    book = parse(SIMPLE + AGAIN.format(months, falling))
    judged = judge(book, inputs(investment_rate="0.6", previous=previous))
    vetoes = (Finding(rule="again", card=RED),) if card == RED else ()
    assert (card, vetoes) == (judged.card, judged.vetoes)


def test_a_yellow_by_cap_counts_as_held() -> None:
    book = parse(SIMPLE + CAP + AGAIN.format(2, "false"))
    assert RED == judge(book, inputs(investment_rate="1", schedule_gap_pp="10", previous=past(YELLOW, "90"))).card


def test_a_yellow_by_floor_counts_as_held() -> None:
    book = parse(SIMPLE + FLOOR + AGAIN.format(2, "false"))
    assert RED == judge(book, inputs(investment_rate="0.1", start_overdue_months="0", previous=past(YELLOW, "90"))).card
