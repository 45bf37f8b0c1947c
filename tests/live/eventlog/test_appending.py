"""Appending by two writers, in batches, beyond the limits."""

import pytest
from eventsourcing.persistence import DataError, IntegrityError, NotSupportedError, StoredEvent, Tracking

from tests.live.eventlog.support import events, opened

P1 = "intake.project.P1"
P2 = "intake.project.P2"


def test_recorded(log_env: dict[str, str]) -> None:
    """Ids are sequences of the stream; what was stored comes back equal, and says when it was recorded."""
    first, second = StoredEvent(P1, 1, "thing.done", b"\x00\xff{}"), StoredEvent(P1, 2, "thing.undone", b"")
    with opened(log_env) as log:
        assert [1, 2] == log.insert_events([first, second])
        assert [3] == log.insert_events(events(P2, 1))
        assert [first, second] == log.select_events(P1)
        notifications = log.select_notifications(None, 10)
        fetched = [(n.id, n.originator_id, n.originator_version, n.topic, n.state) for n in notifications]
        assert [
            (1, P1, 1, "thing.done", b"\x00\xff{}"),
            (2, P1, 2, "thing.undone", b""),
            (3, P2, 1, "thing.done", b"{}"),
        ] == fetched
        assert notifications == log.select_notifications(1, 1_000), "a page that is pulled differs from one fetched"


def test_conflict_of_two_writers(log_env: dict[str, str]) -> None:
    """The second of two writers with the same idea is refused, told why, and nothing of its batch is recorded."""
    with opened(log_env) as one, opened(log_env) as other:
        one.insert_events(events(P1, 1))
        other.insert_events(events(P1, 2))
        refusal = f"aggregate {P1}: version 2 expects version 1 before it, the log ends at version 2"
        with pytest.raises(IntegrityError, match=refusal):
            one.insert_events(events(P1, 2))
        with pytest.raises(IntegrityError, match=refusal):
            one.insert_events([*events(P2, 1), *events(P1, 2)])
        assert [] == one.select_events(P2)
        assert [3] == one.insert_events(events(P1, 3))


def test_conflict_of_two_new_aggregates(log_env: dict[str, str]) -> None:
    """An aggregate that is trusted to be new but is not is a conflict as well."""
    with opened(log_env) as one, opened(log_env) as other:
        one.insert_events(events(P1, 1))
        with pytest.raises(IntegrityError, match="the log ends at version 1"):
            other.insert_events(events(P1, 1))


def test_wrong_guess_is_no_conflict(log_env: dict[str, str]) -> None:
    """A writer that knows nothing, or too little, of an aggregate looks before it gives up."""
    with opened(log_env) as one, opened(log_env) as other:
        one.insert_events(events(P1, 0))
        assert [2] == other.insert_events(events(P1, 1)), "version 1 may be the first or follow a version 0"
        assert [3] == one.insert_events(events(P1, 2)), "remembered version 0, must look up version 1"
        assert [4, 5] == other.insert_events([*events(P2, 1), *events(P1, 3)])


@pytest.mark.parametrize(
    ("batch", "refusal"),
    [
        (events(P1, 2), "version 2 expects version 1 before it, the log has no event of it"),
        ([*events(P1, 1), *events(P1, 3)], "version 3 expects version 2 before it, the log ends at version 1"),
        ([*events(P1, 1), *events(P1, 1)], "version 1 expects version 0 before it, the log ends at version 1"),
    ],
)
def test_hole_in_an_aggregate(log_env: dict[str, str], batch: list[StoredEvent], refusal: str) -> None:
    """Versions of an aggregate have no holes, in a batch or behind what is recorded."""
    with opened(log_env) as log:
        with pytest.raises(IntegrityError, match=refusal):
            log.insert_events(batch)
        assert log.max_notification_id() is None


def test_largest_batch(log_env: dict[str, str]) -> None:
    """A thousand aggregates fit in one insert, from a writer that has to look up each; one event more is refused."""
    ids = [f"intake.project.P{number}" for number in range(1_000)]
    with opened(log_env) as one, opened(log_env) as other:
        assert list(range(1, 1_001)) == one.insert_events([event for each in ids for event in events(each, 1)])
        assert list(range(1_001, 2_001)) == other.insert_events([event for each in ids for event in events(each, 2)])
        with pytest.raises(DataError, match="1001 events cannot be recorded at once"):
            one.insert_events(events(P1, 1, 1_001))
        assert 2_000 == one.max_notification_id()


def test_too_large_event(log_env: dict[str, str]) -> None:
    """An event that the server would hang up on is refused before it is sent, and the connection goes on."""
    with opened(log_env) as log:
        with pytest.raises(DataError, match="has 8388608 bytes, at most 8384512 fit"):
            log.insert_events(events(P1, 1, state=b"x" * 8 * 1024 * 1024))
        assert [1] == log.insert_events(events(P1, 1, state=b"x" * (8 * 1024 * 1024 - 4_096 - len("thing.done"))))


def test_tracking_is_refused(log_env: dict[str, str]) -> None:
    """A position that came with events would be lost, so it is refused."""
    with opened(log_env) as log, pytest.raises(NotSupportedError, match="the event log holds no tracking"):
        log.insert_events(events(P1, 1), tracking=Tracking("upstream", 1))


@pytest.mark.parametrize("topic", ["two\nlines", " edge", "tab\tbed"])
def test_topic_that_a_header_would_change(log_env: dict[str, str], topic: str) -> None:
    """A topic comes back as it went in, or does not go in."""
    with opened(log_env) as log, pytest.raises(DataError, match="has white space that a message header does not keep"):
        log.insert_events([StoredEvent(P1, 1, topic, b"{}")])
