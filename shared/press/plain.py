"""A document as plain data, which the templates of HTML and PDF read: its values set as text, its cards as objects.

A template gets data and never markup, so that nothing a person wrote can become markup.
"""

from dataclasses import asdict
from math import ceil
from typing import Any, Final, assert_never

from shared.language import Language
from shared.press.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figures,
    Kind,
    Listing,
    Paragraph,
    Series,
    Shown,
    Table,
)
from shared.press.scale import scale
from shared.press.setting import RIGHT, WORDS, day, shown, sign, told
from shared.press.widths import title, widths

_CENTRED: Final = frozenset({Kind.DAY, Kind.CARD})


def plain(document: Document) -> dict[str, Any]:
    """A document as dicts, lists, texts and numbers."""
    words = WORDS[document.language]
    issued = document.issued_on
    return {
        "language": document.language.value,
        "issuer": document.issuer,
        "title": document.title,
        "period": document.period,
        "notice": document.notice,
        "sections": [
            {"heading": section.heading, "blocks": [_block(block, document.language) for block in section.blocks]}
            for section in document.sections
        ],
        "issued_on": day(issued, document.language) if issued else "",
        "issued_iso": issued.isoformat() if issued else "",
        "vouched": list(document.vouched),
        "words": asdict(words),
    }


def _block(block: Block, language: Language) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"type": "paragraph", "text": block.text}
        case Listing():
            return {"type": "listing", "points": list(block.points)}
        case Figures():
            figures = [
                {"name": figure.name, "value": _cell(figure.value, figure.kind), "note": figure.note}
                for figure in block.figures
            ]
            return {"type": "figures", "figures": figures, "columns": _beside(len(figures))}
        case Table():
            return {"type": "table", **_table(block)}
        case Chart():
            return {"type": "chart", **_chart(block, language)}
    assert_never(block)


def _beside(figures: int) -> int:
    """How many figures stand side by side, so that no line of them is much shorter than another."""
    lines = ceil(figures / 5)
    return ceil(figures / lines) if figures else 1


def _table(table: Table) -> dict[str, Any]:
    set_in = widths(table)
    return {
        "size": set_in.size,
        "caption": table.caption,
        "empty": table.empty,
        "named": next((at for at, column in enumerate(table.columns) if column.kind is Kind.TEXT), -1),
        "columns": [_column(column, width) for column, width in zip(table.columns, set_in.columns, strict=True)],
        "rows": [
            [_cell(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows
        ],
    }


def _column(column: Column, width: float) -> dict[str, Any]:
    align = "right" if column.kind in RIGHT else "center" if column.kind in _CENTRED else "left"
    return {
        "title": title(column, width),
        "align": align,
        "width": width,
        "text": column.kind is Kind.TEXT,
        "slots": list(column.slots),
    }


def _cell(cell: Cell, kind: Kind) -> Any:
    """A text, a card, or a list of cards."""
    match cell:
        case Shown():
            return {"card": cell.card.value, "word": cell.word}
        case tuple():
            return [
                {
                    "card": card.card.value if card else "",
                    "word": card.word if card else shown(None, kind),
                    "sign": sign(card),
                }
                for card in cell
            ]
        case _:
            return shown(cell, kind)


def _chart(chart: Chart, language: Language) -> dict[str, Any]:
    table = told(chart, language)
    return {
        "shape": chart.shape.value,
        "scale": [{"at": float(at), "text": f"{at.normalize():,f}"} for at in scale(chart)],
        "categories": list(chart.categories),
        "series": [_series(series, column) for series, column in zip(chart.series, table.columns[1:], strict=True)],
        "table": _table(table),
    }


def _series(series: Series, column: Column) -> dict[str, Any]:
    """Its values as numbers for the picture, and as text for the eye."""
    return {
        "name": series.name,
        "card": series.card.value if series.card else "",
        "values": [None if value is None else float(value) for value in series.values],
        "texts": [shown(value, column.kind) for value in series.values],
    }
