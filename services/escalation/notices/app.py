"""Wiring of notices: the log in, notices out to their stream, and from there to webhooks."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from faststream.asgi import AsgiFastStream
from faststream.nats import NatsBroker
from nats.aio.msg import Msg
from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest

from services.escalation.notices.delivering import Delivering, Patience, secrets_of
from services.escalation.notices.hooks import Hook, HooksError, parse
from services.escalation.notices.posting import Posting
from shared.permissions import NOTIFYING
from shared.recording import Recording
from shared.serving import Worker, application, connect, hear
from shared.settings import Settings
from shared.subjects import NOTICES_HEARS_LOG

SERVICE: Final = NOTIFYING


class Counted:
    """What the service counts."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.posted = Counter("redcard_notices", "Notices posted", ("who",), registry=registry)
        self.sent = Counter("redcard_webhooks", "Deliveries to webhooks", ("hook", "outcome"), registry=registry)
        self.position = Gauge("redcard_log_position", "Log position taken in", ("service",), registry=registry)

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self._registry)


class Telling:
    """The service: posts, and then delivers."""

    def __init__(self, broker: NatsBroker, log: Recording, hooks: Sequence[Hook], patience: Patience) -> None:
        self.counted = Counted()
        self._broker = broker
        self._posting = Posting(log, Worker(), lambda notice: self.counted.posted.labels(notice.data.who).inc())
        self.counted.position.labels(SERVICE).set_function(lambda: self._posting.position)
        self._hooks = [Delivering(hook, patience, self._sent) for hook in hooks]
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def settle(self, _: Sequence[Msg] = ()) -> None:
        """Post what the log gives."""
        async with self._turn:
            await self._posting.settle((await self._broker.connect()).jetstream())

    async def start(self) -> None:
        """Post what is owed, and only then serve the hooks: a new one does not hear of years past."""
        await self.settle()
        client = await self._broker.connect()
        for hook in self._hooks:
            await hook.set_up(client.jetstream())
            self._tasks.add(asyncio.create_task(hook.run(client)))

    async def stop(self) -> None:
        """Stop; what was not delivered is delivered after the next start."""
        for task in self._tasks:
            task.cancel()

    def _sent(self, hook: str, outcome: str) -> None:
        self.counted.sent.labels(hook, outcome).inc()


def hooks_of(file: Path | None) -> tuple[Hook, ...]:
    """The webhooks that a file names, none where there is no file; raises `HooksError`."""
    try:
        hooks = parse(file.read_text(encoding="utf-8")) if file else ()
        for hook in hooks:
            secrets_of(hook)
    except (OSError, ValueError) as error:
        raise HooksError(f"REDCARD_WEBHOOKS: {error}") from error
    return hooks


def build(settings: Settings, patience: Patience | None = None) -> AsgiFastStream:
    """The service, ready to serve."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # It would write every address down.
    broker = connect(settings, SERVICE)
    hooks = hooks_of(settings.webhooks)
    telling = Telling(broker, Recording.at(settings.nats_url), hooks, patience or Patience())
    app = application(broker, telling.counted, hear(broker, NOTICES_HEARS_LOG, telling.settle))
    app.after_startup(telling.start)
    app.on_shutdown(telling.stop)
    return app
