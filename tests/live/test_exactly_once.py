"""Exactly once in effect, with everything that can break in reality: processes killed, a server killed, two at once.

    sources ──► their publishers, impatient, which send again what has no receipt
            ──► an echo, which says again what was said before, inside the server's window for duplicates and outside
    intake  ──► two processes on one durable; either is killed amid the load, and so is nats-server

Faults come with progress, drawn from a seed. Whatever they were: each message stands on the log once, everybody who
asked got the same receipt, and what a source said first stands first.
"""

import asyncio
import http.client
import os
import re
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

import nats
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.errors import Error as JetStreamError
from pydantic import TypeAdapter

from services.command_line.stack import NATS, Stack
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from shared.receipts import Receipt
from shared.recording import Recording
from tests.live.serving import CONTEST, answers, body, client_of, project

SOURCES = ("north", "east", "south")
EACH = 250
FAULTS = (NATS, "intake", "intake", "other")
"""What is killed in each run, in an order and at moments that the seed draws."""
PATIENCE = 2.0

_RECEIPT: TypeAdapter[Receipt] = TypeAdapter(Receipt)


def revision(source: str, number: int) -> Message:
    """A message with the revision of a plan."""
    return Message(source, "plan-revised", f"{source}-{number}", datetime.now(UTC), told(source, number))


def told(source: str, number: int) -> dict[str, str]:
    """A revision, accepted as often as it is decided; every tenth is about a project that nobody knows."""
    return {
        "project": f"P-{source}" if number % 10 else "P-nobody",
        "reason_class": "authority-delay",
        "reason": f"第{number}次",
        "approver": "区政府",
        "approved_on": "2026-02-10",
        "money_unit": "CNY-10k",
        "annual_target": "1",
    }


class Other:
    """A second intake, on the same durable, with tables of its own."""

    def __init__(self, stack: Stack, data: Path, port: int) -> None:
        self._environment = {"NATS_URL": stack.nats_url, "REDCARD_DATA": str(data), "REDCARD_PORT": str(port)}
        self._port = port
        self.process = self._launched()

    def _launched(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "services.command_line", "serve", "intake"]
        return subprocess.Popen(command, env={**os.environ, **self._environment}, stderr=subprocess.DEVNULL)

    def again(self) -> None:
        self.stop()
        self.process = self._launched()
        self.wait()

    def wait(self) -> None:
        """Return when it is ready."""
        while self.get("/ready")[0] != 200:
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the other intake has ended with {self.process.wait(0.05)}")

    def get(self, page: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", page)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def other_intake(stack: Stack, data: Path) -> Iterator[Other]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    other = Other(stack, data, port)
    try:
        other.wait()
        yield other
    finally:
        other.stop()


@dataclass
class Run:
    """One run: what was heard of each message, and what broke."""

    stack: Stack
    other: Other
    chance: Random
    heard: dict[str, set[Receipt]] = field(default_factory=lambda: defaultdict(set))
    faults: list[Future[None]] = field(default_factory=list)
    answered: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        order = self.chance.sample(FAULTS, len(FAULTS))
        moments = sorted(self.chance.sample(range(20, len(SOURCES) * EACH - 100), len(order)))
        self._coming = list(zip(moments, order, strict=True))
        self._hand = ThreadPoolExecutor(max_workers=1)

    def progress(self, message: Message, receipt: Receipt) -> None:
        self.answered.append(message)
        self.heard[f"{receipt.source}/{receipt.message_id}"].add(receipt)
        if self._coming and len(self.answered) >= self._coming[0][0]:
            self.faults.append(self._hand.submit(self._break, self._coming.pop(0)[1]))

    def _break(self, name: str) -> None:
        if name == "other":
            self.other.again()
        else:
            self.stack.kill(name)
            self.stack.start(name)

    async def all(self) -> None:
        """All sources at once, until each has the receipts of everything it said."""
        listener = await nats.connect(
            self.stack.nats_url, max_reconnect_attempts=-1, reconnect_time_wait=0.2, error_cb=_ok
        )
        await listener.subscribe("redcard.receipt.*.*", cb=self._hear)
        echo = asyncio.create_task(self._echo(listener))
        await asyncio.gather(*(self._say(source) for source in SOURCES))
        echo.cancel()
        await asyncio.to_thread(lambda: [fault.result() for fault in self.faults])
        # Once more, all of it: from now on nothing may have another answer.
        await asyncio.gather(*(self._say(source) for source in SOURCES))
        await listener.close()

    async def _say(self, source: str) -> None:
        async with Publisher(self.stack.nats_url, patience=PATIENCE, attempts=30) as publisher:
            async for message, receipt in publisher.send_all((revision(source, n) for n in range(EACH)), window=40):
                self.progress(message, receipt)

    async def _hear(self, message: Msg) -> None:
        receipt = _RECEIPT.validate_json(message.data)
        self.heard[f"{receipt.source}/{receipt.message_id}"].add(receipt)

    async def _echo(self, client: Client) -> None:
        """Say again what was answered, some of it twice within the window."""
        for number in count():
            if self.answered:
                message = self.chance.choice(self.answered)
                headers = {"Nats-Msg-Id": f"echo-{number // 2}"}
                content = body(message.id, told(message.source, int(message.id.rpartition("-")[2])))
                with suppress(NatsError, JetStreamError, OSError):
                    subject = f"redcard.in.{message.source}.{message.kind}"
                    await client.jetstream().publish(subject, content, headers=headers, timeout=1)
            await asyncio.sleep(0)  # noqa: TID251  # The others have their turn.


async def _ok(error: Exception) -> None:
    """The listener connects again by itself."""


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(2, 6))])
def test_each_message_once_each_receipt_the_same_each_source_in_order(seed: int, tmp_path: Path) -> None:
    with Stack(tmp_path / "stack") as stack, other_intake(stack, tmp_path / "other") as other:
        asyncio.run(prepare(stack.nats_url))
        run = Run(stack, other, Random(seed))
        asyncio.run(run.all())
        received = re.findall(r"^redcard_letters_received_total{.*} (.+)$", other.get("/metrics")[1], re.MULTILINE)
        log = Recording.at(stack.nats_url)
        said = [logged for logged in log.read_all() if logged.entry.source in SOURCES]
        log.close()

    assert (len(FAULTS), 1) == (len(run.faults), len(received))
    assert float(received[0]) > EACH, "the other intake has served too"
    assert {source: [f"{source}/{source}-{number}" for number in range(EACH)] for source in SOURCES} == {
        source: [logged.entry.causation for logged in said if logged.entry.source == source] for source in SOURCES
    }
    positions = {logged.entry.causation: (logged.position,) for logged in said}
    assert dict.fromkeys(positions, 1) == {message: len(run.heard[message]) for message in positions}
    for message, (receipt,) in run.heard.items():
        if message in positions:
            unknown = int(message.rpartition("-")[2]) % 10 == 0
            assert ("refused" if unknown else "accepted") == receipt.outcome
            assert positions[message] == receipt.positions


async def prepare(url: str) -> None:
    async with client_of(url) as client:
        registrations = [("project-registered", body(source, project(f"P-{source}"))) for source in SOURCES]
        found = await answers(client, [("contest-opened", body("contest", CONTEST)), *registrations])
    assert ["accepted"] * (len(SOURCES) + 1) == [receipt["outcome"] for receipt in found]
