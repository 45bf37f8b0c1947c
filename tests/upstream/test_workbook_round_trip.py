"""Everything that can be proposed can be filled into a template, and is read back as exactly that."""

from enum import StrEnum
from pathlib import Path

import pytest

from docs.facts import values
from services.upstream.labels import LABELS, choices
from services.upstream.workbook.families import FAMILIES, KEYS, WITHOUT_A_SHEET
from services.upstream.workbook.layout import LAYOUTS
from shared.catalogue import DEFINITIONS
from shared.letters import Letter, read
from tests.samples import EVERY_FACT
from tests.upstream.workbooks import NOW, SOURCE, check, filled_with, read_book

SHEETS = [name for family in FAMILIES.values() for name in family.sheets]


def test_every_message_has_its_sheet_or_is_said_to_have_none() -> None:
    proposed = sorted(name for name, definition in DEFINITIONS.items() if definition.proposed)
    assert proposed == sorted([*SHEETS, *WITHOUT_A_SHEET])


def test_every_enumeration_that_a_message_can_name_has_its_labels() -> None:
    proposed = [definition.cls for definition in DEFINITIONS.values() if definition.proposed]
    found = {kind for kind in values(proposed) if issubclass(kind, StrEnum)}
    assert {kind: list(kind) for kind in found} == {kind: list(told) for kind, told in LABELS.items()}
    assert {kind: len(kind) for kind in found} == {kind: len(choices(kind)) for kind in found}


def test_no_two_columns_of_a_sheet_are_called_the_same() -> None:
    for sheet in (sheet for sheets in LAYOUTS.values() for sheet in sheets):
        titles = [column.title for column in sheet.columns]
        assert sorted(set(titles)) == sorted(titles), sheet.title
        assert len(sheet.title) <= 31


def test_only_what_has_details_has_keys() -> None:
    detailed = {sheet.fact for sheets in LAYOUTS.values() for sheet in sheets if sheet.detail}
    assert detailed == set(KEYS)


@pytest.mark.parametrize("name", SHEETS)
def test_a_fact_is_read_back_as_it_was_filled_in(name: str, tmp_path: Path) -> None:
    fact = EVERY_FACT[name]
    filled = read_book(filled_with([fact]), tmp_path / "book.xlsx")
    assert [] == filled.faults
    [line] = filled.lines
    assert line.message is not None
    assert line.message.body is not None
    letter = Letter(f"redcard.in.{line.message.source}.{line.message.kind}", line.message.body, 1, NOW)
    proposal = read(letter)
    assert (fact, SOURCE, SOURCE) == (proposal.fact, proposal.origin.source, proposal.origin.actor)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_whole_workbook_is_read_in_the_order_of_its_sheets(family: str, tmp_path: Path) -> None:
    facts = [EVERY_FACT[name] for name in FAMILIES[family].sheets]
    filled = read_book(filled_with(facts), tmp_path / "book.xlsx")
    assert [] == filled.faults
    bodies = [line.message.body or b"" for line in filled.lines if line.message]
    assert facts == [
        check(DEFINITIONS[name].message, body).fact for name, body in zip(FAMILIES[family].sheets, bodies, strict=True)
    ]
    assert [[line] for line in filled.lines] == filled.waves()
