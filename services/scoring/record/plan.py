"""A plan as it can be looked up: what was promised first, and what it was revised to."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from services.scoring.record.series import Figure, Series
from shared.catalogue.intake import (
    PlanFiled,
    PlanMonth,
    PlannedMilestone,
    PlanRevised,
    ProjectRegistered,
    TargetSet,
)
from shared.catalogue.values import Month

PLANNED = Series(columns=2)
"""Investment and physical progress to date, by month."""
INVESTMENT = 0
"""The column of it, here as in reports."""


class Days(NamedTuple):
    """A day for each milestone; None where none is known."""

    started: date | None = None
    completed: date | None = None
    commissioned: date | None = None


class Plan(NamedTuple):
    """A plan as it can be looked up."""

    total_cost: Figure
    annual_target: Figure
    """For every year of which no target is told."""
    targets: Mapping[int, Decimal]
    """By year."""
    figures: Series
    """As `PLANNED`."""
    due: Days

    def target(self, month: Month) -> Figure:
        """The annual target that a month counts towards."""
        return self.targets.get(int(month[:4]), self.annual_target)


def registered(fact: ProjectRegistered) -> Plan:
    """The plan that came with the registration."""
    return Plan(fact.total_cost, fact.annual_target, MappingProxyType({}), _figures(fact.plan), _due(fact.milestones))


def promised(plan: Plan, fact: TargetSet | PlanFiled) -> Plan:
    """What a plan that is filed later leaves out stays as it was registered."""
    if isinstance(fact, TargetSet):
        return plan._replace(targets={**plan.targets, fact.year: fact.annual_target})
    return plan._replace(
        total_cost=plan.total_cost if fact.total_cost is None else fact.total_cost,
        figures=_figures(fact.plan),
        due=_due(fact.milestones) if fact.milestones else plan.due,
    )


def revised(plan: Plan, fact: PlanRevised, this: int) -> Plan:
    """The whole plan anew; a target that it names takes the place of the one that was set for this (calendar) year."""
    kept = {year: told for year, told in plan.targets.items() if year != this or fact.annual_target is None}
    return Plan(fact.total_cost, fact.annual_target, kept, _figures(fact.plan), _due(fact.milestones))


def _figures(plan: Iterable[PlanMonth]) -> Series:
    series = PLANNED
    for told in plan:
        series = series.with_row(told.month, (told.investment, told.physical))
    return series


def _due(milestones: Iterable[PlannedMilestone]) -> Days:
    return Days(**{planned.milestone: planned.due_on for planned in milestones})
