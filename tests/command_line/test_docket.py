"""`redcard docket`: of everybody or somebody, in both languages and every form; a word where nobody is called so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.command_line import docket
from services.command_line.app import app
from services.upstream import names
from shared.language import Language
from shared.recording import Recording
from tests.escalation.owing import ordered, raised
from tests.escalation.story import Log, contest
from tests.story import memory_log

EDITION = "hanting-ladder-2025.2"


def opened(told: Log, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    with memory_log() as recording:
        recording.append([logged.entry for logged in told.entries])
        monkeypatch.setattr(docket, "open_log", lambda _: recording)
        yield recording


@pytest.fixture
def an_order(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """A log that ends with an order on P1, as if it ran somewhere."""
    yield from opened(ordered(), monkeypatch)


@pytest.fixture
def an_issue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """A log on which an issue was raised."""
    yield from opened(raised(), monkeypatch)


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["docket", *arguments], env={"COLUMNS": "120"})
    return result.exit_code, result.stdout, result.stderr


ASKED = f"""\
Hanting: Office of the Key Project Headquarters

# Docket

**Work dispatch task force, as of 1 February 2026**

## In all

- owed: **2**
- overdue: **0**
- running: **2**
- without a day: **0**
- standing still: **0**

## Work dispatch task force (2; overdue: 0)

| Due | State | What | Owed by | Why |
| --- | --- | --- | --- | --- |
| 2026-02-08 | 7 d left | P1 项目P1: send the remedy plan (case 1) | 发改局; lead official 张三 | supervision \
order (entry 6): a red card for January 2026 (rule red) |
| 2026-02-28 | 27 d left | P1 项目P1: send proof of the result (case 1) | 发改局; lead official 张三 | supervision \
order (entry 6): a red card for January 2026 (rule red) |

---

Hanting: Office of the Key Project Headquarters

Signed: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_

Issued on: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_

- From the log up to entry 6
- Rules without an edition are those of the ladder {EDITION}
"""


@pytest.mark.usefixtures("an_order")
@pytest.mark.parametrize("who", ["work-dispatch", "工作调度专班", "Work dispatch task force"])
def test_a_task_forces_docket_in_full(who: str) -> None:
    assert (0, ASKED, "") == run("--for", who, "--form", "md", "--lang", "en")


@pytest.mark.usefixtures("an_order")
@pytest.mark.parametrize("who", ["发改局", "张三"])
def test_a_units_and_a_lead_officials_docket(who: str) -> None:
    code, text, _ = run("--for", who, "--form", "md")
    assert (0, True, 2) == (code, f"**{who}，截至2026年2月1日**" in text, text.count("发改局；包靠张三"))


@pytest.mark.usefixtures("an_order")
def test_whoever_owes_nothing_hears_so() -> None:
    code, text, _ = run("--for", "accountability", "--lang", "en")
    assert (0, True, False) == (code, "Nothing is owed." in text, "发改局" in text)


@pytest.mark.usefixtures("an_order")
def test_nobody_of_that_name_and_who_there_is() -> None:
    assert (
        1,
        "",
        "没有“李四”。可查询：\n"
        "  专班：工作调度专班、要素保障专班、工作问责专班\n"
        "  责任单位：发改局\n"
        "  包靠领导：张三\n"
        "  项目专班：一专班\n",
    ) == run("--for", "李四")
    assert (
        1,
        "",
        "nobody is called 李四. Ask for one of these:\n"
        "  task forces: Work dispatch task force, Factor guarantee task force, Accountability task force\n"
        "  units: 发改局\n"
        "  lead officials: 张三\n"
        "  projects' own task forces: 一专班\n",
    ) == run("--for", "李四", "--lang", "en")


def test_of_many_names_a_few_are_told() -> None:
    many = [f"U{number}" for number in range(13)]
    assert "U0、U1、U2、U3、U4、U5、U6、U7、U8、U9、U10、U11等13个" == docket.several(many, Language.CHINESE)
    assert "U0, U1" == docket.several(many[:2], Language.ENGLISH)


@pytest.mark.usefixtures("an_issue")
def test_everybodys_docket_ends_with_how_issues_were_dealt_with() -> None:
    _, text, _ = run("--form", "md")
    loop = """\
## 各层级问题办理情况

| 层级 | 提出 | 办结 | 办结率 | 用时中位数（天） |
| --- | ---: | ---: | ---: | ---: |
| 责任单位 | 1 | 0 | 0.0% | - |
| 专班 | 0 | 0 | - | - |
| 联席会商 | 0 | 0 | - | - |
| 包靠领导 | 0 | 0 | - | - |
| 区级会议 | 0 | 0 | - | - |
| 合计 | 1 | 0 | 0.0% | - |
"""
    assert loop in text


@pytest.mark.usefixtures("an_issue")
def test_on_the_screen_in_both_languages() -> None:
    code, shown, _ = run()
    assert (0, True) == (code, "在办 2   逾期 0   未到期 1   未设期限 1   暂停计时 0" in shown)
    code, shown, _ = run("--lang", "en")
    assert (0, True) == (code, "owed 2   overdue 0   running 1   without a day 1   standing still 0" in shown)


@pytest.mark.usefixtures("an_issue")
def test_into_a_file_of_any_form(tmp_path: Path) -> None:
    begins = {"md": "寒亭区".encode(), "html": b"<!", "pdf": b"%PDF", "xlsx": b"PK"}
    for ending, beginning in begins.items():
        path = tmp_path / f"docket.{ending}"
        assert (0, "") == run("--out", str(path))[:2]
        assert path.read_bytes().lower().startswith(beginning.lower())


def test_a_log_without_a_contest_has_no_docket(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in opened(Log(), monkeypatch):
        assert (1, "", "no contest has been opened on this log: there is no docket\n") == run("--lang", "en")
        assert (1, "", "日志中尚无竞赛：没有台账。\n") == run()


def test_the_names_of_a_simulated_district_can_be_asked_for_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "english", lambda: {"发改局": "Development Bureau"})
    for _ in opened(Log(replace(contest(), simulated=True), *ordered().facts[1:]), monkeypatch):
        code, text, _ = run("--for", "Development Bureau", "--lang", "en", "--form", "md")
        assert (0, 2) == (code, text.count("| Development Bureau; lead official 张三 |"))
        assert "All that follows is simulated" in text
