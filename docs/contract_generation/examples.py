"""Example messages: one whole message of each kind, every field filled, as an upstream system would publish it."""

from typing import Any

import msgspec

from shared.catalogue import Definition, Fact
from tests.samples import EVERY_FACT

SOURCE = "housing-bureau"
TIME = "2026-07-01T09:30:00+08:00"
ACTOR = "张伟"


def example_of(definition: Definition) -> Fact:
    """The fact that the example proposes."""
    return EVERY_FACT[definition.name]


def data_of(part: Any) -> dict[str, Any]:
    """A fact, or a part of one, as it is sent."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(part))
    return data


def message(definition: Definition) -> dict[str, Any]:
    """The example in the plain form."""
    return {
        "id": f"{definition.message}-1",
        "time": TIME,
        "actor": ACTOR,
        "data": data_of(example_of(definition)),
    }


def cloud_event(definition: Definition) -> dict[str, Any]:
    """The same as a CloudEvent, structured."""
    return {"specversion": "1.0", "source": SOURCE, "type": definition.name, **message(definition)}
