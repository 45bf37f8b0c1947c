"""The recorders that the library sees: synchronous, each call one hop to the loop."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from eventsourcing.persistence import AggregateRecorder, ApplicationRecorder, NotSupportedError, StoredEvent

from shared.eventlog.addressing import subject_of
from shared.eventlog.appending import Appender
from shared.eventlog.connection import Connection
from shared.eventlog.heads import Head, Heads
from shared.eventlog.message import RecordedNotification, as_stored, fetched
from shared.eventlog.reading import Reader
from shared.eventlog.subscription import JetStreamSubscription

PAGE: Final = 5_000


class JetStreamAggregateRecorder(AggregateRecorder):
    """Events, or snapshots, of aggregates. Snapshots may leave versions out, events may not."""

    def __init__(self, connection: Connection, stream: str, prefix: str, *, contiguous: bool = True) -> None:
        self._connection = connection
        self._prefix = prefix
        self._heads = Heads()
        self._reader = Reader(connection, stream, prefix)
        self._appender = Appender(connection, self._reader, self._heads, prefix, contiguous)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        self._insert(stored_events, **kwargs)
        return None

    def _insert(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        if kwargs.get("tracking") is not None:
            raise NotSupportedError("the event log holds no tracking: keep the position beside what it led to")
        if not stored_events:
            return []
        return self._connection.call(self._appender.append(stored_events, kwargs.get("after")))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        subject = subject_of(self._prefix, originator_id)
        if desc and limit == 1 and lte is None:
            found = self._connection.call(self._last(subject))
        else:
            found = self._connection.call(self._all(subject, gt))
        if desc:
            found.reverse()
        versions = [
            as_stored(event)
            for event in found
            if (gt is None or event.originator_version > gt) and (lte is None or event.originator_version <= lte)
        ]
        return versions if limit is None else versions[:limit]

    async def _last(self, subject: str) -> list[RecordedNotification]:
        return self._learn(subject, [fetched(self._prefix, message) for message in await self._reader.last([subject])])

    async def _all(self, subject: str, gt: int | None) -> list[RecordedNotification]:
        """All events of an aggregate, or only those behind its remembered head where those are all that is asked."""
        head = self._heads.get(subject)
        after = head.sequence if head is not None and gt is not None and gt >= head.version else 0
        return self._learn(subject, await self._reader.of_subject(subject, after))

    def _learn(self, subject: str, found: list[RecordedNotification]) -> list[RecordedNotification]:
        if found:
            self._heads.learn(subject, Head(found[-1].originator_version, found[-1].id))
        return found


class JetStreamApplicationRecorder(JetStreamAggregateRecorder, ApplicationRecorder):
    """Events of aggregates, and of all of them in the order of the log."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        return self._insert(stored_events, **kwargs)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[RecordedNotification]:
        first = max(1, (start or 0) + (start is not None and not inclusive_of_start))
        return self._connection.call(self._select(first, limit, stop, frozenset(topics)))

    def max_notification_id(self) -> int | None:
        return self._connection.call(self._reader.last_sequence()) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> JetStreamSubscription:
        return JetStreamSubscription(self, self._connection, self._reader, gt, topics)

    async def _select(
        self, first: int, limit: int, stop: int | None, topics: frozenset[str]
    ) -> list[RecordedNotification]:
        """Pages until there are enough; with topics, what a page holds is not what is kept of it."""
        selected: list[RecordedNotification] = []
        while len(selected) < limit and (stop is None or first <= stop):
            wanted = PAGE if topics else limit - len(selected)
            wanted = wanted if stop is None else min(wanted, stop - first + 1)
            page = await self._reader.page(first, wanted)
            selected += [event for event in page if event.topic in topics] if topics else page
            if len(page) < wanted:
                break
            first += len(page)
        return selected[:limit]
