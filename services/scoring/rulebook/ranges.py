"""Ranges of numbers: where bands and conditions begin and end, and whether bands hold every number exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

Edge = tuple[Decimal, bool]
"""A number, and whether it is inside."""


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers between two edges; without an edge it goes on for ever."""

    low: Edge | None = None
    high: Edge | None = None

    def __str__(self) -> str:
        begin = [] if self.low is None else [f"{'at least' if self.low[1] else 'above'} {shown(self.low[0])}"]
        end = [] if self.high is None else [f"{'at most' if self.high[1] else 'below'} {shown(self.high[0])}"]
        return " and ".join(begin + end) or "any number"


ALL = Span()


def shown(number: Decimal) -> str:
    """A number without zeros that say nothing."""
    return f"{number.normalize():f}"


def within(*spans: Span) -> Decimal | None:
    """A number that lies in all spans; none where no number does."""
    low = max((span.low for span in spans if span.low), key=lambda edge: (edge[0], not edge[1]), default=None)
    high = min((span.high for span in spans if span.high), default=None)
    if low is None or high is None:
        return _at_end(low, 1) or _at_end(high, -1) or Decimal(0)
    if low[0] < high[0]:
        return low[0] if low[1] else high[0] if high[1] else (low[0] + high[0]) / 2
    return low[0] if low[0] == high[0] and low[1] and high[1] else None


def covers(outer: Span, inner: Span) -> bool:
    """Whether every number of one span lies in another."""
    return within(inner, _before(outer)) is None and within(inner, _after(outer)) is None


def partition_flaw(spans: Sequence[Span], names: Sequence[str]) -> str | None:
    """Why spans do not hold every number exactly once, in order; none where they do."""
    named = [(span, f"{name} ({span})") for span, name in zip(spans, names, strict=True)]
    for (one, first), (other, second) in combinations(named, 2):
        if (number := within(one, other)) is not None:
            return f"{first} and {second} overlap: both hold {shown(number)}"
    upwards = sorted(named, key=lambda pair: _beginning(pair[0]))
    for (lower, first), (upper, second) in pairwise(upwards):
        if (number := within(_after(lower), _before(upper))) is not None:
            return f"there is a gap between {first} and {second}: neither holds {shown(number)}"
    for outside, name in ((_before(upwards[0][0]), upwards[0][1]), (_after(upwards[-1][0]), upwards[-1][1])):
        if (number := within(outside)) is not None:
            return f"no band holds {shown(number)}: bands go on for ever at both ends, and {name} does not"
    if upwards not in (named, named[::-1]):
        return f"bands stand in order, upwards or downwards: {', '.join(name for _, name in upwards)}"
    return None


NOTHING = Span((Decimal(0), False), (Decimal(0), False))


def _before(span: Span) -> Span:
    """The numbers before a span."""
    return NOTHING if span.low is None else Span(high=(span.low[0], not span.low[1]))


def _after(span: Span) -> Span:
    """The numbers after a span."""
    return NOTHING if span.high is None else Span(low=(span.high[0], not span.high[1]))


def _beginning(span: Span) -> tuple[bool, Decimal, bool]:
    return (False, Decimal(0), False) if span.low is None else (True, span.low[0], not span.low[1])


def _at_end(edge: Edge | None, onwards: int) -> Decimal | None:
    """A number at the edge of a span that goes on for ever from there."""
    return None if edge is None else edge[0] if edge[1] else edge[0] + onwards
