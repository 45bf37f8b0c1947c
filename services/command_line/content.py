"""The content of a log: what it says, whichever service came first to it.

Within a phase of a year no seed decides whether scoring or escalation appends first, nor when a door refuses. So a
position is told by the id of the entry that stands there, and the time of a refusal is left out; the rest is as stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from shared.catalogue import Fact
from shared.catalogue.intake import MessageRefused
from shared.envelope import Entry, Logged
from shared.eventlog.mapper import encode

POSITIONS: Final = frozenset({"evidence", "position", "because", "set_by", "closed_at"})
"""Fields that hold log positions."""
NO_TIME: Final = datetime.min.replace(tzinfo=UTC)

Line = tuple[str, int, bytes]
"""Stream, version, and the entry without its place on the log."""


def content_of(history: Iterable[Logged]) -> list[Line]:
    """Every entry by stream and version."""
    known = list(history)
    ids = {logged.position: str(logged.entry.id) for logged in known}
    return sorted(
        (entry.originator_id, entry.originator_version, encode(_placeless(_timeless(entry), ids)))
        for entry in (logged.entry for logged in known)
    )


def digest_of(history: Iterable[Logged]) -> str:
    """SHA-256 of a log's content, hex: the same for the same content."""
    digest = sha256()
    for _, _, stored in content_of(history):
        digest.update(stored + b"\n")
    return digest.hexdigest()


def _placeless(entry: Entry[Fact], ids: Mapping[int, str]) -> Entry[Any]:
    told: Any = {name: _told(getattr(entry.fact, name), name, ids) for name in entry.fact.__dataclass_fields__}
    return replace(entry, fact=told)


def _told(value: object, name: str, ids: Mapping[int, str]) -> object:
    match value:
        case int() if name in POSITIONS:
            return ids[value]
        case tuple():
            return [_told(one, name, ids) for one in value]
        case _ if is_dataclass(value):
            return {each.name: _told(getattr(value, each.name), each.name, ids) for each in fields(value)}
    return value


def _timeless(entry: Entry[Fact]) -> Entry[Fact]:
    return replace(entry, occurred_at=NO_TIME) if isinstance(entry.fact, MessageRefused) else entry
