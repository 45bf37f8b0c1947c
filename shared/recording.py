"""The recording: the one `eventsourcing` application through which every service appends to the log and reads it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Self

import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import DataError, IntegrityError, Notification

from shared.catalogue import Fact
from shared.envelope import Entry, Logged
from shared.settings import login

BATCH = 1_000
"""Most entries that one append may hold: NATS commits that many at once."""
UNKNOWN_TIME = datetime.fromtimestamp(0, UTC)
"""Stands for the time of recording where only the server knows it: right after our own append, and in memory."""
CHUNK = 20_000
"""Entries read from the log at a time."""


class Conflict(Exception):
    """Someone else appended first: catch up and decide again."""


class Unrecordable(Exception):
    """The log does not take an entry, and never will: it is too large, or cannot be written."""


class Recording(Application[str]):
    """Append entries, all or none; read them back in the order of the log."""

    name = "redcard"
    env = {  # noqa: RUF012
        "PERSISTENCE_MODULE": "shared.eventlog",
        "MAPPER_TOPIC": "shared.eventlog.mapper:FactMapper",
    }

    @classmethod
    def at(cls, nats_url: str) -> Self:
        """The log on a NATS server; it is never created here, `redcard provision` does that."""
        we = login()
        return cls(
            {
                "NATS_URL": nats_url,
                "NATS_LOG_CREATE": "no",
                "NATS_NKEY_SEED_FILE": we.get("nkeys_seed", ""),
                "NATS_INBOX_PREFIX": we.get("inbox_prefix", ""),
            }
        )

    def append(self, entries: Sequence[Entry[Fact]], *, after: int | None = None) -> list[Logged]:
        """Append at the versions that the entries carry, and give them as they stand on the log now.

        With `after` they have to come right behind that position: nothing at all was said since.

        Raises `Conflict` and `Unrecordable`; and the library's `OperationalError` while the log cannot be reached.
        """
        try:
            recorded = self.events.put(entries, after=after)
        except IntegrityError as error:
            raise Conflict(str(error)) from error
        except (DataError, msgspec.MsgspecError, UnicodeEncodeError) as error:
            raise Unrecordable(str(error)) from error
        stored = [recording.notification for recording in recorded]
        return [
            Logged(notification.id, UNKNOWN_TIME, entry, notification.state)
            for entry, notification in zip(entries, stored, strict=True)
        ]

    def head(self) -> int:
        """The position of the last entry; 0 on an empty log."""
        return self.recorder.max_notification_id() or 0

    def read(self, after: int, until: int | None = None, limit: int = CHUNK) -> list[Logged]:
        """Up to `limit` entries behind position `after` (up to `until`, included), in order."""
        found = self.recorder.select_notifications(after, limit, until, inclusive_of_start=False)
        return [self._logged(notification) for notification in found]

    def read_all(self, until: int | None = None) -> Iterator[Logged]:
        """Every entry of the log in order, up to `until`."""
        after = 0
        while chunk := self.read(after, until):
            yield from chunk
            after = chunk[-1].position

    def _logged(self, notification: Notification) -> Logged:
        recorded_at = getattr(notification, "recorded_at", None) or UNKNOWN_TIME
        entry = self.mapper.to_domain_event(notification)
        assert isinstance(entry, Entry)
        return Logged(notification.id, recorded_at, entry, notification.state)
