"""JSON Schemas of what upstream systems send and get: the data of each message, its envelopes, the receipt.

Pydantic's own schema is the base. It is sharpened to what the door takes - amounts as plain decimals, days that look
like days - and every field gets its Chinese name, its meaning with unit and range, and an example.
What a schema accepts the door can read; the door reads a little more, such as `1e3` for an amount.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from docs.contract_generation.chinese import MESSAGES
from docs.contract_generation.examples import data_of, example_of
from docs.facts import sentence, told
from shared.catalogue import Definition
from shared.catalogue.values import LINE, TOKEN
from shared.letters import MESSAGE_ID
from shared.receipts import Receipt

Schema = dict[str, Any]
VERSION = "1.2"
"""Version of the contract: it rises with whatever is added to a released one."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"


class _Sharpened(GenerateJsonSchema):
    """Pydantic's generator, less what the door would refuse."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """A decimal as JSON text, which keeps it exact, or as JSON number."""
        digits, decimals = schema.get("max_digits"), schema.get("decimal_places")
        if digits is None or decimals is None:
            raise ValueError("an amount that upstream systems send has limits to its digits and decimals")
        number: Schema = {"type": "number"}
        limits: Schema = {**schema}
        for ours, theirs in (("gt", "exclusiveMinimum"), ("ge", "minimum"), ("le", "maximum")):
            if (limit := limits.get(ours)) is not None:
                number[theirs] = int(limit)
        if "maximum" not in number:
            number["exclusiveMaximum"] = 10 ** (digits - decimals)
        return {"anyOf": [{"type": "string", "pattern": _decimal(schema, digits, decimals)}, number]}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        """A day, for validators too that do not look at formats."""
        return {"type": "string", "format": "date", "pattern": DAY}


def _decimal(schema: core_schema.DecimalSchema, digits: int, decimals: int) -> str:
    """The plain spelling of a decimal, within its limits as far as a pattern can tell them."""
    places = rf"(\.[0-9]{{1,{decimals}}})?"
    if (most := schema.get("le")) is None:
        return rf"^[0-9]{{1,{digits - decimals}}}{places}$"
    whole = {100: "[1-9]?[0-9]", 20: "1?[0-9]"}[int(most)]
    positive = r"(?!0+(\.0+)?$)" if schema.get("gt") == 0 else ""
    return rf"^{positive}({whole}{places}|{int(most)}(\.0{{1,{decimals}}})?)$"


def data_schema(definition: Definition) -> Schema:
    """The schema of the data of a message."""
    schema = TypeAdapter(definition.cls).json_schema(mode="validation", schema_generator=_Sharpened)
    example = example_of(definition)
    parts = {part.__name__: part for part in _parts(definition.cls)}
    _explain(schema, definition.cls, [example])
    for name, inner in schema.get("$defs", {}).items():
        if name in parts:
            _explain(inner, parts[name], [found for found in _within(example) if type(found) is parts[name]])
    head = {
        "$schema": DIALECT,
        "$id": f"urn:redcard:message:{definition.message}",
        "title": MESSAGES[definition.message],
        "description": sentence(definition.cls),
    }
    return head | {key: value for key, value in schema.items() if key not in head} | {"examples": [data_of(example)]}


def _explain(schema: Schema, cls: type[Any], examples: list[Any]) -> None:
    """Give every field of a part its name, its meaning and an example."""
    schema["description"] = sentence(cls)
    hints = get_type_hints(cls, include_extras=True)
    for name, field in schema["properties"].items():
        found = told(hints[name])
        field["title"] = found.title
        field["description"] = "; ".join((found.description, *(limit.en for limit in found.limits)))
        values = [data_of(example)[name] for example in examples]
        field["examples"] = [value for value in values if value not in (None, [])][:1]
        if "anyOf" in field:
            field["anyOf"] = list(_branches(field))


def _branches(schema: Schema) -> Iterator[Schema]:
    """The alternatives of a field, unnested; it is the field that is explained, not they."""
    for branch in schema["anyOf"]:
        if "anyOf" in branch:
            yield from _branches(branch)
        else:
            yield {key: value for key, value in branch.items() if key not in ("title", "description", "examples")}


def _parts(hint: Any) -> Iterator[type[Any]]:
    """Every dataclass in a type, at any depth."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
        for inner in get_type_hints(hint, include_extras=True).values():
            yield from _parts(inner)
    for arg in get_args(hint):
        yield from _parts(arg)


def _within(value: Any) -> Iterator[Any]:
    """Every dataclass in a value, at any depth."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from _within(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _within(item)


def _text(title: str, description: str, example: str, **limits: object) -> Schema:
    return {"type": "string", "title": title, "description": description, **limits, "examples": [example]}


_LINE = {"minLength": 1, "maxLength": 200, "pattern": LINE}
_SHARED = {
    "id": _text(
        "消息编号",
        "your own id of the message; the same id is the same message, and gets the same receipt",
        "m-2026-000117",
        pattern=MESSAGE_ID,
    ),
    "time": _text(
        "发生时间",
        "when it happened or was said, RFC 3339 with offset; the time of receipt where it is left out",
        "2026-02-03T09:30:00+08:00",
        format="date-time",
        pattern=TIME,
    ),
    "actor": _text("责任人", "the person who says so; the source where it is left out", "张伟", **_LINE),
}
_CLOUD = {
    "specversion": {"const": "1.0", "title": "规范版本", "description": "CloudEvents version", "examples": ["1.0"]},
    "type": _text("类型", "name of the fact that the message proposes", "progress.reported"),
    "source": _text("来源", "you, as in the subject", "housing-bureau", pattern=TOKEN),
    "datacontenttype": {
        "const": "application/json",
        "title": "数据类型",
        "description": "media type of data",
        "examples": ["application/json"],
    },
    "subject": _text("对象", "what it is about; not looked at", "P0142"),
    "dataschema": _text("数据模式", "schema of data; not looked at", "urn:redcard:message:progress-reported"),
    "traceparent": _text(
        "跟踪标识", "W3C trace context; not looked at", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    ),
    "tracestate": _text("跟踪状态", "W3C trace state; not looked at", "vendor=1"),
}
CLOUD_REQUIRED = ("specversion", "type", "source")
_DATA = {"title": "数据", "description": "the fields of the message: see its own schema", "examples": [{}]}


def _envelope(name: str, title: str, description: str, properties: Schema, required: list[str]) -> Schema:
    return {
        "$schema": DIALECT,
        "$id": f"urn:redcard:envelope:{name}",
        "title": title,
        "description": description,
        "type": "object",
        "properties": {**properties, "data": _DATA},
        "required": [*required, "data"],
        "additionalProperties": False,
    }


def envelopes() -> dict[str, Schema]:
    """The two forms of a body, by name; in the binary form of CloudEvents the body is the data alone."""
    structured = "one JSON object with the attributes of CloudEvents 1.0, structured mode"
    return {
        "plain": _envelope("plain", "普通形式", "one JSON object, the plain form", _SHARED | _CLOUD, ["id"]),
        "cloudevent": _envelope(
            "cloudevent",
            "CloudEvents 结构化形式",
            structured,
            _SHARED | _CLOUD,
            ["id", "specversion", "type", "source"],
        ),
    }


_RECEIPT = {
    "outcome": ("结果", "accepted, refused, parked or discarded", None),
    "source": ("来源", "whose message it was", "housing-bureau"),
    "message_id": ("消息编号", "its id, or _inbox-<sequence> where it had none that could be used", "m-2026-000117"),
    "positions": ("日志位置", "where the facts, the refusal or the end stand on the log", [4711]),
    "reason": ("原因", "why it was given up", "same figures sent again by telephone"),
    "code": ("错误代码", "stable code, see errors.md", "month-not-begun"),
    "field": ("字段", "the field concerned as a dotted path; empty for the whole message", "data.month"),
    "value": ("原值", "the value found, at most 200 characters", "2026-04"),
    "rule": ("规则", "the rule, and what to do", "2026-04 has not begun: send it when it has happened"),
}


def receipt_schema() -> Schema:
    """The schema of receipts; they may get further fields, so they are open."""
    schema = TypeAdapter(Receipt).json_schema(mode="serialization")
    del schema["discriminator"]
    schema["anyOf"] = schema.pop("oneOf")
    for inner in schema["$defs"].values():
        inner["required"] = list(inner["properties"])
        for name, field in inner["properties"].items():
            title, description, example = _RECEIPT[name]
            field |= {"title": title, "description": description, "examples": [example or field["const"]]}
    head = {
        "$schema": DIALECT,
        "$id": "urn:redcard:receipt",
        "title": "回执",
        "description": "what became of a message",
    }
    return head | schema
