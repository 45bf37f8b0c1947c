"""Opening the log of a redcard that runs somewhere: at once, or with a word why not."""

import asyncio

from shared import provisioning
from shared.recording import Recording
from shared.subjects import DURABLES


def check(nats_url: str) -> None:
    """Raise `ConnectionError` where nobody answers, `NotAsProvisionedError` where something is missing or different."""
    asyncio.run(_check(nats_url))


def open_log(nats_url: str) -> Recording:
    """The log on a NATS server that is there and provisioned; raises as `check` does."""
    check(nats_url)
    return Recording.at(nats_url)


async def _check(nats_url: str) -> None:
    async with provisioning.connected(nats_url) as jetstream:
        await provisioning.check(jetstream, provisioning.wanted_streams(), DURABLES)
