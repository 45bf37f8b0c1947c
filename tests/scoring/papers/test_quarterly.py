"""Quarterly summary: the year's targets, the quarter month by month, streaks, and every project's course."""

from dataclasses import replace
from decimal import Decimal

from services.scoring.papers.quarterly import Course, MonthTold, Quarterly, Streak, write
from services.scoring.papers.values import Totals
from shared.catalogue import Fact
from shared.catalogue.values import Card, Month
from tests.scoring import story
from tests.scoring.papers.telling import (
    APRIL,
    BEGINNING,
    FEBRUARY,
    JANUARY,
    MARCH,
    P1,
    P2,
    card,
    final,
    head,
    papers,
    strips,
)

Q1: tuple[Fact, ...] = (
    story.raised("I1", "2026-01-05", "2026-01-20"),
    story.raised("I2", "2026-01-05", "2026-01-20"),
    story.reported("2026-01", investment="80"),
    story.reached("started", "2026-01-07"),
    story.opened("2026-02"),
    card("P1", JANUARY, Card.YELLOW, score="70.00", rank=2),
    card("P2", JANUARY, score="95.00", rank=1),
    story.solved("I1", "2026-02-03"),
    story.accepted("I1", "2026-02-04"),
    story.reported("2026-02", investment="150"),
    story.opened("2026-03"),
    card("P1", FEBRUARY, Card.RED, score="50.00", rank=2),
    card("P2", FEBRUARY, score="95.05", rank=1),
    story.opened("2026-04"),
    card("P1", MARCH, Card.RED, score="40.01", rank=2),
    card("P2", MARCH, score="90.00", rank=1),
    final(MARCH),
)


def quarterly(*facts: Fact, period: str = "2026-Q1") -> Quarterly:
    return write(papers(*BEGINNING, *facts), period)


def counted(blue: int, yellow: int, red: int) -> dict[Card, int]:
    return {Card.BLUE: blue, Card.YELLOW: yellow, Card.RED: red}


def test_the_whole_summary() -> None:
    assert Quarterly(
        head=head(),
        period="2026-Q1",
        totals=Totals(
            month=MARCH,
            projects=2,
            listed=2,
            invested=Decimal(150),
            planned=Decimal(200),
            target=Decimal(1000),
            unknown=1,
            started=1,
            completed=0,
            commissioned=0,
            to_commission=1,
            to_speed_up=1,
            open_issues=1,
        ),
        months=(
            MonthTold(JANUARY, counted(1, 1, 0), Decimal(80), Decimal(100), 2, 0),
            MonthTold(FEBRUARY, counted(1, 0, 1), Decimal(150), Decimal(200), 0, 1),
            MonthTold(MARCH, counted(1, 0, 1), Decimal(150), Decimal(200), 0, 0),
        ),
        courses=(
            Course(P2, tuple(strips(*"bbb")), Decimal("93.35"), 1, 0, Decimal("-5.00")),
            Course(P1, tuple(strips(*"yrr")), Decimal("53.34"), 2, 0, Decimal("-29.99")),
        ),
        streaks=(Streak(P1, Card.RED, 2),),
        always_blue=1,
    ) == quarterly(*Q1)


def test_a_later_quarter_is_compared_with_the_month_before_it() -> None:
    april = (card("P1", APRIL, score="88.00", rank=1), card("P2", APRIL, score="80.00", rank=2), final(APRIL))

    paper = quarterly(*Q1, *april, period="2026-Q2")

    assert [JANUARY, FEBRUARY, MARCH, APRIL] == [told.month for told in paper.months]
    assert (
        Course(P1, (Card.BLUE,), Decimal("88.00"), 1, 1, Decimal("47.99")),
        Course(P2, (Card.BLUE,), Decimal("80.00"), 2, -1, Decimal("-10.00")),
    ) == paper.courses
    assert () == paper.streaks


def test_a_streak_goes_back_beyond_the_quarter() -> None:
    april = (card("P1", APRIL, Card.RED, score="30.00", rank=2), final(APRIL))

    assert (Streak(P1, Card.RED, 3),) == quarterly(*Q1, *april, period="2026-Q2").streaks


def test_one_card_alone_has_no_change_and_a_card_without_score_no_mean() -> None:
    only = replace(card("P1", MARCH, score=None), rank=1)

    assert (Course(P1, (None, None, Card.BLUE), None, 1, None, None),) == quarterly(
        story.opened("2026-02"), story.opened("2026-03"), only
    ).courses


def test_a_month_without_cards_has_none_not_0() -> None:
    paper = quarterly(story.opened("2026-02"))

    assert [(None, None), (None, None)] == [(told.cards, told.invested) for told in paper.months]
    assert 0 == paper.always_blue
    assert Month("2026-02") == paper.totals.month


def test_of_streaks_red_stands_before_yellow_and_longer_before_shorter() -> None:
    colours = {"P1": "-yy", "P2": "yyy", "P3": "-rr", "P4": "bbb"}
    months = (JANUARY, FEBRUARY, MARCH)
    cards = [
        card(project, month, colour)
        for project, strip in colours.items()
        for month, colour in zip(months, strips(*strip), strict=True)
        if colour
    ]
    listed = (story.registered("P3"), story.registered("P4"), story.opened("2026-02"), story.opened("2026-03"))

    paper = quarterly(*listed, *cards)

    assert [("P3", 2), ("P2", 3), ("P1", 2)] == [(one.project.project, one.months) for one in paper.streaks]
    assert 1 == paper.always_blue
