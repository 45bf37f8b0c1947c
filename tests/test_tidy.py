"""Tidiness, as a test: what can be counted is not left to taste.

Ruff sees to prints, sleeps, docstrings and notes-to-self in Python, and is itself tested here; what it has no rule for
is counted below, over every file that belongs to the repository.
"""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 70

NOTES = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
# Where packages and images come from is every machine's own setting.
REGISTRIES = re.compile(
    r"\b(pypi|pythonhosted|npmjs|debian|crates|golang|rubygems)\.(org|com|io)\b"
    r"|\b(docker|gcr|ghcr|quay)\.io\b"
    r"|--(extra-)?index[-]url|--find[-]links|--trusted[-]host"
)
NOTE = "todo".upper()
HOST = ".".join(("pypi", "org"))


def belonging() -> list[str]:
    """Every file of the repository, those not yet added too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return sorted(name for name in set(listed.stdout.split("\0")) if (ROOT / name).is_file())


def untidy_bytes(name: str, content: bytes) -> list[str]:
    """What is untidy in any file; a picture in the documentation is not read."""
    if name.startswith("docs/images/") and content.startswith(b"\x89PNG"):
        return []
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ["is not UTF-8"]
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            found.append(f"line {number} ends in blanks")
        if NOTES.search(line):
            found.append(f"line {number} leaves something to be done")
        if REGISTRIES.search(line):
            found.append(f"line {number} names a package registry")
    if text and not text.endswith("\n"):
        found.append("has no newline at its end")
    return found + (untidy_python(text) if name.endswith(".py") else [])


def untidy_python(text: str) -> list[str]:
    """What is untidy in a module."""
    lines = text.count("\n")
    found = [f"has {lines} lines"] if lines > MOST_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            long = (node.end_lineno or 0) - node.lineno + 1
            if long > MOST_LINES_OF_A_FUNCTION:
                found.append(f"{node.name} has {long} lines")
    return found


FILES = belonging()


def test_the_repository_is_found() -> None:
    assert {"pyproject.toml", "shared/catalogue/fact.py", "tests/test_tidy.py"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_file_is_tidy(name: str) -> None:
    assert [] == untidy_bytes(name, (ROOT / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.md", b"\xff\xfe", ["is not UTF-8"]),
        ("a.md", b"one\ntwo ", ["line 2 ends in blanks", "has no newline at its end"]),
        ("a.md", f"# {NOTE}: later\n".encode(), ["line 1 leaves something to be done"]),
        ("a.md", f"see {HOST}/simple\n".encode(), ["line 1 names a package registry"]),
        ("a.md", f"see https://files.{HOST}\n".encode(), ["line 1 names a package registry"]),
        ("a.md", "FROM {}/nats\n".format(".".join(("quay", "io"))).encode(), ["line 1 names a package registry"]),
        (
            "a.md",
            "pip install --{} x\n".format("-".join(("index", "url"))).encode(),
            ["line 1 names a package registry"],
        ),
        ("a.py", b"\n" * 301, ["has 301 lines"]),
        ("a.py", b"def f():\n" + b"    1\n" * 70, ["f has 71 lines"]),
        ("a.py", b"async def f():\n" + b"    1\n" * 70, ["f has 71 lines"]),
        ("a.py", b"def f():\n" + b"    1\n" * 69, []),
        ("a.py", b"\n" * 300, []),
    ],
)
def test_untidiness_is_seen(name: str, content: bytes, found: list[str]) -> None:
    assert found == untidy_bytes(name, content)


def linted(name: str, source: str) -> list[str]:
    """The rules that a file of this name and content breaks."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--output-format=json",
        "--no-cache",
        "--stdin-filename",
        name,
        "-",
    ]
    answer = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True)
    return [breach["code"] for breach in json.loads(answer.stdout)]


@pytest.mark.parametrize(
    ("name", "source", "rule"),
    [
        ("shared/sample.py", '"""Sample."""\n\nprint(1)\n', "T201"),
        ("services/intake/sample.py", '"""Sample."""\n\nprint(1)\n', "T201"),
        ("tests/sample.py", '"""Sample."""\n\nimport time\n\ntime.sleep(1)\n', "TID251"),
        ("tests/sample.py", '"""Sample."""\n\nfrom time import sleep\n\nsleep(1)\n', "TID251"),
        ("tests/sample.py", '"""Sample."""\n\nimport asyncio\n\nasyncio.sleep(1)\n', "TID251"),
        ("services/intake/sample.py", "A = 1\n", "D100"),
        ("services/sample/__init__.py", "A = 1\n", "D104"),
        ("services/intake/sample.py", '"""Sample."""\n\nfrom . import project\n\nproject\n', "TID252"),
        ("services/intake/sample.py", '"""Sample."""\n\nA: int = 1  # type: ignore\n', "PGH003"),
        ("services/intake/sample.py", f'"""Sample."""\n\n# {NOTE}: later\n', "FIX002"),
    ],
)
def test_the_linter_sees(name: str, source: str, rule: str) -> None:
    assert rule in linted(name, source)


def test_the_linter_lets_the_command_line_print() -> None:
    assert [] == linted("services/command_line/sample.py", '"""Sample."""\n\nprint(1)\n')
