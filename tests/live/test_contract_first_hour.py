"""The first hour of a bureau's developer goes as the start page says: every command, every answer."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from services.command_line.opening import open_log
from services.command_line.playing import play
from services.command_line.stack import Stack
from services.scoring.rulebook.shelf import shelf
from services.upstream.publisher import Publisher
from services.upstream.simulation import simulate

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "contract" / "README.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.DOTALL | re.MULTILINE)
POSITIONS = re.compile(r'at \d+ of the log|"positions": \[\d+\]')


def steps(page: str) -> list[tuple[str, str]]:
    """Commands and the answers they promise: each `text` answers the `sh` before it."""
    blocks = BLOCK.findall(page)
    return [
        (command, answer)
        for (kind, command), (next_kind, answer) in pairwise(blocks)
        if (kind, next_kind) == ("sh", "text")
    ]


def unplaced(text: str) -> str:
    """What is said, without the places on the log."""
    return POSITIONS.sub("...", text)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo of the first step."""
    with Stack(tmp_path_factory.mktemp("first-hour")) as stack:
        phases = simulate(Random(1), shelf()["hanting"], year=2025, months=1, projects=5)
        with open_log(stack.nats_url) as log:
            asyncio.run(play(Publisher(stack.nats_url), log, phases, lambda *_: None, lambda _: None))
        yield stack


def test_every_command_gives_the_answer_that_the_page_promises(stack: Stack) -> None:
    before = (
        f'redcard() {{ "{sys.executable}" -m services.command_line "$@"; }}; python() {{ "{sys.executable}" "$@"; }}\n'
    )
    found = []
    for command, _ in (promised := steps(PAGE.read_text("utf-8"))):
        done = subprocess.run(
            ["bash", "-c", before + command],
            env={**os.environ, "NATS_URL": stack.nats_url},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            timeout=120,
        )
        found.append((command, unplaced(done.stdout)))
    assert [(command, unplaced(answer)) for command, answer in promised] == found
    assert 4 == len(found)
