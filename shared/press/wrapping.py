"""Wrapping of Chinese and Latin text in a terminal: no number or word is broken, and no line begins with a comma."""

import re
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

OPENING: Final = "（《“‘"
CLOSING: Final = "，。；：、！？）》”’"
PIECE: Final = re.compile(rf" +|[{OPENING}]*(?:[!-~]+|[^ ])[{CLOSING}]*")
"""What stays together: blanks; a word; or one wide character; each with the marks that belong to it."""
WIDEST: Final = 16
"""A piece that is wider may be broken."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text that wraps where it is put."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text("\n".join(wrapped(self.text, options.max_width)), no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        least = max((cell_len(piece) for piece in PIECE.findall(self.text)), default=0)
        most = max(map(cell_len, self.text.split("\n")))
        return Measurement(min(least, WIDEST), most).with_maximum(options.max_width)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines no wider than this."""
    return [line for part in text.split("\n") for line in _lines(part, width)]


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in PIECE.findall(text):
        if cell_len(lines[-1]) + cell_len(piece) <= width:
            lines[-1] += piece
        elif cell_len(piece) <= width:
            lines.append(piece.lstrip())
        else:
            lines += chop_cells(piece, width)
    return [line.rstrip() for line in lines if line] or [""]
