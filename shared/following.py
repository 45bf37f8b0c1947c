"""Following the log: views take in every entry in order, and decisions are appended once all is taken in.

        log ──► catch_up ──► views (states in memory, tables) ──► decide ──► append ──► log

A service never acts on an entry that passes by. It acts on the state it has reached at the head of the log, so a
replay fires nothing, a crash loses nothing, and doing it again finds nothing left to do.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Protocol
from uuid import UUID

from shared.catalogue import Fact, stream_of
from shared.catalogue.intake import MessageRefused, MessageSigned
from shared.envelope import Entry, Logged, Origin, enclose
from shared.projecting import Projection
from shared.recording import BATCH, CHUNK, Conflict, Recording

ATTEMPTS = 10
"""How often a decision is taken anew when others keep appending to the same streams."""
ATTEMPTS_AT_HEAD = 1_000
"""The same where anything at all that others append makes it be taken anew: a close is appended in many batches."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage: a close makes facts by the hundred thousand, and all of them are wanted."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
    """The last version of every stream of one service: what its next append has to follow.

    A refusal or a signature has a stream of its own, on which nothing follows, so nothing is kept of it.
    """

    def __init__(self, service: str) -> None:
        self.position = 0
        self._prefix = f"{service}."
        self._last: dict[str, int] = {}

    def take(self, entries: Sequence[Logged]) -> None:
        for logged in entries:
            single = isinstance(logged.entry.fact, MessageRefused | MessageSigned)
            if logged.entry.originator_id.startswith(self._prefix) and not single:
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


def _is_in_memory(view: View) -> bool:
    return not isinstance(view, Projection)


class Follower:
    """One service's hold on the log: its views, all at the same position, and the way to append."""

    def __init__(self, log: Recording, service: str, *views: View) -> None:
        self.log = log
        self.versions = Versions(service)
        # What says how far we have come is the last to move: a view that breaks down is behind, and is found behind.
        self.views: tuple[View, ...] = (*sorted(views, key=_is_in_memory), self.versions)
        self._untold: list[Logged] = []
        """What we appended and the tables have not heard yet."""

    @property
    def position(self) -> int:
        """How far the states have come."""
        return self.versions.position

    def start(self) -> None:
        """Check that every projection fits this log, and catch up; raises `LogMismatch`."""
        for view in self.views:
            if isinstance(view, Projection):
                view.check(self.log)
        self.catch_up()

    def catch_up(self) -> int:
        """Take in everything up to the head of the log; gives the position reached."""
        self.tell_tables()
        position = min(view.position for view in self.views)
        full = True
        while full and (chunk := self.log.read(position)):
            for view in self.views:
                ahead = [logged for logged in chunk if logged.position > view.position]
                if ahead:
                    view.take(ahead)
            position, full = chunk[-1].position, len(chunk) == CHUNK
        return position

    def append(self, said: Sequence[tuple[Fact, Origin]], *, after: int | None = None) -> list[Logged]:
        """Append facts, all or none, and take them in, the tables a little later; raises what the log raises."""
        return self._record(self.versions.enter(said), after)

    def tell_tables(self) -> None:
        """Have the tables take in what was appended: nobody who waits for an answer has to wait for them."""
        for table in self.views if self._untold else ():
            if isinstance(table, Projection):
                ahead = [one for one in self._untold if one.position > table.position]
                if ahead:
                    table.take(ahead)
        # Only now: a table that broke down is told again before anything is decided.
        self._untold = []

    def _record(self, entries: Sequence[Entry[Fact]], after: int | None = None) -> list[Logged]:
        logged = self.log.append(entries, after=after)
        if self.position == logged[0].position - 1:
            for view in self.views:
                if not isinstance(view, Projection):
                    view.take(logged)
            self._untold += logged
        else:
            self.catch_up()
        return logged

    def settle(self, decide: Callable[[], Iterable[tuple[Fact, Origin]]], *, at_head: bool = False) -> None:
        """Append what `decide` says of the state at the head, until it says nothing more.

        With `at_head` it has to come right behind what it was decided on: nothing at all was said since.
        A decision that is said again although it is on the log is an error, for it would be said for ever.
        """
        with _uncollected():
            self._settle(decide, at_head)

    def _settle(self, decide: Callable[[], Iterable[tuple[Fact, Origin]]], at_head: bool) -> None:
        conflicts, appended = 0, set[UUID]()
        attempts = ATTEMPTS_AT_HEAD if at_head else ATTEMPTS
        while conflicts < attempts:
            self.catch_up()
            entries = self.versions.enter(list(islice(decide(), BATCH)))
            if not entries:
                return
            if again := next((entry for entry in entries if entry.id in appended), None):
                raise RuntimeError(f"{again.originator_id}: decided again although it is on the log: {again.fact}")
            try:
                self._record(entries, self.position if at_head else None)
            except Conflict:
                conflicts += 1
            else:
                appended.update(entry.id for entry in entries)
        raise Conflict(f"gave up after {attempts} attempts: others keep appending first")
