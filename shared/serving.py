"""Serving: the shell around a service. FastStream brings what it hears and takes its acknowledgements; HTTP tells how
it is.

Messages come one by one and are handled together: while one batch is decided, the next gathers by itself. So a lone
message is not held back, a flood becomes full batches, and idle costs nothing. What was handled is acknowledged; what
failed is delivered again a little later, and gets the same answer.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from faststream.asgi import AsgiFastStream, AsgiResponse, get
from faststream.nats import NatsBroker
from faststream.nats.message import NatsMessage
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.errors import Error as JetStreamError

from shared.metrics import CONTENT_TYPE
from shared.settings import Settings, login
from shared.subjects import Durable

log = logging.getLogger("redcard")

BATCH = 500
"""Most messages handled together."""
IN_FLIGHT = 2 * BATCH
"""Messages of one durable that are in the process at a time: those being decided, and those gathering."""
RETRY = 1
"""Seconds until what failed is delivered again."""
_AGAIN = b'%s {"delay": %d}' % (Msg.Ack.Nak, RETRY * 1_000_000_000)

Work = TypeVar("Work")
Handle = Callable[[Sequence[Msg]], Awaitable[None]]


class Worker:
    """The one thread in which a service decides: whatever it hears, one thing is decided at a time."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="decide")

    async def do(self, work: Callable[[], Work]) -> Work:
        """Do something in the thread, while the loop goes on."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


class Hearing:
    """What a service hears on one durable, in group commit: whoever comes first handles all who wait."""

    def __init__(self, durable: Durable, handle: Handle) -> None:
        self.durable = durable
        self.trouble = ""
        """Why the last batch could not be handled; empty where it was."""
        self._handle = handle
        self._turn = asyncio.Lock()
        self._waiting: list[tuple[Msg, asyncio.Future[None]]] = []

    async def join(self, message: Msg) -> None:
        """Have a message handled; raises what handling its batch raised."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((message, done))
        async with self._turn:
            if not done.done():
                await self._handle_waiting()
        await done

    async def _handle_waiting(self) -> None:
        batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
        try:
            await self._handle([message for message, _ in batch])
        except Exception as error:
            self.trouble = repr(error)
            log.exception("%s: %s messages failed; delivered again in %s s", self.durable.name, len(batch), RETRY)
            for _, done in batch:
                done.set_exception(error)
        except asyncio.CancelledError:
            for _, done in batch:
                done.cancel()
            raise
        else:
            self.trouble = ""
            for _, done in batch:
                done.set_result(None)


def connect(settings: Settings, service: str) -> NatsBroker:
    """The service's connection to NATS; it comes back by itself, however long the server is away."""
    return NatsBroker(
        settings.nats_url,
        name=f"redcard-{service}",
        max_reconnect_attempts=-1,
        reconnect_time_wait=1,
        apply_types=False,
        logger=None,
        **login(),
    )


def hear(broker: NatsBroker, durable: Durable, handle: Handle) -> Hearing:
    """Bring what arrives on a durable to a handler, all that waits together, and acknowledge it once that returned.

    Announcements are heard, and answered, as the plain messages that they are: a JetStream subscription of nats-py
    would take one for the server's own if its sender wrote `Status` in the headers, and never acknowledge it.
    """
    hearing = Hearing(durable, handle)

    @broker.subscriber(
        durable.deliver_subject,
        queue=durable.name,
        max_workers=IN_FLIGHT,
        no_reply=True,
        decoder=_undecoded,
    )
    async def heard(message: Msg) -> None:
        try:
            await hearing.join(message)
        except Exception:
            answer = _AGAIN
        else:
            answer = Msg.Ack.Ack
        await (await broker.connect()).publish(message.reply, answer)

    return hearing


class Listening:
    """What a door hears of its durable: that there are letters up to some sequence.

    Announcements are heard, and answered, as the plain messages that they are: a JetStream subscription of nats-py
    would take one for the server's own if its sender wrote `Status` in the headers. Letters are handled in order, so
    the last announcement stands for all before it, and its acknowledgement for theirs.
    """

    def __init__(self, broker: NatsBroker, durable: Durable, handle: Callable[[int], Awaitable[None]]) -> None:
        self.durable = durable
        self.trouble = ""
        """Why the last letters could not be handled; empty where they were."""
        self._broker = broker
        self._handle = handle
        self._until = 0
        """The letters to be handled: all up to this one."""
        self._announced, self._reply = 0, ""
        """The last of them that was announced, and where to acknowledge it."""
        self._bell = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Handle what waits, and then whatever comes."""
        client = await self._broker.connect()
        _bear_any_subject(client)
        subject, group = self.durable.deliver_subject, self.durable.name
        await client.subscribe(subject, group, cb=self._hear, pending_msgs_limit=0, pending_bytes_limit=0)
        stored = (await client.jetstream().stream_info(self.durable.stream)).state.last_seq
        self._until = max(self._until, stored)
        self._bell.set()
        self._tasks.add(asyncio.create_task(self._work(client)))

    async def stop(self) -> None:
        """Stop; what was not acknowledged is announced again."""
        for task in self._tasks:
            task.cancel()

    async def _hear(self, message: Msg) -> None:
        place = message.reply.split(".")
        sequence = int(place[5] if len(place) == 9 else place[7])
        if sequence >= self._announced:
            self._announced, self._reply = sequence, message.reply
            self._until = max(self._until, sequence)
            self._bell.set()

    async def _work(self, client: Client) -> None:
        while True:
            await self._bell.wait()
            self._bell.clear()
            until, reply = self._until, self._reply
            try:
                await self._handle(until)
                if reply:
                    await client.publish(reply, Msg.Ack.Ack)
                self.trouble = ""
            except Exception as error:
                self.trouble = repr(error)
                log.exception("%s: letters up to %s failed; again in %s s", self.durable.name, until, RETRY)
                await asyncio.sleep(RETRY)
                self._bell.set()


class Measured(Protocol):
    """What a service has counted and measured."""

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""


def application(broker: NatsBroker, metrics: Measured, *hearings: Hearing | Listening) -> AsgiFastStream:
    """The service as an application: what it hears, and `/health` (it lives), `/ready` (it copes) and `/metrics`."""
    listenings = [hearing for hearing in hearings if isinstance(hearing, Listening)]

    @get(description="200 while the process lives")
    async def health(scope: Any) -> AsgiResponse:
        return AsgiResponse(b"alive\n", 200)

    @get(description="200 while NATS holds our durables and what came last could be handled")
    async def ready(scope: Any) -> AsgiResponse:
        try:
            async with asyncio.timeout(2):
                jetstream = (await broker.connect()).jetstream()
                for hearing in hearings:
                    await jetstream.consumer_info(hearing.durable.stream, hearing.durable.name)
        except (NatsError, JetStreamError, TimeoutError) as error:
            return AsgiResponse(f"not ready: {error!r}\n".encode(), 503)
        troubles = [f"{hearing.durable.name}: {hearing.trouble}\n" for hearing in hearings if hearing.trouble]
        return AsgiResponse("".join(troubles).encode() or b"ready\n", 503 if troubles else 200)

    @get(description="what was counted and measured, in Prometheus' text format")
    async def measured(scope: Any) -> AsgiResponse:
        return AsgiResponse(metrics.text(), 200, headers={"content-type": CONTENT_TYPE})

    return AsgiFastStream(
        broker,
        asgi_routes=[("/health", health), ("/ready", ready), ("/metrics", measured)],
        logger=log,
        after_startup=[listening.start for listening in listenings],
        on_shutdown=[listening.stop for listening in listenings],
    )


async def serve(settings: Settings, app: AsgiFastStream) -> None:
    """Serve until a signal ends it."""
    await app.run(logging.WARNING, {"host": settings.host, "port": str(settings.port), "lifespan": "on"})


def _bear_any_subject(client: Client) -> None:
    """Hear messages whose subject is not UTF-8: nats-py would stop reading at the first one, and never start again."""
    build = client._build_message

    def tolerant(sid: int, subject: bytes, reply: bytes, data: bytes, headers: dict[str, str] | None) -> Msg:
        message: Msg = build(sid, subject.decode(errors="replace").encode(), reply, data, headers)
        return message

    client._build_message = tolerant  # type: ignore[method-assign]  # There is no other way in.


async def _undecoded(message: NatsMessage) -> Msg:
    """What a message says is for its handler to read: FastStream would drop one that is not the JSON it claims."""
    return message.raw_message
