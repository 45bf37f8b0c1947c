"""redcard under identities: a server, keys, and the services as processes, each a user of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import nats
import pytest
from nats.aio.client import Client

from services.command_line.keys import CONFIGURATION, public_keys
from shared.embedded import EmbeddedServer
from shared.permissions import AUDITOR, inbox_prefix

BUREAU, OTHER = "housing-bureau", "statistics-bureau"
STREAMS = ("INBOX", "LOG", "RECEIPTS", "NOTICES", "PARKED", "TIMERS")
SECONDS = 30
"""More than any answer needs: only a lost one takes so long."""

KEPT = "$JS.API.DIRECT.GET.RECEIPTS.redcard.receipt"
"""How the subject begins on which a source asks for a receipt of its own."""
TOLD = "$JS.API.DIRECT.GET.NOTICES.redcard.notice"
"""The same of a notice."""
PUBLISHING = (
    f"redcard.in.{OTHER}.progress-reported",
    "redcard.in.clock.month-closed",
    f"redcard.receipt.{OTHER}.m1",
    f"redcard.receipt.{BUREAU}.m1",
    f"redcard.notice.{BUREAU}.1",
    "redcard.log.intake.project.P1",
    "redcard.parked.intake.1",
    "redcard.deliver.intake-hears-inbox",
    "$JS.ACK.INBOX.intake-hears-inbox.1.1.1.1.1",
    f"_INBOX.{OTHER}.x",
    f"{KEPT}.{OTHER}.m1",
    f"{TOLD}.{OTHER}.1",
    f"{TOLD}.accountability.1",
    "$JS.API.DIRECT.GET.NOTICES",
    KEPT,
    "$JS.API.DIRECT.GET.RECEIPTS",
    "$JS.API.DIRECT.GET.LOG",
    "$JS.API.DIRECT.GET.INBOX",
    "$JS.API.STREAM.MSG.GET.LOG",
    "$JS.API.STREAM.INFO.LOG",
    "$JS.API.STREAM.CREATE.MINE",
    "$JS.API.STREAM.UPDATE.INBOX",
    "$JS.API.STREAM.DELETE.INBOX",
    "$JS.API.STREAM.PURGE.INBOX",
    "$JS.API.STREAM.MSG.DELETE.INBOX",
    "$JS.API.CONSUMER.CREATE.LOG.mine",
    "$JS.API.CONSUMER.DURABLE.CREATE.INBOX.mine",
    "$JS.API.CONSUMER.MSG.NEXT.LOG.mine",
    "$JS.API.CONSUMER.DELETE.INBOX.intake-hears-inbox",
    "redcard.timer.alarm",
    "redcard.timer.ring",
    "redcard.deliver.clock-hears-alarm",
    "$JS.ACK.TIMERS.clock-hears-alarm.1.1.1.1.1",
    "anything",
)
"""Where a bureau may not publish."""
ANSWERED_AT = (
    "redcard.log.intake.project.P1",
    f"redcard.in.{OTHER}.progress-reported",
    f"redcard.receipt.{OTHER}.m1",
    f"redcard.notice.{OTHER}.1",
    "redcard.parked.intake.1",
    "$JS.API.STREAM.PURGE.RECEIPTS",
    "$JS.API.STREAM.DELETE.PARKED",
    "$JS.API.CONSUMER.DELETE.INBOX.intake-hears-inbox",
    "redcard.deliver.intake-hears-inbox",
    "redcard.timer.ring",
    f"_INBOX.{OTHER}.x",
    "_INBOX.intake.x",
)
"""Where a bureau, or the auditor, may have the server answer: it answers with rights of its own."""

Result = TypeVar("Result")


class District:
    """redcard under identities: a server, the keys, and the services as processes of their own."""

    def __init__(self, directory: Path) -> None:
        self.data = directory
        self.keys = directory / "keys"
        self.cli("", "keys", "init", str(self.keys), "--source", BUREAU, "--source", OTHER)
        self.server = EmbeddedServer(directory / "nats", more=(self.keys / CONFIGURATION).read_text())

    def settings(self, user: str) -> dict[str, str]:
        mine = {"NATS_NKEY_SEED_FILE": str(self.keys / f"{user}.nk")} if user else {}
        server = {"NATS_URL": self.server.url, "REDCARD_DATA": str(self.data)} if user else {}
        return {**server, **mine, "REDCARD_PORT": "0", "COLUMNS": "120"}

    def cli(self, user: str, *arguments: str) -> str:
        """What a command says that succeeds, run by a user."""
        done = self.attempt(user, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def attempt(self, user: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "services.command_line", *arguments]
        environment = {**os.environ, **self.settings(user), **settings}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    @contextmanager
    def serving(self, service: str) -> Iterator[None]:
        command = [sys.executable, "-m", "services.command_line", "serve", service]
        with (self.data / f"{service}.log").open("wb") as log:
            process = subprocess.Popen(
                command, env={**os.environ, **self.settings(service)}, stdout=log, stderr=log, process_group=0
            )
        try:
            yield
            assert process.poll() is None, (self.data / f"{service}.log").read_text()
        finally:
            process.terminate()
            process.wait(SECONDS)

    def run(self, user: str, work: Callable[[Client], Awaitable[Result]]) -> Result:
        """Do something over a connection of a user's own."""

        async def connected() -> Result:
            client = await connect(self, user)
            try:
                return await asyncio.wait_for(work(client), SECONDS)
            finally:
                await client.close()

        return asyncio.run(connected())

    def denials(self, user: str, work: Callable[[Client], Awaitable[object]], count: int = 1) -> list[str]:
        """What the server refuses, so many times, while a user does something."""

        async def connected() -> list[str]:
            denied: asyncio.Queue[str] = asyncio.Queue()

            async def heard(error: Exception) -> None:
                await denied.put(str(error))

            client = await connect(self, user, heard)
            await work(client)
            async with asyncio.timeout(SECONDS):
                found = [await denied.get() for _ in range(count)]
            await client.close()
            return found

        return asyncio.run(connected())

    def streams(self) -> dict[str, tuple[int, int]]:
        """First and last sequence of every stream."""

        async def surveyed(client: Client) -> dict[str, tuple[int, int]]:
            states = {name: (await client.jetstream().stream_info(name)).state for name in STREAMS}
            return {name: (state.first_seq, state.last_seq) for name, state in states.items()}

        return self.run(AUDITOR, surveyed)

    def violations(self, user: str) -> list[str]:
        """What the server refused a user, as its own log tells it."""
        said = (self.data / "nats" / "nats-server.log").read_text(errors="replace")
        return [line for line in said.splitlines() if "Violation" in line and public_keys(self.keys)[user] in line]


async def connect(district: District, user: str, heard: Callable[[Exception], Awaitable[None]] | None = None) -> Client:
    seed = str(district.keys / f"{user}.nk")
    return await nats.connect(
        district.server.url, nkeys_seed=seed, inbox_prefix=inbox_prefix(user), error_cb=heard, allow_reconnect=False
    )


@contextmanager
def being(district: District, user: str) -> Iterator[None]:
    """This process is a user for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NATS_NKEY_SEED_FILE", district.settings(user)["NATS_NKEY_SEED_FILE"])
        yield
