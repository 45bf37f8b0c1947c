"""The courses that projects take in a simulated year: what truly happens on site, and what is told of it.

    steady           as planned, more or less                          most of them
    wavering         two weak months, then caught up
    sloppy           the site is well, its reports are late or missing
    miscounted       the site is well, but one report leaves a whole section out; the card is objected to
    flooded          high water stops the work for two months; the delay is excused
    blocked          a factor is missing; an issue says so, goes overdue, is solved
    recovering       stands for some months, is taken in hand, catches up
    idle             stops although land, permits and money are in place
    never-started    was to start in spring, with everything in place, and does not
    hiding           stops as well, but tells figures as planned until an inspection finds it out

A share is what was done of the year's target, 1 being all of it. Arrears are repaid by a fraction a month wherever
work goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

MONTHS = 12
MOST = 1.06
"""Share of a year's target that is done at most: a good year goes a little beyond it."""
FOUND_OUT = 9
"""The month, counted from 0, in which hidden arrears come to light."""
MISCOUNTED_IN = 5
"""The month, counted from 0, whose report leaves a section out."""
FLOOD = 6, 7
"""The months, counted from 0, of the high water."""


class Habit(StrEnum):
    """How a project behaves."""

    NEVER_STARTED = "never-started"
    RECOVERING = "recovering"
    HIDING = "hiding"
    IDLE = "idle"
    MISCOUNTED = "miscounted"
    FLOODED = "flooded"
    BLOCKED = "blocked"
    SLOPPY = "sloppy"
    WAVERING = "wavering"
    STEADY = "steady"


PER_FIFTY = {
    Habit.NEVER_STARTED: 1,
    Habit.RECOVERING: 1,
    Habit.HIDING: 1,
    Habit.IDLE: 1,
    Habit.MISCOUNTED: 1,
    Habit.FLOODED: 1,
    Habit.BLOCKED: 3,
    Habit.SLOPPY: 4,
    Habit.WAVERING: 6,
}
"""How many of fifty projects take each course; all others are steady."""

ALWAYS = (Habit.NEVER_STARTED, Habit.RECOVERING, Habit.HIDING)


@dataclass(frozen=True, slots=True)
class Course:
    """One project's year."""

    done: tuple[float, ...]
    """Share truly done by the end of each month."""
    late: frozenset[int] = frozenset()
    """Months whose report comes after the month has turned, and before it is closed."""
    missing: frozenset[int] = frozenset()
    """Months without a report when they are closed."""
    stands: tuple[int, int] | None = None
    """First and last month in which next to nothing moves."""


def habits(random: Random, projects: int) -> list[Habit]:
    """A habit for every project of a list, in no order."""
    drawn = [
        habit
        for habit, count in PER_FIFTY.items()
        for _ in range(max(round(count * projects / 50), 1 if habit in ALWAYS else 0))
    ]
    drawn = [*drawn, *[Habit.STEADY] * projects][:projects]
    random.shuffle(drawn)
    return drawn


def draw(random: Random, habit: Habit, planned: Sequence[float]) -> Course:
    """The course of one project, against the shares planned by the end of each month."""
    paces = [random.uniform(0.86, 1.1) for _ in range(MONTHS)]
    late = frozenset(month for month in range(MONTHS) if random.random() < 0.02)
    match habit:
        case Habit.STEADY:
            return Course(_share(planned, paces, 0.4), late)
        case Habit.MISCOUNTED:
            return Course(_share(planned, [0.94] * MONTHS, 0.1))
        case Habit.FLOODED:
            return _standing(planned, paces, late, FLOOD, pace=0.1, repaid=0.5)
        case Habit.WAVERING:
            return _wavering(random, planned, paces, late)
        case Habit.SLOPPY:
            late = frozenset(random.sample(range(MONTHS), 4))
            missing = frozenset(random.sample(range(2, MONTHS, 2), 2))
            return Course(_share(planned, paces, 0.4), late - missing, missing)
        case Habit.BLOCKED:
            first = random.randint(2, 7)
            stands = first, first + random.choice((1, 1, 2))
            return _standing(planned, paces, late, stands, pace=0.35, repaid=0.45)
        case Habit.RECOVERING:
            first = random.randint(2, 3)
            return _standing(planned, paces, late, (first, first + 4), pace=0.0, repaid=0.55)
        case Habit.IDLE:
            first = random.randint(5, 6)
            return _standing(planned, paces, late, (first, first + 2), pace=0.0, repaid=0.2)
        case Habit.NEVER_STARTED:
            return _standing(planned, paces, late, (0, 4), pace=0.02, repaid=0.4)
        case Habit.HIDING:
            return _standing(planned, paces, frozenset(), (4, MONTHS - 1), pace=0.08, repaid=0.0)


def _share(planned: Sequence[float], paces: Sequence[float], repaid: float) -> tuple[float, ...]:
    """Work at a pace of the plan, and repay a fraction of the arrears in every month of full pace."""
    done, before, shares = 0.0, 0.0, []
    for plan, pace in zip(planned, paces, strict=True):
        arrears = max(before - done, 0.0)
        done += (plan - before) * pace + (arrears * repaid if pace > 0.8 else 0.0)
        before = plan
        shares.append(min(done, MOST))
    return tuple(shares)


def _wavering(random: Random, planned: Sequence[float], paces: list[float], late: frozenset[int]) -> Course:
    first = random.randint(3, 8)
    paces[first : first + 2] = random.uniform(0.5, 0.7), random.uniform(0.2, 0.4)
    return Course(_share(planned, paces, 0.7), late)


def _standing(
    planned: Sequence[float],
    paces: list[float],
    late: frozenset[int],
    stands: tuple[int, int],
    *,
    pace: float,
    repaid: float,
) -> Course:
    first, last = stands
    paces[first : last + 1] = [pace] * (last + 1 - first)
    return Course(_share(planned, paces, repaid), late, stands=stands)
