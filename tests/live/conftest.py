"""One nats-server for the tests that only need a fresh stream, and one of its own for a test that kills it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from shared.embedded import EmbeddedServer

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A server shared by all tests: file storage, every write synced. Not to be stopped."""
    with EmbeddedServer(tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A server of the test's own, to be stopped, killed and started again."""
    with EmbeddedServer(tmp_path / "nats") as server:
        yield server


@pytest.fixture
def log_env(nats_server: EmbeddedServer) -> dict[str, str]:
    """Settings of an event log of the test's own on the shared server."""
    number = next(_NUMBERS)
    return {
        "PERSISTENCE_MODULE": "shared.eventlog",
        "NATS_URL": nats_server.url,
        "NATS_LOG_STREAM": f"LOG{number}",
        "NATS_LOG_PREFIX": f"test{number}.log",
    }
