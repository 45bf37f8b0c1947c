"""Escalation on a real server, with everything in the way that a server and its neighbours can put there.

    others     ──► scoring's facts and intake's, between two turns of the calendar in any order that a seed draws
    server     ──► each announcement again and again; or gone over deadlines, while days go by
    escalation ──► two processes on one durable and one log

Whatever it is: what is due is said once, with its own day, in the order in which one service by itself would say it.
"""

import asyncio
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from random import Random

import nats
import pytest
from nats.aio.msg import Msg

from services.escalation.app import Escalation
from services.escalation.caseload import Caseload
from shared.catalogue import Fact
from shared.catalogue.escalation import DeadlineMissed, InterviewOrdered, IssueClimbed, SupervisionOrderIssued
from shared.embedded import EmbeddedServer
from shared.envelope import Entry, Logged
from shared.following import Versions
from shared.provisioning import provision
from shared.recording import Recording
from shared.subjects import ESCALATION_HEARS_LOG
from tests.escalation.opinions import doubled, resting_on_nothing, skipped
from tests.escalation.people import on
from tests.escalation.story import cards, contest, registered, roadblock
from tests.live.desk import begun
from tests.memory import origin_of
from tests.story import memory_database, memory_log
from tests.upstream import year

CALENDAR = "intake.calendar.district"
ECHOES = 3
SECONDS = 30
"""More than anything here needs."""


@contextmanager
def serving(url: str, data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Escalation as a process of its own."""
    settings = {"NATS_URL": url, "REDCARD_DATA": str(data), "REDCARD_PORT": "0"}
    command = [sys.executable, "-m", "services.command_line", "serve", "escalation"]
    with subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


@asynccontextmanager
async def echoing(url: str) -> AsyncIterator[None]:
    """Everything that the server announces is announced again, and comes to either of the processes.

    Nobody but the server hears what they answer to it: now and then one is not acknowledged at all.
    """
    client = await nats.connect(url, no_echo=True)

    async def again(message: Msg) -> None:
        for _ in range(ECHOES):
            await client.publish(ESCALATION_HEARS_LOG.deliver_subject, b"", reply=message.reply.replace("$JS", "echo"))

    await client.subscribe(ESCALATION_HEARS_LOG.deliver_subject, cb=again)
    await client.flush()
    try:
        yield
    finally:
        await client.close()


class Neighbour:
    """Puts what others say on the log, and follows what escalation says to it."""

    def __init__(self, log: Recording) -> None:
        self.said: list[Logged] = []
        self._log = log
        self._caseload = Caseload(shipped="")

    def say(self, entries: Sequence[Entry[Fact]]) -> None:
        """Say all of it in one go."""
        self._log.append(entries)

    def say_now(self, *facts: Fact) -> None:
        """Say facts of the door, each in its place."""
        versions = Versions("intake")
        versions.take(self.said)
        self.say(versions.enter([(fact, origin_of(len(self.said) + n)) for n, fact in enumerate(facts, 1)]))

    def follow(self) -> bool:
        """Read on; gives whether escalation has said everything."""
        reached = self.said[-1].position if self.said else 0
        for logged in self._log.read(reached):
            self._caseload.evolve(logged)
            self.said.append(logged)
        settled = self._caseload.ladder is not None and not self._caseload.next_step()
        return settled and self._log.head() == len(self.said)

    async def settled(self) -> None:
        async with asyncio.timeout(SECONDS):
            while not await asyncio.to_thread(self.follow):
                pass


@pytest.fixture
def url(own_server: EmbeddedServer) -> str:
    asyncio.run(provision(own_server.url))
    return own_server.url


def turns(seed: int) -> list[list[Entry[Fact]]]:
    """A spring by turns of the calendar: what others say between two of them, shuffled, each stream in its order."""
    chance, found = Random(seed), list[list[Entry[Fact]]]()
    for logged in year.play(year.simulated(months=3, projects=10)).log:
        if logged.entry.originator_id == CALENDAR:
            found.append([])
        if not logged.entry.originator_id.startswith("escalation"):
            found[-1].append(logged.entry)
    return [[turn[0], *shuffled(chance, turn[1:])] for turn in found]


def shuffled(chance: Random, entries: Iterable[Entry[Fact]]) -> Iterator[Entry[Fact]]:
    streams: dict[str, list[Entry[Fact]]] = defaultdict(list)
    for entry in entries:
        streams[entry.originator_id].append(entry)
    places = [stream for stream, told in streams.items() for _ in told]
    chance.shuffle(places)
    for stream in places:
        yield streams[stream].pop(0)


def by_itself(said: Iterable[list[Entry[Fact]]]) -> list[Logged]:
    """The log as one service leaves it that nobody disturbs."""
    log = memory_log()
    service = Escalation(log, memory_database())
    service.settle()
    for entries in said:
        log.append(entries)
        service.settle()
    return list(log.read_all())


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(2, 12))])
def test_two_processes_that_hear_everything_again_and_again_say_it_once(seed: int, url: str, tmp_path: Path) -> None:
    said = turns(seed)

    async def disturbed(neighbour: Neighbour) -> None:
        async with echoing(url):
            await neighbour.settled()
            for entries in said:
                await asyncio.to_thread(neighbour.say, entries)
                await neighbour.settled()

    with Recording.at(url) as log, ExitStack() as processes:
        for name in ("one", "other"):
            processes.enter_context(serving(url, tmp_path / name))
        neighbour = Neighbour(log)
        asyncio.run(disturbed(neighbour))
    expected = [(logged.position, logged.entry) for logged in by_itself(said)]
    assert expected == [(logged.position, logged.entry) for logged in neighbour.said]
    facts = [(logged.position, logged.entry.fact) for logged in neighbour.said]
    assert {SupervisionOrderIssued, InterviewOrdered, DeadlineMissed} <= {type(fact) for _, fact in facts}
    for opinion in (skipped, doubled, resting_on_nothing):
        assert [] == [*opinion(facts)]


def test_over_deadlines_everything_was_down_and_each_is_missed_once_with_its_own_day(
    own_server: EmbeddedServer, url: str, tmp_path: Path
) -> None:
    """Nobody knew of a miss before it was said: what it leads to counts from the day on which it was."""
    before: tuple[Fact, ...] = (contest(), registered(), roadblock(due="2026-02-05"), begun("2026-02-02"), *cards("R"))
    away = [begun(f"2026-02-{day:02}") for day in range(3, 28)]

    async def told(neighbour: Neighbour, *facts: Fact) -> None:
        await neighbour.settled()
        neighbour.say_now(*facts)
        await neighbour.settled()

    with Recording.at(url) as log, serving(url, tmp_path):
        neighbour = Neighbour(log)
        asyncio.run(told(neighbour, *before))
    own_server.kill()
    own_server.start()
    with Recording.at(url) as log:
        neighbour = Neighbour(log)
        neighbour.follow()
        neighbour.say_now(*away)
        assert not neighbour.follow(), "much is due"
        with serving(url, tmp_path):
            asyncio.run(told(neighbour, begun("2026-02-28")))
    facts = [logged.entry.fact for logged in neighbour.said]
    assert [
        ("issue-I1", on("2026-02-05"), on("2026-02-27")),
        ("plan-P1-1-supervision-order-1", on("2026-02-09"), on("2026-02-27")),
        ("overdue-I1", on("2026-02-19"), on("2026-02-27")),
    ] == [(fact.deadline, fact.due_on, fact.missed_on) for fact in facts if isinstance(fact, DeadlineMissed)]
    assert [(on("2026-02-27"), on("2026-03-06"))] == [
        (fact.issued_on, fact.hold_by) for fact in facts if isinstance(fact, InterviewOrdered)
    ]
    assert [on("2026-03-06")] == [fact.due_on for fact in facts if isinstance(fact, IssueClimbed)]
