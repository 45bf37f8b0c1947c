"""What a message costs at the door: from eight publishers to eight receipts, against three peers in the same run.

    python -m bench.door --messages 40000 [--postgres URL]

The server syncs every write. Publishers store their messages in atomic batches, as the contract offers to whoever sends
many; the lone message is a plain publish. Peers: the same bytes in raw atomic batches of 1,000; the eventsourcing
library's own application on PostgreSQL, one command after the other (where a database is named); and, for the lone
message, the bare way to the server's disk and back.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import StreamConfig

from bench.postgres import one_by_one
from services.command_line.stack import Stack
from shared import batching

PUBLISHERS = 8
WINDOW = 1_000
PART = 500
PROJECTS = 50
QUARTERS = 4
LONE = 300
Letters = list[tuple[str, bytes]]


def letters(publisher: int, count: int) -> Letters:
    """What one bureau sends: its projects, a report of each, and then corrections."""
    source, projects = f"redcard.in.bureau-{publisher}", PROJECTS
    registered = [_letter(f"{source}.project-registered", f"r{n}", _project(publisher, n)) for n in range(projects)]
    told = []
    for number in range(count - projects):
        figures = {"project": f"P{publisher}-{number % projects}", "month": "2000-01", "money_unit": "CNY-10k"}
        round_ = number // projects
        kind = "report-corrected" if round_ else "progress-reported"
        reason = {"reason": "财务核对后更正"} if round_ else {}
        said = {**figures, **reason, "investment": f"{3500 + round_}.00", "physical": "12.50"}
        told.append(_letter(f"{source}.{kind}", f"m{number}", said))
    return registered + told


def _project(publisher: int, number: int) -> dict[str, str]:
    people = {"lead_official": "王建国", "responsible_unit": "工业和信息化局", "task_force": "工业项目专班"}
    name = {"project": f"P{publisher}-{number}", "name": "高端不锈钢深加工项目", "category": "industry"}
    return {**name, **people, "money_unit": "CNY-10k", "annual_target": "36000.00"}


def _letter(subject: str, message_id: str, data: dict[str, str]) -> tuple[str, bytes]:
    return subject, json.dumps({"id": message_id, "data": data}, ensure_ascii=False).encode()


async def raw(url: str, every: list[Letters]) -> float:
    """The same bytes into a stream of one's own; messages a second."""
    client = await nats.connect(url)
    await client.jetstream().add_stream(StreamConfig(name="RAW", subjects=["raw.>"], allow_atomic=True))
    bodies = [(f"raw.{number % 50}", body) for letters in every for number, (_, body) in enumerate(letters)]
    began = time.perf_counter()
    await batching.publish(client, bodies)
    rate = len(bodies) / (time.perf_counter() - began)
    await client.close()
    return rate


async def door(url: str, every: list[Letters]) -> float:
    """All publishers at once, until the last receipt; messages a second."""
    began = time.perf_counter()
    await asyncio.gather(*(_publish(url, number, told) for number, told in enumerate(every)))
    return sum(map(len, every)) / (time.perf_counter() - began)


async def _open_contest(url: str) -> None:
    client = await nats.connect(url)
    receipts = await client.subscribe("redcard.receipt.clock.*")
    names = {"district": "模拟区", "district_en": "A simulated district", "first_month": "2000-01"}
    totals = {"money_unit": "CNY-10k", "investment_target": "1", "projects": 1, "to_commission": 0, "to_speed_up": 1}
    body = json.dumps({"id": "open", "data": {**names, **totals}}).encode()
    await client.jetstream().publish("redcard.in.clock.contest-opened", body)
    _accepted(await receipts.next_msg(30))
    await client.close()


async def _publish(url: str, number: int, told: Letters) -> None:
    client = await nats.connect(url)
    room, answered = asyncio.Semaphore(WINDOW), asyncio.Semaphore(0)

    async def hear(receipt: Msg) -> None:
        _accepted(receipt)
        room.release()
        answered.release()

    await client.subscribe(f"redcard.receipt.bureau-{number}.*", cb=hear, pending_msgs_limit=0, pending_bytes_limit=0)
    for start in range(0, len(told), PART):
        part = told[start : start + PART]
        for _ in part:
            await room.acquire()
        await batching.publish(client, part)
    for _ in told:
        await answered.acquire()
    await client.close()


def _accepted(receipt: Msg) -> None:
    if b'"outcome":"accepted"' not in receipt.data:
        raise RuntimeError(f"not accepted: {receipt.data.decode()}")


async def lone(url: str) -> tuple[list[float], list[float]]:
    """Seconds to the disk and back, and seconds to the receipt, one after the other."""
    client = await nats.connect(url)
    receipts = await client.subscribe("redcard.receipt.lone.*")
    bare, whole = [], []
    for number in range(LONE):
        bare.append(await _timed(client, "raw.lone", b"x" * 200))
        month = {"month": "2000-01", "money_unit": "CNY-10k", "reason": "更正", "physical": "12.50"}
        data = {"project": f"P{number % 8}-0", **month}
        began = time.perf_counter()
        await client.publish(*_letter("redcard.in.lone.report-corrected", f"l{number}", data))
        _accepted(await receipts.next_msg(30))
        whole.append(time.perf_counter() - began)
    await client.close()
    return bare, whole


async def _timed(client: Client, subject: str, body: bytes) -> float:
    began = time.perf_counter()
    await client.request(subject, body, 5)
    return time.perf_counter() - began


def resident(pid: int) -> float:
    """Memory of a process, MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def _stack() -> Iterator[Stack]:
    with tempfile.TemporaryDirectory() as directory, Stack(Path(directory)) as stack:
        yield stack


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=40_000)
    parser.add_argument("--postgres", help="a database of one's own: postgresql://user:password@host:port/name")
    asked = parser.parse_args()
    every = [letters(number, asked.messages // PUBLISHERS) for number in range(PUBLISHERS)]
    with _stack() as stack:
        by_hand = asyncio.run(raw(stack.nats_url, every))
        asyncio.run(_open_contest(stack.nats_url))
        rates, memory = [], [resident(stack.pid("intake"))]
        for quarter in range(QUARTERS):
            part = [told[quarter * len(told) // QUARTERS : (quarter + 1) * len(told) // QUARTERS] for told in every]
            rates.append(asyncio.run(door(stack.nats_url, part)))
            memory.append(resident(stack.pid("intake")))
        through = statistics.harmonic_mean(rates)
        print(f"raw atomic batches of 1,000  {by_hand:10,.0f} messages/s")
        print(f"through the door             {through:10,.0f} messages/s   {through / by_hand:.2f} of raw")
        print(f"intake's memory, MiB, at the start and after each quarter: {', '.join(f'{mib:.0f}' for mib in memory)}")
        bare, whole = asyncio.run(lone(stack.nats_url))
        for name, times in (("to the disk and back", bare), ("to the receipt", whole)):
            cuts = statistics.quantiles(times, n=100)
            print(f"lone message, {name:<22} p50 {cuts[49] * 1e3:6.2f} ms   p99 {cuts[98] * 1e3:6.2f} ms")
        print(f"receipt against bare way, p50 {statistics.median(whole) / statistics.median(bare):.1f} x")
    if asked.postgres:
        peer = one_by_one(asked.postgres, every[0][:2_000])
        print(f"eventsourcing on PostgreSQL  {peer:10,.0f} commands/s   the door is {through / peer:.1f} x")


if __name__ == "__main__":
    main()
