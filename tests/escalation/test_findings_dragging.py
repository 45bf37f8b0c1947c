"""Dragging: what was owed and did not come in time, reports that are missing, issues reopened twice."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from shared.catalogue import Fact
from shared.catalogue.escalation import Clock, Sign
from tests.escalation.observed import (
    TEXT,
    adopted,
    closed,
    exempted,
    issue,
    missed,
    moved,
    registered,
    reopened,
    report,
    reported,
    resumed,
    solved,
    suspended,
    turned,
)
from tests.escalation.watching import given

JANUARY = report("2026-01", 10, 1)
FEBRUARY = report("2026-02", 20, 2)


SIGNS = {
    Clock.ISSUE: Sign.ISSUE_OVERDUE,
    Clock.OVERDUE: Sign.ISSUE_OVERDUE,
    Clock.TASK: Sign.TASK_OVERDUE,
    Clock.PLAN: Sign.ORDER_UNANSWERED,
    Clock.RESULT: Sign.ORDER_UNANSWERED,
    Clock.COMMITMENT: Sign.COMMITMENT_BROKEN,
}
"""What runs against the project; the other clocks run against those who decide."""


@pytest.mark.parametrize("clock", Clock)
def test_what_was_missed_tells_which_sign(clock: Clock) -> None:
    log = given(JANUARY, missed(clock), *closed("2026-01"))
    if sign := SIGNS.get(clock):
        log.finds(f"2026-01 dragging: {sign}")
        assert [[missed(clock)]] == log.evidence(sign)
    else:
        log.finds()


def test_a_miss_is_found_with_the_next_card_and_once() -> None:
    log = given(JANUARY, FEBRUARY, *closed("2026-01"), missed(Clock.PLAN), *closed("2026-02"), *closed("2026-03"))
    log.finds("2026-02 dragging: order-unanswered")


def test_all_misses_of_a_card_make_one_finding() -> None:
    misses: list[Fact] = [missed(Clock.RESULT, "c"), missed(Clock.ISSUE, "a"), missed(Clock.OVERDUE, "b")]
    log = given(JANUARY, *misses, *closed("2026-01"))
    log.finds("2026-01 dragging: issue-overdue, order-unanswered")
    assert [[missed(Clock.ISSUE, "a"), missed(Clock.OVERDUE, "b")]] == log.evidence(Sign.ISSUE_OVERDUE)


def test_a_miss_that_was_undone_is_no_sign() -> None:
    given(JANUARY, missed(Clock.ISSUE), moved(), *closed("2026-01")).finds()
    given(JANUARY, missed(Clock.ISSUE), moved("other"), *closed("2026-01")).finds("2026-01 dragging: issue-overdue")
    given(JANUARY, moved(), missed(Clock.ISSUE), *closed("2026-01")).finds("2026-01 dragging: issue-overdue")


def test_the_misses_of_another_project_are_its_own() -> None:
    other: list[Fact] = [registered("P2"), replace(JANUARY, project="P2"), missed(Clock.PLAN, project="P2")]
    log = given(JANUARY, *other, *closed("2026-01"))
    log.finds()
    log.tell(closed("2026-01", project="P2")[-1])
    log.finds("2026-01 dragging: order-unanswered")
    assert ["P2"] == [made.project for made in log.found]


# Reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], ["2026-02"]),
        ([JANUARY], ["2026-03"]),
        ([JANUARY, FEBRUARY], []),
    ],
    ids=["none since January", "none since February", "one month only"],
)
def test_two_months_without_a_report(told: Sequence[Fact], found: list[str]) -> None:
    log = given(*told, *closed("2026-01"), *closed("2026-02"), *closed("2026-03"))
    log.finds(*(f"{month} dragging: reports-missing" for month in found))


def test_the_close_is_the_evidence() -> None:
    log = given(*closed("2026-01"), *closed("2026-02"))
    log.settle()
    assert [102] == [position for made in log.found for seen in made.signs for position in seen.evidence]


def test_who_stays_silent_is_found_once_and_who_falls_silent_again_is_found_again() -> None:
    silence = [fact for month in ("2026-01", "2026-02", "2026-03") for fact in closed(month)]
    later = [fact for month in ("2026-04", "2026-05", "2026-06") for fact in closed(month)]
    given(*silence, *later).finds("2026-02 dragging: reports-missing")
    given(*silence, report("2026-04", 9), *later).finds(
        "2026-02 dragging: reports-missing", "2026-06 dragging: reports-missing"
    )


def test_a_report_of_an_earlier_month_that_came_late_counts_by_its_month() -> None:
    given(*closed("2026-01"), JANUARY, *closed("2026-02"), *closed("2026-03")).finds(
        "2026-03 dragging: reports-missing"
    )


def test_who_was_registered_later_owes_nothing_before() -> None:
    months = [fact for month in ("2026-02", "2026-03") for fact in closed(month, project="P2")]
    log = given(*turned("2026-01"), registered("P2"), *months)
    log.finds("2026-03 dragging: reports-missing")


def test_nothing_is_asked_of_the_months_of_a_standstill() -> None:
    still: list[Fact] = [suspended("2026-02-10"), *turned("2026-01"), *turned("2026-02"), resumed("2026-03-20")]
    given(JANUARY, *still, *closed("2026-03")).finds()
    given(JANUARY, *still, *closed("2026-03"), *closed("2026-04")).finds("2026-04 dragging: reports-missing")


@pytest.mark.parametrize(
    ("effect", "until", "found"),
    [
        ("no-report", "2026-02-28", []),
        ("months_since_report", "2026-02-28", []),
        ("months_since_report", "2026-02-27", ["2026-02 dragging: reports-missing"]),
        ("milestone_slip_days", "2026-02-28", ["2026-02 dragging: reports-missing"]),
    ],
)
def test_an_exemption_removes_it_where_it_names_it(effect: str, until: str, found: list[str]) -> None:
    given(exempted("2026-01-01", until, effect), *closed("2026-01"), *closed("2026-02")).finds(*found)


def test_how_many_months_is_the_ladders_own_rule() -> None:
    patient = adopted(TEXT.replace("count = 2 # months", "count = 3 # months"))
    given(patient, *closed("2026-01"), *closed("2026-02")).finds()
    given(patient, *closed("2026-01"), *closed("2026-02"), *closed("2026-03")).finds(
        "2026-03 dragging: reports-missing"
    )


def test_without_a_rule_it_is_two_months() -> None:
    rule = '[[rule]]\nid = "no-report"\ntrigger = "reports-missing"\ncount = 2 # months\nrung = "supervision-order"\n'
    assert rule in TEXT
    given(adopted(TEXT.replace(rule, "")), *closed("2026-01"), *closed("2026-02")).finds(
        "2026-02 dragging: reports-missing"
    )


# Issues -----------------------------------------------------------------------------------------------------------

ONCE: list[Fact] = [issue("I1", "2026-01-05"), solved("I1", "2026-01-06"), reopened("I1", "2026-01-07")]
TWICE: list[Fact] = [*ONCE, solved("I1", "2026-01-08"), reopened("I1", "2026-01-09")]
THRICE: list[Fact] = [solved("I1", "2026-02-08"), reopened("I1", "2026-02-09")]


def test_an_issue_reopened_twice() -> None:
    given(*reported("2026-01"), *ONCE, *closed("2026-01")).finds()
    log = given(*reported("2026-01"), *TWICE, *closed("2026-01"))
    log.finds("2026-01 dragging: issue-reopened-twice")
    assert [[TWICE[2], TWICE[4]]] == log.evidence(Sign.ISSUE_REOPENED_TWICE)


def test_two_issues_reopened_once_each() -> None:
    other: list[Fact] = [issue("I2", "2026-01-05"), solved("I2", "2026-01-06"), reopened("I2", "2026-01-07")]
    given(*reported("2026-01"), *ONCE, *other, *closed("2026-01")).finds()


def test_reopenings_are_counted_over_all_months() -> None:
    february: list[Fact] = [solved("I1", "2026-02-08"), reopened("I1", "2026-02-09"), *closed("2026-02")]
    given(*reported("2026-01", "2026-02"), *ONCE, *closed("2026-01"), *february).finds(
        "2026-02 dragging: issue-reopened-twice"
    )


def test_it_is_found_again_only_where_it_is_reopened_again() -> None:
    told: list[Fact] = [*reported("2026-01", "2026-02", "2026-03"), *TWICE, *closed("2026-01"), *closed("2026-02")]
    given(*told).finds("2026-01 dragging: issue-reopened-twice")
    log = given(*told, *THRICE, *closed("2026-03"))
    log.finds("2026-01 dragging: issue-reopened-twice", "2026-03 dragging: issue-reopened-twice")
    assert [2, 3] == [len(reopenings) for reopenings in log.evidence(Sign.ISSUE_REOPENED_TWICE)]
