"""Inserts whose acknowledgement does not come: recorded exactly once, or said to be unknown."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from eventsourcing.persistence import StoredEvent
from nats.aio.msg import Msg

from shared.eventlog import connection
from shared.eventlog.appending import Appender, Batch, OutcomeUnknownError
from shared.eventlog.reading import Reader
from tests.live.eventlog.proxy import LossyProxy
from tests.live.eventlog.support import events, eventually, opened

P1 = "intake.project.P1"

one_or_many = pytest.mark.parametrize("batch", [events(P1, 2), events(P1, 2, 400)], ids=["one", "many"])


@pytest.fixture
def proxy(log_env: dict[str, str]) -> Iterator[LossyProxy]:
    with LossyProxy(log_env["NATS_URL"]) as proxy:
        yield proxy


@pytest.fixture
def lossy_env(log_env: dict[str, str], proxy: LossyProxy) -> dict[str, str]:
    return log_env | {"NATS_URL": proxy.url}


@one_or_many
def test_acknowledgement_lost(
    log_env: dict[str, str], lossy_env: dict[str, str], proxy: LossyProxy, batch: list[StoredEvent]
) -> None:
    """Recorded, but the acknowledgement is lost with the connection: read back, and not recorded again."""
    with opened(lossy_env) as writer, opened(log_env) as witness, ThreadPoolExecutor() as pool:
        writer.insert_events(events(P1, 1))
        proxy.lose_answers = True
        inserting = pool.submit(writer.insert_events, batch)
        eventually(lambda: witness.max_notification_id() == 1 + len(batch))
        proxy.mend()
        assert list(range(2, 2 + len(batch))) == inserting.result()
        assert [*events(P1, 1), *batch] == witness.select_events(P1)


@one_or_many
def test_acknowledgement_lost_and_others_went_on(
    log_env: dict[str, str], lossy_env: dict[str, str], proxy: LossyProxy, batch: list[StoredEvent]
) -> None:
    """It is found as our own although another writer has appended to the aggregate since."""
    with opened(lossy_env) as writer, opened(log_env) as witness, ThreadPoolExecutor() as pool:
        writer.insert_events(events(P1, 1))
        proxy.lose_answers = True
        inserting = pool.submit(writer.insert_events, batch)
        eventually(lambda: witness.max_notification_id() == 1 + len(batch))
        witness.insert_events(events(P1, 2 + len(batch)))
        proxy.mend()
        assert list(range(2, 2 + len(batch))) == inserting.result()


@one_or_many
def test_events_lost(
    log_env: dict[str, str], lossy_env: dict[str, str], proxy: LossyProxy, batch: list[StoredEvent]
) -> None:
    """Never arrived: not found, sent again, recorded once."""
    with opened(lossy_env) as writer, opened(log_env) as witness, ThreadPoolExecutor() as pool:
        writer.insert_events(events(P1, 1))
        proxy.lose_questions = True
        inserting = pool.submit(writer.insert_events, batch)
        assert proxy.lost.wait(10)
        proxy.mend()
        assert list(range(2, 2 + len(batch))) == inserting.result()
        assert [*events(P1, 1), *batch] == witness.select_events(P1)


def test_first_attempt_shows_late(
    log_env: dict[str, str], lossy_env: dict[str, str], proxy: LossyProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first attempt was recorded but is not seen at once: the second is in conflict with it, which is success."""
    look = Reader.first_after
    looks = []

    async def look_too_early(reader: Reader, subject: str, sequence: int) -> Msg | None:
        looks.append(sequence)
        return None if len(looks) == 1 else await look(reader, subject, sequence)

    monkeypatch.setattr(Reader, "first_after", look_too_early)
    with opened(lossy_env) as writer, opened(log_env) as witness, ThreadPoolExecutor() as pool:
        writer.insert_events(events(P1, 1))
        proxy.lose_answers = True
        inserting = pool.submit(writer.insert_events, events(P1, 2, 3))
        eventually(lambda: witness.max_notification_id() == 3)
        proxy.mend()
        assert [2, 3] == inserting.result()
        assert events(P1, 1, 3) == witness.select_events(P1)
        assert [1, 1] == looks


def test_same_commit_twice(log_env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit sent twice, as a late copy would be, is recorded once."""
    send = Appender._send

    async def send_twice(appender: Appender, batch: Batch, guards: dict[str, int]) -> object:
        await send(appender, batch, guards)
        return await send(appender, batch, guards)

    monkeypatch.setattr(Appender, "_send", send_twice)
    with opened(log_env) as log:
        assert [1, 2, 3] == log.insert_events(events(P1, 1, 3))
        assert [4] == log.insert_events(events(P1, 4))
        assert events(P1, 1, 4) == log.select_events(P1)


def test_client_that_gave_up(log_env: dict[str, str], lossy_env: dict[str, str], proxy: LossyProxy) -> None:
    """After an error of the server nats-py closes for good; the next question goes over a new client."""
    with opened(lossy_env) as log, log.subscribe() as subscription:
        log.insert_events(events(P1, 1))
        assert 1 == next(subscription).id
        client = log._connection._client
        assert client is not None
        proxy.interject(b"-ERR 'Something Is Wrong'\r\n")
        eventually(lambda: client.is_closed)
        assert [2] == log.insert_events(events(P1, 2))
        assert 2 == next(subscription).id


def test_never_known(lossy_env: dict[str, str], proxy: LossyProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing answers any more, the writer is told that the outcome is unknown, in bounded time."""
    monkeypatch.setattr(connection, "REPLY_SECONDS", 0.05)
    monkeypatch.setattr(connection, "RECONNECT_SECONDS", 0.01)
    with opened(lossy_env) as writer:
        proxy.lose_answers = True
        with pytest.raises(OutcomeUnknownError, match="outcome unknown of commit"):
            writer.insert_events(events(P1, 1))
        proxy.mend()
        assert [2] == writer.insert_events(events(P1, 2)), "it was recorded after all"
