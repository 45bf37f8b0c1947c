"""`redcard paper` makes the papers of a log again: as they were issued, in any form, or not at all."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from services.command_line import paper
from services.command_line.app import app
from services.scoring.printing import issues
from shared.catalogue.scoring import PaperIssued, PaperKind
from shared.envelope import Logged
from shared.recording import Recording
from tests.story import memory_log
from tests.upstream.year import play, simulated

BULLETIN = ("monthly-bulletin", "2025-01")


@pytest.fixture(scope="module")
def log() -> Recording:
    """The log of a small district's first two months, with the papers that scoring issued."""
    return kept(play(simulated(months=2, projects=4)).log)


@pytest.fixture(autouse=True)
def at_hand(log: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "open_log", lambda _: nullcontext(log))


def kept(entries: list[Logged]) -> Recording:
    found = memory_log()
    found.append([logged.entry for logged in entries])
    return found


def redcard(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["paper", *arguments])


def test_every_issued_paper_is_listed(log: Recording) -> None:
    lines = redcard("list").stdout.splitlines()

    expected = [(str(fact.position), str(fact.kind), fact.period, fact.sha256) for fact in issues(log).values()]
    assert expected == [tuple(line.split()) for line in lines]
    assert BULLETIN in [(kind, period) for _, kind, period, _ in expected]


@pytest.mark.parametrize(
    ("lang", "title"), [("zh-CN", "重点项目建设月通报"), ("en", "Monthly Bulletin on Key Projects")]
)
def test_a_paper_is_shown(lang: str, title: str, log: Recording) -> None:
    done = redcard("show", *BULLETIN, "--lang", lang)

    assert 0 == done.exit_code
    assert title in done.stdout
    assert issues(log)[PaperKind.MONTHLY_BULLETIN, "2025-01"].sha256 in done.stdout.replace("\n", "")


def test_the_files_ending_tells_the_form(tmp_path: Path) -> None:
    made = {}
    for ending in ("txt", "md", "html", "xlsx", "pdf"):
        file = tmp_path / f"paper.{ending}"
        assert 0 == redcard("show", *BULLETIN, "--out", str(file)).exit_code
        made[ending] = file.read_bytes()

    title = "重点项目建设月通报"
    assert title in made["txt"].decode()
    assert f"\n# {title}\n" in made["md"].decode()
    assert f"<h1>{title}</h1>" in made["html"].decode()
    assert title in str(load_workbook(BytesIO(made["xlsx"])).properties.title)
    assert title in str(PdfReader(BytesIO(made["pdf"])).metadata)


def test_a_form_that_is_named_goes_first(tmp_path: Path) -> None:
    file = tmp_path / "paper.txt"

    assert 0 == redcard("show", *BULLETIN, "--form", "pdf", "--out", str(file)).exit_code
    assert file.read_bytes().startswith(b"%PDF")


def test_a_form_goes_to_the_output_too() -> None:
    assert redcard("show", *BULLETIN, "--form", "pdf").stdout_bytes.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("weekly-sorting", "2025-7"), "'2025-7' is no period of the weekly-sorting: write it as 2025-W11"),
        (("half-monthly-dispatch", "2025-03"), "write it as 2025-03-H1"),
        (("monthly-bulletin", "2025-13"), "write it as 2025-03"),
        (("quarterly-summary", "2025-3"), "write it as 2025-Q1"),
        (("half-yearly-observation", "2025"), "write it as 2025-H1"),
        (("yearly-assessment", "25"), "write it as 2025"),
        (("monthly-bulletin", "2031-01"), "monthly-bulletin 2031-01: "),
        (("daily-news", "2025-01"), "'daily-news' is not one of"),
        ((*BULLETIN, "--out", "paper.doc"), "paper.doc ends in none of .txt, .md, .html, .xlsx, .pdf: say --form"),
    ],
)
def test_what_cannot_be_made_is_said(arguments: tuple[str, ...], told: str) -> None:
    done = redcard("show", *arguments)

    assert 2 == done.exit_code
    assert told in " ".join(done.stderr.replace("│", " ").split())


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "none" / "paper.pdf"
    done = redcard("show", *BULLETIN, "--out", str(file))

    assert 1 == done.exit_code
    assert done.stderr.startswith(f"{file} cannot be written: ")


def altered(log: Recording) -> Iterator[Logged]:
    """The log, with another digest in every paper's issue."""
    for logged in log.read_all():
        fact = logged.entry.fact
        if isinstance(fact, PaperIssued):
            yield replace(logged, entry=replace(logged.entry, fact=replace(fact, sha256="0" * 64)))
        else:
            yield logged


def test_a_paper_unlike_the_one_that_was_issued_is_not_shown(log: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    other = kept(list(altered(log)))
    monkeypatch.setattr(paper, "open_log", lambda _: nullcontext(other))
    done = redcard("show", *BULLETIN)

    assert (1, "") == (done.exit_code, done.stdout)
    assert done.stderr.startswith("THIS IS NOT THE PAPER THAT WAS ISSUED: monthly-bulletin 2025-01, ")
