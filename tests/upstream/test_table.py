"""CSV and XLSX are read alike, row by row; what is no table is refused with what to do."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from services.upstream.table import Row, Table, TableError
from services.upstream.table_files import read_csv, read_xlsx


def written(path: Path, content: bytes) -> Path:
    """A file with this content."""
    path.write_bytes(content)
    return path


def workbook(path: Path, *rows: tuple[Any, ...]) -> Path:
    """A workbook whose one sheet has these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for found in rows:
        sheet.append(found)
    book.save(path)
    return path


def test_csv_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", b'\xef\xbb\xbfid;name\n1;" two\nlines "\n\n3;x;\n4\n5;x;y\n')
    assert Table(
        ("id", "name"),
        (
            Row(2, {"id": "1", "name": "two\nlines"}),
            Row(3, {"id": "", "name": ""}),
            Row(4, {"id": "3", "name": "x"}),
            Row(5, {"id": "4", "name": ""}, "1 cells under 2 columns"),
            Row(6, {"id": "5", "name": "x"}, "3 cells under 2 columns"),
        ),
    ) == read_csv(file, "utf-8-sig", ";")


def test_only_a_row_without_any_cell_is_empty() -> None:
    assert [True, False] == [Row(2, {"a": "", "b": ""}).empty, Row(3, {"a": "", "b": "x"}).empty]


def test_csv_in_a_chinese_encoding_is_read(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "名称\n滨河路\n".encode("gb18030"))
    assert Table(("名称",), (Row(2, {"名称": "滨河路"}),)) == read_csv(file, "gb18030", ",")


def test_xlsx_cells_keep_what_they_show(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "a.xlsx",
        ("id", "amount", "share", "day", "at", "yes", None),
        (" P1 ", 53493000.0, 0.1, date(2025, 3, 31), datetime(2025, 3, 31, 8, 30), True),  # noqa: DTZ001
        ("P2",),
    )
    assert Table(
        ("id", "amount", "share", "day", "at", "yes"),
        (
            Row(
                2,
                {
                    "id": "P1",
                    "amount": Decimal(53493000),
                    "share": Decimal("0.1"),
                    "day": date(2025, 3, 31),
                    "at": date(2025, 3, 31),
                    "yes": "TRUE",
                },
            ),
            Row(3, {"id": "P2", "amount": "", "share": "", "day": "", "at": "", "yes": ""}),
        ),
    ) == read_xlsx(file, None)


@pytest.mark.parametrize(
    ("content", "encoding", "reason"),
    [
        ("名\n".encode("gb18030"), "utf-8", "a.csv is not written in utf-8; the map states `file.encoding`"),
        (b"a\n", "latin-99", "a.csv is not written in latin-99; the map states `file.encoding`"),
        (b'a,b\n"x"y,1\n', "utf-8", "a.csv is not CSV delimited by ',': ',' expected after '\"'"),
        (b"", "utf-8", "the first row must name every column, each once; found a column without a name"),
        (b"a,,b\n", "utf-8", "the first row must name every column, each once; found a column without a name"),
        (b"a,b,a\n", "utf-8", "the first row must name every column, each once; found a"),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path: Path, content: bytes, encoding: str, reason: str) -> None:
    with pytest.raises(TableError) as error:
        read_csv(written(tmp_path / "a.csv", content), encoding, ",")
    assert reason == str(error.value)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as error:
        read_xlsx(written(tmp_path / "a.xlsx", b"id,name\n"), None)
    assert "a.xlsx is not an XLSX workbook: File is not a zip file" == str(error.value)


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as error:
        read_xlsx(workbook(tmp_path / "a.xlsx", ("id",)), "March")
    assert "a.xlsx has no sheet 'March'; it has Sheet" == str(error.value)
