"""`docs/indicators.md` is right: its story is told to scoring, and every row of its tables is compared."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from services.scoring.indicators import INDICATORS, UNITS
from shared.catalogue import DEFINITIONS, Fact
from shared.catalogue.scoring import CardIssued
from tests.scoring.books import HANTING
from tests.scoring.story import Log, adopted

PAGE = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")
LEFT_OUT = {
    "accepted_by": "C",
    "approved_on": "2026-03-01",
    "approver": "A",
    "category": "industry",
    "code": "K",
    "confirmed_by": "D",
    "district": "模拟区",
    "district_en": "Simulated",
    "entered_by": "S",
    "finding": "F",
    "findings": "F",
    "guaranteed_by": "G",
    "heard": "U",
    "heard_on": "2026-06-01",
    "inspectors": ["V"],
    "investment_target": 10_000,
    "lead_official": "L",
    "money_unit": "CNY-10k",
    "name": "N",
    "owner": "O",
    "projects": 2,
    "proof": "seen",
    "raised_by": "B",
    "reason": "because",
    "requested_by": "R",
    "responsible_unit": "U",
    "solved_by": "B",
    "task_force": "T",
    "title": "blocked",
    "to_commission": 1,
    "to_speed_up": 1,
    "triaged_by": "Z",
}
"""Names and reasons that the page leaves out: no indicator looks at them."""


def story() -> Iterator[Fact]:
    """The facts of the page: a name and TOML on a line, continued on indented ones."""
    (block,) = re.findall(r"```story\n(.*?)```", PAGE, re.DOTALL)
    for line in filter(None, re.sub(r"\n +", " ", block).split("\n")):
        name, _, told = line.partition(" ")
        cls = DEFINITIONS[name].cls
        known = {key: value for key, value in LEFT_OUT.items() if key in {field.name for field in fields(cls)}}
        yield TypeAdapter(cls).validate_python(known | tomllib.loads(f"x = {{{told.strip()}}}")["x"])


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    (section,) = re.findall(rf"^##+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    table = [line for line in section.split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


@cache
def cards() -> dict[tuple[str, str], CardIssued]:
    log = Log(adopted(HANTING, "hanting-2025.2"), *story())
    log.settle()
    return {(card.project, card.month): card for card in log.cards}


def shown(value: Any) -> str:
    """A figure as the page writes it."""
    return "unknown" if value is None else f"{value.normalize():f}"


INDICATOR_ROWS = [(name, *row[:3]) for name in INDICATORS for row in rows(f"`{name}`")]


@pytest.mark.parametrize(("indicator", "project", "month", "value"), INDICATOR_ROWS)
def test_indicator(indicator: str, project: str, month: str, value: str) -> None:
    found = {told.indicator: told.value for told in cards()[project, month].inputs}
    assert value == shown(found[indicator])


@pytest.mark.parametrize("row", rows("Points under `hanting`"), ids=lambda row: " ".join(row[:2]))
def test_card(row: list[str]) -> None:
    card = cards()[row[0], row[1]]
    spoke = ", ".join(finding.rule for finding in (*card.vetoes, *card.caps))
    exempted = ", ".join(removed.effect for removed in card.exemptions)
    assert row == [
        card.project,
        card.month,
        *(shown(earned.points) for earned in card.points),
        shown(card.score),
        card.card,
        spoke,
        exempted,
    ]


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_is_worked(indicator: str) -> None:
    assert 2 <= len(rows(f"`{indicator}`"))


def test_every_card_is_worked() -> None:
    assert sorted(cards()) == sorted((row[0], row[1]) for row in rows("Points under `hanting`"))


def test_the_table_of_all_indicators_holds_each_with_its_unit() -> None:
    assert [(f"`{name}`", str(unit)) for name, unit in UNITS.items()] == [
        (row[0], row[2]) for row in rows("All of them")
    ]
    assert all(all(row) for row in rows("All of them"))


def test_every_heading_of_an_indicator_is_one() -> None:
    assert list(INDICATORS) == re.findall(r"^### `(.*)`$", PAGE, re.MULTILINE)
