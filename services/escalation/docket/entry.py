"""An entry of the docket: something that somebody owes now - what, whose it is, by when, how it stands, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from services.escalation.dossier import Charge
from services.escalation.notices.phrases import Pair
from shared.catalogue.escalation import Clock, Ground
from shared.notices import ACCOUNTABILITY, FACTOR_GUARANTEE, WORK_DISPATCH


class Force(StrEnum):
    """The task force (专班) that sees to it, in the order in which the docket is read."""

    WORK_DISPATCH = WORK_DISPATCH
    FACTOR_GUARANTEE = FACTOR_GUARANTEE
    ACCOUNTABILITY = ACCOUNTABILITY


class Kind(StrEnum):
    """What is owed: what a clock runs for, and what waits without one."""

    PLAN = Clock.PLAN
    RESULT = Clock.RESULT
    INTERVIEW = Clock.INTERVIEW
    COMMITMENT = Clock.COMMITMENT
    CONCLUSION = Clock.CONCLUSION
    ISSUE = Clock.ISSUE
    OVERDUE = Clock.OVERDUE
    TASK = Clock.TASK
    REVIEW = Clock.REVIEW
    ANSWER = "answer"
    """An answer to an order waits to be looked at."""
    APPEAL = "appeal"
    SUSPICION = "suspicion"
    FACTOR = "factor"
    TRIAGE = "triage"
    ACCEPTANCE = "acceptance"
    DUPLICATE = "duplicate"
    NO_DAY = "no-day"
    """An open issue for which no clock runs: at the top level, or of a project that has ended."""


class State(StrEnum):
    """How it stands, most urgent first."""

    OVERDUE = "overdue"
    RUNNING = "running"
    WAITING = "waiting"
    """No day was set."""
    STANDING_STILL = "standing-still"
    """An exemption or a suspension stops its clock today."""


class Why(NamedTuple):
    """The fact of the log that it comes from; where that is a step, every rule that called for it."""

    fact: str
    """Name of the fact, as the catalogue has it."""
    position: int
    grounds: tuple[Ground, ...] = ()


Value = Pair | str | int
"""A word in both languages, or what stands on the log."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody owes now."""

    kind: Kind
    subject: str
    """What it is about: a deadline, an issue, an appeal; with the kind, no other entry has the same."""
    project: str
    name: str
    """The project's name."""
    charge: Charge
    """Who is in charge of the project now."""
    force: Force
    owed_by: str
    """Empty where it is for the task force itself to see to."""
    state: State
    due_on: date | None
    """None where no day was set, or while nobody knows how long the clock stands."""
    since: date | None
    """Where it waits, the day since which it does, where the log says one."""
    stopped_by: tuple[str, ...]
    """Exemptions, or `suspension`, that stop its clock today."""
    why: Why
    values: Mapping[str, Value] = field(default_factory=dict)
    """What its sentence needs to say."""
