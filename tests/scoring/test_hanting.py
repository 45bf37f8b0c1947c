"""The shipped rulebook, number by number, as it is published: 100 points a month."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from services.scoring.monthly_card import Judgement, Past, judge
from services.scoring.rulebook import parse
from shared.catalogue.scoring import Finding
from shared.catalogue.values import Card, Month
from tests.scoring.books import HANTING
from tests.scoring.story import inputs_of

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED
BOOK = parse(HANTING)
FULL = {
    "investment_rate": "1",
    "milestone_slip_days": "0",
    "issue_timeliness": "1",
    "factors_ready": "1",
    "late_reports": "0",
    "months_since_report": "0",
    "schedule_gap_pp": "0",
    "start_overdue_months": "0",
    "longest_overdue_days": "0",
    "concealments": "0",
}


def judged(changed: Mapping[str, str], previous: Past | None = None) -> Judgement:
    """The judgement on a project that has all points, but for what was changed."""
    return judge(BOOK, inputs_of({**FULL, **changed}, previous=previous))


def judged_without(indicator: str) -> Judgement:
    """The judgement on a project that has all points, but of which one indicator is unknown."""
    return judge(BOOK, inputs_of({name: value for name, value in FULL.items() if name != indicator}))


def earned(judgement: Judgement) -> dict[str, Decimal]:
    return {points.indicator: points.points for points in judgement.points}


def scoring(points: str) -> dict[str, str]:
    """Inputs that earn so many points, all lost in investment."""
    return {"investment_rate": str((Decimal(points) - 60) / 40)}


def test_all_is_well() -> None:
    judgement = judged({})
    assert (BLUE, Decimal(100), (), (), ()) == (
        judgement.card,
        judgement.score,
        judgement.lights,
        judgement.vetoes,
        judgement.caps,
    )


def test_100_points_are_40_and_25_and_15_and_10_and_10() -> None:
    assert [
        ("investment_rate", Decimal(40)),
        ("milestone_slip_days", Decimal(25)),
        ("issue_timeliness", Decimal(15)),
        ("factors_ready", Decimal(10)),
        ("late_reports", Decimal(10)),
    ] == [(points.indicator, points.maximum) for points in judged({}).points]


@pytest.mark.parametrize(
    ("rate", "points"), [("0", "0"), ("0.5", "20"), ("0.987654", "39.51"), ("1", "40"), ("2", "40")]
)
def test_investment_earns_40_times_the_rate_up_to_1(rate: str, points: str) -> None:
    assert Decimal(points) == earned(judged({"investment_rate": rate}))["investment_rate"]


@pytest.mark.parametrize(
    ("days", "points"),
    [
        ("0", "25"),
        ("1", "20"),
        ("15", "20"),
        ("16", "15"),
        ("30", "15"),
        ("31", "10"),
        ("61", "0"),
        ("75", "0"),
        ("76", "0"),
    ],
)
def test_milestones_earn_25_less_5_for_each_started_15_days_of_slip(days: str, points: str) -> None:
    assert Decimal(points) == earned(judged({"milestone_slip_days": days}))["milestone_slip_days"]


@pytest.mark.parametrize(("share", "points"), [("0", "0"), ("0.666667", "10"), ("1", "15")])
def test_issues_earn_15_times_the_timeliness(share: str, points: str) -> None:
    assert Decimal(points) == earned(judged({"issue_timeliness": share}))["issue_timeliness"]


@pytest.mark.parametrize(("share", "points"), [("0", "0"), ("0.333333", "3.33"), ("1", "10")])
def test_factors_earn_10_times_those_ready(share: str, points: str) -> None:
    assert Decimal(points) == earned(judged({"factors_ready": share}))["factors_ready"]


@pytest.mark.parametrize(
    ("late", "months", "points"),
    [("0", "0", "10"), ("1", "0", "7"), ("2", "0", "4"), ("4", "0", "0"), ("0", "1", "0"), ("0", "3", "0")],
)
def test_reporting_earns_10_less_3_for_each_late_report_and_nothing_without_one(
    late: str, months: str, points: str
) -> None:
    assert Decimal(points) == earned(judged({"late_reports": late, "months_since_report": months}))["late_reports"]


@pytest.mark.parametrize(
    ("indicator", "points"),
    [("investment_rate", "0"), ("milestone_slip_days", "25"), ("issue_timeliness", "15"), ("factors_ready", "10")],
)
def test_what_is_unknown_earns_all_where_nothing_was_due_and_nothing_where_money_is_not_told(
    indicator: str, points: str
) -> None:
    assert Decimal(points) == earned(judged_without(indicator))[indicator]


@pytest.mark.parametrize(("points", "card"), [("100", BLUE), ("85", BLUE), ("84.99", YELLOW), ("60", YELLOW)])
def test_blue_from_85_and_yellow_from_60(points: str, card: Card) -> None:
    judgement = judged(scoring(points))
    assert (card, Decimal(points)) == (judgement.card, judgement.score)


@pytest.mark.parametrize(("rate", "score", "card"), [("0.25", "60", YELLOW), ("0.24975", "59.99", RED)])
def test_red_below_60(rate: str, score: str, card: Card) -> None:
    judgement = judged({"investment_rate": rate, "factors_ready": "0"})
    assert (card, Decimal(score)) == (judgement.card, judgement.score)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"schedule_gap_pp": "30.000001"}, "more-than-30-points-behind"),
        ({"start_overdue_months": "3"}, "start-overdue-3-months"),
        ({"concealments": "1"}, "concealment-found"),
    ],
)
def test_vetoes_make_red(changed: dict[str, str], rule: str) -> None:
    judgement = judged(changed)
    assert (RED, Decimal(100), (Finding(rule=rule, card=RED),)) == (
        judgement.card,
        judgement.score,
        judgement.vetoes,
    )


@pytest.mark.parametrize("changed", [{"schedule_gap_pp": "30"}, {"start_overdue_months": "2"}])
def test_short_of_a_veto(changed: dict[str, str]) -> None:
    assert () == judged(changed).vetoes


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"months_since_report": "1"}, "no-fresh-report"),
        ({"longest_overdue_days": "15"}, "issue-overdue-14-days"),
        ({"schedule_gap_pp": "10"}, "10-points-behind"),
    ],
)
def test_caps_leave_yellow_at_best(changed: dict[str, str], rule: str) -> None:
    judgement = judged(changed)
    assert (YELLOW, (Finding(rule=rule, card=YELLOW),), ()) == (judgement.card, judgement.caps, judgement.vetoes)


@pytest.mark.parametrize(
    "changed", [{"months_since_report": "0"}, {"longest_overdue_days": "14"}, {"schedule_gap_pp": "9.999999"}]
)
def test_short_of_a_cap(changed: dict[str, str]) -> None:
    judgement = judged(changed)
    assert (BLUE, ()) == (judgement.card, judgement.caps)


def test_a_cap_does_not_lift_a_red() -> None:
    assert RED == judged({"investment_rate": "0", "milestone_slip_days": "90", "months_since_report": "1"}).card


@pytest.mark.parametrize(
    ("before", "before_score", "card"),
    [
        (YELLOW, "70.01", RED),
        (YELLOW, "70", YELLOW),
        (YELLOW, "69.99", YELLOW),
        (BLUE, "90", YELLOW),
        (RED, "75", YELLOW),
    ],
    ids=["falling", "the same", "rising", "blue before", "red before"],
)
def test_two_yellows_running_with_a_falling_score_make_red(before: Card, before_score: str, card: Card) -> None:
    previous = Past(Month("2026-01"), before, Decimal(before_score), 1)
    judgement = judged(scoring("70"), previous)
    assert (card, Decimal(70)) == (judgement.card, judgement.score)
    spoke = (Finding(rule="two-yellows-falling", card=RED),) if card == RED else ()
    assert spoke == judgement.vetoes
