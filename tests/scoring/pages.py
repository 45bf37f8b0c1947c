"""Pages with worked examples: the facts that a page tells in its `story` block, and the rows of its tables."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

from pydantic import TypeAdapter

from shared.catalogue import DEFINITIONS, Fact

DOCS = Path(__file__).parents[2] / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def story(page: str, left_out: Mapping[str, object]) -> Iterator[Fact]:
    """The facts of a page: a name and TOML on a line, continued on indented ones; `left_out` fills what is not told."""
    (block,) = re.findall(r"```story\n(.*?)```", page, re.DOTALL)
    for line in filter(None, re.sub(r"\n +", " ", block).split("\n")):
        name, _, told = line.partition(" ")
        cls = DEFINITIONS[name].cls
        known = {key: value for key, value in left_out.items() if key in {field.name for field in fields(cls)}}
        yield TypeAdapter(cls).validate_python(
            known | tomllib.loads(f"x = {{{told.strip()}}}", parse_float=Decimal)["x"]
        )


def tables(page: str, heading: str) -> list[list[list[str]]]:
    """The tables under a heading: of each its rows, without the head."""
    (section,) = re.findall(rf"^##+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", page, re.DOTALL | re.MULTILINE)
    blocks = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()[2:]] for block in blocks
    ]


def shown(value: Decimal | None) -> str:
    """A figure as a page writes it where it is worked by hand."""
    return "unknown" if value is None else f"{value.normalize():f}"
