"""Provisioning against a real server: creates what is missing, leaves what is right, refuses what is different."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, DiscardPolicy, StreamConfig

from shared.embedded import EmbeddedServer
from shared.provisioning import Drift, NotAsProvisionedError, Report, check, connected, provision, wanted_streams
from shared.subjects import (
    DURABLES,
    INBOX,
    INTAKE_HEARS_INBOX,
    LOG,
    NOTICES,
    PARKED,
    RECEIPTS,
    SCORING_HEARS_CLOSES,
    TIMERS,
)

EVERYTHING = (
    "stream INBOX",
    "stream RECEIPTS",
    "stream NOTICES",
    "stream PARKED",
    "stream TIMERS",
    "stream LOG",
    "durable intake-hears-inbox",
    "durable scoring-hears-inbox",
    "durable escalation-hears-inbox",
    "durable scoring-hears-closes",
    "durable escalation-hears-log",
    "durable notices-hears-log",
    "durable clock-hears-alarm",
)


@pytest.fixture(scope="module")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest.fixture
def url(one_server: EmbeddedServer) -> Iterator[str]:
    """A server with nothing on it."""
    yield one_server.url
    asyncio.run(_with_js(one_server.url, _delete_everything))


async def _with_js(url: str, act: Any) -> Any:
    async with connected(url) as js:
        return await act(js)


async def _delete_everything(js: JetStreamContext) -> None:
    for stream in await js.streams_info():
        await js.delete_stream(str(stream.config.name))


async def _contents(js: JetStreamContext) -> dict[str, Any]:
    """Every stream's settings, and the names of its durables."""
    return {
        str(stream.config.name): (
            stream.config,
            [consumer.name for consumer in await js.consumers_info(str(stream.config.name))],
        )
        for stream in await js.streams_info()
    }


def test_an_empty_server_gets_everything(url: str) -> None:
    report = asyncio.run(provision(url))
    contents = asyncio.run(_with_js(url, _contents))
    assert Report(created=EVERYTHING, kept=()) == report
    assert {
        INBOX: ["escalation-hears-inbox", "intake-hears-inbox", "scoring-hears-inbox"],
        LOG: ["escalation-hears-log", "notices-hears-log", "scoring-hears-closes"],
        NOTICES: [],
        PARKED: [],
        RECEIPTS: [],
        TIMERS: ["clock-hears-alarm"],
    } == {name: durables for name, (_, durables) in contents.items()}


def test_a_second_time_changes_nothing(url: str) -> None:
    asyncio.run(provision(url))
    before = asyncio.run(_with_js(url, _contents))
    assert Report(created=(), kept=EVERYTHING) == asyncio.run(provision(url))
    assert before == asyncio.run(_with_js(url, _contents))


def test_only_what_is_missing_is_created(url: str) -> None:
    async def lose_some(js: JetStreamContext) -> None:
        await js.delete_stream(RECEIPTS)
        await js.delete_consumer(LOG, SCORING_HEARS_CLOSES.name)

    asyncio.run(provision(url))
    asyncio.run(_with_js(url, lose_some))
    created = ("stream RECEIPTS", "durable scoring-hears-closes")
    kept = tuple(name for name in EVERYTHING if name not in created)
    assert Report(created=created, kept=kept) == asyncio.run(provision(url))


@pytest.mark.parametrize(
    ("name", "changed", "drift"),
    [
        (INBOX, {"max_age": 3600.0}, Drift("stream INBOX", "max_age", 3600 * 10**9, 30 * 24 * 3600 * 10**9)),
        (INBOX, {"duplicate_window": 60.0}, Drift("stream INBOX", "duplicate_window", 60 * 10**9, 10**8)),
        (INBOX, {"subjects": ["redcard.>"]}, Drift("stream INBOX", "subjects", ["redcard.>"], ["redcard.in.>"])),
        (RECEIPTS, {"max_msgs_per_subject": 5}, Drift("stream RECEIPTS", "max_msgs_per_subject", 5, 1)),
        (LOG, {"discard": DiscardPolicy.OLD}, Drift("stream LOG", "discard", "old", "new")),
        (LOG, {"max_age": 3600.0}, Drift("stream LOG", "max_age", 3600 * 10**9, 0)),
        (LOG, {"max_msgs": 10}, Drift("stream LOG", "max_msgs", 10, -1)),
        (LOG, {"deny_purge": False}, Drift("stream LOG", "deny_purge", False, True)),
        (LOG, {"allow_atomic": False}, Drift("stream LOG", "allow_atomic", None, True)),
        (TIMERS, {"max_msgs_per_subject": 5}, Drift("stream TIMERS", "max_msgs_per_subject", 5, 1)),
        (TIMERS, {"allow_msg_schedules": False}, Drift("stream TIMERS", "allow_msg_schedules", None, True)),
        (LOG, {"allow_rollup_hdrs": True, "deny_purge": False}, Drift("stream LOG", "allow_rollup_hdrs", True, False)),
    ],
)
def test_a_different_stream_is_refused_and_nothing_is_created(
    url: str, name: str, changed: dict[str, Any], drift: Drift
) -> None:
    config = wanted_streams()[name].evolve(**changed)

    async def create(js: JetStreamContext) -> None:
        await js.add_stream(config)

    asyncio.run(_with_js(url, create))
    before = asyncio.run(_with_js(url, _contents))
    with pytest.raises(NotAsProvisionedError) as refused:
        asyncio.run(provision(url))
    assert (drift, ()) == (next(d for d in refused.value.drifts if d.setting == drift.setting), refused.value.missing)
    assert len(changed) == len(refused.value.drifts)
    assert before == asyncio.run(_with_js(url, _contents))


@pytest.mark.parametrize(
    ("changed", "drift"),
    [
        ({"ack_wait": 5.0}, Drift("durable intake-hears-inbox", "ack_wait", 5 * 10**9, 10 * 10**9)),
        ({"max_deliver": 3}, Drift("durable intake-hears-inbox", "max_deliver", 3, -1)),
        ({"ack_policy": AckPolicy.EXPLICIT}, Drift("durable intake-hears-inbox", "ack_policy", "explicit", "all")),
        (
            {"filter_subjects": ["redcard.in.housing.>"]},
            Drift("durable intake-hears-inbox", "filter_subjects", ["redcard.in.housing.>"], ["redcard.in.>"]),
        ),
    ],
)
def test_a_different_durable_is_refused(url: str, changed: dict[str, Any], drift: Drift) -> None:
    async def replace_durable(js: JetStreamContext) -> None:
        await js.delete_consumer(INBOX, INTAKE_HEARS_INBOX.name)
        await js.add_consumer(INBOX, replace(INTAKE_HEARS_INBOX.config(), **changed))

    asyncio.run(provision(url))
    asyncio.run(_with_js(url, replace_durable))
    with pytest.raises(NotAsProvisionedError) as refused:
        asyncio.run(provision(url))
    assert drift in refused.value.drifts


def test_the_refusal_names_the_setting_and_says_what_to_do(url: str) -> None:
    async def create(js: JetStreamContext) -> None:
        await js.add_stream(wanted_streams()[PARKED].evolve(max_msgs_per_subject=5))

    asyncio.run(_with_js(url, create))
    with pytest.raises(NotAsProvisionedError) as refused:
        asyncio.run(provision(url))
    assert str(refused.value) == (
        "stream PARKED: max_msgs_per_subject is 5, wanted 1; put it back by hand: what exists is never changed"
    )


def test_check_passes_what_was_provisioned(url: str) -> None:
    asyncio.run(provision(url))
    asyncio.run(_with_js(url, lambda js: check(js, [INBOX, LOG, PARKED, RECEIPTS], DURABLES)))


def test_check_on_an_empty_server_says_what_to_run(url: str) -> None:
    with pytest.raises(NotAsProvisionedError) as refused:
        asyncio.run(_with_js(url, lambda js: check(js, [INBOX], [INTAKE_HEARS_INBOX])))
    assert str(refused.value) == (
        "stream INBOX is missing; run: redcard provision\ndurable intake-hears-inbox is missing; run: redcard provision"
    )


def test_check_refuses_drift(url: str) -> None:
    async def create(js: JetStreamContext) -> None:
        await js.add_stream(StreamConfig(name=INBOX, subjects=["redcard.in.>"], storage=None))

    asyncio.run(_with_js(url, create))
    with pytest.raises(NotAsProvisionedError) as refused:
        asyncio.run(_with_js(url, lambda js: check(js, [INBOX], [])))
    assert {"max_age", "duplicate_window", "allow_direct", "allow_atomic"} == {d.setting for d in refused.value.drifts}


def test_check_asks_only_for_what_is_named(url: str) -> None:
    asyncio.run(_with_js(url, lambda js: check(js, [], [])))


def test_no_server_is_an_error_at_once(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    with pytest.raises(ConnectionError) as refused:
        asyncio.run(provision(server.url))
    assert str(refused.value) == f"no nats-server answers at {server.url}"


def test_what_is_no_address_is_an_error_in_words() -> None:
    with pytest.raises(ConnectionError) as refused:
        asyncio.run(provision("nats://127.0.0.1:forty"))
    assert "nats://127.0.0.1:forty is no address of a nats-server, such as nats://127.0.0.1:4222" == str(refused.value)
