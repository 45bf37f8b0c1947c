"""`redcard import`, from the command line to the bulletin: the shipped example, and New York City's real records."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.command_line.app import app
from services.command_line.stack import Stack
from shared.catalogue.scoring import CardIssued
from shared.recording import Recording

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs/examples"
MONTH = re.compile(r"[A-Z][a-z]+ 20\d\d")
NYC = ROOT.parent / "shared/data/nyc_capital_projects.csv"


def redcard_import(*arguments: str | Path, nats_url: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as people do."""
    command = [sys.executable, "-m", "services.command_line", "import", *map(str, arguments), "--lang", "en"]
    environment = {**os.environ, "NATS_URL": nats_url, "COLUMNS": "160"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


def outcomes(report: Path) -> list[tuple[str, str, str]]:
    """Row, outcome and code of every row of a report."""
    with report.open(encoding="utf-8-sig", newline="") as file:
        return [(line["row"], line["outcome"], line["code"]) for line in csv.DictReader(file)]


def headlines(output: str) -> list[str]:
    """Whose bulletin was shown, and of which month."""
    lines = [line.strip() for line in output.splitlines()]
    return [
        line for line in lines if line.endswith(": Office of the Key Project Headquarters") or MONTH.fullmatch(line)
    ]


def test_the_example_is_imported_into_a_redcard_of_its_own(tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    done = redcard_import(
        EXAMPLES / "records.csv", "--map", EXAMPLES / "records.toml", "--embedded", "--report", report
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert [
        ("2", "accepted", ""),
        ("3", "accepted", ""),
        ("4", "accepted", ""),
        ("5", "accepted", ""),
        ("6", "accepted", ""),
        ("7", "refused", "bad-row"),
        ("8", "skipped", ""),
        ("9", "refused", "bad-row"),
        ("10", "skipped", ""),
        ("11", "skipped", ""),
        ("12", "refused", "figure-fell"),
    ] == outcomes(report)
    assert ["Example District: Office of the Key Project Headquarters", "March 2025"] == headlines(done.stdout)
    summary = f"11 rows: accepted 5, refused 3, skipped 3; 34 new entries on the log; what became of each row: {report}"
    assert summary == done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--map", "nowhere.toml"), "no file nowhere.toml; shipped maps are nyc_capital_projects"),
        (
            ("--map", "nyc_capital_projects"),
            "nyc_capital_projects: row.project: the file has no column 'pid'; it has 项目编号, ",
        ),
        (
            ("--map", EXAMPLES / "records.toml", "--rulebook", EXAMPLES / "records.toml"),
            "data.text:card: it is required: add it (a text without `format = 2` is read in the first format)",
        ),
        (
            ("--map", EXAMPLES / "records.toml", "--report", "nowhere/report.csv"),
            "[Errno 2] No such file or directory: 'nowhere/report.csv'",
        ),
        (("--map", EXAMPLES / "records.toml"), "no nats-server answers at nats://127.0.0.1:1"),
    ],
)
def test_what_cannot_be_imported_is_said_before_anything_is_sent(
    tmp_path: Path, arguments: Sequence[str | Path], reason: str
) -> None:
    if "--report" not in arguments:
        arguments = (*arguments, "--report", tmp_path / "report.csv")
    command = ["import", *map(str, (EXAMPLES / "records.csv", *arguments)), "--lang", "en"]
    done = CliRunner().invoke(app, command, env={"NATS_URL": "nats://127.0.0.1:1", "COLUMNS": "160"})
    assert (1, "", reason) == (done.exit_code, done.stdout, done.stderr[: len(reason)])


def test_new_york_is_imported_whole_and_once_more_changes_nothing(tmp_path: Path) -> None:
    if not NYC.exists():
        pytest.skip(f"{NYC.name} is not beside the repository")
    with Stack(tmp_path / "redcard") as stack:
        first = redcard_import(
            NYC, "--map", "nyc_capital_projects", "--report", tmp_path / "first.csv", nats_url=stack.nats_url
        )
        assert (0, "") == (first.returncode, first.stderr)
        with Recording.at(stack.nats_url) as log:
            facts = [logged.entry.fact for logged in log.read_all()]
            second = redcard_import(
                NYC, "--map", "nyc_capital_projects", "--report", tmp_path / "second.csv", nats_url=stack.nats_url
            )
            assert (0, "", len(facts)) == (second.returncode, second.stderr, log.head())
    rows = outcomes(tmp_path / "first.csv")
    assert [str(number) for number in range(2, 1549)] == [row for row, _, _ in rows]
    assert {"accepted": 1487, "skipped": 59, "refused": 1} == Counter(outcome for _, outcome, _ in rows)
    assert ("962", "refused", "bad-row") in rows
    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "second.csv").read_bytes()
    assert ["New York City: Office of the Key Project Headquarters", "September 2019"] == headlines(first.stdout)
    cards = {(fact.month, fact.project): str(fact.card) for fact in facts if isinstance(fact, CardIssued)}
    assert dict(cards_by_hand()) == cards


def cards_by_hand() -> Iterator[tuple[tuple[str, str], str]]:
    """Every card that the thresholds give, from the raw records alone."""
    projects: dict[str, list[dict[str, str]]] = {}
    with NYC.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            if not record["budget_forecast"].startswith("-"):
                projects.setdefault(record["pid"], []).append(record)
    months = [f"{year}-{number:02d}" for year in range(2013, 2020) for number in range(1, 13)]
    for month in months[months.index("2013-09") : months.index("2019-09") + 1]:
        for pid, records in projects.items():
            known = [record for record in records if record["as_of"][:7] <= month]
            if known:
                yield (month, f"NYC-{pid}"), card_by_hand(months.index(month), months, known)


def card_by_hand(now: int, months: list[str], known: list[dict[str, str]]) -> str:
    """Slip from 90 and 365 days, cost from 10 and 30 percent, silence from 7 and 13 months; the worst counts."""
    baseline, budget = known[0]["baseline_completion"], Fraction(known[0]["baseline_budget"] or 0)
    completions = [record["forecast_completion"] for record in known if record["forecast_completion"]]
    budgets = [record["budget_forecast"] for record in known if record["budget_forecast"]]
    forecasts = [record for record in known if record["forecast_completion"] or record["budget_forecast"]]
    told = [months.index(record["as_of"][:7]) for record in forecasts]
    silence = now - told[-1] if told else now - months.index(known[0]["as_of"][:7]) + 1
    lights = [0 if silence < 7 else 1 if silence < 13 else 2]
    if baseline and completions:
        slip = (date.fromisoformat(completions[-1]) - date.fromisoformat(baseline)).days
        lights.append(0 if slip < 90 else 1 if slip < 365 else 2)
    else:
        lights.append(1)
    if budget and budgets:
        growth = (Fraction(budgets[-1]) / budget - 1) * 100
        lights.append(0 if growth < 10 else 1 if growth < 30 else 2)
    else:
        lights.append(1)
    return ("blue", "yellow", "red")[max(lights)]
