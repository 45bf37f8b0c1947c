"""A bulletin at first reading: what stays of it, and what a reader of the whole finds besides."""

from dataclasses import replace

import pytest

from services.command_line.first_reading import first_read
from services.scoring.papers.bulletin_text import TEXTS
from shared.language import Language
from shared.press.document import (
    Block,
    Chart,
    Column,
    Document,
    Figure,
    Figures,
    Paragraph,
    Section,
    Shape,
    Table,
)

TOLD = Paragraph("50 key projects")
CHART = Chart("Cards by month", Shape.STACKED, (), ())
FIGURES = Figures((Figure("Open issues", 33),))
FULL = Table((Column("Project"),), (("Cold Chain Hub",),))
EMPTY = Table((Column("Project"),), (), empty="Nobody objected.")


def bulletin(language: Language, **blocks: tuple[Block, ...]) -> Document:
    """A bulletin with these blocks in its sections, by the section's key."""
    index = list(Language).index(language)
    sections = tuple(Section(TEXTS[key.replace("_", " ")][index], given) for key, given in blocks.items())
    return Document(language, "Office", "Bulletin", "March 2025", "", sections, None, ())


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        (Language.CHINESE, ["总体情况", "红牌、黄牌项目及原因", "督办、约谈和问责"]),
        (
            Language.ENGLISH,
            ["At a glance", "Red and yellow cards, and why", "Supervision orders, interviews, accountability"],
        ),
    ],
)
def test_ranks_and_reporting_are_for_later_and_numbers_would_have_holes(
    language: Language, headings: list[str]
) -> None:
    whole = bulletin(language, summary=(TOLD,), ranking=(FULL,), behind=(FULL,), steps=(FULL,), desk=(TOLD,))

    assert headings == [section.heading for section in first_read(whole).sections]


def test_charts_figures_and_what_did_not_happen_are_left_out() -> None:
    whole = bulletin(
        Language.ENGLISH, summary=(TOLD, FIGURES, CHART), behind=(FULL,), due_process=(EMPTY, TOLD), steps=(EMPTY,)
    )

    assert [(TOLD,), (FULL,)] == [section.blocks for section in first_read(whole).sections]


def test_what_was_decided_on_objections_stays() -> None:
    whole = bulletin(Language.ENGLISH, due_process=(FULL, TOLD))

    assert [(FULL,)] == [section.blocks for section in first_read(whole).sections]


def test_of_cards_and_steps_the_columns_stay_that_a_narrow_terminal_has_room_for() -> None:
    whole = Table(
        (Column("Card"), Column("Unit"), Column("Decided by"), Column("Reason")), (("red", "a", "b", "late"),)
    )

    assert [
        Table((Column("Card"), Column("Decided by"), Column("Reason")), (("red", "b", "late"),)),
        Table((Column("Card"), Column("Unit"), Column("Reason")), (("red", "a", "late"),)),
    ] == [
        section.blocks[0]
        for section in first_read(bulletin(Language.ENGLISH, behind=(whole,), steps=(whole,))).sections
    ]


def test_all_else_stays_as_it_is() -> None:
    whole = replace(bulletin(Language.ENGLISH), notice="Simulated.", vouched=("log position 7",))

    assert whole == first_read(whole)
