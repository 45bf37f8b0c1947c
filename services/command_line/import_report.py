"""The account of an import: what became of every row, as a table that a spreadsheet opens."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from pathlib import Path

from services.command_line import csv_files
from services.upstream.filing import Account
from shared.receipts import Accepted, Receipt, Rejected


class Outcome(StrEnum):
    """What can become of a row."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file and what became of it."""

    row: int
    project: str
    date: str
    outcome: Outcome
    messages: str
    positions: str
    """Where its facts, or its refusals, stand on the log."""
    code: str = ""
    column: str = ""
    value: str = ""
    reason: str = ""


def account_for(accounts: Iterable[Account], receipts: Mapping[str, Receipt]) -> list[Line]:
    """Every row with its outcome, given the receipts by message id."""
    return [_line(account, receipts) for account in accounts]


def write(path: Path, lines: Sequence[Line]) -> None:
    """Write the account."""
    csv_files.write(path, (field.name for field in fields(Line)), map(astuple, lines))


def count(lines: Iterable[Line]) -> dict[Outcome, int]:
    """Rows by outcome."""
    counted = Counter(line.outcome for line in lines)
    return {outcome: counted[outcome] for outcome in Outcome}


def _line(account: Account, receipts: Mapping[str, Receipt]) -> Line:
    day = account.day.isoformat() if account.day else ""
    if account.refused is not None:
        bad = account.refused
        return Line(
            account.row, account.project, day, Outcome.REFUSED, "", "", "bad-row", bad.column, bad.value, bad.rule
        )
    answers = [(message, receipts.get(message.id)) for message in account.messages]
    kinds = " ".join(message.kind for message in account.messages)
    recorded = [receipt for _, receipt in answers if isinstance(receipt, Accepted | Rejected)]
    positions = " ".join(str(position) for receipt in recorded for position in receipt.positions)
    for message, receipt in answers:
        if isinstance(receipt, Rejected):
            column = account.columns[message.id].get(receipt.field, receipt.field)
            refusal = (receipt.code, column, receipt.value, receipt.rule)
            return Line(account.row, account.project, day, Outcome.REFUSED, kinds, positions, *refusal)
    outcome = Outcome.ACCEPTED if answers else Outcome.SKIPPED
    if len(recorded) < len(answers):
        outcome = Outcome.UNANSWERED
    return Line(account.row, account.project, day, outcome, kinds, positions, reason=account.skipped)
