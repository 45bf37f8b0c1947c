"""What a book makes of a project's inputs: each kind of rule by itself, then ranks, previous cards and streaks."""

from decimal import Decimal

import pytest

from services.scoring.monthly_card import Inputs, Past, cards_of, judge
from services.scoring.rulebook import parse
from shared.catalogue.scoring import CardIssued, Finding, Input, Points
from shared.catalogue.values import Card, Category, Month
from tests.scoring.books import SIMPLE
from tests.scoring.story import inputs

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED

HEAD = SIMPLE[: SIMPLE.index("[card]")]
STEPS = f"""{HEAD}
[card]
by = "score"
blue = 15
yellow = 5

[[score]]
indicator = "milestone_slip_days"
maximum = 20
rule = "steps"
step = 15
lose = 5
unknown = 7
nothing_when = {{ indicator = "months_since_report", at_least = 1 }}
"""
LIGHT = f'{HEAD}[card]\nby = "worst-light"\n[[light]]\nindicator = "schedule_gap_pp"\nyellow = 10\nred = 30\n'


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
    [("-3", "20"), ("0", "20"), ("1", "15"), ("15", "15"), ("16", "10"), ("45", "5"), ("60", "0"), ("900", "0")],
)
def test_steps_started_lose_points(slip: str, points: str) -> None:
    earned = judge(parse(STEPS), inputs(milestone_slip_days=slip)).points
    assert (Points(indicator="milestone_slip_days", points=Decimal(points), maximum=Decimal(20)),) == earned


def test_an_unknown_indicator_earns_what_the_book_says() -> None:
    assert Decimal(7) == judge(parse(STEPS), inputs()).score


@pytest.mark.parametrize(
    "slipped", [inputs(months_since_report="1"), inputs(months_since_report="1", milestone_slip_days="0")]
)
def test_nothing_is_earned_where_the_book_says_so(slipped: Inputs) -> None:
    assert Decimal(0) == judge(parse(STEPS), slipped).score


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
    judged = judge(parse(LIGHT), inputs(schedule_gap_pp=gap))
    assert (card, (Finding(rule="schedule_gap_pp", card=card),), None) == (judged.card, judged.lights, judged.score)


@pytest.mark.parametrize(("gap", "card"), [("10", BLUE), ("10.01", YELLOW), ("30", YELLOW), ("30.01", RED)])
def test_a_light_can_leave_its_thresholds_out(gap: str, card: Card) -> None:
    assert card == judge(parse(LIGHT + "includes = false\n"), inputs(schedule_gap_pp=gap)).card


@pytest.mark.parametrize(("gap", "card"), [("-9", BLUE), ("-10", YELLOW), ("-30", RED), ("30", RED)])
def test_a_light_can_go_by_the_distance_from_zero(gap: str, card: Card) -> None:
    assert card == judge(parse(LIGHT + "absolute = true\n"), inputs(schedule_gap_pp=gap)).card


@pytest.mark.parametrize(("gap", "card"), [("29", BLUE), ("30", RED)])
def test_a_light_can_do_without_yellow(gap: str, card: Card) -> None:
    assert card == judge(parse(LIGHT.replace("yellow = 10\n", "")), inputs(schedule_gap_pp=gap)).card


@pytest.mark.parametrize(("unknown", "lights"), [("", ()), ('unknown = "yellow"\n', (YELLOW,))])
def test_the_unknown_shines_only_where_the_book_says_so(unknown: str, lights: tuple[Card, ...]) -> None:
    judged = judge(parse(LIGHT + unknown), inputs())
    assert lights == tuple(light.card for light in judged.lights)
    assert (lights or (BLUE,))[0] == judged.card


@pytest.mark.parametrize(
    ("gap", "late", "card"), [("0", "0", BLUE), ("12", "0", YELLOW), ("12", "3", RED), ("40", "1", RED)]
)
def test_the_worst_light_makes_the_card(gap: str, late: str, card: Card) -> None:
    book = parse(LIGHT + '[[light]]\nindicator = "late_reports"\nyellow = 1\nred = 3\n')
    assert card == judge(book, inputs(schedule_gap_pp=gap, late_reports=late)).card


VETO = '[[veto]]\nrule = "far-behind"\nwhen = { indicator = "schedule_gap_pp", above = 30 }\ncard = "red"\n'
CAP = '[[cap]]\nrule = "behind"\nwhen = { indicator = "schedule_gap_pp", at_least = 10 }\ncard = "yellow"\n'


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


def test_an_unknown_indicator_neither_caps_nor_vetoes() -> None:
    judged = judge(parse(SIMPLE + VETO + CAP), inputs(investment_rate="1"))
    assert (BLUE, (), ()) == (judged.card, judged.vetoes, judged.caps)


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


@pytest.mark.parametrize(
    ("rates", "ranks"),
    [
        (["0.9", "0.8", "0.8", "0.7"], [1, 2, 2, 4]),
        (["0.5", "0.5", "0.5"], [1, 1, 1]),
        (["0.1", "0.2", "0.3"], [3, 2, 1]),
        (["0.9", "0.9", "0.1"], [1, 1, 3]),
        (["0.33333", "0.33334"], [1, 1]),
    ],
    ids=["1, 2, 2, 4", "all equal", "by score, not by name", "shared first", "equal once rounded"],
)
def test_equals_share_a_rank(rates: list[str], ranks: list[int]) -> None:
    everyone = [inputs(f"P{number}", investment_rate=rate) for number, rate in enumerate(rates, start=1)]
    cards = cards_of(parse(SIMPLE), Month("2026-01"), everyone, 9)
    assert [(rank, len(rates)) for rank in ranks] == [(card.rank, card.rank_of) for card in cards]


def test_projects_are_ranked_inside_their_category_too() -> None:
    everyone = [
        inputs("P1", category=Category.INDUSTRY, investment_rate="0.9"),
        inputs("P2", category=Category.LIVELIHOOD, investment_rate="0.8"),
        inputs("P3", category=Category.INDUSTRY, investment_rate="0.7"),
        inputs("P4", category=Category.LIVELIHOOD, investment_rate="0.8"),
        inputs("P5", category=Category.LIVELIHOOD, investment_rate="0.1"),
    ]
    cards = cards_of(parse(SIMPLE), Month("2026-01"), everyone, 9)
    assert [(1, 1, 2), (2, 1, 3), (4, 2, 2), (2, 1, 3), (5, 3, 3)] == [
        (card.rank, card.category_rank, card.category_of) for card in cards
    ]


def test_without_points_ranks_go_by_colour() -> None:
    everyone = [inputs(f"P{number}", schedule_gap_pp=gap) for number, gap in enumerate(("40", "0", "12", "3"), start=1)]
    assert [4, 1, 3, 1] == [card.rank for card in cards_of(parse(LIGHT), Month("2026-01"), everyone, 9)]


def test_cards_come_in_the_order_of_project_ids() -> None:
    everyone = [
        inputs("P2", investment_rate="1"),
        inputs("P10", investment_rate="1"),
        inputs("P1", investment_rate="1"),
    ]
    assert ["P1", "P10", "P2"] == [card.project for card in cards_of(parse(SIMPLE), Month("2026-01"), everyone, 9)]


@pytest.mark.parametrize(
    ("previous", "wanted"),
    [
        (None, (None, 1)),
        (past(BLUE, "90"), (BLUE, 2)),
        (past(BLUE, "90", 5), (BLUE, 6)),
        (past(RED, "10", 5), (RED, 1)),
    ],
)
def test_a_card_says_what_came_before(previous: Past | None, wanted: tuple[Card | None, int]) -> None:
    (card,) = cards_of(parse(SIMPLE), Month("2026-02"), [inputs(investment_rate="1", previous=previous)], 9)
    assert wanted == (card.previous, card.streak)


def test_a_card_carries_everything_it_was_decided_on() -> None:
    book = parse(SIMPLE + VETO + CAP)
    known: Inputs = inputs("P1", investment_rate="0.9", schedule_gap_pp="12.5", previous=past(YELLOW, "70", 2))
    assert [
        CardIssued(
            project="P1",
            month=Month("2026-02"),
            card=YELLOW,
            score=Decimal(90),
            rank=1,
            rank_of=1,
            category_rank=1,
            category_of=1,
            previous=YELLOW,
            streak=3,
            points=(Points(indicator="investment_rate", points=Decimal(90), maximum=Decimal(100)),),
            lights=(),
            vetoes=(),
            caps=(Finding(rule="behind", card=YELLOW),),
            inputs=tuple(Input(indicator=name, value=value) for name, value in known.values.items()),
            edition="simple-1",
            rulebook_sha256=book.sha256,
            closed_at=9,
        )
    ] == cards_of(book, Month("2026-02"), [known], 9)
