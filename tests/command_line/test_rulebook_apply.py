"""`redcard rulebook apply`: a table of indicators gets its lights, scores and cards; nothing else in it changes."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.command_line.app import app
from tests.scoring.books import BOUND, LIGHTS, PERCENTILES, SIMPLE, STREAK, replaced


def apply(folder: Path, book: str, table: str | bytes, *options: str | Path) -> Result:
    """A book - a text, or the name of a shipped one - applied to a table."""
    if "\n" in book:
        (folder / "book.toml").write_text(book, "utf-8")
        book = str(folder / "book.toml")
    (folder / "t.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    return CliRunner().invoke(app, ["rulebook", "apply", book, str(folder / "t.csv"), *map(str, options)])


def test_lights_and_card_are_added_and_the_rest_stays(tmp_path: Path) -> None:
    table = (
        "name,schedule_gap_pp,note,start_overdue_months\n"
        '甲,9.999999,"a, ""b""",0\n'
        "乙, 10 ,,1\n"
        "丙,30.000001,x,\n"
        "丁,,,3\n"
        "戊,-1e1,,\n"
        "己,,,\n"
    )
    done = apply(tmp_path, "yinchuan-2025", table)
    assert (
        "name,schedule_gap_pp,note,start_overdue_months,start_light,progress_light,statistics_light,card\n"
        '甲,9.999999,"a, ""b""",0,blue,blue,,blue\n'
        "乙, 10 ,,1,yellow,yellow,,yellow\n"
        "丙,30.000001,x,,,red,,red\n"
        "丁,,,3,red,,,red\n"
        "戊,-1e1,,,,blue,,blue\n"
        "己,,,,,,,yellow\n"
    ) == done.stdout
    assert (0, "") == (done.exit_code, done.stderr)


def test_a_score_is_added_where_the_book_gives_points(tmp_path: Path) -> None:
    done = apply(tmp_path, SIMPLE, "investment_rate\n0.799949\n0.79995\n\n+1.\n.5\n")
    expected = (
        "investment_rate,score,card\n0.799949,79.99,yellow\n0.79995,80.00,blue\n+1.,100.00,blue\n.5,50.00,yellow\n"
    )
    assert expected == done.stdout


def test_labels_stand_beside_their_light(tmp_path: Path) -> None:
    table = "investment_rate,planned_investment_pct\n1.06,50\n1,\n0.9,10\n1,0\n,\n"
    done = apply(tmp_path, "nanning-2018", table)
    assert (
        "investment_rate,planned_investment_pct,progress_light,progress_label,card\n"
        "1.06,50,blue,ahead,blue\n"
        "1,,blue,normal,blue\n"
        "0.9,10,red,behind,red\n"
        "1,0,,,blue\n"
        ",,yellow,,yellow\n"
    ) == done.stdout


def test_a_light_goes_by_its_indicator_where_it_has_no_name(tmp_path: Path) -> None:
    done = apply(tmp_path, LIGHTS, "schedule_gap_pp\n30\n")
    assert "schedule_gap_pp,schedule_gap_pp_light,card\n30,red,red\n" == done.stdout


def test_percentiles_are_those_of_the_table(tmp_path: Path) -> None:
    rows = [f"0.{tenth}" for tenth in range(10)]
    done = apply(tmp_path, PERCENTILES, "\n".join(["investment_rate", *rows]) + "\n")
    cards = [line.rpartition(",")[2] for line in done.stdout.splitlines()[1:]]
    assert ["red", *["yellow"] * 6, *["blue"] * 3] == cards


def test_a_rank_is_that_of_the_table_whatever_a_column_says(tmp_path: Path) -> None:
    cap = replaced(BOUND.format("cap", "not-first", "yellow"), ("schedule_gap_pp", "rank"), ("above = 30", "above = 1"))
    done = apply(tmp_path, SIMPLE + cap, "rank,investment_rate\nfirst,0.9\nlast,1\n")
    assert "rank,investment_rate,score,card\nfirst,0.9,90.00,yellow\nlast,1,100.00,blue\n" == done.stdout


def test_each_row_stands_alone(tmp_path: Path) -> None:
    done = apply(tmp_path, SIMPLE + STREAK.format("yellow", 2, "red"), "investment_rate\n0.6\n0.5\n")
    assert "investment_rate,score,card\n0.6,60.00,yellow\n0.5,50.00,yellow\n" == done.stdout


def test_other_columns_may_hold_anything(tmp_path: Path) -> None:
    done = apply(tmp_path, "sanya-2022", "investment_rate,late_reports,card_before\n1,never,?\n")
    assert "investment_rate,late_reports,card_before,progress_light,card\n1,never,?,blue,blue\n" == done.stdout


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_the_table_is_written_to_a_file_in_the_same_encoding(tmp_path: Path, mark: bytes) -> None:
    done = apply(
        tmp_path, "sanya-2022", mark + "investment_rate,名\r\n0.5,甲\r\n".encode(), "--out", tmp_path / "o.csv"
    )
    assert (0, "") == (done.exit_code, done.stdout)
    written = mark + "investment_rate,名,progress_light,card\n0.5,甲,yellow,yellow\n".encode()
    assert written == (tmp_path / "o.csv").read_bytes()


NOT_A_NUMBER = (
    "is not a number: write digits with a decimal point, no unit and no separators; "
    "leave the cell empty where the figure is unknown"
)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "the table is empty: its first line names the columns"),
        (
            "name,rate\n甲,1\n",
            "no column is named as an indicator of yinchuan-2025: name those that you have "
            "schedule_gap_pp, start_overdue_months, statistics_lag_months",
        ),
        ("schedule_gap_pp\n1\n12%\n", f"line 3, column schedule_gap_pp: '12%' {NOT_A_NUMBER}"),
        ('schedule_gap_pp\n"1,000"\n', f"line 2, column schedule_gap_pp: '1,000' {NOT_A_NUMBER}"),
        ("schedule_gap_pp\n1_000\n", f"line 2, column schedule_gap_pp: '1_000' {NOT_A_NUMBER}"),
        ("schedule_gap_pp\nNaN\n", f"line 2, column schedule_gap_pp: 'NaN' {NOT_A_NUMBER}"),
        ("schedule_gap_pp\nn/a\n", f"line 2, column schedule_gap_pp: 'n/a' {NOT_A_NUMBER}"),
        ('schedule_gap_pp,x\n1,"a\nb"\n１,c\n', f"line 4, column schedule_gap_pp: '１' {NOT_A_NUMBER}"),
        (
            f"schedule_gap_pp\n{'1' * 29}\n",
            f"line 2, column schedule_gap_pp: '{'1' * 29}' has more than 28 digits",
        ),
        ("schedule_gap_pp\n1e999\n", "line 2, column schedule_gap_pp: '1e999' has more than 28 digits"),
        ("schedule_gap_pp,x\n1\n", "line 2 has 1 cells, and the header names 2 columns"),
        ("schedule_gap_pp,x\n1,2,3\n", "line 2 has 3 cells, and the header names 2 columns"),
        ("schedule_gap_pp,x,x\n1,2,3\n", "column 'x' stands there more than once"),
        ('schedule_gap_pp,x\n1,"2\n', "line 2 is not CSV: unexpected end of data"),
        (
            "schedule_gap_pp,card\n1,red\n",
            "the table has a column 'card' already, and the book would add it: rename it",
        ),
        ("schedule_gap_pp,名\n1,甲\n".encode("gbk"), "line 1 is not UTF-8: save the table as CSV in UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_place(tmp_path: Path, table: str | bytes, said: str) -> None:
    done = apply(tmp_path, "yinchuan-2025", table)
    assert (1, "", f"{tmp_path / 't.csv'}: {said}\n") == (done.exit_code, done.stdout, done.stderr)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["rulebook", "apply", "hanting", str(tmp_path / "none.csv")])
    assert (1, f"[Errno 2] No such file or directory: '{tmp_path / 'none.csv'}'\n") == (done.exit_code, done.stderr)
