"""The receipt: what a sender hears of a message. Made from what is on the log, so a repeat gets the same one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.deciding import Refused


class Accepted(BaseModel):
    """The message was recorded."""

    model_config = ConfigDict(frozen=True)

    outcome: Literal["accepted"] = "accepted"
    source: str
    message_id: str
    positions: tuple[int, ...]
    """Where its facts stand on the log."""


class Rejected(BaseModel):
    """The message was refused; `rule` says what to do."""

    model_config = ConfigDict(frozen=True)

    outcome: Literal["refused"] = "refused"
    source: str
    message_id: str
    positions: tuple[int, ...]
    """Where the refusal stands on the log."""
    code: str
    field: str
    value: str
    rule: str


class SetAside(BaseModel):
    """The message could not be decided, through no fault of its sender's: it is kept, and people look at it."""

    model_config = ConfigDict(frozen=True)

    outcome: Literal["parked"] = "parked"
    source: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry with which the log answers a message."""

    position: int
    refused: Refused | None


Receipt = Annotated[Accepted | Rejected | SetAside, Field(discriminator="outcome")]


def receipt_of(message: str, answers: Sequence[Answer]) -> Accepted | Rejected:
    """The receipt of the message `<source>/<id>`."""
    source, _, message_id = message.rpartition("/")
    positions = tuple(answer.position for answer in answers)
    refused = answers[0].refused
    if refused is None:
        return Accepted(source=source, message_id=message_id, positions=positions)
    return Rejected(
        source=source,
        message_id=message_id,
        positions=positions,
        code=refused.code,
        field=refused.field,
        value=refused.value,
        rule=refused.rule,
    )
