"""Cells: what an office wrote in a cell becomes a JSON value of the message, or is refused in its own words.

A cell counts as what the spreadsheet shows: at most 15 digits of a number, 37.5 where it shows 37.5%, a day where it
holds a date. Text is taken as it is, without the blanks around it.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

from pydantic import ValidationError

from services.upstream.workbook.grid import Cell, Value
from services.upstream.workbook.layout import SEPARATOR, Column, Kind
from shared.wording import refusal

BEIJING: Final = timezone(timedelta(hours=8))
YES_NO: Final = {"是": True, "否": False}
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)


class BadCellError(Exception):
    """A cell cannot be taken: its code, and what to do about it."""

    def __init__(self, told: str, code: str = "bad-cell") -> None:
        super().__init__(told)
        self.code = code
        self.told = told


def json_value(cell: Cell, column: Column) -> object:
    """The value of a cell as it stands in the message; raises `BadCellError`."""
    if cell.unread:
        raise BadCellError("公式没有保存结果：请用 Excel 打开并保存一次，或改填数值")
    if column.many:
        return [_checked(_value(item, column), column) for item in _items(cell)]
    return _checked(_value(cell, column), column)


def shown(value: Value) -> str:
    """A number or a day as a person would type it; text as it is."""
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return format(value.normalize(), "f")
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
    return value or ""


def _items(cell: Cell) -> Iterator[Cell]:
    if not isinstance(cell.value, str):
        yield cell
        return
    # An item may hold a semicolon, but never the end of a line.
    parted = cell.value.split("\n") if "\n" in cell.value else re.split(f"[;{SEPARATOR}]", cell.value)
    yield from (Cell(item.strip()) for item in parted if item.strip())


def _checked(value: object, column: Column) -> object:
    """The value, if the catalogue takes it."""
    try:
        column.adapter.validate_json(json.dumps(value, ensure_ascii=False), strict=True)
    except ValidationError as error:
        raise BadCellError(f"应为：{column.hint}", refusal(error, column.field).code) from None
    return value


def _value(cell: Cell, column: Column) -> object:
    value = cell.value
    if cell.percent and isinstance(value, Decimal):
        if column.limits.le != 100:
            raise BadCellError("单元格是百分比格式：此栏不是百分比，请改为常规数字")
        value *= 100
    match column.kind:
        case Kind.TEXT | Kind.CHOICE:
            if isinstance(value, date | bool):
                raise BadCellError("单元格被存成了日期或逻辑值：请把单元格格式设为文本后重新填写")
            text = shown(value)
            return column.choices.get(text, text)
        case Kind.NUMBER:
            return shown(value)
        case Kind.WHOLE:
            return _whole(value)
        case Kind.YES_NO:
            return value if isinstance(value, bool) else YES_NO.get(shown(value), shown(value))
        case Kind.MONTH:
            return _month(value)
        case Kind.DAY:
            return _day(value)
        case Kind.MOMENT:
            return _moment(value)


def _whole(value: Value) -> object:
    text = shown(value)
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text


def _month(value: Value) -> str:
    if isinstance(value, date):
        # Spreadsheets take 2026-05 for the first of May.
        if value.day != 1:
            raise BadCellError("应为月份，如 2026-05；现在是某一天")
        return f"{value.year:04d}-{value.month:02d}"
    text = shown(value)
    parts = _MONTH.fullmatch(text)
    return f"{parts[1]}-{int(parts[2]):02d}" if parts else text


def _day(value: Value) -> str:
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise BadCellError("应为日期，不带时刻，如 2026-05-31")
        value = value.date()
    text = shown(value)
    parts = _DAY.fullmatch(text)
    return f"{parts[1]}-{int(parts[2]):02d}-{int(parts[3]):02d}" if parts else text


def _moment(value: Value) -> str:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(shown(value))
    except ValueError:
        raise BadCellError("应为日期和时刻，如 2026-05-31 09:30") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).isoformat()
