"""Settling: waiting until all that stands on the log is decided; first the cards of every close, then their steps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import nats
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from shared.subjects import ESCALATION_HEARS_CARDS, SCORING_HEARS_CLOSES, Durable

PATIENCE_SECONDS: Final = 120.0
SERVER_SECONDS: Final = 2.0
POLL_SECONDS: Final = 0.01


class UnsettledError(Exception):
    """A service stopped getting on with what it has to decide."""


@asynccontextmanager
async def listening(nats_url: str) -> AsyncIterator[JetStreamContext]:
    """A connection over which to ask how far the services are; it comes back when the server does."""
    client = await nats.connect(nats_url, max_reconnect_attempts=-1, reconnect_time_wait=0, error_cb=_ignore)
    try:
        yield client.jetstream(timeout=SERVER_SECONDS)
    finally:
        await client.close()


async def settle(jetstream: JetStreamContext) -> None:
    """Return when scoring and escalation have acknowledged everything; one that stands still is an error.

    In this order, since scoring acknowledges a close only when its cards are on the log, where escalation hears them.
    """
    loop = asyncio.get_running_loop()
    for durable in (SCORING_HEARS_CLOSES, ESCALATION_HEARS_CARDS):
        reached, deadline = -1, loop.time() + PATIENCE_SECONDS
        while True:
            try:
                last, floor = await _last(jetstream, durable), await _floor(jetstream, durable)
            except (NatsError, TimeoutError):
                last, floor = 1, reached
            if floor >= last:
                break
            if floor > reached:
                reached, deadline = floor, loop.time() + PATIENCE_SECONDS
            elif loop.time() > deadline:
                raise UnsettledError(f"{durable.name} stands at {reached} of {last}: is its service running?")
            await asyncio.sleep(POLL_SECONDS)


async def _last(jetstream: JetStreamContext, durable: Durable) -> int:
    """The position of the last entry that a durable is to hear; 0 where there is none."""
    try:
        return (await jetstream.get_last_msg(durable.stream, durable.subject)).seq or 0
    except NotFoundError:
        return 0


async def _floor(jetstream: JetStreamContext, durable: Durable) -> int:
    """The position up to which a durable has acknowledged everything."""
    floor = (await jetstream.consumer_info(durable.stream, durable.name)).ack_floor
    return floor.stream_seq if floor else 0


async def _ignore(error: Exception) -> None:
    """A server that went away comes back, or the wait for it runs out."""
