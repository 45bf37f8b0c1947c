"""Concealing is suspected where report after report tells the same figures, though nothing says why they rest."""

import pytest

from shared.catalogue import Fact
from shared.catalogue.escalation import Sign
from shared.catalogue.intake import MilestoneReached
from shared.catalogue.values import Milestone
from tests.escalation.observed import (
    TEXT,
    adopted,
    card,
    closed,
    correction,
    day,
    report,
    resumed,
    suspended,
    turned,
)
from tests.escalation.watching import given

JANUARY = report("2026-01", 100, 20)
SAME = "concealing: figures-unchanged"


def same(*months: str, investment: object = 100, physical: object = 20) -> list[Fact]:
    return [fact for month in months for fact in (report(month, investment, physical), *closed(month))]


def test_three_reports_running_with_the_same_figures() -> None:
    given(*same("2026-01", "2026-02")).finds()
    log = given(*same("2026-01", "2026-02", "2026-03", "2026-04", "2026-05"))
    log.finds(f"2026-03 {SAME}")
    assert [[report(month, 100, 20) for month in ("2026-01", "2026-02", "2026-03")]] == log.evidence(
        Sign.FIGURES_UNCHANGED
    )


@pytest.mark.parametrize("other", [report("2026-02", 101, 20), report("2026-02", 100, 21), report("2026-02", None, 20)])
def test_another_figure_in_between(other: Fact) -> None:
    given(*same("2026-01"), other, *closed("2026-02"), *same("2026-03")).finds()


def test_found_again_once_the_figures_had_moved() -> None:
    moving: list[Fact] = [report("2026-04", 130, 30), *closed("2026-04")]
    again = same("2026-05", "2026-06", "2026-07", investment=140, physical=35)
    given(*same("2026-01", "2026-02", "2026-03"), *moving, *again).finds(f"2026-03 {SAME}", f"2026-07 {SAME}")


@pytest.mark.parametrize(("investment", "physical"), [(0, 0), (None, 0), (None, None)])
def test_before_the_work_begins_nothing_moves(investment: object, physical: object) -> None:
    given(*same("2026-01", "2026-02", "2026-03", investment=investment, physical=physical)).finds()


@pytest.mark.parametrize(
    ("milestone", "found"),
    [(Milestone.STARTED, [f"2026-03 {SAME}"]), (Milestone.COMPLETED, []), (Milestone.COMMISSIONED, [])],
)
def test_what_is_done_may_rest(milestone: Milestone, found: list[str]) -> None:
    reached = MilestoneReached(project="P1", milestone=milestone, reached_on=day("2026-01-20"))
    given(reached, *same("2026-01", "2026-02", "2026-03")).finds(*found)


def test_months_of_a_standstill_are_not_counted() -> None:
    still: list[Fact] = [suspended("2026-02-20"), resumed("2026-02-27")]
    given(*still, *same("2026-01", "2026-02", "2026-03", "2026-04")).finds()
    given(*still, *same("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")).finds(f"2026-05 {SAME}")


def test_a_project_that_stands_still_is_not_asked() -> None:
    last = [report("2026-03", 100, 20), *turned("2026-03"), suspended("2026-04-02"), card("2026-03")]
    given(*same("2026-01", "2026-02"), *last).finds()


def test_a_report_that_was_corrected_is_one_report() -> None:
    given(JANUARY, correction("2026-01", 100), correction("2026-01", None, 20), *closed("2026-01")).finds()


def test_how_many_reports_is_the_ladders_measure() -> None:
    strict = adopted(TEXT.replace("unchanged_reports = 3", "unchanged_reports = 2"))
    given(strict, *same("2026-01", "2026-02")).finds(f"2026-02 {SAME}")
