"""How indicators are defined: a function of a view, its unit, and the facts it is made from."""

from collections.abc import Callable
from enum import StrEnum

from services.scoring.indicators.view import View
from services.scoring.record.series import Figure
from shared.catalogue import Fact
from shared.catalogue.intake import (
    PlanFiled,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
    TargetSet,
)

Indicator = Callable[[View], Figure]
INDICATORS: dict[str, Indicator] = {}
"""Every indicator that a rulebook may name."""


class Unit(StrEnum):
    """In what an indicator is told."""

    RATIO = "ratio"
    PERCENT = "percent"
    POINTS = "percentage points"
    DAYS = "days"
    MONTHS = "months"
    COUNT = "count"


UNITS: dict[str, Unit] = {}
"""The unit of each."""
READS: dict[str, tuple[type[Fact], ...]] = {}
"""The facts of its project that each is made from."""

FIRST_PLAN: tuple[type[Fact], ...] = (ProjectRegistered, PlanFiled)
PLAN: tuple[type[Fact], ...] = (*FIRST_PLAN, PlanRevised)
TARGET: tuple[type[Fact], ...] = (TargetSet,)
REPORTS: tuple[type[Fact], ...] = (ProgressReported, ReportCorrected)


def indicator(unit: Unit, *reads: type[Fact]) -> Callable[[Indicator], Indicator]:
    """Define an indicator under the name of its function."""

    def define(function: Indicator) -> Indicator:
        name = function.__name__
        INDICATORS[name], UNITS[name], READS[name] = function, unit, tuple(dict.fromkeys(reads))
        return function

    return define
