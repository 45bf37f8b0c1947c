"""report-corrected: only of a report that was made, in the project's unit; closed months too, and downwards too."""

from dataclasses import replace
from decimal import Decimal

from shared.catalogue.intake import ReportCorrected
from shared.catalogue.values import MoneyUnit
from tests.samples import (
    CONTEST,
    CORRECTION,
    FEBRUARY,
    FEBRUARY_OPENED,
    FEBRUARY_REPORT,
    JANUARY,
    JANUARY_CLOSED,
    REPORT,
    STEELWORKS,
)
from tests.samples.projects import WITHDRAWN
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, REPORT).when(CORRECTION).then(CORRECTION)


def test_recorded_after_the_month_was_closed() -> None:
    given(CONTEST, STEELWORKS, REPORT, FEBRUARY_OPENED, JANUARY_CLOSED).when(CORRECTION).then(CORRECTION)


def test_recorded_downwards() -> None:
    lowered = replace(CORRECTION, investment=Decimal("1.00"))
    given(CONTEST, STEELWORKS, REPORT).when(lowered).then(lowered)


def test_figures_left_out_stay_as_they_were() -> None:
    """After a correction of the progress alone, the investment of the report still bounds the next one."""
    progress = ReportCorrected(
        project="P0142", month=JANUARY, reason="误报", money_unit=MoneyUnit.CNY_10K, physical=Decimal("4.00")
    )
    fallen = replace(FEBRUARY_REPORT, investment=Decimal("2800.00"))
    given(CONTEST, STEELWORKS, REPORT, progress, FEBRUARY_OPENED).when(fallen).then_refused(
        "figure-fell",
        "data.investment",
        "2800.00",
        "cumulative: 2800.50 was reported for 2026-01; if that is wrong, correct it first",
    )


def test_refused_before_the_contest() -> None:
    given().when(CORRECTION).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST).when(CORRECTION).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_in_another_unit() -> None:
    given(CONTEST, STEELWORKS, REPORT).when(replace(CORRECTION, money_unit=MoneyUnit.USD)).then_refused(
        "wrong-unit", "data.money_unit", "USD", "this project's money is told in CNY-10k: convert and resend"
    )


def test_refused_where_nothing_was_reported() -> None:
    given(CONTEST, STEELWORKS, REPORT).when(replace(CORRECTION, month=FEBRUARY)).then_refused(
        "no-such-report", "data.month", "2026-02", "nothing was reported for this month: send progress-reported"
    )


def test_refused_without_any_figure() -> None:
    empty = ReportCorrected(project="P0142", month=JANUARY, reason="误报", money_unit=MoneyUnit.CNY_10K)
    given(CONTEST, STEELWORKS, REPORT).when(empty).then_refused(
        "no-figure", "data", "", "give at least one of investment, physical, paid, forecast_cost, forecast_completion"
    )


def test_recorded_after_the_end_of_the_project() -> None:
    given(CONTEST, STEELWORKS, REPORT, WITHDRAWN).when(CORRECTION).then(CORRECTION)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, REPORT).when(CORRECTION).and_again().then_nothing()
