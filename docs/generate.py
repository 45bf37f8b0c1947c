"""Pages that are generated: `python -m docs.generate` writes `docs/facts.md` from the catalogue.

The catalogue is the only source: names, sentences, Chinese names, units and ranges are taken from its definitions.
"""

import dataclasses
import types
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, NewType, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from shared.catalogue import DEFINITIONS, Definition, escalation, intake, scoring
from shared.catalogue.values import LINE, MONTH, PROSE, SHA256, TOKEN

ORDER = [page.__name__ for page in (intake, scoring, escalation)]
PAGE = Path(__file__).with_name("facts.md")

_PLAIN = {str: "text", int: "whole number", bool: "true or false", Decimal: "decimal", date: "day"}
_PATTERNS = {
    TOKEN: "1 to 64 of a-z A-Z 0-9 _ -, a letter or digit first",
    MONTH: "YYYY-MM",
    LINE: "one line, not blank",
    PROSE: "not blank",
    SHA256: "64 hex digits",
}
_LIMITS = {
    "ge": "from {}",
    "le": "to {}",
    "max_length": "at most {} long",
    "max_digits": "at most {} digits",
    "decimal_places": "at most {} decimals",
}


@dataclasses.dataclass(frozen=True)
class Told:
    """What a definition tells of a field."""

    kind: str
    title: str = ""
    description: str = ""
    limits: tuple[str, ...] = ()


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
                    limits=(*found.limits, *_limits(info)),
                )
        return found
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not type(None))
        found = told(inner)
        return dataclasses.replace(found, kind=f"{found.kind}, or none")
    if origin is tuple:
        return Told(f"list of {told(args[0]).kind}")
    return Told(_PLAIN.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})")


def _limits(info: FieldInfo) -> Iterator[str]:
    for metadata in info.metadata:
        for name, wording in _LIMITS.items():
            if (limit := getattr(metadata, name, None)) is not None:
                yield wording.format(limit)
        if pattern := getattr(metadata, "pattern", None):
            yield _PATTERNS[pattern]


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
        "| fact | version | stream | recorded by | proposed as | what it says |",
        "|---|---|---|---|---|---|",
    ]
    definitions = sorted(DEFINITIONS.values(), key=lambda definition: ORDER.index(definition.cls.__module__))
    lines += [_row(definition) for definition in definitions]
    for definition in definitions:
        lines += ["", f"## {definition.name}", "", _sentence(definition.cls), "", *_fields(definition.cls)]
    lines += ["", "# Values"]
    for value in sorted(values(), key=lambda value: value.__name__):
        lines += ["", f"## {value.__name__}", "", _sentence(value), ""]
        lines += _fields(value) if dataclasses.is_dataclass(value) else _members(value)
    return "\n".join(lines) + "\n"


def _row(definition: Definition) -> str:
    name = definition.name
    stream = definition.stream.replace("{0.", "<").replace("}", ">")
    service = "every service with a door" if stream.startswith("<") else definition.service
    message = f"`{definition.message}`" if definition.proposed else "–"
    version, sentence = definition.version, _sentence(definition.cls)
    return f"| [{name}](#{name.replace('.', '')}) | {version} | `{stream}` | {service} | {message} | {sentence} |"


def _sentence(cls: type[Any]) -> str:
    return " ".join((cls.__doc__ or "").split())


def _fields(cls: type[Any]) -> list[str]:
    hints = get_type_hints(cls, include_extras=True)
    rows = ["| field | 中文 | type | meaning, unit, range | default |", "|---|---|---|---|---|"]
    for field in dataclasses.fields(cls):
        found = told(hints[field.name])
        meaning = "; ".join(filter(None, (found.description, *found.limits)))
        rows.append(f"| `{field.name}` | {found.title} | {found.kind} | {meaning} | {_default(field)} |")
    return rows


def _members(value: type[Any]) -> list[str]:
    return [", ".join(f"`{member.value}`" for member in value)]


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return ""
    return {"None": "none", "()": "empty", "False": "false"}[str(field.default)]


def values() -> set[type[Any]]:
    """Every part and enumeration that stands in a fact, at any depth."""
    found: set[type[Any]] = set()
    unseen: list[Any] = [definition.cls for definition in DEFINITIONS.values()]
    facts = set(unseen)
    while unseen:
        hint = unseen.pop()
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            unseen += get_type_hints(hint, include_extras=True).values()
        if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or issubclass(hint, Enum)):
            found.add(hint)
        unseen += [arg for arg in get_args(hint) if not isinstance(arg, FieldInfo)]
    return found - facts


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
