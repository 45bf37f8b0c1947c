"""`redcard assessment`: the tables, the file that is handed on, and what is said where nothing can be assessed."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.command_line import assessment
from services.command_line.app import app
from shared.catalogue import Fact
from shared.catalogue.intake import ProjectRegistered
from shared.recording import Recording
from tests.memory import tell
from tests.scoring.assessed import FACTS


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Recording:
    """An empty log, which the command opens."""
    log = Recording({"PERSISTENCE_MODULE": "eventsourcing.popo"})
    monkeypatch.setattr(assessment, "open_log", lambda _url: log)
    return log


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["assessment", *arguments], env={"COLUMNS": "160"})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def file_of(log: Recording, path: Path, facts: tuple[Fact, ...], *options: str) -> list[dict[str, str]]:
    tell(log, *facts)
    done = run("2026", "--out", str(path / "out.csv"), *options)
    assert (0, f"已写入 {path / 'out.csv'}：7 行\n") == (done.exit_code, done.stdout)
    return rows(path / "out.csv")


def test_the_tables_are_printed_with_the_position_and_the_edition(log: Recording) -> None:
    tell(log, *FACTS)

    done = run("2026")

    assert 0 == done.exit_code
    assert "90.55" in done.stdout
    assert "按年度目标加权" in done.stdout
    assert f"日志位置 {len(FACTS)}；规则版本 hanting-2025.2" in done.stdout
    assert "本考核为初步结果：10月、11月、12月的评牌结果尚未确定。" in done.stdout


def test_the_file_holds_a_row_for_each_project_unit_and_lead_official(log: Recording, tmp_path: Path) -> None:
    found = file_of(log, tmp_path, FACTS)

    assert [
        ("project", "P1", "N", "industry", "52.92", "17.63", "20", "90.55", "1", "12000"),
        ("project", "P3", "N", "industry", "46.65", "15.15", "15", "76.80", "2", ""),
        ("project", "P2", "N", "industry", "40.08", "", "12", "65.10", "3", "8000"),
        ("unit", "", "发展和改革局", "", "", "", "", "90.55", "1", "12000.000000"),
        ("unit", "", "教育局", "", "", "", "", "70.95", "2", "2.000000"),
        ("lead-official", "", "陈志强", "", "", "", "", "82.72", "1", "17333.333333"),
        ("lead-official", "", "赵敏", "", "", "", "", "73.88", "2", "1.333333"),
    ] == [tuple(row.values())[:10] for row in found]
    assert {("2026", "hanting-2025.2", str(len(FACTS)))} == {
        (row["year"], row["edition"], row["position"]) for row in found
    }


def test_the_basis_of_every_row_is_told_in_words(log: Recording, tmp_path: Path) -> None:
    preliminary = "；初步结果，10月、11月、12月评牌未确定"

    assert [
        f"评牌平均 88.20（3 个月）；观摩平均 88.17（1 次）；日常管理 15+5.5-0；超出部分 0.5 截去{preliminary}",
        f"评牌平均 77.75（2 个月）；观摩平均 75.75（1 次）；日常管理 15+0-0{preliminary}",
        f"评牌平均 66.80（3 个月）；日常管理 15+0-3；未参加观摩；按已知 80 分折算为百分制{preliminary}",
        f"按年度目标加权{preliminary}",
        f"年度目标不全，各项目等权{preliminary}",
        f"按年度目标加权{preliminary}",
        f"年度目标不全，各项目等权{preliminary}",
    ] == [row["basis"] for row in file_of(log, tmp_path, FACTS)]


def test_an_earlier_position_gives_what_was_known_then(log: Recording, tmp_path: Path) -> None:
    found = file_of(log, tmp_path, FACTS, "--at", str(len(FACTS) - 2))

    [school] = [row for row in found if row["id"] == "P2"]
    assert ("39.14", str(len(FACTS) - 2)) == (school["cards"], school["position"])


def test_a_name_that_begins_like_a_formula_stays_a_text(log: Recording, tmp_path: Path) -> None:
    trap = '=HYPERLINK("http://example.org")'
    facts = tuple(replace(fact, name=trap) if isinstance(fact, ProjectRegistered) else fact for fact in FACTS)

    assert {f"'{trap}"} == {row["name"] for row in file_of(log, tmp_path, facts) if row["level"] == "project"}


@pytest.mark.parametrize(
    ("facts", "year", "said"),
    [
        ((), "2026", "no contest was opened yet"),
        (FACTS[:5], "2026", "本年度尚未评牌，不能考核。"),
        (FACTS, "2025", "2025 was over before the contest began"),
        (FACTS, "2027", "2027 has not begun: the calendar stands at 2026-10"),
    ],
)
def test_what_cannot_be_assessed_is_said(log: Recording, facts: tuple[Fact, ...], year: str, said: str) -> None:
    tell(log, *facts)

    done = run(year)

    assert (1, "", f"{said}\n") == (done.exit_code, done.stdout, done.stderr)


def test_a_file_that_cannot_be_written_is_said(log: Recording, tmp_path: Path) -> None:
    tell(log, *FACTS)

    done = run("2026", "--out", str(tmp_path / "nowhere" / "out.csv"))

    assert 1 == done.exit_code
    assert done.stderr.startswith(f"{tmp_path / 'nowhere' / 'out.csv'} cannot be written: ")
