"""Metrics: what a service counts and measures, for Prometheus to collect on `GET /metrics`.

    received = accepted + refused + parked + repeated

Letters are counted by their place in the inbox, each once when it is read and once when it is answered, however often a
failure has the same letters read again; so a difference between the two sides is what is being decided right now.
Counters begin at 0 with the process, and letters that a crash left unacknowledged are counted by the next process too.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from shared.letters import Letter

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
REPEATED = "repeated"
OUTCOMES: Final = ("accepted", "refused", "parked", REPEATED)
"""What can become of a letter; repeated: its message was answered before, and gets the same receipt again."""
_SIZES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
_SECONDS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """The metrics of one service's door."""

    def __init__(self, service: str, log_position: Callable[[], int]) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        of = ("service",)
        letters = Counter("redcard_letters", "Letters answered, by outcome", (*of, "outcome"), registry=registry)
        received = Counter("redcard_letters_received", "Letters read from the inbox", of, registry=registry)
        sizes = Histogram("redcard_batch_letters", "Letters decided together", of, registry=registry, buckets=_SIZES)
        seconds = Histogram(
            "redcard_decision_seconds", "From letters to facts on the log", of, registry=registry, buckets=_SECONDS
        )
        inbox = Gauge("redcard_inbox_position", "Inbox sequence up to which all is answered", of, registry=registry)
        log = Gauge("redcard_log_position", "Log position that the door has taken in", of, registry=registry)
        log.labels(service).set_function(log_position)
        self._outcomes = {outcome: letters.labels(service, outcome) for outcome in OUTCOMES}
        self._received, self._inbox = received.labels(service), inbox.labels(service)
        self._sizes, self._seconds = sizes.labels(service), seconds.labels(service)
        self._read_to = self._answered_to = 0

    def read(self, letters: Sequence[Letter]) -> None:
        """Letters came off the inbox."""
        self._received.inc(sum(letter.sequence > self._read_to for letter in letters))
        self._read_to = max([self._read_to, *(letter.sequence for letter in letters)])

    def decided(self, letters: Sequence[Letter], outcomes: Iterable[str], seconds: float) -> None:
        """A batch was decided; outcomes in the order of the letters."""
        for letter, outcome in zip(letters, outcomes, strict=True):
            if letter.sequence > self._answered_to:
                self._outcomes[outcome].inc()
        self._answered_to = max([self._answered_to, *(letter.sequence for letter in letters)])
        self._sizes.observe(len(letters))
        self._seconds.observe(seconds)

    def reached(self, sequence: int) -> None:
        """Everything up to this sequence of the inbox has its receipt."""
        self._inbox.set(sequence)

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self._registry)
