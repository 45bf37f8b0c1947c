"""The cases that the `eventsourcing` library ships for persistence modules and applications, over JetStream.

The imported case classes are reached through their modules, so that pytest does not collect the bare ones here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    NotSupportedError,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.popo import POPOProcessRecorder, POPOTrackingRecorder
from eventsourcing.tests import application as application_cases
from eventsourcing.tests import persistence as persistence_cases
from eventsourcing.utils import Environment, get_topic

from shared.eventlog import Factory
from shared.eventlog.recorder import JetStreamAggregateRecorder, JetStreamApplicationRecorder


class _OnJetStream:
    env: Environment

    @pytest.fixture(autouse=True)
    def _settings(self, log_env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        self.env = Environment(env=log_env)
        for name, value in log_env.items():
            monkeypatch.setenv(name, value)
        self.opened: list[InfrastructureFactory[Any]] = []
        yield
        for factory in self.opened:
            factory.close()

    def open(self) -> InfrastructureFactory[Any]:
        self.opened.append(InfrastructureFactory.construct(self.env))
        return self.opened[-1]


class TestAggregateRecorder(_OnJetStream, persistence_cases.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return self.open().aggregate_recorder()


class TestSnapshotRecorder(_OnJetStream, persistence_cases.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return self.open().aggregate_recorder(purpose="snapshots")


class TestApplicationRecorder(
    _OnJetStream, persistence_cases.ApplicationRecorderTestCase[JetStreamApplicationRecorder]
):
    def create_recorder(self) -> JetStreamApplicationRecorder:
        recorder = self.open().application_recorder()
        assert isinstance(recorder, JetStreamApplicationRecorder)
        return recorder

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleaving(_OnJetStream, persistence_cases.NonInterleavingNotificationIDsBaseCase):
    insert_num = 1_000

    def create_recorder(self) -> ApplicationRecorder:
        return self.open().application_recorder()


class TestFactory(_OnJetStream, persistence_cases.InfrastructureFactoryTestCase[Factory]):
    def expected_factory_class(self) -> type[Factory]:
        return Factory

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return JetStreamAggregateRecorder

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return JetStreamApplicationRecorder

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return POPOTrackingRecorder

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return POPOTrackingRecorder

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        return POPOProcessRecorder

    def test_create_tracking_recorder(self) -> None:
        """The log holds no tracking: refused, and told what to use instead."""
        with pytest.raises(NotSupportedError, match=r"keeps its position .*eventsourcing\.sqlite"):
            self.factory.tracking_recorder()

    def test_create_process_recorder(self) -> None:
        """A process recorder keeps events and tracking in one transaction, which the log cannot."""
        with pytest.raises(NotSupportedError, match=r"keeps its position .*eventsourcing\.sqlite"):
            self.factory.process_recorder()


class TestExampleApplication(_OnJetStream, application_cases.ExampleApplicationTestCase):
    expected_factory_topic = get_topic(Factory)


class TestApplication(_OnJetStream, application_cases.ApplicationTestCase):
    pass
