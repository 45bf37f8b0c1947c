"""A document in a terminal: every colour has its word on it, so that it reads the same without colours."""

from collections.abc import Iterator
from typing import Final, assert_never

from rich.align import Align
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from shared.catalogue.values import Card
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
    Shown,
    Table,
)
from shared.press.setting import RIGHT, UNKNOWN, WORDS, aside, day, shown, sign, told
from shared.press.widths import SHORT, title
from shared.press.wrapping import Wrapped

STYLES: Final = {
    Card.BLUE: Style.parse("bold white on blue"),
    Card.YELLOW: Style.parse("bold black on yellow"),
    Card.RED: Style.parse("bold white on red"),
}


def render(document: Document) -> RenderableType:
    """The document as what rich prints."""
    return Group(*_parts(document))


def tile(card: Shown | None) -> Text:
    """A card as a coloured tile with its word on it."""
    return Text(card.word, STYLES[card.card]) if card else Text(UNKNOWN, "dim")


def _parts(document: Document) -> Iterator[RenderableType]:
    words = WORDS[document.language]
    yield Text()
    if document.notice:
        yield Align.center(Text(f"[{document.notice}]", "bold magenta"))
    yield Align.center(Text(document.issuer, "bold red"))
    yield Rule(style="red")
    yield Align.center(Text(document.title, "bold"))
    yield Align.center(Text(document.period, "cyan"))
    for section in document.sections:
        yield Padding(Text(section.heading, "bold"), (1, 0, 0, 0))
        yield from (_set(block, document.language) for block in section.blocks)
    yield Rule(style="dim")
    if document.issued_on:
        yield Text(f"{words.issued}{words.colon}{day(document.issued_on, document.language)}")
    yield from (Text(line, "dim") for line in document.vouched)


def _set(block: Block, language: Language) -> RenderableType:
    match block:
        case Paragraph():
            return Wrapped(block.text)
        case Listing():
            return Group(*(_point(point) for point in block.points))
        case Figures():
            return Columns([_figure(figure, language) for figure in block.figures], padding=(0, 3))
        case Table():
            return _table(block)
        case Chart():
            return _table(told(block, language))
    assert_never(block)


def _figure(figure: Figure, language: Language) -> Text:
    told_there = _bold(_cell(figure.value, figure.kind, 2))
    return Text.assemble((figure.name, "dim"), " ", told_there, aside(figure.note, language))


def _bold(text: Text) -> Text:
    text.stylize("bold")
    return text


def _table(table: Table) -> RenderableType:
    caption = [Text(table.caption, "italic")] if table.caption else []
    return Padding(Group(*caption, _grid(table) if table.rows else Wrapped(table.empty)), (1, 0, 0, 0))


def _grid(table: Table) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1), collapse_padding=True, header_style="bold")
    widths = [_slot(column) for column in table.columns]
    for column, width in zip(table.columns, widths, strict=True):
        slots = "".join(_right(Text(slot), width).plain for slot in column.slots)
        grid.add_column(
            Text(slots or (column.title if column.kind is Kind.TEXT else title(column, SHORT))),
            justify="right" if column.kind in RIGHT else "left",
            no_wrap=column.kind is not Kind.TEXT,
            overflow="fold",
        )
    for row in table.rows:
        columns = zip(row, table.columns, widths, strict=True)
        grid.add_row(
            *(
                Wrapped(cell) if isinstance(cell, str) else _cell(cell, column.kind, width)
                for cell, column, width in columns
            )
        )
    return grid


def _slot(column: Column) -> int:
    """How wide each card of a strip is: as its heading, and a blank before it; no less than two."""
    return 1 + max((cell_len(slot) for slot in column.slots), default=1)


def _point(point: str) -> Grid:
    """A point that hangs on its dash."""
    hanging = Grid.grid(padding=(0, 1))
    hanging.add_row("  -", Wrapped(point))
    return hanging


def _cell(cell: Cell, kind: Kind, width: int) -> Text:
    match cell:
        case Shown():
            return tile(cell)
        case tuple():
            return Text().join(_right(Text(sign(card), STYLES[card.card] if card else "dim"), width) for card in cell)
        case _:
            return Text(shown(cell, kind))


def _right(text: Text, width: int) -> Text:
    return Text(" " * (width - text.cell_len)).append_text(text)
