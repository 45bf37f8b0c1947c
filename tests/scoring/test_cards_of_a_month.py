"""The cards of a month: ranks among all and inside a category, what came before, and everything they carry."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.scoring.monthly_card import Exemption, Inputs, Past, cards_of, judge
from services.scoring.rulebook import parse
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.scoring import CardIssued, Exempted, Finding, Input, Points
from shared.catalogue.values import Card, Category, Month
from tests.scoring.books import BOUND, LIGHTS, PERCENTILES, SIMPLE, replaced
from tests.scoring.story import inputs

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED
FEBRUARY = Month("2026-02")
UNTIL = date(2026, 3, 11)
FLOOR = '[[floor]]\nrule = "started"\nwhen = { indicator = "start_overdue_months", at_most = 0 }\ncard = "yellow"\n'


def past(card: Card, score: str, streak: int = 1, rank: int = 1, *before: str) -> Past:
    return Past(Month("2026-01"), card, Decimal(score), streak, rank, tuple(Decimal(told) for told in (score, *before)))


def cards(text: str, everyone: Sequence[Inputs]) -> list[CardIssued]:
    return cards_of(parse(text), FEBRUARY, everyone, 9, UNTIL)


def scored(*rates: str) -> list[Inputs]:
    """Projects P01, P02, ... by their investment rates."""
    return [inputs(f"P{number:02}", investment_rate=rate) for number, rate in enumerate(rates, start=1)]


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
    found = cards(SIMPLE, scored(*rates))
    assert [(rank, len(rates)) for rank in ranks] == [(card.rank, card.rank_of) for card in found]


def test_projects_are_ranked_inside_their_category_too() -> None:
    everyone = [
        inputs("P1", category=Category.INDUSTRY, investment_rate="0.9"),
        inputs("P2", category=Category.LIVELIHOOD, investment_rate="0.8"),
        inputs("P3", category=Category.INDUSTRY, investment_rate="0.7"),
        inputs("P4", category=Category.LIVELIHOOD, investment_rate="0.8"),
        inputs("P5", category=Category.LIVELIHOOD, investment_rate="0.1"),
    ]
    assert [(1, 1, 2), (2, 1, 3), (4, 2, 2), (2, 1, 3), (5, 3, 3)] == [
        (card.rank, card.category_rank, card.category_of) for card in cards(SIMPLE, everyone)
    ]


def test_without_points_ranks_go_by_colour() -> None:
    everyone = [inputs(f"P{number}", schedule_gap_pp=gap) for number, gap in enumerate(("40", "0", "12", "3"), start=1)]
    assert [4, 1, 3, 1] == [card.rank for card in cards(LIGHTS, everyone)]


def test_cards_come_in_the_order_of_project_ids() -> None:
    everyone = [
        inputs("P2", investment_rate="1"),
        inputs("P10", investment_rate="1"),
        inputs("P1", investment_rate="1"),
    ]
    assert ["P1", "P10", "P2"] == [card.project for card in cards(SIMPLE, everyone)]


def test_a_month_without_projects_has_no_cards() -> None:
    assert [] == cards(PERCENTILES, [])


TENTHS = [f"0.{tenth}" for tenth in range(10)]


@pytest.mark.parametrize(
    ("rates", "colours"),
    [
        (TENTHS, [RED, *[YELLOW] * 6, BLUE, BLUE, BLUE]),
        (["0.1"], [BLUE]),
        (["0.1", "0.1", "0.1"], [BLUE, BLUE, BLUE]),
        (["0.2", "0.1"], [BLUE, YELLOW]),
        (["0.9"] * 9 + ["0.1"], [BLUE] * 9 + [RED]),
    ],
    ids=["ten in a row", "alone", "all equal", "two", "nine equals and a laggard"],
)
def test_a_card_by_percentile_goes_by_how_many_do_not_stand_better(rates: list[str], colours: list[Card]) -> None:
    assert colours == [card.card for card in cards(PERCENTILES, scored(*rates))]


def test_rank_and_percentile_are_among_the_inputs_of_a_card_that_goes_by_them() -> None:
    found = [
        {told.indicator: told.value for told in card.inputs} for card in cards(PERCENTILES, scored("0.1", "0.9", "0.9"))
    ]
    places = [(told["rank"], told["percentile"]) for told in found]
    assert [(Decimal(3), Decimal("33.333333")), (Decimal(1), Decimal(100)), (Decimal(1), Decimal(100))] == places
    assert "rank" not in {told.indicator for card in cards(SIMPLE, scored("0.1")) for told in card.inputs}


@pytest.mark.parametrize("text", [PERCENTILES, SIMPLE])
def test_a_card_can_be_judged_again_on_its_inputs(text: str) -> None:
    everyone = scored(*TENTHS)
    found = cards(text, everyone)
    again = [
        judge(parse(text), replace(project, values={told.indicator: told.value for told in card.inputs})).card
        for project, card in zip(everyone, found, strict=True)
    ]
    assert again == [card.card for card in found]


def test_a_rank_can_bound_a_card() -> None:
    cap = replaced(BOUND.format("cap", "not-first", "yellow"), ("schedule_gap_pp", "rank"), ("above = 30", "above = 1"))
    found = cards(SIMPLE + cap, scored("1", "0.9", "0.9"))
    assert [(BLUE, 1, ()), *[(YELLOW, 2, (Finding(rule="not-first", card=YELLOW),))] * 2] == [
        (card.card, card.rank, card.caps) for card in found
    ]


@pytest.mark.parametrize(
    ("previous", "wanted"),
    [
        (None, (None, 1, None, None)),
        (past(BLUE, "90"), (BLUE, 2, Decimal(90), 1)),
        (past(BLUE, "90", 5, 7), (BLUE, 6, Decimal(90), 7)),
        (past(RED, "10", 5, 50), (RED, 1, Decimal(10), 50)),
    ],
)
def test_a_card_says_what_came_before(previous: Past | None, wanted: object) -> None:
    (card,) = cards(SIMPLE, [inputs(investment_rate="1", previous=previous)])
    assert wanted == (card.previous, card.streak, card.score_before, card.rank_before)


@pytest.mark.parametrize(
    ("text", "previous", "trend"),
    [
        (SIMPLE, None, None),
        (SIMPLE, past(BLUE, "80"), "0"),
        (SIMPLE, past(BLUE, "90"), "-10"),
        (SIMPLE, past(BLUE, "70", 1, 1, "71"), "9.5"),
        (SIMPLE, past(BLUE, "70", 1, 1, "70", "71"), "9.67"),
        (SIMPLE.replace('"0.01"', "1"), past(BLUE, "70", 1, 1, "70", "71"), "10"),
        (LIGHTS, Past(Month("2026-01"), YELLOW, None, 1, 1), None),
    ],
)
def test_a_trend_is_the_score_against_the_mean_of_those_before(
    text: str, previous: Past | None, trend: str | None
) -> None:
    (card,) = cards(text, [inputs(investment_rate="0.8", previous=previous)])
    assert (trend and Decimal(trend)) == card.trend


def test_a_card_carries_everything_it_was_decided_on() -> None:
    book = parse(SIMPLE + BOUND.format("veto", "far-behind", "red") + BOUND.format("cap", "behind", "yellow") + FLOOR)
    exemption = Exemption("E1", ExemptionKind.AUTHORITY_DELAY, ("far-behind",))
    known = replace(
        inputs(
            "P1",
            investment_rate="0.9",
            schedule_gap_pp="40",
            start_overdue_months="0",
            previous=past(YELLOW, "70", 2, 3, "60"),
        ),
        exemptions=(exemption,),
    )
    assert [
        CardIssued(
            project="P1",
            month=FEBRUARY,
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
            floors=(Finding(rule="started", card=YELLOW),),
            exemptions=(Exempted(exemption="E1", effect="far-behind"),),
            score_before=Decimal(70),
            rank_before=3,
            trend=Decimal(25),
            objections_until=UNTIL,
        )
    ] == cards_of(book, FEBRUARY, [known], 9, UNTIL)
