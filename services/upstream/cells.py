"""Cells become values: a term of a map gives an exact amount, a day, a month or a text of a row, or says why not.

    "USD"                                                     a constant
    { column = "name" }                                       a text
    { text = "NYC-{pid}", token = true }                      a text put together from columns, as a valid id
    { column = "category", values = { "Sewers" = "infrastructure" } }
    { column = "as_of", month = "%Y-%m-%d" }                  a month, told by a day
    { column = "due", date = "%d.%m.%Y", missing = "leave out" }
    { column = "budget", unit = "USD-million" }               an amount; the unit is the cell's
    { column = "done", unit = "fraction", default = 0 }       percent, told as a fraction of 1

A missing cell refuses its row unless the term says `missing = "leave out"` or gives a `default`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from string import Formatter
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.upstream.table import Cell, Row
from shared.catalogue.values import MoneyUnit, month_of

Scalar = str | int | Decimal | bool | date
Value = Scalar | None

UNITS: Final[Mapping[str, tuple[str, Decimal]]] = {
    "CNY": ("CNY", Decimal(1)),
    "CNY-10k": ("CNY", Decimal(10_000)),
    "CNY-million": ("CNY", Decimal(1_000_000)),
    "CNY-100m": ("CNY", Decimal(100_000_000)),
    "USD": ("USD", Decimal(1)),
    "USD-thousand": ("USD", Decimal(1_000)),
    "USD-million": ("USD", Decimal(1_000_000)),
    "percent": ("percent", Decimal(1)),
    "fraction": ("percent", Decimal(100)),
}
"""What a cell may be told in: what is measured, and the size of one."""

KINDS: Final = ("date", "month", "unit", "values")


@dataclass(frozen=True, slots=True)
class BadCell(Exception):
    """A row cannot be mapped: which column, what stands there, which rule it breaks."""

    column: str
    value: str
    rule: str


class Numerals(BaseModel):
    """How the file writes numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decimal: Literal[".", ","] = "."
    thousands: Literal["", ",", ".", " ", "'"] = ""

    @model_validator(mode="after")
    def _differ(self) -> Self:
        if self.decimal == self.thousands:
            raise ValueError("the decimal mark and the thousands separator are the same")
        return self


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells of this file are read."""

    missing: frozenset[str]
    numerals: Numerals


class Term(BaseModel):
    """How one value is taken from a row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Annotated[str, Field(min_length=1)] | None = None
    text: Annotated[str, Field(min_length=1)] | None = None
    token: bool = False
    date: str | None = None
    month: str | None = None
    unit: str | None = None
    values: Mapping[str, str] | None = None
    missing: Literal["refuse", "leave out"] = "refuse"
    default: Scalar | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if (self.column is None) == (self.text is None):
            raise ValueError("a term has either `column` or `text`")
        given = [name for name in KINDS if getattr(self, name) is not None]
        if len(given) > 1 or (given and (self.text is not None or self.token)):
            raise ValueError(
                "at most one of `date`, `month`, `unit`, `values`, and none of them with `text` or `token`"
            )
        if self.unit is not None and self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit!r}; known are {', '.join(UNITS)}")
        if self.default is not None and self.missing == "leave out":
            raise ValueError('a `default` and `missing = "leave out"` contradict each other')
        if self.text is not None and not self.columns:
            raise ValueError("the text names no column; write a constant as a plain string")
        return self

    @property
    def kind(self) -> str:
        """What it gives: `date`, `month`, `unit`, `values` or `text`."""
        return next((name for name in KINDS if getattr(self, name) is not None), "text")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at."""
        if self.column is not None:
            return (self.column,)
        return tuple(name for _, name, _, _ in Formatter().parse(self.text or "") if name)

    def value(self, row: Row, reading: Reading, money_unit: str) -> Value:
        """The value that a row has; None where it is missing and may be. Raises `BadCell`."""
        for column in self.columns:
            cell = row.cells[column]
            if isinstance(cell, str) and cell in reading.missing:
                if self.default is not None:
                    return self.default
                if self.missing == "leave out":
                    return None
                raise BadCell(column, cell, "this cell must not be missing")
        if self.text is not None:
            whole = self.text.format_map({column: plain(row.cells[column]) for column in self.columns})
            return token(whole) if self.token else whole
        [column] = self.columns
        return self._converted(column, row.cells[column], reading, money_unit)

    def _converted(self, column: str, cell: Cell, reading: Reading, money_unit: str) -> Value:
        if self.date is not None:
            return _day(column, cell, self.date)
        if self.month is not None:
            return month_of(_day(column, cell, self.month))
        if self.unit is not None:
            return _amount(column, cell, self.unit, money_unit, reading.numerals)
        text = plain(cell)
        if self.values is not None:
            if text not in self.values:
                raise BadCell(column, text, f"not among the map's values: {', '.join(self.values)}")
            return self.values[text]
        return token(text) if self.token else text


def convertible(unit: str, money_unit: str) -> bool:
    """Whether amounts in a unit can be told in the message's: money of the same currency, or percent."""
    measures, _ = UNITS[unit]
    return measures == "percent" or measures == UNITS[MoneyUnit(money_unit)][0]


def token(text: str) -> str:
    """A text as one token of a subject. One that had to be changed ends in a digest, so that two stay two."""
    clean = re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-_")[:64]
    if clean == text:
        return text
    mark = sha256(text.encode()).hexdigest()[:8]
    return f"{clean[:55]}-{mark}" if clean else mark


def plain(cell: Cell) -> str:
    """A cell as text: numbers without an exponent or idle zeros, days in ISO form."""
    match cell:
        case Decimal():
            return format(exact(cell), "f")
        case date():
            return cell.isoformat()
    return cell


def exact(number: Decimal) -> Decimal:
    """The same number in its one shortest form, so that equal numbers are equal texts."""
    digits = format(number, "f")
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _day(column: str, cell: Cell, form: str) -> date:
    if isinstance(cell, date):
        return cell
    try:
        return datetime.strptime(plain(cell), form).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError as error:
        raise BadCell(column, plain(cell), f"not a date written as {form}") from error


def _amount(column: str, cell: Cell, unit: str, money_unit: str, numerals: Numerals) -> Decimal:
    measures, size = UNITS[unit]
    target = Decimal(1) if measures == "percent" else UNITS[MoneyUnit(money_unit)][1]
    number = cell if isinstance(cell, Decimal) else _number(column, plain(cell), numerals)
    converted = number * size / target
    if converted * target != number * size:
        raise BadCell(column, plain(cell), f"not exact when told in {money_unit}")
    return exact(converted)


def _number(column: str, text: str, numerals: Numerals) -> Decimal:
    ungrouped = text.replace(numerals.thousands, "") if numerals.thousands else text
    whole, mark, rest = ungrouped.partition(numerals.decimal)
    try:
        number = Decimal(f"{whole}.{rest}" if mark else whole)
    except InvalidOperation as error:
        raise BadCell(column, text, "not a number") from error
    if not number.is_finite() or (numerals.decimal == "," and "." in whole):
        raise BadCell(column, text, "not a number")
    return number
