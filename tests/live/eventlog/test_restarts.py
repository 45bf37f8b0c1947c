"""kill -9 and restart of the server in the middle of everything."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.embedded import EmbeddedServer
from shared.eventlog import LogDamagedError, connection
from shared.eventlog import subscription as subscription_module
from shared.eventlog.recorder import JetStreamApplicationRecorder
from tests.live.eventlog.proxy import LossyProxy
from tests.live.eventlog.support import events, eventually, opened

P1 = "intake.project.P1"
SIZES = [1, 100] * 60
TOTAL = sum(SIZES)


@pytest.fixture
def own_env(own_server: EmbeddedServer) -> dict[str, str]:
    return {"PERSISTENCE_MODULE": "shared.eventlog", "NATS_URL": own_server.url}


def _insert_all(log: JetStreamApplicationRecorder, progress: list[int]) -> None:
    for size in SIZES:
        first = len(progress) + 1
        ids = log.insert_events(events(P1, first, first + size - 1))
        assert ids is not None
        progress += ids


def _follow_all(log: JetStreamApplicationRecorder, seen: list[int]) -> None:
    with log.subscribe() as subscription:
        for notification in subscription:
            seen.append(notification.id)
            if len(seen) == TOTAL:
                return


def test_killed_while_writing_and_following(own_server: EmbeddedServer, own_env: dict[str, str]) -> None:
    """Nothing is lost, nothing is doubled, the subscription goes on, whatever was under way when the server died."""
    inserted: list[int] = []
    seen: list[int] = []
    with opened(own_env) as writer, opened(own_env) as reader, ThreadPoolExecutor() as pool:
        writing = pool.submit(_insert_all, writer, inserted)
        following = pool.submit(_follow_all, reader, seen)
        for killed in range(1, 4):
            goal = killed * TOTAL // 5
            eventually(lambda: len(inserted) > goal or writing.done())  # noqa: B023  # Called at once.
            own_server.kill()
            own_server.start()
        writing.result()
        following.result()
        everything = list(range(1, TOTAL + 1))
        assert everything == inserted
        assert everything == seen
        assert events(P1, 1, TOTAL) == reader.select_events(P1)


def test_restarted_between(own_server: EmbeddedServer, own_env: dict[str, str]) -> None:
    """An idle writer, reader and subscription do not notice a restart."""
    with opened(own_env) as log, log.subscribe() as subscription:
        log.insert_events(events(P1, 1))
        assert 1 == next(subscription).id
        own_server.stop()
        own_server.start()
        assert [2] == log.insert_events(events(P1, 2))
        assert 2 == next(subscription).id
        assert [1, 2] == [n.id for n in log.select_notifications(1, 1_000)]


def test_consumer_falls_silent(log_env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that stays up but brings nothing any more, not even a heartbeat, is not waited on for ever."""
    monkeypatch.setattr(subscription_module, "SILENCE_SECONDS", 0.2)
    monkeypatch.setattr(connection, "REPLY_SECONDS", 0.3)
    with (
        LossyProxy(log_env["NATS_URL"]) as proxy,
        opened(log_env) as writer,
        opened(log_env | {"NATS_URL": proxy.url}) as reader,
        reader.subscribe() as subscription,
    ):
        writer.insert_events(events(P1, 1))
        assert 1 == next(subscription).id
        proxy.lose_answers = True
        writer.insert_events(events(P1, 2))
        assert proxy.lost.wait(10)
        proxy.lose_answers = False
        assert 2 == next(subscription).id


def test_back_with_an_older_log(own_server: EmbeddedServer, own_env: dict[str, str], tmp_path: Path) -> None:
    """A server that comes back without events that were read before is not followed, and not silently."""
    backup = tmp_path / "backup"
    with opened(own_env) as log:
        log.insert_events(events(P1, 1))
        own_server.stop()
        shutil.copytree(tmp_path / "nats", backup)
        own_server.start()
        with log.subscribe() as subscription:
            log.insert_events(events(P1, 2))
            assert [1, 2] == [next(subscription).id, next(subscription).id]
            own_server.kill()
            shutil.rmtree(tmp_path / "nats")
            shutil.copytree(backup, tmp_path / "nats")
            own_server.start()
            with pytest.raises(LogDamagedError, match="ends at event 1, yet event 2 was read before"):
                next(subscription)
