"""The factory: settings in, recorders on one shared connection out."""

from typing import Any, Final, TypeVar

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    InfrastructureFactoryError,
    NotSupportedError,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.utils import Environment, EnvType, strtobool

from shared.eventlog.connection import Connection
from shared.eventlog.recorder import JetStreamAggregateRecorder, JetStreamApplicationRecorder
from shared.eventlog.stream import ensure_stream, log_stream_config

_CREDENTIALS: Final = {
    "NATS_USER": "user",
    "NATS_PASSWORD": "password",
    "NATS_TOKEN": "token",
    "NATS_NKEY_SEED": "nkeys_seed_str",
    "NATS_NKEY_SEED_FILE": "nkeys_seed",
    "NATS_CREDS": "user_credentials",
    "NATS_INBOX_PREFIX": "inbox_prefix",
}

_KEEP_IT_BESIDE = (
    "the event log holds events only, no tracking records: a projection keeps its position in the transaction of its "
    "rows, for instance with PERSISTENCE_MODULE=eventsourcing.sqlite for the tracking recorder"
)


TJetStreamRecorder = TypeVar("TJetStreamRecorder", bound=JetStreamAggregateRecorder)


class Factory(InfrastructureFactory[TrackingRecorder]):
    """Recorders on NATS JetStream."""

    def __init__(self, env: Environment | EnvType | None):
        super().__init__(env)
        self._connection: Connection | None = None

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        if purpose == "events":
            return self._recorder(JetStreamAggregateRecorder)
        return self._recorder(JetStreamAggregateRecorder, purpose)

    def application_recorder(self) -> ApplicationRecorder:
        return self._recorder(JetStreamApplicationRecorder)

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> TrackingRecorder:
        raise NotSupportedError(_KEEP_IT_BESIDE)

    def process_recorder(self) -> ProcessRecorder:
        raise NotSupportedError(_KEEP_IT_BESIDE)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _recorder(self, recorder_class: type[TJetStreamRecorder], purpose: str = "") -> TJetStreamRecorder:
        """A recorder on the log, or, for another purpose than events, on a stream of that name beside it."""
        stream = self.env.get("NATS_LOG_STREAM", "LOG") + (f"_{purpose.upper()}" if purpose else "")
        prefix = self.env.get("NATS_LOG_PREFIX", "redcard.log") + (f"-{purpose}" if purpose else "")
        create = strtobool(self.env.get("NATS_LOG_CREATE", "yes"))
        if self._connection is None:
            self._connection = Connection(self._options())
        try:
            self._connection.call(ensure_stream(self._connection, log_stream_config(stream, prefix), create))
        except BaseException:
            self.close()  # Whoever cannot open the log has nothing to close.
            raise
        return recorder_class(self._connection, stream, prefix, contiguous=not purpose)

    def _options(self) -> dict[str, Any]:
        servers = self.env.get("NATS_URL")
        if not servers:
            raise InfrastructureFactoryError("NATS_URL is not set: where is the NATS server?")
        given = {option: self.env.get(name) for name, option in _CREDENTIALS.items()}
        return {"servers": servers.split(",")} | {option: value for option, value in given.items() if value}
