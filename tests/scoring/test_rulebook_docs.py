"""`docs/rulebooks.md` is right: its book holds together and gives the table it promises, and no key is left out."""

import re
from pathlib import Path

import pytest

from services.command_line import rulebook_table
from services.scoring.rulebook import Assessment, MonthRules, Override, Rulebook, parse
from services.scoring.rulebook.rules import Band, Bound, Cards, Condition, Floor, Light, Rule, Score, Streak
from services.scoring.rulebook.shelf import shelf

PAGE = (Path(__file__).parents[2] / "docs" / "rulebooks.md").read_text("utf-8")
PARTS = (Rulebook, MonthRules, Override, Assessment, Cards, Band, Condition, Score, Light, Bound, Floor, Streak)


def blocks(language: str) -> list[str]:
    """The blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_the_book_gives_the_table_that_it_promises() -> None:
    [text] = blocks("toml")
    table, judged = blocks("csv")
    assert judged == rulebook_table.apply(parse(text), rulebook_table.read(table.encode()))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_is_explained(part: type[Rule]) -> None:
    told = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`[^`\n]+`", PAGE))))
    assert set() == part.model_fields.keys() - told - {"sha256"}


def test_the_shipped_editions_are_listed() -> None:
    books = {name: parse(text) for name, text in shelf().items()}
    listed = [f"| `{name}` | `{book.edition}` | {book.valid_from} | {book.card.by} |" for name, book in books.items()]
    assert listed == re.findall(r"^\| `[a-z0-9-]+` \| `[a-z0-9.-]+` \| .*$", PAGE, re.MULTILINE)
