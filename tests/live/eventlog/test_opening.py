"""Opening a log: which stream is accepted, which credentials, and what is said if not."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import nats
import nkeys
import pytest
from eventsourcing.persistence import InfrastructureFactoryError, OperationalError, ProgrammingError
from nats.js.api import DiscardPolicy, StreamConfig

from shared.embedded import EmbeddedServer
from shared.eventlog import connection, log_stream_config
from shared.eventlog.connection import DeniedError
from tests.live.eventlog.support import events, opened

P1 = "intake.project.P1"


def _on_stream(url: str, act: str, *arguments: Any) -> Any:
    async def acting() -> Any:
        async with await nats.connect(url) as client:
            return await getattr(client.jetstream(), act)(*arguments)

    return asyncio.run(acting())


def _config(env: dict[str, str]) -> StreamConfig:
    return log_stream_config(env["NATS_LOG_STREAM"], env["NATS_LOG_PREFIX"])


def test_missing_stream_is_created(log_env: dict[str, str]) -> None:
    """With the settings that make it safe."""
    with opened(log_env):
        found = _on_stream(log_env["NATS_URL"], "stream_info", log_env["NATS_LOG_STREAM"]).config
    wanted = _config(log_env)
    for setting in ("subjects", "storage", "retention", "discard", "deny_delete", "deny_purge", "allow_atomic"):
        assert getattr(wanted, setting) == getattr(found, setting), setting


def test_missing_stream_is_refused(log_env: dict[str, str]) -> None:
    """Where provisioning is someone else's job."""
    refusal = f"there is no stream {log_env['NATS_LOG_STREAM']}, and NATS_LOG_CREATE is no"
    with pytest.raises(ProgrammingError, match=refusal), opened(log_env | {"NATS_LOG_CREATE": "no"}):
        pass


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"deny_delete": False}, "deny_delete is False, wanted True"),
        ({"deny_purge": False}, "deny_purge is False, wanted True"),
        ({"discard": DiscardPolicy.OLD}, "discard is 'old', wanted 'new'"),
        ({"max_age": 3_600}, "max_age is 3600000000000, wanted 0"),
        ({"max_msgs": 1_000}, "max_msgs is 1000, wanted -1"),
        ({"allow_atomic": None}, "allow_atomic is 'unset', wanted True"),
        ({"allow_rollup_hdrs": True, "deny_purge": False}, "allow_rollup_hdrs is True, wanted False"),
        ({"allow_msg_ttl": True}, "allow_msg_ttl is True, wanted 'unset'"),
        ({"storage": "memory"}, "storage is 'memory', wanted 'file'"),
    ],
)
def test_unsafe_stream_is_refused(log_env: dict[str, str], change: dict[str, Any], complaint: str) -> None:
    """Each setting that could lose or rewrite an event, by name, and the stream is left as it is."""
    before = _on_stream(log_env["NATS_URL"], "add_stream", replace(_config(log_env), **change)).config
    with pytest.raises(ProgrammingError, match=f"is no safe event log: .*{complaint}"), opened(log_env):
        pass
    assert before == _on_stream(log_env["NATS_URL"], "stream_info", log_env["NATS_LOG_STREAM"]).config


def test_no_address() -> None:
    with (
        pytest.raises(InfrastructureFactoryError, match="NATS_URL is not set"),
        opened({"PERSISTENCE_MODULE": "shared.eventlog"}),
    ):
        pass


def test_no_server(own_server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody there: said after a bounded time, with the last error."""
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.3)
    own_server.stop()
    env = {"PERSISTENCE_MODULE": "shared.eventlog", "NATS_URL": own_server.url}
    with pytest.raises(OperationalError, match=r"no connection to NATS at .*; last error: .*"), opened(env):
        pass


USERS = """
authorization { users: [
  {user: anna, password: secret, permissions: {publish: ["$JS.API.>", "_INBOX.>", "redcard.log.intake.>"]}}
] }
"""


@pytest.fixture
def guarded(tmp_path: Path) -> Any:
    with EmbeddedServer(tmp_path / "guarded", more=USERS) as server:
        yield {"PERSISTENCE_MODULE": "shared.eventlog", "NATS_URL": server.url}


def test_right_credentials(guarded: dict[str, str]) -> None:
    with opened(guarded | {"NATS_USER": "anna", "NATS_PASSWORD": "secret"}) as log:
        assert [1] == log.insert_events(events(P1, 1))


@pytest.mark.parametrize("credentials", [{}, {"NATS_USER": "anna", "NATS_PASSWORD": "wrong"}, {"NATS_TOKEN": "wrong"}])
def test_wrong_credentials(guarded: dict[str, str], credentials: dict[str, str]) -> None:
    """Refused at once, not retried for ever."""
    with (
        pytest.raises(DeniedError, match=r"refused the credentials: .*Authorization Violation"),
        opened(guarded | credentials),
    ):
        pass


def test_nkey(tmp_path: Path) -> None:
    """A seed in the settings signs the server's challenge; another seed does not."""
    seed, other = (nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER) for _ in range(2))
    users = f"authorization {{ users: [{{nkey: {nkeys.from_seed(bytearray(seed)).public_key.decode()}}}] }}"
    with EmbeddedServer(tmp_path / "nkey", more=users) as server:
        env = {"PERSISTENCE_MODULE": "shared.eventlog", "NATS_URL": server.url}
        with opened(env | {"NATS_NKEY_SEED": seed.decode()}) as log:
            assert [1] == log.insert_events(events(P1, 1))
        with (
            pytest.raises(DeniedError, match=r"refused the credentials: .*Authorization Violation"),
            opened(env | {"NATS_NKEY_SEED": other.decode()}),
        ):
            pass


def test_denied_subject(guarded: dict[str, str]) -> None:
    """A write that these credentials may not make is refused at once and named; what they may, goes on."""
    with opened(guarded | {"NATS_USER": "anna", "NATS_PASSWORD": "secret"}) as log:
        for batch in (events("scoring.card.P1", 1), events("scoring.card.P1", 1, 2)):
            with pytest.raises(DeniedError, match=r"permissions violation for publish to .*scoring\.card\.p1"):
                log.insert_events(batch)
        assert [1] == log.insert_events(events(P1, 1))
