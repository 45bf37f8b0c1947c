"""A project's case: opened by a red card, led up the ladder one rung at a time, closed after months out of red.

        red           red again        red a third time
    ──► supervision ──► interview ────► accountability
             │              │                 │
             └──────────────┴─────────────────┴──► closed: two months running out of red

A run is the red cards in a row up to now. Within one run each rung is taken at most once, and none before the one
below it; a new run inside the same case starts at the lowest rung again. Cards wait in line: the next is heard only
when what the last one called for is on the log, so a service that was away catches up without skipping a step.
`next_step` looks at the state alone: it gives the same answer however often, and after whatever, it is asked.
What people answer to a step is kept with it (`services/escalation/answers.py`); the ladder does not look at that yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypedDict

from services.escalation.ladder import Ladder, Rung
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    Ground,
    InterviewOrdered,
    Step,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import ProjectAssigned, ProjectRegistered
from shared.catalogue.values import Card, Month, last_day
from shared.deciding import Refused

StepFact = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is in charge of a project."""

    responsible_unit: str
    lead_official: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """A card as the case heard it."""

    month: Month
    card: Card
    position: int
    entry: str
    """Id of the card's entry."""
    correlation: str
    occurred_at: datetime
    """When the month was closed: the clock of the step that the card calls for starts there."""
    charge: Charge
    """Who was in charge when it was issued: whoever takes over later does not answer for it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A step as it was taken last in a case, and what came of it."""

    decided_by: str
    since: date
    """The end of the month whose card called for it: nothing can have been done about it before."""
    plan_on: date | None = None
    """Where it is an order: day of the latest plan in answer to it."""
    done_on: date | None = None
    """Where it is an interview or accountability: day it was held or concluded."""


@dataclass(frozen=True, slots=True)
class Case:
    """A project's standing with the ladder."""

    project: str
    charge: Charge
    """Who is in charge now."""
    responsible: Charge
    """Who was in charge at the card heard last: steps are directed to them."""
    run: tuple[Hearing, ...] = ()
    """The latest cards in a row that are all red, or all not red; the first ones, as far as the ladder looks."""
    opened: int = 0
    """Cases so far."""
    is_open: bool = False
    taken: frozenset[Step] = frozenset()
    """Steps taken in the present run of reds."""
    waiting: tuple[Hearing, ...] = ()
    """Cards not yet heard."""
    steps: Mapping[tuple[int, Step], Standing] = field(default_factory=dict)
    """The steps of all its cases, by number and kind."""


def registered(fact: ProjectRegistered) -> Case:
    """Every project has a standing, whether or not there was ever a case."""
    charge = Charge(fact.responsible_unit, fact.lead_official)
    return Case(fact.project, charge, responsible=charge)


def assigned(case: Case, fact: ProjectAssigned) -> Case:
    """The steps that later cards call for name whoever is in charge now; whoever is left out stays."""
    unit = fact.responsible_unit or case.charge.responsible_unit
    return replace(case, charge=Charge(unit, fact.lead_official or case.charge.lead_official))


def hear(case: Case, hearing: Hearing, ladder: Ladder | None) -> Case:
    """The standing after a card came in."""
    return advance(replace(case, waiting=(*case.waiting, hearing)), ladder)


def advance(case: Case, ladder: Ladder | None) -> Case:
    """Hear waiting cards up to the first that calls for a step; none while no ladder is in force."""
    while ladder and case.waiting and next_step(case, ladder) is None:
        hearing, *waiting = case.waiting
        case = replace(case, responsible=hearing.charge)
        if case.run and (case.run[-1].card == Card.RED) == (hearing.card == Card.RED):
            case = replace(case, run=(*case.run, hearing)[: ladder.memory], waiting=tuple(waiting))
        else:
            case = replace(case, run=(hearing,), taken=frozenset(), waiting=tuple(waiting))
    return case


def evolve(case: Case, fact: StepFact | CaseClosed, ladder: Ladder | None) -> Case:
    """The standing after a step or the end of a case."""
    match fact:
        case CaseClosed():
            return advance(replace(case, is_open=False), ladder)
        case SupervisionOrderIssued():
            step = Step.SUPERVISION_ORDER
        case InterviewOrdered():
            step = Step.INTERVIEW
        case AccountabilityOpened():
            step = Step.ACCOUNTABILITY
    case = with_standing(case, fact.case, step, Standing(fact.decided_by, last_day(fact.ground.trigger)))
    return advance(replace(case, opened=fact.case, is_open=True, taken=case.taken | {step}), ladder)


def with_standing(case: Case, number: int, step: Step, standing: Standing) -> Case:
    """The case with one of its steps taken or answered."""
    return replace(case, steps={**case.steps, (number, step): standing})


def known(cases: Mapping[str, Case], project: str) -> Case:
    """The project's standing; refuses where there is no such project."""
    if project not in cases:
        raise Refused(
            "unknown-project",
            "data.project",
            project,
            "no project of this id is registered: send project-registered first",
        )
    return cases[project]


def standing(case: Case, number: int, step: Step) -> Standing:
    """A step of one of the project's cases; refuses where it was not taken."""
    if number > case.opened:
        rule = f"cases are numbered from 1, and this project has had {case.opened}: name the case of the step"
        raise Refused("unknown-case", "data.case", str(number), rule)
    if (number, step) not in case.steps:
        rule = f"no {step} was taken in this case: name the case in which it was"
        raise Refused("step-not-taken", "data.case", str(number), rule)
    return case.steps[number, step]


def next_step(case: Case, ladder: Ladder) -> StepFact | CaseClosed | None:
    """What is due now: the lowest rung of this run that is reached and not taken, or the end of a recovered case."""
    if not case.run:
        return None
    if case.run[-1].card != Card.RED:
        recovered = case.is_open and len(case.run) >= ladder.recovery_months
        return _closed(case, ladder) if recovered else None
    for rung in ladder.rung:
        if rung.step not in case.taken:
            return _taken(case, ladder, rung) if len(case.run) >= rung.reds else None
    return None


def _taken(case: Case, ladder: Ladder, rung: Rung) -> StepFact:
    trigger = case.run[rung.reds - 1]
    due = trigger.occurred_at.date() + timedelta(days=rung.due_days)
    number = case.opened if case.is_open else case.opened + 1
    ground = Ground(
        rule=f"{rung.step}: {rung.reds} red running",
        edition=ladder.edition,
        ladder_sha256=ladder.sha256,
        trigger=trigger.month,
        streak=rung.reds,
        evidence=tuple(hearing.position for hearing in case.run[: rung.reds]),
    )
    people = _People(
        responsible_unit=case.responsible.responsible_unit,
        lead_official=case.responsible.lead_official,
        decided_by=rung.decided_by,
    )
    match rung.step:
        case Step.SUPERVISION_ORDER:
            return SupervisionOrderIssued(project=case.project, case=number, ground=ground, plan_due_on=due, **people)
        case Step.INTERVIEW:
            return InterviewOrdered(project=case.project, case=number, ground=ground, hold_by=due, **people)
        case Step.ACCOUNTABILITY:
            return AccountabilityOpened(project=case.project, case=number, ground=ground, conclude_by=due, **people)


class _People(TypedDict):
    responsible_unit: str
    lead_official: str
    decided_by: str


def _closed(case: Case, ladder: Ladder) -> CaseClosed:
    recovery = case.run[: ladder.recovery_months]
    return CaseClosed(
        project=case.project,
        case=case.opened,
        recovered=recovery[-1].month,
        evidence=tuple(hearing.position for hearing in recovery),
        edition=ladder.edition,
        ladder_sha256=ladder.sha256,
    )
