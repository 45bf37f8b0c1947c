"""`redcard explain`: on the screen, into a file, at a position; and a word where there is no such card."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.command_line import explain
from services.command_line.app import app
from shared.catalogue.values import Card
from shared.recording import Recording
from tests.audit.explaining import World
from tests.audit.test_explain import rewritten
from tests.audit.test_explain_page import example
from tests.story import memory_log


@pytest.fixture
def world() -> World:
    return example()


@pytest.fixture
def log(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """The example's log, as if it ran somewhere."""
    with memory_log() as recording:
        recording.append([logged.entry for logged in world.entries])
        monkeypatch.setattr(explain, "open_log", lambda _: recording)
        yield recording


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["explain", *arguments], env={"COLUMNS": "100"})
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.usefixtures("log")
def test_on_the_screen_in_both_languages() -> None:
    code, shown, _ = run("P0142", "2026-02")
    assert (0, True) == (code, "得分58.00：红牌（< 60）" in shown)
    code, shown, _ = run("P0142", "2026-02", "--lang", "en")
    assert (0, True) == (code, "58.00 points: red (< 60)" in shown)


@pytest.mark.usefixtures("log")
def test_into_a_file_of_any_form(tmp_path: Path) -> None:
    begins = {"md": b"> ", "html": b"<!", "pdf": b"%PDF", "xlsx": b"PK"}
    for ending, beginning in begins.items():
        path = tmp_path / f"why.{ending}"
        assert (0, "") == run("P0142", "2026-02", "--out", str(path))[:2]
        assert path.read_bytes().lower().startswith(beginning.lower())


@pytest.mark.usefixtures("log")
def test_a_project_or_month_without_a_card_is_told_with_those_that_have_one() -> None:
    assert (1, "", "no project P9\n") == run("P9", "2026-02", "--lang", "en")
    assert (1, "", "没有项目 P9\n") == run("P9", "2026-02")
    assert (1, "", "no card of P0142 for 2026-03; there are cards for: 2026-01, 2026-02\n") == run(
        "P0142", "2026-03", "--lang", "en"
    )
    assert (1, "", "P0142 没有 2026-03 的牌；有牌的月份：2026-01, 2026-02\n") == run("P0142", "2026-03")


@pytest.mark.usefixtures("log")
def test_as_it_stood_at_a_position(world: World) -> None:
    closed = world.card("2026-02", "P0142").closed_at
    assert (1, "", "no card of P0142 for 2026-02; there are cards for: 2026-01\n") == run(
        "P0142", "2026-02", "--position", str(closed), "--lang", "en"
    )


def test_a_card_that_is_decided_otherwise_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = rewritten(example().entries, card=Card.RED)
    with memory_log() as recording:
        recording.append([logged.entry for logged in forged])
        monkeypatch.setattr(explain, "open_log", lambda _: recording)
        code, shown, _ = run("P0142", "2026-01", "--lang", "en")
        assert (1, True) == (code, "WARNING" in shown)


def test_a_card_that_nothing_leads_to_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = rewritten(example().entries, edition="other-1")
    with memory_log() as recording:
        recording.append([logged.entry for logged in forged])
        monkeypatch.setattr(explain, "open_log", lambda _: recording)
        code, shown, said = run("P0142", "2026-01")
        assert (1, "", True) == (code, shown, "no such book was adopted" in said)
