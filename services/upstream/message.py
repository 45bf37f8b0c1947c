"""A message: what a system outside says to redcard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.catalogue import Fact


@dataclass(frozen=True, slots=True)
class Message:
    """A proposed fact under an id of its sender's own, or something broken in its place."""

    source: str
    kind: str
    """Name of the proposed fact as a subject token: `progress-reported`."""
    id: str
    time: datetime
    data: Fact | Mapping[str, Any]
    actor: str | None = None
    body: bytes | None = None
    """Sent as it is, in place of everything above but the subject."""
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Headers of its sender's: attributes of a CloudEvent in binary mode, a signature."""
