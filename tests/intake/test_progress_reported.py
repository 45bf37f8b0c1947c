"""progress-reported: one report a month, while the month is open, in the project's unit, cumulative."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue.intake import ProgressReported
from shared.catalogue.values import MoneyUnit, Month
from tests.intake.common import ENDED
from tests.samples import (
    CONTEST,
    CORRECTION,
    FEBRUARY,
    FEBRUARY_OPENED,
    FEBRUARY_REPORT,
    JANUARY,
    JANUARY_CLOSED,
    MARCH,
    REPORT,
    SCHOOL,
    STEELWORKS,
)
from tests.samples.projects import WITHDRAWN
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(REPORT).then(REPORT)


def test_recorded_though_late() -> None:
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED).when(REPORT).then(REPORT)


def test_recorded_late_between_the_months_around_it() -> None:
    late = replace(REPORT, investment=Decimal("6100.00"))
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED, FEBRUARY_REPORT).when(late).then(late)


def test_recorded_for_the_next_month_with_figures_that_stand_still() -> None:
    still = replace(FEBRUARY_REPORT, investment=REPORT.investment)
    given(CONTEST, STEELWORKS, REPORT, FEBRUARY_OPENED).when(still).then(still)


def test_recorded_where_nothing_was_told_of_a_figure_before() -> None:
    silent = ProgressReported(project="P0142", month=JANUARY, money_unit=MoneyUnit.CNY_10K, physical=Decimal(1))
    given(CONTEST, STEELWORKS, silent, FEBRUARY_OPENED).when(FEBRUARY_REPORT).then(FEBRUARY_REPORT)


def test_recorded_above_a_figure_that_was_corrected_down() -> None:
    lowered = replace(CORRECTION, investment=Decimal("2000.00"))
    report = replace(FEBRUARY_REPORT, investment=Decimal("2100.00"))
    given(CONTEST, STEELWORKS, REPORT, lowered, FEBRUARY_OPENED).when(report).then(report)


def test_refused_before_the_contest() -> None:
    given().when(REPORT).then_refused("no-contest", "", "", "no contest has been opened yet: send contest-opened first")


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(REPORT).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_in_another_unit() -> None:
    given(CONTEST, STEELWORKS).when(replace(REPORT, money_unit=MoneyUnit.USD)).then_refused(
        "wrong-unit", "data.money_unit", "USD", "this project's money is told in CNY-10k: convert and resend"
    )


def test_refused_for_a_month_before_the_contest() -> None:
    given(CONTEST, STEELWORKS).when(replace(REPORT, month=Month("2025-12"))).then_refused(
        "before-contest", "data.month", "2025-12", "the contest began in 2026-01"
    )


def test_refused_for_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(FEBRUARY_REPORT).then_refused(
        "month-not-begun",
        "data.month",
        "2026-02",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_recorded_for_a_closed_month_of_which_nothing_was_told() -> None:
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED, JANUARY_CLOSED).when(REPORT).then(REPORT)


def test_refused_for_a_closed_month_that_was_reported() -> None:
    again = replace(REPORT, investment=Decimal("2900.00"))
    given(CONTEST, STEELWORKS, REPORT, FEBRUARY_OPENED, JANUARY_CLOSED).when(again).then_refused(
        "already-reported", "data.month", "2026-01", "one report a month: change it with report-corrected"
    )


def test_refused_for_a_closed_month_where_the_figure_does_not_fit_in() -> None:
    above = replace(REPORT, investment=Decimal("6100.01"))
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED, JANUARY_CLOSED, FEBRUARY_REPORT).when(above).then_refused(
        "figure-fell",
        "data.investment",
        "6100.01",
        "cumulative: 6100.00 was reported for 2026-02; if that is wrong, correct it first",
    )


def test_refused_the_second_time_in_a_month() -> None:
    given(CONTEST, STEELWORKS, REPORT).when(replace(REPORT, investment=Decimal("2900.00"))).then_refused(
        "already-reported", "data.month", "2026-01", "one report a month: change it with report-corrected"
    )


def test_refused_without_any_figure() -> None:
    empty = ProgressReported(project="P0142", month=JANUARY, money_unit=MoneyUnit.CNY_10K, narrative="一切正常")
    given(CONTEST, STEELWORKS).when(empty).then_refused(
        "no-figure", "data", "", "give at least one of investment, physical, paid, forecast_cost, forecast_completion"
    )


@pytest.mark.parametrize(
    ("figure", "fallen", "told", "before"),
    [
        ("investment", replace(REPORT, month=FEBRUARY, investment=Decimal("2800.49")), "2800.49", "2800.50"),
        ("physical", replace(REPORT, month=FEBRUARY, physical=Decimal("4.19")), "4.19", "4.20"),
        ("paid", replace(REPORT, month=FEBRUARY, paid=Decimal("1899.99")), "1899.99", "1900.00"),
    ],
)
def test_refused_when_a_figure_falls(figure: str, fallen: ProgressReported, told: str, before: str) -> None:
    given(CONTEST, STEELWORKS, REPORT, FEBRUARY_OPENED).when(fallen).then_refused(
        "figure-fell",
        f"data.{figure}",
        told,
        f"cumulative: {before} was reported for 2026-01; if that is wrong, correct it first",
    )


def test_refused_when_a_late_figure_is_above_the_month_after_it() -> None:
    late = replace(REPORT, investment=Decimal("6100.01"))
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED, FEBRUARY_REPORT).when(late).then_refused(
        "figure-fell",
        "data.investment",
        "6100.01",
        "cumulative: 6100.00 was reported for 2026-02; if that is wrong, correct it first",
    )


def test_month_not_begun_is_judged_by_the_log_not_by_a_clock() -> None:
    """The letter is received in July 2026, yet March has not begun where the calendar says February."""
    given(CONTEST, STEELWORKS, FEBRUARY_OPENED).when(replace(REPORT, month=MARCH)).then_refused(
        "month-not-begun",
        "data.month",
        "2026-03",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_recorded_with_nothing_but_what_was_paid() -> None:
    paid = ProgressReported(project="P0142", month=JANUARY, money_unit=MoneyUnit.CNY_10K, paid=Decimal(1))
    given(CONTEST, STEELWORKS).when(paid).then(paid)


def test_recorded_for_the_month_in_which_the_project_left_the_list() -> None:
    early = replace(WITHDRAWN, withdrawn_on=date(2026, 1, 1))
    given(CONTEST, STEELWORKS, early, FEBRUARY_OPENED).when(REPORT).then(REPORT)


def test_refused_for_a_month_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN, FEBRUARY_OPENED).when(FEBRUARY_REPORT).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(REPORT).and_again().then_nothing()
