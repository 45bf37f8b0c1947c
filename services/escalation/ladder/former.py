"""Format 1 of the ladder: rungs of red cards alone. Its texts stay readable for ever; they are lifted to format 2."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Self

from pydantic import model_validator

from services.escalation.ladder.parts import Days, Headed, Months, Part
from shared.catalogue.escalation import Step
from shared.catalogue.values import Text


class FormerRung(Part):
    """One step: after how many reds running, decided by whom, due in how many days."""

    step: Step
    reds: Days
    decided_by: Text
    due_days: Days


class FormerLadder(Headed):
    """A ladder of format 1, rungs ascending."""

    recovery_months: Months
    rung: tuple[FormerRung, ...]

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if [rung.step for rung in self.rung] != list(Step):
            raise ValueError(f"the rungs must be {', '.join(Step)}, in this order")
        if any(upper.reds <= lower.reds for lower, upper in pairwise(self.rung)):
            raise ValueError("each rung needs more reds running than the one below it")
        return self


def lift(told: Mapping[str, Any]) -> dict[str, Any]:
    """A ladder of format 1 as one of format 2: no reminders, no clocks beside its own, no issues, no findings."""
    former = FormerLadder.model_validate(told)
    order, interview, accountability = former.rung
    return {
        "format": 2,
        **former.model_dump(include=set(Headed.model_fields)),
        "decided_by": {
            "reminder": order.decided_by,
            "supervision_order": order.decided_by,
            "interview": interview.decided_by,
            "accountability": accountability.decided_by,
        },
        "clocks": {
            "plan_days": order.due_days,
            "hold_days": interview.due_days,
            "conclude_days": accountability.due_days,
        },
        "recovery": {"months": former.recovery_months},
        "rule": [
            {"id": f"{rung.step}-{rung.reds}-red", "trigger": "red-cards", "count": rung.reds, "rung": rung.step}
            for rung in former.rung
        ],
    }
