"""Reading far, reading in pages, following, and the log that is not what it was."""

import asyncio
from threading import Thread

import nats
import pytest
from eventsourcing.persistence import DataError, ProgrammingError, StoredEvent

from shared.eventlog import LogDamagedError, RecordedNotification
from shared.eventlog.recorder import JetStreamApplicationRecorder
from tests.live.eventlog.support import events, eventually, opened

P1 = "intake.project.P1"


def filled(log: JetStreamApplicationRecorder, count: int) -> None:
    """Put so many events of one aggregate on the log."""
    for first in range(1, count + 1, 1_000):
        log.insert_events(events(P1, first, min(first + 999, count)))


def test_far(log_env: dict[str, str]) -> None:
    """Everything comes once and in order, whichever way it is read."""
    with opened(log_env) as log:
        filled(log, 12_345)
        everything = list(range(1, 12_346))
        assert everything == [n.id for n in log.select_notifications(1, 100_000)]
        assert everything[:150] == [n.id for n in log.select_notifications(1, 150)]
        assert everything[12_299:] == [n.id for n in log.select_notifications(12_300, 1_000)]
        assert everything[99:6_000] == [n.id for n in log.select_notifications(100, 100_000, stop=6_000)]
        assert everything == [e.originator_version for e in log.select_events(P1)]
        assert [] == [e.originator_version for e in log.select_events(P1, gt=12_345)]
        assert [3, 4, 5] == [e.originator_version for e in log.select_events(P1, gt=2, lte=5)]
        assert [12_345, 12_344] == [e.originator_version for e in log.select_events(P1, desc=True, limit=2)]
        with log.subscribe(gt=0) as subscription:
            assert everything == [next(subscription).id for _ in everything]


@pytest.mark.parametrize("status", ["100", "204", "404", "409", "503"])
def test_an_event_that_looks_like_a_status_hides_nothing(log_env: dict[str, str], status: str) -> None:
    """Whoever may write to the log could put any header on an event; what stands behind it is read all the same."""
    prefix, p2 = log_env["NATS_LOG_PREFIX"], "intake.project.P2"

    async def forge() -> None:
        client = await nats.connect(log_env["NATS_URL"])
        headers = {"Topic": "thing.done", "Version": "1", "Commit": "forged", "Status": status}
        await client.jetstream().publish(f"{prefix}.{p2}", b"", headers=headers)
        await client.close()

    with opened(log_env) as log:
        log.insert_events(events(P1, 1, 10))
        asyncio.run(forge())
        log.insert_events(events(P1, 11, 500))
        everything = list(range(1, 502))
        assert everything[:100] == [n.id for n in log.select_notifications(1, 100)]
        assert everything == [n.id for n in log.select_notifications(1, 100_000)]
        assert everything[10:] == [n.id for n in log.select_notifications(11, 100_000)]
        assert [1] == [e.originator_version for e in log.select_events(p2)]
        assert [1] == [e.originator_version for e in log.select_events(p2, desc=True, limit=1)]
        with log.subscribe() as subscription:
            assert everything == [next(subscription).id for _ in everything]


def test_large_events(log_env: dict[str, str]) -> None:
    """Requests are bounded in bytes as well, so 60 MB of events pass through."""
    with opened(log_env) as log:
        for version in range(1, 21):
            log.insert_events(events(P1, version, state=b"x" * 3_000_000))
        assert [3_000_000] * 20 == [len(n.state) for n in log.select_notifications(1, 1_000)]
        with log.subscribe() as subscription:
            assert [3_000_000] * 20 == [len(next(subscription).state) for _ in range(20)]
        assert [3_000_000] * 20 == [len(e.state) for e in log.select_events(P1)]


def test_topics(log_env: dict[str, str]) -> None:
    """Topics choose events; the limit counts the chosen, not the looked at."""
    batch = [StoredEvent(P1, version, "odd" if version % 2 else "even", b"") for version in range(1, 1_001)]
    with opened(log_env) as log:
        log.insert_events(batch)
        assert [2, 4, 6] == [n.id for n in log.select_notifications(1, 3, topics=["even"])]
        assert [2, 4] == [n.id for n in log.select_notifications(1, 3, stop=4, topics=["even"])]
        with log.subscribe(gt=990, topics=["even"]) as subscription:
            assert [992, 994, 996, 998, 1_000] == [next(subscription).id for _ in range(5)]


def test_lagging_reader(log_env: dict[str, str]) -> None:
    """A reader that takes nothing is not given more than two requests' worth, and gets all of it when it goes on."""
    with opened(log_env) as log:
        filled(log, 30_000)
        with log.subscribe() as subscription:
            assert 1 == next(subscription).id
            follower = subscription._follower
            eventually(lambda: follower._held == 10_000)
            log.max_notification_id()  # Whatever else was under way on the connection is there before this answer.
            assert 10_000 == follower._held
            assert list(range(2, 30_001)) == [next(subscription).id for _ in range(29_999)]


def test_stop_from_another_thread(log_env: dict[str, str]) -> None:
    """An iteration that waits for the next event ends when another thread stops the subscription."""
    seen: list[int] = []
    with opened(log_env) as log, log.subscribe() as subscription:
        reader = Thread(target=lambda: seen.extend(n.id for n in subscription))
        reader.start()
        log.insert_events(events(P1, 1))
        subscription.stop()
        reader.join(timeout=10)
        assert not reader.is_alive()
        assert seen in ([], [1])


def test_close_ends_subscriptions(log_env: dict[str, str]) -> None:
    """Closing the factory ends an iteration that nobody stopped; afterwards the log says it is closed."""
    with opened(log_env) as log:
        subscription = log.subscribe()
        reader = Thread(target=lambda: list(subscription))
        reader.start()
    reader.join(timeout=10)
    assert not reader.is_alive()
    with pytest.raises(ProgrammingError, match="the event log is closed"):
        log.max_notification_id()


def test_log_ends_before_the_reader(log_env: dict[str, str]) -> None:
    """A log that ends before what a reader has already seen is not the log it has read."""
    with opened(log_env) as log:
        log.insert_events(events(P1, 1, 3))
        with log.subscribe(gt=3) as subscription:
            log.insert_events(events(P1, 4))
            assert 4 == next(subscription).id
        with log.subscribe(gt=5) as subscription, pytest.raises(LogDamagedError, match="ends at event 4, yet event 5"):
            next(subscription)


async def _replace_by_damaged(url: str, stream: str, prefix: str) -> None:
    """Put a stream of ten events without the fifth in the place of a log, which itself cannot lose any."""
    async with await nats.connect(url) as client:
        js = client.jetstream()
        await js.delete_stream(stream)
        await js.add_stream(name=stream, subjects=[f"{prefix}.>"], allow_direct=True)
        for version in range(1, 11):
            headers = {"Topic": "thing.done", "Version": str(version), "Commit": "-"}
            await js.publish(f"{prefix}.{P1}", b"{}", headers=headers)
        await js.delete_msg(stream, 5)


def test_hole_in_the_log(log_env: dict[str, str]) -> None:
    """Where an event is missing, reading halts at the hole instead of stepping over it."""
    with opened(log_env) as log:
        asyncio.run(_replace_by_damaged(log_env["NATS_URL"], log_env["NATS_LOG_STREAM"], log_env["NATS_LOG_PREFIX"]))
        with log.subscribe() as subscription:
            assert [1, 2, 3, 4] == [next(subscription).id for _ in range(4)]
            with pytest.raises(LogDamagedError, match="has no event 5; the next one there is 6"):
                next(subscription)
        for limit in (100, 1_000):
            with pytest.raises(LogDamagedError, match="has no event 5; the next one there is 6"):
                log.select_notifications(1, limit)


def test_message_that_is_no_event(log_env: dict[str, str]) -> None:
    """What something else has put under the log's subjects is not skipped, and not read as an event."""

    async def intrude() -> None:
        async with await nats.connect(log_env["NATS_URL"]) as client:
            await client.jetstream().publish(f"{log_env['NATS_LOG_PREFIX']}.{P1}", b"hello")

    with opened(log_env) as log:
        asyncio.run(intrude())
        for limit in (100, 1_000):
            with pytest.raises(DataError, match="has no header 'Version': it is no event of this log"):
                log.select_notifications(1, limit)
        with log.subscribe() as subscription, pytest.raises(DataError, match="has no header 'Version'"):
            next(subscription)


def test_equal_whichever_way_it_came(log_env: dict[str, str]) -> None:
    """A notification is the same, to the microsecond, fetched, pulled in a page or followed."""
    with opened(log_env) as log:
        filled(log, 300)
        few = [n for first in (1, 101, 201) for n in log.select_notifications(first, 100)]
        many = log.select_notifications(1, 300)
        with log.subscribe() as subscription:
            followed = [next(subscription) for _ in range(300)]
        assert few == many == followed
        assert all(type(n) is RecordedNotification and n.recorded_at.utcoffset() is not None for n in many)
