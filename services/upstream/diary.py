"""The diary of a simulated year: every message, laid into the month and the phase in which it is sent.

    opening ► week 1 ► week 2 ► week 3 ► week 4 (reports) ► turn (next month begins) ► late ► close

Whoever sends a phase waits for its receipts before the next one, as people do who sort their work every week; so no
message may depend on another one of its own phase.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from random import Random

from services.upstream.message import Message
from services.upstream.sites import month_at
from shared.catalogue import Fact, definition_of
from shared.catalogue.values import Month

BEIJING = timezone(timedelta(hours=8))
OFFICE_OPENS = time(8, 30)
OFFICE_MINUTES = 540


class Stage(StrEnum):
    """What a phase of a month is for, in the order of the month."""

    CONTEST = "contest"
    RULEBOOK = "rulebook"
    LIST = "list"
    WEEK_1 = "week-1"
    WEEK_2 = "week-2"
    WEEK_3 = "week-3"
    WEEK_4 = "week-4"
    TURN = "turn"
    LATE = "late"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Phase:
    """Messages that are sent together, in the order of their times."""

    month: Month
    stage: Stage
    messages: tuple[Message, ...]


def stage_of(day: date) -> Stage:
    """The phase in which something is sent that is sent on this day; the first days belong to the month before."""
    for last, stage in ((5, Stage.LATE), (10, Stage.WEEK_1), (17, Stage.WEEK_2), (23, Stage.WEEK_3)):
        if day.day <= last:
            return stage
    return Stage.WEEK_4


class Diary:
    """Takes messages in any order and gives them back by phase."""

    def __init__(self, random: Random, year: int) -> None:
        self.random = random
        self.year = year
        self._pages: dict[tuple[Month, Stage], list[Message]] = {}

    def month(self, index: int) -> Month:
        """The month with this number, counted from 0 in January."""
        return month_at(self.year, index)

    def day(self, index: int, day: int) -> date:
        """A day of the month with this number."""
        return date(self.year + index // 12, index % 12 + 1, day)

    def at(self, day: date) -> datetime:
        """Some time of that day at which an office is open."""
        opens = datetime.combine(day, OFFICE_OPENS, BEIJING)
        return opens + timedelta(minutes=self.random.randrange(OFFICE_MINUTES))

    def tell(self, day: date, source: str, message_id: str, fact: Fact, actor: str | None = None) -> None:
        """A source proposes a fact on a day."""
        message = Message(source, definition_of(fact).message, message_id, self.at(day), fact, actor)
        stage = stage_of(day)
        index = (day.year - self.year) * 12 + day.month - (2 if stage is Stage.LATE else 1)
        self.put(index, stage, message)

    def put(self, index: int, stage: Stage, message: Message) -> None:
        """Lay a message into a phase of the month with this number, counted from 0."""
        self._pages.setdefault((self.month(index), stage), []).append(message)

    def page(self, index: int, stage: Stage) -> tuple[Message, ...]:
        """What is sent in a phase."""
        told = self._pages.get((self.month(index), stage), [])
        return tuple(sorted(told, key=lambda message: (message.time, message.id)))

    def phases(self, months: int) -> Iterator[Phase]:
        """The first months, phase by phase; phases in which nothing is sent are left out."""
        for index in range(months):
            for stage in Stage:
                if messages := self.page(index, stage):
                    yield Phase(self.month(index), stage, messages)
