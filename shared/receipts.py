"""The receipt: what a sender hears of a message. Made from what is on the log, so a repeat gets the same one."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
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


class Discarded(BaseModel):
    """The message could not be decided, and a person gave it up: the last word on it."""

    model_config = ConfigDict(frozen=True)

    outcome: Literal["discarded"] = "discarded"
    source: str
    message_id: str
    positions: tuple[int, ...]
    """Where it stands on the log that it was given up."""
    reason: str


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
    discarded: str | None = None
    """The reason for which the message was given up."""
    sha256: str = ""
    """Digest of the body that was given up: another message under its id is none of it."""

    def concerns(self, body: bytes) -> bool:
        """Whether it answers the message with this body; all answers do but one that gave up another body."""
        return self.discarded is None or self.sha256 == sha256(body).hexdigest()


Receipt = Annotated[Accepted | Rejected | SetAside | Discarded, Field(discriminator="outcome")]


def receipt_of(message: str, answers: Sequence[Answer]) -> Accepted | Rejected | Discarded:
    """The receipt of the message `<source>/<id>`: what the log said of it first stays said."""
    source, _, message_id = message.rpartition("/")
    refused, given_up = answers[0].refused, answers[0].discarded
    if given_up is not None:
        return Discarded(source=source, message_id=message_id, positions=(answers[0].position,), reason=given_up)
    positions = tuple(answer.position for answer in answers if answer.discarded is None)
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
