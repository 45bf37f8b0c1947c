"""The life of an issue, or of the need of a factor: its turns, each from a day on, packed small.

    raised, due   triaged, due   solved      accepted     reopened, due
      OPEN   ──►     OPEN   ──►  SOLVED ──►   CLOSED ──►     OPEN   ──► ...

Whoever asks names a day: what was told before the month's close but happened after the month's end does not count yet.
A turn holds from its day on, until the next one's. One that is told with an earlier day than others takes their place.
Days are told as ordinals.
"""

from datetime import date
from enum import IntEnum
from itertools import pairwise
from struct import Struct
from typing import NamedTuple, NewType

Life = NewType("Life", bytes)
"""Turns in the order of their days, each in nine bytes: its day, the state from then on, the deadline or 0."""
_TURN = Struct("<IBI")


class State(IntEnum):
    """How something stands: at work, solved but not accepted, or closed."""

    OPEN = 0
    SOLVED = 1
    CLOSED = 2


OPEN, SOLVED, CLOSED = (int(state) for state in State)
"""As they are packed: a comparison of plain numbers is many times as fast."""


class Stand(NamedTuple):
    """How a life stands at the end of a day."""

    state: int
    since: int
    """The day of its last turn."""
    late: bool
    """Whether it is past the deadline that it had last, or was when it was solved."""
    overdue_days: int
    """Days of its life so far that lay past the deadline that held on them, while it was not solved."""


def begun(day: date, due: date | None = None) -> Life:
    """A life that begins open."""
    return turned(Life(b""), day, State.OPEN, due)


def turned(life: Life, day: date, state: State, due: date | None = None) -> Life:
    """A life after one more turn."""
    since, end = day.toordinal(), len(life)
    while end and _TURN.unpack_from(life, end - _TURN.size)[0] > since:
        end -= _TURN.size
    return Life(life[:end] + _TURN.pack(since, state, due.toordinal() if due else 0))


def state_on(life: Life, day: int) -> int | None:
    """The state at the end of a day; None where the life has not begun by then."""
    state: int | None = None
    for since, turned_to, _ in _TURN.iter_unpack(life):
        if since > day:
            break
        state = turned_to
    return state


def closed_before(life: Life, day: int) -> bool:
    """Whether the last turn closed it, before a day."""
    since, state, _ = _TURN.unpack_from(life, len(life) - _TURN.size)
    return bool(state == CLOSED and since < day)


def stand_on(life: Life, day: int) -> Stand | None:
    """How something stands at the end of a day; None where its life has not begun by then."""
    turns = [turn for turn in _TURN.iter_unpack(life) if turn[0] <= day]
    if not turns:
        return None
    late, overdue = False, 0
    for (since, state, due), (until, following, _) in pairwise((*turns, (day, SOLVED, 0))):
        if state == OPEN:
            # The day of the solution is still one of work; the day of a new deadline is that one's.
            last = until - 1 if following == OPEN else until
            late = last > due
            if late:
                overdue += last - max(due, since - 1)
    since, state, _ = turns[-1]
    return Stand(state, since, late, overdue)
