"""CSV files for people with spreadsheets: marked as UTF-8, and with no cell that would be taken for a formula."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9.,]*", re.ASCII)


def write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table, with the mark by which spreadsheets know UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        table.writerows([harmless(value) for value in row] for row in rows)


def harmless(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets the mark that makes it a text again."""
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
