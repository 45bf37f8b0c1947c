"""A document in Markdown: pipe tables, and every character that Markdown would take for its own escaped."""

import re
from collections.abc import Iterator
from typing import Final, assert_never

from shared.language import Language
from shared.press.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Figures,
    Kind,
    Listing,
    Paragraph,
    Table,
)
from shared.press.setting import RIGHT, WORDS, aside, day, shown, told

_MARKS: Final = re.compile(r"[\\`*_\[\]<>#|~$&]")
"""What Markdown takes for markup anywhere."""
_BULLETS: Final = re.compile(r"^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What it takes for a list or a rule at the beginning of a line."""
_BLANK: Final = r"\_" * 12


def render(document: Document) -> str:
    """The document as Markdown text."""
    return "\n\n".join(_parts(document)) + "\n"


def _parts(document: Document) -> Iterator[str]:
    words = WORDS[document.language]
    if document.notice:
        yield f"> **{_inline(document.notice)}**"
    yield _text(document.issuer)
    yield f"# {_inline(document.title)}"
    yield f"**{_inline(document.period)}**"
    for section in document.sections:
        yield f"## {_inline(section.heading)}"
        for block in section.blocks:
            yield from _set(block, document.language)
    yield "---"
    yield _text(document.issuer)
    yield f"{words.signed}{words.colon}{_BLANK}"
    yield f"{words.issued}{words.colon}{day(document.issued_on, document.language) if document.issued_on else _BLANK}"
    if document.vouched:
        yield "\n".join(f"- {_text(line)}" for line in document.vouched)


def _set(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _text(block.text)
        case Listing():
            yield "\n".join(f"- {_text(point)}" for point in block.points)
        case Figures():
            yield "\n".join(_figure(figure, language) for figure in block.figures)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _table(told(block, language))
        case _:
            assert_never(block)


def _figure(figure: Figure, language: Language) -> str:
    note = aside(_inline(figure.note), language)
    return f"- {_inline(figure.name)}{WORDS[language].colon}**{_cell(figure.value, figure.kind)}**{note}"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"**{_inline(table.caption)}**"
    if not table.rows:
        yield _text(table.empty)
        return
    lines = [
        [_head(column) for column in table.columns],
        ["---:" if column.kind in RIGHT else "---" for column in table.columns],
        *([_cell(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows),
    ]
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _head(column: Column) -> str:
    """A strip says in its heading from which slot to which it goes."""
    slots = f" {column.slots[0]}-{column.slots[-1]}" if column.slots else ""
    return _inline(f"{column.title}{slots}")


def _cell(cell: Cell, kind: Kind) -> str:
    return _inline(cell) if isinstance(cell, str) else shown(cell, kind)


def _text(text: str) -> str:
    """A text that begins a line."""
    return _BULLETS.sub(_escaped, _inline(text))


def _inline(text: str) -> str:
    """A text in one line, whatever it holds."""
    return _MARKS.sub(_escaped, " ".join(text.split()))


def _escaped(mark: re.Match[str]) -> str:
    return f"\\{mark.group()}"
