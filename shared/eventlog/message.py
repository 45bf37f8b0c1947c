"""A stored event as a message, and back.

The body is the event's state, byte for byte. Three headers carry the rest:

    Topic: progress.reported      what kind of event it is
    Version: 3                    its place in the aggregate
    Commit: pVs2q0hZxk1TqWcD      the insert it came with, one id for all events of one `insert_events`

They cost 58 bytes an event beside the topic itself and a version's digits. The server also keeps what it was sent to
check: some 50 bytes for an event's place in a batch, some 45 for the guard of an aggregate's first event in an insert.
The commit id is what tells a writer, after a lost acknowledgement, whether what it finds on the log is its own.

The server adds the sequence, which is the notification id, and its clock, which is `recorded_at`. Both arrive in the
reply subject of a pulled message, and in headers of a message that was asked for directly.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from eventsourcing.persistence import DataError, Notification, StoredEvent
from nats.aio.msg import Msg

from shared.eventlog.addressing import originator_of
from shared.eventlog.connection import SEQUENCE

TOPIC: Final = "Topic"
VERSION: Final = "Version"
COMMIT: Final = "Commit"

_new = object.__new__
_set = object.__setattr__
_datetime = datetime.fromtimestamp


@dataclass(frozen=True)
class RecordedNotification(Notification):
    """A notification that also says when the log recorded it."""

    recorded_at: datetime
    """The server's clock at the moment of recording, in UTC."""


def new_commit_id() -> str:
    return token_urlsafe(12)


@lru_cache
def _legal(topic: str) -> str:
    if topic != " ".join(topic.split()):
        raise DataError(f"topic {topic!r} has white space that a message header does not keep")
    return topic


def headers_of(event: StoredEvent, commit_id: str) -> dict[str, str]:
    return {TOPIC: _legal(event.topic), VERSION: str(event.originator_version), COMMIT: commit_id}


def header(message: Msg, name: str) -> str:
    """A header that every event has; a message without it was put on the log by something else."""
    try:
        return message.headers[name]  # type: ignore[index]  # Without any headers it raises as well.
    except (KeyError, TypeError):
        raise DataError(f"a message on {message.subject} has no header {name!r}: it is no event of this log") from None


def pulled(prefix: str, message: Msg) -> RecordedNotification:
    """The event in a message that a consumer delivered."""
    # $JS.ACK.[domain.account.]stream.consumer.delivered.sequence.consumer sequence.nanoseconds.pending[.random]
    place = message.reply.split(".")
    at = 5 if len(place) == 9 else 7
    return _notification(
        originator_of(prefix, message.subject), message, int(place[at]), int(place[at + 2]) // 1_000 / 1_000_000
    )


def fetched(prefix: str, message: Msg) -> RecordedNotification:
    """The event in a message that was asked for directly."""
    return _notification(
        originator_of(prefix, header(message, "Nats-Subject")),
        message,
        int(header(message, SEQUENCE)),
        datetime.fromisoformat(header(message, "Nats-Time-Stamp")).timestamp(),
    )


def _notification(originator_id: UUID | str, message: Msg, sequence: int, timestamp: float) -> RecordedNotification:
    notification = _new(RecordedNotification)
    # A frozen dataclass sets its fields one by one, past its own guard; at once, it takes a third of the time.
    _set(
        notification,
        "__dict__",
        {
            "originator_id": originator_id,
            "originator_version": int(header(message, VERSION)),
            "topic": header(message, TOPIC),
            "state": message.data,
            "id": sequence,
            "recorded_at": _datetime(timestamp, UTC),
        },
    )
    return notification


def as_stored(event: StoredEvent) -> StoredEvent:
    """The event as it went in, without what the log added."""
    return StoredEvent(event.originator_id, event.originator_version, event.topic, event.state)
