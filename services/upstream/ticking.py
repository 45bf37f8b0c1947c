"""Ticking: the clock at work. It follows the log, publishes what is due as a source like any other, and waits.

    log ──► told ──► due ──► inbox ──► receipts
     ▲                         │
     └───────── intake ◄───────┘

Whoever else turns the calendar may do so: what they were first to say is refused, or no longer due.

It is woken by an alarm that NATS holds for it, just behind the next midnight, and looks every now and then without one.
An alarm says nothing but "look": what is due follows from the log and the time, so it does no harm if it rings twice,
early, late or never.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from faststream.asgi import AsgiFastStream, AsgiResponse, get
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.errors import Error as JetStreamError

from services.upstream.alarm import check_not_ahead, set_alarm
from services.upstream.clock import CLOCK, Told, due, next_alarm
from services.upstream.holidays import workdays_of
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from shared.catalogue.intake import ContestOpened
from shared.letters import AHEAD
from shared.receipts import Receipt, Rejected
from shared.recording import Recording
from shared.serving import Worker, connect, hear
from shared.settings import Settings
from shared.subjects import CLOCK_HEARS_ALARM

log = logging.getLogger("redcard")

SERVICE: Final = CLOCK
TICK: Final = 30
"""Seconds from one look at the log to the next, unless the alarm rings before."""
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
        self._armed: datetime | None = None
        """When the alarm rings that we set last. It is not set again for that time: by a clock of NATS that is ahead
        of ours it would ring at once, and again and again."""
        self._bell = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = False

    async def tick(self) -> None:
        """Turn the calendar to now, as far as it can be turned, and set the alarm."""
        await self._worker.do(self._catch_up)
        now = self._now()
        found = due(self._told, now, workdays_of)
        if messages := [message for message in found if message.id not in self._answered]:
            # The door would refuse what comes too early, and give the same answer when its time has come.
            await check_not_ahead(self._nats_url, now, AHEAD)
            await self._send(messages)
        await self._arm(next_alarm(now))

    async def ring(self, _: Sequence[Msg]) -> None:
        """Look at once."""
        self._bell.set()

    async def start(self) -> None:
        """Tick until stopped."""
        self._tasks.add(asyncio.create_task(self._run()))

    async def stop(self) -> None:
        """Stop; what had no receipt is still due at the next start."""
        self._stopped = True  # `asyncio.wait_for`, which nats-py lives by, can swallow the cancellation.
        self._bell.set()
        for task in self._tasks:
            task.cancel()

    async def _run(self) -> None:
        while not self._stopped:
            self._bell.clear()
            try:
                await self.tick()
                self.trouble = ""
            except Exception as error:
                if repr(error) != self.trouble:
                    log.exception("the calendar was not turned; trying again every %s s", RETRY)
                self.trouble = repr(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(RETRY if self.trouble else TICK):
                    await self._bell.wait()

    async def _send(self, messages: Sequence[Message]) -> None:
        async with Publisher(self._nats_url) as publisher:
            async for message, receipt in publisher.send_all(messages):
                self._answered.add(message.id)
                _tell(message, receipt)

    async def _arm(self, at: datetime) -> None:
        if at != self._armed:
            await set_alarm(self._nats_url, at)
            self._armed = at

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
    hear(broker, CLOCK_HEARS_ALARM, ticking.ring)

    @get(description="200 while the process lives")
    async def health(scope: Any) -> AsgiResponse:
        return AsgiResponse(b"alive\n", 200)

    @get(description="200 while NATS holds our durable and the calendar could be turned last")
    async def ready(scope: Any) -> AsgiResponse:
        try:
            async with asyncio.timeout(2):
                jetstream = (await broker.connect()).jetstream()
                await jetstream.consumer_info(CLOCK_HEARS_ALARM.stream, CLOCK_HEARS_ALARM.name)
        except (NatsError, JetStreamError, TimeoutError) as error:
            return AsgiResponse(f"not ready: {error!r}\n".encode(), 503)
        return AsgiResponse(f"{ticking.trouble or 'ready'}\n".encode(), 503 if ticking.trouble else 200)

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
