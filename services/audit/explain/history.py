"""What was heard of a project up to a close, and how a fact of it is told as the source of a figure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from services.scoring.record import Now, Record
from services.scoring.record.plan import Plan
from shared.catalogue import Fact
from shared.catalogue.values import Month, last_day, month_after
from shared.envelope import Logged

Told = Decimal | date | str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A fact of the project, heard while the calendar stood at `now`."""

    logged: Logged
    now: Now

    @property
    def fact(self) -> Fact:
        """What was said."""
        return self.logged.entry.fact

    @property
    def position(self) -> int:
        """Where it stands on the log."""
        return self.logged.position


@dataclass(frozen=True, slots=True)
class Source:
    """A fact behind an indicator: where it stands, who said it and when, and what it says to the purpose."""

    position: int
    fact: Fact
    actor: str
    source: str
    occurred_at: datetime
    told: tuple[tuple[str, Told], ...] = ()
    """Figures and days by name."""

    def telling(self, told: tuple[tuple[str, Told], ...]) -> "Source":
        """The same fact, telling more."""
        return replace(self, told=(*self.told, *(pair for pair in told if pair not in self.told)))


@dataclass(frozen=True, slots=True)
class History:
    """What was heard of a project up to a close, in order, and the record that followed from it."""

    heard: Sequence[Heard]
    record: Record
    month: Month

    @property
    def end(self) -> date:
        """The last day of the month: an indicator looks at the project on it."""
        return last_day(self.month)

    def plan(self, *, original: bool) -> Plan:
        """The plan in force, or the original one."""
        return self.record.original if original else self.record.current

    def last(self, sets: Callable[[Fact], bool]) -> Iterator[Heard]:
        """The last fact that set something, if any did."""
        return iter([heard for heard in self.heard if sets(heard.fact)][-1:])

    def counts_in(self, heard: Heard) -> Month:
        """The month in whose close it shows what was heard then."""
        closed, since = heard.now.closed, self.record.since
        return max(since, month_after(closed)) if closed else since


Aspect = Callable[[History], Iterator[Source]]
"""Something that an indicator is made from: the facts that tell it."""


def source(heard: Heard, **told: Told) -> Source:
    """A fact as a source of what it tells."""
    logged, entry = heard.logged, heard.logged.entry
    return Source(logged.position, entry.fact, entry.actor, entry.source, entry.occurred_at, tuple(told.items()))
