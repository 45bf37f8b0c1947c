"""A log in memory, for stories that need no more: facts stand on it in the order in which they are told."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Self

from shared.catalogue import Fact, stream_of
from shared.envelope import Logged, Origin, enclose
from shared.eventlog.mapper import encode
from shared.recording import Recording

MORNING = datetime(2026, 1, 1, 9, tzinfo=UTC)
"""When everything in these stories happens: time is what the log says, not what a clock does."""
MOST_ROUNDS = 1_000


def origin_of(number: int) -> Origin:
    """What the door writes on the message of this number."""
    said = f"bureau/m{number}"
    return Origin(actor="bureau", source="bureau", causation=said, correlation=said, occurred_at=MORNING)


class Log:
    """Entries in order; what a service says is appended as the service would append it."""

    def __init__(self, *facts: Fact) -> None:
        self.entries: list[Logged] = []
        self._versions: dict[str, int] = {}
        self.tell(*facts)

    @property
    def facts(self) -> list[Fact]:
        return [logged.entry.fact for logged in self.entries]

    def tell(self, *facts: Fact) -> None:
        for fact in facts:
            self.append([(fact, origin_of(len(self.entries) + 1))])

    def append(self, said: Sequence[tuple[Fact, Origin]]) -> None:
        for fact, origin in said:
            stream = stream_of(fact)
            self._versions[stream] = self._versions.get(stream, 0) + 1
            entry = enclose(fact, origin, self._versions[stream])
            self.entries.append(Logged(len(self.entries) + 1, MORNING, entry, encode(entry)))

    def copy(self) -> Self:
        """The same log, to go on with in another way."""
        other = type(self)()
        other.entries, other._versions = [*self.entries], {**self._versions}
        return other

    def settle_with(self, decide: Callable[[], Sequence[tuple[Fact, Origin]]]) -> None:
        """Append what is decided until nothing is."""
        for _ in range(MOST_ROUNDS):
            due = decide()
            if not due:
                return
            self.append(due)
        raise AssertionError(f"still something to say after {MOST_ROUNDS} rounds: {due}")


def tell(recording: Recording, *facts: Fact) -> None:
    """Put facts on a log, behind what it holds already, as other services would."""
    told = Log(*(logged.entry.fact for logged in recording.read_all()), *facts)
    recording.append([logged.entry for logged in told.entries[recording.head() :]])
