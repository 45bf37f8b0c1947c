"""A project's case: opened by a red card, led up the ladder one rung at a time, closed after months out of red.

        red           red again        red a third time
    ──► supervision ──► interview ────► accountability
             │              │                 │
             └──────────────┴─────────────────┴──► closed: two months running out of red

A run is the red cards in a row up to now. Within one run each rung is taken at most once, and none before the one
below it; a new run inside the same case starts at the lowest rung again. Cards wait in line: the next is heard only
when what the last one called for is on the log, so a service that was away catches up without skipping a step.
A reissued card takes the place of the one withdrawn, and the run is what it would have been with it. A step counts in
a run where every red it was taken on stands in it; one that has lost its ground stays on record, nothing undoes it yet.
`next_step` looks at the state alone: it gives the same answer however often, and after whatever, it is asked.
What people answer to a step is kept with it (`services/escalation/answers.py`); the ladder does not look at that yet.
"""

from collections.abc import Mapping, Sequence
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
    """When its month was closed, or when it was reissued: no step that it calls for has a clock running before."""
    charge: Charge
    """Who was in charge when it was issued: whoever takes over later does not answer for it."""

    @property
    def is_red(self) -> bool:
        """The ladder asks no more of a card."""
        return self.card == Card.RED


@dataclass(frozen=True, slots=True)
class Standing:
    """A step as it was taken last in a case, and what came of it."""

    decided_by: str
    since: date
    """The end of the month whose card called for it: nothing can have been done about it before."""
    first_red: Month
    """The first of the reds running that it was taken on."""
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
    heard: tuple[Hearing, ...] = ()
    """One card a month: where one was reissued, the latest."""
    waiting: tuple[Hearing, ...] = ()
    """Cards not yet heard."""
    opened: int = 0
    """Cases so far."""
    is_open: bool = False
    steps: Mapping[tuple[int, Step], Standing] = field(default_factory=dict)
    """The steps of all its cases, by number and kind."""

    @property
    def run(self) -> tuple[Hearing, ...]:
        """The latest cards in a row that are all red, or all not red."""
        length = 0
        for hearing in reversed(self.heard):
            if hearing.is_red != self.heard[-1].is_red:
                break
            length += 1
        return self.heard[len(self.heard) - length :]

    def taken(self, run: Sequence[Hearing]) -> set[Step]:
        """The steps that count in a run of reds."""
        return {step for (_, step), standing in self.steps.items() if standing.first_red >= run[0].month}


def registered(fact: ProjectRegistered) -> Case:
    """Every project has a standing, whether or not there was ever a case."""
    return Case(fact.project, Charge(fact.responsible_unit, fact.lead_official))


def assigned(case: Case, fact: ProjectAssigned) -> Case:
    """The steps that later cards call for name whoever is in charge now; whoever is left out stays."""
    unit = fact.responsible_unit or case.charge.responsible_unit
    return replace(case, charge=Charge(unit, fact.lead_official or case.charge.lead_official))


def hear(case: Case, hearing: Hearing, ladder: Ladder | None) -> Case:
    """The standing after a card came in: a month's first waits in line, a reissued one takes the place of the last."""
    if any(known.month == hearing.month for known in (*case.heard, *case.waiting)):
        case = replace(case, heard=_reissued(case.heard, hearing), waiting=_reissued(case.waiting, hearing))
    else:
        case = replace(case, waiting=(*case.waiting, hearing))
    return advance(case, ladder)


def advance(case: Case, ladder: Ladder | None) -> Case:
    """Hear waiting cards up to the first that calls for a step; none while no ladder is in force."""
    while ladder and case.waiting and next_step(case, ladder) is None:
        case = replace(case, heard=(*case.heard, case.waiting[0]), waiting=case.waiting[1:])
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
    trigger = fact.ground.trigger
    reds = [trigger, *(hearing.month for hearing in case.heard if hearing.month <= trigger)][-fact.ground.streak :]
    case = with_standing(case, fact.case, step, Standing(fact.decided_by, last_day(trigger), first_red=reds[0]))
    return advance(replace(case, opened=fact.case, is_open=True), ladder)


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
    run = case.run
    if not run:
        return None
    if not run[-1].is_red:
        recovered = case.is_open and len(run) >= ladder.recovery_months
        return _closed(case, run[-ladder.recovery_months :], ladder) if recovered else None
    taken = case.taken(run)
    rung = next((rung for rung in ladder.rung if rung.step not in taken), None)
    return _taken(case, run[: rung.reds], ladder, rung) if rung and len(run) >= rung.reds else None


def cause(case: Case, step: StepFact | CaseClosed) -> Hearing:
    """The card that calls for a step that is due."""
    month = step.recovered if isinstance(step, CaseClosed) else step.ground.trigger
    return next(hearing for hearing in case.heard if hearing.month == month)


def _reissued(cards: tuple[Hearing, ...], again: Hearing) -> tuple[Hearing, ...]:
    """The cards with one reissued: it is directed to whoever was in charge when the month's first was issued."""
    return tuple(replace(again, charge=card.charge) if card.month == again.month else card for card in cards)


def _taken(case: Case, reds: Sequence[Hearing], ladder: Ladder, rung: Rung) -> StepFact:
    trigger = reds[-1]
    # A card reissued later can be what makes the step due: nobody's time runs before that.
    due = max(hearing.occurred_at for hearing in case.heard).date() + timedelta(days=rung.due_days)
    number = case.opened if case.is_open else case.opened + 1
    ground = Ground(
        rule=f"{rung.step}: {rung.reds} red running",
        edition=ladder.edition,
        ladder_sha256=ladder.sha256,
        trigger=trigger.month,
        streak=rung.reds,
        evidence=tuple(hearing.position for hearing in reds),
    )
    people = _People(
        responsible_unit=trigger.charge.responsible_unit,
        lead_official=trigger.charge.lead_official,
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


def _closed(case: Case, recovery: Sequence[Hearing], ladder: Ladder) -> CaseClosed:
    return CaseClosed(
        project=case.project,
        case=case.opened,
        recovered=recovery[-1].month,
        evidence=tuple(hearing.position for hearing in recovery),
        edition=ladder.edition,
        ladder_sha256=ladder.sha256,
    )
