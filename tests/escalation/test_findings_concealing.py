"""Concealing is suspected: less found than reported, a roadblock never told, figures corrected."""

from collections.abc import Sequence

import pytest

from shared.catalogue import Fact
from shared.catalogue.escalation import Sign
from shared.catalogue.intake import FactorBlocked, FactorGuaranteed, MonthOpened
from shared.catalogue.values import Factor, Month
from tests.escalation.observed import (
    CONTEST,
    adopted,
    announced,
    blocker,
    card,
    closed,
    correction,
    day,
    inspected,
    issue,
    registered,
    report,
    solved,
    turned,
)
from tests.escalation.watching import Log, given

JANUARY = report("2026-01", 100, 20)
LESS = "concealing: less-than-reported"
HIDDEN = "concealing: blocker-not-raised"
CORRECTED = "concealing: corrected-after-announcement"

# Less than reported -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("measured", "found"), [("15", []), ("14.99", [f"2026-01 {LESS}"]), ("25", [])])
def test_physical_progress_beyond_tolerance(measured: str, found: list[str]) -> None:
    visit = inspected("2026-01-25", "2026-01", None, measured)
    log = given(JANUARY, visit, *closed("2026-01"))
    log.finds(*found)
    assert [[visit]] * len(found) == log.evidence(Sign.LESS_THAN_REPORTED)


@pytest.mark.parametrize(("gap", "found"), [("5", []), ("5.000001", [f"2026-01 {LESS}"]), ("unknown", []), ("-9", [])])
def test_investment_beyond_tolerance_as_the_card_tells_it(gap: str, found: list[str]) -> None:
    visit = inspected("2026-01-25", "2026-01", 60)
    log = given(JANUARY, visit, *closed("2026-01", verified_gap_pp=gap))
    log.finds(*found)
    assert [[visit]] * len(found) == log.evidence(Sign.LESS_THAN_REPORTED)


def test_where_the_card_does_not_tell_it_money_shows_nothing() -> None:
    given(JANUARY, inspected("2026-01-25", "2026-01", 0), *closed("2026-01")).finds()


def test_a_gap_that_is_physical_progress_says_nothing_of_the_money() -> None:
    physical = inspected("2026-01-20", "2026-01", None, 10, inspection="V1")
    money = inspected("2026-01-25", "2026-01", 99, inspection="V2")
    log = given(JANUARY, physical, money, *closed("2026-01", verified_gap_pp="10"))
    log.finds(f"2026-01 {LESS}")
    assert [[physical]] == log.evidence(Sign.LESS_THAN_REPORTED)


def test_of_two_inspections_the_one_that_missed_most_money_is_named() -> None:
    first = inspected("2026-01-20", "2026-01", 80, 14, inspection="V1")
    second = inspected("2026-01-25", "2026-01", 60, 20, inspection="V2")
    log = given(JANUARY, first, second, *closed("2026-01", verified_gap_pp="40"))
    log.finds(f"2026-01 {LESS}")
    assert [[first, second]] == log.evidence(Sign.LESS_THAN_REPORTED)


def test_it_is_measured_against_what_the_log_said_when_it_was_held() -> None:
    visit = inspected("2026-01-25", "2026-01", None, 10)
    given(visit, JANUARY, *closed("2026-01")).finds()
    given(report("2026-01", 100, 10), visit, correction("2026-01", 100, 20), *closed("2026-01")).finds()
    given(JANUARY, visit, correction("2026-01", 100, 10), *closed("2026-01")).finds(f"2026-01 {LESS}")


def test_where_the_month_was_not_reported_the_last_figure_before_it_stands() -> None:
    visit = inspected("2026-02-25", "2026-02", None, 10)
    given(JANUARY, *closed("2026-01"), report("2026-02", 110), visit, *closed("2026-02")).finds(f"2026-02 {LESS}")
    given(*closed("2026-01"), report("2026-02", 110), visit, *closed("2026-02")).finds()


def test_it_counts_in_the_close_of_the_month_of_the_visit() -> None:
    visit = inspected("2026-02-03", "2026-01", None, 10)
    told: list[Fact] = [JANUARY, report("2026-02", 120, 21)]
    given(*told, visit, *closed("2026-01")).finds()
    given(*told, visit, *closed("2026-01"), *closed("2026-02")).finds(f"2026-02 {LESS}")
    late = inspected("2026-01-30", "2026-01", None, 10)
    given(*told, *turned("2026-01"), late, card("2026-01")).finds()
    given(*told, *turned("2026-01"), late, card("2026-01"), *closed("2026-02")).finds(f"2026-02 {LESS}")


def test_an_inspection_is_found_once() -> None:
    told: list[Fact] = [JANUARY, report("2026-02", 120, 21), inspected("2026-01-25", "2026-01", None, 10)]
    given(*told, *closed("2026-01"), *closed("2026-02")).finds(f"2026-01 {LESS}")


def test_money_missed_in_a_month_without_a_card_is_nothing_that_a_later_card_tells() -> None:
    first = inspected("2026-01-20", "2026-01", 10, inspection="V1")
    second = inspected("2026-02-20", "2026-02", 60, inspection="V2")
    log = given(JANUARY, first, *turned("2026-01"), report("2026-02", 120, 21), second)
    log.tell(*closed("2026-02", verified_gap_pp="9"))
    log.finds(f"2026-02 {LESS}")
    assert [[second]] == log.evidence(Sign.LESS_THAN_REPORTED)


def test_what_was_inspected_before_the_registration_counts_in_the_first_close() -> None:
    visit = inspected("2026-01-25", "2026-02", 10)
    log = Log(adopted(), CONTEST, MonthOpened(month=Month("2026-02")), registered(), report("2026-02", 50, 5), visit)
    log.tell(card("2026-02", verified_gap_pp="9"))
    log.finds(f"2026-02 {LESS}")


# Roadblocks -------------------------------------------------------------------------------------------------------

OLD = blocker("2026-01-10", "高压线未迁", Factor.ENERGY)
"""On the 25th it is 15 days old."""


def blocked(factor: Factor) -> FactorBlocked:
    return FactorBlocked(
        project="P1", factor=factor, reason="未批", blocked_on=day("2026-01-12"), blocked_by="供电公司"
    )


def visited(*found: Fact) -> list[Fact]:
    return [JANUARY, *found, inspected("2026-01-25", "2026-01", None, None, OLD), *closed("2026-01")]


@pytest.mark.parametrize(("since", "found"), [("2026-01-11", []), ("2026-01-10", [f"2026-01 {HIDDEN}"])])
def test_a_roadblock_older_than_fourteen_days(since: str, found: list[str]) -> None:
    visit = inspected("2026-01-25", "2026-01", None, None, blocker(since))
    log = given(JANUARY, visit, *closed("2026-01"))
    log.finds(*found)
    assert [[visit]] * len(found) == log.evidence(Sign.BLOCKER_NOT_RAISED)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([issue("I1", "2026-01-24", "另一件事", Factor.ENERGY)], []),
        ([issue("I1", "2026-01-25", "另一件事", Factor.ENERGY)], [f"2026-01 {HIDDEN}"]),
        ([issue("I1", "2026-01-24", "另一件事", Factor.LAND)], [f"2026-01 {HIDDEN}"]),
        ([issue("I1", "2026-01-24", "三号路高压线，未迁！")], []),
        ([issue("I1", "2026-01-24", "高压线")], []),
        ([issue("I1", "2026-01-24", "！")], [f"2026-01 {HIDDEN}"]),
        ([issue("I1", "2026-01-02", "高压线"), solved("I1", "2026-01-10")], []),
        ([issue("I1", "2026-01-02", "高压线"), solved("I1", "2026-01-09")], [f"2026-01 {HIDDEN}"]),
        (
            [blocked(Factor.ENERGY)],
            [],
        ),
        (
            [
                blocked(Factor.ENERGY),
                FactorGuaranteed(
                    project="P1", factor=Factor.ENERGY, guaranteed_on=day("2026-01-14"), guaranteed_by="电"
                ),
            ],
            [f"2026-01 {HIDDEN}"],
        ),
        (
            [blocked(Factor.LAND)],
            [f"2026-01 {HIDDEN}"],
        ),
    ],
    ids=[
        "the same factor, the day before",
        "the same factor, on the day of the visit",
        "another factor and another title",
        "a title that holds it",
        "a title that it holds",
        "a title that says nothing",
        "solved on the day on which it arose",
        "solved before it arose: another one",
        "said to be blocked",
        "said to be guaranteed since",
        "another factor said to be blocked",
    ],
)
def test_a_roadblock_that_was_told_is_not_hidden(told: Sequence[Fact], found: list[str]) -> None:
    given(*visited(*told)).finds(*found)


def test_an_issue_raised_after_the_inspection_was_told_comes_too_late() -> None:
    visit = inspected("2026-01-25", "2026-01", None, None, OLD)
    given(JANUARY, visit, issue("I1", "2026-01-20", "高压线未迁"), *closed("2026-01")).finds(f"2026-01 {HIDDEN}")


def test_no_factor_is_no_factor_in_common() -> None:
    visit = inspected("2026-01-25", "2026-01", None, None, blocker("2026-01-01"))
    given(JANUARY, issue("I1", "2026-01-02", "别的事"), visit, *closed("2026-01")).finds(f"2026-01 {HIDDEN}")


# Corrections ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("corrected", "found"),
    [
        (correction("2026-01", "99.9999"), [f"2026-01 {CORRECTED}"]),
        (correction("2026-01", None, "19.99"), [f"2026-01 {CORRECTED}"]),
        (correction("2026-01", 100, 20), []),
        (correction("2026-01", 101, 21), []),
    ],
    ids=["less investment", "less physical progress", "the same", "more"],
)
def test_corrected_downwards_while_an_inspection_is_awaited(corrected: Fact, found: list[str]) -> None:
    log = given(JANUARY, announced(), corrected, *closed("2026-01"))
    log.finds(*found)
    assert [[announced(), corrected]] * len(found) == log.evidence(Sign.CORRECTED_AFTER_ANNOUNCEMENT)


def test_corrected_downwards_before_the_announcement_or_after_the_visit() -> None:
    lower, visit = correction("2026-01", 50, 10), inspected("2026-01-25", "2026-01", 100, 20)
    given(JANUARY, lower, announced(), *closed("2026-01")).finds()
    given(JANUARY, announced(), visit, lower, *closed("2026-01")).finds()
    given(JANUARY, announced(), announced("V2"), visit, lower, *closed("2026-01")).finds(f"2026-01 {CORRECTED}")


def test_it_is_compared_with_the_figure_as_corrected_last() -> None:
    steps: list[Fact] = [correction("2026-01", 120), announced(), correction("2026-01", 110)]
    given(JANUARY, *steps, *closed("2026-01")).finds(f"2026-01 {CORRECTED}")
    given(JANUARY, announced(), correction("2026-01", 120), *closed("2026-01")).finds()


def test_a_figure_told_for_the_first_time_did_not_fall() -> None:
    given(report("2026-01", None, 20), announced(), correction("2026-01", 5), *closed("2026-01")).finds()


def test_a_correction_is_found_once() -> None:
    told: list[Fact] = [JANUARY, report("2026-02", 120, 21), announced(), correction("2026-01", 50)]
    given(*told, *closed("2026-01"), *closed("2026-02")).finds(f"2026-01 {CORRECTED}")


def test_everything_at_once_makes_one_finding() -> None:
    told: list[Fact] = [
        JANUARY,
        announced(),
        correction("2026-01", 90),
        inspected("2026-01-25", "2026-01", None, 10, OLD),
    ]
    given(*told, *closed("2026-01")).finds(
        "2026-01 concealing: less-than-reported, blocker-not-raised, corrected-after-announcement"
    )
