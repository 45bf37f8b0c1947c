"""What the contract says of notices: their schema, their channel, and one of them, made by the code that makes them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import TypeAdapter

from docs.contract_generation import examples
from docs.contract_generation.schemas import DIALECT, Schema
from services.escalation.notices.drafting import notices_of
from services.escalation.notices.known import Known
from shared.envelope import Logged
from shared.notices import TASK_FORCES, Notice
from shared.subjects import NOTICE
from tests.samples import EVERY_FACT, entry

_FIELDS: Final[dict[str, tuple[str, str, Any]]] = {
    "specversion": ("规范版本", "CloudEvents version", "1.0"),
    "id": ("通知编号", "id of the fact and who hears of it; the same id is the same notice", None),
    "source": ("来源", "who tells it", "redcard"),
    "type": ("类型", "name of the fact that it tells of, see docs/facts.md", "supervision-order.issued"),
    "subject": ("对象", "the project", "P0142"),
    "time": ("时间", "when it happened, RFC 3339", "2026-02-03T01:30:00Z"),
    "datacontenttype": ("数据类型", "media type of data", "application/json"),
    "data": ("数据", "what the notice says", None),
    "who": ("接收方", f"you, or a task force: {', '.join(TASK_FORCES)}", examples.SOURCE),
    "project": ("项目编号", "the project", "P0142"),
    "case": ("案号", "number of the project's case; null outside of one", 1),
    "zh": ("中文", "the notice in one sentence, Chinese", "P0142已获准免责。"),
    "en": ("英文", "the notice in one sentence, English", "P0142 is exempted."),
    "due": ("时限", "what is to be done, by whom and when", None),
    "grounds": ("依据", "why", None),
    "position": ("日志位置", "where the fact stands on the log", 4711),
    "what": ("时限事项", "name of the clock", "plan"),
    "by": ("责任人", "who owes it; null where the fact does not say", "工业和信息化局"),
    "on": ("期限", "last day in time, ISO 8601; null while no day is set", "2026-02-10"),
    "rule": ("依据条款", "rule of the ladder that called for it; null where none did", "red-twice"),
    "edition": ("版本", "edition of the ladder; null where it does not matter", "hanting-ladder-2025.2"),
    "evidence": ("证据", "log positions of what it rests on", [4702]),
}


def example() -> dict[str, Any]:
    """The notice of an order, to the source of the project."""
    known = Known()
    registered, order = (
        Logged(
            position, datetime(2026, 2, 3, tzinfo=UTC), replace(entry(EVERY_FACT[name]), source=examples.SOURCE), b""
        )
        for position, name in ((12, "project.registered"), (4711, "supervision-order.issued"))
    )
    known.evolve(registered)
    return notices_of(known, order)[0].model_dump(mode="json")


def notice_schema() -> Schema:
    """The schema of notices; they may get further fields, so they are open."""
    schema = TypeAdapter(Notice).json_schema(mode="serialization")
    shown = example()
    examples_of = {"id": shown["id"], "data": shown["data"], "due": shown["data"]["due"]}
    examples_of["grounds"] = shown["data"]["grounds"]
    for part in (schema, *schema["$defs"].values()):
        part["required"] = list(part["properties"])
        part["description"] = part["description"].partition("\n")[0]
        for name, field in part["properties"].items():
            title, description, value = _FIELDS[name]
            field.pop("default", None)
            field |= {"title": title, "description": description, "examples": [examples_of.get(name, value)]}
    head = {"$schema": DIALECT, "$id": "urn:redcard:notice", "title": "通知", "description": "what you are told"}
    return head | {key: value for key, value in schema.items() if key not in head} | {"examples": [shown]}


def channel() -> Schema:
    """Where notices are found."""
    return {
        "address": f"{NOTICE}.{{who}}.{{number}}",
        "title": "通知",
        "description": "What you are told of your projects, numbered from 1 without gaps, kept in the stream NOTICES.",
        "messages": {"notice": {"$ref": "#/components/messages/notice"}},
        "parameters": {
            "who": {"description": "you: the name under which the server knows you", "examples": [examples.SOURCE]},
            "number": {"description": "place among your notices, from 1", "examples": ["7"]},
        },
    }


def operation() -> Schema:
    """That they are sent."""
    return {
        "action": "send",
        "channel": {"$ref": "#/channels/notice"},
        "summary": "Whoever speaks for a project is told of its steps, deadlines and findings, each once.",
        "messages": [{"$ref": "#/channels/notice/messages/notice"}],
    }


def message() -> Schema:
    """One of them."""
    return {
        "name": "notice",
        "title": "通知",
        "summary": "What redcard decided of one of your projects, and what is due.",
        "contentType": "application/cloudevents+json",
        "payload": {"$ref": "schemas/notice.schema.json"},
        "examples": [{"name": "order", "payload": example()}],
    }
