"""`redcard send` and `redcard receipts`, against a redcard that runs."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nkeys
import pytest
from typer.testing import CliRunner, Result

from services.command_line.app import app
from services.command_line.stack import Stack

Command = Callable[..., Result]

CONTEST = {
    "district": "某区",
    "district_en": "A district",
    "first_month": "2026-01",
    "money_unit": "CNY-10k",
    "investment_target": "100",
    "projects": 1,
    "to_commission": 0,
    "to_speed_up": 1,
}
PROJECT = {
    "project": "P1",
    "name": "一号厂房",
    "category": "industry",
    "lead_official": "甲",
    "responsible_unit": "乙局",
    "task_force": "丙专班",
    "money_unit": "CNY-10k",
}
REPORT = {"project": "P1", "month": "2026-01", "money_unit": "CNY-10k", "investment": "1"}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("sending")) as stack:
        yield stack


@pytest.fixture(scope="module")
def redcard(stack: Stack) -> Command:
    """The command line, beside the running system."""

    def run(*arguments: str, **more: Any) -> Result:
        return CliRunner().invoke(app, arguments, env=settings(stack), **more)

    return run


def settings(stack: Stack) -> dict[str, str]:
    return {"NATS_URL": stack.nats_url, "COLUMNS": "160"}


def process(*arguments: str) -> list[str]:
    """The command line as a process of its own."""
    return [sys.executable, "-m", "services.command_line", *arguments]


def told(message_id: str, type_: str, data: dict[str, Any]) -> str:
    return json.dumps({"id": message_id, "type": type_, "source": "bureau", "data": data}, ensure_ascii=False)


def unplaced(text: str) -> str:
    """What is said, without the places on the log."""
    return re.sub(r"at [\d ]+ of the log", "at N of the log", text)


@pytest.fixture(scope="module")
def sent(redcard: Command, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A file with good messages and bad ones, and what sending it said."""
    file = tmp_path_factory.mktemp("files") / "f.jsonl"
    lines = (
        told("c-1", "contest.opened", CONTEST),
        told("p-1", "project.registered", PROJECT),
        told("r-1", "progress.reported", REPORT),
        told("r-2", "progress.reported", REPORT | {"month": "2026-13"}),
        told("r-1", "progress.reported", REPORT | {"investment": "2"}),
    )
    file.write_text("\n".join(lines), "utf-8")
    return file, redcard("send", str(file))


def test_each_message_is_told_with_its_fate(sent: tuple[Path, Result]) -> None:
    file, done = sent
    assert 1 == done.exit_code
    assert [
        f"{file}:1: c-1 accepted at N of the log",
        f"{file}:2: p-1 accepted at N of the log",
        f"{file}:3: r-1 accepted at N of the log",
        f'{file}:4: r-2 refused bad-value: data.month = "2026-13": must be a month as YYYY-MM, e.g. 2023-05',
        f"{file}:5: r-1 accepted at N of the log",
    ] == unplaced(done.stdout).splitlines()
    assert "5 messages: 4 accepted, 1 refused\n" == done.stderr


def test_sending_again_says_the_same(sent: tuple[Path, Result], redcard: Command) -> None:
    file, first = sent
    assert first.stdout == redcard("send", str(file)).stdout


def test_the_options_name_message_and_sender(sent: tuple[Path, Result], redcard: Command) -> None:
    body = json.dumps({"id": "o-1", "data": REPORT | {"month": "2026-13"}})
    options = ["--source", "other", "--message", "progress-reported"]
    done = redcard("send", "--json", "-", *options, input=body)
    receipt = json.loads(done.stdout)
    assert ("stdin", "refused", "other", "o-1") == tuple(
        receipt[key] for key in ("at", "outcome", "source", "message_id")
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"id": "x", "type": "progress.reported"}', "nothing says who sends this: add --source"),
        ('{"id": "x", "source": "bureau"}', "nothing says which message this is: add --message"),
    ],
)
def test_nothing_is_sent_before_it_is_known_who_says_what(redcard: Command, body: str, reason: str) -> None:
    done = redcard("send", "-", input=f"{told('never', 'progress.reported', REPORT)}\n{body}")
    assert (1, "") == (done.exit_code, done.stdout)
    assert done.stderr.startswith(f"stdin:2: {reason}")
    assert 1 == redcard("receipts", "--source", "bureau", "never").exit_code


def test_a_seed_that_is_none_stops_before_anything_is_sent(redcard: Command, tmp_path: Path) -> None:
    seed = tmp_path / "seed.nk"
    seed.write_text("not a seed")
    done = redcard("send", "-", "--sign", str(seed), input=told("never", "progress.reported", REPORT))
    assert (1, "") == (done.exit_code, done.stdout)
    assert done.stderr.startswith(f"{seed}: no nkey seed can be read from it")


@pytest.mark.parametrize("command", [["send", "-"], ["receipts", "--source", "bureau"]])
def test_no_server_is_an_error_in_words(command: list[str]) -> None:
    body = told("x", "progress.reported", REPORT)
    done = subprocess.run(
        process(*command, "--nats", "nats://127.0.0.1:1"), input=body, capture_output=True, text=True, timeout=60
    )
    assert (1, "") == (done.returncode, done.stdout)
    assert "nats://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_receipts_are_listed_in_the_order_in_which_they_were_given(sent: tuple[Path, Result], redcard: Command) -> None:
    redcard("send", str(sent[0]))
    done = redcard("receipts", "--source", "bureau", "--json")
    listed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [("c-1", "accepted"), ("p-1", "accepted"), ("r-2", "refused"), ("r-1", "accepted")] == [
        (receipt["message_id"], receipt["outcome"]) for receipt in listed
    ]


def test_receipts_are_shown_as_a_table(sent: tuple[Path, Result], redcard: Command) -> None:
    done = redcard("receipts", "--source", "bureau", "--outcome", "refused")
    [header, _, row] = done.stdout.splitlines()
    assert ["given", "message", "outcome", "what became of it"] == [cell.strip() for cell in header.split("┃")]
    fate = 'bad-value: data.month = "2026-13": must be a month as YYYY-MM, e.g. 2023-05'
    assert ["r-2", "refused", fate] == [cell.strip() for cell in row.split("│")[1:]]


def test_receipts_can_be_asked_for_by_name(sent: tuple[Path, Result], redcard: Command) -> None:
    found = redcard("receipts", "--source", "bureau", "--json", "r-2", "p-1")
    assert ["r-2", "p-1"] == [json.loads(line)["message_id"] for line in found.stdout.splitlines()]
    missing = redcard("receipts", "--source", "bureau", "p-1", "r-9")
    assert (1, "no receipt for r-9: not sent, not decided yet, or too long ago\n") == (
        missing.exit_code,
        missing.stderr,
    )


def test_a_source_without_receipts_has_none(redcard: Command) -> None:
    done = redcard("receipts", "--source", "nobody", "--json")
    assert (0, "") == (done.exit_code, done.stdout)


def test_wildcards_are_no_names(redcard: Command) -> None:
    assert 2 == redcard("receipts", "--source", "*").exit_code
    assert 2 == redcard("receipts", "--source", "bureau", ">").exit_code


def test_new_receipts_are_followed(stack: Stack, sent: tuple[Path, Result], redcard: Command) -> None:
    command = process("receipts", "--source", "bureau", "--follow", "--outcome", "refused", "--json")
    with subprocess.Popen(
        command, env={**os.environ, **settings(stack)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as following:
        assert following.stdout is not None
        assert following.stderr is not None
        assert "receipts of bureau, as they are given:\n" == following.stderr.readline()
        redcard("send", str(sent[0]))
        heard = json.loads(following.stdout.readline())
        following.send_signal(signal.SIGINT)
        rest = following.communicate(timeout=60)
    assert ("r-2", "refused") == (heard["message_id"], heard["outcome"])
    assert (("", ""), 0) == (rest, following.returncode)


def test_a_body_is_signed_with_the_seed(tmp_path: Path) -> None:
    """Whose grant names a key is heard with its signature alone."""
    seed = tmp_path / "bureau.nk"
    pair = nkeys.from_seed(bytearray(nkeys.encode_seed(bytes(range(32)), nkeys.PREFIX_BYTE_USER)))
    seed.write_bytes(bytes(pair.seed) + b"\n")
    grant = {
        "grant": "g-1",
        "grantee": "bureau",
        "messages": ["*"],
        "projects": ["*"],
        "fields": ["*"],
        "given_by": "甲",
    }
    with Stack(tmp_path / "data") as stack:

        def send(message_id: str, type_: str, data: dict[str, Any], *options: str) -> list[str]:
            arguments = ["send", "-", "--json", *options]
            done = CliRunner().invoke(app, arguments, env=settings(stack), input=told(message_id, type_, data))
            receipt = json.loads(done.stdout)
            return [receipt["outcome"], receipt.get("code", "")]

        assert ["accepted", ""] == send("g-1", "grant.given", {**grant, "public_key": pair.public_key.decode()})
        assert ["accepted", ""] == send("c-1", "contest.opened", CONTEST, "--sign", str(seed))
        assert ["refused", "unsigned"] == send("p-1", "project.registered", PROJECT)
        assert ["accepted", ""] == send("p-2", "project.registered", PROJECT, "--sign", str(seed))
