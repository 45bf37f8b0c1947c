"""A project's case: what the ladder knows of it, folded from the log. What it calls for is in `calls`, `steps` decides.

        call                     call                   call
    ──► supervision order ──► interview ────► accountability
             │                    │                 │
             └────────────────────┴─────────────────┴──► closed: recovered, withdrawn, or the project ended

Cards wait in line: the next is heard only when what the last one called for is on the log, so a service that was away
catches up without skipping a step. A reissued card takes the place of the one withdrawn. Every step rests on log
positions; where one of them turns out void - a card reissued in another colour, a miss that an exemption undid, a step
withdrawn - whatever rests on it alone is withdrawn by a new fact, and stays on record.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.escalation.deadlines import Pause
from services.escalation.dossier import Call, Charge, Hearing, Key, Taken, key_of
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    CaseReopened,
    Ground,
    GroundJoined,
    InterviewOrdered,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import ProjectAssigned, ProjectRegistered
from shared.deciding import Refused
from shared.envelope import Origin

StepFact = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened
STEP_OF: Mapping[type[StepFact], Step] = {
    SupervisionOrderIssued: Step.SUPERVISION_ORDER,
    InterviewOrdered: Step.INTERVIEW,
    AccountabilityOpened: Step.ACCOUNTABILITY,
}


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
    calls: tuple[Call, ...] = ()
    """What was called for and is not answered yet, in the order of the log."""
    answered: frozenset[Key] = frozenset()
    opened: int = 0
    """Cases so far."""
    is_open: bool = False
    ended: bool = False
    """The project left the list."""
    closed: CaseClosed | None = None
    """How the last case ended."""
    steps: Mapping[int, Taken] = field(default_factory=dict)
    """The steps of all its cases, by log position."""
    void: frozenset[int] = frozenset()
    """Log positions on which nothing can rest any more."""
    upheld: Mapping[int, int] = field(default_factory=dict)
    """Steps against which an appeal was upheld, each with the position of that decision."""
    reviewed: bool = False
    """The last case was looked at again."""
    pauses: Mapping[str, Pause] = field(default_factory=dict)
    """Exemptions and suspensions, by what they are called."""
    undone: Origin | None = None
    """What undid something last, and its log position."""
    undone_at: int = 0
    said: frozenset[tuple[str, str]] = frozenset()
    """Cause and name of all that was said of it."""
    said_at: int = 0
    """Log position of what was said of it last."""
    last: Origin | None = None
    """The same, as a cause."""

    @property
    def run(self) -> tuple[Hearing, ...]:
        """The latest cards in a row that are all red, or all not red."""
        length = 0
        for hearing in reversed(self.heard):
            if hearing.is_red != self.heard[-1].is_red:
                break
            length += 1
        return self.heard[len(self.heard) - length :]

    def standing(self, number: int | None = None) -> Iterator[Taken]:
        """The steps of a case that stand, in the order of the log; of the latest case where no number is given."""
        wanted = self.opened if number is None else number
        return (taken for taken in self.steps.values() if taken.case == wanted and taken.stands)

    def latest(self, number: int, step: Step) -> Taken | None:
        """The latest step of a kind in a case that stands."""
        return next((taken for taken in reversed([*self.standing(number)]) if taken.step == step), None)

    def goes_on(self, number: int) -> bool:
        """Whether a case is the open one, of a project that is on the list still."""
        return self.is_open and not self.ended and number == self.opened

    def excused(self, effect: str, day: date) -> bool:
        """Whether an exemption that names an effect covers a day."""
        return any(effect in pause.effects and pause.covers(day) for pause in self.pauses.values())

    def named(self, ref: str) -> Taken:
        """The step that a deadline or a ground names."""
        return next(taken for taken in self.steps.values() if taken.ref == ref)

    def rests(self, ground: Ground) -> bool:
        """Whether a ground still holds."""
        return not self.void or self.void.isdisjoint(ground.evidence)


def registered(fact: ProjectRegistered) -> Case:
    """Every project has a standing, whether or not there was ever a case."""
    return Case(fact.project, Charge(fact.responsible_unit, fact.lead_official, fact.task_force))


def assigned(case: Case, fact: ProjectAssigned) -> Case:
    """What is called for later names whoever is in charge now; whoever is left out stays."""
    before = case.charge
    charge = Charge(
        fact.responsible_unit or before.responsible_unit,
        fact.lead_official or before.lead_official,
        fact.task_force or before.task_force,
    )
    return replace(case, charge=charge)


def take(case: Case, fact: StepFact, position: int) -> Case:
    """The case after a step, which opens one where none is open."""
    step = STEP_OF[type(fact)]
    before = sum(taken.case == fact.case and taken.step == step for taken in case.steps.values())
    taken = Taken(
        case=fact.case,
        step=step,
        number=before + 1,
        position=position,
        decided_by=fact.decided_by,
        owed_by=fact.responsible_unit if step == Step.SUPERVISION_ORDER else fact.decided_by,
        issued_on=fact.issued_on,
        grounds=(fact.ground,),
    )
    return answer(replace(with_step(case, taken), opened=fact.case, is_open=True, closed=None), fact.ground)


def join(case: Case, fact: GroundJoined) -> Case:
    """The case after another ground was joined to a step under way."""
    taken = case.steps[fact.position]
    return answer(with_step(case, replace(taken, grounds=(*taken.grounds, fact.ground))), fact.ground)


def answer(case: Case, ground: Ground) -> Case:
    """The case after a call was answered."""
    key = key_of(ground)
    calls = tuple(call for call in case.calls if call.key != key)
    return replace(case, calls=calls, answered=case.answered | {key})


def said(case: Case, name: str, cause: str, position: int, because: Origin) -> Case:
    """The case after something was said of it, by the name of the fact and what it answered."""
    return replace(case, said=case.said | {(cause, name)}, said_at=position, last=because)


def withdraw(case: Case, fact: StepWithdrawn, position: int, because: Origin) -> Case:
    """The case after a step was withdrawn, which stays on record."""
    taken = replace(case.steps[fact.position], withdrawn_on=fact.withdrawn_on)
    return invalidate(with_step(case, taken), (fact.position,), position, because)


def invalidate(case: Case, void: Iterable[int], position: int, because: Origin) -> Case:
    """The case after something turned out void, as the log says at a position; a ground that was lost may come anew."""
    case = replace(case, void=case.void.union(void), undone=because, undone_at=position)
    grounds = [ground for taken in case.steps.values() for ground in taken.grounds]
    lost = {key_of(ground) for ground in grounds if not case.rests(ground)}
    lost -= {key_of(ground) for ground in grounds if case.rests(ground)}
    calls = tuple(call for call in case.calls if case.rests(call.ground))
    return replace(case, calls=calls, answered=case.answered - lost)


def uphold(case: Case, step: int, position: int, because: Origin) -> Case:
    """The case after an appeal against a step was upheld, at a position of the log."""
    return replace(case, upheld={**case.upheld, step: position}, undone=because, undone_at=position)


def out_of_time(case: Case, order: Taken) -> Case:
    """The case after the time of an order was over: what happens now is not joined to it any more."""
    return with_step(case, replace(order, over=True))


def in_time(case: Case, order: Taken) -> Case:
    """The case after an exemption gave an order its time back."""
    return with_step(case, replace(order, over=order.proof_on is not None))


def close(case: Case, fact: CaseClosed) -> Case:
    """The case after it was closed."""
    return replace(case, is_open=False, closed=fact, reviewed=False)


def reopen(case: Case, fact: CaseReopened) -> Case:
    """The case after its closing was undone."""
    assert fact.case == case.opened, "a case is reopened only while no later one was opened"
    return replace(case, is_open=True, closed=None)


def end(case: Case, position: int, because: Origin) -> Case:
    """The case after the project left the list: nothing is asked of it any more."""
    return replace(case, ended=True, calls=(), waiting=(), undone=because, undone_at=position)


def with_step(case: Case, taken: Taken) -> Case:
    """The case with one of its steps taken or answered."""
    return replace(case, steps={**case.steps, taken.position: taken})


def known(cases: Mapping[str, Case], project: str) -> Case:
    """The project's standing; refuses where there is no such project."""
    if project not in cases:
        rule = "no project of this id is registered: send project-registered first"
        raise Refused("unknown-project", "data.project", project, rule)
    return cases[project]


def standing(case: Case, number: int, step: Step) -> Taken:
    """The latest step of a kind in one of the project's cases; refuses where it was not taken, or was withdrawn."""
    if number > case.opened:
        rule = f"cases are numbered from 1, and this project has had {case.opened}: name the case of the step"
        raise Refused("unknown-case", "data.case", str(number), rule)
    taken = case.latest(number, step)
    if taken is None:
        rule = f"no {step} stands in this case: name the case in which it was taken"
        raise Refused("step-not-taken", "data.case", str(number), rule)
    return taken
