"""Parking: how a letter that no door could decide is kept in PARKED, and how it goes back to the inbox.

redcard.parked.<service>.<inbox sequence>     the body, byte for byte, and the sender's own headers with
    Redcard-Subject    the inbox subject it came on
    Redcard-Message    <source>/<id>
    Redcard-Received   when it came
    Redcard-Attempts   how often it was tried, the letters before it counted that were parked and sent again
    Redcard-Error      what stopped it last
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

from shared.letters import CLOUD_EVENT, Letter
from shared.subjects import PARK

SUBJECT, MESSAGE, RECEIVED = "Redcard-Subject", "Redcard-Message", "Redcard-Received"
ATTEMPTS, ERROR = "Redcard-Attempts", "Redcard-Error"
OURS = frozenset(name.lower() for name in (SUBJECT, MESSAGE, RECEIVED, ATTEMPTS, ERROR))
"""Headers that we write; what a sender wrote under these names is not kept."""
_MOST_ERROR = 1_000


def place_of(service: str, sequence: int) -> str:
    """Where a service parks the letter with this sequence of the inbox."""
    return f"{PARK}.{service}.{sequence}"


def wrapped(letter: Letter, error: str) -> dict[str, str]:
    """The headers under which a letter is parked."""
    return {
        **{name: _on_the_wire(name, value) for name, value in unwrapped(letter.headers).items()},
        SUBJECT: letter.subject,
        MESSAGE: letter.key,
        RECEIVED: letter.received_at.isoformat(),
        ATTEMPTS: str(attempts(letter.headers) + 1),
        ERROR: " ".join(error.split())[:_MOST_ERROR],
    }


def unwrapped(headers: Mapping[str, str]) -> dict[str, str]:
    """The sender's own headers, to be sent again with its body."""
    return {name: value for name, value in headers.items() if name.lower() not in OURS}


def attempts(headers: Mapping[str, str]) -> int:
    """How often a letter was tried before; 0 where a sender wrote anything but a small number there."""
    said = next((value for name, value in headers.items() if name.lower() == ATTEMPTS.lower()), "0")
    return int(said) if re.fullmatch(r"[0-9]{1,6}", said) else 0


def _on_the_wire(name: str, value: str) -> str:
    """A header as it was sent: see `shared.inbox`."""
    return quote(value, safe=" !#$&'()*+,-./:;<=>?@[]^_`{|}~") if name.startswith(CLOUD_EVENT) else value
