"""Climbing: which step a call leads to, wherever a case stands. The whole of the ladder's fairness in one function.

    a call for a rung ──► that step, but never one above a rung of which no step stands in the case;
                          confirmed concealment alone skips what is below
    that step is under way already ──► the call is joined to it: nobody is called twice at a time

A reminder stands before the ladder: it opens no case, and whatever stands in a case does not keep it from being said.
"""

from collections.abc import Collection
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from services.escalation.ladder import STEPS, Rung
from shared.catalogue.escalation import Step


class How(StrEnum):
    """What a call leads to."""

    REMIND = "remind"
    TAKE = "take"
    JOIN = "join"


class Move(NamedTuple):
    """What a call leads to, and which step it concerns; a reminder is no step."""

    how: How
    step: Step | None = None


def below(step: Step) -> Step | None:
    """The step one rung below; none below the lowest."""
    place = list(Step).index(step)
    return list(Step)[place - 1] if place else None


def move(called: Rung, standing: Collection[Step], under_way: Collection[Step], *, skips: bool = False) -> Move:
    """What a call for a rung leads to, where steps of some kinds stand in the case and some are under way."""
    if called == Rung.REMINDER:
        return Move(How.REMIND)
    step = STEPS[called]
    if not skips:
        lower = takewhile(lambda rung: rung != step, Step)
        step = next((rung for rung in lower if rung not in standing), step)
    return Move(How.JOIN if step in under_way else How.TAKE, step)
