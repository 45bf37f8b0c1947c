"""Reading a table from a file, CSV or XLSX. Both give the same rows where they show the same."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services.upstream.table import Cell, Table, TableError, table_of

LONGEST_CELL: Final = 1_000_000


def read_csv(path: Path, encoding: str, delimiter: str) -> Table:
    """Read text with one record a line."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            return table_of(csv.reader(file, delimiter=delimiter, strict=True), pad=False)
    except (UnicodeDecodeError, LookupError) as error:
        raise TableError(f"{path.name} is not written in {encoding}; the map states `file.encoding`") from error
    except csv.Error as error:
        raise TableError(f"{path.name} is not CSV delimited by {delimiter!r}: {error}") from error


def read_xlsx(path: Path, sheet: str | None) -> Table:
    """Read one sheet of a workbook, the first where none is named; formulas count as the values last shown."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise TableError(f"{path.name} is not an XLSX workbook: {error}") from error
    try:
        names = [found.title for found in book.worksheets]
        wanted = names[0] if sheet is None else sheet
        if wanted not in names:
            raise TableError(f"{path.name} has no sheet {wanted!r}; it has {', '.join(names)}")
        return table_of(_records(book[wanted]), pad=True)
    finally:
        book.close()


def _records(sheet: Any) -> Iterator[list[Cell]]:
    # Some writers state a size that is wrong; then only reading to the end tells.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield [_cell(value) for value in row]


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            # A spreadsheet shows the shortest text of a binary number, and that is what its author meant.
            return Decimal(repr(value))
        case datetime():
            return value.date()
        case date():
            return value
    return str(value)
