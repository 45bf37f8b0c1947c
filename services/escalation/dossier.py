"""What a case is made of: who is in charge, the cards it heard, what was called for, and the steps that were taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.escalation.ladder import Ladder, Rule
from shared.catalogue.escalation import AnswerKind, Commitment, Ground, Step, Trigger
from shared.catalogue.values import Card, Month
from shared.envelope import Origin


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is in charge of a project."""

    responsible_unit: str
    lead_official: str
    task_force: str

    @property
    def people(self) -> tuple[str, str]:
        """Who judges nothing about the project: it is their own."""
        return self.responsible_unit, self.lead_official


@dataclass(frozen=True, slots=True)
class Hearing:
    """A card as the case heard it."""

    month: Month
    card: Card
    position: int
    because: Origin
    """The card, as the cause of what it calls for."""
    charge: Charge
    """Who was in charge when it was issued: whoever takes over later does not answer for it."""
    ladder: Ladder | None
    """The ladder in force when it was issued: a later one rules nothing that was before it; none was there yet."""
    same: tuple[int, ...] = ()
    """Positions of cards of this month and colour that it was reissued for: what rests on them rests on it."""

    @property
    def is_red(self) -> bool:
        """The ladder asks no more of a card."""
        return self.card == Card.RED


Key = tuple[str, str]
"""What is answered once: a rule, and what it speaks of."""


@dataclass(frozen=True, slots=True)
class Call:
    """A rule of a ladder was met: it waits for its step, which is that ladder's, with the days that it gives."""

    ladder: Ladder
    rule: Rule
    ground: Ground
    charge: Charge
    because: Origin

    @property
    def key(self) -> Key:
        """What is answered once."""
        return key_of(self.ground)


def key_of(ground: Ground) -> Key:
    """What a ground answers; an issue that was reopened can be overdue again, and so can a case relapse again."""
    once = ground.trigger not in (Trigger.ISSUE_OVERDUE, Trigger.RELAPSE)
    return ground.rule, ground.subject if once else str(ground.evidence[-1])


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as it was taken, and what came of it."""

    case: int
    step: Step
    number: int
    """Which of its kind in the case, from 1."""
    position: int
    decided_by: str
    owed_by: str
    """Who has to answer: the unit, or whoever holds the interview or concludes."""
    issued_on: date
    grounds: tuple[Ground, ...]
    withdrawn_on: date | None = None
    plan_on: date | None = None
    """Where it is an order: day of the latest plan in answer to it; none again where that was refused."""
    proof_on: date | None = None
    accepted: frozenset[AnswerKind] = frozenset()
    """Which of them was looked at and accepted."""
    refused: int = 0
    """How often a plan or a proof was refused."""
    answered_by: Mapping[AnswerKind, str] = field(default_factory=dict)
    """Who sent the latest plan, and the latest proof."""
    over: bool = False
    """Where it is an order: its proof is in, or its time is over; else it was held or concluded."""
    done_on: date | None = None
    """Where it is an interview or accountability: day it was held or concluded."""
    commitments: tuple[Commitment, ...] = ()
    kept: frozenset[int] = frozenset()
    """Numbers of the commitments that were kept."""

    @property
    def ref(self) -> str:
        """How deadlines and grounds name it: `1-supervision-order-2` is the second order of the first case."""
        return f"{self.case}-{self.step}-{self.number}"

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_on is None
