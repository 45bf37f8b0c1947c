"""`redcard case` shows a case and makes its papers; what is wrong is named."""

from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from services.command_line import case
from services.command_line.app import app
from shared.recording import Recording
from tests.escalation.papers.history import end, rest, told
from tests.memory import Log
from tests.story import memory_log


@pytest.fixture(scope="module")
def log() -> Recording:
    found = memory_log()
    found.append([logged.entry for logged in Log(*told(), *rest(), *end()).entries])
    return found


@pytest.fixture(autouse=True)
def at_hand(log: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case, "open_log", lambda _: nullcontext(log))
    monkeypatch.setenv("COLUMNS", "160")


def redcard(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["case", *arguments])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh-CN", ["第1案", "2025年6月29日结案：整改到位", "无待办事项。", "问〔2025〕1号", "已撤销"]),
        ("en", ["Case 1 of", "closed on 29 June 2025: recovered", "Nothing is due.", "an appeal was upheld"]),
    ],
)
def test_a_case_is_shown(lang: str, said: list[str]) -> None:
    done = redcard("show", "P0142", "--lang", lang)

    assert 0 == done.exit_code
    assert [] == [one for one in said if one not in done.stdout]


def test_what_is_due_is_shown() -> None:
    shown = redcard("show", "P0007", "--lang", "en").stdout

    assert "open" in shown
    assert ["plan", "2025-04-07", "running"] == [one for one in ("plan", "2025-04-07", "running") if one in shown]


def test_the_files_ending_tells_the_form(tmp_path: Path) -> None:
    for ending in ("pdf", "docx"):
        file = tmp_path / f"order.{ending}"
        assert 0 == redcard("paper", "P0142", "order", "-o", str(file)).exit_code

    assert "督办单" in str(PdfReader(tmp_path / "order.pdf").metadata)
    assert "督〔2025〕2号" in [line.text for line in docx.Document(str(tmp_path / "order.docx")).paragraphs]


def test_a_paper_is_shown_in_the_terminal() -> None:
    assert "约〔2025〕1号" in redcard("paper", "P0142", "interview").stdout


def test_a_form_goes_to_the_output_too() -> None:
    made = redcard("paper", "P0142", "minutes", "--as", "docx").stdout_bytes
    assert "约记〔2025〕1号" in [line.text for line in docx.Document(BytesIO(made)).paragraphs]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "P0099"), 1, "no project P0099 is on the log"),
        (("show", "P0142", "--case", "3"), 1, "P0142 has no case 3; it has 1"),
        (("paper", "P0007", "interview"), 1, "case 1 of P0007 has no interview: no interview was taken"),
        (("paper", "P0142", "order", "--number", "2"), 1, "case 1 of P0142 has no order 2; it has 1"),
        (("paper", "P0142", "file", "--number", "1"), 2, "a case has one file: say --case, not --number"),
        (("paper", "P0142", "letter"), 2, "'letter' is not one of"),
        (("paper", "P0142", "order", "-o", "order.doc"), 2, "order.doc ends in none of .pdf, .docx: say --as"),
        (("paper", "P0142", "order", "-o", "x.pdf", "--as", "terminal"), 2, "a terminal is no file"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = redcard(*arguments)

    assert code == done.exit_code
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "none" / "order.pdf"
    done = redcard("paper", "P0142", "order", "--out", str(file))

    assert 1 == done.exit_code
    assert done.stderr.startswith(f"{file} cannot be written: ")
