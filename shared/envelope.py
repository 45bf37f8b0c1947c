"""An entry: a fact with everything that is true of its being said - where it stands, who said it, because of what.

The time of recording is not in here: it is JetStream's own timestamp, which no service can choose. So the same facts
give the same bytes, whenever they are recorded.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.catalogue import Fact, definition_of, stream_of

FACTS = uuid5(NAMESPACE_URL, "redcard:facts")

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who said something, when, and because of what; the part of an envelope that a decision hands on."""

    actor: str
    """The person or service that speaks."""
    source: str
    """The system it came through."""
    causation: str
    """What led to it: `<source>/<message id>`, or the id of the entry that it answers."""
    correlation: str
    """The first cause of the whole chain."""
    occurred_at: datetime
    """When it happened, as its source says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[F]):
    """A fact in its envelope, as one JSON object on the log. `originator_*` are the library's names for its place."""

    originator_id: str
    """The stream, e.g. `intake.project.P0142`; on NATS the subject `redcard.log.` plus this."""
    originator_version: int
    """Place in the stream, from 1."""
    id: UUID
    """Derived from the cause, the stream and the fact's name, so that saying it again gives the same id."""
    actor: str
    source: str
    causation: str
    correlation: str
    occurred_at: datetime
    fact: F


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as read back: with its position on the log and the time at which it was recorded."""

    position: int
    recorded_at: datetime
    entry: Entry[Fact]
    stored: bytes
    """The entry as it stands on the log, byte for byte."""


def because_of(logged: Logged, speaker: str) -> Origin:
    """An entry, as the cause of what a service says: in its own name, and at the time at which the cause happened."""
    entry = logged.entry
    return Origin(
        actor=speaker,
        source=speaker,
        causation=str(entry.id),
        correlation=entry.correlation,
        occurred_at=entry.occurred_at,
    )


def entry_id(causation: str, stream: str, name: str) -> UUID:
    """The id of the entry that answers `causation` on `stream`."""
    return uuid5(FACTS, f"{causation}|{stream}|{name}")


def enclose(fact: Fact, origin: Origin, version: int) -> Entry[Fact]:
    """A fact in its envelope, at a place of its stream."""
    stream = stream_of(fact)
    return Entry(
        originator_id=stream,
        originator_version=version,
        id=entry_id(origin.causation, stream, definition_of(fact).name),
        actor=origin.actor,
        source=origin.source,
        causation=origin.causation,
        correlation=origin.correlation,
        occurred_at=origin.occurred_at,
        fact=fact,
    )
