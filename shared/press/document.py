"""A document: what a paper says, in one language and in order, before it is set in any form.

        paper (values) ──► compose ──► Document ──► terminal, Markdown, HTML, XLSX, PDF

Renderers know documents, and nothing of projects or cards' meaning; composers know papers, and nothing of forms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.catalogue.values import Card
from shared.language import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as it is shown: its colour, and its word in the reader's language; never the colour alone."""

    card: Card
    word: str


Cell = str | int | Decimal | date | Shown | tuple[Shown | None, ...] | None
"""What a table holds in one place; None is unknown and shown as a dash. A tuple is a strip: one card a slot."""


class Kind(StrEnum):
    """How a column is set."""

    TEXT = "text"
    WHOLE = "whole"
    """Whole numbers, to the right."""
    POINTS = "points"
    """Two decimals, to the right."""
    MONEY = "money"
    """Thousands apart, two decimals, to the right."""
    EXACT = "exact"
    """Thousands apart, to its last place, to the right: what others go on to reckon with."""
    PERCENT = "percent"
    """A share, 0.9 shown as 90.0%, to the right."""
    CHANGE = "change"
    """With its sign, to the right; whole, or with two decimals."""
    DAY = "day"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    kind: Kind = Kind.TEXT
    share: int = 1
    """How much of the width that is left a text takes, against other texts; all else takes what it needs."""
    slots: tuple[str, ...] = ()
    """What stands above each card of a strip, such as the months."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    """What stands there when there are no rows."""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Points, one below the other."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure with its name, and a word on it."""

    name: str
    value: Cell
    kind: Kind = Kind.WHOLE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures side by side."""

    figures: tuple[Figure, ...]


class Shape(StrEnum):
    """Shapes of charts."""

    COLUMNS = "columns"
    STACKED = "stacked"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value for each category, or none."""

    name: str
    values: tuple[Decimal | int | None, ...]
    card: Card | None = None
    """Where it counts cards of a colour: shown in that colour."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over the same categories."""

    title: str
    shape: Shape
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


Block = Paragraph | Listing | Figures | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper, ready to be set."""

    language: Language
    issuer: str
    """Who issues it: it stands above the title."""
    title: str
    period: str
    """What it covers, in words."""
    notice: str
    """What must be said above everything, such as that the data are simulated; empty where nothing must."""
    sections: tuple[Section, ...]
    issued_on: date | None
    """The day it is made out on; none where the log knows no day."""
    vouched: tuple[str, ...]
    """Lines at its foot: log position, rulebook edition, digest."""


def sections(*parts: Section | None) -> tuple[Section, ...]:
    """The sections that have something to say."""
    return tuple(part for part in parts if part and part.blocks)


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], empty: str = "", caption: str = "") -> Table:
    """A table from any sequences."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), empty, caption)
