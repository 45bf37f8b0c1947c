"""Slow: behind for two months running, without an open issue, an exemption or a standstill to explain it."""

from collections.abc import Sequence

import pytest

from shared.catalogue import Fact
from shared.catalogue.escalation import ExemptionEnded, Sign
from shared.catalogue.values import Card
from tests.escalation.observed import (
    TEXT,
    adopted,
    card,
    closed,
    day,
    exempted,
    issue,
    reopened,
    reported,
    resumed,
    solved,
    suspended,
)
from tests.escalation.watching import given

REPORTS = [*reported("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06")]
SLOW = "slow: behind-without-cause"


def behind(month: str, gap: str = "5") -> list[Fact]:
    return closed(month, schedule_gap_pp=gap)


def test_two_months_running_are_slow_and_one_is_not() -> None:
    given(*REPORTS, *behind("2026-01")).finds()
    log = given(*REPORTS, *behind("2026-01"), *behind("2026-02"))
    log.finds(f"2026-02 {SLOW}")
    cards = [card("2026-01", schedule_gap_pp="5"), card("2026-02", schedule_gap_pp="5")]
    assert [cards] == log.evidence(Sign.BEHIND_WITHOUT_CAUSE)


@pytest.mark.parametrize(("gap", "found"), [("4.999999", []), ("5", [f"2026-02 {SLOW}"])])
def test_from_five_points_on_a_month_is_behind(gap: str, found: list[str]) -> None:
    given(*REPORTS, *behind("2026-01"), *behind("2026-02", gap)).finds(*found)


@pytest.mark.parametrize(
    ("colour", "inputs", "found"),
    [
        (Card.BLUE, {"schedule_gap_pp": "unknown"}, []),
        (Card.YELLOW, {"schedule_gap_pp": "unknown"}, [f"2026-02 {SLOW}"]),
        (Card.RED, {"schedule_gap_pp": "unknown"}, [f"2026-02 {SLOW}"]),
        (Card.YELLOW, {}, [f"2026-02 {SLOW}"]),
        (Card.RED, {"schedule_gap_pp": "0"}, []),
    ],
)
def test_where_the_gap_is_unknown_the_colour_tells(colour: Card, inputs: dict[str, str], found: list[str]) -> None:
    given(*REPORTS, *behind("2026-01"), *closed("2026-02", colour, **inputs)).finds(*found)


def test_who_stays_slow_is_found_once() -> None:
    months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    given(*REPORTS, *(fact for month in months for fact in behind(month))).finds(f"2026-02 {SLOW}")


def test_who_is_slow_again_is_found_again() -> None:
    gaps = {"2026-01": "9", "2026-02": "9", "2026-03": "0", "2026-04": "9", "2026-05": "9", "2026-06": "9"}
    months = [fact for month, gap in gaps.items() for fact in behind(month, gap)]
    given(*REPORTS, *months).finds(f"2026-02 {SLOW}", f"2026-05 {SLOW}")


@pytest.mark.parametrize(
    ("cause", "found"),
    [
        ([issue("I1", "2026-02-28")], []),
        ([issue("I1", "2026-03-01")], [f"2026-02 {SLOW}"]),
        ([issue("I1", "2026-01-05"), solved("I1", "2026-02-01")], []),
        ([issue("I1", "2026-01-05"), solved("I1", "2026-01-31")], ["2026-03 " + SLOW]),
        ([issue("I1", "2026-01-05"), solved("I1", "2026-01-31"), reopened("I1", "2026-03-20")], []),
        ([exempted("2026-02-28", "2026-03-01")], []),
        ([exempted("2026-02-01", "2026-02-27")], [f"2026-02 {SLOW}"]),
        ([exempted("2026-03-01", "2026-03-30")], [f"2026-02 {SLOW}"]),
        (
            [
                exempted("2026-02-01", "2026-04-30"),
                ExemptionEnded(exemption="E1", ended_on=day("2026-02-27"), reason="水退", ended_by="区政府"),
            ],
            [f"2026-02 {SLOW}"],
        ),
        ([suspended("2026-02-10"), resumed("2026-02-11")], []),
        ([suspended("2026-01-10"), resumed("2026-01-31")], ["2026-03 " + SLOW]),
        ([suspended("2026-03-10"), resumed("2026-03-11")], [f"2026-02 {SLOW}"]),
    ],
    ids=[
        "an issue of its last day",
        "an issue of the day after",
        "an issue solved on its first day",
        "an issue solved on the day before: January is excused, February and March are not",
        "an issue whose solution failed was open all the time",
        "an exemption of its last day",
        "an exemption up to the day before",
        "an exemption from the day after",
        "an exemption that was ended",
        "a standstill of a day",
        "a standstill in the month before",
        "a standstill in the month after",
    ],
)
def test_a_month_with_a_cause_is_not_counted(cause: Sequence[Fact], found: list[str]) -> None:
    months = [*behind("2026-01"), *behind("2026-02")]
    march = behind("2026-03") if found == ["2026-03 " + SLOW] else []
    given(*REPORTS, *cause, *months, *march).finds(*found)


def test_months_on_both_sides_of_a_month_with_a_cause_are_not_running() -> None:
    cause: list[Fact] = [issue("I1", "2026-02-10"), solved("I1", "2026-02-20")]
    given(*REPORTS, *cause, *behind("2026-01"), *behind("2026-02"), *behind("2026-03")).finds()


def test_months_on_both_sides_of_a_month_without_a_card_are_not_running() -> None:
    given(*REPORTS, *behind("2026-01"), *behind("2026-02")[:-1], *behind("2026-03")).finds()
    given(*REPORTS, *behind("2026-01"), *behind("2026-02")[:-1], *behind("2026-03"), *behind("2026-04")).finds(
        f"2026-04 {SLOW}"
    )


def test_an_exemption_granted_later_takes_its_months_away() -> None:
    late = exempted("2026-01-01", "2026-01-31")
    given(*REPORTS, *behind("2026-01"), late, *behind("2026-02")).finds()
    given(*REPORTS, *behind("2026-01"), late, *behind("2026-02"), *behind("2026-03")).finds(f"2026-03 {SLOW}")


def test_a_reissued_card_finds_nothing_by_itself() -> None:
    worse = card("2026-02", Card.RED, reissued_for="O1", schedule_gap_pp="9")
    given(*REPORTS, *behind("2026-01"), *behind("2026-02", "0"), worse).finds()


def test_a_reissued_card_that_is_not_behind_ends_what_was_counted() -> None:
    better = card("2026-01", reissued_for="O1", schedule_gap_pp="0")
    given(*REPORTS, *behind("2026-01"), better, *behind("2026-02")).finds()
    months = [*behind("2026-01"), *behind("2026-02"), better, *behind("2026-03")]
    given(*REPORTS, *months).finds(f"2026-02 {SLOW}", f"2026-03 {SLOW}")
    last = card("2026-02", reissued_for="O1", schedule_gap_pp="0")
    given(*REPORTS, *behind("2026-01"), *behind("2026-02"), last, *behind("2026-03")).finds(f"2026-02 {SLOW}")


def test_a_reissued_card_in_the_middle_leaves_the_months_after_it() -> None:
    middle = card("2026-02", reissued_for="O1", schedule_gap_pp="0")
    months = [*behind("2026-01"), *behind("2026-02"), *behind("2026-03"), middle, *behind("2026-04")]
    given(*REPORTS, *months).finds(f"2026-02 {SLOW}", f"2026-04 {SLOW}")


def test_a_month_under_a_ladder_that_does_not_measure_is_not_counted() -> None:
    silent = adopted(TEXT.partition("[findings]")[0])
    given(*REPORTS, *behind("2026-01"), silent, *behind("2026-02"), adopted(), *behind("2026-03")).finds()


def test_a_reissued_card_that_is_behind_takes_the_place_of_the_first() -> None:
    again = card("2026-01", Card.YELLOW, reissued_for="O1", schedule_gap_pp="7")
    log = given(*REPORTS, *behind("2026-01"), again, *behind("2026-02"))
    log.finds(f"2026-02 {SLOW}")
    assert [[again, card("2026-02", schedule_gap_pp="5")]] == log.evidence(Sign.BEHIND_WITHOUT_CAUSE)


def test_another_edition_of_the_ladder_counts_its_own_way() -> None:
    patient = adopted(TEXT.replace("slow_months = 2", "slow_months = 3"))
    given(*REPORTS, patient, *behind("2026-01"), *behind("2026-02")).finds()
    log = given(*REPORTS, patient, *behind("2026-01"), *behind("2026-02"), *behind("2026-03"))
    log.finds(f"2026-03 {SLOW}")
    assert [3] == [len(cards) for cards in log.evidence(Sign.BEHIND_WITHOUT_CAUSE)]
