"""The log as an endless iterator: what is there, then what comes, across restarts of the server.

    loop thread    pull ─► message ─► burst ──one list──► handover ──all that waits──► `for notification in ...`
                     ▲                                        │                          caller's thread
                     └───────────────── taken(n) ◄────────────┘

Events cross between the threads a list at a time, never one by one, and the pull stops while the caller lags. When the
consumer is lost, another one starts behind the last event; that is no reason to stop, but a log that ends before that
event, or has a hole behind it, is another log or a damaged one, and the iterator raises.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from threading import Condition
from typing import TYPE_CHECKING, Final

from eventsourcing.persistence import Subscription
from nats.aio.msg import Msg

from shared.eventlog.connection import Connection, NoReplyError, NotConnectedError
from shared.eventlog.message import RecordedNotification, pulled
from shared.eventlog.pulling import AHEAD, HEARTBEAT_SECONDS, Pull
from shared.eventlog.reading import LogDamagedError, Reader

if TYPE_CHECKING:
    from shared.eventlog.recorder import JetStreamApplicationRecorder

PAUSE_SECONDS: Final = 0.1
TELL_TAKEN: Final = AHEAD // 5
SILENCE_SECONDS: Final = 3 * HEARTBEAT_SECONDS


class Handover:
    """Where lists of notifications pass from the loop to the thread that iterates."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: list[RecordedNotification] = []
        self._error: Exception | None = None
        self._stopped = False

    def give(self, notifications: list[RecordedNotification]) -> None:
        with self._changed:
            self._waiting += notifications
            self._changed.notify()

    def fail(self, error: Exception) -> None:
        with self._changed:
            self._error = error
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def take(self) -> list[RecordedNotification]:
        """All that waits or what comes next, then the error if there was one; nothing once it was stopped."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._waiting or self._error)
            if self._stopped:
                return []
            if self._waiting:
                taken, self._waiting = self._waiting, []
                return taken
            assert self._error is not None
            raise self._error


class Follower:
    """The loop's side: pulls the log from one event on into a handover, for as long as that is wanted."""

    def __init__(
        self, connection: Connection, reader: Reader, last: int, topics: frozenset[str], handover: Handover
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._last = last
        self._topics = topics
        self._handover = handover
        self._pull: Pull | None = None
        self._burst: list[RecordedNotification] = []
        self._held = 0
        self._suspected = -1

    async def run(self) -> None:
        try:
            while True:
                with suppress(NoReplyError, NotConnectedError):
                    await self._follow()
                await asyncio.sleep(PAUSE_SECONDS)
        except asyncio.CancelledError:
            self._handover.stop()
            raise
        except Exception as error:  # Here is no caller to raise to: the iterating thread has to know.
            self._flush()
            self._handover.fail(error)

    async def taken(self, count: int) -> None:
        """The iterating thread has got to so many more."""
        self._held -= count
        if self._pull is not None:
            with suppress(NoReplyError, NotConnectedError):  # Then the pull ends as well and another one follows.
                await self._pull.top_up()

    async def _follow(self) -> None:
        """Follow with one consumer until it is lost."""
        head = await self._reader.last_sequence()
        if head < self._last:
            stream = self._reader.stream
            raise LogDamagedError(f"stream {stream} ends at event {head}, yet event {self._last} was read before")
        end: asyncio.Future[Exception] = self._connection.loop.create_future()
        pull = Pull(
            self._connection, self._reader.stream, on_message=self._hear, on_end=end.set_result, held=lambda: self._held
        )
        try:
            await pull.open(self._last + 1)
            await pull.start()
            self._pull = pull
            while not end.done() and not pull.silent():
                await asyncio.wait([end], timeout=SILENCE_SECONDS)
            if end.done():
                raise end.result()
        finally:
            self._pull = None
            await pull.close()

    def _hear(self, message: Msg) -> None:
        notification = pulled(self._reader.prefix, message)
        if notification.id != self._last + 1:
            raise self._out_of_order(notification.id)
        self._last = notification.id
        if self._topics and notification.topic not in self._topics:
            return
        self._held += 1
        if not self._burst:
            self._connection.loop.call_soon(self._flush)
        self._burst.append(notification)

    def _flush(self) -> None:
        burst, self._burst = self._burst, []
        if burst:
            self._handover.give(burst)

    def _out_of_order(self, found: int) -> Exception:
        """A message may be lost on the way, so a hole is looked at with a fresh consumer before it counts."""
        if self._suspected == self._last:
            return self._reader.hole(self._last + 1, found)
        self._suspected = self._last
        return NoReplyError(f"event {self._last + 1} did not come")


class JetStreamSubscription(Subscription["JetStreamApplicationRecorder"]):
    """The iterating thread's side."""

    def __init__(
        self,
        recorder: "JetStreamApplicationRecorder",
        connection: Connection,
        reader: Reader,
        gt: int | None,
        topics: Sequence[str],
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._connection = connection
        self._handover = Handover()
        self._chunk: Iterator[RecordedNotification] = iter(())
        self._taken = 0
        self._follower = Follower(connection, reader, gt or 0, frozenset(topics), self._handover)
        self._following = connection.spawn(self._follower.run())

    def stop(self) -> None:
        """End the iteration, also one that is waiting in another thread."""
        super().stop()
        self._chunk = iter(())
        self._handover.stop()
        self._following.cancel()

    def __next__(self) -> RecordedNotification:
        for notification in self._chunk:
            return notification
        self._refill()
        return next(self._chunk)

    def _refill(self) -> None:
        if self._taken >= TELL_TAKEN:
            self._connection.spawn(self._follower.taken(self._taken))
            self._taken = 0
        chunk = self._handover.take()
        self._taken += len(chunk)
        self._chunk = iter(chunk)
        if self._has_been_stopped:
            self._chunk = iter(())
