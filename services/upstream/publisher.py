"""An upstream system's way in: publish messages in order on NATS, and wait until each has its receipt.

    letter ──publish──► INBOX ──PubAck──► stored ──receipt──► answered
       ▲                                    │
       └──── again, with the same id ◄──────┘ no receipt in time, or the connection broke

Order is kept whatever breaks. A connection is never repaired but replaced, so that what was lost is always the end of
what was sent; everything unanswered is then sent again from its beginning. That is safe because the door answers a
message that it knows already with the receipt it gave before.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from itertools import count
from secrets import token_urlsafe
from types import TracebackType
from typing import Any, Final, Self

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import ConnectionClosedError, MaxPayloadError, NoServersError
from nats.errors import Error as NatsError
from pydantic import TypeAdapter

from services.upstream.message import Message
from shared.receipts import Receipt
from shared.settings import login
from shared.subjects import REPLY_TO, inbox_subject

WINDOW: Final = 500
ATTEMPTS: Final = 8
PATIENCE_SECONDS: Final = 15.0
CONNECT_SECONDS: Final = 30.0
PAUSE_SECONDS: Final = 0.25

_RECEIPT: TypeAdapter[Receipt] = TypeAdapter(Receipt)


class UndeliveredError(Exception):
    """Messages stayed without a receipt, or could not be sent at all; the text names them and says what to do."""


class Publisher:
    """Publishes to the inbox; `async with Publisher(url) as publisher: ...`."""

    def __init__(self, nats_url: str, *, patience: float = PATIENCE_SECONDS, attempts: int = ATTEMPTS) -> None:
        self._url = nats_url
        self._patience = patience
        self._attempts = attempts
        self._numbers = count(1)
        self._letters: dict[str, _Letter] = {}
        self._inbox = f"{login().get('inbox_prefix', '_INBOX')}.{token_urlsafe(12)}"
        self._linking = asyncio.Lock()
        self._link: _Link | None = None

    async def __aenter__(self) -> Self:
        # A server that is not there at all is an error at once; one that was there gets the time to come back.
        self._link = await _Link.open(self._url, self._inbox, self._letters, self._patience, within=0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._link is not None:
            await self._link.close()

    async def send(self, message: Message) -> Receipt:
        """Send one message and wait for its receipt."""
        async with aclosing(self.send_all([message])) as answers:
            async for _, receipt in answers:
                return receipt
        raise AssertionError("a message that was sent has an answer or an error")

    async def send_all(
        self, messages: Iterable[Message], window: int = WINDOW
    ) -> AsyncGenerator[tuple[Message, Receipt], None]:
        """Send messages in order, at most `window` of them without a receipt; yields each with its own, in order."""
        waiting: deque[_Letter] = deque()
        remaining = iter(messages)
        try:
            while True:
                while len(waiting) < window and (message := next(remaining, None)) is not None:
                    waiting.append(self._written(message))
                    await self._post(waiting[-1])
                if not waiting:
                    return
                if await self._answered(waiting[0]):
                    letter = waiting.popleft()
                    del self._letters[letter.number]
                    yield letter.message, letter.answer.result()
                else:
                    await self._again([letter for letter in waiting if not letter.answer.done()])
        finally:
            for letter in waiting:
                del self._letters[letter.number]

    def _written(self, message: Message) -> "_Letter":
        loop = asyncio.get_running_loop()
        letter = _Letter(str(next(self._numbers)), message, loop.create_future(), loop.create_future())
        self._letters[letter.number] = letter
        return letter

    async def _post(self, letter: "_Letter") -> None:
        link = await self._connected()
        if link.trouble.done():
            return
        letter.sends += 1
        try:
            await link.publish(letter)
        except MaxPayloadError as error:
            raise UndeliveredError(f"{letter.name}: larger than the server takes: {error}") from error
        except ConnectionClosedError as error:
            link.fail(str(error))
        except NatsError as error:
            raise UndeliveredError(f"{letter.name}: {error}") from error

    async def _answered(self, letter: "_Letter") -> bool:
        if not letter.answer.done():
            link = await self._connected()
            await _either(letter.answer, link.trouble, timeout=self._patience)
        return letter.answer.done()

    async def _again(self, letters: "list[_Letter]") -> None:
        """Send what is unanswered once more, over a new connection if the old one is in trouble."""
        link = await self._connected()
        trouble = link.trouble.result() if link.trouble.done() else "the door gave no receipt: is intake running?"
        if letters[0].sends >= self._attempts:
            named = ", ".join(letter.name for letter in letters[:5]) + (" ..." if len(letters) > 5 else "")
            raise UndeliveredError(
                f"no receipt for {len(letters)} messages after {self._attempts} attempts ({trouble}): {named}"
            )
        if link.trouble.done():
            # A server that has just come back gets a moment; each further failure gets it a longer one.
            await asyncio.sleep(PAUSE_SECONDS * letters[0].sends)
            await self._replace(link)
        for letter in letters:
            await self._post(letter)

    async def _replace(self, link: "_Link") -> None:
        async with self._linking:
            if self._link is link:
                await link.close()
                self._link = None

    async def _connected(self) -> "_Link":
        if self._link is not None:
            return self._link
        async with self._linking:
            if self._link is None:
                self._link = await _Link.open(
                    self._url, self._inbox, self._letters, self._patience, within=CONNECT_SECONDS
                )
            return self._link


@dataclass(slots=True, eq=False)
class _Letter:
    """A message on its way."""

    number: str
    message: Message
    stored: asyncio.Future[int]
    answer: asyncio.Future[Receipt]
    sends: int = 0

    @property
    def name(self) -> str:
        return f"{self.message.source}/{self.message.id[:64]}"


class _Link:
    """One connection from its beginning to its first trouble."""

    def __init__(self, inbox: str, letters: Mapping[str, _Letter], patience: float) -> None:
        self._client = Client()
        self._inbox = inbox
        self._letters = letters
        self._patience = patience
        self._proven = False
        self.trouble: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(
        cls, url: str, inbox: str, letters: Mapping[str, _Letter], patience: float, *, within: float
    ) -> "_Link":
        """Connect and listen, trying again for so many seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while True:
            link = cls(inbox, letters, patience)
            try:
                await link._connect(url)
            except (NatsError, OSError) as error:
                with suppress(NatsError):
                    await link._client.close()
                if loop.time() >= deadline or not isinstance(error, OSError | NoServersError):
                    reason = link.trouble.result() if link.trouble.done() else str(error)
                    raise UndeliveredError(f"no connection to NATS at {url}: {reason}") from error
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return link

    async def publish(self, letter: _Letter) -> None:
        """Publish; the first letter waits until it is stored, lest later ones overtake it while a server starts up."""
        message = letter.message
        await self._client.publish(
            inbox_subject(message.source, message.kind),
            _body(message),
            reply=f"{self._inbox}.stored.{letter.number}",
            headers={**message.headers, REPLY_TO: f"{self._inbox}.answer.{letter.number}"},
        )
        if not self._proven:
            await _either(letter.stored, self.trouble, timeout=self._patience)
            self._proven = letter.stored.done()
            if not self._proven:
                self.fail(f"NATS did not say that it stored {letter.name}")

    def fail(self, reason: str) -> None:
        """This connection is of no more use."""
        if not self.trouble.done():
            self.trouble.set_result(reason)

    async def close(self) -> None:
        self.fail("closed")
        await self._client.close()

    async def _connect(self, url: str) -> None:
        await self._client.connect(
            url,
            allow_reconnect=False,
            # nats-py counts connecting attempts with these even so.
            max_reconnect_attempts=1,
            reconnect_time_wait=0,
            connect_timeout=5,
            ping_interval=5,
            max_outstanding_pings=2,
            closed_cb=self._closed,
            error_cb=self._failed,
            **login(),
        )
        await self._client.subscribe(f"{self._inbox}.*.*", cb=self._hear, pending_msgs_limit=0, pending_bytes_limit=0)

    async def _closed(self) -> None:
        self.fail("the connection to NATS broke")

    async def _failed(self, error: Exception) -> None:
        # Permission denials come this way only, and leave the connection open.
        self.fail(str(error) or type(error).__name__)

    async def _hear(self, message: Msg) -> None:
        what, number = message.subject.split(".")[-2:]
        letter = self._letters.get(number)
        if letter is None:
            return
        if what == "answer":
            if not letter.answer.done():
                letter.answer.set_result(_RECEIPT.validate_json(message.data))
        elif (message.headers or {}).get("Status") == "503":
            self.fail(f"no stream takes {letter.name}: has `redcard provision` been run, and is JetStream up?")
        else:
            ack = msgspec.json.decode(message.data, type=dict[str, Any])
            if "error" in ack:
                self.fail(f"the inbox did not store {letter.name}: {ack['error'].get('description')}")
            elif not letter.stored.done():
                letter.stored.set_result(ack["seq"])


def _body(message: Message) -> bytes:
    """A message on the wire."""
    if message.body is not None:
        return message.body
    actor = {} if message.actor is None else {"actor": message.actor}
    return msgspec.json.encode({"id": message.id, "time": message.time, **actor, "data": message.data})


async def _either(*futures: asyncio.Future[Any], timeout: float) -> None:
    """Wait for the first of them, or for so many seconds."""
    await asyncio.wait(futures, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
