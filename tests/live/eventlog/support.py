"""What the tests of the event log share."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

from shared.eventlog.recorder import JetStreamApplicationRecorder

PATIENCE_SECONDS = 60.0


@contextmanager
def opened(env: dict[str, str]) -> Iterator[JetStreamApplicationRecorder]:
    """An application recorder on a connection of its own."""
    factory = InfrastructureFactory.construct(Environment(env=env))
    try:
        yield cast("JetStreamApplicationRecorder", factory.application_recorder())
    finally:
        factory.close()


def events(originator_id: str, first: int, last: int | None = None, state: bytes = b"{}") -> list[StoredEvent]:
    """Events of one aggregate from one version to another, or just one."""
    return [StoredEvent(originator_id, version, "thing.done", state) for version in range(first, (last or first) + 1)]


def eventually(true: Callable[[], object]) -> None:
    """Wait for progress, a bounded time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, "it never became true"
        time.sleep(0.005)  # noqa: TID251  # Between two looks at progress, not instead of one.
