"""The account of an import says of every row what became of it, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from services.command_line.import_report import Line, Outcome, account_for, count, write
from services.upstream.cells import BadCell
from services.upstream.filing import Account
from services.upstream.message import Message
from shared.receipts import Accepted, Receipt, Rejected

DAY = date(2025, 1, 31)


def account(row: int, *ids: str) -> Account:
    """A row that makes messages with these ids."""
    messages = tuple(Message("bureau", f"kind-{name}", name, datetime(2025, 1, 31, tzinfo=UTC), {}) for name in ids)
    return Account(row, "P1", DAY, messages, {name: {"data.investment": "done"} for name in ids})


RECEIPTS: dict[str, Receipt] = {
    "a": Accepted(source="bureau", message_id="a", positions=(4,)),
    "b": Accepted(source="bureau", message_id="b", positions=(5, 6)),
    "c": Rejected(
        source="bureau",
        message_id="c",
        positions=(7,),
        code="figure-fell",
        field="data.investment",
        value="1",
        rule="cumulative",
    ),
}
ACCOUNTS = [
    account(2, "a", "b"),
    account(3, "a", "c"),
    account(4, "a", "d"),
    Account(5, "P1", DAY, refused=BadCell("done", "x", "not a number")),
    Account(6, skipped="an empty row"),
]
LINES = [
    Line(2, "P1", "2025-01-31", Outcome.ACCEPTED, "kind-a kind-b", "4 5 6"),
    Line(3, "P1", "2025-01-31", Outcome.REFUSED, "kind-a kind-c", "4 7", "figure-fell", "done", "1", "cumulative"),
    Line(4, "P1", "2025-01-31", Outcome.UNANSWERED, "kind-a kind-d", "4"),
    Line(5, "P1", "2025-01-31", Outcome.REFUSED, "", "", "bad-row", "done", "x", "not a number"),
    Line(6, "", "", Outcome.SKIPPED, "", "", reason="an empty row"),
]


def test_every_row_has_its_outcome() -> None:
    assert LINES == account_for(ACCOUNTS, RECEIPTS)


def test_rows_are_counted_by_outcome() -> None:
    assert {Outcome.ACCEPTED: 1, Outcome.REFUSED: 2, Outcome.SKIPPED: 1, Outcome.UNANSWERED: 1} == count(LINES)


def test_the_account_is_a_table_that_a_spreadsheet_opens(tmp_path: Path) -> None:
    write(tmp_path / "report.csv", LINES[1:2])
    assert (
        b"\xef\xbb\xbfrow,project,date,outcome,messages,positions,code,column,value,reason\r\n"
        b"3,P1,2025-01-31,refused,kind-a kind-c,4 7,figure-fell,done,1,cumulative\r\n"
    ) == (tmp_path / "report.csv").read_bytes()


def test_no_cell_of_the_account_becomes_a_formula(tmp_path: Path) -> None:
    values = ("=1+1", "+1-1", "-cmd", "@SUM(A1)", "-12.50", "+3", "a=b")
    write(tmp_path / "report.csv", [replace(LINES[1], value=value) for value in values])
    written = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()[1:]
    assert ["'=1+1", "'+1-1", "'-cmd", "'@SUM(A1)", "-12.50", "+3", "a=b"] == [line.split(",")[8] for line in written]
