"""Indicators of guarantee and oversight: which factors are ready, what inspections measured."""

from decimal import Decimal

import pytest

from shared.catalogue import Fact
from shared.catalogue.values import Factor
from tests.scoring.sightings import blocked, guaranteed, inspected, needed, pending
from tests.scoring.story import accepted, closed, figure, opened, raised, registered, reported, revised, solved

LAND, PERMITS, ENERGY = Factor.LAND, Factor.PERMITS, Factor.ENERGY
NEEDED = registered(factors=(LAND, PERMITS))
BOTH = guaranteed(LAND, "2026-01-10"), guaranteed(PERMITS, "2026-01-12")
OBSTACLE = raised("I1", "2026-01-15", "2026-02-20", factor=LAND)


@pytest.mark.parametrize(
    ("facts", "ready"),
    [
        ((), "0"),
        (BOTH[:1], "0.5"),
        (BOTH, "1"),
        ((pending(LAND, "2026-01-10"), blocked(PERMITS, "2026-01-10")), "0"),
        ((pending(LAND, "2026-01-10"), guaranteed(LAND, "2026-01-12")), "0.5"),
        ((needed(ENERGY, "2026-01-10"), *BOTH), "0.666667"),
        ((needed(LAND, "2026-01-10"), *BOTH), "1"),
        ((*BOTH, needed(LAND, "2026-01-20")), "0.5"),
        ((*BOTH, OBSTACLE), "0.5"),
        ((*BOTH, OBSTACLE, raised("I2", "2026-01-15", "2026-02-20", factor=LAND)), "0.5"),
        ((*BOTH, raised("I1", "2026-01-15", "2026-02-20", factor=ENERGY)), "1"),
        ((*BOTH, raised("I1", "2026-01-15", "2026-02-20")), "1"),
        ((*BOTH, OBSTACLE, solved("I1", "2026-01-17")), "0.5"),
        ((*BOTH, OBSTACLE, solved("I1", "2026-01-17"), accepted("I1", "2026-01-18")), "1"),
        ((OBSTACLE,), "0"),
    ],
    ids=[
        "none guaranteed",
        "one",
        "both",
        "under way, blocked",
        "guaranteed after a while",
        "one more needed later",
        "a need said again",
        "a guarantee that lapsed",
        "guaranteed, but an issue is in the way",
        "two issues of one factor count once",
        "an issue of a factor that is not needed",
        "an issue of no factor",
        "solved, not accepted",
        "closed",
        "neither guaranteed nor free",
    ],
)
def test_a_factor_is_ready_when_guaranteed_and_no_open_issue_blocks_it(facts: tuple[Fact, ...], ready: str) -> None:
    assert Decimal(ready) == figure("factors_ready", "2026-01", NEEDED, *facts)


def test_what_happened_after_the_end_of_the_month_does_not_count_yet() -> None:
    facts = NEEDED, *BOTH, opened("2026-02"), needed(ENERGY, "2026-02-02"), needed(LAND, "2026-02-03")
    assert Decimal(1) == figure("factors_ready", "2026-01", *facts)
    assert Decimal("0.333333") == figure("factors_ready", "2026-02", *facts)
    again = *facts, guaranteed(LAND, "2026-02-04")
    assert Decimal("0.666667") == figure("factors_ready", "2026-02", *again)


def test_a_lapse_that_is_told_after_the_close_leaves_the_closed_month_as_it_was() -> None:
    facts = NEEDED, *BOTH, opened("2026-02"), closed("2026-01"), needed(LAND, "2026-01-20")
    assert Decimal(1) == figure("factors_ready", "2026-01", *facts)
    assert Decimal("0.5") == figure("factors_ready", "2026-02", *facts)


def test_factors_are_unknown_where_none_is_needed() -> None:
    assert None is figure("factors_ready", "2026-01", registered())
    assert None is figure("factors_ready", "2026-01", registered(), opened("2026-02"), needed(LAND, "2026-02-01"))


REPORT = reported("2026-01", investment="300", physical="40")


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        ((inspected("2026-01", "2026-01-28", physical="34.5"),), "5.5"),
        ((inspected("2026-01", "2026-01-28", physical="45"),), "-5"),
        ((inspected("2026-01", "2026-01-28", investment="276"),), "4"),
        ((inspected("2026-01", "2026-01-28", investment="276", physical="37"),), "4"),
        ((inspected("2026-01", "2026-01-28", investment="276", physical="30"),), "10"),
        (
            (
                inspected("2026-01", "2026-01-20", physical="39", inspection="V1"),
                inspected("2026-01", "2026-01-28", physical="30", inspection="V2"),
                inspected("2026-01", "2026-01-30", physical="38", inspection="V3"),
            ),
            "10",
        ),
        ((inspected("2026-01", "2026-01-28"),), None),
        ((), None),
    ],
    ids=[
        "less was built",
        "more was built",
        "less was invested, in points of the target",
        "the worse of both",
        "the worse of both, the other way round",
        "the worst of many inspections",
        "nothing was measured",
        "no inspection",
    ],
)
def test_a_verified_gap_is_reported_less_measured(facts: tuple[Fact, ...], gap: str | None) -> None:
    wanted = None if gap is None else Decimal(gap)
    assert wanted == figure("verified_gap_pp", "2026-01", registered(target="600"), REPORT, *facts)


def test_a_gap_of_investment_is_unknown_without_a_target() -> None:
    facts = registered(), REPORT, inspected("2026-01", "2026-01-28", investment="276")
    assert None is figure("verified_gap_pp", "2026-01", *facts)


def test_a_gap_of_investment_goes_by_the_current_target() -> None:
    facts = registered(target="600"), REPORT, inspected("2026-01", "2026-01-28", investment="276")
    assert Decimal(8) == figure("verified_gap_pp", "2026-01", *facts, revised(target="300"))


def test_what_was_not_reported_when_it_was_measured_is_no_gap() -> None:
    facts = registered(target="600"), inspected("2026-01", "2026-01-28", physical="30"), REPORT
    assert None is figure("verified_gap_pp", "2026-01", *facts)
