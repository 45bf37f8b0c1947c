"""Papers at first reading: what a leader looks at before anything else, narrow enough for any terminal.

Of a bulletin, how the list stands, which cards are not blue and why, and what was done about it; of the year, cards and
totals. All else is in the papers themselves.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Final

from services.scoring.assessment import Assessed, Assessment, Charged
from services.scoring.papers import bulletin_text
from services.scoring.papers.assessment import Yearly
from services.scoring.papers.words import Words
from shared.catalogue.values import Month
from shared.press.document import (
    Block,
    Cell,
    Column,
    Document,
    Kind,
    Paragraph,
    Section,
    Table,
    sections,
    table,
)

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "behind": ("unit", "streak"),
    "due process": (),
    "steps": ("decided by",),
}
"""The sections whose tables are shown, and the columns that a narrow terminal has no room for."""
NUMBER: Final = re.compile(r"^(\d+\. |[一二三四五六七八九十]+、)")


def first_read(bulletin: Document) -> Document:
    """A bulletin without its ranks, key figures and charts, and without all that says that nothing happened."""
    words = Words.of(bulletin.language, bulletin_text.TEXTS)
    wanted = {words(key): {words(column) for column in left_out} for key, left_out in TABLES.items()}
    kept = []
    for section in bulletin.sections:
        if section.heading == words("summary"):
            told = tuple(block for block in section.blocks if isinstance(block, Paragraph))
            kept.append(_unnumbered(section, told))
        elif section.heading in wanted:
            tables = (block for block in section.blocks if isinstance(block, Table) and block.rows)
            kept.append(_unnumbered(section, tuple(_narrowed(one, wanted[section.heading]) for one in tables)))
    return replace(bulletin, sections=sections(*kept))


def _narrowed(whole: Table, left_out: Set[str]) -> Table:
    """A table without some of its columns."""
    kept = [place for place, column in enumerate(whole.columns) if column.title not in left_out]
    columns = tuple(whole.columns[place] for place in kept)
    return replace(whole, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in whole.rows))


def _unnumbered(section: Section, blocks: tuple[Block, ...]) -> Section:
    return Section(NUMBER.sub("", section.heading), blocks)


def year_first_read(paper: Yearly, assessed: Assessment, words: Words) -> tuple[Section, ...]:
    """The year's ranks: every project's cards and total, the totals of units and lead officials."""
    months = tuple(paper.cards)
    strip = Column(words("cards"), Kind.CARD, slots=tuple(str(int(month[5:])) for month in months))
    rank, total = Column(words("rank"), Kind.WHOLE), Column(words("total"), Kind.POINTS)
    projects = table(
        (rank, Column(words("project")), strip, total),
        [(one.rank, words.name(one.year.name), _cards(one, months, words), one.total) for one in assessed.projects],
    )
    return sections(
        Section(words("by project"), (projects,)),
        Section(words("units"), (_charged((rank, Column(words("unit")), total), assessed.units, words),)),
        Section(
            words("officials"),
            (_charged((rank, Column(words("lead official")), total), assessed.lead_officials, words),),
        ),
    )


def _cards(found: Assessed, months: tuple[Month, ...], words: Words) -> Cell:
    cards = {card.month: card.card for card in found.year.cards}
    return words.cards(tuple(cards.get(month) for month in months))


def _charged(columns: tuple[Column, ...], charged: tuple[Charged, ...], words: Words) -> Table:
    return table(columns, [(one.rank, words.name(one.name), one.total) for one in charged])
