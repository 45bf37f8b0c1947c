"""A filled-in template, from the command line to the log and back into its checked copy."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from services.command_line.stack import Stack
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from shared.catalogue import Fact, definition_of
from shared.receipts import Accepted
from shared.recording import Recording
from tests.samples import CONTEST, FEBRUARY_OPENED, FEBRUARY_REPORT, REPORT, SCHOOL, STEELWORKS
from tests.upstream.workbooks import comments, filled_with

ROOT = Path(__file__).parents[2]


def redcard(*arguments: str | Path, nats_url: str = "nats://127.0.0.1:1") -> tuple[int, str, str]:
    """Run the command as people do: its exit code, and what it said."""
    command = [sys.executable, "-m", "services.command_line", *map(str, arguments)]
    environment = {**os.environ, "NATS_URL": nats_url, "COLUMNS": "160"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """redcard with its contest opened."""
    with Stack(tmp_path / "redcard") as stack:
        say(stack.nats_url, CONTEST)
        yield stack


def say(nats_url: str, fact: Fact) -> None:
    """Send what no workbook says."""
    definition = definition_of(fact)
    message = Message(
        "clock", definition.message, definition.topic.replace(".", "-"), datetime(2026, 1, 1, tzinfo=UTC), fact
    )

    async def send() -> None:
        async with Publisher(nats_url) as publisher:
            assert isinstance(await publisher.send(message), Accepted)

    asyncio.run(send())


def facts(nats_url: str) -> list[Fact]:
    """Everything on the log."""
    with Recording.at(nats_url) as log:
        return [logged.entry.fact for logged in log.read_all()]


def results(path: Path, sheet: str) -> list[str]:
    """What became of the rows of a sheet."""
    page = load_workbook(path)[sheet]
    return [str(page.cell(row, 1).value) for row in range(3, page.max_row + 1)]


def test_a_filled_in_template_is_imported_once(stack: Stack, tmp_path: Path) -> None:
    path = tmp_path / "projects.xlsx"
    filled_with([STEELWORKS, SCHOOL]).save(path)
    copy = tmp_path / "projects.checked.xlsx"
    before = facts(stack.nats_url)
    said = (0, f"2 行：已接收 2；错误 0 处；结果见 {copy}\n", "")
    assert said == redcard("import", path, nats_url=stack.nats_url)
    assert [*before, STEELWORKS, SCHOOL] == facts(stack.nats_url)
    first = results(copy, "项目入库")
    positions = [len(before) + 1, len(before) + 2]
    assert [f"已接收：日志位置 {position}" for position in positions] == first
    for again in (path, copy):
        assert 0 == redcard("import", again, "--report", copy, nats_url=stack.nats_url)[0]
        assert ([*before, STEELWORKS, SCHOOL], first) == (facts(stack.nats_url), results(copy, "项目入库"))


def test_what_the_door_refuses_is_mended_in_the_copy_and_sent_again(stack: Stack, tmp_path: Path) -> None:
    filled_with([STEELWORKS]).save(tmp_path / "projects.xlsx")
    assert 0 == redcard("import", tmp_path / "projects.xlsx", nats_url=stack.nats_url)[0]
    path, copy = tmp_path / "progress.xlsx", tmp_path / "progress.checked.xlsx"
    filled_with([REPORT, FEBRUARY_REPORT]).save(path)
    said = (1, f"2 rows: accepted 1, refused 1; 1 faults; results in {copy}\n", "")
    assert said == redcard("import", path, "--lang", "en", nats_url=stack.nats_url)
    assert "退回：[month-not-begun] 见标红的单元格和批注；改后再次导入本文件" == results(copy, "进展月报")[1]
    assert [("进展月报", "C4")] == list(comments(copy))
    say(stack.nats_url, FEBRUARY_OPENED)
    done = tmp_path / "done.xlsx"
    said = (0, f"2 行：已接收 2；错误 0 处；结果见 {done}\n", "")
    assert said == redcard("import", copy, "--report", done, nats_url=stack.nats_url)
    assert [REPORT, FEBRUARY_REPORT] == [fact for fact in facts(stack.nats_url) if fact in (REPORT, FEBRUARY_REPORT)]
    assert ({}, ["已接收", "已接收"]) == (comments(done), [text[:3] for text in results(done, "进展月报")])


def test_one_mistake_holds_everything_back(tmp_path: Path) -> None:
    path, copy = tmp_path / "projects.xlsx", tmp_path / "projects.checked.xlsx"
    book = filled_with([STEELWORKS, SCHOOL])
    book["项目入库"]["D4"] = "学校"
    book.save(path)
    said = (1, f"2 行：退回 1、未发送 1；错误 1 处；结果见 {copy}\n", "")
    assert [said, said] == [redcard("import", path), redcard("import", path, "--check")]
    assert ["未发送：此行无误", "退回：见标红的单元格和批注"] == results(copy, "项目入库")
    assert {("项目入库", "D4"): "[bad-value] 应为：从列表中选"} == comments(copy)


def test_templates_are_written_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "factors.xlsx"
    assert (0, f"{path}  要素\n", "") == redcard("template", "factors", "--out", path, "--source", "land-bureau")
    said = (0, f"0 行：0；错误 0 处；结果见 {tmp_path / 'factors.checked.xlsx'}\n", "")
    assert said == redcard("import", path, "--check")
    already = f"{path} is there already: move it away, or name another place with --out\n"
    assert (1, "", already) == redcard("template", "factors", "--out", path)
    assert 0 == redcard("template", "--out", tmp_path / "all")[0]
    assert 9 == len(list((tmp_path / "all").iterdir()))


def test_a_workbook_says_who_sends_it_or_the_command_does(tmp_path: Path) -> None:
    path = tmp_path / "plans.xlsx"
    assert 0 == redcard("template", "plans", "--out", path)[0]
    told = "来源名称 '' 不可用：请在“说明”表填写系统分配的来源名称，或用 --source 指定\n"
    assert (1, "", told) == redcard("import", path, "--check")
    assert 0 == redcard("import", path, "--check", "--source", "plan-bureau")[0]
