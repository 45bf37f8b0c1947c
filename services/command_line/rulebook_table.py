"""A rulebook applied to a table: each row a project by its indicators, each light, the score and the card beside it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.scoring.indicators import Figure
from services.scoring.monthly_card import Inputs, Judgement, judge_all
from services.scoring.rulebook import Rulebook
from services.scoring.rulebook.rules import AFTER_SCORING, Light
from shared.catalogue.values import Category

BOM: Final = "\ufeff"
DIGITS: Final = 28
"""More than this, and arithmetic would not be exact."""
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


class TableError(Exception):
    """A table that the book cannot be applied to; the text says where and what to do."""


@dataclass(frozen=True, slots=True)
class TableOfRows:
    """A table as it was read: every cell as it stands."""

    header: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    """Each with the line on which it ends."""
    marked: bool
    """Whether it begins with the mark by which spreadsheets know UTF-8."""


def read(content: bytes) -> TableOfRows:
    """Read CSV in UTF-8, with or without the mark of it."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TableError(f"line {line} is not UTF-8: save the table as CSV in UTF-8") from error
    reader = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise TableError(f"line {reader.line_num} is not CSV: {error}") from error
    if not header:
        raise TableError("the table is empty: its first line names the columns")
    if twice := [name for name, count in Counter(header).items() if count > 1]:
        raise TableError(f"column {twice[0]!r} stands there more than once")
    for line, row in rows:
        if len(row) != len(header):
            raise TableError(f"line {line} has {len(row)} cells, and the header names {len(header)} columns")
    return TableOfRows(header, rows, text.startswith(BOM))


def apply(book: Rulebook, table: TableOfRows) -> str:
    """The table with the book's lights, labels, score and card added, as CSV."""
    added = _columns(book)
    if taken := [name for name in added if name in table.header]:
        raise TableError(f"the table has a column {taken[0]!r} already, and the book would add it: rename it")
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*table.header, *added])
    for (_, row), (inputs, judgement) in zip(table.rows, judge_all(book, _inputs(book, table)), strict=True):
        writer.writerow([*row, *_cells(book, inputs, judgement)])
    return written.getvalue()


def _inputs(book: Rulebook, table: TableOfRows) -> list[Inputs]:
    """A project for each row; it has no month before it, so no streak."""
    wanted = sorted(book.indicators.difference(AFTER_SCORING))
    places = {name: table.header.index(name) for name in wanted if name in table.header}
    if not places:
        raise TableError(
            f"no column is named as an indicator of {book.edition}: name those that you have {', '.join(wanted)}"
        )
    return [
        Inputs(
            project=str(line),
            category=Category.INDUSTRY,
            values={name: _figure(row[place], line, name) for name, place in places.items()},
            previous=None,
        )
        for line, row in table.rows
    ]


def _figure(cell: str, line: int, column: str) -> Figure:
    """An exact decimal; an empty cell is unknown."""
    told = cell.strip()
    if not told:
        return None
    place = f"line {line}, column {column}: {told[:40]!r}"
    if not _NUMBER.fullmatch(told):
        raise TableError(
            f"{place} is not a number: write digits with a decimal point, no unit and no separators; "
            "leave the cell empty where the figure is unknown"
        )
    figure = Decimal(told)
    _, digits, exponent = figure.as_tuple()
    if len(digits) > DIGITS or not isinstance(exponent, int) or abs(exponent) > DIGITS:
        raise TableError(f"{place} has more than {DIGITS} digits")
    return figure


def _columns(book: Rulebook) -> list[str]:
    lights = [name for light in book.light for name in _columns_of(light)]
    return [*lights, *(["score"] if book.score else []), "card"]


def _columns_of(light: Light) -> Iterator[str]:
    yield f"{light.name}_light"
    if _labelled(light):
        yield f"{light.name}_label"


def _cells(book: Rulebook, inputs: Inputs, judgement: Judgement) -> Iterator[str]:
    shining = {finding.rule: finding.card for finding in judgement.lights}
    for light in book.light:
        yield shining.get(light.name, "")
        if _labelled(light):
            value = inputs.values.get(light.indicator) if light.name in shining else None
            yield "" if value is None else light.band_of(value).label or ""
    if judgement.score is not None:
        yield f"{judgement.score:f}"
    yield judgement.card


def _labelled(light: Light) -> bool:
    return any(band.label for band in light.band)
