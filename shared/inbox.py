"""The inbox, read in its own order: letters one after the other, however and how often the server announces them.

A durable delivers anew what was not acknowledged, but only after a while, and newer messages overtake it meanwhile. So
deliveries are only announcements (headers, no body); the letters themselves are read from the stream by sequence, from
where the durable stands on. What a sender said first is decided first, whatever broke in between.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from urllib.parse import unquote

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from shared.letters import CLOUD_EVENT, Letter
from shared.subjects import Durable

AT_ONCE: Final = 1_000
"""Letters read at a time."""
MAX_BYTES: Final = 16 * 1024 * 1024
"""Bytes read at a time: what a flood of large letters may take of our memory."""
REPLY_SECONDS: Final = 5.0
_SEQUENCE: Final = "Nats-Sequence"
"""What the server writes on every letter, last, and on nothing else: a sender may well have written `Status` on one."""
_PENDING: Final = "Nats-Num-Pending"
_ENDS: Final = ("204", "404")
"""End of what was asked for; nothing there."""


class Inbox:
    """What one durable hears of the inbox, letter by letter."""

    def __init__(self, durable: Durable) -> None:
        self._durable = durable
        self._position: int | None = None

    async def letters(self, client: Client, until: int) -> AsyncIterator[list[Letter]]:
        """Letters not yet read, in order, up to a sequence; each list counts as read when the next is asked for, so
        what could not be answered is read again."""
        if self._position is None:
            self._position = await self._acknowledged(client)
        while self._position < until:
            letters, position = await self._after(client, self._position, until)
            if letters:
                yield letters
            self._position = position

    async def _acknowledged(self, client: Client) -> int:
        """The sequence up to which everything was answered before this process began."""
        floor = (await client.jetstream().consumer_info(self._durable.stream, self._durable.name)).ack_floor
        return floor.stream_seq if floor else 0

    async def _after(self, client: Client, position: int, until: int) -> tuple[list[Letter], int]:
        """The next letters, and the sequence up to which there are no others."""
        pages = await asyncio.gather(*(self._page(client, position, subject) for subject in self._durable.subjects))
        horizon = min([until, *(letters[-1].sequence for letters, more in pages if more)])
        found = [letter for letters, _ in pages for letter in letters if letter.sequence <= horizon]
        return sorted(found, key=lambda letter: letter.sequence), horizon

    async def _page(self, client: Client, position: int, subject: str) -> tuple[list[Letter], bool]:
        """Letters of one subject behind a position, and whether there are more."""
        wanted = {"seq": position + 1, "next_by_subj": subject, "batch": AT_ONCE, "max_bytes": MAX_BYTES}
        letters: list[Letter] = []
        end: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()

        async def hear(reply: Msg) -> None:
            headers = reply.headers or {}
            if _SEQUENCE in headers:
                letters.append(letter_of(reply))
            elif not end.done():
                end.set_result(headers)

        replies = await client.subscribe(client.new_inbox(), cb=hear, pending_msgs_limit=0, pending_bytes_limit=0)
        try:
            payload = json.dumps(wanted).encode()
            await client.publish(f"$JS.API.DIRECT.GET.{self._durable.stream}", payload, replies.subject)
            headers = await asyncio.wait_for(end, REPLY_SECONDS)
        finally:
            await replies.unsubscribe()
        if headers.get("Status") not in _ENDS:
            raise NatsError(f"the inbox cannot be read: {headers}")
        return letters, bool(letters) and headers.get(_PENDING, "0") != "0"


def letter_of(message: Msg) -> Letter:
    """A letter as the server hands it out."""
    headers = {name.lower(): value for name, value in (message.headers or {}).items()}
    return Letter(
        subject=headers["nats-subject"],
        body=message.data,
        sequence=int(headers["nats-sequence"]),
        received_at=datetime.fromisoformat(headers["nats-time-stamp"]),
        headers={name: _readable(name, value) for name, value in headers.items() if not name.startswith("nats-")},
    )


def _readable(name: str, value: str) -> str:
    """A header as it was meant: attributes of a CloudEvent are percent-encoded on the wire."""
    return unquote(value) if name.startswith(CLOUD_EVENT) else value
