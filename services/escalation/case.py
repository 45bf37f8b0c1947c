"""A project's case: opened by a red card, led up the ladder one rung at a time, closed after months out of red.

        red           red again        red a third time
    ──► supervision ──► interview ────► accountability
             │              │                 │
             └──────────────┴─────────────────┴──► closed: two months running out of red

A run is the red cards in a row up to now. Within one run each rung is taken at most once, and none before the one
below it; a new run inside the same case starts at the lowest rung again. Cards wait in line: the next is heard only
when what the last one called for is on the log, so a service that was away catches up without skipping a step.
`next_step` looks at the state alone: it gives the same answer however often, and after whatever, it is asked.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict

from services.escalation.ladder import Ladder, Rung, Step
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    Ground,
    InterviewOrdered,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import ProjectRegistered
from shared.catalogue.values import Card, Month

StepFact = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened


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


@dataclass(frozen=True, slots=True)
class Case:
    """A project's standing with the ladder."""

    project: str
    responsible_unit: str
    lead_official: str
    run: tuple[Hearing, ...] = ()
    """The latest cards in a row that are all red, or all not red; the first ones, as far as the ladder looks."""
    opened: int = 0
    """Cases so far."""
    is_open: bool = False
    taken: frozenset[Step] = frozenset()
    """Steps taken in the present run of reds."""
    waiting: tuple[Hearing, ...] = ()
    """Cards not yet heard."""


def registered(fact: ProjectRegistered) -> Case:
    """Every project has a standing, whether or not there was ever a case."""
    return Case(fact.project, fact.responsible_unit, fact.lead_official)


def hear(case: Case, hearing: Hearing, ladder: Ladder | None) -> Case:
    """The standing after a card came in."""
    return advance(replace(case, waiting=(*case.waiting, hearing)), ladder)


def advance(case: Case, ladder: Ladder | None) -> Case:
    """Hear waiting cards up to the first that calls for a step; none while no ladder is in force."""
    while ladder and case.waiting and next_step(case, ladder) is None:
        hearing, *waiting = case.waiting
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
    return advance(replace(case, opened=fact.case, is_open=True, taken=case.taken | {step}), ladder)


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
        responsible_unit=case.responsible_unit, lead_official=case.lead_official, decided_by=rung.decided_by
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
