"""What a refusal code means, once for all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One stable code: programs branch on it, so it is never renamed and never given another meaning."""

    code: str
    messages: str
    """Which messages can be refused so: names or globs, parted by blanks."""
    meaning: str
    meaning_zh: str
    remedy: str
    """What the sender does about it."""
    remedy_zh: str
