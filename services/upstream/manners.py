"""The manners of a simulated district's units: how they answer orders, and keep what they undertake in interviews.

Most answer in time and keep their word. A project's habits on site are its unit's manners at the desk: whoever does
not begin does not answer either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.upstream.courses import Habit
from shared.catalogue.escalation import Conclusion


class Answers(StrEnum):
    """How a project's first order is answered."""

    IN_TIME = "in-time"
    LATE = "late"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a unit answers for a project; after its first order it has learnt to answer in time."""

    answers: Answers = Answers.IN_TIME
    refused: int = 0
    """How often the first plan is sent back."""
    keeps_word: bool = True
    concluded: Conclusion = Conclusion.REMINDER_TALK
    """What accountability ends in, where it comes to that."""


MANNERS: Mapping[Habit, Manner] = {
    Habit.NEVER_STARTED: Manner(answers=Answers.NEVER, concluded=Conclusion.CRITICISM),
    Habit.IDLE: Manner(answers=Answers.LATE, keeps_word=False),
    Habit.RECOVERING: Manner(refused=2, concluded=Conclusion.NONE),
    Habit.HIDING: Manner(concluded=Conclusion.ORGANISATIONAL_MEASURE),
}


def manner_of(habit: Habit) -> Manner:
    """How the unit of a project with this habit behaves."""
    return MANNERS.get(habit, Manner())
