"""What one fact tells, and the names and grounds that every telling shows."""

from dataclasses import dataclass, field
from typing import Final

from services.escalation.notices.known import Address
from services.escalation.notices.phrases import Pair
from shared.catalogue.escalation import Ground, Step
from shared.notices import ACCOUNTABILITY, WORK_DISPATCH, Due, Grounds

CONCERNED: Final[dict[Step, tuple[str, ...]]] = {
    Step.SUPERVISION_ORDER: (WORK_DISPATCH,),
    Step.INTERVIEW: (WORK_DISPATCH, ACCOUNTABILITY),
    Step.ACCOUNTABILITY: (ACCOUNTABILITY,),
}
"""The task forces that hear of a step, and of what becomes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one fact tells, to all of its hearers alike."""

    says: Pair
    task_forces: tuple[str, ...] = ()
    unit: bool = True
    """Whether the upstream system hears of it that speaks for the project's unit."""
    due: tuple[Due, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)


def name_of(about: Address) -> Pair:
    return f"{about.name}（{about.project}）", f"{about.project} {about.name}"


def grounds_of(ground: Ground) -> Grounds:
    return Grounds(rule=ground.rule, edition=ground.edition, evidence=ground.evidence)
