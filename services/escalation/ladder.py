"""The ladder: policy as data, in editions, like the rulebook. Which run of red cards leads to which step."""

import tomllib
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.catalogue.escalation import Step


class Rung(BaseModel):
    """One step: after how many reds running, decided by whom, due in how many days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    step: Step
    reds: Annotated[int, Field(ge=1)]
    decided_by: Annotated[str, Field(min_length=1)]
    due_days: Annotated[int, Field(ge=1)]


class Ladder(BaseModel):
    """One edition of the ladder, rungs ascending."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=64)]
    title_zh: str
    title_en: str
    valid_from: date
    recovery_months: Annotated[int, Field(ge=1)]
    rung: tuple[Rung, ...]
    sha256: str

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if [rung.step for rung in self.rung] != list(Step):
            raise ValueError(f"the rungs must be {', '.join(Step)}, in this order")
        if any(upper.reds <= lower.reds for lower, upper in pairwise(self.rung)):
            raise ValueError("each rung needs more reds running than the one below it")
        return self


def parse(text: str) -> Ladder:
    """Read a ladder; raises `ValueError` with the place and the reason."""
    return Ladder.model_validate({**tomllib.loads(text), "sha256": sha256(text.encode()).hexdigest()})
