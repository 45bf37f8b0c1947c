"""The event log against raw nats-py, in one run, on one server that syncs every write.

    python -m bench.eventlog --events 200000

Each peer is what a competent user of nats-py would write for the same messages: the same headers, the same guard on
the first event of each aggregate, one await where one is needed. Both sides alternate, the best of three rounds counts.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import nats
from eventsourcing.persistence import StoredEvent
from nats.aio.client import Client
from nats.aio.msg import Msg

from shared.embedded import EmbeddedServer
from shared.eventlog import Factory
from shared.eventlog.recorder import JetStreamApplicationRecorder

ROUNDS = 3
BATCH = 1_000
AHEAD = 5_000
PAGE = 20_000
AGGREGATES = 50
SINGLES = 2_000
STATE = b'{"project":"P0142","month":"2023-05","investment":"1234.50","note":"' + b"x" * 170 + b'"}'
TOPIC = "progress.reported"


def aggregate(number: int, salt: str) -> str:
    return f"intake.project.{salt}{number % AGGREGATES:04}"


class Raw:
    """nats-py by hand."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.ends: dict[str, tuple[int, int]] = {}

    async def append(self, count: int, salt: str) -> None:
        for at in range(0, count, BATCH):
            await self._append_batch(f"{salt}{at}", at, salt)

    async def _append_batch(self, batch_id: str, at: int, salt: str) -> None:
        ends: dict[str, tuple[int, int]] = {}
        for place in range(1, BATCH + 1):
            subject = f"redcard.log.{aggregate(at + place, salt)}"
            version, sequence = self.ends.get(subject, (0, 0))
            version = ends[subject][0] if subject in ends else version
            headers = {
                "Topic": TOPIC,
                "Version": str(version + 1),
                "Commit": "0123456789abcdef",
                "Nats-Batch-Id": batch_id,
                "Nats-Batch-Sequence": str(place),
            }
            if subject not in ends:
                headers["Nats-Expected-Last-Subject-Sequence"] = str(sequence)
            ends[subject] = version + 1, place
            if place < BATCH:
                await self.client.publish(subject, STATE, headers=headers)
            else:
                headers["Nats-Batch-Commit"] = "1"
                answer = json.loads((await self.client.request(subject, STATE, timeout=10, headers=headers)).data)
        first = answer["seq"] - BATCH
        self.ends |= {subject: (version, first + place) for subject, (version, place) in ends.items()}

    async def append_singly(self, count: int, salt: str) -> None:
        js = self.client.jetstream()
        sequence = 0
        for version in range(1, count + 1):
            headers = {
                "Topic": TOPIC,
                "Version": str(version),
                "Commit": "0123456789abcdef",
                "Nats-Expected-Last-Subject-Sequence": str(sequence),
            }
            sequence = (await js.publish(f"redcard.log.single.{salt}", STATE, headers=headers)).seq

    async def read(self, count: int, name: str) -> None:
        """Callback pull, requests of 5,000 two ahead, looking at the subject, the headers and the body."""
        config = {"name": name, "deliver_policy": "all", "ack_policy": "none", "mem_storage": True}
        request = json.dumps({"stream_name": "LOG", "config": config | {"inactive_threshold": 10**10}}).encode()
        await self.client.request(f"$JS.API.CONSUMER.CREATE.LOG.{name}", request, timeout=5)
        inbox, done, got = self.client.new_inbox(), asyncio.Event(), 0

        async def ask() -> None:
            payload = json.dumps({"batch": AHEAD, "expires": 30 * 10**9}).encode()
            await self.client.publish(f"$JS.API.CONSUMER.MSG.NEXT.LOG.{name}", payload, inbox)

        async def hear(message: Msg) -> None:
            nonlocal got
            got += 1
            if got % AHEAD == 0:
                await ask()
            if got == count:
                done.set()

        subscription = await self.client.subscribe(inbox, cb=hear)
        await ask()
        await ask()
        await done.wait()
        await subscription.unsubscribe()
        await self.client.request(f"$JS.API.CONSUMER.DELETE.LOG.{name}", b"", timeout=5)


class Ours:
    """The recorder, as the library uses it."""

    def __init__(self, recorder: JetStreamApplicationRecorder) -> None:
        self.recorder = recorder
        self.versions: dict[str, int] = {}

    def append(self, count: int, salt: str) -> None:
        for at in range(0, count, BATCH):
            self.recorder.insert_events([self._next(aggregate(at + place, salt)) for place in range(1, BATCH + 1)])

    def _next(self, originator_id: str) -> StoredEvent:
        self.versions[originator_id] = self.versions.get(originator_id, 0) + 1
        return StoredEvent(originator_id, self.versions[originator_id], TOPIC, STATE)

    def append_singly(self, count: int, salt: str) -> None:
        for version in range(1, count + 1):
            self.recorder.insert_events([StoredEvent(f"single.{salt}", version, TOPIC, STATE)])

    def read(self, count: int) -> None:
        got = 0
        while got < count:
            got += len(self.recorder.select_notifications(got + 1, min(PAGE, count - got)))

    def iterate(self, count: int) -> None:
        with self.recorder.subscribe() as subscription:
            for notification in subscription:
                if notification.id == count:
                    return


def rate_of(count: int, work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def best(count: int, ours: Callable[[int], None], peer: Callable[[int], None]) -> tuple[float, float]:
    """Both rates, events a second: alternating rounds, the best of each."""
    rates = [
        (rate_of(count, lambda: ours(number)), rate_of(count, lambda: peer(number)))  # noqa: B023  # Called at once.
        for number in range(ROUNDS)
    ]
    return max(rate for rate, _ in rates), max(rate for _, rate in rates)


def measure(
    recorder: JetStreamApplicationRecorder, raw: Raw, run: Callable[[Coroutine[Any, Any, None]], None], count: int
) -> None:
    mine = Ours(recorder)
    part = max(BATCH, count // (2 * ROUNDS) // BATCH * BATCH)
    rows = [
        ("append, batches of 1,000", 0.80, part,
         lambda number: mine.append(part, "A"), lambda number: run(raw.append(part, "B"))),
        ("append, one by one", 0.60, SINGLES,
         lambda number: mine.append_singly(SINGLES, f"a{number}"),
         lambda number: run(raw.append_singly(SINGLES, f"b{number}"))),
        ("read in pages of 20,000", 0.70, count,
         lambda number: mine.read(count), lambda number: run(raw.read(count, f"page{number}"))),
        ("read, event by event", 0.73, count,
         lambda number: mine.iterate(count), lambda number: run(raw.read(count, f"iterate{number}"))),
    ]  # fmt: skip
    print(f"{'':28}{'eventlog/s':>12}{'nats-py/s':>12}{'ratio':>8}{'wanted':>8}")
    for name, wanted, many, ours, peer in rows:
        rate, peer_rate = best(many, ours, peer)
        if name.startswith("append, batches"):
            fill(mine, recorder, count)
        print(f"{name:28}{rate:12,.0f}{peer_rate:12,.0f}{rate / peer_rate:8.2f}{wanted:8.2f}", flush=True)


def fill(mine: Ours, recorder: JetStreamApplicationRecorder, count: int) -> None:
    """What is left to append before so many events can be read."""
    missing = count - (recorder.max_notification_id() or 0)
    if missing > 0:
        mine.append(-(-missing // BATCH) * BATCH, "A")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=200_000, help="how many events are read")
    count = arguments.parse_args().events
    with (
        tempfile.TemporaryDirectory() as store,
        EmbeddedServer(Path(store)) as server,
        asyncio.Runner() as runner,
    ):
        factory = Factory({"NATS_URL": server.url})
        recorder = factory.application_recorder()
        assert isinstance(recorder, JetStreamApplicationRecorder)
        client = runner.run(nats.connect(server.url))
        measure(recorder, Raw(client), runner.run, count)
        runner.run(client.close())
        factory.close()


if __name__ == "__main__":
    main()
