"""The catalogue: every fact that redcard records, by the service that records it. THE page to read first.

`docs/facts.md` is generated from these definitions.
"""

from shared.catalogue import escalation, intake, scoring
from shared.catalogue.fact import (
    DEFINITIONS,
    RETIRED,
    Definition,
    Fact,
    UnknownFactError,
    definition_of,
    stream_of,
    upcast,
)

__all__ = [
    "DEFINITIONS",
    "RETIRED",
    "Definition",
    "Fact",
    "UnknownFactError",
    "definition_of",
    "escalation",
    "intake",
    "scoring",
    "stream_of",
    "upcast",
]
