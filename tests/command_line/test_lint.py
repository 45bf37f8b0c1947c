"""`redcard lint` says what the door would say, of every message and everything that is wrong with it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from services.command_line.app import app
from shared.deciding import Refused
from shared.letters import PROPOSABLE, read
from tests.samples import EVERY_FACT, REPORT, letter

DATA = msgspec.to_builtins(REPORT)


def line(message_id: str = "r-1", **changes: Any) -> str:
    """A report as CloudEvents JSON, some of its fields changed."""
    return json.dumps({"id": message_id, "type": "progress.reported", "data": DATA | changes}, ensure_ascii=False)


def lint(path: Path, content: str | bytes, *options: str) -> tuple[int, list[str], str]:
    """Exit code, what is found, and the summary."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(app, ["lint", str(path), *options])
    return done.exit_code, done.stdout.replace(f"{path.parent}/", "").splitlines(), done.stderr.strip()


def test_good_messages_pass(tmp_path: Path) -> None:
    expected: tuple[int, list[str], str] = (0, [], "2 messages: 2 can be sent, 0 would be refused")
    assert expected == lint(tmp_path / "f.jsonl", f"{line('r-1')}\n{line('r-2')}\n")


@pytest.mark.parametrize("name", [name for name in EVERY_FACT if name.replace(".", "-") in PROPOSABLE])
def test_every_message_that_may_be_sent_passes(name: str, tmp_path: Path) -> None:
    body = msgspec.json.encode({"id": "m1", "type": name, "data": EVERY_FACT[name]})
    assert (0, [], "1 messages: 1 can be sent, 0 would be refused") == lint(tmp_path / "f.json", body)


def test_everything_that_is_wrong_is_told_where_it_stands(tmp_path: Path) -> None:
    content = f"{line()}\n\n{line('r-2', month='2026-13', investment='-1')}\n"
    expected = [
        'f.jsonl:3: bad-value: data.month = "2026-13": must be a month as YYYY-MM, e.g. 2023-05',
        'f.jsonl:3: out-of-range: data.investment = "-1": must be 0 or more: correct it and send it again',
    ]
    assert (1, expected, "2 messages: 1 can be sent, 1 would be refused") == lint(tmp_path / "f.jsonl", content)


def test_a_place_in_an_array_counts_from_0(tmp_path: Path) -> None:
    code, found, _ = lint(tmp_path / "f.json", f"[{line()}, {line('r-2', month='may')}]")
    assert (1, ['f.json[1]: bad-value: data.month = "may": must be a month as YYYY-MM, e.g. 2023-05']) == (code, found)


BROKEN: list[dict[str, Any] | bytes] = [
    {"id": "m1", "data": DATA | {"month": "2026-13", "investment": "1,000", "money_unit": "元", "more": 1}},
    {"id": "m 1", "time": "yesterday", "data": {}},
    {"id": "m1", "data": DATA | {"physical": 101, "investment": "NaN", "narrative": " "}},
    {"id": "m1", "data": DATA, "specversion": "2.0", "datacontenttype": "text/plain"},
    {"id": "m1", "data": DATA, "source": "somebody-else"},
    {"id": "m1", "data": DATA, "type": "month.closed"},
    {"id": "m1", "data": DATA, "time": "2126-01-01T00:00:00Z"},
    {"data": []},
    b'{"id":',
    b"\xff",
    b"7",
    b'{"id": "m1", "data": "%s"}' % (b"x" * 1024 * 1024),
]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_what_the_door_says_comes_first(body: dict[str, Any] | bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(letter(json.dumps(body).encode() if isinstance(body, dict) else body, kind="progress-reported"))
    door = caught.value
    path = tmp_path / "f.json"
    path.write_bytes(json.dumps(body).encode() if isinstance(body, dict) else body)
    options = ["--json", "--message", "progress-reported", "--source", "industry-bureau"]
    done = CliRunner().invoke(app, ["lint", str(path), *options])
    problems = json.loads(done.stdout)["problems"]
    first = problems[0]
    alone = f"{first['rule']} (and {len(problems) - 1} more)" if len(problems) > 1 else first["rule"]
    assert 1 == done.exit_code
    assert (door.code, door.field, door.value) == (first["code"], first["field"], first["value"])
    # The moment of receipt is the one thing that differs.
    assert door.rule.partition(", at ")[0] == alone.partition(", at ")[0]


def test_the_options_say_what_the_body_does_not(tmp_path: Path) -> None:
    body = json.dumps({"id": "r-1", "data": DATA})
    rule = "nothing says which message this is: add --message, or a CloudEvents `type` to the body"
    path = tmp_path / "f.json"
    assert (1, [f"f.json: unknown-message: type: {rule}"]) == lint(path, body)[:2]
    assert (0, []) == lint(path, body, "--message", "progress-reported")[:2]
    known = lint(path, body, "--message", "nonsense")[1][0]
    assert known.startswith('f.json: unknown-message: subject = "redcard.in.anybody.nonsense": ')


def test_what_is_no_json_is_told_whatever_message_it_is(tmp_path: Path) -> None:
    code, [found], _ = lint(tmp_path / "f.json", '{"id":')
    assert 1 == code
    assert found.startswith("f.json: broken-json: send one JSON object in UTF-8; the parser says: ")


def test_an_id_with_two_contents_is_a_warning(tmp_path: Path) -> None:
    content = "\n".join((line(), line("r-2"), line(), line(investment="7")))
    rule = "the same id is the same message: only the one at f.jsonl:1 would count; give it a new id"
    expected = (0, [f'f.jsonl:4: warning: repeated-id: id = "r-1": {rule}'])
    code, found, summary = lint(tmp_path / "f.jsonl", content)
    assert expected == (code, found)
    assert "4 messages: 4 can be sent, 0 would be refused, 1 warnings" == summary


def test_the_same_id_from_two_sources_is_two_messages(tmp_path: Path) -> None:
    told = json.loads(line())
    content = "\n".join(json.dumps({**told, "source": source, "actor": source}) for source in ("one", "two"))
    assert (0, []) == lint(tmp_path / "f.jsonl", content)[:2]


def test_machines_get_json(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text(f"[{line(month='2026-13')}]", "utf-8")
    done = CliRunner().invoke(app, ["lint", "--json", str(path)])
    problem = {
        "file": str(path),
        "line": None,
        "index": 0,
        "level": "error",
        "code": "bad-value",
        "field": "data.month",
        "value": "2026-13",
        "rule": "must be a month as YYYY-MM, e.g. 2023-05",
    }
    assert {"messages": 1, "problems": [problem]} == json.loads(done.stdout)


def test_standard_input_is_a_file_too() -> None:
    done = CliRunner().invoke(app, ["lint", "-"], input=line(month="2026-13"))
    assert 'stdin: bad-value: data.month = "2026-13": must be a month as YYYY-MM, e.g. 2023-05\n' == done.stdout


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert 2 == CliRunner().invoke(app, ["lint", str(tmp_path / "none.json")]).exit_code
