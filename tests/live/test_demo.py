"""The demo, as it is called in the README: its exit code, its papers, its digest, and what it says when it breaks."""

import errno
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from services.command_line.stack import NATS, SERVICES, BrokenStackError, Stack

DEMO = (sys.executable, "-m", "services.command_line", "demo")
QUARTER = ("--months", "3", "--projects", "10", "--seed", "4")


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*DEMO, *options], capture_output=True, text=True, env={**os.environ, "COLUMNS": "100"})


@pytest.fixture(scope="module")
def chinese() -> subprocess.CompletedProcess[str]:
    return run("--exit", *QUARTER)


@pytest.fixture(scope="module")
def english() -> subprocess.CompletedProcess[str]:
    return run("--exit", *QUARTER, "--lang", "en")


def test_it_ends_with_0_and_complains_of_nothing(chinese: subprocess.CompletedProcess[str]) -> None:
    assert (0, "") == (chinese.returncode, chinese.stderr)


def test_every_paper_says_that_the_district_is_simulated(
    chinese: subprocess.CompletedProcess[str], english: subprocess.CompletedProcess[str]
) -> None:
    titles = ["2025 年 1 月", "2025 年 2 月", "2025 年 3 月"]

    assert [f"模拟区  重点项目建设月通报  {month}  [模拟数据]" for month in titles] == re.findall(
        r"^模拟区  重点项目建设月通报 .*\]", chinese.stdout, re.M
    )
    assert ["Simulated District  The year of key projects  2025-01 - 2025-03  [simulated]"] == re.findall(
        r"^Simulated District  The year .*\]", english.stdout, re.M
    )


def test_the_year_has_a_row_for_every_project(english: subprocess.CompletedProcess[str]) -> None:
    assert 10 == len(re.findall(r"^ +\d+  .+  [BYR] [BYR] [BYR]  ", english.stdout, re.M))


def test_the_same_seed_gives_the_same_log(
    chinese: subprocess.CompletedProcess[str], english: subprocess.CompletedProcess[str]
) -> None:
    """Two runs; the language is the papers' alone."""
    first, second = (re.findall(r"\b[0-9a-f]{64}\b", run.stdout) for run in (chinese, english))

    assert 1 == len(first)
    assert first == second


def test_without_exit_it_stays_up_until_it_is_told_to_stop(tmp_path: Path) -> None:
    data = tmp_path / "kept"
    command = [*DEMO, "--months", "1", "--projects", "3", "--lang", "en", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "400"}) as demo:
        assert demo.stdout is not None
        said = ""
        while not said.endswith("Ctrl-C ends it.\n") and (line := demo.stdout.readline()):
            said += line
        demo.send_signal(signal.SIGINT)
        rest = demo.stdout.read()

    url = re.findall(r"Still running: NATS at (nats://127\.0\.0\.1:\d+), data and log files in (.+)\.\n", said)
    assert [str(data)] == [directory for _, directory in url]
    assert (0, "Stopping ...\n") == (demo.returncode, rest)
    assert {f"{service}.log" for service in SERVICES} <= {path.name for path in data.iterdir()}


def test_it_ends_in_good_order_when_it_is_told_to_in_the_middle(tmp_path: Path) -> None:
    command = [*DEMO, "--exit", "--lang", "en", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        up = demo.stdout.readline()
        while "2025-01" not in demo.stdout.readline():
            assert demo.poll() is None
        demo.send_signal(signal.SIGTERM)
        _, complaints = demo.communicate()

    port = re.findall(r"\(nats://127\.0\.0\.1:(\d+)\)", up)
    assert 1 == len(port)
    assert (130, "") == (demo.returncode, complaints)
    with socket.socket() as probe:
        assert errno.ECONNREFUSED == probe.connect_ex(("127.0.0.1", int(port[0])))


def test_a_directory_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "somebody's").touch()

    refused = run("--exit", "--lang", "en", "--data", str(tmp_path))

    assert 1 == refused.returncode
    assert (
        f"The demo broke off: {tmp_path} is not empty: a demo begins with an empty log, so give it a new directory\n"
        == refused.stderr
    )


def test_a_service_that_cannot_start_shows_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "intake.db").write_text("no database at all")

    with (
        pytest.raises(BrokenStackError, match=r"(?s)^intake ended with 1; its last words:\n.*file is not a database"),
        Stack(tmp_path),
    ):
        pass


def test_a_service_that_ends_by_itself_is_an_error(tmp_path: Path) -> None:
    with Stack(tmp_path) as stack:
        stack.check()
        os.kill(stack.pid("scoring"), signal.SIGKILL)
        os.waitid(os.P_PID, stack.pid("scoring"), os.WEXITED | os.WNOWAIT)

        with pytest.raises(BrokenStackError, match=r"^scoring ended with -9; its last words:\n"):
            stack.check()


def test_what_was_killed_on_purpose_is_no_error(tmp_path: Path) -> None:
    with Stack(tmp_path) as stack:
        for name in (NATS, "intake"):
            stack.kill(name)
            stack.check()
            stack.start(name)
