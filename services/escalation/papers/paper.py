"""One paper of a case: which it is, the number and the day it bears, what its template reads, what vouches for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

from services.escalation.papers.course import Course, Taken, cases, course
from services.escalation.papers.fold import Item, Number, Register
from services.escalation.papers.views import Views
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    DeadlineMoved,
    GroundJoined,
    InterviewHeld,
    Step,
    StepWithdrawn,
)

MINUTES_MARK: Final = "约记"


class Kind(StrEnum):
    """The papers of a case."""

    ORDER = "order"
    INTERVIEW = "interview"
    MINUTES = "minutes"
    ACCOUNTABILITY = "accountability"
    FILE = "file"


STEPS: Final[Mapping[Kind, Step]] = {
    Kind.ORDER: Step.SUPERVISION_ORDER,
    Kind.INTERVIEW: Step.INTERVIEW,
    Kind.MINUTES: Step.INTERVIEW,
    Kind.ACCOUNTABILITY: Step.ACCOUNTABILITY,
}
"""The step that a paper is about; the file is about all of them."""


class NoPaper(LookupError):
    """There is no such paper; the text says what there is."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, before it is worded."""

    kind: Kind
    number: str
    signed: str
    issued_on: date
    told: Mapping[str, Any]
    """What its template reads."""
    items: tuple[Item, ...]
    """What it takes in, in the order of the log."""

    @property
    def position(self) -> int:
        """The last entry of the log that it takes in."""
        return self.items[-1].position

    @property
    def vouched(self) -> tuple[str, ...]:
        """What stands at its foot: the entries of the log that it takes in, and the digest of them all."""
        positions = ranges([item.position for item in self.items])
        digest = sha256(b"".join(item.stored for item in self.items)).hexdigest()
        return (
            f"据日志第{positions}条制作，至第{self.position}条止。",
            f"上列各条内容依次相连的摘要（SHA-256）：{digest}",
        )


def the_case(register: Register, case: int | None) -> Course:
    """A case of the project, the latest where none is named; raises `NoPaper`."""
    known = cases(register)
    if register.registered is None:
        raise NoPaper(f"no project {register.project} is on the log")
    if not known:
        raise NoPaper(f"{register.project} has no case: no step was ever taken")
    if case is not None and case not in known:
        raise NoPaper(f"{register.project} has no case {case}; it has {', '.join(map(str, known))}")
    return course(register, case or known[-1])


def write(register: Register, kind: Kind, case: int | None = None, which: int | None = None) -> Paper:
    """A paper of a case, the latest of its kind where none is named; raises `NoPaper`."""
    found = the_case(register, case)
    views = Views(register, found)
    if kind is Kind.FILE:
        return _file(register, found, views)
    taken = _pick(found, kind, which)
    return _WRITERS[kind](taken, found, views)


def _pick(found: Course, kind: Kind, which: int | None) -> Taken:
    taken = found.taken(STEPS[kind])
    there = f"case {found.case} of {found.project}"
    if not taken:
        raise NoPaper(f"{there} has no {kind}: no {STEPS[kind]} was taken")
    if which is not None and which > len(taken):
        raise NoPaper(f"{there} has no {kind} {which}; it has {len(taken)}")
    return taken[(which or len(taken)) - 1]


def _order(taken: Taken, found: Course, views: Views) -> Paper:
    return _paper(Kind.ORDER, taken, views.step(taken), _around(taken, found))


def _interview(taken: Taken, found: Course, views: Views) -> Paper:
    return _paper(Kind.INTERVIEW, taken, views.step(taken), _around(taken, found))


def _minutes(taken: Taken, found: Course, views: Views) -> Paper:
    """The form as it is to be filled in, and the minutes once the interview was held."""
    held = taken.last(InterviewHeld)
    told = {**views.step(taken), "held": views.held(held)}
    items = _said(taken, found, (InterviewHeld, StepWithdrawn))
    number = str(Number(MINUTES_MARK, taken.number.year, taken.number.count))
    if held is None:
        return Paper(Kind.MINUTES, number, taken.fact.decided_by, taken.fact.issued_on, told, items)
    return Paper(Kind.MINUTES, number, held.held_by, held.held_on, told, items)


def _accountability(taken: Taken, found: Course, views: Views) -> Paper:
    """What is proposed, with the course of the case so far; and the opinion, once it was concluded."""
    concluded = taken.last(AccountabilityConcluded)
    until = taken.where(concluded).position if concluded else found.items[-1].position
    so_far = [item for item in found.items if item.position <= until]
    told = {**views.step(taken), "concluded": views.concluded(concluded), "course": views.course(so_far)}
    later = [item for item in taken.said if isinstance(item.fact, StepWithdrawn)]
    items = _in_order([*so_far, *later])
    if concluded is None:
        return _paper(Kind.ACCOUNTABILITY, taken, told, items)
    signed, day = concluded.concluded_by, concluded.concluded_on
    return Paper(Kind.ACCOUNTABILITY, str(taken.number), signed, day, told, items)


def _file(register: Register, found: Course, views: Views) -> Paper:
    last = found.items[-1]
    day = last.day or found.steps[-1].fact.issued_on
    return Paper(Kind.FILE, str(found.number), views.issuer, day, views.file(), found.items)


def _paper(kind: Kind, taken: Taken, told: Mapping[str, Any], items: tuple[Item, ...]) -> Paper:
    return Paper(kind, str(taken.number), taken.fact.decided_by, taken.fact.issued_on, told, items)


_WRITERS: Final[Mapping[Kind, Callable[[Taken, Course, Views], Paper]]] = {
    Kind.ORDER: _order,
    Kind.INTERVIEW: _interview,
    Kind.MINUTES: _minutes,
    Kind.ACCOUNTABILITY: _accountability,
}


def _around(taken: Taken, found: Course) -> tuple[Item, ...]:
    """A step, what it rests on, what was joined to it, and whether it was moved or withdrawn."""
    joined = [fact.ground.evidence for fact in taken.all(GroundJoined)]
    evidence = {position for told in (taken.fact.ground.evidence, *joined) for position in told}
    rests_on = [item for item in found.items if item.position in evidence]
    return _in_order([*rests_on, *_said(taken, found, (GroundJoined, DeadlineMoved, StepWithdrawn))])


def _said(taken: Taken, found: Course, kinds: tuple[type[Any], ...]) -> tuple[Item, ...]:
    return _in_order([taken.item, *(item for item in taken.said if isinstance(item.fact, kinds))])


def _in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(sorted({item.position: item for item in items}.values(), key=lambda item: item.position))


def ranges(positions: Sequence[int]) -> str:
    """Positions as people write them: 3—7、12."""
    starts = [positions[0], *(later for earlier, later in pairwise(positions) if later > earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(positions) if later > earlier + 1), positions[-1]]
    return "、".join(
        f"{first}" if first == last else f"{first}—{last}" for first, last in zip(starts, ends, strict=True)
    )
