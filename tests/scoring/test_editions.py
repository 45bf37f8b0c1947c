"""The shipped editions of other people's rules: every published number, on both sides of it."""

from decimal import Decimal

import pytest

from services.scoring.monthly_card import judge
from services.scoring.rulebook import parse
from services.scoring.rulebook.shelf import shelf
from shared.catalogue.values import Card
from tests.scoring.story import inputs_of

BOOKS = {name: parse(text) for name, text in shelf().items()}
BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED

CASES: dict[str, list[tuple[str, dict[str, str], Card]]] = {
    "yinchuan-2025": [
        ("start", {"start_overdue_months": "0"}, BLUE),
        ("start", {"start_overdue_months": "1"}, YELLOW),
        ("start", {"start_overdue_months": "2"}, YELLOW),
        ("start", {"start_overdue_months": "3"}, RED),
        ("progress", {"schedule_gap_pp": "9.999999"}, BLUE),
        ("progress", {"schedule_gap_pp": "10"}, YELLOW),
        ("progress", {"schedule_gap_pp": "30"}, YELLOW),
        ("progress", {"schedule_gap_pp": "30.000001"}, RED),
        ("statistics", {"statistics_lag_months": "1"}, BLUE),
        ("statistics", {"statistics_lag_months": "1.000001"}, YELLOW),
        ("statistics", {"statistics_lag_months": "2"}, YELLOW),
        ("statistics", {"statistics_lag_months": "2.000001"}, RED),
        ("statistics", {"statistics_lag_months": "3"}, RED),
    ],
    "sanya-2022": [
        ("progress", {"investment_rate": "1.2"}, BLUE),
        ("progress", {"investment_rate": "1"}, BLUE),
        ("progress", {"investment_rate": "0.999999"}, YELLOW),
        ("progress", {"investment_rate": "0.5"}, YELLOW),
        ("progress", {"investment_rate": "0.499999"}, RED),
    ],
    "xinhuang-2015": [
        ("progress", {"investment_rate": "0.8"}, BLUE),
        ("progress", {"investment_rate": "0.799999"}, BLUE),
        ("progress", {"investment_rate": "0.6"}, BLUE),
        ("progress", {"investment_rate": "0.599999"}, YELLOW),
        ("progress", {"investment_rate": "0"}, YELLOW),
    ],
    "tianjin-2022": [
        ("progress", {"investment_rate": "1"}, BLUE),
        ("progress", {"investment_rate": "0.999999"}, YELLOW),
        ("progress", {"investment_rate": "0.7"}, YELLOW),
        ("progress", {"investment_rate": "0.699999"}, RED),
    ],
    "nanning-2018": [
        ("progress", {"investment_rate": "1.050001"}, BLUE),
        ("progress", {"investment_rate": "1.05"}, BLUE),
        ("progress", {"investment_rate": "0.95"}, BLUE),
        ("progress", {"investment_rate": "0.949999"}, RED),
        ("progress", {"investment_rate": "0.5", "planned_investment_pct": "0.000001"}, RED),
    ],
    "us-it-dashboard": [
        ("cost", {"cost_variance_pct": "9.999999"}, BLUE),
        ("cost", {"cost_variance_pct": "10"}, YELLOW),
        ("cost", {"cost_variance_pct": "29.999999"}, YELLOW),
        ("cost", {"cost_variance_pct": "30"}, RED),
        ("cost", {"cost_variance_pct": "-9.999999"}, BLUE),
        ("cost", {"cost_variance_pct": "-10"}, YELLOW),
        ("cost", {"cost_variance_pct": "-29.999999"}, YELLOW),
        ("cost", {"cost_variance_pct": "-30"}, RED),
        ("schedule", {"schedule_variance_pct": "9.999999"}, BLUE),
        ("schedule", {"schedule_variance_pct": "10"}, YELLOW),
        ("schedule", {"schedule_variance_pct": "29.999999"}, YELLOW),
        ("schedule", {"schedule_variance_pct": "30"}, RED),
        ("schedule", {"schedule_variance_pct": "-9.999999"}, BLUE),
        ("schedule", {"schedule_variance_pct": "-10"}, YELLOW),
        ("schedule", {"schedule_variance_pct": "-29.999999"}, YELLOW),
        ("schedule", {"schedule_variance_pct": "-30"}, RED),
    ],
    "indonesia-critical-contract": [
        ("first-period", {"schedule_gap_pp": "10", "planned_physical_pct": "0"}, BLUE),
        ("first-period", {"schedule_gap_pp": "10.000001", "planned_physical_pct": "0"}, RED),
        ("first-period", {"schedule_gap_pp": "10", "planned_physical_pct": "70"}, BLUE),
        ("first-period", {"schedule_gap_pp": "10.000001", "planned_physical_pct": "70"}, RED),
        ("second-period", {"schedule_gap_pp": "5", "planned_physical_pct": "70.000001"}, BLUE),
        ("second-period", {"schedule_gap_pp": "5.000001", "planned_physical_pct": "70.000001"}, RED),
        ("second-period", {"schedule_gap_pp": "5", "planned_physical_pct": "100"}, BLUE),
        ("second-period", {"schedule_gap_pp": "5.000001", "planned_physical_pct": "100"}, RED),
    ],
    "dpwh-193": [
        ("slippage", {"schedule_gap_pp": "-3"}, BLUE),
        ("slippage", {"schedule_gap_pp": "4.999999"}, BLUE),
        ("slippage", {"schedule_gap_pp": "5"}, YELLOW),
        ("slippage", {"schedule_gap_pp": "9.999999"}, YELLOW),
        ("slippage", {"schedule_gap_pp": "10"}, YELLOW),
        ("slippage", {"schedule_gap_pp": "14.999999"}, YELLOW),
        ("slippage", {"schedule_gap_pp": "15"}, RED),
    ],
    "nyc-capital": [
        ("completion_slip_original_days", {"completion_slip_original_days": "89"}, BLUE),
        ("completion_slip_original_days", {"completion_slip_original_days": "90"}, YELLOW),
        ("completion_slip_original_days", {"completion_slip_original_days": "364"}, YELLOW),
        ("completion_slip_original_days", {"completion_slip_original_days": "365"}, RED),
        ("cost_variance_original_pct", {"cost_variance_original_pct": "9.999999"}, BLUE),
        ("cost_variance_original_pct", {"cost_variance_original_pct": "10"}, YELLOW),
        ("cost_variance_original_pct", {"cost_variance_original_pct": "29.999999"}, YELLOW),
        ("cost_variance_original_pct", {"cost_variance_original_pct": "30"}, RED),
        ("cost_variance_original_pct", {"cost_variance_original_pct": "-30"}, BLUE),
        ("months_since_report", {"months_since_report": "6"}, BLUE),
        ("months_since_report", {"months_since_report": "7"}, YELLOW),
        ("months_since_report", {"months_since_report": "12"}, YELLOW),
        ("months_since_report", {"months_since_report": "13"}, RED),
    ],
}


@pytest.mark.parametrize(
    ("name", "light", "figures", "card"), [(name, *case) for name, cases in CASES.items() for case in cases]
)
def test_a_light_on_both_sides_of_every_published_number(
    name: str, light: str, figures: dict[str, str], card: Card
) -> None:
    found = {told.rule: told.card for told in judge(BOOKS[name], inputs_of(figures)).lights}
    assert card == found[light]


@pytest.mark.parametrize(
    ("name", "light", "figure", "label"),
    [
        ("xinhuang-2015", "progress", "0.8", None),
        ("xinhuang-2015", "progress", "0.799999", "follow-up"),
        ("xinhuang-2015", "progress", "0.6", "follow-up"),
        ("xinhuang-2015", "progress", "0.599999", None),
        ("nanning-2018", "progress", "1.050001", "ahead"),
        ("nanning-2018", "progress", "1.05", "normal"),
        ("nanning-2018", "progress", "0.95", "normal"),
        ("nanning-2018", "progress", "0.949999", "behind"),
        ("indonesia-critical-contract", "first-period", "10", None),
        ("indonesia-critical-contract", "first-period", "10.000001", "critical"),
        ("indonesia-critical-contract", "second-period", "5.000001", "critical"),
        ("dpwh-193", "slippage", "4.999999", None),
        ("dpwh-193", "slippage", "5", "early warning"),
        ("dpwh-193", "slippage", "9.999999", "early warning"),
        ("dpwh-193", "slippage", "10", "intensive care, final warning"),
        ("dpwh-193", "slippage", "14.999999", "intensive care, final warning"),
        ("dpwh-193", "slippage", "15", "terminal"),
    ],
)
def test_a_label_tells_apart_what_has_the_same_colour(name: str, light: str, figure: str, label: str | None) -> None:
    (found,) = [shown for shown in BOOKS[name].light if shown.name == light]
    assert label == found.band_of(Decimal(figure)).label


@pytest.mark.parametrize(
    ("name", "figures", "lights", "card"),
    [
        ("yinchuan-2025", {"schedule_gap_pp": "0", "start_overdue_months": "1"}, [YELLOW, BLUE], YELLOW),
        ("yinchuan-2025", {"start_overdue_months": "3", "statistics_lag_months": "0"}, [RED, BLUE], RED),
        ("us-it-dashboard", {"cost_variance_pct": "0", "schedule_variance_pct": "-84.07"}, [BLUE, RED], RED),
        ("nanning-2018", {"investment_rate": "1", "planned_investment_pct": "0"}, [], BLUE),
        ("nanning-2018", {"planned_investment_pct": "0"}, [], BLUE),
        ("nanning-2018", {}, [YELLOW], YELLOW),
        ("indonesia-critical-contract", {"schedule_gap_pp": "40"}, [], YELLOW),
        ("indonesia-critical-contract", {"planned_physical_pct": "40"}, [], YELLOW),
        ("nyc-capital", {"months_since_report": "0"}, [YELLOW, YELLOW, BLUE], YELLOW),
        ("nyc-capital", {"completion_slip_original_days": "0", "cost_variance_original_pct": "0"}, [BLUE, BLUE], BLUE),
    ],
)
def test_lights_together_make_a_card(name: str, figures: dict[str, str], lights: list[Card], card: Card) -> None:
    judged = judge(BOOKS[name], inputs_of(figures))
    assert (lights, card, None) == ([light.card for light in judged.lights], judged.card, judged.score)


@pytest.mark.parametrize("name", sorted(BOOKS.keys() - {"hanting", "nyc-capital", "nanning-2018"}))
def test_where_the_source_is_silent_on_the_unknown_no_light_shines_and_nobody_says_that_all_is_well(name: str) -> None:
    judged = judge(BOOKS[name], inputs_of({}))
    assert ((), YELLOW) == (judged.lights, judged.card)
