"""Indicators of time: milestones against both plans, and whether reports come, come late, or say nothing new."""

from decimal import Decimal

import pytest

from shared.catalogue import Fact
from shared.catalogue.intake import ReportCorrected
from tests.scoring.sightings import entered
from tests.scoring.story import corrected, figure, opened, reached, registered, reported, revised

BOTH = ("milestone_slip_days", "milestone_slip_original_days")
START = registered(milestones={"started": "2026-02-10"})


@pytest.mark.parametrize(
    ("month", "slip"),
    [("2026-01", "0"), ("2026-02", "18"), ("2026-03", "49")],
    ids=["not due yet", "18 days to the end of February", "49 days to the end of March"],
)
def test_an_overdue_milestone_slips_to_the_end_of_the_month(month: str, slip: str) -> None:
    assert (Decimal(slip), Decimal(slip)) == tuple(figure(name, month, START) for name in BOTH)


def test_a_milestone_due_on_the_last_day_has_not_slipped() -> None:
    assert Decimal(0) == figure("milestone_slip_days", "2026-02", registered(milestones={"started": "2026-02-28"}))


@pytest.mark.parametrize(
    ("day", "month", "slip"),
    [
        ("2026-02-10", "2026-02", "0"),
        ("2026-02-05", "2026-02", "0"),
        ("2026-02-20", "2026-02", "10"),
        ("2026-03-12", "2026-02", "18"),
        ("2026-03-12", "2026-03", "30"),
        ("2026-03-12", "2026-04", "0"),
        ("2026-03-01", "2026-03", "19"),
    ],
    ids=[
        "in time",
        "early",
        "late",
        "not reached by then",
        "late, in its own month",
        "the month after",
        "on the first",
    ],
)
def test_a_milestone_reached_late_slips_in_its_own_month_only(day: str, month: str, slip: str) -> None:
    assert Decimal(slip) == figure("milestone_slip_days", month, START, reached("started", day))


def test_the_worst_milestone_counts() -> None:
    facts = (
        registered(milestones={"started": "2026-01-05", "completed": "2026-01-21"}),
        reached("started", "2026-01-30"),
    )
    assert Decimal(25) == figure("milestone_slip_days", "2026-01", *facts)


def test_slip_is_told_against_both_plans() -> None:
    facts = START, revised(milestones={"started": "2026-02-25"})
    assert (Decimal(3), Decimal(18)) == tuple(figure(name, "2026-02", *facts) for name in BOTH)


def test_slip_is_unknown_where_no_milestone_is_planned() -> None:
    assert (None, None) == tuple(figure(name, "2026-02", registered()) for name in BOTH)


def test_slip_is_unknown_where_the_current_plan_has_no_milestone_left() -> None:
    assert (None, Decimal(18)) == tuple(figure(name, "2026-02", START, revised()) for name in BOTH)


@pytest.mark.parametrize(
    ("month", "overdue"),
    [("2025-11", "0"), ("2026-01", "0"), ("2026-02", "1"), ("2026-03", "2"), ("2026-05", "4"), ("2027-02", "13")],
)
def test_the_start_is_overdue_from_the_end_of_the_month_in_which_it_was_due(month: str, overdue: str) -> None:
    assert Decimal(overdue) == figure("start_overdue_months", month, START)


@pytest.mark.parametrize(("month", "overdue"), [("2026-04", "3"), ("2026-05", "0")])
def test_the_start_is_no_longer_overdue_once_started(month: str, overdue: str) -> None:
    assert Decimal(overdue) == figure("start_overdue_months", month, START, reached("started", "2026-05-31"))


def test_the_start_goes_by_the_current_plan() -> None:
    facts = START, revised(milestones={"started": "2026-04-01"})
    assert Decimal(2) == figure("start_overdue_months", "2026-05", *facts)
    assert Decimal(4) == figure("start_overdue_original_months", "2026-05", *facts)


def test_an_overdue_start_is_unknown_where_none_is_planned() -> None:
    facts = registered(milestones={"completed": "2026-02-01"}), revised(milestones={"started": "2026-02-01"})
    assert None is figure("start_overdue_months", "2026-05", facts[0])
    assert None is figure("start_overdue_original_months", "2026-05", *facts)


@pytest.mark.parametrize(
    ("day", "month", "lag"),
    [
        ("2026-01-15", "2026-01", "1"),
        ("2026-01-15", "2026-02", "2"),
        ("2026-01-15", "2026-03", "3"),
        ("2026-01-31", "2026-01", "0"),
        ("2026-01-31", "2026-02", "1"),
        ("2026-01-31", "2026-03", "2"),
        ("2026-01-28", "2026-02", "1"),
        ("2026-01-27", "2026-02", "2"),
    ],
)
def test_the_statistics_lag_by_the_months_begun_since_the_day_of_the_start(day: str, month: str, lag: str) -> None:
    assert Decimal(lag) == figure("statistics_lag_months", month, registered(), reached("started", day))


@pytest.mark.parametrize(
    ("month", "lag"), [("2026-01", None), ("2026-02", Decimal(1)), ("2026-03", Decimal(0)), ("2026-04", Decimal(0))]
)
def test_the_statistics_lag_no_more_once_it_is_entered(month: str, lag: Decimal | None) -> None:
    facts = registered(), reached("started", "2026-02-10"), entered("2026-03-31")
    assert lag == figure("statistics_lag_months", month, *facts)


@pytest.mark.parametrize(("month", "months"), [("2026-01", "0"), ("2026-02", "1"), ("2026-04", "3")])
def test_months_are_counted_from_the_last_one_reported(month: str, months: str) -> None:
    facts = registered(), reported("2026-01", investment="1")
    assert Decimal(months) == figure("months_since_report", month, *facts)


@pytest.mark.parametrize(("month", "months"), [("2026-02", "1"), ("2026-03", "2")])
def test_months_without_any_report_are_counted_from_the_registration(month: str, months: str) -> None:
    facts = opened("2026-02"), registered()
    assert Decimal(months) == figure("months_since_report", month, *facts)


def test_a_report_for_an_earlier_month_makes_nothing_fresh() -> None:
    facts = registered(), opened("2026-02"), opened("2026-03"), reported("2026-01", investment="1")
    assert Decimal(2) == figure("months_since_report", "2026-03", *facts)


REPORT = reported("2026-01", investment="1")


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ((), "0"),
        ((REPORT, opened("2026-02")), "0"),
        ((opened("2026-02"), REPORT), "1"),
        ((opened("2026-02"), opened("2026-03"), REPORT), "1"),
    ],
    ids=["none", "in time", "after the next month was opened", "much later"],
)
def test_a_report_is_late_by_its_place_on_the_log(facts: tuple[Fact, ...], late: str) -> None:
    assert Decimal(late) == figure("late_reports", "2026-01", registered(), *facts)


def test_a_correction_makes_a_report_neither_late_nor_timely() -> None:
    fix = corrected("2026-01", investment="2")
    assert Decimal(0) == figure("late_reports", "2026-01", registered(), REPORT, opened("2026-02"), fix)
    assert Decimal(1) == figure("late_reports", "2026-01", registered(), opened("2026-02"), REPORT, fix)


@pytest.mark.parametrize(
    ("told", "unchanged"),
    [
        ([(None, None), (None, None)], "0"),
        ([("10", None), ("10", None)], "1"),
        ([(None, None), ("10", None)], "0"),
        ([], "0"),
        ([("10", "1")], "0"),
        ([("10", "1"), ("10", "1")], "1"),
        ([("10", "1"), ("10", "1"), ("10", "1")], "2"),
        ([("10", "1"), ("10", "1"), ("10", "2")], "0"),
        ([("10", "1"), ("12", "1"), ("12", "1")], "1"),
        ([("10", "1"), ("12", "1")], "0"),
    ],
)
def test_reports_that_repeat_the_one_before_are_counted(
    told: list[tuple[str | None, str | None]], unchanged: str
) -> None:
    reports = [
        reported(f"2026-0{month}", investment=investment, physical=physical, cost="800")
        for month, (investment, physical) in enumerate(told, start=1)
    ]
    assert Decimal(unchanged) == figure("unchanged_reports", "2026-03", registered(), *reports)


@pytest.mark.parametrize(
    ("fix", "unchanged"),
    [(corrected("2026-02", investment="11"), "0"), (corrected("2026-02", investment="10"), "1")],
)
def test_a_correction_can_change_what_repeats(fix: ReportCorrected, unchanged: str) -> None:
    facts = registered(), reported("2026-01", investment="10"), reported("2026-02", investment="10"), fix
    assert Decimal(unchanged) == figure("unchanged_reports", "2026-02", *facts)
