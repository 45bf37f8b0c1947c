"""The agenda of a simulated district's staff: what somebody will say on a later day, unless it is struck out before.

A note is about something - an order, an interview - by its position on the log; what is undone or overtaken is struck
out with all that was noted about it. Nobody answers on the day itself: whatever is noted, is for a later working day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.upstream.almanac import ONE_DAY, Almanac
from services.upstream.diary import OFFICE_OPENS, moment
from services.upstream.message import Message
from services.upstream.sites import Site
from shared.catalogue import Fact, definition_of


@dataclass(frozen=True, slots=True)
class _Note:
    day: date
    message: Message
    about: int


class Agenda:
    """What is noted for which day, in the order of days and of noting."""

    def __init__(self, almanac: Almanac, sites: Sequence[Site]) -> None:
        self.almanac = almanac
        self.sites: Mapping[str, Site] = {site.id: site for site in sites}
        self.today = almanac.day(0, 1)
        """The day that the log says has begun last."""
        self._notes: list[_Note] = []
        self._said: Counter[str] = Counter()

    def after(self, count: int) -> date:
        """The working day of this number after today."""
        return self.almanac.next(self.today, count)

    def before(self, day: date, count: int) -> date:
        """The working day of this number before a day; tomorrow where that is over."""
        while count > 0:
            day -= ONE_DAY
            count -= self.almanac.workdays.is_workday(day)
        return max(day, self.after(1))

    def by(self, due_on: date, count: int) -> date:
        """The working day of this number after today, or an earlier one where that would be too late."""
        return min(self.after(count), self.before(due_on + ONE_DAY, 1))

    def note(self, day: date, source: str, name: str, fact: Fact, actor: str, about: int = 0) -> None:
        """Somebody will say this on a working day; what is said again under the same name is numbered."""
        self._said[name] += 1
        number = self._said[name]
        message_id = name if number == 1 else f"{name}-{number}"
        when = moment(day, OFFICE_OPENS)
        message = Message(source, definition_of(fact).message, message_id, when, fact, actor)
        self._notes.append(_Note(day, message, about))

    def strike(self, about: int) -> None:
        """Nothing more is to be said about it."""
        self._notes = [note for note in self._notes if note.about != about]

    def next(self) -> Message | None:
        """What is to be said now: the first of what has fallen due, once."""
        due = min((note for note in self._notes if note.day <= self.today), key=lambda note: note.day, default=None)
        if due is None:
            return None
        self._notes.remove(due)
        return due.message
