"""The page of all facts, and what definitions tell of a field: kind, Chinese name, unit and range."""

import dataclasses
import json
import types
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, NamedTuple, NewType, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from shared.catalogue import DEFINITIONS, Definition
from shared.catalogue.values import LINE, MEDIA_TYPE, MONTH, NKEY, PATTERN, PROSE, SHA256, TOKEN, URI, Money, Percent

TOPICS = {
    "intake.calendar": "The contest and its calendar",
    "intake.attraction": "Attraction",
    "intake.projects": "Projects",
    "intake.plans": "Targets and plans",
    "intake.progress": "Progress",
    "intake.factors": "Factors",
    "intake.issues": "Issues",
    "intake.oversight": "Oversight",
    "intake.door": "The door",
    "scoring": "Scoring",
    "escalation.ladder": "The ladder",
    "escalation.steps": "Steps of a case",
    "escalation.answers": "Answers to steps",
    "escalation.deadlines": "Deadlines",
    "escalation.findings": "Findings",
    "escalation.due_process": "Due process",
}
"""The catalogue's pages, in the order in which they are read."""


class Words(NamedTuple):
    """The same in both languages."""

    en: str
    zh: str


PLAIN = {
    str: Words("text", "文本"),
    int: Words("whole number", "整数"),
    bool: Words("true or false", "是或否"),
    Decimal: Words("decimal", "小数"),
    date: Words("day", "日期"),
}
_PATTERNS = {
    TOKEN: Words("1 to 64 of a-z A-Z 0-9 _ -, a letter or digit first", "1 至 64 位字母、数字、_ 或 -，首位不为符号"),
    MONTH: Words("YYYY-MM", "年-月"),
    LINE: Words("one line, not blank", "单行，不得空白"),
    PROSE: Words("not blank", "不得空白"),
    SHA256: Words("64 hex digits", "64 位十六进制数字"),
    URI: Words("scheme:rest, no blanks", "“方案:其余”，无空格"),
    MEDIA_TYPE: Words("type/subtype", "“类型/子类型”"),
    PATTERN: Words("a name, the beginning of one before `*`, or `*`", "名称、以 `*` 结尾的前缀，或 `*`"),
    NKEY: Words("56 characters, U first", "56 个字符，以 U 开头"),
}
_LIMITS = {
    "gt": Words("more than {}", "大于 {}"),
    "ge": Words("from {}", "不小于 {}"),
    "le": Words("to {}", "不大于 {}"),
    "min_length": Words("at least {} long", "长度不少于 {}"),
    "max_length": Words("at most {} long", "长度不超过 {}"),
    "max_digits": Words("at most {} digits", "总位数不超过 {}"),
    "decimal_places": Words("at most {} decimals", "小数不超过 {} 位"),
}
_UNITS = (
    (get_args(Money)[1], Words("in the money unit of the message", "以消息的金额单位计")),
    (get_args(Percent)[1], Words("in percent", "以百分比计")),
)


@dataclasses.dataclass(frozen=True)
class Told:
    """What a definition tells of a field."""

    kind: Words
    title: str = ""
    description: str = ""
    limits: tuple[Words, ...] = ()
    """Its unit and its range."""


def told(hint: Any) -> Told:
    """Read a field's type; what stands outside overrides what stands inside, limits add up."""
    if isinstance(hint, NewType):
        return told(hint.__supertype__)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        found = told(args[0])
        for info in args[1:]:
            if isinstance(info, FieldInfo):
                found = dataclasses.replace(
                    found,
                    title=info.title or found.title,
                    description=info.description or found.description,
                    limits=(*found.limits, *_limits(info, found.kind)),
                )
        return found
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not type(None))
        found = told(inner)
        return dataclasses.replace(found, kind=Words(f"{found.kind.en}, or none", f"{found.kind.zh}，可空"))
    if origin is tuple:
        inside = told(args[0])
        each = tuple(Words(f"each {limit.en}", f"每项{limit.zh}") for limit in inside.limits)
        return Told(Words(f"list of {inside.kind.en}", f"{inside.kind.zh}列表"), limits=each)
    return Told(PLAIN.get(hint) or Words(*[f"[{hint.__name__}](#{hint.__name__.lower()})"] * 2))


def _limits(info: FieldInfo, kind: Words) -> Iterator[Words]:
    yield from (words for told_by, words in _UNITS if told_by is info)
    for metadata in info.metadata:
        for name, wording in _LIMITS.items():
            if name == "min_length" and kind is PLAIN[str]:
                continue  # Every text has a pattern, which says that it is not blank.
            if (limit := getattr(metadata, name, None)) is not None:
                yield Words(wording.en.format(limit), wording.zh.format(limit))
        if pattern := getattr(metadata, "pattern", None):
            yield _PATTERNS[pattern]


def topic(definition: Definition) -> str:
    """The page of the catalogue on which a fact stands: `intake.projects`."""
    return definition.cls.__module__.removeprefix("shared.catalogue.")


def in_order() -> list[Definition]:
    """Every fact, page by page as they are read."""
    order = list(TOPICS)
    return sorted(DEFINITIONS.values(), key=lambda definition: order.index(topic(definition)))


def sentence(cls: type[Any]) -> str:
    """What a fact or a value says of itself, on one line."""
    return " ".join((cls.__doc__ or "").split())


_HEAD = (
    "| fact | version | stream | recorded by | proposed as | what it says |",
    "|---|---|---|---|---|---|",
)


def page() -> str:
    """The page of all facts."""
    lines = [
        "# Facts",
        "",
        "Everything that redcard records, generated from `shared/catalogue` with `python -m docs.generate`.",
        "Amounts and percentages are exact decimals, as JSON text; days are `YYYY-MM-DD`.",
        "Where upstream systems may propose a fact, they publish its fields as `data` on",
        "`redcard.in.<source>.<message>`; a field with a default may be left out.",
        "",
    ]
    for page_name, title in TOPICS.items():
        lines += [f"**{title}**", "", *_HEAD, *(_row(found) for found in in_order() if topic(found) == page_name), ""]
    lines.pop()
    for definition in in_order():
        lines += ["", f"## {definition.name}", "", sentence(definition.cls), "", *_fields(definition.cls)]
    lines += ["", "# Values"]
    for value in sorted(values(), key=lambda value: value.__name__):
        lines += ["", f"## {value.__name__}", "", sentence(value), ""]
        lines += _fields(value) if dataclasses.is_dataclass(value) else _members(value)
    return "\n".join(lines) + "\n"


def _row(definition: Definition) -> str:
    name = definition.name
    stream = definition.stream.replace("{0.", "<").replace("}", ">")
    service = "every service with a door" if stream.startswith("<") else definition.service
    message = f"`{definition.message}`" if definition.proposed else "–"
    version, says = definition.version, sentence(definition.cls)
    return f"| [{name}](#{name.replace('.', '')}) | {version} | `{stream}` | {service} | {message} | {says} |"


def _fields(cls: type[Any]) -> list[str]:
    hints = get_type_hints(cls, include_extras=True)
    rows = ["| field | 中文 | type | meaning, unit, range | default |", "|---|---|---|---|---|"]
    for field in dataclasses.fields(cls):
        found = told(hints[field.name])
        meaning = "; ".join(filter(None, (found.description, *(limit.en for limit in found.limits))))
        rows.append(f"| `{field.name}` | {found.title} | {found.kind.en} | {meaning} | {_default(field)} |")
    return rows


def _members(value: type[Any]) -> list[str]:
    return [", ".join(f"`{member.value}`" for member in value)]


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return ""
    known = {"None": "none", "()": "empty", "False": "false"}
    return known.get(str(field.default)) or f"`{json.dumps(field.default)}`"


def values(facts: Iterable[type[Any]] | None = None) -> set[type[Any]]:
    """Every part and enumeration that stands in these facts, at any depth; in every fact where none are told."""
    found: set[type[Any]] = set()
    unseen: list[Any] = list(facts or (definition.cls for definition in DEFINITIONS.values()))
    top = set(unseen)
    while unseen:
        hint = unseen.pop()
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            unseen += get_type_hints(hint, include_extras=True).values()
        if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or issubclass(hint, Enum)):
            found.add(hint)
        unseen += [arg for arg in get_args(hint) if not isinstance(arg, FieldInfo)]
    return found - top
