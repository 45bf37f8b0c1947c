"""The documentation is true: links lead somewhere, commands exist, the first message gets the answer it promises."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from services.command_line.stack import Stack

ROOT = Path(__file__).parents[1]
FOREIGN = (".", "node_modules")
PAGES = sorted(page for page in ROOT.rglob("*.md") if not any(part.startswith(FOREIGN) for part in page.parts[1:]))
LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)(#[^)]*)?\)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def broken_links(page: Path, text: str) -> list[str]:
    """Relative links of a page that lead nowhere."""
    return [link for link, _ in LINK.findall(text) if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page, page.read_text("utf-8")) == []


def test_a_broken_link_is_seen() -> None:
    text = "[a](README.md) [b](nowhere.md#there) [c](https://example.org) ![d](docs/none.png)"

    assert broken_links(ROOT / "README.md", text) == ["nowhere.md", "docs/none.png"]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/operating.md"])
def test_make_targets_that_are_named_exist(page: str) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / page).read_text("utf-8")))

    assert named
    assert named <= set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))


def test_the_first_message_by_hand_gets_the_answer_that_the_readme_promises(tmp_path: Path) -> None:
    [snippet] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    with Stack(tmp_path) as stack:
        program = snippet.replace("nats://127.0.0.1:4222", stack.nats_url)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    assert '"outcome":"refused"' in done.stdout
    assert '"field":"data.month","value":"2026-13"' in done.stdout
