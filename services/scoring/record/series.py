"""Series: rows of figures by month, packed, so that a hundred thousand projects with all their months fit in memory.

A row has the same columns every month; each figure is an exact decimal of at most 4 places, or unknown. A series never
changes: `with_row` gives another one.

    month     investment  physical
    2026-01          200         5
    2026-02            -         -     a row of unknowns is a month of which nothing was told
    2026-03          900         -
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from struct import Struct

from shared.catalogue.values import Month, month_after, months_between

Figure = Decimal | None
"""An exact number, or unknown, which is not 0."""
Row = tuple[Figure, ...]
SCALE = Decimal(10_000)
"""Money is told to 4 places, percents to 2: a figure is kept as a whole number of the fourth place, 64 bits wide."""
UNKNOWN = -1
"""No figure is below 0."""
_EPOCH = Month("1900-01")
_STRUCTS = tuple(Struct(f"<{columns}q") for columns in range(6))


@dataclass(frozen=True, slots=True)
class Series:
    """Rows of figures from a first month on."""

    columns: int
    first: int = 0
    packed: bytes = b""

    def at(self, month: Month) -> Row:
        """What was told of this very month."""
        index = _number(month) - self.first
        return self._row(index) if 0 <= index < len(self) else (None,) * self.columns

    def latest(self, month: Month) -> Row:
        """Each column's last figure up to a month, this one included."""
        index = self._last_index(month)
        if index < 0:
            return (None,) * self.columns
        row = self._ticks(index)
        while UNKNOWN in row and index:
            index -= 1
            row = tuple(old if new == UNKNOWN else new for new, old in zip(row, self._ticks(index), strict=True))
        return _figures(row)

    def last(self, month: Month, column: int) -> tuple[Month, Decimal] | None:
        """A column's last figure up to a month, and the month of which it was told."""
        for index in range(self._last_index(month), -1, -1):
            ticks = self._ticks(index)[column]
            if ticks != UNKNOWN:
                return _month(self.first + index), Decimal(ticks) / SCALE
        return None

    def silence(self, month: Month) -> int | None:
        """How many months before a month anything was told last: 0 where of this one; None where nothing was."""
        number = _number(month)
        for index in range(self._last_index(month), -1, -1):
            if max(self._ticks(index)) > UNKNOWN:
                return number - self.first - index
        return None

    def back(self, month: Month) -> Iterator[tuple[int, ...]]:
        """Rows in which anything was told, up to a month, latest first; figures in units of the fourth place."""
        for index in range(self._last_index(month), -1, -1):
            row = self._ticks(index)
            if max(row) > UNKNOWN:
                yield row

    def with_row(self, month: Month, row: Sequence[Figure]) -> "Series":
        """The series with another row of a month."""
        number = _number(month)
        struct = _STRUCTS[self.columns]
        added = struct.pack(*[UNKNOWN if figure is None else int(figure * SCALE) for figure in row])
        if not self.packed:
            return Series(self.columns, number, added)
        gap = struct.pack(*[UNKNOWN] * self.columns)
        if number < self.first:
            return Series(self.columns, number, added + gap * (self.first - number - 1) + self.packed)
        start = (number - self.first) * struct.size
        before = self.packed[:start] + gap * ((start - len(self.packed)) // struct.size)
        return Series(self.columns, self.first, before + added + self.packed[start + struct.size :])

    def __len__(self) -> int:
        """Months from the first to the last."""
        return len(self.packed) // (8 * self.columns)

    def __iter__(self) -> Iterator[tuple[Month, Row]]:
        """Every month of which anything was told, in order."""
        for index in range(len(self)):
            row = self._row(index)
            if any(figure is not None for figure in row):
                yield _month(self.first + index), row

    def _last_index(self, month: Month) -> int:
        """Where the row of a month stands, or the last one before it; below 0 where there is none."""
        index, last = _number(month) - self.first, len(self.packed) // (8 * self.columns) - 1
        return index if index < last else last

    def _ticks(self, index: int) -> tuple[int, ...]:
        struct = _STRUCTS[self.columns]
        return struct.unpack_from(self.packed, index * struct.size)

    def _row(self, index: int) -> Row:
        return _figures(self._ticks(index))


def _figures(row: tuple[int, ...]) -> Row:
    return tuple([None if ticks == UNKNOWN else Decimal(ticks) / SCALE for ticks in row])


@lru_cache(4096)
def _number(month: Month) -> int:
    return months_between(_EPOCH, month)


@lru_cache(4096)
def _month(number: int) -> Month:
    return month_after(_EPOCH, number)
