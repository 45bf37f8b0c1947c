"""Ticking: the clock at work. It follows the log, publishes what is due as a source like any other, and waits.

    log ──► told ──► due ──► inbox ──► receipts
     ▲                         │
     └───────── intake ◄───────┘

Whoever else turns the calendar may do so: what they were first to say is refused, or no longer due.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from faststream.asgi import AsgiFastStream, AsgiResponse, get

from services.upstream.clock import CLOCK, Told, due
from services.upstream.holidays import workdays_of
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from shared.catalogue.intake import ContestOpened
from shared.receipts import Receipt, Rejected
from shared.recording import Recording
from shared.serving import Worker, connect
from shared.settings import Settings

log = logging.getLogger("redcard")

SERVICE: Final = CLOCK
TICK: Final = 30
"""Seconds from one look at the log to the next."""
RETRY: Final = 5
"""The same where the last one failed."""
TURNED: Final = ("month-out-of-order", "month-closed", "day-out-of-order", "edition-exists")
"""Codes of refusals that say no more than that somebody else was first."""


class Ticking:
    """The clock over a log; `now` tells the time where the district is."""

    def __init__(self, recording: Recording, nats_url: str, now: Callable[[], datetime]) -> None:
        self.trouble = "has not looked at the log yet"
        """Why the calendar could not be turned when it was tried last; empty where it could."""
        self._recording = recording
        self._nats_url = nats_url
        self._now = now
        self._worker = Worker()
        self._told = Told()
        self._position = 0
        self._answered: set[str] = set()
        """Ids of messages that have their receipt: what was refused is still due, and would be all day."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def tick(self) -> None:
        """Turn the calendar to now, as far as it can be turned."""
        await self._worker.do(self._catch_up)
        found = due(self._told, self._now(), workdays_of)
        messages = [message for message in found if message.id not in self._answered]
        if not messages:
            return
        async with Publisher(self._nats_url) as publisher:
            async for message, receipt in publisher.send_all(messages):
                self._answered.add(message.id)
                _tell(message, receipt)

    async def start(self) -> None:
        """Tick until stopped."""
        self._tasks.add(asyncio.create_task(self._run()))

    async def stop(self) -> None:
        """Stop; what had no receipt is still due at the next start."""
        for task in self._tasks:
            task.cancel()

    async def _run(self) -> None:
        while True:
            try:
                await self.tick()
                self.trouble = ""
            except Exception as error:
                if repr(error) != self.trouble:
                    log.exception("the calendar was not turned; trying again every %s s", RETRY)
                self.trouble = repr(error)
            await asyncio.sleep(RETRY if self.trouble else TICK)

    def _catch_up(self) -> None:
        while chunk := self._recording.read(self._position):
            for logged in chunk:
                fact = logged.entry.fact
                if isinstance(fact, ContestOpened) and fact.simulated:
                    log.info("the contest is simulated: its calendar is left to whoever plays it")
                self._told = self._told.evolve(fact)
            self._position = chunk[-1].position


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker = connect(settings, SERVICE)
    ticking = Ticking(Recording.at(settings.nats_url), settings.nats_url, lambda: datetime.now(settings.time_zone))

    @get(description="200 while the process lives")
    async def health(scope: Any) -> AsgiResponse:
        return AsgiResponse(b"alive\n", 200)

    @get(description="200 while NATS answers and the calendar could be turned last")
    async def ready(scope: Any) -> AsgiResponse:
        trouble = ticking.trouble if await broker.ping(timeout=2) else "NATS does not answer"
        return AsgiResponse(f"{trouble or 'ready'}\n".encode(), 503 if trouble else 200)

    return AsgiFastStream(
        broker,
        asgi_routes=[("/health", health), ("/ready", ready)],
        logger=log,
        after_startup=[ticking.start],
        on_shutdown=[ticking.stop],
    )


def _tell(message: Message, receipt: Receipt) -> None:
    if not isinstance(receipt, Rejected):
        log.info("%s: %s", message.id, receipt.outcome)
    else:
        level = logging.INFO if receipt.code in TURNED else logging.WARNING
        log.log(level, "%s: refused: %s: %s", message.id, receipt.code, receipt.rule)
