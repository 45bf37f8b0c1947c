"""The fast way to read far: an ephemeral consumer, pulled ahead of the reader.

Requests of 5,000 messages are kept two ahead, so the server never waits for the client, and each is also bounded in
bytes, so that large events cannot overrun the connection. `held` says how many messages the reader has not got to yet:
a reader that lags stops the pulling. A consumer can vanish at any time (restart, loss of the connection, a new leader);
then `on_end` says so, once, and whoever reads starts another behind the last message it had.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from typing import Final

from eventsourcing.persistence import OperationalError
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from shared.eventlog.connection import DESCRIPTION, STATUS, Connection, NoReplyError

AHEAD: Final = 5_000
AHEAD_BYTES: Final = 16 * 1024 * 1024  # Twice this stays below what a server holds back for one client.
HEARTBEAT_SECONDS: Final = 5
EXPIRES_SECONDS: Final = 60
ABANDONED_SECONDS: Final = 30
_NANOSECONDS: Final = 1_000_000_000

_OF_THE_STREAM: Final = "$JS.ACK."
"""How the reply subject of a message begins that was delivered from a stream; the server's own messages have none."""
_REQUEST_ENDED: Final = ("Batch Completed", "Message Size Exceeds MaxBytes")

_REQUEST: Final = {
    "max_bytes": AHEAD_BYTES,
    "expires": EXPIRES_SECONDS * _NANOSECONDS,
    "idle_heartbeat": HEARTBEAT_SECONDS * _NANOSECONDS,
}


class Pull:
    """The messages of a stream from one sequence on, handed to `on_message` in order, on the loop."""

    def __init__(
        self,
        connection: Connection,
        stream: str,
        *,
        on_message: Callable[[Msg], None],
        on_end: Callable[[Exception], None],
        held: Callable[[], int] = lambda: 0,
    ) -> None:
        self._connection = connection
        self._stream = stream
        self._consumer = f"eventlog-{token_hex(8)}"
        self._on_message = on_message
        self._on_end = on_end
        self._held = held
        self._inbox: Subscription | None = None
        self._wanted: int | None = None
        self._requested = 0
        self._heard = True
        self._ended = False

    async def open(self, at: int) -> int:
        """Make the consumer; returns how many messages there are from the sequence on. Nothing comes before `start`."""
        config = {
            "name": self._consumer,
            "deliver_policy": "by_start_sequence",
            "opt_start_seq": at,
            "ack_policy": "none",
            "inactive_threshold": ABANDONED_SECONDS * _NANOSECONDS,
            "mem_storage": True,
            "num_replicas": 1,
        }
        request = json.dumps({"stream_name": self._stream, "config": config}).encode()
        self._connection.on_loss(self._lost)
        self._inbox = await self._connection.subscribe(self._hear)
        reply = await self._connection.ask(f"$JS.API.CONSUMER.CREATE.{self._stream}.{self._consumer}", request)
        answer = json.loads(reply.data)
        if "error" in answer:
            raise OperationalError(f"no consumer on stream {self._stream}: {answer['error']['description']}")
        return int(answer["num_pending"])

    async def start(self, wanted: int | None = None) -> None:
        """Let messages come: so many in all, or without end."""
        self._wanted = wanted
        await self.top_up()

    async def top_up(self) -> None:
        """Request more if the reader has room for it."""
        while self._requested + self._held() <= AHEAD and self._wanted != 0:
            batch = AHEAD if self._wanted is None else min(AHEAD, self._wanted)
            self._requested += batch
            if self._wanted is not None:
                self._wanted -= batch
            await self._tell("MSG.NEXT", json.dumps({**_REQUEST, "batch": batch}).encode())

    def silent(self) -> bool:
        """Whether nothing came since this was last asked, not even a heartbeat, though a request is open."""
        heard, self._heard = self._heard, False
        return not heard and self._requested > 0

    async def close(self) -> None:
        """Stop; the server forgets the consumer now or, if it does not hear this, after a while."""
        self._connection.off_loss(self._lost)
        if self._inbox is not None and self._connection.is_up:
            with suppress(NatsError, OperationalError):
                await self._inbox.unsubscribe()
                await self._tell("DELETE", b"")

    async def _tell(self, verb: str, payload: bytes) -> None:
        assert self._inbox is not None
        subject = f"$JS.API.CONSUMER.{verb}.{self._stream}.{self._consumer}"
        await self._connection.tell(subject, payload, self._inbox.subject)

    async def _hear(self, message: Msg) -> None:
        if self._ended:
            return
        self._heard = True
        try:
            if message.reply.startswith(_OF_THE_STREAM):
                self._requested -= 1
                self._on_message(message)
                if self._requested <= AHEAD:
                    await self.top_up()
            else:
                await self._hear_status(message.headers or {})
        except Exception as error:  # Here is no caller to raise to: the reader has to know.
            self._end(error)

    async def _hear_status(self, headers: dict[str, str]) -> None:
        status, description = headers.get(STATUS, ""), headers.get(DESCRIPTION, "")
        if status == "408" or description in _REQUEST_ENDED:
            unserved = int(headers.get("Nats-Pending-Messages", "0"))
            self._requested -= unserved
            if self._wanted is not None:
                self._wanted += unserved
            await self.top_up()
        elif status != "100":
            self._end(NoReplyError(f"the consumer ended: {status} {description}"))

    def _lost(self) -> None:
        self._end(NoReplyError("the connection broke"))

    def _end(self, error: Exception) -> None:
        if not self._ended:
            self._ended = True
            self._on_end(error)
