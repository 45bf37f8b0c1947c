"""The demo, as it is called in the README: its exit code, its papers, its digest, and what it says when it breaks."""

import errno
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from services.command_line.stack import NATS, SERVICES, BrokenStackError, Stack

DEMO = (sys.executable, "-m", "services.command_line", "demo")
QUARTER = ("--months", "3", "--projects", "10", "--seed", "4")


class Staying(NamedTuple):
    """A demo that stays up, where it keeps its things, and what it said so far."""

    demo: subprocess.Popen[str]
    data: Path
    said: str


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
    """Three bulletins, and what the year comes to."""
    assert 4 == chinese.stdout.count("[模拟数据：本文所涉地区、单位、人员和项目均为虚构。")
    assert 4 == english.stdout.count("[Simulated data: the district, units, people and projects in this paper are made")


def test_each_month_has_its_bulletin_once_its_cards_are_final(
    chinese: subprocess.CompletedProcess[str], english: subprocess.CompletedProcess[str]
) -> None:
    """From the day after the fifth working day after the close: Spring Festival and Tomb-sweeping Day are off."""
    assert ["2025年1月", "2025年2月", "2025年3月"] == re.findall(r"^ +(2025年\d+月)\s*$", chinese.stdout, re.M)
    assert ["14 February 2025", "13 March 2025", "14 April 2025"] == re.findall(
        r"^Issued on: (.+?)\s*$", english.stdout, re.M
    )


def test_the_year_has_a_row_for_every_project(english: subprocess.CompletedProcess[str]) -> None:
    assert 10 == len(re.findall(r"^ +\d+  .+  +[BYR] +[BYR] +[BYR]  ", english.stdout, re.M))


def test_the_papers_that_were_made_are_counted(english: subprocess.CompletedProcess[str]) -> None:
    said = "25 papers were made without anybody asking: 15 weekly, 6 half-monthly, 3 monthly, 1 quarterly."

    assert said in english.stdout.splitlines()


def test_what_became_of_it_on_the_ladder_is_counted(
    chinese: subprocess.CompletedProcess[str], english: subprocess.CompletedProcess[str]
) -> None:
    assert [
        "Steps: reminders 3, supervision orders 1, interviews 2, accountability 1; withdrawn 0.",
        "Clocks: deadlines missed 6, moved 0; issues gone up a level 5.",
        "Cases 1: open 1, recovered 0, closed otherwise 0.",
    ] == re.findall(r"^(?:Steps|Clocks|Cases).*", english.stdout, re.M)
    assert "督导措施：提醒 3、督办 1、约谈 2、问责 1；撤销 0。" in chinese.stdout.splitlines()


def test_the_same_seed_gives_the_same_log(
    chinese: subprocess.CompletedProcess[str], english: subprocess.CompletedProcess[str]
) -> None:
    """Two runs. The language is the looks' alone: neither the log nor a paper's digest knows it."""
    first, second = (re.findall(r"\b[0-9a-f]{64}\b", run.stdout) for run in (chinese, english))

    assert 4 == len(first)
    assert first == second


@pytest.fixture(scope="module")
def staying(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staying]:
    """A demo that was not told to end."""
    data = tmp_path_factory.mktemp("staying") / "kept"
    command = [*DEMO, "--months", "3", "--projects", "3", "--lang", "en", "--data", str(data)]
    environment = {**os.environ, "COLUMNS": "400"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as demo:
        assert demo.stdout is not None
        said = ""
        while not said.endswith("Ctrl-C ends it.\n") and (line := demo.stdout.readline()):
            said += line
        yield Staying(demo, data, said)
        demo.kill()


def test_every_command_that_it_names_shows_something(staying: Staying) -> None:
    (url,) = re.findall(r"^  export NATS_URL=(nats://127\.0\.0\.1:\d+)$", staying.said, re.M)
    done = {}
    for arguments in re.findall(r"^  redcard (.+?) +# ", staying.said, re.M):
        command = [*DEMO[:-1], *arguments.split()]
        run = subprocess.run(command, env={**os.environ, "NATS_URL": url}, capture_output=True, text=True)
        done[arguments] = (run.returncode, run.stderr)
        assert run.stdout, arguments

    assert {
        "paper list": (0, ""),
        "paper show monthly-bulletin 2025-03 --lang en": (0, ""),
        "explain P0001 2025-03 --lang en": (0, ""),
        "case show P0001 --lang en": (0, ""),
        "docket --lang en": (0, ""),
        "audit replay --lang en": (0, ""),
    } == done


def test_without_exit_it_stays_up_until_it_is_told_to_stop(staying: Staying) -> None:
    """The last of the tests that look at it."""
    assert staying.demo.stdout is not None
    staying.demo.send_signal(signal.SIGINT)
    rest = staying.demo.stdout.read()

    url = re.findall(r"Still running: NATS at (nats://127\.0\.0\.1:\d+), data and log files in (.+)\.\n", staying.said)
    assert [str(staying.data)] == [directory for _, directory in url]
    assert ("Stopping ...\n", 0) == (rest, staying.demo.wait())
    assert {f"{service}.log" for service in SERVICES} <= {path.name for path in staying.data.iterdir()}


def in_the_background() -> None:
    """As a shell that takes no commands starts what is to run beside it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize("start", [None, in_the_background])
def test_it_ends_in_good_order_when_it_is_told_to_in_the_middle(
    start: Callable[[], None] | None, tmp_path: Path
) -> None:
    command = [*DEMO, "--exit", "--projects", "3", "--lang", "en", "--data", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=start) as demo:
        assert demo.stdout is not None
        up = demo.stdout.readline()
        while "January 2025" not in demo.stdout.readline():
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


def test_what_was_killed_on_purpose_is_no_error_and_a_service_that_ends_by_itself_is(tmp_path: Path) -> None:
    with Stack(tmp_path) as stack:
        for name in (NATS, "intake"):
            stack.kill(name)
            stack.check()
            stack.start(name)
        stack.check()
        os.kill(stack.pid("scoring"), signal.SIGKILL)
        os.waitid(os.P_PID, stack.pid("scoring"), os.WEXITED | os.WNOWAIT)

        with pytest.raises(BrokenStackError, match=r"^scoring ended with -9; its last words:\n"):
            stack.check()
