"""Figures: investment and physical progress as they were reported, by month, packed small.

A row is a month, the log position where it was told last, and its two figures as whole numbers of the fourth place.
Rows stand in the order of their months and are never changed, only replaced: 26 bytes a month.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from struct import Struct
from typing import NamedTuple, NewType

from shared.catalogue.values import Month, month_after, months_between

Reports = NewType("Reports", bytes)
"""Rows in the order of their months."""
NOTHING = Reports(b"")
SCALE = 10_000
"""A percentage point, or a unit of money, in numbers of the fourth place."""
_UNKNOWN = -1
"""No figure is below 0."""
_EPOCH = Month("1900-01")
_ROW = Struct("<HQqq")


class Told(NamedTuple):
    """What was told of a month; a figure that was left out is unknown."""

    position: int
    investment: int | None
    physical: int | None


def ticks(figure: Decimal | None) -> int | None:
    """A figure as a whole number of the fourth place."""
    return None if figure is None else int(figure * SCALE)


def told(reports: Reports, month: Month, row: Told) -> Reports:
    """The reports with what was told of a month, in place of what stood there."""
    number, place = _number(month), len(reports)
    while place and _ROW.unpack_from(reports, place - _ROW.size)[0] >= number:
        place -= _ROW.size
    behind = place
    if place < len(reports) and _ROW.unpack_from(reports, place)[0] == number:
        behind += _ROW.size
    figures = (_UNKNOWN if figure is None else figure for figure in row[1:])
    return Reports(reports[:place] + _ROW.pack(number, row.position, *figures) + reports[behind:])


def back(reports: Reports, month: Month) -> Iterator[tuple[Month, Told]]:
    """What was told up to a month, the latest first."""
    number = _number(month)
    for place in range(len(reports) - _ROW.size, -1, -_ROW.size):
        of, position, investment, physical = _ROW.unpack_from(reports, place)
        if of <= number:
            yield _month(of), Told(position, _figure(investment), _figure(physical))


def at(reports: Reports, month: Month) -> Told | None:
    """What was told of this very month; None where it was not reported."""
    of, row = next(back(reports, month), ("", None))
    return row if of == month else None


def latest(reports: Reports, month: Month) -> tuple[int | None, int | None]:
    """The last investment and the last physical progress that were told up to a month."""
    investment: int | None = None
    physical: int | None = None
    for _, row in back(reports, month):
        investment = row.investment if investment is None else investment
        physical = row.physical if physical is None else physical
        if investment is not None and physical is not None:
            break
    return investment, physical


def _figure(packed: int) -> int | None:
    return None if packed == _UNKNOWN else packed


@lru_cache(4096)
def _number(month: Month) -> int:
    return months_between(_EPOCH, month)


@lru_cache(4096)
def _month(number: int) -> Month:
    return month_after(_EPOCH, number)
