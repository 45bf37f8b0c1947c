"""The clock on a real NATS: it turns the calendar by itself, beside others, without a grant, and after an outage.

Its time is the test's own; only where it runs as a process it is the time of this machine.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client

from services.command_line.opening import open_log
from services.command_line.stack import Stack
from services.upstream.holidays import workdays_of
from services.upstream.ticking import Ticking
from shared.catalogue import Fact
from shared.catalogue.intake import DayBegun, MessageRefused, MonthClosed, MonthOpened
from shared.catalogue.values import Month
from shared.embedded import EmbeddedServer
from shared.envelope import Logged
from shared.following import Versions
from shared.permissions import AUDITOR, CLOCK, PROVISION
from shared.provisioning import provision
from shared.recording import Recording
from shared.subjects import INBOX
from tests import samples
from tests.live.identities import BUREAU, District, being
from tests.live.serving import CONTEST, answers, body, client_of, served
from tests.memory import origin_of
from tests.samples import BOOK

BEIJING = timezone(timedelta(hours=8))
BOOK_OF_FIVE = replace(BOOK, text="[month]\nclose_after_workdays = 5\n")
FEBRUARY, JANUARY = Month("2026-02"), Month("2026-01")
EDITIONS = [workdays_of(2026), workdays_of(2027)]


def begun(day: str) -> DayBegun:
    return DayBegun(day=date.fromisoformat(day))


class Desk:
    """A clock whose time the test sets, before intake and a contest that opened in January."""

    def __init__(self, url: str, client: Client) -> None:
        self.log = Recording.at(url)
        self.client = client
        self.today = "2026-01-01"
        self.meanwhile: list[Fact] = []
        """What somebody else turns between the clock's look at the log and its messages."""
        self._url = url

    def now(self) -> datetime:
        for fact in self.meanwhile:
            self.record("intake", fact)
        self.meanwhile = []
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


def test_it_says_that_it_leaves_a_simulated_contest_alone(
    own_server: EmbeddedServer, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.run(provision(own_server.url))
    with Recording.at(own_server.url) as log, caplog.at_level(logging.INFO, "redcard"):
        log.append(Versions("intake").enter([(samples.CONTEST, origin_of(1))]))
        asyncio.run(Ticking(log, own_server.url, lambda: datetime(2026, 2, 1, tzinfo=BEIJING)).tick())

        assert ["the contest is simulated: its calendar is left to whoever plays it"] == [
            record.message for record in caplog.records if record.name == "redcard"
        ]
        assert 1 == log.head()


def test_the_calendar_turns_by_itself(own_server: EmbeddedServer, tmp_path: Path) -> None:
    async def work(desk: Desk) -> tuple[list[tuple[str, Fact]], int, int]:
        clock = desk.clock()
        for desk.today in ("2026-01-30", "2026-02-05", "2026-02-06"):
            await clock.tick()
        sent = await desk.letters()
        await clock.tick()
        await desk.clock().tick()
        return await desk.said(), sent, await desk.letters()

    said, sent, sent_in_the_end = at_desk(own_server, tmp_path, work)

    assert said == by_clock(
        *EDITIONS,
        begun("2026-01-30"),
        MonthOpened(month=FEBRUARY),
        begun("2026-02-05"),
        begun("2026-02-06"),
        MonthClosed(month=JANUARY),
    )
    assert sent == sent_in_the_end


def test_others_may_turn_it_first(own_server: EmbeddedServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def work(desk: Desk) -> list[tuple[str, Fact]]:
        desk.today, desk.meanwhile = "2026-02-06", [MonthOpened(month=FEBRUARY), MonthClosed(month=JANUARY)]
        await desk.clock().tick()
        return await desk.said()

    with caplog.at_level(logging.INFO, "redcard"):
        said = at_desk(own_server, tmp_path, work)

    refused = [fact.code for _, fact in said if isinstance(fact, MessageRefused)]
    assert ["month-out-of-order", "month-closed"] == refused
    assert [
        ("bureau", MonthOpened(month=FEBRUARY)),
        ("bureau", MonthClosed(month=JANUARY)),
        *by_clock(*EDITIONS, begun("2026-02-06")),
    ] == [(source, fact) for source, fact in said if not isinstance(fact, MessageRefused)]
    assert {"INFO"} == {record.levelname for record in caplog.records if record.module == "ticking"}


def test_who_has_no_grant_is_told_once_a_day(
    own_server: EmbeddedServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    everything: dict[str, Any] = {"messages": ["*"], "projects": ["*"], "given_by": "区政府办公室"}
    turning = {**everything, "messages": ["day-begun", "month-*", "workdays-set"], "grantee": "clock", "grant": "turn"}

    async def work(desk: Desk) -> tuple[list[tuple[str, Fact]], list[int]]:
        office = {**everything, "grantee": "bureau", "grant": "all"}
        await answers(desk.client, [("grant-given", body("g1", office))])
        desk.today, clock, sent = "2026-02-06", desk.clock(), []
        for _ in range(2):
            await clock.tick()
            sent.append(await desk.letters())
        await answers(desk.client, [("grant-given", body("g2", turning))])
        desk.today = "2026-02-07"
        await clock.tick()
        return (await desk.said())[1:], sent

    with caplog.at_level(logging.WARNING, "redcard"):
        said, sent = at_desk(own_server, tmp_path, work)

    assert sent == [7, 7]
    assert ["not-granted"] * 5 == [fact.code for _, fact in said[:5] if isinstance(fact, MessageRefused)]
    assert said[6:] == by_clock(*EDITIONS, MonthOpened(month=FEBRUARY), begun("2026-02-07"), MonthClosed(month=JANUARY))
    assert ["day-2026-02-06: refused: not-granted: clock may not send day-begun: ask the office for a grant"] == [
        record.getMessage() for record in caplog.records if "day-" in record.getMessage()
    ]


def test_it_goes_on_when_nats_comes_back(own_server: EmbeddedServer, tmp_path: Path) -> None:
    async def work(desk: Desk) -> list[tuple[str, Fact]]:
        clock = desk.clock()
        await clock.tick()
        own_server.kill()
        desk.today = "2026-01-02"
        ticking = asyncio.create_task(clock.tick())
        await asyncio.to_thread(own_server.start)
        await ticking
        return await desk.said()

    assert by_clock(*EDITIONS, begun("2026-01-01"), begun("2026-01-02")) == at_desk(own_server, tmp_path, work)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    with Stack(tmp_path) as stack:
        yield stack


def this_month() -> dict[str, Any]:
    """A contest that begins now."""
    return {**CONTEST, "first_month": f"{datetime.now(BEIJING):%Y-%m}"}


def test_as_a_process_it_is_ready_once_it_has_turned_the_calendar_to_today(stack: Stack) -> None:
    async def open_contest() -> None:
        async with client_of(stack.nats_url) as client:
            await answers(client, [("contest-opened", body("c1", this_month()))])

    earliest = datetime.now(BEIJING).date()
    asyncio.run(open_contest())
    stack.start("clock")
    latest = datetime.now(BEIJING).date()

    with open_log(stack.nats_url) as log:
        days = [logged.entry.fact.day for logged in log.read_all() if isinstance(logged.entry.fact, DayBegun)]
    assert days in ([earliest], [latest])


def test_with_a_key_of_its_own_it_reads_the_log_and_says_what_is_due(tmp_path: Path) -> None:
    district = District(tmp_path)

    async def heard(client: Client) -> tuple[str, str]:
        receipts = await client.subscribe("redcard.receipt.clock.*")
        await client.flush()
        with district.serving("clock"):
            while True:
                receipt = json.loads((await receipts.next_msg(timeout=30)).data)
                if receipt["message_id"].startswith("day-"):
                    return receipt["outcome"], receipt["source"]

    async def open_contest(client: Client) -> None:
        receipts = await client.subscribe(f"redcard.receipt.{BUREAU}.*")
        await client.publish(f"redcard.in.{BUREAU}.contest-opened", body("c1", this_month()))
        await receipts.next_msg(timeout=30)

    with district.server:
        district.cli(PROVISION, "provision")
        with district.serving("intake"):
            district.run(BUREAU, open_contest)
            assert ("accepted", "clock") == district.run(CLOCK, heard)
        with being(district, AUDITOR), open_log(district.server.url) as log:
            assert [BUREAU, *["clock"] * 3] == [logged.entry.source for logged in log.read_all()]
        assert [] == district.violations(CLOCK)
