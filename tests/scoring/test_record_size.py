"""A hundred thousand projects are kept in memory: what one takes after a year is bounded."""

from collections.abc import Mapping
from enum import Enum
from sys import getsizeof
from typing import Any

from services.scoring.record import Record
from shared.catalogue import Fact
from shared.catalogue.values import Factor, Month, month_after
from tests.scoring.sightings import guaranteed
from tests.scoring.story import (
    Log,
    accepted,
    closed,
    contest_opened,
    opened,
    raised,
    reached,
    registered,
    reported,
    solved,
    triaged,
)

MOST = 3 * 1024
"""Bytes a project, after a year with everything there is to tell."""
MONTHS = [f"2026-{number:02d}" for number in range(1, 13)]
LINKS = ("started", "completed", "commissioned")


def year() -> list[Fact]:
    """A year of a project: plan and report of twelve months, three links, three factors, two issues."""
    facts: list[Fact] = [
        contest_opened(),
        registered(
            target="2400.50",
            cost="8000.75",
            plan={month: f"{number * 200}.25" for number, month in enumerate(MONTHS, 1)},
            physical={month: f"{number * 8}.5" for number, month in enumerate(MONTHS, 1)},
            milestones=dict(zip(LINKS, ("2026-03-01", "2026-10-31", "2026-12-20"), strict=True)),
            factors=(Factor.LAND, Factor.PERMITS, Factor.FUNDS),
        ),
    ]
    for number, month in enumerate(MONTHS, 1):
        facts.append(
            reported(
                month,
                investment=f"{number * 190}.25",
                physical=f"{number * 8}.25",
                paid=f"{number * 100}.50",
                cost="8100.25",
                completion="2026-11-15",
            )
        )
        following = month_after(Month(month))
        facts += [opened(following), closed(month)]
    facts += [reached(link, day) for link, day in zip(LINKS, ("2026-03-05", "2026-11-02", "2026-12-28"), strict=True)]
    facts += [guaranteed(factor, "2026-02-10") for factor in (Factor.LAND, Factor.PERMITS, Factor.FUNDS)]
    for issue in ("I0001", "I0002"):
        facts += [
            raised(issue, "2026-04-03", "2026-04-06", factor=Factor.LAND),
            triaged(issue, "2026-04-05", "2026-04-12"),
            solved(issue, "2026-04-11"),
            accepted(issue, "2026-04-15"),
        ]
    return facts


def size(value: Any, shared: set[int]) -> int:
    """Bytes of a value and of all it holds; what is there once for all projects is not counted."""
    if id(value) in shared or value is None or isinstance(value, bool | Enum):
        return 0
    shared.add(id(value))
    parts: list[Any] = [getattr(value, name) for name in getattr(type(value), "__slots__", ()) if name]
    if isinstance(value, Mapping):
        parts += [*value.keys(), *value.values()]
    elif isinstance(value, tuple):
        parts += value
    return getsizeof(value) + sum(size(part, shared) for part in parts)


def test_a_project_after_a_year_is_small() -> None:
    empty: set[int] = set()
    size(tuple(Record._field_defaults.values()), empty)
    record = Log(*year()).contest().records["P1"]
    assert 1_500 < size(record, empty) <= MOST
