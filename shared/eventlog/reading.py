"""Events back from the log: of one aggregate, the last ones, a page of all.

Asked for directly, messages come in one round trip, which is best for few; many are pulled through an ephemeral
consumer, which is faster per event. A page begins with the one and goes on with the other if there is more, and the
page after a full one is pulled at once. An unanswered question is simply repeated.

The log may never lose an event, so a page whose sequences have a hole is not a page but a damaged log.
"""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, Final

from eventsourcing.persistence import InternalError, OperationalError
from nats.aio.msg import Msg

from shared.eventlog.connection import (
    DESCRIPTION,
    REPLY_SECONDS,
    STATUS,
    Connection,
    DeniedError,
    NoReplyError,
    patiently,
)
from shared.eventlog.message import RecordedNotification, fetched, pulled
from shared.eventlog.pulling import Pull

FEW: Final = 200
AT_ONCE: Final = 1_000
_NOT_FOUND: Final = "404"
_END_OF_BATCH: Final = "204"


class LogDamagedError(InternalError):
    """Events that were on the log are gone, or are not where they were."""


class Reader:
    """Reads one stream."""

    def __init__(self, connection: Connection, stream: str, prefix: str) -> None:
        self._connection = connection
        self.stream = stream
        self.prefix = prefix
        self._far = False
        """Whether the last page was full, so that the next one is likely long too."""

    async def last_sequence(self) -> int:
        """The sequence of the last event; 0 for an empty log."""
        reply = await patiently(lambda: self._connection.ask(f"$JS.API.STREAM.INFO.{self.stream}", b""))
        answer = json.loads(reply.data)
        if "error" in answer:
            raise OperationalError(f"stream {self.stream}: {answer['error']['description']}")
        return int(answer["state"]["last_seq"])

    async def last(self, subjects: Sequence[str]) -> list[Msg]:
        """The last message of each subject that has one."""
        found = []
        for at in range(0, len(subjects), AT_ONCE):
            messages, _ = await self._get({"multi_last": list(subjects[at : at + AT_ONCE])})
            found += messages
        return found

    async def first_after(self, subject: str, sequence: int) -> Msg | None:
        """The first message of a subject behind a sequence."""
        messages, _ = await self._get({"seq": sequence + 1, "next_by_subj": subject, "batch": 1})
        return messages[0] if messages else None

    async def of_subject(self, subject: str, after: int, most: int | None = None) -> list[RecordedNotification]:
        """Messages of a subject behind a sequence, in order, at most so many."""
        found: list[RecordedNotification] = []
        more = True
        while more and (most is None or len(found) < most):
            batch = AT_ONCE if most is None else min(AT_ONCE, most - len(found))
            messages, more = await self._get({"seq": after + 1, "next_by_subj": subject, "batch": batch})
            found += [fetched(self.prefix, message) for message in messages]
            after = found[-1].id if messages else after
        return found

    async def page(self, start: int, most: int) -> list[RecordedNotification]:
        """All events from a sequence on, in log order, at most so many."""
        found: list[RecordedNotification] = []
        more = True
        if not self._far:
            messages, more = await self._get(
                {"seq": start, "next_by_subj": f"{self.prefix}.>", "batch": min(FEW, most)}
            )
            found = [fetched(self.prefix, message) for message in messages]
        if more and len(found) < most:
            behind, rest = start + len(found), most - len(found)
            found += await self._far_on(behind, rest)
        self._far = len(found) == most and most > FEW
        for sequence, notification in enumerate(found, start):
            if notification.id != sequence:
                raise self.hole(sequence, notification.id)
        return found

    def hole(self, missing: int, found: int) -> LogDamagedError:
        return LogDamagedError(f"stream {self.stream} has no event {missing}; the next one there is {found}")

    async def _far_on(self, start: int, most: int) -> list[RecordedNotification]:
        try:
            return await patiently(lambda: self._pull(start, most))
        except DeniedError:  # Whoever may read and nothing else has no consumer.
            return await self.of_subject(f"{self.prefix}.>", start - 1, most)

    async def _pull(self, start: int, most: int) -> list[RecordedNotification]:
        prefix = self.prefix
        found: list[RecordedNotification] = []
        end: asyncio.Future[Exception | None] = self._connection.loop.create_future()
        wanted = 0

        def collect(message: Msg) -> None:
            found.append(pulled(prefix, message))
            if len(found) == wanted:
                finish(None)

        def finish(error: Exception | None) -> None:
            if not end.done():
                end.set_result(error)

        pull = Pull(self._connection, self.stream, on_message=collect, on_end=finish)
        try:
            wanted = min(most, await pull.open(start))
            if wanted:
                await pull.start(wanted)
                if (error := await _end_of(found, end)) is not None:
                    raise error
        finally:
            await pull.close()
        return found

    async def _get(self, request: dict[str, Any]) -> tuple[list[Msg], bool]:
        """Ask directly: the messages, and whether there are more where these come from."""
        payload = json.dumps(request).encode()
        subject = f"$JS.API.DIRECT.GET.{self.stream}"
        *messages, end = await patiently(lambda: self._connection.ask_many(subject, payload))
        headers = end.headers or {}
        if headers[STATUS] not in (_END_OF_BATCH, _NOT_FOUND):
            raise OperationalError(f"stream {self.stream}: {headers[STATUS]} {headers.get(DESCRIPTION, '')}")
        return messages, bool(messages) and int(headers.get("Nats-Num-Pending", "0")) > 0


async def _end_of(found: list[RecordedNotification], end: asyncio.Future[Exception | None]) -> Exception | None:
    """Wait for the end as long as something comes in every span of waiting; None is a good end."""
    seen = -1
    while not end.done():
        if len(found) == seen:
            return NoReplyError(f"a page broke off after {seen} events: nothing came any more")
        seen = len(found)
        await asyncio.wait([end], timeout=REPLY_SECONDS)
    return end.result()
