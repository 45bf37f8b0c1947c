"""A factor of a project: needed, taken up, blocked, guaranteed - and needed again where the guarantee lapsed.

    needed -> pending <-> blocked -> guaranteed -> needed
       \\________\\__________________/

The steps between may be left out, since an office may learn of a guarantee late; none comes twice running. A need that
is stated again before the guarantee sets another day or unit and leaves the stage as it is.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.intake.calendar import Calendar, check_day
from shared.catalogue.intake import FactorBlocked, FactorGuaranteed, FactorNeeded, FactorPending
from shared.days import check_order
from shared.deciding import Refused

FactorFact = FactorNeeded | FactorPending | FactorBlocked | FactorGuaranteed


class Stage(StrEnum):
    """How far the guarantee of a factor has come."""

    NEEDED = "needed"
    PENDING = "pending"
    BLOCKED = "blocked"
    GUARANTEED = "guaranteed"


NEXT = {
    Stage.NEEDED: (Stage.NEEDED, Stage.PENDING, Stage.BLOCKED, Stage.GUARANTEED),
    Stage.PENDING: (Stage.NEEDED, Stage.BLOCKED, Stage.GUARANTEED),
    Stage.BLOCKED: (Stage.NEEDED, Stage.PENDING, Stage.GUARANTEED),
    Stage.GUARANTEED: (Stage.NEEDED,),
}
"""What may be said after what."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """How a factor stands, and since when; no day is known of a need that came with the registration."""

    stage: Stage = Stage.NEEDED
    since: date | None = None


def decide(guarantee: Guarantee | None, proposal: FactorFact, calendar: Calendar) -> None:
    """Refuse a step that was not due, or that comes before the last one."""
    said, day = _said(proposal)
    field = f"data.{said}_on"
    if guarantee is None and said is not Stage.NEEDED:
        raise Refused(
            "factor-not-needed",
            "data.factor",
            proposal.factor,
            "nobody has said that the project needs this factor: send factor-needed first",
        )
    if guarantee and said not in NEXT[guarantee.stage]:
        after = ", ".join(f"factor-{stage}" for stage in NEXT[guarantee.stage])
        raise Refused(
            "factor-order", "data.factor", proposal.factor, f"this factor is {guarantee.stage}: next may be {after}"
        )
    check_day(calendar, field, day, guarantee.stage if guarantee else "", guarantee.since if guarantee else None)
    if isinstance(proposal, FactorNeeded):
        check_order("data.due_on", proposal.due_on, "it was needed", proposal.needed_on)


def evolve(guarantee: Guarantee | None, fact: FactorFact) -> Guarantee:
    """How the factor stands after a step."""
    said, day = _said(fact)
    under_way = guarantee is not None and guarantee.stage is not Stage.GUARANTEED
    if guarantee is not None and under_way and said is Stage.NEEDED:
        return Guarantee(guarantee.stage, day)
    return Guarantee(said, day)


def _said(fact: FactorFact) -> tuple[Stage, date]:
    match fact:
        case FactorNeeded():
            return Stage.NEEDED, fact.needed_on
        case FactorPending():
            return Stage.PENDING, fact.pending_on
        case FactorBlocked():
            return Stage.BLOCKED, fact.blocked_on
        case FactorGuaranteed():
            return Stage.GUARANTEED, fact.guaranteed_on
