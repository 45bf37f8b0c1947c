"""Hypothesis: facts made from their own definitions, Chinese text and all, as valid as the door demands."""

import dataclasses
import types
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic.fields import FieldInfo

from shared.catalogue import DEFINITIONS, Fact
from shared.catalogue.values import LINE, PROSE

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40) | st.text(
    "项目进展缓慢，拖延瞒报。“红牌”🟥 \u3000", max_size=40
)


def _limits(infos: tuple[Any, ...]) -> dict[str, Any]:
    metadata = [entry for info in infos if isinstance(info, FieldInfo) for entry in info.metadata]
    names = ("ge", "gt", "le", "min_length", "max_length", "max_digits", "decimal_places", "pattern")
    return {name: value for entry in metadata for name in names if (value := getattr(entry, name, None)) is not None}


def _texts(limits: dict[str, Any]) -> SearchStrategy[str]:
    pattern = limits.get("pattern")
    if pattern and pattern not in (LINE, PROSE):
        return st.from_regex(pattern.replace("$", r"\Z"))
    return _WORDS.map(lambda text: f"某{text}" if pattern else text)


def _values(hint: Any, limits: dict[str, Any]) -> SearchStrategy[Any]:
    if isinstance(hint, NewType):
        return _values(hint.__supertype__, limits)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _values(args[0], limits | _limits(args[1:]))
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not type(None))
        return st.none() | _values(inner, limits)
    if origin is tuple:
        most = min(4, limits.get("max_length", 4))
        return st.lists(_values(args[0], {}), min_size=limits.get("min_length", 0), max_size=most).map(tuple)
    if hint is str:
        return _texts(limits)
    if hint is Decimal:
        places = limits.get("decimal_places", 6)
        least = limits.get("ge", Decimal("0.01") if "gt" in limits else -1000)
        return st.decimals(least, limits.get("le", 10**12), allow_nan=False, places=places)
    if hint is int:
        return st.integers(limits.get("ge", -(2**53)), limits.get("le", 2**53))
    if hint is date:
        return st.dates()
    if hint is bool:
        return st.booleans()
    return st.sampled_from(hint) if issubclass(hint, Enum) else instances(hint)


def instances(cls: type[Any]) -> SearchStrategy[Any]:
    """Instances of a fact, or of a value that stands in facts."""
    hints = get_type_hints(cls, include_extras=True)
    return st.builds(cls, **{field.name: _values(hints[field.name], {}) for field in dataclasses.fields(cls)})


FACTS: SearchStrategy[Fact] = st.one_of([instances(definition.cls) for definition in DEFINITIONS.values()])
PROPOSED: SearchStrategy[Fact] = st.one_of(
    [instances(definition.cls) for definition in DEFINITIONS.values() if definition.proposed]
)
JSON: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
