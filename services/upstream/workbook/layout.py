"""The layout of a workbook, made from the catalogue: its sheets, and the columns of each.

一条消息一行     one sheet a message: result, the fact's fields, then id, time and actor of the message
明细各占一表     a field that holds many parts has a sheet of its own, its rows naming the row they belong to
清单写在一格     a field that holds many texts is one cell, an item a line, or parted by `；`
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from services.upstream.labels import choices
from services.upstream.workbook.families import FAMILIES, KEYS, Family
from shared.catalogue import DEFINITIONS
from shared.catalogue.values import MEDIA_TYPE, SHA256, TOKEN, URI, Month
from shared.letters import MESSAGE_ID, Message

RESULT: Final = "结果"
GUIDE: Final = "说明"
LISTS: Final = "词表"
"""The sheets that hold no messages."""
SEPARATOR: Final = "；"
FIRST_COLUMN: Final = 2
"""The first column is the result's."""


class Kind(Enum):
    """What a cell of a column holds."""

    TEXT = "文字"
    MONTH = "月份，如 2026-05"
    DAY = "日期，如 2026-05-31"
    NUMBER = "数字"
    WHOLE = "整数"
    CHOICE = "从列表中选"
    YES_NO = "是或否"
    MOMENT = "日期和时刻（北京时间），如 2026-05-31 09:30"


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a value, where something does."""

    ge: Any = None
    gt: Any = None
    le: Any = None
    max_length: int | None = None
    decimal_places: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field, and what an office must know to fill it in."""

    field: str
    """Its dotted path in the message: `data.project`, `id`."""
    title: str
    kind: Kind
    required: bool
    limits: Limits
    adapter: TypeAdapter[Any]
    """Checks one value by itself."""
    choices: Mapping[str, str]
    many: bool = False
    """A cell holds a list of such values."""
    example: str = ""

    @property
    def name(self) -> str:
        return self.field.rpartition(".")[2]

    @property
    def hint(self) -> str:
        """What may stand in a cell, in one line of Chinese."""
        return "；".join(part for part in _hints(self) if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the rows of a message, or the details of one of its fields."""

    title: str
    fact: str
    columns: tuple[Column, ...]
    detail: str = ""
    """The field whose parts its rows are; empty on a message's own sheet."""
    keys: tuple[str, ...] = ()
    """On a sheet of details, the parent's fields that its first columns repeat; on a parent's, the same."""
    needs_details: Mapping[str, str] = field(default_factory=dict)
    """Fields that must have details, and the sheets where they stand."""

    @property
    def kind(self) -> str:
        """The message as the last token of its subject."""
        return DEFINITIONS[self.fact].message


def layout(family: Family) -> tuple[Sheet, ...]:
    """The sheets of a workbook in their order, details behind the message that they belong to."""
    return tuple(sheet for fact, title in family.sheets.items() for sheet in _sheets(fact, title))


def _sheets(fact: str, title: str) -> Iterator[Sheet]:
    mine: list[Column] = []
    details: list[tuple[Column, type[Any]]] = []
    for column, base in _columns(DEFINITIONS[fact].cls, "data"):
        if is_dataclass(base) and isinstance(base, type):
            details.append((column, base))
        else:
            mine.append(column)
    keys = KEYS[fact] if details else ()
    needed = {column.name: f"{title}·{column.title}" for column, _ in details if column.required}
    yield Sheet(title, fact, (*mine, *_ABOUT), keys=keys, needs_details=needed)
    own = {column.name: column for column in mine}
    for column, part in details:
        parts = tuple(found for found, _ in _columns(part, ""))
        # A part may have a title that a key of its parent has too: 月份 of the report, 月份 of the plan.
        yield Sheet(
            f"{title}·{column.title}", fact, (*(own[key] for key in keys), *parts), detail=column.name, keys=keys
        )


def _columns(cls: type[Any], path: str) -> Iterator[tuple[Column, Any]]:
    hints = get_type_hints(cls, include_extras=True)
    for found in fields(cls):
        required = found.default is MISSING and found.default_factory is MISSING
        dotted = f"{path}.{found.name}" if path else found.name
        yield _column(dotted, hints[found.name], required)


def _column(path: str, hint: Any, required: bool) -> tuple[Column, Any]:
    base, found = _unwrapped(hint)
    title = next(info.title for info in reversed(found) if info.title)
    many = get_origin(base) is tuple
    adapter = TypeAdapter[Any](hint)
    if many:
        item = get_args(base)[0]
        adapter = TypeAdapter[Any](item)
        base, inner = _unwrapped(item)
        found = [*inner, *found]
    kind = _kind(base)
    options = choices(base) if kind is Kind.CHOICE else {}
    limits = _limits(inner if many else found)
    example = next((str(info.examples[0]) for info in reversed(found) if info.examples and not many), "")
    return Column(path, title, kind, required, limits, adapter, options, many, example), base


def _unwrapped(hint: Any) -> tuple[Any, list[FieldInfo]]:
    """What a hint is about, and everything that is said of it, the outermost last."""
    if get_origin(hint) is Annotated:
        base, *said = get_args(hint)
        innermost, before = _unwrapped(base)
        return innermost, [*before, *(info for info in said if isinstance(info, FieldInfo))]
    if get_origin(hint) in (Union, types.UnionType):
        return _unwrapped(next(found for found in get_args(hint) if found is not type(None)))
    return hint, []


def _kind(base: Any) -> Kind:
    kinds = {
        str: Kind.TEXT,
        Month: Kind.MONTH,
        date: Kind.DAY,
        datetime: Kind.MOMENT,
        Decimal: Kind.NUMBER,
        int: Kind.WHOLE,
        bool: Kind.YES_NO,
    }
    if base in kinds:
        return kinds[base]
    # Parts have sheets of their own, where their fields become columns.
    return Kind.CHOICE if issubclass(base, StrEnum) else Kind.TEXT


def _limits(found: list[FieldInfo]) -> Limits:
    bounds = {
        name: value
        for info in found
        for said in info.metadata
        for name in Limits.__dataclass_fields__
        if (value := getattr(said, name, None)) is not None
    }
    return Limits(**bounds)


_PATTERNS: Final = {
    TOKEN: "编号：字母（a-z）、数字、_ 和 -",
    MESSAGE_ID: "编号：字母（a-z）、数字、_ 和 -；不填则由内容得出",
    SHA256: "文件的 SHA-256 摘要：64 位小写十六进制数",
    URI: "文件的网址，如 https://files.example/1.jpg",
    MEDIA_TYPE: "文件类型，如 image/jpeg、application/pdf",
}


def _hints(column: Column) -> Iterator[str]:
    limits, kind = column.limits, column.kind
    yield "可填多项，每行一项或用“；”分开" if column.many else ""
    if kind is Kind.CHOICE and column.many:
        yield f"只能是{'、'.join(column.choices)}"
    else:
        yield _PATTERNS.get(limits.pattern or "", kind.value)
    if kind in (Kind.NUMBER, Kind.WHOLE):
        low = f"大于 {limits.gt}" if limits.gt is not None else f"{limits.ge} 以上" if limits.ge is not None else ""
        yield f"{limits.ge} 至 {limits.le}" if None not in (limits.ge, limits.le) else low
        yield f"至多 {limits.le}" if limits.le is not None and limits.gt is not None else ""
        yield f"最多 {limits.decimal_places} 位小数" if limits.decimal_places else ""
    yield f"最多 {limits.max_length} 字" if limits.max_length else ""
    yield f"如 {column.example}" if column.example and kind in (Kind.TEXT, Kind.WHOLE) else ""


_ENVELOPE = get_type_hints(Message, include_extras=True)


def _about(name: str, title: str, kind: Kind, hint: Any) -> Column:
    limits = _limits(_unwrapped(hint)[1])
    return Column(name, title, kind, False, limits, TypeAdapter(hint), {})


_ABOUT: Final = (
    _about("id", "消息编号", Kind.TEXT, _ENVELOPE["id"]),
    _about("time", "时间", Kind.MOMENT, _ENVELOPE["time"]),
    _about("actor", "填报人", Kind.TEXT, _ENVELOPE["actor"]),
)

LAYOUTS: Final = {name: layout(family) for name, family in FAMILIES.items()}
