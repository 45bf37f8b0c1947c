"""Papers in a terminal and in Markdown: in both languages, against the texts in `rendered/`."""

from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from shared.language import Language
from shared.press import markdown, terminal
from shared.press.document import Block, Column, Document, Kind, Paragraph, Section, table
from tests.shared.press.sample import HOSTILE, bare, sample

RENDERED = Path(__file__).parent / "rendered"
FEW = 5


def of(block: Block) -> Document:
    """A document with one block."""
    return Document(Language.ENGLISH, "i", "t", "p", "", (Section("s", (block,)),), None, ())


def printed(document: Document, width: int = 80, *, colours: bool = False) -> str:
    """What a terminal of this width shows, or a file holds."""
    file = StringIO()
    console = Console(file=file, width=width, force_terminal=colours, color_system="truecolor" if colours else None)
    console.print(terminal.render(document))
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))


@pytest.mark.parametrize("language", Language)
def test_the_terminal_reads(language: Language) -> None:
    assert (RENDERED / f"sample.{language}.txt").read_text("utf-8") == printed(sample(language, FEW))


@pytest.mark.parametrize("language", Language)
def test_markdown_reads(language: Language) -> None:
    assert (RENDERED / f"sample.{language}.md").read_text("utf-8") == markdown.render(sample(language, FEW))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(language: Language, width: int) -> None:
    assert [] == [line for line in printed(sample(language), width).split("\n") if cell_len(line) > width]


def test_colours_change_no_word() -> None:
    coloured = printed(sample(Language.CHINESE, FEW), colours=True)

    assert "\x1b[1;37;41m红牌" in coloured
    assert "\x1b[1;30;43m黄\x1b[0m\x1b[1;37;41m红\x1b[0m" in coloured
    assert printed(sample(Language.CHINESE, FEW)).split() == Text.from_ansi(coloured).plain.split()


@pytest.mark.parametrize("language", Language)
def test_a_bare_document_is_set(language: Language) -> None:
    assert "通报" in printed(bare(language))
    assert "# 通报" in markdown.render(bare(language))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (HOSTILE, r'=1+1 \#\[red\] \$x\$ \*\_\`\<b\>"\& \| ' + "\u202e" + r"\\"),
        ("- one", r"\- one"),
        ("+ one", r"\+ one"),
        ("1. one", r"1\. one"),
        ("12) one", r"12\) one"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_markdown_takes_nothing_for_its_own(written: str, expected: str) -> None:
    assert f"\n\n{expected}\n\n" in markdown.render(of(Paragraph(written)))


def test_a_table_without_rows_says_so() -> None:
    document = of(table((Column("a"), Column("b", Kind.MONEY)), (), "None this month."))

    assert "\n\nNone this month.\n\n" in markdown.render(document)
    assert "\n\nNone this month.\n" in printed(document)
