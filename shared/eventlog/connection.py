"""One NATS connection on one background thread: the only door between callers' threads and the event loop.

`eventsourcing` is synchronous and nats-py is not. `call` carries a coroutine to the loop and waits for its result;
whatever runs there may `ask` a question and gets the answer or, after a bounded time, a `NoReplyError`. The connection
is kept up for ever: after a loss nats-py reconnects, and a client that gave up for good is replaced at the next
question. A question that was open when the connection broke ends at once, since its answer will never come.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import Thread
from typing import Any, Final, TypeVar

from eventsourcing.persistence import OperationalError, ProgrammingError
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

CONNECT_SECONDS: Final = 10.0
REPLY_SECONDS: Final = 5.0
RECONNECT_SECONDS: Final = 0.1
ATTEMPTS: Final = 5

STATUS: Final = "Status"
SEQUENCE: Final = "Nats-Sequence"
DESCRIPTION: Final = "Description"
NO_RESPONDERS: Final = "503"

T = TypeVar("T")
Message = tuple[str, bytes, dict[str, str]]


class NoReplyError(OperationalError):
    """A question without an answer: whether the server acted on it is unknown."""


class NotConnectedError(OperationalError):
    """There is no connection, so nothing was said to the server."""


class DeniedError(OperationalError):
    """The server refused: these credentials may not do this."""


@dataclass(slots=True)
class _Question:
    """What was asked, and the future of its answer: one message, or all of the stream up to the server's own.

    The server writes a sequence on every message of a stream. A `Status` may have been written by anybody.
    """

    subject: str
    until_status: bool
    answers: asyncio.Future[list[Msg]]
    so_far: list[Msg] = field(default_factory=list)

    def hear(self, message: Msg) -> None:
        self.so_far.append(message)
        if (not self.until_status or SEQUENCE not in (message.headers or {})) and not self.answers.done():
            self.answers.set_result(self.so_far)

    def fail(self, error: OperationalError) -> None:
        if not self.answers.done():
            self.answers.set_exception(error)


class Connection:
    """A connection to NATS that can be used from any thread."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._client: Client | None = None
        self._inbox = ""
        self._up = asyncio.Event()
        self._connecting = asyncio.Lock()
        self._questions: dict[str, _Question] = {}
        self._on_loss: set[Callable[[], None]] = set()
        self._last_error = "none"
        self.loop = asyncio.new_event_loop()
        self._thread = Thread(target=self.loop.run_forever, name="eventlog", daemon=True)
        self._thread.start()

    # From any thread.

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the loop and wait for what it returns or raises."""
        future = self.spawn(work)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def spawn(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Start a coroutine on the loop."""
        if not self._thread.is_alive():
            work.close()
            raise ProgrammingError("the event log is closed")
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def close(self) -> None:
        """Close the connection and end the thread; closing again does nothing."""
        if self._thread.is_alive():
            self.call(self._shut())
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join()
            self.loop.close()

    # On the loop.

    async def ready(self) -> Client:
        """The connected client, waiting for it if need be."""
        if self._client is not None and self._client.is_connected:
            return self._client
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                async with self._connecting:
                    if self._client is None or self._client.is_closed:
                        self._client = await self._connect()
                await self._up.wait()
                return self._client
        except TimeoutError:
            message = f"no connection to NATS at {', '.join(self._options['servers'])}; last error: {self._last_error}"
            raise NotConnectedError(message) from None

    async def ask(self, subject: str, payload: bytes, headers: dict[str, str] | None = None) -> Msg:
        """One question, one answer."""
        [answer] = await self._exchange(subject, payload, headers, until_status=False)
        if (answer.headers or {}).get(STATUS) == NO_RESPONDERS:
            raise NoReplyError(f"nobody answers on {subject}: no stream or no JetStream there")
        return answer

    async def ask_many(self, subject: str, payload: bytes) -> list[Msg]:
        """One question, answers up to and including one that carries a status."""
        answers = await self._exchange(subject, payload, None, until_status=True)
        if (answers[-1].headers or {}).get(STATUS) == NO_RESPONDERS:
            raise NoReplyError(f"nobody answers on {subject}: no stream or no JetStream there")
        return answers

    @property
    def is_up(self) -> bool:
        return self._client is not None and self._client.is_connected

    async def tell(self, subject: str, payload: bytes, reply: str = "") -> None:
        """Say something; an answer, if any, goes elsewhere."""
        client = await self.ready()
        try:
            await client.publish(subject, payload, reply)
        except NatsError as error:
            raise NoReplyError(f"could not say on {subject}: {error}") from error

    async def tell_all(self, messages: Iterable[Message]) -> None:
        """Say many things in order, as one client sees it."""
        client = await self.ready()
        try:
            for subject, payload, headers in messages:
                await client.publish(subject, payload, "", headers)
        except NatsError as error:
            raise NoReplyError(f"could not say all: {error}") from error

    async def subscribe(self, hear: Callable[[Msg], Awaitable[None]]) -> Subscription:
        """A subscription to a fresh inbox, unbounded here: whoever pulls bounds what can arrive."""
        client = await self.ready()
        inbox = client.new_inbox()
        return await client.subscribe(inbox, cb=hear, pending_msgs_limit=0, pending_bytes_limit=0)

    def on_loss(self, hear: Callable[[], None]) -> None:
        self._on_loss.add(hear)

    def off_loss(self, hear: Callable[[], None]) -> None:
        self._on_loss.discard(hear)

    async def max_payload(self) -> int:
        """How many bytes of headers and body the server takes in one message."""
        return (await self.ready()).max_payload

    async def _exchange(
        self, subject: str, payload: bytes, headers: dict[str, str] | None, *, until_status: bool
    ) -> list[Msg]:
        client = await self.ready()
        token = token_urlsafe(8)
        question = _Question(subject, until_status, self.loop.create_future())
        self._questions[token] = question
        try:
            await client.publish(subject, payload, f"{self._inbox}.{token}", headers)
            return await asyncio.wait_for(question.answers, REPLY_SECONDS)
        except TimeoutError:
            raise NoReplyError(f"no answer on {subject} within {REPLY_SECONDS:.0f} s; {self._hint()}") from None
        except NatsError as error:
            raise NoReplyError(f"could not ask on {subject}: {error}") from error
        finally:
            del self._questions[token]

    async def _connect(self) -> Client:
        client = Client()
        refused = asyncio.Event()
        refusals: list[str] = []

        async def on_error(error: Exception) -> None:
            self._last_error = str(error) or type(error).__name__
            self._deny(self._last_error)
            if "authorization" in self._last_error.lower():
                refusals.append(self._last_error)
                refused.set()

        connecting = self.loop.create_task(self._dial(client, on_error))
        refusal = self.loop.create_task(refused.wait())
        try:
            await asyncio.wait([connecting, refusal], return_when=asyncio.FIRST_COMPLETED)
            if connecting.done():
                return connecting.result()
        finally:
            refusal.cancel()
            connecting.cancel()
        raise DeniedError(f"NATS at {self._options['servers']} refused the credentials: {refusals[0]}")

    async def _dial(self, client: Client, on_error: Callable[[Exception], Awaitable[None]]) -> Client:
        await client.connect(
            **self._options,
            name="eventlog",
            error_cb=on_error,
            disconnected_cb=self._lost,
            reconnected_cb=self._regained,
            closed_cb=self._lost,
            reconnect_time_wait=RECONNECT_SECONDS,  # type: ignore[arg-type]  # Only ever slept; a float is fine.
            max_reconnect_attempts=-1,
        )
        self._inbox = client.new_inbox()
        await client.subscribe(f"{self._inbox}.*", cb=self._answer, pending_msgs_limit=0, pending_bytes_limit=0)
        self._up.set()
        return client

    async def _answer(self, message: Msg) -> None:
        question = self._questions.get(message.subject.rpartition(".")[2])
        if question is not None:
            question.hear(message)

    async def _lost(self) -> None:
        self._up.clear()
        for question in list(self._questions.values()):
            question.fail(NoReplyError(f"the connection broke before the answer on {question.subject}; {self._hint()}"))
        for hear in list(self._on_loss):
            hear()

    async def _regained(self) -> None:
        self._up.set()

    def _deny(self, error: str) -> None:
        """A denial names the subject, in lower case, and nothing else comes: end the questions it answers."""
        if "permissions violation" in error:
            for question in list(self._questions.values()):
                if f'"{question.subject.lower()}"' in error or f'"{self._inbox.lower()}' in error:
                    question.fail(DeniedError(f"NATS denied it: {error}"))

    def _hint(self) -> str:
        return f"last error: {self._last_error}"

    async def _shut(self) -> None:
        """Close the client and end all that runs here; nats-py may swallow a cancellation, so it is repeated."""
        self._on_loss.clear()
        if self._client is not None:
            await self._client.close()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.wait(others, timeout=RECONNECT_SECONDS)


async def patiently(attempt: Callable[[], Awaitable[T]]) -> T:
    """Repeat a question that changes nothing while it stays unanswered, a bounded number of times."""
    for tried in range(1, ATTEMPTS):
        try:
            return await attempt()
        except NoReplyError:
            await asyncio.sleep(RECONNECT_SECONDS * tried)
    return await attempt()
