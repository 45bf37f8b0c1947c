"""A project's plan: a target a year, one first plan, and revisions; a plan has to hold together.

What was promised first is never told a second time as if it were new: from then on it takes a revision, with its
reason and its approver.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from services.intake.calendar import Calendar
from shared.catalogue.intake import PlanFiled, PlanRevised, ProjectRegistered, TargetSet
from shared.catalogue.values import Milestone
from shared.deciding import Refused

PlanFact = TargetSet | PlanFiled | PlanRevised


@dataclass(frozen=True, slots=True)
class Plan:
    """What has been promised so far, as far as the next promise depends on it."""

    phased: bool = False
    """Whether it was ever told month by month."""
    costed: bool = False
    """Whether the cost of the whole was ever told."""
    due: frozenset[Milestone] = frozenset()
    """The milestones that are planned now."""
    targets: frozenset[int] = frozenset()
    """The years whose targets were told."""


def decide(plan: Plan, proposal: PlanFact, calendar: Calendar) -> None:
    """Refuse a promise that was made before, or that does not hold together."""
    match proposal:
        case TargetSet():
            _check_target(plan, proposal, calendar)
        case PlanFiled():
            _check_first(plan, proposal)
            check(proposal)
        case PlanRevised():
            check(proposal)


def evolve(plan: Plan, fact: PlanFact | ProjectRegistered, year: int) -> Plan:
    """The plan after a fact that was recorded in this year."""
    match fact:
        case TargetSet():
            return replace(plan, targets=plan.targets | {fact.year})
        case PlanFiled():
            due = plan.due | {planned.milestone for planned in fact.milestones}
            return replace(plan, phased=True, costed=plan.costed or fact.total_cost is not None, due=due)
        case PlanRevised() | ProjectRegistered():
            return Plan(
                phased=plan.phased or bool(fact.plan),
                costed=plan.costed or fact.total_cost is not None,
                due=frozenset(planned.milestone for planned in fact.milestones),
                targets=plan.targets if fact.annual_target is None else plan.targets | {year},
            )


def check(proposal: ProjectRegistered | PlanFiled | PlanRevised) -> None:
    """Months ascend, cumulative figures never fall and plan something, each milestone is planned once and in order."""
    for index, (earlier, later) in enumerate(pairwise(proposal.plan), start=1):
        if later.month <= earlier.month:
            raise Refused("plan-order", f"data.plan.{index}.month", later.month, "months of a plan ascend, each once")
    for name in ("investment", "physical"):
        figures = [(index, getattr(step, name)) for index, step in enumerate(proposal.plan)]
        for (base, before), (fallen, after) in pairwise(figure for figure in figures if figure[1] is not None):
            if after < before:
                raise Refused(
                    "plan-falls",
                    f"data.plan.{fallen}.{name}",
                    str(after),
                    f"cumulative: not below {before} of {proposal.plan[base].month}",
                )
    told = {figure for step in proposal.plan for figure in (step.investment, step.physical) if figure is not None}
    if told == {0}:
        raise Refused("plan-of-zero", "data.plan", "0", "every figure is 0: leave the plan out until work is planned")
    _check_milestones(proposal)


def _check_milestones(proposal: ProjectRegistered | PlanFiled | PlanRevised) -> None:
    due: dict[Milestone, date] = {}
    for index, planned in enumerate(proposal.milestones):
        place = f"data.milestones.{index}"
        if planned.milestone in due:
            raise Refused("milestone-twice", f"{place}.milestone", planned.milestone, "each milestone is planned once")
        due[planned.milestone] = planned.due_on
    in_order = [due[milestone] for milestone in Milestone if milestone in due]
    if in_order != sorted(in_order):
        raise Refused(
            "milestone-order",
            "data.milestones",
            ", ".join(map(str, in_order)),
            "started, completed, commissioned are due in this order",
        )


def _check_target(plan: Plan, proposal: TargetSet, calendar: Calendar) -> None:
    if proposal.year < int(calendar.first[:4]):
        raise Refused("before-contest", "data.year", str(proposal.year), f"the contest began in {calendar.first}")
    if proposal.year in plan.targets:
        raise Refused(
            "target-exists",
            "data.year",
            str(proposal.year),
            f"the target of {proposal.year} was told before: change it with plan-revised",
        )


def _check_first(plan: Plan, proposal: PlanFiled) -> None:
    """Whatever was told before, at registration or since, is no longer a first plan's to tell."""
    again = {
        "plan": ("a plan", plan.phased),
        "total_cost": ("the total cost", plan.costed and proposal.total_cost is not None),
        "milestones": ("milestones", bool(plan.due and proposal.milestones)),
    }
    for field, (what, told) in again.items():
        if told:
            raise Refused(
                "plan-exists", f"data.{field}", "", f"{what} of this project was told before: use plan-revised"
            )
    if not proposal.plan:
        raise Refused("no-figure", "data.plan", "", "a plan has at least one month")
