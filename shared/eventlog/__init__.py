"""NATS JetStream as the event log of the `eventsourcing` library.

Set `PERSISTENCE_MODULE=shared.eventlog` and `NATS_URL`, and any `eventsourcing` application records on JetStream:

    application ── StoredEvent ──► recorder ── one hop per batch ──► NATS loop thread ──► stream
                ◄─ Notification ──  subscription ◄─ a list per burst ──┘

One aggregate is one literal subject, one event is one message, one insert is one atomic batch, and the notification id
of an event is its sequence in the stream. The server guards every write with the sequence that the writer last saw on
the aggregate's subject, so of two writers with the same idea one gets an `IntegrityError`. An insert that got no
acknowledgement is read back by its commit id and retried under the same guard: nothing is lost, nothing doubled.

    addressing    originator id <-> subject
    message       stored event <-> message
    stream        the settings that make a stream safe as a log, and the refusal of one that is not
    connection    one NATS connection on one background thread
    reading       events back: of one aggregate, in log order, the last ones
    pulling       the fast way to read far
    heads         where each aggregate's subject ends, as far as this process has seen
    appending     batch, guard, conflict, unknown outcome
    subscription  the log as an endless iterator, across restarts of the server
    recorder, factory   what the library sees

Settings, each also read with the application's name in front (`INTAKE_NATS_URL`):

    NATS_URL           one address or several with commas between; required
    NATS_USER, NATS_PASSWORD | NATS_TOKEN | NATS_NKEY_SEED (the seed itself) | NATS_NKEY_SEED_FILE | NATS_CREDS (paths)
    NATS_INBOX_PREFIX  where answers come in, if these credentials may not hear all of _INBOX
    NATS_LOG_STREAM    name of the stream; LOG
    NATS_LOG_PREFIX    what every subject begins with; redcard.log
    NATS_LOG_CREATE    yes: create a missing stream with `log_stream_config`; no: refuse. An existing stream is never
                       altered; one whose settings could lose or rewrite an event is refused.

The log holds no tracking and no process records: a projection keeps its position beside its rows.
"""

from shared.eventlog.factory import Factory
from shared.eventlog.message import RecordedNotification
from shared.eventlog.reading import LogDamagedError
from shared.eventlog.stream import log_stream_config

__all__ = ["Factory", "LogDamagedError", "RecordedNotification", "log_stream_config"]
