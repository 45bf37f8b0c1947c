"""A clock at a desk: intake serves an open contest, and the test says what day it is."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from nats.aio.client import Client

from services.upstream.holidays import workdays_of
from services.upstream.ticking import Ticking
from shared.catalogue import Fact
from shared.catalogue.intake import DayBegun
from shared.embedded import EmbeddedServer
from shared.envelope import Logged
from shared.following import Versions
from shared.provisioning import provision
from shared.recording import Recording
from shared.subjects import INBOX
from tests.live.serving import CONTEST, answers, body, client_of, served
from tests.memory import origin_of
from tests.samples import BOOK

BEIJING = timezone(timedelta(hours=8))
BOOK_OF_FIVE = replace(BOOK, text="[month]\nclose_after_workdays = 5\n")
EDITIONS = [workdays_of(2026), workdays_of(2027)]


def begun(day: str) -> DayBegun:
    return DayBegun(day=date.fromisoformat(day))


class Desk:
    """A clock whose time the test sets, before intake and a contest that opened in January."""

    def __init__(self, url: str, client: Client) -> None:
        self.log = Recording.at(url)
        self.client = client
        self.today = "2026-01-01"
        self.to_come: list[str] = []
        """The days that the clock finds at its next looks, one at each; the last one stays."""
        self.meanwhile: list[Fact] = []
        """What somebody else turns between the clock's look at the log and its messages."""
        self._url = url

    def now(self) -> datetime:
        for fact in self.meanwhile:
            self.record("intake", fact)
        self.meanwhile = []
        if self.to_come:
            self.today = self.to_come.pop(0)
        return datetime.fromisoformat(f"{self.today}T00:01").replace(tzinfo=BEIJING)

    def clock(self) -> Ticking:
        return Ticking(self.log, self._url, self.now)

    def record(self, service: str, fact: Fact) -> None:
        """Put a fact on the log beside the doors."""
        versions = Versions(service)
        versions.take(list(self.log.read_all()))
        self.log.append(versions.enter([(fact, origin_of(1))]))

    async def said(self) -> list[tuple[str, Fact]]:
        """Every fact but the first two, with the source that said it."""
        logged: list[Logged] = await asyncio.to_thread(lambda: list(self.log.read_all()))
        return [(each.entry.source, each.entry.fact) for each in logged[2:]]

    async def letters(self) -> int:
        """How many messages were ever sent."""
        return (await self.client.jetstream().stream_info(INBOX)).state.last_seq


def at_desk(server: EmbeddedServer, data: Path, work: Callable[[Desk], Awaitable[Any]]) -> Any:
    """Do something while intake serves a contest that is open and has a rulebook."""

    async def run() -> Any:
        await provision(server.url)
        async with served(server.url, data), client_of(server.url) as client:
            await answers(client, [("contest-opened", body("c1", CONTEST))])
            desk = Desk(server.url, client)
            await asyncio.to_thread(desk.record, "scoring", BOOK_OF_FIVE)
            try:
                return await work(desk)
            finally:
                await asyncio.to_thread(desk.log.close)

    return asyncio.run(run())


def by_clock(*facts: Fact) -> list[tuple[str, Fact]]:
    return [("clock", fact) for fact in facts]
