"""A consultation of an issue: each of its decisions is a task, done once, by somebody who says what shows it.

What is still to be done when the issue is solved lapses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.intake.calendar import Calendar, check_day
from shared.catalogue.intake import IssueConsulted, TaskDone
from shared.days import check_order
from shared.deciding import Refused


@dataclass(frozen=True, slots=True)
class Consultation:
    """When it was held, how many things it decided, and which of them are done, counted from 1."""

    held_on: date
    decisions: int
    done: frozenset[int] = frozenset()

    @property
    def to_do(self) -> int:
        """How many of its tasks are open."""
        return self.decisions - len(self.done)


def check_dates(proposal: IssueConsulted) -> None:
    """Refuse a task that was due before anybody decided it."""
    for index, task in enumerate(proposal.decisions):
        check_order(f"data.decisions.{index}.due_on", task.due_on, "it was decided", proposal.held_on)


def check_task(lapsed: int, held: Sequence[Consultation], proposal: TaskDone, calendar: Calendar) -> None:
    """Refuse a task that nobody set, that lapsed, or that is done; `held` are the consultations since `lapsed` ones."""
    count = lapsed + len(held)
    if proposal.consultation > count:
        raise Refused(
            "unknown-consultation",
            "data.consultation",
            str(proposal.consultation),
            f"this issue was consulted {count} times: count its consultations from 1, or send issue-consulted first",
        )
    if proposal.consultation <= lapsed:
        raise Refused(
            "task-lapsed",
            "data.consultation",
            str(proposal.consultation),
            "the issue was called solved since: tasks of consultations before that have lapsed",
        )
    consultation = held[proposal.consultation - lapsed - 1]
    if proposal.decision > consultation.decisions:
        raise Refused(
            "unknown-decision",
            "data.decision",
            str(proposal.decision),
            f"consultation {proposal.consultation} decided {consultation.decisions} things: count them from 1",
        )
    if proposal.decision in consultation.done:
        raise Refused("already-done", "data.decision", str(proposal.decision), "this task was said to be done before")
    check_day(calendar, "data.done_on", proposal.done_on, "decided", consultation.held_on)


def done(lapsed: int, held: Sequence[Consultation], fact: TaskDone) -> tuple[Consultation, ...]:
    """The consultations after a task was done."""
    place = fact.consultation - lapsed - 1
    consultation = replace(held[place], done=held[place].done | {fact.decision})
    return (*held[:place], consultation, *held[place + 1 :])
