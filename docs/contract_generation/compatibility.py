"""Whether the contract still takes everything that a released one took.

Only the keywords that our schemas use are compared; any other is reported, so that nothing passes unseen. Where two
schemas cannot be compared - a pattern became another - it counts as a break: who changes it must be sure, and give the
message a new version.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

Schema = dict[str, Any]

SENT = ("receipt", "notice")
"""The schemas of what redcard sends: here the released one must take everything that the new one says."""
_ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description", "examples", "default"}
_UPPER = (("maximum", True), ("exclusiveMaximum", False))
_LOWER = (("minimum", True), ("exclusiveMinimum", False))
_MOST, _LEAST = ("maxLength", "maxItems"), ("minLength", "minItems")
_COMPARED = {
    "$ref", "anyOf", "type", "enum", "const", "pattern", "format", "properties", "required", "additionalProperties",
    "items", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", *_MOST, *_LEAST,
}  # fmt: skip
_NOT_TAKEN = "does not take"
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def breaks(released: Mapping[str, Schema], current: Mapping[str, Schema], retired: Collection[str] = ()) -> list[str]:
    """What a publisher of the released contract would stumble over; a retired message is still read, by lifting it."""
    found = []
    for name, schema in released.items():
        if name not in current:
            found += [] if name in retired else [f"{name}: is gone"]
        elif name in SENT:
            found += [f"{name}{fault}" for fault in narrowings(current[name], schema)]
        else:
            found += [f"{name}{fault}" for fault in narrowings(schema, current[name])]
    return found


def narrowings(old: Schema, new: Schema) -> list[str]:
    """Where the new schema may refuse what the old one took."""
    return list(_Comparison(old, new).faults(old, new, ""))


class _Comparison:
    """Two schemas, and what their references lead to."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old, self._new = old.get("$defs", {}), new.get("$defs", {})

    def faults(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        """What is narrower at a place, in words."""
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        if strange := sorted((old.keys() | new.keys()) - _COMPARED - _ANNOTATIONS):
            yield f"{place}: cannot compare {', '.join(strange)}"
        elif "anyOf" in old or "anyOf" in new:
            yield from self._alternatives(old, new, place)
        else:
            yield from _values(old, new, place)
            yield from self._fields(old, new, place)
            yield from self._items(old, new, place)

    def _alternatives(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        if any("anyOf" in schema and schema.keys() - _ANNOTATIONS != {"anyOf"} for schema in (old, new)):
            yield f"{place}: cannot compare what stands beside anyOf"
            return
        ways = new.get("anyOf", [new])
        for branch in old.get("anyOf", [old]):
            tried = [list(self.faults(branch, way, place)) for way in ways]
            yield from min(tried, key=_distance)

    def _fields(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        olds, news = old.get("properties", {}), new.get("properties", {})
        closed = new.get("additionalProperties") is False
        if closed and old.get("additionalProperties") is not False and _may_be("object", old):
            yield f"{place}: takes no further fields"
        for name in olds:
            if name in news:
                yield from self.faults(olds[name], news[name], f"{place}.{name}")
            elif closed:
                yield f"{place}.{name}: is gone"
        for name in sorted(set(new.get("required", [])) - set(old.get("required", []))):
            yield f"{place}.{name}: is required"

    def _items(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        if "items" in new:
            yield from self.faults(old.get("items", {}), new["items"], f"{place}[]")


def _distance(faults: list[str]) -> tuple[int, int]:
    """How far an alternative is from the one meant: one of another type or word is farther than a narrower one."""
    return sum(_NOT_TAKEN in fault for fault in faults), len(faults)


def _resolved(schema: Schema, parts: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    rest = {key: value for key, value in schema.items() if key != "$ref"}
    return _resolved({**parts[schema["$ref"].removeprefix("#/$defs/")], **rest}, parts)


def _values(old: Schema, new: Schema, place: str) -> Iterator[str]:
    if gone := sorted(_types(old) - _types(new)):
        yield f"{place}: {_NOT_TAKEN} {', '.join(gone)}"
    was, now = _words(old), _words(new)
    if now is not None and (was is None or not all(word in now for word in was)):
        lost = "anything else" if was is None else ", ".join(str(word) for word in was if word not in now)
        yield f"{place}: {_NOT_TAKEN} {lost}"
    for keyword in ("pattern", "format"):
        if keyword in new and new[keyword] != old.get(keyword):
            yield f"{place}: has another {keyword}"
    if was is None:
        yield from _limits(old, new, place)


def _limits(old: Schema, new: Schema, place: str) -> Iterator[str]:
    for keywords, sign in ((_UPPER, 1), (_LOWER, -1)):
        was, now = _bound(old, keywords, sign), _bound(new, keywords, sign)
        if now is not None and (was is None or was > now):
            yield f"{place}: has a narrower {keywords[0][0]}"
    for lengths, sign in ((_MOST, 1), (_LEAST, -1)):
        for length in lengths:
            if length in new and (length not in old or sign * old[length] > sign * new[length]):
                yield f"{place}: has a narrower {length}"


def _bound(schema: Schema, keywords: tuple[tuple[str, bool], ...], sign: int) -> tuple[float, bool] | None:
    """The tightest limit on one side; one that is taken itself is wider than one that is not."""
    return min(((sign * schema[keyword], taken) for keyword, taken in keywords if keyword in schema), default=None)


def _words(schema: Schema) -> list[Any] | None:
    """The only values that are taken; none where there are others."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _types(schema: Schema) -> set[str]:
    """Every type that may be taken, each whole number being a number too."""
    every = {"string", "boolean", "integer", "number", "null", "object", "array"}
    words = _words(schema)
    told = schema.get("type", every if words is None else [_TYPES[type(word)] for word in words])
    found = {told} if isinstance(told, str) else set(told)
    return found | {"integer"} if "number" in found else found


def _may_be(kind: str, schema: Schema) -> bool:
    return kind in _types(schema)
