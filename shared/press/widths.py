"""Widths: how the columns of a table share a page, told by what stands in them.

Numbers, days and cards take what they need. Texts share what is left: whoever needs no more than its share gets what it
needs, and what it leaves goes to the others; nobody gets less than its longest word. A table that has too much to say
is set in smaller type.
"""

from dataclasses import dataclass
from math import ceil, floor
from textwrap import fill
from typing import Final
from unicodedata import east_asian_width

from shared.press.document import Cell, Column, Kind, Shown, Table
from shared.press.setting import shown

PAGE: Final = 106
"""How wide a page is in the type of a table, in halves of a Chinese character."""
LETTER: Final = 1.1
"""How wide any other letter is, by and large."""
GAP: Final = 2
"""What stays free beside a column."""
SLOT: Final = 3.4
"""What a card of a strip takes."""
MARGIN: Final = 2
"""What a card takes beside its word."""
SHORT: Final = 6
"""How long a title may be before it is set in two lines."""
LEAST: Final = 4
"""What a column gets however little there is in it."""
LONGEST: Final = 32
"""How long a text may be before it goes on in another line, rather than in smaller type."""
UNBROKEN: Final = 18
"""How long a word may be before it is broken."""
SMALLEST: Final = 0.8
"""Of the usual size of type; what is smaller is hard to read, and better than what runs off the page."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How a table is set."""

    size: float
    """Of its type, as a share of the usual one."""
    columns: tuple[float, ...]
    """How wide each column is."""


def widths(table: Table) -> Widths:
    """The widths of a table's columns, and the size of type in which they go on a page."""
    needs = [_need(table, number, column) for number, column in enumerate(table.columns)]
    texts = {number: column.share for number, column in enumerate(table.columns) if column.kind is Kind.TEXT}
    least = {number: _longest_word(table, number) for number in texts}
    wanted = sum(min(need, LONGEST) + GAP for need in needs)
    narrowest = sum(least.get(number, need) + GAP for number, need in enumerate(needs))
    size = floor(100 * min(1, max(SMALLEST, PAGE / wanted), PAGE / narrowest)) / 100
    left = PAGE / size - GAP * len(needs) - sum(need for number, need in enumerate(needs) if number not in texts)
    while texts:
        fair = {number: share * left / sum(texts.values()) for number, share in texts.items()}
        settled = {number: needs[number] for number in texts if needs[number] <= fair[number]} or {
            number: least[number] for number in texts if least[number] > fair[number]
        }
        for number, width in (settled or fair).items():
            needs[number] = width
            left -= width
            del texts[number]
    return Widths(size, tuple(round(need, 1) for need in needs))


def _need(table: Table, number: int, column: Column) -> float:
    """What the widest cell of a column takes; its title may take two lines, but breaks no word."""
    if column.slots:
        return SLOT * len(column.slots)
    head = _width(column.title)
    lines = head if head <= SHORT else ceil(head / 2)
    return max([lines, _longest_word(table, number), *(_cell(row[number], column.kind) for row in table.rows)])


def _cell(cell: Cell, kind: Kind) -> float:
    if isinstance(cell, tuple):
        return SLOT * len(cell)
    return _width(shown(cell, kind)) + (MARGIN if isinstance(cell, Shown) else 0)


def title(column: Column, width: float) -> str:
    """A column's title, parted in two where it is too long for one line."""
    told = column.title
    if _width(told) <= width:
        return told
    half = ceil(len(told) / 2)
    if told.isascii():
        return fill(told, max(half + 1, *map(len, told.split())))
    at = told.find("（")
    at = at if at > 0 else half
    return f"{told[:at]}\n{told[at:]}"


def _longest_word(table: Table, number: int) -> float:
    """What the longest word of a column takes; Chinese is broken anywhere."""
    texts = [table.columns[number].title, *(cell for row in table.rows if isinstance(cell := row[number], str))]
    words = (word for text in texts for word in text.split() if word.isascii())
    return min(UNBROKEN, max(map(_width, words), default=LEAST))


def _width(text: str) -> float:
    return sum(2 if east_asian_width(letter) in "WF" else LETTER for letter in text)
