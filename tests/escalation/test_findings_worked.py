"""`docs/findings.md` is right: its story is told to the watch, and every row of its tables is compared."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from services.escalation.findings import Watch
from services.escalation.findings.signs import FAULT_OF
from shared.catalogue import DEFINITIONS, Fact
from tests.escalation.observed import LADDER, card
from tests.escalation.watching import Log

PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
LEFT_OUT: dict[str, Any] = {
    "announced_on": "2026-02-20",
    "category": "industry",
    "inspectors": ["V"],
    "investment_target": 1000,
    "money_unit": "CNY-10k",
    "projects": 1,
    "set_by": 4,
    "to_commission": 0,
    "to_speed_up": 0,
}
"""What the page leaves out besides names and reasons: nothing of it is looked at."""


def story() -> Iterator[Fact]:
    """The facts of the page: position, name and TOML on a line, continued on indented ones."""
    (block,) = re.findall(r"```story\n(.*?)```", PAGE, re.DOTALL)
    for number, line in enumerate(filter(None, re.sub(r"\n +", " ", block).split("\n")), 1):
        position, name, told = line.split(maxsplit=2)
        assert str(number) == position
        cls = DEFINITIONS[name].cls
        wanted = [field.name for field in fields(cls) if field.default is MISSING]
        known = {key: LEFT_OUT.get(key, "left out") for key in wanted}
        if name == "card.issued":
            known = {key: getattr(card("2026-01"), key) for key in wanted}
        yield TypeAdapter(cls).validate_python(known | tomllib.loads(f"x = {{{told}}}")["x"])


def rows(head: str) -> list[list[str]]:
    """The rows of the table that begins with a cell."""
    (table,) = re.findall(rf"^\| {head} \|.*?(?=^[^|])", PAGE, re.DOTALL | re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().split("\n")[2:]]


def test_the_story_finds_what_the_page_says() -> None:
    watch = Watch()
    for logged in Log(*story()).entries:
        watch.evolve(logged, LADDER, None)
    assert [row[:4] for row in rows("month")] == [
        [finding.month, finding.fault, seen.sign, ", ".join(map(str, seen.evidence))]
        for finding, _ in watch.due()
        for seen in finding.signs
    ]


def test_every_sign_has_its_row() -> None:
    fault, told = "", {}
    for row in rows("fault"):
        fault = row[0].split(" ")[0] or fault
        told[row[1].strip("`")] = fault
    assert {str(sign): str(of) for sign, of in FAULT_OF.items()} == told
