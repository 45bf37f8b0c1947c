"""`us-it-dashboard` against the colours that the United States published: every one of them is reproduced."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.command_line.app import app
from services.scoring.rulebook.shelf import shelf
from tests.scoring.books import replaced

RECORDS = Path(__file__).parents[3] / "shared" / "data" / "us_it_projects_2013_2015.csv"
COLUMNS = {"cost_var_pct": "cost_variance_pct", "sched_var_pct": "schedule_variance_pct"}
OFFICIAL = {"cost_light": "cost_colour", "schedule_light": "schedule_colour"}
GREEN = {"blue": "Green", "yellow": "Yellow", "red": "Red"}
"""Blue is good standing here, as green is there."""

Seen = Counter[tuple[str, str, str]]
"""How often an official colour and the book's came together, by light."""


def compared(folder: Path, book: str) -> Seen:
    """Apply a book to the records, with the names of indicators on their variances."""
    if not RECORDS.exists():
        pytest.skip(f"the published records are not there: {RECORDS}")
    header, rest = RECORDS.read_text("utf-8").split("\n", 1)
    names = ",".join(COLUMNS.get(name, name) for name in header.split(","))
    (folder / "records.csv").write_text(f"{names}\n{rest}", "utf-8")
    (folder / "book.toml").write_text(book, "utf-8")
    files = [str(folder / name) for name in ("book.toml", "records.csv", "out.csv")]
    done = CliRunner().invoke(app, ["rulebook", "apply", *files[:2], "--out", files[2]])
    assert (0, "") == (done.exit_code, done.stderr)
    with open(files[2], encoding="utf-8", newline="") as out:
        rows = list(csv.DictReader(out))
    return Counter(
        (light, row[official], GREEN[row[light]])
        for row in rows
        for light, official in OFFICIAL.items()
        if row[official]
    )


def test_every_published_colour_is_reproduced(tmp_path: Path) -> None:
    assert {
        ("cost_light", "Green", "Green"): 6160,
        ("cost_light", "Yellow", "Yellow"): 1020,
        ("cost_light", "Red", "Red"): 906,
        ("schedule_light", "Green", "Green"): 6341,
        ("schedule_light", "Yellow", "Yellow"): 637,
        ("schedule_light", "Red", "Red"): 1108,
    } == compared(tmp_path, shelf()["us-it-dashboard"])


@pytest.mark.parametrize(
    ("changes", "differing"),
    [
        ([("below = 10", "below = 9"), ("at_least = 10", "at_least = 9")], {("cost_light", "Green", "Yellow"): 128}),
        ([("below = 30", "below = 31"), ("at_least = 30", "at_least = 31")], {("cost_light", "Red", "Yellow"): 23}),
        (
            [("absolute = true\n", "")],
            {("cost_light", "Red", "Green"): 308, ("cost_light", "Yellow", "Green"): 304},
        ),
    ],
    ids=["yellow from 9", "red from 31", "under-runs of cost left out"],
)
def test_other_rules_would_not_reproduce_them(
    tmp_path: Path, changes: list[tuple[str, str]], differing: dict[tuple[str, str, str], int]
) -> None:
    seen = compared(tmp_path, replaced(shelf()["us-it-dashboard"], *changes))
    assert differing == {key: count for key, count in seen.items() if key[1] != key[2]}
