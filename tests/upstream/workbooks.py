"""Workbooks that an office might have filled in: facts written into the cells of a template, as a person would."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from services.upstream.labels import LABELS
from services.upstream.workbook.drawing import draw
from services.upstream.workbook.families import FAMILIES, Family
from services.upstream.workbook.files import open_template
from services.upstream.workbook.layout import LAYOUTS, Sheet
from services.upstream.workbook.reading import Filled, Sender, read_filled
from shared.catalogue import Fact, definition_of
from shared.letters import Letter, Proposal, read

SOURCE = "industry-bureau"
NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)


def family_of(fact: Fact) -> Family:
    """The family that has a sheet for a fact."""
    name = definition_of(fact).name
    return next(family for family in FAMILIES.values() if name in family.sheets)


def filled_with(facts: Iterable[Fact]) -> Workbook:
    """A template with facts of one family written into it."""
    facts = list(facts)
    family = family_of(facts[0])
    book = draw(family, SOURCE)
    for fact in facts:
        name = definition_of(fact).name
        for sheet in (sheet for sheet in LAYOUTS[family.name] if sheet.fact == name):
            for part in getattr(fact, sheet.detail) if sheet.detail else [fact]:
                append(book, sheet, fact, part)
    return book


def append(book: Workbook, sheet: Sheet, fact: Fact, part: Any) -> None:
    """Write one row at the end of a sheet."""
    page = book[sheet.title]
    row = page.max_row + 1
    for number, column in enumerate(sheet.columns, start=2):
        whole = column.field.startswith("data.")
        value = getattr(fact if whole else part, column.name, None) if whole or sheet.detail else None
        if value is not None and value != ():
            page.cell(row, number, typed(value))


def typed(value: Any) -> Any:
    """A value as a person types it."""
    if isinstance(value, tuple):
        return "\n".join(typed(item) for item in value) + ("\n" if len(value) == 1 else "")
    if isinstance(value, StrEnum):
        return LABELS[type(value)][value]
    if isinstance(value, bool):
        return "是" if value else "否"
    return float(value) if isinstance(value, Decimal) else value


def check(kind: str, body: bytes) -> Proposal:
    """Read a message as the door would at noon of the first of July."""
    return read(Letter(f"redcard.in.{SOURCE}.{kind}", body, 1, NOW))


def read_book(book: Workbook, path: Path, actor: str = "") -> Filled:
    """Save a workbook and read it from its file."""
    book.save(path)
    opened = open_template(path)
    assert SOURCE == opened.source
    return read_filled(opened.grids, LAYOUTS[opened.family.name], Sender(SOURCE, actor or opened.actor), check)


def comments(path: Path) -> dict[tuple[str, str], str]:
    """Every comment of a workbook by sheet and cell."""
    book = load_workbook(path)
    return {
        (page.title, cell.coordinate): cell.comment.text
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.comment is not None
    }
