"""Where each aggregate's subject ends, as far as this process has seen.

A writer needs the sequence of the aggregate's last event to guard the next one. What was read or written before tells
it, and the log only grows, so a remembered head can be out of date but never ahead. Hence two rules: a head decides
what a write may expect, and only a head that was just looked up decides that a write is in conflict.
"""

from collections import OrderedDict
from typing import Final, NamedTuple

REMEMBERED: Final = 100_000


class Head(NamedTuple):
    """The last event of an aggregate: its version and its sequence on the log."""

    version: int
    sequence: int


class Heads:
    """A bounded memory of heads; what was not used for longest is forgotten."""

    def __init__(self) -> None:
        self._heads: OrderedDict[str, Head] = OrderedDict()

    def get(self, subject: str) -> Head | None:
        return self._heads.get(subject)

    def learn(self, subject: str, head: Head) -> None:
        known = self._heads.get(subject)
        if known is None or known.sequence < head.sequence:
            self._heads[subject] = head
        self._heads.move_to_end(subject)
        if len(self._heads) > REMEMBERED:
            self._heads.popitem(last=False)

    def replace(self, subject: str, head: Head | None) -> None:
        """Believe what was just looked up, whatever was believed before."""
        self._heads.pop(subject, None)
        if head is not None:
            self.learn(subject, head)
