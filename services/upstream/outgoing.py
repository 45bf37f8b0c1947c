"""Outgoing: the messages of a file, each with its place in it, byte for byte as they will be sent.

    reports.json     one message, or an array of messages      reports.json, reports.json[0], reports.json[1], ...
    reports.jsonl    one message on each line                  reports.jsonl:1, reports.jsonl:2, ...

Nothing is mended on the way: what cannot be taken apart goes to the door as it is, which says what is wrong with it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

LINES: Final = (".jsonl", ".ndjson")
"""Endings of files that hold a message on each line, however broken."""
_BOM: Final = b"\xef\xbb\xbf"
_BLANK: Final = " \t\r\n"
_DECODER: Final = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: a file, and in it a line (from 1) or a place in an array (from 0)."""

    file: str
    line: int | None = None
    index: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}"
        return self.file if self.index is None else f"{self.file}[{self.index}]"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message of a file, and to whom it says that it belongs."""

    place: Place
    body: bytes
    id: str = ""
    source: str = ""
    """What the body says; empty where it does not."""
    kind: str = ""
    """Name of the message as a subject token, from the body's `type`; empty where it has none."""


def messages(file: str, content: bytes) -> list[Outgoing]:
    """The messages of a file."""
    content = content.removeprefix(_BOM)
    if content.lstrip().startswith(b"["):
        return [_outgoing(Place(file, index=index), body) for index, body in enumerate(_elements(content))]
    lines = [(number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip()]
    if file.endswith(LINES) or (len(lines) > 1 and _is_whole(lines[0][1])):
        return [_outgoing(Place(file, line=number), line.strip()) for number, line in lines]
    return [_outgoing(Place(file), content)]


def _is_whole(line: bytes) -> bool:
    """Whether a line is a message by itself, so that what follows it is another."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _elements(content: bytes) -> Iterator[bytes]:
    """The texts of an array's elements as they stand there; from where it is broken on, the rest is one of them."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        yield content
        return
    at = _skip(text, text.index("[") + 1)
    if text[at : at + 1] == "]" and not text[at + 1 :].strip(_BLANK):
        return
    while True:
        try:
            _, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = len(text)
        after = _skip(text, end)
        if text[after : after + 1] == "]" and not text[after + 1 :].strip(_BLANK):
            yield text[at:end].encode()
            return
        if text[after : after + 1] != ",":
            yield text[at:].encode()
            return
        yield text[at:end].encode()
        at = _skip(text, after + 1)


def _skip(text: str, at: int) -> int:
    """The place of the next character that is not blank."""
    while text[at : at + 1] in _BLANK and at < len(text):
        at += 1
    return at


def _outgoing(place: Place, body: bytes) -> Outgoing:
    try:
        said: Any = json.loads(body.decode())
    except (ValueError, RecursionError):
        said = None
    told = said if isinstance(said, dict) else {}
    name, source, type_ = (told[key] if isinstance(told.get(key), str) else "" for key in ("id", "source", "type"))
    return Outgoing(place, body, name, source, type_.replace(".", "-"))
