"""The tally of a year on the ladder: steps by kind, what was withdrawn, missed, climbed, and what became of cases."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    CaseReopened,
    DeadlineMissed,
    DeadlineMoved,
    InterviewOrdered,
    IssueClimbed,
    Outcome,
    ReminderIssued,
    StepWithdrawn,
    SupervisionOrderIssued,
)

TEXTS: Texts = {
    "steps": (
        "督导措施：提醒 {reminders}、督办 {orders}、约谈 {interviews}、问责 {accountability}；撤销 {withdrawn}。",
        "Steps: reminders {reminders}, supervision orders {orders}, interviews {interviews}, "
        "accountability {accountability}; withdrawn {withdrawn}.",
    ),
    "clocks": (
        "时限与问题：逾期 {missed}、顺延 {moved}；问题升级 {climbed}。",
        "Clocks: deadlines missed {missed}, moved {moved}; issues gone up a level {climbed}.",
    ),
    "cases": (
        "案件 {cases} 个：在办 {open}，已恢复 {recovered}，其他结案 {otherwise}。",
        "Cases {cases}: open {open}, recovered {recovered}, closed otherwise {otherwise}.",
    ),
}


@dataclass(slots=True)
class Tally:
    """What was counted so far."""

    _facts: Counter[type[Fact]] = field(default_factory=Counter)
    _cases: dict[tuple[str, int], Outcome | None] = field(default_factory=dict)
    """Every case, and how it ended; none while it is open."""

    def evolve(self, fact: Fact) -> None:
        """Count a fact."""
        self._facts[type(fact)] += 1
        match fact:
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened() | CaseReopened():
                self._cases[fact.project, fact.case] = None
            case CaseClosed():
                self._cases[fact.project, fact.case] = fact.outcome

    def lines(self, words: Words) -> Iterator[str]:
        """The tally in words."""
        facts, outcomes = self._facts, Counter(self._cases.values())
        yield words(
            "steps",
            reminders=facts[ReminderIssued],
            orders=facts[SupervisionOrderIssued],
            interviews=facts[InterviewOrdered],
            accountability=facts[AccountabilityOpened],
            withdrawn=facts[StepWithdrawn],
        )
        yield words("clocks", missed=facts[DeadlineMissed], moved=facts[DeadlineMoved], climbed=facts[IssueClimbed])
        yield words(
            "cases",
            cases=outcomes.total(),
            open=outcomes[None],
            recovered=outcomes[Outcome.RECOVERED],
            otherwise=outcomes[Outcome.STEPS_WITHDRAWN] + outcomes[Outcome.PROJECT_ENDED],
        )
