"""The stream: which settings make it a log, and the refusal of one that is not.

A log keeps everything for ever, in order, on disk. So: file storage, no limit on age, size or number, no deletion, no
purge, no roll-up, no expiry, no rewriting on the way in; discard *new* if a limit is ever hit, so that a full disk is
an error for the writer and not a loss. Direct gets and atomic batches are what reading and appending are built on.
"""

import json
from typing import Any, Final

from eventsourcing.persistence import OperationalError, ProgrammingError
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig

from shared.eventlog.connection import Connection

_NOT_FOUND: Final = 10059

_GUARDED: Final = (
    "subjects", "storage", "retention", "discard", "max_msgs", "max_bytes", "max_age", "max_msgs_per_subject",
    "deny_delete", "deny_purge", "allow_rollup_hdrs", "allow_msg_ttl", "allow_msg_schedules", "allow_msg_counter",
    "subject_transform", "mirror", "sources", "persist_mode", "sealed", "no_ack", "allow_direct", "allow_atomic",
)  # fmt: skip


def log_stream_config(name: str, prefix: str, replicas: int = 1) -> StreamConfig:
    """The settings of a stream that may serve as an event log under `prefix`."""
    return StreamConfig(
        name=name,
        subjects=[f"{prefix}.>"],
        storage=StorageType.FILE,
        retention=RetentionPolicy.LIMITS,
        discard=DiscardPolicy.NEW,
        max_msgs=-1,
        max_bytes=-1,
        max_age=0,
        max_msgs_per_subject=-1,
        num_replicas=replicas,
        deny_delete=True,
        deny_purge=True,
        allow_rollup_hdrs=False,
        allow_direct=True,
        allow_atomic=True,
    )


def drift(found: dict[str, Any], wanted: StreamConfig) -> list[str]:
    """Every setting of a stream that would not keep the log's promises, with what was found and what is wanted."""
    asked = json.loads(json.dumps(wanted.as_dict()))  # As the server gets it and tells it.
    return [
        f"{setting} is {found.get(setting, 'unset')!r}, wanted {asked.get(setting, 'unset')!r}"
        for setting in _GUARDED
        if (found.get(setting) or None) != (asked.get(setting) or None)
    ]


async def ensure_stream(connection: Connection, wanted: StreamConfig, create: bool) -> None:
    """Check the stream, or create it where it is missing and that is allowed."""
    found = await _call(connection, f"STREAM.INFO.{wanted.name}", b"")
    if _missing(found) and create:
        found = await _call(connection, f"STREAM.CREATE.{wanted.name}", json.dumps(wanted.as_dict()).encode())
    if _missing(found):
        raise ProgrammingError(f"there is no stream {wanted.name}, and NATS_LOG_CREATE is no: provision it first")
    if "error" in found:
        raise OperationalError(f"stream {wanted.name}: {found['error']['description']}")
    if drifted := drift(found["config"], wanted):
        raise ProgrammingError(f"stream {wanted.name} is no safe event log: {'; '.join(drifted)}")


def _missing(answer: dict[str, Any]) -> bool:
    return bool(answer.get("error", {}).get("err_code") == _NOT_FOUND)


async def _call(connection: Connection, endpoint: str, payload: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((await connection.ask(f"$JS.API.{endpoint}", payload)).data)
    return answer
