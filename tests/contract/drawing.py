"""Drawing values that a schema of the contract accepts: a strategy for the keywords that our schemas use."""

from datetime import UTC, timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

Schema = dict[str, Any]
BEIJING = timezone(timedelta(hours=8))


def values_of(schema: Schema, parts: Schema) -> st.SearchStrategy[Any]:
    """Values that a schema accepts; `parts` are the definitions that it refers to."""
    if "$ref" in schema:
        return values_of(parts[schema["$ref"].removeprefix("#/$defs/")], parts)
    if "anyOf" in schema:
        return st.one_of([values_of(branch, parts) for branch in schema["anyOf"]])
    if "const" in schema or "enum" in schema:
        return st.sampled_from([schema["const"]] if "const" in schema else schema["enum"])
    drawn = _DRAWN[schema["type"]](schema, parts)
    return drawn.filter(Draft202012Validator({"$defs": parts, **schema}).is_valid)


EDGES: tuple[Any, ...] = (
    *("9" * whole + f".{'9' * places}".rstrip(".") for whole in range(20) for places in range(7)),
    *("a" * length for length in (1, 2, 63, 64, 65, 127, 128, 129, 200, 201, 300, 500, 501, 4000, 4001)),
    *("2026-02-28", "20260228", "2026-2-3", "2026-02-28T00:00:00", "2026-02-28T00:00:00Z"),
    *("", " ", "-1", "+1", "1e3", "00", "1.", ".5", "1,000", "2026-02", "2026-13", "1/2", "a/b", "a:b", "*", "a*"),
    *(-1, -0.5, 0, 0.5, 1, 20, 20.5, 100, 100.5, 10**14 - 1, 10**14, True, None, [], {}),
)
"""Values on both sides of what our schemas take, which are hardly drawn by chance."""


def _texts(schema: Schema, _parts: Schema) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        return st.dates().map(str)
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=st.sampled_from([UTC, BEIJING])).map(lambda moment: moment.isoformat())
    if "pattern" not in schema:
        return st.text(max_size=schema.get("maxLength"))
    # For the standard `$` is the end; for Python it is also before a last line end.
    pattern: str = schema["pattern"]
    return st.from_regex(pattern).filter(lambda text: not text.endswith("\n"))


def _numbers(schema: Schema, _parts: Schema) -> st.SearchStrategy[float]:
    """Whole numbers and numbers of two decimals: the door counts them, and the schema leaves that to it."""
    least = schema.get("minimum", schema.get("exclusiveMinimum"))
    most = schema["maximum"] if "maximum" in schema else schema["exclusiveMaximum"]
    return st.one_of(st.integers(least, most), st.decimals(least, min(most, 10**9), places=2).map(float))


def _arrays(schema: Schema, parts: Schema) -> st.SearchStrategy[list[Any]]:
    most = min(schema.get("maxItems", 3), 3)
    return st.lists(values_of(schema["items"], parts), min_size=schema.get("minItems", 0), max_size=most)


def _objects(schema: Schema, parts: Schema) -> st.SearchStrategy[dict[str, Any]]:
    drawn = {name: values_of(field, parts) for name, field in schema["properties"].items()}
    required = schema.get("required", [])
    optional = {name: values for name, values in drawn.items() if name not in required}
    return st.fixed_dictionaries({name: drawn[name] for name in required}, optional=optional)


_DRAWN = {
    "string": _texts,
    "number": _numbers,
    "integer": lambda schema, _: st.integers(schema.get("minimum"), schema.get("maximum")),
    "boolean": lambda schema, _: st.booleans(),
    "null": lambda schema, _: st.none(),
    "array": _arrays,
    "object": _objects,
}
