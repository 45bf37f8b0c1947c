"""The course of a case: its steps with all that was said to each, and everything that belongs into its file.

Nothing is decided here: what stands under way, withdrawn or closed is what the log says of itself.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from services.escalation.papers.fold import Item, Number, Register, StepFact, step_of
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    CaseClosed,
    CaseReopened,
    CaseReviewed,
    Clock,
    CommitmentKept,
    ConcealmentConfirmed,
    ConcealmentDismissed,
    DeadlineMissed,
    DeadlineMoved,
    ExemptionEnded,
    ExemptionGranted,
    FindingMade,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    IssueClimbed,
    OrderAnswered,
    ReminderIssued,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import ProjectCompleted, ProjectResumed, ProjectSuspended, ProjectWithdrawn
from shared.catalogue.scoring import CardIssued, CardOverridden, CardWithdrawn, ObjectionDecided, ObjectionRaised

_MEANWHILE = (
    CardIssued | CardWithdrawn | CardOverridden | ObjectionRaised | ObjectionDecided | ReminderIssued
    | DeadlineMoved | DeadlineMissed | ExemptionGranted | ExemptionEnded | FindingMade | ConcealmentConfirmed
    | ConcealmentDismissed | IssueClimbed | AppealDecided | ProjectSuspended | ProjectResumed | ProjectWithdrawn
    | ProjectCompleted
)  # fmt: skip
"""What belongs to a case, without naming it, where it is said while the case is open."""

F = TypeVar("F", bound=Fact)


@dataclass(slots=True)
class Taken:
    """A step that was taken, and what was said to it."""

    item: Item
    fact: StepFact
    number: Number
    ref: str
    """How deadlines name it: `1-supervision-order-2` is the second order of the first case."""
    said: list[Item] = field(default_factory=list)

    @property
    def step(self) -> Step:
        """Which step it is."""
        return step_of(self.fact)

    def all(self, kind: type[F]) -> list[F]:
        """What was said of one kind, in order."""
        return [item.fact for item in self.said if isinstance(item.fact, kind)]

    def last(self, kind: type[F]) -> F | None:
        """What was said of one kind last."""
        return next(reversed(self.all(kind)), None)

    def where(self, fact: Fact) -> Item:
        """How something that was said to it stands on the log."""
        return next(item for item in self.said if item.fact is fact)


@dataclass(frozen=True, slots=True)
class Course:
    """A case as the log tells it."""

    project: str
    case: int
    number: Number
    steps: tuple[Taken, ...]
    items: tuple[Item, ...]
    """Everything of it, in the order of the log."""
    closed: CaseClosed | None
    """How it ended; none while it is open."""

    def taken(self, step: Step) -> tuple[Taken, ...]:
        """The steps of one kind."""
        return tuple(taken for taken in self.steps if taken.step == step)

    def last(self, kind: type[F]) -> F | None:
        """What was said of one kind last."""
        return next((item.fact for item in reversed(self.items) if isinstance(item.fact, kind)), None)


def cases(register: Register) -> list[int]:
    """The numbers of a project's cases."""
    return sorted(case for project, case in register.cases if project == register.project)


def course(register: Register, case: int) -> Course:
    """The course of a case; it has to be one of `cases`."""
    own = [item for item in register.items.values() if getattr(item.fact, "case", None) == case]
    steps = tuple(_steps(register, own))
    closed = None
    for item in own:
        if isinstance(item.fact, CaseClosed):
            closed = item.fact
        elif isinstance(item.fact, CaseReopened):
            closed = None
    items = tuple(_items(register, own, closed))
    for item in items:
        if taken := _answered(steps, item):
            taken.said.append(item)
    return Course(register.project, case, register.cases[register.project, case], steps, items, closed)


def _steps(register: Register, own: list[Item]) -> Iterator[Taken]:
    counts: Counter[Step] = Counter()
    for item in own:
        if isinstance(item.fact, SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened):
            step = step_of(item.fact)
            counts[step] += 1
            ref = f"{item.fact.case}-{step}-{counts[step]}"
            yield Taken(item, item.fact, register.numbers[item.position], ref)


def _items(register: Register, own: list[Item], closed: CaseClosed | None) -> Iterator[Item]:
    """What names the case, what it rests on, and what was said of the project while it was open."""
    mine = {item.position for item in own}
    first = min(mine)
    last = next((item.position for item in own if item.fact is closed), register.position)
    appeals = {item.fact.appeal for item in own if isinstance(item.fact, AppealRaised)}
    before = max((at for at in _other_cases(register, own) if at < first), default=0)
    wanted = set(mine)
    for item in register.items.values():
        named = _is_of(item.fact, own[0].fact) or getattr(item.fact, "appeal", "") in appeals
        meanwhile = first <= item.position <= last and isinstance(item.fact, _MEANWHILE)
        reminded = before < item.position < first and isinstance(item.fact, ReminderIssued)
        wanted |= {item.position} if named or meanwhile or reminded else set()
    for position in tuple(wanted):
        wanted |= set(rests_on(register.items[position].fact)) & register.items.keys()
    yield from (register.items[position] for position in sorted(wanted))


def _other_cases(register: Register, own: list[Item]) -> list[int]:
    mine = {item.position for item in own}
    return [at for at, item in register.items.items() if hasattr(item.fact, "case") and at not in mine]


def rests_on(fact: Fact) -> tuple[int, ...]:
    """The log positions on which a fact says that it rests."""
    match fact:
        case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened() | ReminderIssued() | GroundJoined():
            return fact.ground.evidence
        case StepWithdrawn() | CaseClosed() | CaseReopened() | IssueClimbed():
            return fact.evidence
        case DeadlineMoved():
            return fact.because
        case FindingMade():
            return tuple(position for seen in fact.signs for position in seen.evidence)
        case _:
            return ()


def _is_of(fact: Fact, first: Fact) -> bool:
    """Whether a deadline that moved or was missed is one of the case that a fact opens: its id says so."""
    if not isinstance(fact, DeadlineMoved | DeadlineMissed):
        return False
    case = f"{fact.clock}-{fact.project}-{getattr(first, 'case', 0)}"
    return fact.deadline == case or fact.deadline.startswith(f"{case}-")


def _answered(steps: tuple[Taken, ...], item: Item) -> Taken | None:
    """The step that something speaks to: the one it names, else the latest of its kind before it."""
    match item.fact:
        case GroundJoined() | StepWithdrawn():
            return next((taken for taken in steps if taken.item.position == item.fact.position), None)
        case DeadlineMoved() | DeadlineMissed():
            deadline = item.fact.deadline.removeprefix(f"{item.fact.clock}-{item.fact.project}-")
            of_it = deadline.rpartition("-")[0] if item.fact.clock is Clock.COMMITMENT else deadline
            return next((one for one in steps if one.ref == of_it), None)
        case OrderAnswered() | AnswerReviewed():
            return _latest(steps, Step.SUPERVISION_ORDER, item.position)
        case InterviewHeld():
            return _latest(steps, Step.INTERVIEW, item.position)
        case CommitmentKept():
            held = tuple(taken for taken in steps if taken.all(InterviewHeld))
            return _latest(held or steps, Step.INTERVIEW, item.position)
        case AccountabilityConcluded():
            return _latest(steps, Step.ACCOUNTABILITY, item.position)
        case AppealRaised():
            return _latest(steps, item.fact.step, item.position)
        case AppealDecided():
            appeal = item.fact.appeal
            return next((one for one in steps if appeal in {raised.appeal for raised in one.all(AppealRaised)}), None)
        case _:
            return None


def _latest(steps: tuple[Taken, ...], step: Step, position: int) -> Taken | None:
    """The latest step of a kind before a position that stood then."""
    found = [taken for taken in steps if taken.step == step and taken.item.position < position]
    standing = [taken for taken in found if not taken.all(StepWithdrawn)]
    latest = standing or found
    return latest[-1] if latest else None


def reviewed(course: Course) -> CaseReviewed | None:
    """The second look at a case that was closed, where it was taken."""
    return course.last(CaseReviewed)
