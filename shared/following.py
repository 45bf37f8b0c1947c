"""Following the log: views take in every entry in order, and decisions are appended once all is taken in.

        log ──► catch_up ──► views (states in memory, tables) ──► decide ──► append ──► log

A service never acts on an entry that passes by. It acts on the state it has reached at the head of the log, so a
replay fires nothing, a crash loses nothing, and doing it again finds nothing left to do.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Protocol
from uuid import UUID

from shared.catalogue import Fact, stream_of
from shared.envelope import Entry, Logged, Origin, enclose
from shared.projecting import Projection
from shared.recording import BATCH, CHUNK, Conflict, Recording

ATTEMPTS = 10
"""How often a decision is taken anew when others keep appending first."""


class View(Protocol):
    """Anything that takes in the log: a state in memory, or a table with its position."""

    position: int

    def take(self, entries: Sequence[Logged]) -> None:
        """Take in entries that follow `position`, and move it to the last of them."""


class Fold:
    """A state in memory, folded from the first entry on."""

    def __init__(self, evolve: Callable[[Logged], None]) -> None:
        self.position = 0
        self._evolve = evolve

    def take(self, entries: Sequence[Logged]) -> None:
        for logged in entries:
            self._evolve(logged)
            self.position = logged.position


class Versions:
    """The last version of every stream of one service: what its next append has to follow."""

    def __init__(self, service: str) -> None:
        self.position = 0
        self._prefix = f"{service}."
        self._last: dict[str, int] = {}

    def take(self, entries: Sequence[Logged]) -> None:
        for logged in entries:
            if logged.entry.originator_id.startswith(self._prefix):
                self._last[logged.entry.originator_id] = logged.entry.originator_version
        self.position = entries[-1].position

    def enter(self, said: Sequence[tuple[Fact, Origin]]) -> list[Entry[Fact]]:
        """Facts in their envelopes, each at the place that follows the last of its stream."""
        drafted: dict[str, int] = {}
        entries = []
        for fact, origin in said:
            stream = stream_of(fact)
            drafted[stream] = drafted.get(stream, self._last.get(stream, 0)) + 1
            entries.append(enclose(fact, origin, drafted[stream]))
        return entries


class Follower:
    """One service's hold on the log: its views, all at the same position, and the way to append."""

    def __init__(self, log: Recording, service: str, *views: View) -> None:
        self.log = log
        self.versions = Versions(service)
        self.views: tuple[View, ...] = (self.versions, *views)

    def start(self) -> None:
        """Check that every projection fits this log, and catch up; raises `LogMismatch`."""
        for view in self.views:
            if isinstance(view, Projection):
                view.check(self.log)
        self.catch_up()

    def catch_up(self) -> int:
        """Take in everything up to the head of the log; gives the position reached."""
        position = min(view.position for view in self.views)
        full = True
        while full and (chunk := self.log.read(position)):
            for view in self.views:
                ahead = [logged for logged in chunk if logged.position > view.position]
                if ahead:
                    view.take(ahead)
            position, full = chunk[-1].position, len(chunk) == CHUNK
        return position

    def settle(self, decide: Callable[[], Sequence[tuple[Fact, Origin]]]) -> None:
        """Append what `decide` says of the state at the head, until it says nothing more.

        A decision that is said again although it is on the log is an error, for it would be said for ever.
        """
        conflicts, appended = 0, set[UUID]()
        while conflicts < ATTEMPTS:
            self.catch_up()
            entries = self.versions.enter(list(islice(decide(), BATCH)))
            if not entries:
                return
            if again := next((entry for entry in entries if entry.id in appended), None):
                raise RuntimeError(f"{again.originator_id}: decided again although it is on the log: {again.fact}")
            try:
                self.log.append(entries)
            except Conflict:
                conflicts += 1
            else:
                appended.update(entry.id for entry in entries)
        raise Conflict(f"gave up after {ATTEMPTS} attempts: others keep appending to the same streams")
