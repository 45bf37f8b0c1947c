"""Originator ids as subjects, and back.

A `str` id is a dotted path and keeps its dots: `intake.project.P0142` is recorded on
`redcard.log.intake.project.P0142`. Within a token every character but letters, digits, `_`, `-` and `~` is
percent-escaped, and an empty token is a lone `%`, so any text makes a legal subject and comes back unchanged.

A `UUID` is its text form. A `str` that looks just like that has its first character escaped, so a whole path that is
a UUID's text is a `UUID` and everything else is a `str`: the type comes back too, without a header.
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote
from uuid import UUID

from eventsourcing.persistence import DataError

MAX_SUBJECT: Final = 1_000  # The server allows 4,096 bytes for a whole control line, and clients cannot split one.

_UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_EMPTY = "%"


@lru_cache(maxsize=65_536)
def subject_of(prefix: str, originator_id: UUID | str) -> str:
    """The literal subject that holds the events of one aggregate."""
    subject = f"{prefix}.{originator_id if isinstance(originator_id, UUID) else _path_of(originator_id)}"
    if len(subject) > MAX_SUBJECT:
        raise DataError(
            f"originator id makes a subject of {len(subject)} characters, at most {MAX_SUBJECT} fit: {subject[:60]}..."
        )
    return subject


@lru_cache(maxsize=65_536)
def originator_of(prefix: str, subject: str) -> UUID | str:
    """The originator id whose events a subject holds."""
    path = subject[len(prefix) + 1 :]
    if _UUID_TEXT.fullmatch(path):
        return UUID(path)
    return ".".join("" if token == _EMPTY else unquote(token) for token in path.split("."))


def _path_of(text: str) -> str:
    if _UUID_TEXT.fullmatch(text):
        return f"%{ord(text[0]):02X}{text[1:]}"
    return ".".join(_token_of(token) for token in text.split("."))


def _token_of(token: str) -> str:
    return quote(token, safe="") if token else _EMPTY
