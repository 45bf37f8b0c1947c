"""Letters: a message from upstream as it comes off the inbox, and how it is read.

    plain JSON            {"id", "time"?, "actor"?, "data"}
    CloudEvents 1.0 JSON  {"specversion": "1.0", "id", "source", "type", "time"?, "actor"?, "data"}
    CloudEvents binary    the same attributes as headers `ce-id`, `ce-source`, ...; the body is `data`

Reading checks everything that can be told from the letter alone - size, JSON, id, kind, and the fact's own definition -
and gives a proposal, or raises `Refused` naming field, value and rule.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from shared.catalogue import DEFINITIONS, RETIRED, Definition, Fact
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
SIGNATURE = "Redcard-Signature"
"""Header in which a sender may give its signature of the body."""
CLOUD_EVENT = "ce-"
"""How the headers begin that are attributes of a CloudEvent in binary mode."""
STRUCTURED = "application/cloudevents+json"

F = TypeVar("F")


def _iso(time: object) -> datetime:
    """Pydantic would take digits for seconds since 1970, and `20260105` for a day in August of that year."""
    if not isinstance(time, str) or (moment := datetime.fromisoformat(time)).tzinfo is None:
        raise ValueError("not a time with its offset")
    return moment


Time = Annotated[AwareDatetime, BeforeValidator(_iso)]


@dataclass(frozen=True)
class Letter:
    """A message as it came off the inbox."""

    subject: str
    body: bytes
    sequence: int
    """Its place in the inbox."""
    received_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What its sender wrote on it, names in lower case."""

    @cached_property
    def attributes(self) -> dict[str, str] | None:
        """The attributes of a CloudEvent in binary mode; none where the body holds everything."""
        found = {
            name.removeprefix(CLOUD_EVENT): value
            for name, value in self.headers.items()
            if name.startswith(CLOUD_EVENT)
        }
        return found or None

    @property
    def signature(self) -> str | None:
        """The signature of the body, if its sender gave one."""
        return self.headers.get(SIGNATURE.lower())

    @cached_property
    def key(self) -> str:
        """`<source>/<id>`; without a usable id or source it is called `_inbox-<sequence>`, which no id can be."""
        try:
            usable = _ID.validate_python(self._id())
        except (ValueError, LookupError, TypeError, RecursionError):
            usable = f"_inbox-{self.sequence}"
        return f"{self.source}/{usable}"

    def _id(self) -> object:
        if self.source == UNKNOWN or len(self.body) > MAX_BODY:
            return None
        return self.attributes["id"] if self.attributes else json.loads(self.body)["id"]

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
    subject: str | None = None
    dataschema: str | None = None
    traceparent: str | None = None
    tracestate: str | None = None
    data: F


def _model(cls: Any) -> type[Message[Any]]:
    return Message[cls]


_MODELS = {message: _model(definition.cls) for message, definition in PROPOSABLE.items()}
_DATA: dict[str, TypeAdapter[Any]] = {
    message: TypeAdapter(definition.cls) for message, definition in PROPOSABLE.items()
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter that could be read: a fact that its sender wants recorded."""

    fact: Fact
    origin: Origin
    names_itself: bool
    """Whether the message says its own type and source, and so cannot be taken for another's."""


def definition_for(kind: str) -> Definition | None:
    """What a message of this name proposes; messages of older versions propose what the newest one does."""
    while kind in RETIRED:
        kind = RETIRED[kind][0]
    return PROPOSABLE.get(kind)


def read(letter: Letter) -> Proposal:
    """Read a letter; raises `Refused`."""
    if letter.source == UNKNOWN:
        rule = "the token behind redcard.in names you: 1 to 64 letters (a-z), digits, _ and -, a letter or digit first"
        raise Refused("bad-source", "subject", letter.subject, rule)
    definition = definition_for(letter.kind)
    if definition is None:
        near = get_close_matches(letter.kind, (*PROPOSABLE, *RETIRED), n=1, cutoff=0)[0]
        rule = f"no message is called so; the nearest is {near}: mend the last token of the subject"
        raise Refused("unknown-message", "subject", letter.subject, rule)
    if len(letter.body) > MAX_BODY:
        raise Refused(
            "too-large",
            "",
            f"{len(letter.body)} bytes",
            f"a message has at most {MAX_BODY} bytes: send evidence by reference",
        )
    message = _parse(definition, letter)
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
        names_itself=message.type is not None and message.source is not None,
    )


def _parse(definition: Definition, letter: Letter) -> Message[Any]:
    model = _MODELS[definition.message]
    body = _lifted(letter)
    try:
        if letter.attributes is None:
            return model.model_validate_json(body, strict=True)
        data = _DATA[definition.message].validate_json(body, strict=True)
    except ValidationError as error:
        raise refusal(error, within="" if letter.attributes is None else "data") from None
    try:
        return model.model_validate({**letter.attributes, "data": data}, strict=True)
    except ValidationError as error:
        raise refusal(error, header=CLOUD_EVENT) from None


def _lifted(letter: Letter) -> bytes:
    """The body as the newest version of its message has it."""
    kind, body = letter.kind, letter.body
    if kind not in RETIRED:
        return body
    try:
        whole = json.loads(body)
        data = whole if letter.attributes else whole["data"]
        while kind in RETIRED:
            kind, lift = RETIRED[kind]
            data = lift(data)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Refused("bad-value", "data", "", f"this is not what {letter.kind} looks like: see its schema") from None
    return json.dumps(data if letter.attributes else {**whole, "data": data}).encode()


def _check_attributes(message: Message[Any], definition: Definition, letter: Letter) -> None:
    header = CLOUD_EVENT if letter.attributes else ""
    if header or letter.headers.get("content-type", "").startswith(STRUCTURED):
        for name in ("specversion", "source", "type"):
            if getattr(message, name) is None:
                raise Refused("missing-field", f"{header}{name}", "", f"a CloudEvent says its {name}: add it")
    if message.type is not None and message.type != definition.name:
        rule = f"the subject says {definition.name}: send both alike"
        raise Refused("wrong-type", f"{header}type", message.type, rule)
    if message.source is not None and message.source != letter.source:
        rule = f"the subject says {letter.source}: send both alike"
        raise Refused("wrong-source", f"{header}source", message.source, rule)
    if message.time and message.time > letter.received_at + AHEAD:
        rule = f"not after it was received, at {letter.received_at.isoformat()}"
        raise Refused("future-time", f"{header}time", message.time.isoformat(), rule)
