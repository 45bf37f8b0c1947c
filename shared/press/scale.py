"""The scale of a chart: the round values beside it, from which its height is told."""

from decimal import Decimal
from math import ceil, floor

from shared.press.document import Chart, Shape

STEPS = 5
"""Steps that a scale has at most, above nought and below it."""


def scale(chart: Chart) -> tuple[Decimal, ...]:
    """Round values, evenly apart, that take in nought and all that the chart shows."""
    reached = [Decimal(0), *_reached(chart)]
    highest, lowest = max(reached), min(reached)
    step = _step(max(highest, -lowest) / STEPS)
    first, last = floor(lowest / step), ceil(highest / step)
    return tuple(step * number for number in range(first, max(last, first + 1) + 1))


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, ... that is no smaller; also of .1, .2, .5, ..."""
    if not least:
        return Decimal(1)
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def _reached(chart: Chart) -> list[Decimal]:
    """What the columns or lines reach; stacked columns reach their sums."""
    rows = zip(*(series.values for series in chart.series), strict=True)
    known = [[Decimal(value) for value in row if value is not None] for row in rows]
    if chart.shape is Shape.STACKED:
        return [sum(values, Decimal(0)) for values in known]
    return [value for values in known for value in values]
