"""Letters: a message from upstream as it comes off the inbox, and how it is read.

Reading checks everything that can be told from the letter alone - size, JSON, id, kind, and the fact's own definition -
and gives a proposal, or raises `Refused` naming field, value and rule.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from shared.catalogue import DEFINITIONS, Definition, Fact
from shared.catalogue.values import TOKEN, Text
from shared.deciding import Refused
from shared.envelope import Origin
from shared.wording import refusal

MAX_BODY = 1024 * 1024
"""Bytes of a body that the door reads: 1 MiB."""
AHEAD = timedelta(minutes=5)
"""How far a sender's clock may be ahead of ours."""

UNKNOWN = "_unknown"
MESSAGE_ID = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$"
MessageId = Annotated[
    str, Field(pattern=MESSAGE_ID, description="the sender's own id; the same id is the same message")
]
_ID: TypeAdapter[str] = TypeAdapter(MessageId)
PROPOSABLE = {definition.message: definition for definition in DEFINITIONS.values() if definition.proposed}
"""Every message that upstream systems may send, by the last token of its subject."""

F = TypeVar("F")


def _iso(time: object) -> datetime:
    """Pydantic would take digits for seconds since 1970, and `20260105` for a day in August of that year."""
    if not isinstance(time, str) or (moment := datetime.fromisoformat(time)).tzinfo is None:
        raise ValueError("not a time with its offset")
    return moment


Time = Annotated[AwareDatetime, BeforeValidator(_iso)]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it came off the inbox."""

    subject: str
    body: bytes
    sequence: int
    """Its place in the inbox."""
    received_at: datetime
    reply_to: str | None = None

    @property
    def source(self) -> str:
        """The sender: the token behind `redcard.in`; `_unknown`, which nobody can be called, where it is not usable."""
        token = self.subject.split(".")[2]
        return token if re.fullmatch(TOKEN, token) else UNKNOWN

    @property
    def kind(self) -> str:
        """The rest of the subject: the message's name."""
        return ".".join(self.subject.split(".")[3:])


class Message(BaseModel, Generic[F]):
    """The body of a letter: plain JSON, with the names that CloudEvents uses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: MessageId
    time: Time | None = None
    """When it happened, with offset; the time of receipt where it is left out."""
    actor: Text | None = None
    """The person who says so; the source where it is left out."""
    specversion: Literal["1.0"] | None = None
    type: str | None = None
    source: str | None = None
    datacontenttype: Literal["application/json"] | None = None
    data: F


def _model(cls: Any) -> type[Message[Any]]:
    return Message[cls]


_MODELS = {message: _model(definition.cls) for message, definition in PROPOSABLE.items()}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter that could be read: a fact that its sender wants recorded."""

    fact: Fact
    origin: Origin


def read(letter: Letter) -> Proposal:
    """Read a letter; raises `Refused`."""
    if letter.source == UNKNOWN:
        rule = "the token behind redcard.in names you: 1 to 64 letters (a-z), digits, _ and -, a letter or digit first"
        raise Refused("bad-source", "subject", letter.subject, rule)
    definition = PROPOSABLE.get(letter.kind)
    if definition is None:
        known = ", ".join(sorted(PROPOSABLE))
        raise Refused("unknown-message", "subject", letter.subject, f"the last token must be one of: {known}")
    if len(letter.body) > MAX_BODY:
        raise Refused(
            "too-large",
            "",
            f"{len(letter.body)} bytes",
            f"a message has at most {MAX_BODY} bytes: send evidence by reference",
        )
    message = _parse(definition, letter.body)
    _check_attributes(message, definition, letter)
    said = f"{letter.source}/{message.id}"
    return Proposal(
        fact=message.data,
        origin=Origin(
            actor=message.actor or letter.source,
            source=letter.source,
            causation=said,
            correlation=said,
            occurred_at=message.time or letter.received_at,
        ),
    )


def message_key(letter: Letter) -> str:
    """`<source>/<id>`; a letter without a usable id or source is called `_inbox-<sequence>`, which no id can be."""
    readable = letter.source != UNKNOWN and len(letter.body) <= MAX_BODY
    try:
        usable = _ID.validate_python(json.loads(letter.body)["id"] if readable else None)
    except (ValueError, LookupError, TypeError, RecursionError):
        usable = f"_inbox-{letter.sequence}"
    return f"{letter.source}/{usable}"


def _parse(definition: Definition, body: bytes) -> Message[Any]:
    try:
        return _MODELS[definition.message].model_validate_json(body, strict=True)
    except ValidationError as error:
        raise refusal(error) from None


def _check_attributes(message: Message[Any], definition: Definition, letter: Letter) -> None:
    if message.type is not None and message.type != definition.name:
        raise Refused("wrong-type", "type", message.type, f"the subject says {definition.name}: send both alike")
    if message.source is not None and message.source != letter.source:
        raise Refused("wrong-source", "source", message.source, f"the subject says {letter.source}: send both alike")
    if message.time and message.time > letter.received_at + AHEAD:
        received = letter.received_at.isoformat()
        raise Refused("future-time", "time", message.time.isoformat(), f"not after it was received, at {received}")
