"""The mapper: entries to stored events and back. Stable names, readable JSON, one pass of msgspec each way.

The stored body repeats the stream and version that its subject and header say, so that an entry explains itself
wherever it is kept; a body that disagrees with its place is refused. Data of an older version goes through the
catalogue's upcasters.
"""

from functools import cache
from typing import Any

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, MapperDeserialisationError, StoredEvent

from shared.catalogue import DEFINITIONS, Definition, Fact, UnknownFactError, definition_of, upcast
from shared.envelope import Entry

_encode = msgspec.json.Encoder().encode


def _entry_type(definition: Definition) -> Any:
    """`Entry` of one fact, for msgspec: a type made at run time, which a type checker cannot follow."""
    return Entry.__class_getitem__(definition.cls)  # type: ignore[attr-defined]


@cache
def _decoder(topic: str) -> msgspec.json.Decoder[Entry[Fact]] | None:
    """A decoder for the current version of a fact; none for an older version."""
    name, _, _ = topic.rpartition(".v")
    definition = DEFINITIONS.get(name)
    if definition is None or definition.topic != topic:
        return None
    return msgspec.json.Decoder(_entry_type(definition))


def encode(entry: Entry[Fact]) -> bytes:
    """The stored bytes of an entry: the same entry gives the same bytes."""
    return _encode(entry)


def decode(topic: str, body: bytes) -> Entry[Fact]:
    """The entry in a stored body; raises `MapperDeserialisationError` with topic and cause."""
    try:
        decoder = _decoder(topic)
        return decoder.decode(body) if decoder else _decode_older(topic, body)
    except (msgspec.MsgspecError, UnknownFactError, KeyError, ValueError) as error:
        raise MapperDeserialisationError(f"stored entry of topic {topic!r} cannot be read: {error}") from error


def _decode_older(topic: str, body: bytes) -> Entry[Fact]:
    name, _, version = topic.rpartition(".v")
    raw: dict[str, Any] = msgspec.json.decode(body)
    raw["fact"] = upcast(name, int(version), raw["fact"])
    entry: Entry[Fact] = msgspec.convert(raw, _entry_type(DEFINITIONS[name]))
    return entry


class FactMapper(Mapper[str]):
    """The library's mapper, for entries: chosen with `MAPPER_TOPIC=shared.eventlog.mapper:FactMapper`."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        assert isinstance(domain_event, Entry)
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=definition_of(domain_event.fact).topic,
            state=encode(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Entry[Fact]:
        entry = decode(stored_event.topic, stored_event.state)
        place = stored_event.originator_id, stored_event.originator_version
        if (entry.originator_id, entry.originator_version) != place:
            raise MapperDeserialisationError(
                f"stored entry says it is {entry.originator_id} {entry.originator_version}, but stands at {place}"
            )
        return entry
