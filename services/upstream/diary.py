"""The diary of a simulated year: every message at its time, laid into the phases in which they are sent.

    ... Tuesday's messages, Wednesday begins | Wednesday's, until an objection is decided | more, Thursday begins ...

Whoever sends a phase waits for its receipts, and until everything that follows from it is decided, before the next
one; so no message may depend on another one of its own phase. A phase goes to one door. It ends with whatever may make
a service decide something: then the log has the same order however fast anybody is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from random import Random

from services.upstream.almanac import Almanac
from services.upstream.message import Message
from shared.catalogue import Fact, definition_of
from shared.catalogue.intake import ContestOpened, DayBegun, IssueSentExpress, MonthClosed, MonthOpened, WorkdaysSet

BEIJING = timezone(timedelta(hours=8))
OFFICE_OPENS = time(8, 30)
OFFICE_MINUTES = 540
MIDNIGHT = time(0)
INTAKE = "intake"
CalendarFact = ContestOpened | WorkdaysSet | MonthOpened | MonthClosed | DayBegun
Decisive = CalendarFact | IssueSentExpress
"""What services decide upon at once."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Messages that are sent together, in the order of their times."""

    day: date
    """The day on which the first of them is sent."""
    messages: tuple[Message, ...]


class Diary:
    """Takes messages in any order and gives them back by phase."""

    def __init__(self, random: Random, almanac: Almanac) -> None:
        self.random = random
        self.almanac = almanac
        self.stopped: set[str] = set()
        """Issues whose clocks stand still for a time: whatever is said of them may move a deadline."""
        self._told: list[tuple[datetime, Message]] = []

    def at(self, day: date) -> datetime:
        """Some time of that day at which an office is open."""
        return moment(day, OFFICE_OPENS) + timedelta(minutes=self.random.randrange(OFFICE_MINUTES))

    def tell(self, day: date, source: str, message_id: str, fact: Fact, actor: str | None = None) -> None:
        """A source proposes a fact on a day; on the next working day where offices are closed."""
        self.tell_at(self.at(self.almanac.worked(day)), source, message_id, fact, actor)

    def tell_at(self, when: datetime, source: str, message_id: str, fact: Fact, actor: str | None = None) -> None:
        """A source proposes a fact at this very time."""
        self.send(when, Message(source, definition_of(fact).message, message_id, when, fact, actor))

    def send(self, when: datetime, message: Message) -> None:
        """A message is sent, perhaps later than it was written."""
        self._told.append((when, message))

    def sent(self, first: date, last: date) -> list[Message]:
        """What is sent on these days, in order."""
        return [message for when, message in self._in_order() if first <= when.date() <= last]

    def phases(self, until: date) -> Iterator[Phase]:
        """Everything up to the beginning of a day, phase by phase."""
        together: list[tuple[datetime, Message]] = []
        for when, message in self._in_order():
            if when > moment(until, MIDNIGHT):
                break
            others = door_of(message) != INTAKE
            if together and others:
                yield _phase(together)
                together = []
            together.append((when, message))
            if others or self._is_decisive(message):
                yield _phase(together)
                together = []
        if together:
            yield _phase(together)

    def _is_decisive(self, message: Message) -> bool:
        return isinstance(message.data, Decisive) or getattr(message.data, "issue", None) in self.stopped

    def _in_order(self) -> list[tuple[datetime, Message]]:
        return sorted(self._told, key=lambda told: told[0])


def moment(day: date, clock: time) -> datetime:
    """A time of a day, where the district is."""
    return datetime.combine(day, clock, BEIJING)


def door_of(message: Message) -> str:
    """The service that decides a message; intake also gets what nobody can read."""
    return INTAKE if isinstance(message.data, Mapping) else definition_of(message.data).service


def _phase(together: list[tuple[datetime, Message]]) -> Phase:
    return Phase(together[0][0].date(), tuple(message for _, message in together))
