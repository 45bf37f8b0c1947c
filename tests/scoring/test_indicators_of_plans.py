"""Indicators against the plan: the month's task, the share of the plan, both plans, what was paid."""

from decimal import Decimal

import pytest

from shared.catalogue import Fact
from tests.scoring.sightings import target
from tests.scoring.story import figure, opened, registered, reported, revised

PLAN = {"2026-01": "100", "2026-02": "300", "2026-03": "600"}
FIRST, SECOND = reported("2026-01", investment="90"), reported("2026-02", investment="210")


@pytest.mark.parametrize(
    ("month", "facts", "rate"),
    [
        ("2026-01", (FIRST,), "0.9"),
        ("2026-02", (FIRST, SECOND), "0.6"),
        ("2026-02", (SECOND,), "0.7"),
        ("2026-02", (FIRST, reported("2026-02", physical="5")), None),
        ("2026-02", (FIRST,), None),
        ("2026-03", (FIRST, reported("2026-03", investment="340")), "0.5"),
        ("2026-04", (FIRST, SECOND, reported("2026-04", investment="390")), "0.6"),
        ("2026-05", (FIRST, reported("2026-04", investment="600"), reported("2026-05", investment="600")), "1"),
    ],
    ids=[
        "the first month",
        "120 of 200",
        "January was not told: 210 of 300",
        "the report tells no investment",
        "no report",
        "February was not told: 250 of 500",
        "March was not told, April not planned: 180 of 300",
        "nothing is planned any more",
    ],
)
def test_month_task_rate_is_what_was_done_of_what_was_planned_since_it_was_told_last(
    month: str, facts: tuple[Fact, ...], rate: str | None
) -> None:
    wanted = None if rate is None else Decimal(rate)
    assert wanted == figure("month_task_rate", month, registered(plan=PLAN), *facts)


def test_month_task_rate_is_unknown_without_a_plan() -> None:
    assert None is figure("month_task_rate", "2026-01", registered(), FIRST)


def test_month_task_rate_begins_with_the_plan() -> None:
    facts = registered(plan={"2026-02": "300"}), FIRST, SECOND
    assert (None, Decimal("0.7")) == tuple(figure("month_task_rate", month, *facts) for month in ("2026-01", "2026-02"))


@pytest.mark.parametrize(
    ("done", "variance"), [("100", "0"), ("85", "15"), ("110", "-10"), ("0", "100"), ("66.6667", "33.3333")]
)
def test_schedule_variance_is_told_in_percent_of_the_plan_to_date(done: str, variance: str) -> None:
    facts = registered(plan=PLAN), reported("2026-01", investment=done)
    assert Decimal(variance) == figure("schedule_variance_pct", "2026-01", *facts)


def test_schedule_variance_where_nothing_is_planned_yet() -> None:
    nothing = registered(plan={"2026-01": "0", "2026-02": "10"})
    assert None is figure("schedule_variance_pct", "2026-01", nothing)
    assert Decimal(0) == figure("schedule_variance_pct", "2026-01", nothing, FIRST)


@pytest.mark.parametrize("facts", [(registered(), FIRST), (registered(plan=PLAN),)], ids=["no plan", "no report"])
def test_schedule_variance_is_unknown(facts: tuple[Fact, ...]) -> None:
    assert None is figure("schedule_variance_pct", "2026-01", *facts)


@pytest.mark.parametrize(
    ("month", "percent"),
    [("2025-12", None), ("2026-01", "10"), ("2026-02", "30"), ("2026-12", "60"), ("2027-01", "20"), ("2027-02", "60")],
)
def test_the_share_of_the_target_that_is_planned_by_now_begins_anew_each_year(month: str, percent: str | None) -> None:
    facts = registered(plan=PLAN | {"2027-01": "700", "2027-02": "900"}, target="1000"), target(2027, "500")
    wanted = None if percent is None else Decimal(percent)
    assert wanted == figure("planned_investment_pct", month, *facts)


@pytest.mark.parametrize("annual", [None, "0"])
def test_the_share_of_a_target_is_unknown_without_one(annual: str | None) -> None:
    assert None is figure("planned_investment_pct", "2026-01", registered(plan=PLAN, target=annual))


def test_planned_physical_progress_is_the_last_one_planned() -> None:
    plan = registered(plan=PLAN, physical={"2026-02": "12.5"})
    assert (None, Decimal("12.5"), Decimal("12.5")) == tuple(
        figure("planned_physical_pct", f"2026-0{month}", plan) for month in (1, 2, 3)
    )


def test_the_schedule_gap_is_told_against_both_plans_and_their_targets() -> None:
    facts = registered(plan=PLAN, target="600"), revised(plan={"2026-01": "95"}, target="500"), FIRST
    assert Decimal(1) == figure("schedule_gap_pp", "2026-01", *facts)
    assert Decimal("1.666667") == figure("schedule_gap_original_pp", "2026-01", *facts)


def test_until_a_plan_is_revised_both_gaps_are_one() -> None:
    facts = registered(plan=PLAN, target="600"), FIRST
    assert Decimal("1.666667") == figure("schedule_gap_pp", "2026-01", *facts)
    assert Decimal("1.666667") == figure("schedule_gap_original_pp", "2026-01", *facts)


@pytest.mark.parametrize(
    ("paid", "done", "rate"), [("45", "90", "0.5"), ("0", "90", "0"), ("91", "90", "1.011111"), ("45", "0", None)]
)
def test_payment_rate_is_what_was_paid_of_what_was_done(paid: str, done: str, rate: str | None) -> None:
    wanted = None if rate is None else Decimal(rate)
    facts = registered(), reported("2026-01", investment=done, paid=paid)
    assert wanted == figure("payment_rate", "2026-01", *facts)


def test_payment_rate_goes_by_the_last_figure_of_each() -> None:
    facts = registered(), reported("2026-01", investment="80", paid="30"), opened("2026-02"), SECOND
    assert Decimal("0.142857") == figure("payment_rate", "2026-02", *facts)
    assert None is figure("payment_rate", "2026-02", registered(), SECOND)


@pytest.mark.parametrize(
    ("cost", "done", "variance"),
    [
        ("900", "300", "12.5"),
        ("900", "1000", "25"),
        (None, "1000", "25"),
        (None, "800", None),
        (None, "300", None),
        ("700", None, "-12.5"),
    ],
    ids=[
        "a forecast",
        "more is done than was forecast",
        "no forecast, and more is done than was planned",
        "no forecast, and no more than planned",
        "no forecast: what is done says nothing yet",
        "a forecast alone",
    ],
)
def test_what_was_invested_already_is_the_least_that_it_costs(
    cost: str | None, done: str | None, variance: str | None
) -> None:
    wanted = None if variance is None else Decimal(variance)
    facts = registered(cost="800"), reported("2026-01", investment=done, cost=cost, physical="1")
    assert wanted == figure("cost_variance_pct", "2026-01", *facts)
