"""The parts that a ladder is made of: each checked by itself."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.catalogue.escalation import Step, Trigger
from shared.catalogue.intake import IssueLevel
from shared.catalogue.values import Text


class Rung(StrEnum):
    """The rungs of the ladder, lowest first; the reminder stands before any case."""

    REMINDER = "reminder"
    SUPERVISION_ORDER = "supervision-order"
    INTERVIEW = "interview"
    ACCOUNTABILITY = "accountability"


STEPS: Mapping[Rung, Step] = {Rung(step): step for step in Step}
"""The rungs that are steps of a case, lowest first."""
COUNTING = (Trigger.RED_CARDS, Trigger.ISSUE_OVERDUE, Trigger.REPORTS_MISSING, Trigger.REMEDY_REFUSED)
"""Triggers of which a rule can ask for so many; the others happen, or they do not."""
OFFICES = ("responsible-unit", "lead-official", "task-force")
"""Owners of issues by their office: whoever holds it for the project."""

Whole = Annotated[int, Field(strict=True)]
"""A whole number that is written as one."""
Days = Annotated[Whole, Field(ge=1, le=366)]
Months = Annotated[Whole, Field(ge=1, le=24)]
Points = Annotated[Whole, Field(ge=0, le=100)]


class Part(BaseModel):
    """Something that a ladder says: never changed, and with no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Headed(Part):
    """What every ladder says of itself, in whichever format."""

    edition: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=64)]
    title_zh: Text
    title_en: Text
    valid_from: date


class Deciders(Part):
    """Who decides each step."""

    reminder: Text
    supervision_order: Text
    interview: Text
    accountability: Text

    def of(self, rung: Rung) -> str:
        """Who decides a step of this rung."""
        match rung:
            case Rung.REMINDER:
                return self.reminder
            case Rung.SUPERVISION_ORDER:
                return self.supervision_order
            case Rung.INTERVIEW:
                return self.interview
            case Rung.ACCOUNTABILITY:
                return self.accountability


class Clocks(Part):
    """How long each step has."""

    plan_days: Days
    """From an order to the plan of its remedy."""
    result_days: Days | None = None
    """From the plan's day at least so many to the proof, and then to the end of that month; none: no day is set."""
    hold_days: Days | None = None
    """From the summons to the interview, calendar days; either this or working days."""
    hold_workdays: Days | None = None
    conclude_days: Days
    """From the opening of accountability to its conclusion."""

    @model_validator(mode="after")
    def _held_by(self) -> Self:
        if (self.hold_days is None) == (self.hold_workdays is None):
            raise ValueError("an interview is held within hold_days or hold_workdays: keep one of the two")
        return self


class Recovery(Part):
    """When a case is closed as recovered, and when it is looked at again."""

    months: Months
    """Months running out of red."""
    review_months: Months | None = None
    """Months from then to the second look; none: there is none."""


class Rule(Part):
    """What calls for which step."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
    trigger: Trigger
    count: Days = 1
    """Red cards running, days overdue, months without a report, or refusals; 1 for what simply happens."""
    rung: Rung

    @property
    def skips(self) -> bool:
        """Whether it may skip the rungs below: confirmed concealment alone does."""
        return self.trigger == Trigger.CONCEALMENT_CONFIRMED


class Level(Part):
    """A level at which issues are dealt with: how long, and by whom."""

    level: IssueLevel
    days: Days | None = None
    """None at the top, from which nothing climbs."""
    owner: Text
    """One of `OFFICES`, or a name."""


class Issues(Part):
    """How issues climb."""

    express_per_quarter: Annotated[Whole, Field(ge=0, le=100)]
    """Issues that a project may send by the express channel in a quarter."""
    factor_owner: Text
    """Who owns issues about a factor at the level of the task force."""
    levels: tuple[Level, ...]


class Findings(Part):
    """How slow and concealing are measured; dragging has no measure but what was missed."""

    slow_months: Annotated[Whole, Field(ge=1, le=12)]
    slow_gap_pp: Points
    """Percentage points behind the plan from which a month counts as behind."""
    reopened: Annotated[Whole, Field(ge=1, le=10)]
    """Times an issue was reopened that make it dragging."""
    tolerance_pp: Points
    """Percentage points by which an inspection may find less than was reported."""
    blocker_days: Days
    """Days for which a blocker may go unraised."""
    unchanged_reports: Annotated[Whole, Field(ge=2, le=12)]
    """Reports running with the same figures that give cause to ask."""
