"""A nats-server with the inbox on it, and a door that a test holds in its hand."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import StorageType, StreamConfig

from shared.embedded import EmbeddedServer
from shared.subjects import IN, INBOX, REPLY_TO


async def _connected(url: str) -> Client:
    return await nats.connect(url, reconnect_time_wait=0.05, max_reconnect_attempts=-1, error_cb=_quiet)


async def _quiet(error: Exception) -> None:
    """A server that a test killed is no news."""


@pytest.fixture
def bare_server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A server without any stream."""
    with EmbeddedServer(tmp_path / "nats") as server:
        yield server


@pytest.fixture
def server(bare_server: EmbeddedServer) -> EmbeddedServer:
    """A server with the inbox."""
    asyncio.run(_add_inbox(bare_server.url))
    return bare_server


async def _add_inbox(url: str) -> None:
    client = await _connected(url)
    await client.jetstream().add_stream(
        StreamConfig(name=INBOX, subjects=[f"{IN}.>"], storage=StorageType.FILE, duplicate_window=0.1)
    )
    await client.close()


class Door:
    """Hears the inbox in order and answers every message; the same id gets the same receipt."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.heard: list[str] = []
        self.deliveries = 0
        self.positions: dict[str, int] = {}
        self.silent_for: Callable[[int], bool] = lambda delivery: False
        """Whether a delivery, by its number from 1, goes without an answer."""
        self.on_delivery: Callable[[int], None] = lambda delivery: None

    async def hear(self, message: Msg) -> None:
        self.deliveries += 1
        self.on_delivery(self.deliveries)
        self.bodies.append(message.data)
        self.headers.append(dict(message.headers or {}))
        name = json.loads(message.data)["id"]
        if name not in self.positions:
            self.positions[name] = len(self.positions) + 1
            self.heard.append(name)
        if not self.silent_for(self.deliveries):
            assert message.headers is not None
            await self.client.publish(message.headers[REPLY_TO], self.receipt(message.subject.split(".")[2], name))
        await message.ack()

    def receipt(self, source: str, name: str) -> bytes:
        answer = {"outcome": "accepted", "source": source, "message_id": name, "positions": [self.positions[name]]}
        return json.dumps(answer).encode()

    @asynccontextmanager
    async def open(self, url: str) -> AsyncIterator["Door"]:
        """Listen until the context ends."""
        self.client = await _connected(url)
        subscription = await self.client.jetstream().subscribe(
            f"{IN}.>", stream=INBOX, durable="door", cb=self.hear, manual_ack=True
        )
        yield self
        await subscription.unsubscribe()
        await self.client.close()
