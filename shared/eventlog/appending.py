"""Appending: a batch, its guard, and what may become of it.

    events ──► Batch ──► guards ──► send ──► stored ─────────────────────────► sequences
                           ▲                 │ again: refused for now ──┐
                           ├─────────────────┼─ unknown: no answer ─────┤ our commit on the log? ──► sequences
                           └─ look up heads ─┴─ conflict ───────────────┘ still a conflict? ──► IntegrityError

A guard is the sequence after which the first event of an aggregate must come: the aggregate's last event, or 0 for a
new one. It is taken from what this process remembers, a new aggregate is trusted to be new, and only what is unknown is
looked up; so a conflict may be a mere wrong guess and is looked up before it counts.

A message that got no answer may still reach the log later, from a buffer on the way. Sending it again is safe only
because both copies carry the same guard: one at most is recorded. That is also why the commit id is compared after a
conflict: the winner may be our own first attempt.
"""

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from secrets import token_urlsafe
from typing import Final

from eventsourcing.persistence import DataError, IntegrityError, OperationalError, StoredEvent
from nats.js.api import Header

from shared.eventlog.addressing import originator_of, subject_of
from shared.eventlog.connection import ATTEMPTS, SEQUENCE, Connection, Message, NoReplyError
from shared.eventlog.heads import Head, Heads
from shared.eventlog.message import COMMIT, TOPIC, VERSION, header, headers_of, new_commit_id
from shared.eventlog.reading import Reader

MAX_BATCH: Final = 1_000
BATCHES_AT_ONCE: Final = 16  # A server holds 50 open batches of a stream and refuses the next.
PAUSE_SECONDS: Final = 0.05
ROOM_FOR_HEADERS: Final = 4_096

_CONFLICTS: Final = {10071, 10164, 10201}
_AGAIN: Final = {10176, 10210}
_UNAVAILABLE: Final = 503

_GUARD: Final = Header.EXPECTED_LAST_SUBJECT_SEQUENCE.value
_LAST: Final = Header.EXPECTED_LAST_SEQUENCE.value
_BATCH_ID: Final = Header.BATCH_ID.value
_BATCH_SEQUENCE: Final = Header.BATCH_SEQUENCE.value
_BATCH_COMMIT: Final = Header.BATCH_COMMIT.value


class OutcomeUnknownError(OperationalError):
    """Nobody could say whether the events were recorded; a later read will show it."""


class _Outcome(Enum):
    CONFLICT = auto()
    AGAIN = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Batch:
    """The messages of one insert, and where each aggregate's events begin and end in it."""

    commit_id: str
    messages: list[Message]
    firsts: dict[str, int]
    """Subject -> version of its first event here, which needs a guard."""
    lasts: dict[str, tuple[int, int]]
    """Subject -> version of its last event here, and that event's place in the batch."""
    after: int | None
    """The sequence at which the whole log must end."""

    @classmethod
    def of(cls, events: Sequence[StoredEvent], prefix: str, contiguous: bool, after: int | None = None) -> "Batch":
        if len(events) > MAX_BATCH:
            raise DataError(
                f"{len(events)} events cannot be recorded at once: at most {MAX_BATCH} are recorded atomically"
            )
        batch = cls(new_commit_id(), [], {}, {}, after)
        for place, event in enumerate(events):
            subject = subject_of(prefix, event.originator_id)
            version = event.originator_version
            if subject not in batch.firsts:
                batch.firsts[subject] = version
            elif not _continues(batch.lasts[subject][0], version, contiguous):
                raise _conflict(event.originator_id, version, batch.lasts[subject][0])
            batch.lasts[subject] = version, place
            batch.messages.append((subject, event.state, headers_of(event, batch.commit_id)))
        return batch

    def refuse_larger_than(self, most: int) -> None:
        """A server answers a message that is too large by closing the connection, so none may be sent."""
        room = most - ROOM_FOR_HEADERS
        for subject, state, headers in self.messages:
            if len(state) + len(headers[TOPIC].encode()) > room:
                raise DataError(f"an event for {subject} has {len(state)} bytes, at most {room} fit in a message here")


class Appender:
    """Writes to one stream."""

    def __init__(self, connection: Connection, reader: Reader, heads: Heads, prefix: str, contiguous: bool) -> None:
        self._connection = connection
        self._reader = reader
        self._heads = heads
        self._prefix = prefix
        self._contiguous = contiguous
        self._slots = asyncio.Semaphore(BATCHES_AT_ONCE)

    async def append(self, events: Sequence[StoredEvent], after: int | None = None) -> list[int]:
        """Record all events or none; returns their sequences. With `after` they come right behind that sequence."""
        batch = Batch.of(events, self._prefix, self._contiguous, after)
        batch.refuse_larger_than(await self._connection.max_payload())
        async with self._slots:
            last = await self._record(batch)
        first = last - len(events) + 1
        for subject, (version, place) in batch.lasts.items():
            self._heads.learn(subject, Head(version, first + place))
        return list(range(first, last + 1))

    async def _record(self, batch: Batch) -> int:
        """Send until the outcome is known, a bounded number of times; returns the sequence of the last event."""
        unknown = False
        try:
            guards = await self._guards(batch)
            for tried in range(1, ATTEMPTS + 1):
                outcome = await self._send(batch, guards)
                if isinstance(outcome, int):
                    return outcome
                unknown = unknown or outcome is _Outcome.UNKNOWN
                if outcome is not _Outcome.AGAIN and (last := await self._find(batch, guards)):
                    return last
                if outcome is _Outcome.CONFLICT and batch.after is not None:
                    raise IntegrityError(f"the log no longer ends at {batch.after}")
                if outcome is _Outcome.CONFLICT:
                    guards = await self._looked_up(batch, batch.firsts)
                await asyncio.sleep(PAUSE_SECONDS * tried)
        except OperationalError as error:
            if unknown:
                raise OutcomeUnknownError(f"outcome unknown of commit {batch.commit_id}: {error}") from error
            raise
        if unknown:
            raise OutcomeUnknownError(f"outcome unknown of commit {batch.commit_id} after {ATTEMPTS} attempts")
        raise OperationalError(f"commit {batch.commit_id} was refused {ATTEMPTS} times and is not recorded")

    async def _guards(self, batch: Batch) -> dict[str, int]:
        """For each subject the sequence that must be its last: remembered, trusted to be none, or looked up."""
        guards, doubtful = {}, []
        for subject, version in batch.firsts.items():
            head = self._heads.get(subject)
            if self._follows(head, version):
                guards[subject] = head.sequence if head else 0
            else:
                doubtful.append(subject)
        return guards | await self._looked_up(batch, doubtful) if doubtful else guards

    async def _looked_up(self, batch: Batch, subjects: Iterable[str]) -> dict[str, int]:
        """The guards as the log has them now; an event that does not follow is a conflict."""
        heads: dict[str, Head | None] = dict.fromkeys(subjects)
        for message in await self._reader.last(list(heads)):
            head = Head(int(header(message, VERSION)), int(header(message, SEQUENCE)))
            heads[header(message, "Nats-Subject")] = head
        for subject, found in heads.items():
            self._heads.replace(subject, found)
            if not self._follows(found, batch.firsts[subject]):
                originator_id = originator_of(self._prefix, subject)
                raise _conflict(originator_id, batch.firsts[subject], found.version if found else None)
        return {subject: head.sequence if head else 0 for subject, head in heads.items()}

    def _follows(self, head: Head | None, version: int) -> bool:
        if head is None:
            return version <= 1 or not self._contiguous
        return _continues(head.version, version, self._contiguous)

    async def _send(self, batch: Batch, guards: dict[str, int]) -> int | _Outcome:
        """One attempt: the sequence of the last event, or why not."""
        *before, (subject, state, headers) = _guarded(batch, guards)
        try:
            if before:
                await self._connection.tell_all(before)
            answer = json.loads((await self._connection.ask(subject, state, headers)).data)
        except NoReplyError:
            return _Outcome.UNKNOWN
        error = answer.get("error")
        if error is None:
            return int(answer["seq"])
        if error.get("err_code") in _CONFLICTS:
            return _Outcome.CONFLICT
        if error.get("err_code") in _AGAIN:
            return _Outcome.AGAIN
        if error.get("code") == _UNAVAILABLE:
            return _Outcome.UNKNOWN
        raise OperationalError(f"the event log refused commit {batch.commit_id}: {error.get('description')}")

    async def _find(self, batch: Batch, guards: dict[str, int]) -> int | None:
        """Whether the commit is on the log: what comes right behind the first guard is ours or is not."""
        subject = batch.messages[0][0]
        found = await self._reader.first_after(subject, guards[subject])
        if found is None or header(found, COMMIT) != batch.commit_id:
            return None
        return int(header(found, SEQUENCE)) + len(batch.messages) - 1


def _guarded(batch: Batch, guards: dict[str, int]) -> list[Message]:
    """The messages of one attempt: the first of each subject with its guard, several as an atomic batch."""
    batch_id = token_urlsafe(6)
    unguarded = dict(guards)
    attempt = []
    for place, (subject, state, headers) in enumerate(batch.messages, 1):
        sent = dict(headers)
        if len(batch.messages) > 1:
            sent[_BATCH_ID] = batch_id
            sent[_BATCH_SEQUENCE] = str(place)
        if subject in unguarded:
            sent[_GUARD] = str(unguarded.pop(subject))
        attempt.append((subject, state, sent))
    if batch.after is not None:
        attempt[0][2][_LAST] = str(batch.after)
    if len(attempt) > 1:
        attempt[-1][2][_BATCH_COMMIT] = "1"
    return attempt


def _continues(last: int, version: int, contiguous: bool) -> bool:
    return version == last + 1 if contiguous else version > last


def _conflict(originator_id: object, version: int, found: int | None) -> IntegrityError:
    ends = "has no event of it" if found is None else f"ends at version {found}"
    return IntegrityError(
        f"aggregate {originator_id}: version {version} expects version {version - 1} before it, the log {ends}"
    )
