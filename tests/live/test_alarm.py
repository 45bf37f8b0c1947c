"""The alarm on a real NATS: it wakes the clock, and whatever becomes of it, each day is said once and none too early.

The clock looks by itself only once an hour, where a test does not say otherwise. Most alarms here are set for days that
are long over by the server's clock, so they ring at once: every look brings the next alarm, and with it the next look.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.js.errors import NotFoundError

from services.upstream import ticking
from services.upstream.alarm import AheadError
from services.upstream.clock import CLOCK, LEEWAY
from services.upstream.ticking import Ticking
from shared.catalogue.intake import DayBegun
from shared.embedded import EmbeddedServer
from shared.provisioning import provision
from shared.recording import Recording
from shared.serving import connect, hear
from shared.settings import Settings
from shared.subjects import ALARM, CLOCK_HEARS_ALARM, RING, TIMERS
from tests.live.desk import BEIJING, Desk, at_desk
from tests.live.serving import SECONDS, client_of


@pytest.fixture(autouse=True)
def poll(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(ticking, "TICK", 3600)
    return monkeypatch


@asynccontextmanager
async def running(clock: Ticking, url: str) -> AsyncIterator[None]:
    """The clock at work, hearing its alarm."""
    broker = connect(Settings().model_copy(update={"nats_url": url}), CLOCK)
    hear(broker, CLOCK_HEARS_ALARM, clock.ring)
    async with broker, asyncio.timeout(SECONDS):
        await broker.start()
        await clock.start()
        yield
        await clock.stop()


async def days_said(desk: Desk, last: str) -> list[str]:
    """Every day that was said, once this one was."""
    days: list[str] = []
    async with asyncio.timeout(SECONDS):
        while last not in days:
            days = [f"{fact.day}" for _, fact in await desk.said() if isinstance(fact, DayBegun)]
    return days


async def armed(client: Client) -> tuple[int, str] | None:
    """The sequence and the time of the alarm that is set."""
    try:
        message = await client.jetstream().get_last_msg(TIMERS, ALARM)
    except NotFoundError:
        return None
    return message.seq or 0, (message.headers or {})["Nats-Schedule"]


@pytest.mark.parametrize(
    ("looks", "said"),
    [
        (["2026-01-01", "2026-01-02", "2026-01-03"], ["2026-01-01", "2026-01-02", "2026-01-03"]),
        # The clock is set back, and goes on from there.
        (["2026-01-05", "2026-01-03", "2026-01-05", "2026-01-06"], ["2026-01-05", "2026-01-06"]),
    ],
)
def test_the_alarm_alone_brings_each_day_once(
    own_server: EmbeddedServer, tmp_path: Path, looks: list[str], said: list[str]
) -> None:
    async def work(desk: Desk) -> list[str]:
        desk.to_come = list(looks)
        async with running(desk.clock(), own_server.url):
            return await days_said(desk, said[-1])

    assert said == at_desk(own_server, tmp_path, work)


def test_rings_without_end_bring_no_day_twice_or_too_early(own_server: EmbeddedServer, tmp_path: Path) -> None:
    async def work(desk: Desk) -> tuple[list[str], int]:
        desk.to_come = ["2026-01-01"] * 10 + ["2026-01-02"]
        async with running(desk.clock(), own_server.url):
            while desk.to_come:
                await desk.client.jetstream().publish(RING)
            days = await days_said(desk, "2026-01-02")
        return days, await desk.letters()

    # The contest, two editions of working days, two days.
    assert (["2026-01-01", "2026-01-02"], 5) == at_desk(own_server, tmp_path, work)


def test_without_any_ring_the_clock_looks_now_and_then(
    own_server: EmbeddedServer, tmp_path: Path, poll: pytest.MonkeyPatch
) -> None:
    poll.setattr(ticking, "TICK", 0.01)

    async def work(desk: Desk) -> list[str]:
        desk.to_come = ["2026-01-01", "2026-01-01", "2026-01-02"]
        clock = desk.clock()
        await clock.start()
        try:
            return await days_said(desk, "2026-01-02")
        finally:
            await clock.stop()

    assert ["2026-01-01", "2026-01-02"] == at_desk(own_server, tmp_path, work)


def test_an_alarm_of_a_server_that_was_down_at_midnight_rings_when_it_is_back(
    own_server: EmbeddedServer, tmp_path: Path
) -> None:
    async def work(desk: Desk) -> list[str]:
        desk.to_come = ["2026-01-01", "2026-01-02", "2026-01-03"]
        async with running(desk.clock(), own_server.url):
            while await armed(desk.client) is None:
                pass
            own_server.kill()
            await asyncio.to_thread(own_server.start)
            return await days_said(desk, "2026-01-03")

    assert ["2026-01-01", "2026-01-02", "2026-01-03"] == at_desk(own_server, tmp_path, work)


def test_a_clock_that_is_ahead_says_nothing_so_that_the_day_can_be_said_when_it_comes(
    own_server: EmbeddedServer, tmp_path: Path
) -> None:
    """The door refuses what comes too early, and a message that was refused once is refused for ever."""
    ahead = "the time here is more than 0:05:00 ahead of that where NATS is: set the clocks"

    async def work(desk: Desk) -> tuple[list[str], int]:
        clock, desk.today = desk.clock(), "2199-01-01"
        with pytest.raises(AheadError, match=ahead):
            await clock.tick()
        desk.today = "2026-01-01"
        await clock.tick()
        return await days_said(desk, "2026-01-01"), await desk.letters()

    assert (["2026-01-01"], 4) == at_desk(own_server, tmp_path, work)


def alarms(server: EmbeddedServer, *days: str) -> list[tuple[int, str, int]]:
    """The alarm that is set after each look on one of these days, and how many there are; there is no contest."""

    async def looks() -> list[tuple[int, str, int]]:
        await provision(server.url)
        found: list[tuple[int, str, int]] = []
        with Recording.at(server.url) as log:
            async with client_of(server.url) as client:
                days_to_come = iter(days)
                clock = Ticking(
                    log, server.url, lambda: datetime.fromisoformat(next(days_to_come)).replace(tzinfo=BEIJING)
                )
                for _ in days:
                    await clock.tick()
                    alarm = await armed(client)
                    state = (await client.jetstream().stream_info(TIMERS)).state
                    found.append((*(alarm or (0, "")), state.messages))
        return found

    return asyncio.run(looks())


def test_an_alarm_that_is_set_anew_takes_the_place_of_the_former(own_server: EmbeddedServer) -> None:
    assert [
        (1, "@at 2099-01-05T16:00:01+00:00", 1),
        (2, "@at 2099-01-03T16:00:01+00:00", 1),
    ] == alarms(own_server, "2099-01-05T10:00", "2099-01-03T10:00")


def test_an_alarm_is_not_set_twice_for_the_same_time(own_server: EmbeddedServer) -> None:
    """Once it rang, by a clock of NATS that is ahead of ours, it would ring again at once, and so until midnight."""
    alarm = (1, "@at 2099-01-05T16:00:01+00:00", 1)
    assert [alarm, alarm] == alarms(own_server, "2099-01-05T10:00", "2099-01-05T11:00")


@pytest.mark.drill  # It goes by the clock on the wall.
def test_an_alarm_does_not_ring_before_its_time(own_server: EmbeddedServer) -> None:
    """Midnight is less than a second away at the first look. There is no contest: all that happens is the alarm."""
    looks: list[datetime] = []

    def now() -> datetime:
        looks.append(datetime.now(UTC))
        midnight = looks[0].replace(microsecond=0) + timedelta(seconds=1)
        return looks[-1].astimezone(timezone(midnight.replace(hour=0, minute=0, second=0) - midnight))

    async def two_looks() -> None:
        await provision(own_server.url)
        with Recording.at(own_server.url) as log:
            async with running(Ticking(log, own_server.url, now), own_server.url), client_of(own_server.url) as client:
                while len(looks) < 2:
                    await client.flush()

    asyncio.run(two_looks())

    midnight = looks[0].replace(microsecond=0) + timedelta(seconds=1)
    assert looks[1] >= midnight + LEEWAY
