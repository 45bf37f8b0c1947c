"""Indicators of money and progress: figures reported against the plan, unknown where one of the two is missing."""

from decimal import Decimal

import pytest

from services.scoring.indicators import INDICATORS
from shared.catalogue import Fact
from tests.scoring.story import closed, corrected, figure, opened, registered, reported, revised

PLAN = {"2026-01": "100", "2026-02": "300"}


@pytest.mark.parametrize("name", INDICATORS)
def test_of_a_project_that_only_has_a_name_all_is_unknown_but_what_can_be_counted(name: str) -> None:
    counted = {
        "months_since_report": Decimal(1),
        "late_reports": Decimal(0),
        "unchanged_reports": Decimal(0),
        "open_issues": Decimal(0),
        "overdue_issues": Decimal(0),
        "longest_overdue_days": Decimal(0),
        "concealments": Decimal(0),
    }
    assert counted.get(name) == figure(name, "2026-01", registered())


@pytest.mark.parametrize(
    ("invested", "rate"),
    [("0", "0"), ("95", "0.95"), ("100", "1"), ("130", "1.3"), ("33.3333", "0.333333")],
)
def test_investment_rate_is_what_was_done_of_what_was_planned(invested: str, rate: str) -> None:
    facts = registered(plan=PLAN), reported("2026-01", investment=invested)
    assert Decimal(rate) == figure("investment_rate", "2026-01", *facts)


@pytest.mark.parametrize(("invested", "rate"), [("0.0001", "0.000001"), ("0.0002", "0.000001"), ("0.0003", "0.000002")])
def test_rates_are_rounded_half_up_to_6_places(invested: str, rate: str) -> None:
    facts = registered(plan={"2026-01": "200"}), reported("2026-01", investment=invested)
    assert Decimal(rate) == figure("investment_rate", "2026-01", *facts)


def test_investment_rate_is_cumulative() -> None:
    facts = registered(plan=PLAN), reported("2026-01", investment="100"), reported("2026-02", investment="150")
    assert Decimal("0.5") == figure("investment_rate", "2026-02", *facts)


def test_investment_rate_goes_by_the_last_figure_where_a_month_was_not_reported() -> None:
    facts = registered(plan=PLAN), reported("2026-01", investment="90")
    assert Decimal("0.3") == figure("investment_rate", "2026-02", *facts)


def test_investment_rate_goes_by_the_last_figure_where_a_report_leaves_it_out() -> None:
    facts = registered(plan=PLAN), reported("2026-01", investment="90"), reported("2026-02", physical="5")
    assert Decimal("0.3") == figure("investment_rate", "2026-02", *facts)


def test_investment_rate_goes_by_the_last_planned_month() -> None:
    facts = registered(plan={"2026-01": "100"}), reported("2026-03", investment="50")
    assert Decimal("0.5") == figure("investment_rate", "2026-03", *facts)


@pytest.mark.parametrize(
    "facts",
    [
        (registered(plan=PLAN),),
        (registered(plan=PLAN), reported("2026-01", physical="5")),
        (registered(), reported("2026-01", investment="50")),
        (registered(plan={"2026-02": "300"}), reported("2026-01", investment="50")),
        (registered(plan={"2026-01": "0"}),),
    ],
    ids=["no report", "a report without money", "no plan", "plan begins later", "nothing planned and nothing told"],
)
def test_investment_rate_is_unknown(facts: tuple[Fact, ...]) -> None:
    assert None is figure("investment_rate", "2026-01", *facts)


def test_where_nothing_is_planned_yet_all_of_it_is_done() -> None:
    facts = registered(plan={"2026-01": "0"}), reported("2026-01", investment="0")
    assert Decimal(1) == figure("investment_rate", "2026-01", *facts)


def test_a_later_report_does_not_count_in_an_earlier_month() -> None:
    facts = (
        registered(plan=PLAN),
        reported("2026-01", investment="50"),
        opened("2026-02"),
        reported("2026-02", investment="300"),
    )
    assert Decimal("0.5") == figure("investment_rate", "2026-01", *facts)


def test_a_corrected_figure_replaces_the_first() -> None:
    facts = (
        registered(plan=PLAN),
        reported("2026-01", investment="50", physical="4"),
        corrected("2026-01", investment="80"),
    )
    assert Decimal("0.8") == figure("investment_rate", "2026-01", *facts)


def test_figures_left_out_of_a_correction_stay() -> None:
    facts = (
        registered(plan=PLAN, physical={"2026-01": "10"}),
        reported("2026-01", investment="50", physical="4"),
        corrected("2026-01", investment="80"),
    )
    assert Decimal(6) == figure("physical_gap_pp", "2026-01", *facts)


def test_a_correction_after_the_close_counts_from_the_next_month_on() -> None:
    facts = (
        registered(plan=PLAN),
        reported("2026-01", investment="100"),
        opened("2026-02"),
        closed("2026-01"),
        corrected("2026-01", investment="30"),
    )
    assert Decimal("0.1") == figure("investment_rate", "2026-02", *facts)


def test_investment_rate_goes_by_the_current_plan() -> None:
    facts = registered(plan=PLAN), revised(plan={"2026-01": "50"}), reported("2026-01", investment="50")
    assert Decimal(1) == figure("investment_rate", "2026-01", *facts)


@pytest.mark.parametrize(
    ("invested", "gap"), [("100", "0"), ("40", "10"), ("160", "-10"), ("0", "16.666667"), ("99.9999", "0.000017")]
)
def test_schedule_gap_is_told_in_points_of_the_annual_target(invested: str, gap: str) -> None:
    facts = registered(plan=PLAN, target="600"), reported("2026-01", investment=invested)
    assert Decimal(gap) == figure("schedule_gap_pp", "2026-01", *facts)


@pytest.mark.parametrize(
    "facts",
    [
        (registered(plan=PLAN), reported("2026-01", investment="50")),
        (registered(plan=PLAN, target="0"), reported("2026-01", investment="50")),
        (registered(target="600"), reported("2026-01", investment="50")),
        (registered(plan=PLAN, target="600"),),
    ],
    ids=["no target", "a target of 0", "no plan", "no report"],
)
def test_schedule_gap_is_unknown(facts: tuple[Fact, ...]) -> None:
    assert None is figure("schedule_gap_pp", "2026-01", *facts)


def test_schedule_gap_is_known_where_nothing_was_planned_yet() -> None:
    facts = registered(plan={"2026-01": "0"}, target="600"), reported("2026-01", investment="30")
    assert Decimal(-5) == figure("schedule_gap_pp", "2026-01", *facts)


@pytest.mark.parametrize(("done", "gap"), [("10", "0"), ("4.5", "5.5"), ("12", "-2")])
def test_physical_gap_is_planned_less_reported(done: str, gap: str) -> None:
    facts = registered(physical={"2026-01": "10"}), reported("2026-01", physical=done)
    assert Decimal(gap) == figure("physical_gap_pp", "2026-01", *facts)


@pytest.mark.parametrize(
    "facts",
    [(registered(physical={"2026-01": "10"}),), (registered(plan=PLAN), reported("2026-01", physical="4"))],
    ids=["no report", "no physical plan"],
)
def test_physical_gap_is_unknown(facts: tuple[Fact, ...]) -> None:
    assert None is figure("physical_gap_pp", "2026-01", *facts)


@pytest.mark.parametrize(("forecast", "variance"), [("800", "0"), ("900", "12.5"), ("700", "-12.5")])
def test_cost_variance_is_over_or_under_the_planned_cost(forecast: str, variance: str) -> None:
    facts = registered(cost="800"), reported("2026-01", cost=forecast)
    assert Decimal(variance) == figure("cost_variance_pct", "2026-01", *facts)
    assert Decimal(variance) == figure("cost_variance_original_pct", "2026-01", *facts)


def test_cost_variance_is_told_against_both_plans() -> None:
    facts = registered(cost="800"), revised(cost="1000"), reported("2026-01", cost="900")
    assert Decimal(-10) == figure("cost_variance_pct", "2026-01", *facts)
    assert Decimal("12.5") == figure("cost_variance_original_pct", "2026-01", *facts)


@pytest.mark.parametrize(
    "facts",
    [
        (registered(cost="800"),),
        (registered(), reported("2026-01", cost="900")),
        (registered(cost="0"), reported("2026-01", cost="900")),
    ],
    ids=["no forecast", "no planned cost", "a planned cost of 0"],
)
def test_cost_variance_is_unknown(facts: tuple[Fact, ...]) -> None:
    assert None is figure("cost_variance_pct", "2026-01", *facts)
    assert None is figure("cost_variance_original_pct", "2026-01", *facts)


@pytest.mark.parametrize(("forecast", "slip"), [("2026-10-31", "0"), ("2026-11-30", "30"), ("2026-10-01", "-30")])
def test_completion_slip_is_the_forecast_less_the_day_planned(forecast: str, slip: str) -> None:
    facts = registered(milestones={"completed": "2026-10-31"}), reported("2026-01", completion=forecast)
    assert Decimal(slip) == figure("completion_slip_days", "2026-01", *facts)


def test_completion_slip_is_told_against_both_plans() -> None:
    facts = (
        registered(milestones={"completed": "2026-10-31"}),
        revised(milestones={"completed": "2026-11-30"}),
        reported("2026-01", completion="2026-12-10"),
    )
    assert Decimal(10) == figure("completion_slip_days", "2026-01", *facts)
    assert Decimal(40) == figure("completion_slip_original_days", "2026-01", *facts)


@pytest.mark.parametrize(
    "facts",
    [
        (registered(milestones={"completed": "2026-10-31"}),),
        (registered(milestones={"started": "2026-03-01"}), reported("2026-01", completion="2026-12-10")),
    ],
    ids=["no forecast", "no completion planned"],
)
def test_completion_slip_is_unknown(facts: tuple[Fact, ...]) -> None:
    assert None is figure("completion_slip_days", "2026-01", *facts)
    assert None is figure("completion_slip_original_days", "2026-01", *facts)
