"""Setting: how values read on paper, alike in every form, and the few words that the press itself adds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, assert_never

from shared.language import Language
from shared.press.document import Cell, Chart, Column, Kind, Shown, Table

UNKNOWN: Final = "-"
RIGHT: Final = frozenset({Kind.WHOLE, Kind.POINTS, Kind.MONEY, Kind.EXACT, Kind.PERCENT, Kind.CHANGE})
"""Kinds of column that are set to the right."""
_DECIMALS: Final = {Kind.POINTS: 2, Kind.MONEY: 2, Kind.PERCENT: 1}
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What the press adds to a document, in one language."""

    signed: str
    issued: str
    page: str
    """With the page's number and the number of pages."""
    no_text: str
    """What stands on a page that holds the signature alone."""
    front: str
    """Name of a workbook's first sheet."""
    see: str
    """Sends from there to another sheet."""
    colon: str
    aside: str
    """Around a note beside a text."""


WORDS: Final[Mapping[Language, Words]] = {
    Language.CHINESE: Words(
        signed="签发人",
        issued="印发日期",
        page="第 {page} 页 共 {pages} 页",
        no_text="（此页无正文）",
        front="首页",
        see="见工作表“{sheet}”",
        colon="：",
        aside="（{note}）",
    ),
    Language.ENGLISH: Words(
        signed="Signed",
        issued="Issued on",
        page="Page {page} of {pages}",
        no_text="(This page holds no text.)",
        front="Front",
        see="see sheet “{sheet}”",
        colon=": ",
        aside=" ({note})",
    ),
}


def shown(value: Cell, kind: Kind) -> str:
    """A value as text."""
    match value:
        case None:
            return UNKNOWN
        case str():
            return value
        case Shown():
            return value.word
        case tuple():
            return "".join(sign(card) for card in value)
        case date():
            return value.isoformat()
        case int() | Decimal():
            return _number(Decimal(value), kind, whole=isinstance(value, int))
    assert_never(value)


def sign(card: Shown | None) -> str:
    """The one character that stands for a card in a strip."""
    return card.word[0].upper() if card else UNKNOWN


def _number(value: Decimal, kind: Kind, *, whole: bool) -> str:
    if kind is Kind.PERCENT:
        return f"{rounded(100 * value, 1):.1f}%"
    if kind is Kind.CHANGE:
        change = rounded(value, 0 if whole else 2)
        return f"{change:+}" if change else f"{change}"
    if kind is Kind.EXACT:
        return f"{value.normalize():,f}"
    if kind is Kind.TEXT:
        return f"{value:f}"
    places = _DECIMALS.get(kind, 0)
    return f"{rounded(value, places):,.{places}f}"


def rounded(value: Decimal, places: int) -> Decimal:
    """Halves away from nought, as people and spreadsheets do; never -0."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def day(value: date, language: Language) -> str:
    """A day in words."""
    match language:
        case Language.CHINESE:
            return f"{value.year}年{value.month}月{value.day}日"
        case Language.ENGLISH:
            return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def told(chart: Chart, language: Language) -> Table:
    """What a chart shows, as a table: a row a category, a column a series."""
    kind = _kind(chart)
    columns = (Column(""), *(Column(series.name, kind) for series in chart.series))
    values = zip(*(series.values for series in chart.series), strict=True)
    rows = tuple((category, *row) for category, row in zip(chart.categories, values, strict=True))
    return Table(columns, rows, caption=chart.title + aside(chart.unit, language))


def aside(note: str, language: Language) -> str:
    """A note as it stands behind a text; nothing where there is none."""
    return WORDS[language].aside.format(note=note) if note else ""


def _kind(chart: Chart) -> Kind:
    """Whole numbers as such, all else with two decimals."""
    values = [value for series in chart.series for value in series.values if value is not None]
    return Kind.WHOLE if all(isinstance(value, int) for value in values) else Kind.MONEY
