"""The contract's examples run: each publishes a report, waits for its receipt, and sends again what has none."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from services.command_line.stack import Stack
from shared.permissions import PROVISION
from tests.live.identities import BUREAU, District
from tests.live.test_sending import CONTEST, PROJECT, told

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "contract" / "examples"
PROGRAMS = ("python", "node", "shell")
SECONDS = 120


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Intake alone, with an open contest and a project."""
    with Stack(tmp_path_factory.mktemp("examples")) as stack:
        stack.kill("scoring")
        stack.kill("escalation")
        first = f"{told('c-1', 'contest.opened', CONTEST)}\n{told('p-1', 'project.registered', PROJECT)}\n"
        done = subprocess.run(
            [sys.executable, "-m", "services.command_line", "send", "-"],
            env=settings(stack.nats_url),
            input=first,
            text=True,
            timeout=SECONDS,
        )
        assert 0 == done.returncode
        yield stack


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str] | str]:
    """How each example is started; a text in its place says why it cannot be."""
    return {
        "python": [sys.executable, str(EXAMPLES / "python" / "publish.py")],
        "node": _node(tmp_path_factory.mktemp("node") / "example"),
        "shell": ["bash", str(EXAMPLES / "shell" / "publish.sh")] if shutil.which("bash") else "there is no bash",
    }


def _node(directory: Path) -> list[str] | str:
    """The Node example with its packages, as far as npm has them on this machine already."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "there is no Node with npm"
    shutil.copytree(EXAMPLES / "node", directory, ignore=shutil.ignore_patterns("node_modules"))
    command = ["npm", "ci", "--offline", "--no-audit", "--no-fund"]
    installed = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=SECONDS)
    if installed.returncode != 0:
        return "npm has not got the packages yet: run `npm ci` in docs/contract/examples/node once"
    return ["node", str(directory / "publish.mjs")]


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest, programs: Mapping[str, list[str] | str]) -> list[str]:
    return usable(programs[request.param])


def usable(program: list[str] | str) -> list[str]:
    """A program that can be started, or a word why not."""
    if isinstance(program, str):
        if os.environ.get("REQUIRE_NODE") == "1":
            pytest.fail(f"REQUIRE_NODE=1, but {program}")
        pytest.skip(program)
    return program


def settings(nats_url: str, source: str = "bureau") -> dict[str, str]:
    return {**os.environ, "NATS_URL": nats_url, "REDCARD_SOURCE": source}


def run(program: list[str], nats_url: str, *arguments: str, source: str = "bureau") -> tuple[int, str]:
    """Exit code, and what is printed."""
    done = subprocess.run(
        [*program, *arguments], env=settings(nats_url, source), capture_output=True, text=True, timeout=SECONDS
    )
    return done.returncode, done.stdout


def receipt(stack: Stack, program: list[str], *arguments: str, source: str) -> tuple[int, dict[str, Any]]:
    """Exit code and receipt."""
    code, printed = run(program, stack.nats_url, *arguments, source=source)
    return code, json.loads(printed)


def test_a_report_gets_its_receipt_and_the_same_again(
    stack: Stack, program: list[str], request: pytest.FixtureRequest
) -> None:
    source = request.node.callspec.params["program"]
    project = {**PROJECT, "project": f"P-{source}"}
    sending = [sys.executable, "-m", "services.command_line", "send", "-", "--source", "bureau"]
    body = told(f"register-{source}", "project.registered", project)
    subprocess.run(sending, env=settings(stack.nats_url), input=body, text=True, check=True, timeout=SECONDS)
    code, first = receipt(stack, program, f"P-{source}", "2026-01", "2800.50", source=source)
    assert (0, "accepted", source, f"P-{source}-2026-01") == (
        code, first["outcome"], first["source"], first["message_id"],
    )  # fmt: skip
    assert (0, first) == receipt(stack, program, f"P-{source}", "2026-01", "2900", source=source)


def test_a_refusal_is_printed_and_ends_with_1(stack: Stack, program: list[str]) -> None:
    code, refused = receipt(stack, program, "P1", "2026-13", "1", source="careless")
    assert (1, "refused", "bad-value", "data.month") == (code, refused["outcome"], refused["code"], refused["field"])


@pytest.mark.drill  # It waits out the patience of each program.
def test_nobody_there_ends_with_2(program: list[str]) -> None:
    assert (2, "") == run(program, "nats://127.0.0.1:1", "P1", "2026-01", "1")


def test_too_few_figures_end_with_2(program: list[str]) -> None:
    assert (2, "") == run(program, "nats://127.0.0.1:1", "P1")


@pytest.mark.drill  # The same.
def test_what_has_no_receipt_is_sent_again(stack: Stack, programs: Mapping[str, list[str] | str]) -> None:
    """Intake is away until each example has given up waiting once."""
    stack.kill("intake")
    running = []
    for name, program in programs.items():
        if not isinstance(program, str):
            arguments = [*program, "P1", "2026-13", name]
            running.append(
                subprocess.Popen(
                    arguments,
                    env=settings(stack.nats_url, f"patient-{name}"),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
    for process in running:
        assert process.stderr is not None
        assert process.stderr.readline() != ""
    stack.start("intake")
    ended = [process.communicate(timeout=SECONDS)[0] for process in running]
    assert ["P1-2026-13"] * len(running) == [json.loads(printed)["message_id"] for printed in ended]
    assert [1] * len(running) == [process.returncode for process in running]


def test_with_a_key_a_source_is_known(programs: Mapping[str, list[str] | str], tmp_path: Path) -> None:
    """As on a district's own system; the shell's example is for servers that ask for none."""
    district = District(tmp_path)
    with district.server:
        district.cli(PROVISION, "provision")
        with district.serving("intake"):
            for name, program in programs.items():
                if name != "shell" and not isinstance(program, str):
                    key = {"NATS_NKEY_SEED_FILE": str(district.keys / f"{BUREAU}.nk")}
                    done = subprocess.run(
                        [*program, "P1", "2026-13", "1"],
                        env={**settings(district.server.url, BUREAU), **key},
                        capture_output=True,
                        text=True,
                        timeout=SECONDS,
                    )
                    assert (1, BUREAU) == (done.returncode, json.loads(done.stdout)["source"])
