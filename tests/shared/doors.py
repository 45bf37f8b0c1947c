"""What the tests of the door have in common: a short spring in letters, and doors of all sorts over one log."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Engine, select

from services.intake.district import District
from services.intake.tables import METADATA
from shared.catalogue import Fact
from shared.envelope import Entry, Logged
from shared.following import Fold
from shared.messages import Messages
from shared.receiving import Door
from shared.recording import Conflict, Recording
from tests.samples import (
    ACCEPTED,
    CONTEST,
    CORRECTION,
    FEBRUARY_OPENED,
    FEBRUARY_REPORT,
    REPORT,
    ROADBLOCK,
    SCHOOL,
    SOLVED,
    STARTED,
    STEELWORKS,
    letter,
)

SCHOOL_REPORT = replace(REPORT, project="P0207", investment=Decimal("5.00"))
BAKERY = replace(SCHOOL, project="P0300", name="面包厂")
BAKERY_STARTED = replace(STARTED, project="P0300", reached_on=date(2026, 1, 31))

PROPOSALS: tuple[Fact, ...] = (
    CONTEST, STEELWORKS, SCHOOL, REPORT, ROADBLOCK, replace(SCHOOL_REPORT, project="P9999"), STARTED, FEBRUARY_OPENED,
    SCHOOL_REPORT, SOLVED, CORRECTION, REPORT, FEBRUARY_REPORT, ACCEPTED, SCHOOL,
)  # fmt: skip
SPRING = tuple(letter(proposal, sequence=sequence) for sequence, proposal in enumerate(PROPOSALS, start=1))
"""Fifteen letters; three of them are refused: an unknown project, a second report, a second registration."""


class Wary(Recording):
    """A log in memory on which something may happen right before or right after an append."""

    def __init__(self) -> None:
        super().__init__({"PERSISTENCE_MODULE": "eventsourcing.popo"})
        self.before: list[Callable[[], object]] = []
        self.after: list[Callable[[], object]] = []

    def append(self, entries: Sequence[Entry[Fact]], *, after: int | None = None) -> list[Logged]:
        if self.before:
            self.before.pop(0)()
        if after is not None and after != self.head():
            raise Conflict(f"the log no longer ends at {after}")
        logged = super().append(entries)
        if self.after:
            self.after.pop(0)()
        return logged


class Fragile(District):
    """A district whose decider breaks down on some proposals."""

    breaks_on: Callable[[Fact], bool]

    def draft(self) -> "Fragile":
        tried = super().draft()
        fragile = Fragile(**{field.name: getattr(tried, field.name) for field in fields(tried)})
        fragile.breaks_on = self.breaks_on
        return fragile

    def decide(self, proposal: Fact) -> list[Fact]:
        if self.breaks_on(proposal):
            raise ZeroDivisionError("division by zero")
        return super().decide(proposal)


def fragile_door(log: Recording, engine: Engine, breaks_on: Callable[[Fact], bool]) -> Door:
    """Intake's door with a decider that breaks down on some proposals."""
    district = Fragile()
    district.breaks_on = breaks_on
    view = Fold(lambda logged: district.evolve(logged.entry.fact))
    return Door("intake", log, Messages(engine, "intake"), district.draft, view)


def tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the register and of the index of messages."""
    every = [*METADATA.sorted_tables, Messages.table]
    with engine.connect() as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in every}


def entries_by_stream(log: Recording) -> dict[str, list[Entry[Fact]]]:
    """What each stream holds, in its order."""
    found: dict[str, list[Entry[Fact]]] = {}
    for logged in log.read_all():
        found.setdefault(logged.entry.originator_id, []).append(logged.entry)
    return found
