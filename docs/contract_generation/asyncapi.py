"""The AsyncAPI 3.0 document: where each message goes, what may stand on it, and where its receipt is found."""

from typing import Any

import yaml

from docs.contract_generation import examples, notices
from docs.contract_generation.chinese import MESSAGES
from docs.contract_generation.errors import codes_of
from docs.contract_generation.schemas import CLOUD_REQUIRED, VERSION, envelopes
from docs.facts import TOPICS, in_order, sentence, topic
from shared.catalogue import Definition
from shared.letters import MAX_BODY
from shared.subjects import inbox_subject, receipt_subject

Node = dict[str, Any]
_ABOUT = """\
Upstream systems publish what happened as messages; redcard records each as a fact or refuses it, and answers every one
with a receipt. What it decides of your projects it tells you by notices. The document tells it from redcard's side: it
receives messages, and sends receipts and notices.
Amounts and percentages are JSON text (exact) or JSON numbers. A message of the same source and id is the same message.
"""


def document() -> str:
    """The document as YAML."""
    messages = [definition for definition in in_order() if definition.proposed]
    found = {
        "asyncapi": "3.0.0",
        "id": "urn:redcard:contract",
        "info": {
            "title": "redcard: intake of key-project reports (重点项目督导数据接入)",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0"},
            "tags": [{"name": name, "description": words} for name, words in TOPICS.items()],
        },
        "defaultContentType": "application/json",
        "servers": {
            "nats": {
                "host": "127.0.0.1:4222",
                "protocol": "nats",
                "description": "the district's NATS server; ask its operators for host and credentials",
            }
        },
        "channels": {definition.message: _channel(definition) for definition in messages}
        | {"receipt": _receipts(), "notice": notices.channel()},
        "operations": _operations(messages),
        "components": {
            "messages": {definition.message: _message(definition) for definition in messages}
            | {"receipt": _receipt_message(), "notice": notices.message()},
            "schemas": {"headers": _headers()},
        },
    }
    return yaml.dump(found, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Repeats what is the same, and writes texts of several lines as such."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)

_SOURCE = {"description": "you: the name under which the server knows you", "examples": [examples.SOURCE]}


def _channel(definition: Definition) -> Node:
    message = definition.message
    return {
        "address": inbox_subject("{source}", message),
        "title": MESSAGES[message],
        "messages": {message: {"$ref": f"#/components/messages/{message}"}},
        "parameters": {"source": _SOURCE},
    }


def _receipts() -> Node:
    return {
        "address": receipt_subject("{source}", "{messageId}"),
        "title": "回执",
        "description": "The last receipt of each message, kept for 30 days in the stream RECEIPTS.",
        "messages": {"receipt": {"$ref": "#/components/messages/receipt"}},
        "parameters": {
            "source": _SOURCE,
            "messageId": {
                "description": "the message's id; `_inbox-<stream sequence>` where it had none that could be used",
                "examples": ["m-2026-000117"],
            },
        },
    }


def _operations(messages: list[Definition]) -> Node:
    receiving = {
        f"receive-{definition.message}": {
            "action": "receive",
            "channel": {"$ref": f"#/channels/{definition.message}"},
            "summary": sentence(definition.cls),
            "messages": [{"$ref": f"#/channels/{definition.message}/messages/{definition.message}"}],
            "reply": {
                "address": {
                    "location": "$message.header#/Redcard-Reply-To",
                    "description": "besides the channel of receipts, where the sender asks for it",
                },
                "messages": [{"$ref": "#/channels/receipt/messages/receipt"}],
                "channel": {"$ref": "#/channels/receipt"},
            },
        }
        for definition in messages
    }
    sending = {
        "action": "send",
        "channel": {"$ref": "#/channels/receipt"},
        "summary": "Every message gets a receipt; the same message gets the same one again.",
        "messages": [{"$ref": "#/channels/receipt/messages/receipt"}],
    }
    return {**receiving, "send-receipt": sending, "send-notice": notices.operation()}


def _message(definition: Definition) -> Node:
    message = definition.message
    return {
        "name": message,
        "title": MESSAGES[message],
        "summary": sentence(definition.cls),
        "contentType": "application/json",
        "tags": [{"name": topic(definition)}],
        "headers": {"$ref": "#/components/schemas/headers"},
        "payload": {
            "type": "object",
            "anyOf": [{"$ref": f"schemas/envelope-{form}.schema.json"} for form in envelopes()],
            "properties": {"data": {"$ref": f"schemas/{message}.schema.json"}},
        },
        "examples": [
            {"name": "plain", "payload": examples.message(definition)},
            {"name": "cloudevent", "payload": examples.cloud_event(definition)},
        ],
        "x-refusals": codes_of(message),
        "x-most-bytes": MAX_BODY,
    }


def _receipt_message() -> Node:
    receipt = {"outcome": "accepted", "source": examples.SOURCE, "message_id": "m-2026-000117", "positions": [4711]}
    return {
        "name": "receipt",
        "title": "回执",
        "summary": "What became of a message: accepted, refused, parked or discarded.",
        "contentType": "application/json",
        "payload": {"$ref": "schemas/receipt.schema.json"},
        "examples": [{"name": "accepted", "payload": receipt}],
    }


def _headers() -> Node:
    """What may stand on a message; nothing has to, unless it is a CloudEvent in binary mode."""
    cloud = {name: schema for name, schema in envelopes()["cloudevent"]["properties"].items() if name != "data"}
    binary = {f"ce-{name}": schema | {"description": f"binary mode: {schema['description']}"}
              for name, schema in cloud.items() if name != "datacontenttype"}  # fmt: skip
    return {
        "type": "object",
        "description": f"Binary mode is CloudEvents' own: ce-id, ce-{', ce-'.join(CLOUD_REQUIRED)}; the body is data.",
        "properties": {
            "Redcard-Reply-To": {
                "type": "string",
                "description": "a subject of your own, not below redcard., on which you get the receipt as well",
                "examples": ["_INBOX.Xq2.1"],
            },
            "Redcard-Signature": {
                "type": "string",
                "description": "Ed25519 signature of the body's bytes by the nkey of your grant, base64",
                "pattern": "^[A-Za-z0-9+/]{86}==$",
            },
            "Content-Type": {
                "type": "string",
                "enum": ["application/json", "application/cloudevents+json"],
                "description": "application/cloudevents+json where the body is a CloudEvent in structured mode",
            },
            "Nats-Msg-Id": {
                "type": "string",
                "description": "not required, and not looked at: the id in the message says what is the same message",
            },
            **binary,
        },
    }
