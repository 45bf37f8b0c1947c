"""The contract under `docs/contract`: schemas, example messages, AsyncAPI document, errors, the page to browse."""

import json
from typing import Any

from docs.contract_generation import asyncapi, errors, examples, page
from docs.contract_generation.notices import notice_schema
from docs.contract_generation.schemas import data_schema, envelopes, receipt_schema
from docs.facts import in_order


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its name: messages by theirs, `envelope-plain`, `envelope-cloudevent`, `receipt`, `notice`."""
    found = {definition.message: data_schema(definition) for definition in in_order() if definition.proposed}
    found |= {f"envelope-{form}": schema for form, schema in envelopes().items()}
    return found | {"receipt": receipt_schema(), "notice": notice_schema()}


def messages() -> dict[str, dict[str, Any]]:
    """The whole example message of each kind, in the plain form."""
    return {definition.message: examples.message(definition) for definition in in_order() if definition.proposed}


def files() -> dict[str, str]:
    """Every generated file of the contract, by its path below `docs/contract`."""
    found = {f"schemas/{name}.schema.json": as_json(schema) for name, schema in schemas().items()}
    found |= {f"messages/{name}.json": as_json(message) for name, message in messages().items()}
    return found | {"asyncapi.yaml": asyncapi.document(), "errors.md": errors.page(), "index.html": page.page()}


def as_json(value: object) -> str:
    """JSON as people read it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
