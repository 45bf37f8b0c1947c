"""The clock on a real NATS: it turns the calendar by itself, beside others, without a grant, and after an outage.

Its time is the test's own; only where it runs as a process it is the time of this machine.
"""

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client

from services.command_line.opening import open_log
from services.command_line.stack import Stack
from services.upstream.ticking import Ticking
from shared.catalogue import Fact
from shared.catalogue.intake import DayBegun, MessageRefused, MonthClosed, MonthOpened
from shared.catalogue.values import Month
from shared.embedded import EmbeddedServer
from shared.following import Versions
from shared.permissions import AUDITOR, CLOCK, PROVISION
from shared.provisioning import provision
from shared.recording import Recording
from shared.subjects import ALARM, CLOCK_HEARS_ALARM, RING, TIMERS
from tests import samples
from tests.live.desk import BEIJING, EDITIONS, Desk, at_desk, begun, by_clock
from tests.live.identities import BUREAU, District, being
from tests.live.serving import CONTEST, answers, body, client_of
from tests.memory import origin_of

FEBRUARY, JANUARY = Month("2026-02"), Month("2026-01")


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


async def woken(client: Client) -> None:
    """Set the alarm for a time that is over, once the clock has set its own, and wait until the ring is answered."""
    jetstream = client.jetstream()
    while not (await jetstream.stream_info(TIMERS)).state.messages:
        pass
    headers = {"Nats-Schedule": "@at 2026-01-01T16:00:01Z", "Nats-Schedule-Target": RING}
    await jetstream.publish(ALARM, headers=headers)
    while not (floor := (await jetstream.consumer_info(TIMERS, CLOCK_HEARS_ALARM.name)).ack_floor) or (
        floor.consumer_seq == 0
    ):
        pass


def test_with_a_key_of_its_own_it_reads_the_log_says_what_is_due_and_is_woken(tmp_path: Path) -> None:
    district = District(tmp_path)

    async def heard(client: Client) -> tuple[str, str]:
        receipts = await client.subscribe("redcard.receipt.clock.*")
        await client.flush()
        with district.serving("clock"):
            while True:
                receipt = json.loads((await receipts.next_msg(timeout=30)).data)
                if receipt["message_id"].startswith("day-"):
                    await woken(client)
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
