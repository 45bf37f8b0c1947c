"""The event log as a stranger uses it: an installed package, `PERSISTENCE_MODULE`, and the library's own cases."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import AggregateRecorder, ApplicationRecorder, InfrastructureFactory
from eventsourcing.tests import application as application_cases
from eventsourcing.tests import persistence as persistence_cases
from eventsourcing.utils import Environment, get_topic

import shared.eventlog

NUMBERS = count(1)


@pytest.fixture(scope="session")
def nats_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A nats-server that knows nothing of redcard."""
    folder = tmp_path_factory.mktemp("nats")
    binary = shutil.which("nats-server")
    assert binary is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "nats.conf"
    config.write_text(f'listen: "127.0.0.1:{port}"\njetstream {{ store_dir: "{folder}", sync_interval: always }}\n')
    with subprocess.Popen([binary, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        yield f"nats://127.0.0.1:{port}"
        server.terminate()


class Elsewhere:
    """Nothing but the environment says where the events go."""

    env: Environment

    @pytest.fixture(autouse=True)
    def _settings(self, nats_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        number = next(NUMBERS)
        settings = {
            "PERSISTENCE_MODULE": "shared.eventlog",
            "NATS_URL": nats_url,
            "NATS_LOG_STREAM": f"ELSEWHERE{number}",
            "NATS_LOG_PREFIX": f"elsewhere{number}",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        self.env = Environment(env=settings)
        self.opened: list[InfrastructureFactory[Any]] = []
        yield
        for factory in self.opened:
            factory.close()

    def open(self) -> InfrastructureFactory[Any]:
        self.opened.append(InfrastructureFactory.construct(self.env))
        return self.opened[-1]


class TestAggregateRecorder(Elsewhere, persistence_cases.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return self.open().aggregate_recorder()


class TestApplicationRecorder(Elsewhere, persistence_cases.ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return self.open().application_recorder()

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleaving(Elsewhere, persistence_cases.NonInterleavingNotificationIDsBaseCase):
    insert_num = 1_000

    def create_recorder(self) -> ApplicationRecorder:
        return self.open().application_recorder()


class TestExampleApplication(Elsewhere, application_cases.ExampleApplicationTestCase):
    expected_factory_topic = get_topic(shared.eventlog.Factory)


def test_it_is_the_installed_package() -> None:
    assert Path(__file__).parent / "installed" / "shared" / "eventlog" == Path(shared.eventlog.__file__).parent
