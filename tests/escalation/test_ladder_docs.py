"""`docs/ladder.md` is right: its ladder reads as it promises and is refused as it promises, and no key is left out."""

import re
from pathlib import Path

import pytest
from rich.console import Console

from services.command_line.ladder_text import Reader
from services.command_line.linting import told
from services.escalation.ladder import (
    Clocks,
    Deciders,
    Findings,
    Issues,
    Ladder,
    Level,
    Part,
    Recovery,
    Rule,
    Rung,
    parse,
    read,
)
from services.escalation.ladder.shelf import shelf
from shared.catalogue.escalation import Trigger
from shared.catalogue.intake import IssueLevel
from shared.language import Language

PAGE = (Path(__file__).parents[2] / "docs" / "ladder.md").read_text("utf-8")
PARTS = (Ladder, Deciders, Clocks, Recovery, Rule, Issues, Level, Findings)


def blocks(language: str) -> list[str]:
    """The blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_the_ladder_reads_as_promised() -> None:
    text, _ = blocks("toml")
    console = Console(width=120, highlight=False)
    with console.capture() as captured:
        console.print(Reader(Language.ENGLISH).read(parse(text)))
    shown = [line.rstrip() for line in captured.get().splitlines() if not line.startswith("SHA-256")]
    assert blocks("text")[0].splitlines() == shown


def test_what_is_added_is_refused_as_promised() -> None:
    text, added = blocks("toml")
    found = read(text.replace("[issues]", f"{added}\n[issues]"))
    assert isinstance(found, list)
    shown = [told(each.field.removeprefix("data.text:"), each.value, each.rule) for each in found]
    assert blocks("text")[1].splitlines() == shown


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_is_explained(part: type[Part]) -> None:
    assert set() == part.model_fields.keys() - explained() - {"sha256", "rule", "decided_by", "clocks", "recovery"}


@pytest.mark.parametrize("values", [Trigger, Rung, IssueLevel], ids=lambda values: values.__name__)
def test_every_value_is_explained(values: type[Trigger | Rung | IssueLevel]) -> None:
    assert set() == {*values} - explained()


def explained() -> set[str]:
    return set(re.findall(r"[a-z_0-9-]+", " ".join(re.findall(r"`[^`\n]+`", PAGE))))


def test_the_shipped_editions_are_listed() -> None:
    ladders = {name: parse(text) for name, text in shelf().items()}
    listed = [
        f"| `{name}` | `{ladder.edition}` | {ladder.valid_from} | {len(ladder.rule)} |"
        for name, ladder in ladders.items()
    ]
    assert listed == re.findall(r"^\| `[a-z0-9-]+` \| `[a-z0-9.-]+` \| \d{4}.*$", PAGE, re.MULTILINE)
