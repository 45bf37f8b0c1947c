"""Provisioning: the one place that creates streams and durables, and the check that services make before they start.

        redcard provision ──► missing:   created
                              as wanted: left alone
                              different: refused, and nothing at all is created

Nothing that exists is ever altered: a setting that somebody changed is either put back by the person who changed it
or wanted from now on, and then the table in `shared.subjects` says so.
"""

import json
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.errors import NoServersError
from nats.js import JetStreamContext
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.errors import NotFoundError

from shared.eventlog import log_stream_config
from shared.settings import login
from shared.subjects import DURABLES, LOG, LOG_PREFIX, Durable, streams

CONNECT: Final = {"connect_timeout": 5.0, "max_reconnect_attempts": 1, "reconnect_time_wait": 0.5}
"""Whoever provisions or starts a service is there to try again: no patience."""
KNOWN_BY: Final = "set NATS_NKEY_SEED_FILE to the seed of a user that it knows"
LEFT_TO_THE_SERVER: Final = {"duplicate_window": 0}
"""Values with which nats-py asks for the server's own choice, which is then no difference."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A setting on the server that is not as wanted."""

    name: str
    setting: str
    found: object
    wanted: object

    def __str__(self) -> str:
        return f"{self.name}: {self.setting} is {json.dumps(self.found)}, wanted {json.dumps(self.wanted)}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was created and what was there already, in the order of the table."""

    created: tuple[str, ...]
    kept: tuple[str, ...]


class NotAsProvisionedError(Exception):
    """Streams or durables that are missing or different: who runs redcard has to act."""

    def __init__(self, missing: Collection[str], drifts: Collection[Drift]) -> None:
        self.missing = tuple(missing)
        self.drifts = tuple(drifts)
        lines = [f"{name} is missing; run: redcard provision" for name in missing]
        lines += [f"{drift}; put it back by hand: what exists is never changed" for drift in drifts]
        super().__init__("\n".join(lines))


def wanted_streams() -> dict[str, StreamConfig]:
    """Every stream by name, as it must be."""
    return {str(config.name): config for config in (*streams(), log_stream_config(LOG, LOG_PREFIX))}


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[JetStreamContext]:
    """JetStream at an address; raises `ConnectionError` soon where no server answers, or lets us in."""
    async with client_at(url) as client:
        yield client.jetstream()


@asynccontextmanager
async def client_at(url: str) -> AsyncIterator[Client]:
    """The same, of a server that is asked for more."""
    errors: list[str] = []

    async def heard(error: Exception) -> None:
        errors.append(str(error))

    try:
        client = await nats.connect(url, error_cb=heard, **login(), **CONNECT)
    except NoServersError as error:
        where = url.rpartition("@")[2]
        if any("authorization" in error.lower() for error in errors):
            raise ConnectionError(f"NATS at {where} does not know us: {KNOWN_BY}") from error
        raise ConnectionError(f"no nats-server answers at {where}") from error
    except NatsError as error:
        if "invalid connect url" not in str(error):
            raise
        raise ConnectionError(f"{url} is no address of a nats-server, such as nats://127.0.0.1:4222") from error
    try:
        yield client
    finally:
        await client.close()


async def provision(url: str) -> Report:
    """Create what is missing; where something differs, raise `NotAsProvisionedError` before any change."""
    async with connected(url) as js:
        missing, drifts = await _survey(js, wanted_streams(), DURABLES)
        if drifts:
            raise NotAsProvisionedError((), drifts)
        for name, config in wanted_streams().items():
            if f"stream {name}" in missing:
                await js.add_stream(config)
        for durable in DURABLES:
            if f"durable {durable.name}" in missing:
                await js.add_consumer(durable.stream, durable.config())
    everything = [f"stream {name}" for name in wanted_streams()] + [f"durable {durable.name}" for durable in DURABLES]
    return Report(tuple(missing), tuple(name for name in everything if name not in missing))


async def check(js: JetStreamContext, names: Collection[str], durables: Collection[Durable]) -> None:
    """Raise `NotAsProvisionedError` unless these streams and durables are there, and as wanted."""
    wanted = wanted_streams()
    missing, drifts = await _survey(js, {name: wanted[name] for name in names}, durables)
    if missing or drifts:
        raise NotAsProvisionedError(missing, drifts)


async def _survey(
    js: JetStreamContext, configs: dict[str, StreamConfig], durables: Collection[Durable]
) -> tuple[list[str], list[Drift]]:
    """What is missing, and what is there but different."""
    missing: list[str] = []
    drifts: list[Drift] = []
    for name, stream in configs.items():
        try:
            found = (await js.stream_info(name)).config
        except NotFoundError:
            missing.append(f"stream {name}")
        else:
            drifts += _differences(f"stream {name}", found, stream)
    for durable in durables:
        try:
            there = (await js.consumer_info(durable.stream, durable.name)).config
        except NotFoundError:
            missing.append(f"durable {durable.name}")
        else:
            drifts += _differences(f"durable {durable.name}", there, durable.config())
    return missing, drifts


def _differences(
    name: str, found: StreamConfig | ConsumerConfig | None, wanted: StreamConfig | ConsumerConfig
) -> Iterator[Drift]:
    """Settings that we state and the server has otherwise; what we leave open is the server's to choose."""
    there, asked = _as_sent(found), _as_sent(wanted)
    for setting, value in asked.items():
        if LEFT_TO_THE_SERVER.get(setting, ...) == value:
            continue
        # The server leaves out what is zero, false or empty.
        if (there.get(setting) or None) != (value or None):
            yield Drift(name, setting, there.get(setting), value)


def _as_sent(config: StreamConfig | ConsumerConfig | None) -> dict[str, Any]:
    """A configuration in the words of the protocol, where durations are whole nanoseconds."""
    sent: dict[str, Any] = json.loads(json.dumps(config.as_dict())) if config else {}
    return {setting: value for setting, value in sent.items() if value is not None}
