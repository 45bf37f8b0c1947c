"""Ranges of numbers: what lies in all of them, and what is wrong with bands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.rulebook.ranges import ALL, Edge, Span, covers, partition_flaw, within


def span(low: str = "", high: str = "") -> Span:
    """`span("[1", "2)")`: from 1 on, below 2; nothing is no edge."""
    return Span(
        (Decimal(low[1:]), low[0] == "[") if low else None,
        (Decimal(high[:-1]), high[-1] == "]") if high else None,
    )


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        (span(), span(), "0"),
        (span("[3"), span(), "3"),
        (span("(3"), span(), "4"),
        (span("", "-3]"), span(), "-3"),
        (span("", "-3)"), span(), "-4"),
        (span("[0"), span(), "0"),
        (span("[1", "2]"), span("[2", "3]"), "2"),
        (span("[1", "2)"), span("[2", "3]"), None),
        (span("[1", "2]"), span("(2", "3]"), None),
        (span("(1", "3)"), span("(2", "4)"), "2.5"),
        (span("(1", "3]"), span("(2", "4)"), "3"),
        (span("[1", "9]"), span("[4", "5]"), "4"),
        (span("[1", "2]"), span("[3", "4]"), None),
    ],
)
def test_a_number_that_lies_in_both(one: Span, other: Span, number: str | None) -> None:
    assert (number and Decimal(number)) == within(one, other)
    assert (within(one, other) is None) == (within(other, one) is None)


@pytest.mark.parametrize(
    ("outer", "inner", "covered"),
    [
        (span(), span(), True),
        (span("(30"), span("[40"), True),
        (span("(30"), span("(30"), True),
        (span("(30"), span("[30"), False),
        (span("(30"), span(), False),
        (span("[1", "5]"), span("[1", "5)"), True),
        (span("[1", "5)"), span("[1", "5]"), False),
    ],
)
def test_one_covers_another(outer: Span, inner: Span, covered: bool) -> None:
    assert covered == covers(outer, inner)


@pytest.mark.parametrize(
    ("spans", "flaw"),
    [
        ([span("", "10)"), span("[10", "30)"), span("[30")], None),
        ([span("[30"), span("[10", "30)"), span("", "10)")], None),
        ([span("", "10]"), span("(10", "30]"), span("(30")], None),
        ([span("", "0)"), span("[0", "0]"), span("(0")], None),
        (
            [span("", "10]"), span("[10", "30)"), span("[30")],
            "a (at most 10) and b (at least 10 and below 30) overlap: both hold 10",
        ),
        (
            [span("", "10)"), span("(10", "30)"), span("[30")],
            "there is a gap between a (below 10) and b (above 10 and below 30): neither holds 10",
        ),
        (
            [span("", "10]"), span("(10", "30)"), span("[31")],
            "there is a gap between b (above 10 and below 30) and c (at least 31): neither holds 30",
        ),
        (
            [span("", "10]"), span("[12", "30)"), span("[30")],
            "there is a gap between a (at most 10) and b (at least 12 and below 30): neither holds 11",
        ),
        ([span("", "10)"), span()], "a (below 10) and b (any number) overlap: both hold 9"),
        (
            [span("[0", "10)"), span("[10")],
            "no band holds -1: bands go on for ever at both ends, and a (at least 0 and below 10) does not",
        ),
        (
            [span("(0", "10)"), span("[10")],
            "no band holds 0: bands go on for ever at both ends, and a (above 0 and below 10) does not",
        ),
        (
            [span("", "10)"), span("[10", "100]")],
            "no band holds 101: bands go on for ever at both ends, and b (at least 10 and at most 100) does not",
        ),
        (
            [span("", "10)"), span("[30"), span("[10", "30)")],
            "bands stand in order, upwards or downwards: a (below 10), c (at least 10 and below 30), b (at least 30)",
        ),
    ],
)
def test_bands_hold_every_number_once(spans: list[Span], flaw: str | None) -> None:
    assert flaw == partition_flaw(spans, "abc"[: len(spans)])


EDGES = st.none() | st.tuples(st.integers(-3, 3).map(Decimal), st.booleans())
PROBES = [Decimal(number) / 2 for number in range(-8, 9)]


def holds(span: Span, number: Decimal) -> bool:
    def inside(edge: Edge | None, sign: int) -> bool:
        return edge is None or sign * number > sign * edge[0] or (edge[1] and number == edge[0])

    return inside(span.low, 1) and inside(span.high, -1)


@given(st.lists(st.builds(Span, EDGES, EDGES), min_size=1, max_size=4))
def test_a_number_that_is_found_lies_in_all_and_none_is_missed(spans: list[Span]) -> None:
    found, common = within(*spans), [number for number in PROBES if all(holds(span, number) for span in spans)]
    assert (found is None) == (not common)
    assert found is None or all(holds(span, found) for span in spans)


@given(st.lists(st.builds(Span, EDGES, EDGES).filter(lambda span: within(span) is not None), min_size=1, max_size=4))
def test_what_passes_as_bands_holds_each_number_once(spans: list[Span]) -> None:
    if partition_flaw(spans, [str(number) for number in range(len(spans))]) is None:
        assert [1] * len(PROBES) == [sum(holds(span, number) for span in spans) for number in PROBES]


def test_all_is_any_number() -> None:
    assert "any number" == str(ALL)
