"""What is said of indicators: each has a formula, a unit, a source, and the facts that it is made from."""

import inspect
import re

import pytest

from services.scoring.indicators import INDICATORS, READS, UNITS, Figure, measure
from shared.catalogue import DEFINITIONS, Fact
from shared.catalogue.fact import definition_of
from shared.catalogue.intake import ProgressReported, ReportCorrected
from shared.catalogue.values import Factor, Month
from tests.scoring import sightings
from tests.scoring.story import (
    Log,
    accepted,
    closed,
    contest_opened,
    corrected,
    opened,
    raised,
    reached,
    registered,
    reopened,
    reported,
    revised,
    solved,
    triaged,
)


@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_says_its_formula_its_unit_and_its_source(name: str) -> None:
    said = inspect.getdoc(INDICATORS[name]) or ""
    assert [str(UNITS[name])] == re.findall(r"^Unit: (.*?)\. Source: \S", said, re.MULTILINE)
    assert not said.startswith("Unit")


@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_reads_facts_of_the_catalogue(name: str) -> None:
    assert READS[name]
    assert len(READS[name]) == len(set(READS[name]))
    assert set(READS[name]) <= {definition.cls for definition in DEFINITIONS.values()}


STORY: tuple[Fact, ...] = (
    registered(
        target="600",
        cost="800",
        plan={"2026-01": "100", "2026-02": "300"},
        physical={"2026-01": "10", "2026-02": "30"},
        milestones={"started": "2026-02-10", "completed": "2026-10-31"},
        factors=(Factor.LAND, Factor.PERMITS),
    ),
    reported("2026-01", investment="90", physical="9", paid="40", cost="900", completion="2026-12-31"),
    opened("2026-02"),
    closed("2026-01"),
    reported("2026-02", investment="90", physical="9", paid="50", cost="900", completion="2026-12-31"),
    raised("I1", "2026-02-01", "2026-02-05"),
)
LATER: tuple[Fact, ...] = (
    sightings.target(2026, "500"),
    revised(
        target="400",
        cost="850",
        plan={"2026-02": "200"},
        physical={"2026-02": "20"},
        milestones={"started": "2026-01-20", "completed": "2026-11-30"},
    ),
    reported("2026-02", investment="120", physical="11", paid="60", cost="950", completion="2027-01-31"),
    corrected("2026-02", investment="95"),
    reached("started", "2026-02-12"),
    sightings.entered("2026-02-20"),
    sightings.needed(Factor.ENERGY, "2026-02-03"),
    sightings.guaranteed(Factor.LAND, "2026-02-03"),
    raised("I2", "2026-02-01", "2026-02-05", factor=Factor.LAND),
    triaged("I1", "2026-02-02", "2026-02-20"),
    solved("I1", "2026-02-04"),
    accepted("I1", "2026-02-25"),
    reopened("I1", "2026-02-26", "2026-02-27"),
    sightings.inspected("2026-02", "2026-02-27", physical="5"),
    sightings.concealed("2026-02", "2026-02-28"),
)
"""One of each that may change what an indicator tells of February."""
BEFORE: dict[str, tuple[Fact, ...]] = {
    "factor.needed": (sightings.guaranteed(Factor.LAND, "2026-02-02"),),
    "statistics.entered": (reached("started", "2026-02-12"),),
    "issue.accepted": (solved("I1", "2026-02-04"),),
    "issue.reopened": (solved("I1", "2026-02-04"), accepted("I1", "2026-02-25")),
}
"""What has to be told before it."""


def february(*facts: Fact) -> dict[str, Figure]:
    return measure(Log(contest_opened(), *STORY, *facts).contest().records["P1"], Month("2026-02"))


@pytest.mark.parametrize("fact", LATER, ids=lambda fact: definition_of(fact).name)
def test_only_the_facts_that_an_indicator_reads_can_change_it(fact: Fact) -> None:
    before = BEFORE.get(definition_of(fact).name, ())
    then, now = february(*before), february(*before, fact)
    changed = {name for name in INDICATORS if then[name] != now[name]}
    assert changed <= {name for name in INDICATORS if type(fact) in READS[name]}
    assert changed


def test_corrections_are_read_wherever_figures_of_reports_are() -> None:
    figures = {name for name in INDICATORS if ProgressReported in READS[name]} - {"months_since_report", "late_reports"}
    assert figures == {name for name in INDICATORS if ReportCorrected in READS[name]}
