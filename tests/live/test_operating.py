"""What operators and auditors do on a redcard that ran: replay it, look back, rebuild a table - and find a forgery."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import nats
import pytest

from services.command_line.opening import open_log
from services.command_line.playing import play
from services.command_line.stack import Stack
from services.scoring.rulebook.shelf import shelf
from services.upstream.publisher import Publisher
from services.upstream.simulation import simulate
from shared.catalogue.scoring import CardIssued
from shared.eventlog.mapper import encode
from shared.subjects import LOG_PREFIX

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("operating")


@pytest.fixture(scope="module")
def stack(directory: Path) -> Iterator[Stack]:
    """redcard after two months of a small simulated district."""
    with Stack(directory) as stack:
        phases = simulate(Random(1), shelf()["hanting"], year=2025, months=2, projects=8)
        with open_log(stack.nats_url) as log:
            asyncio.run(play(Publisher(stack.nats_url), log, phases, lambda *_: None, lambda _: None))
        yield stack


@pytest.fixture(scope="module")
def redcard(stack: Stack, directory: Path) -> Command:
    """The command line, beside the running system."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        settings = {"NATS_URL": stack.nats_url, "REDCARD_DATA": str(directory), "COLUMNS": "120"}
        command = [sys.executable, "-m", "services.command_line", *arguments]
        return subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60)

    return run


def test_provisioning_again_keeps_everything(redcard: Command) -> None:
    done = redcard("provision")

    assert (done.returncode, done.stderr) == (0, "")
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"kept"}


def test_as_of_shows_the_scoreboard_of_then(redcard: Command, stack: Stack) -> None:
    with open_log(stack.nats_url) as log:
        cards = [logged for logged in log.read_all() if isinstance(logged.entry.fact, CardIssued)]

    then, now = (
        redcard("audit", "replay", "--as-of", str(cards[7].position)),
        redcard("audit", "replay", "--as-of", "99999"),
    )

    assert (then.returncode, now.returncode) == (0, 0)
    assert (then.stdout.count("2025-01"), then.stdout.count("2025-02")) == (8, 0)
    assert (now.stdout.count("2025-01"), now.stdout.count("2025-02")) == (0, 8)
    assert redcard("audit", "replay", "--as-of", "yesterday").returncode == 2


@pytest.mark.parametrize(
    ("table", "database", "rows"),
    [("register", "intake", "projects"), ("scoreboard", "scoring", "cards"), ("docket", "escalation", "steps")],
)
def test_a_rebuilt_table_is_the_live_one(
    redcard: Command, directory: Path, table: str, database: str, rows: str
) -> None:
    def content() -> list[tuple[object, ...]]:
        with sqlite3.connect(directory / f"{database}.db") as connection:
            return sorted(connection.execute(f"select * from {rows}"))

    live = content()
    done = redcard("rebuild", table)

    assert (done.returncode, done.stderr) == (0, "")
    assert content() == live
    assert live or table == "docket"


def test_replay_finds_no_difference_and_then_the_forged_card(redcard: Command, stack: Stack) -> None:
    """The order matters: a log cannot be mended."""
    honest = redcard("audit", "replay", "--lang", "en")
    position = forge_a_card(stack.nats_url)
    forged = redcard("audit", "replay", "--lang", "en")

    assert (honest.returncode, honest.stdout.splitlines()[-1]) == (0, "No difference.")
    assert forged.returncode == 1
    assert f"{position}" in forged.stdout
    assert "nothing of the kind was due" in forged.stdout


def forge_a_card(nats_url: str) -> int:
    """Put a card on the log by hand, as somebody with the credentials of scoring could; gives its position."""
    with open_log(nats_url) as log:
        entries = [logged.entry for logged in log.read_all() if isinstance(logged.entry.fact, CardIssued)]
    last = entries[-1]
    version = last.originator_version + 1
    body = encode(last).replace(b'"originator_version":%d' % (version - 1), b'"originator_version":%d' % version)
    headers = {"Topic": "card.issued.v1", "Version": str(version), "Commit": "forged"}

    async def publish() -> int:
        client = await nats.connect(nats_url)
        ack = await client.jetstream().publish(f"{LOG_PREFIX}.{last.originator_id}", body, headers=headers)
        await client.close()
        return ack.seq

    return asyncio.run(publish())
