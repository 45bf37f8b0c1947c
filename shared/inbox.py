"""The inbox, read in its own order: letters one after the other, however and how often the server announces them.

A durable delivers anew what was not acknowledged, but only after a while, and newer messages overtake it meanwhile. So
deliveries are only announcements (headers, no body); the letters themselves are read from the stream by sequence, from
where the durable stands on. What a sender said first is decided first, whatever broke in between.
"""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from shared.letters import Letter
from shared.subjects import REPLY_TO, Durable

AT_ONCE: Final = 500
"""Letters read at a time."""
MAX_BYTES: Final = 16 * 1024 * 1024
"""Bytes read at a time: what a flood of large letters may take of our memory."""
REPLY_SECONDS: Final = 5.0
_SEQUENCE: Final = "Nats-Sequence"
"""What the server writes on every letter, last, and on nothing else: a sender may well have written `Status` on one."""
_ENDS: Final = ("204", "404")
"""End of what was asked for; nothing there."""


class Inbox:
    """What one durable hears of the inbox, letter by letter."""

    def __init__(self, durable: Durable) -> None:
        self._durable = durable
        self._position: int | None = None

    async def letters(self, client: Client, until: int) -> AsyncIterator[list[Letter]]:
        """Letters not yet read, in order, up to a sequence or a little beyond; each list counts as read when the
        next is asked for, so what could not be answered is read again."""
        if self._position is None:
            self._position = await self._acknowledged(client)
        while self._position < until:
            letters = await self._after(client, self._position)
            if not letters:
                return
            yield letters
            self._position = letters[-1].sequence

    async def _acknowledged(self, client: Client) -> int:
        """The sequence up to which everything was answered before this process began."""
        floor = (await client.jetstream().consumer_info(self._durable.stream, self._durable.name)).ack_floor
        return floor.stream_seq if floor else 0

    async def _after(self, client: Client, position: int) -> list[Letter]:
        wanted = {
            "seq": position + 1,
            "next_by_subj": self._durable.subject,
            "batch": AT_ONCE,
            "max_bytes": MAX_BYTES,
        }
        replies = await client.subscribe(client.new_inbox(), pending_msgs_limit=0, pending_bytes_limit=0)
        try:
            payload = json.dumps(wanted).encode()
            await client.publish(f"$JS.API.DIRECT.GET.{self._durable.stream}", payload, replies.subject)
            letters = []
            while _SEQUENCE in (headers := (reply := await replies.next_msg(REPLY_SECONDS)).headers or {}):
                letters.append(letter_of(reply))
        finally:
            await replies.unsubscribe()
        if headers.get("Status") not in _ENDS:
            raise NatsError(f"the inbox cannot be read: {headers}")
        return letters


def letter_of(message: Msg) -> Letter:
    """A letter as the server hands it out."""
    headers = message.headers or {}
    return Letter(
        subject=headers["Nats-Subject"],
        body=message.data,
        sequence=int(headers[_SEQUENCE]),
        received_at=datetime.fromisoformat(headers["Nats-Time-Stamp"]),
        reply_to=headers.get(REPLY_TO),
    )
