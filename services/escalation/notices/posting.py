"""Posting: notices onto their stream, each once, numbered from 1 for each of those who hear.

How far somebody has been told stands on the stream: in the last notice that is there for it. So there is no table to
lose; whoever starts anew reads the log from its beginning, and goes on behind that notice. Of two who post the same,
the server takes the first, and the other looks again.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from nats.js import JetStreamContext
from nats.js.errors import APIError, NotFoundError

from services.escalation.notices.drafting import notices_of
from services.escalation.notices.known import Known
from shared.notices import Notice
from shared.recording import Recording
from shared.serving import Worker
from shared.subjects import NOTICE, NOTICES, notice_subject


@dataclass(frozen=True, slots=True)
class Last:
    """The last notice somebody got."""

    number: int = 0
    position: int = 0
    """Where its fact stands on the log."""


class Posting:
    """The notices of a log."""

    def __init__(self, log: Recording, worker: Worker, posted: Callable[[Notice], None]) -> None:
        self.position = 0
        """How far the log was read."""
        self._log = log
        self._worker = worker
        self._posted = posted
        self._known = Known()
        self._waiting: deque[Notice] = deque()
        self._last: dict[str, Last] = {}

    async def settle(self, jetstream: JetStreamContext) -> None:
        """Post everything that the log gives, up to its head."""
        while len(self._waiting) or await self._worker.do(self._read):
            while self._waiting:
                await self._post(jetstream, self._waiting[0])
                self._waiting.popleft()

    def _read(self) -> bool:
        """Take in the next entries; whether there were any."""
        chunk = self._log.read(self.position)
        for logged in chunk:
            self._known.evolve(logged)
            self._waiting.extend(notices_of(self._known, logged))
            self.position = logged.position
        return bool(chunk)

    async def _post(self, jetstream: JetStreamContext, notice: Notice) -> None:
        who = notice.data.who
        if who not in self._last:
            self._last[who] = await _last(jetstream, who)
        last = self._last[who]
        if notice.data.position <= last.position:
            return
        try:
            await jetstream.publish(
                notice_subject(who, last.number + 1), notice.model_dump_json().encode(), stream=NOTICES
            )
        except APIError:
            # Somebody else was first, or the answer to our own publish was lost.
            self._last[who] = await _last(jetstream, who)
            if self._last[who] == last:
                raise
            await self._post(jetstream, notice)
        else:
            self._last[who] = Last(last.number + 1, notice.data.position)
            self._posted(notice)


async def _last(jetstream: JetStreamContext, who: str) -> Last:
    try:
        found = await jetstream.get_last_msg(NOTICES, f"{NOTICE}.{who}.*")
    except NotFoundError:
        return Last()
    assert found.subject, "the server says what it stored"
    assert found.data, "a notice is never empty"
    number = int(found.subject.rpartition(".")[2])
    return Last(number, Notice.model_validate_json(found.data).data.position)
