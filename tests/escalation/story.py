"""Escalation's stories: cards told as a line of letters, and the steps that the ladder answers with.

    given("RR").then(ORDER, INTERVIEW)
    at_the_door(*ORDERED).when(ANSWER).then(ANSWER)

`B`, `Y` and `R` are the cards of one project from 2026-01 on, one a month. What people say of a step comes to the door.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import count

from services.escalation.app import LADDER, Escalation
from services.escalation.caseload import Caseload
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    InterviewOrdered,
    LadderAdopted,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import ProjectAssigned, ProjectRegistered
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Category, MoneyUnit, Month, month_after
from tests import memory, samples, story

SHIPPED = LADDER.read_text(encoding="utf-8")
COLOURS = {"B": Card.BLUE, "Y": Card.YELLOW, "R": Card.RED}
FIRST = Month("2026-01")
StepFact = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened | CaseClosed

ORDER, INTERVIEW, ACCOUNTABILITY, CLOSED = "supervision order", "interview", "accountability", "closed"
KINDS: dict[type[StepFact], str] = {
    SupervisionOrderIssued: ORDER,
    InterviewOrdered: INTERVIEW,
    AccountabilityOpened: ACCOUNTABILITY,
    CaseClosed: CLOSED,
}


def registered(project: str = "P1") -> ProjectRegistered:
    return ProjectRegistered(
        project=project,
        name=f"项目{project}",
        category=Category.INDUSTRY,
        lead_official="张三",
        responsible_unit="发改局",
        task_force="一专班",
        money_unit=MoneyUnit.CNY_10K,
    )


def assigned(
    project: str = "P1",
    *,
    lead_official: str | None = None,
    responsible_unit: str | None = None,
    task_force: str | None = None,
) -> ProjectAssigned:
    return ProjectAssigned(
        project=project,
        lead_official=lead_official,
        responsible_unit=responsible_unit,
        task_force=task_force,
        reason="分工调整",
        assigned_by="区委办",
        assigned_on=date(2026, 1, 5),
    )


def card(month: Month, colour: Card, project: str = "P1") -> CardIssued:
    """A card with nothing to it but its colour."""
    return CardIssued(
        project=project,
        month=month,
        card=colour,
        score=Decimal(50),
        rank=1,
        rank_of=1,
        category_rank=1,
        category_of=1,
        previous=None,
        streak=1,
        points=(),
        lights=(),
        vetoes=(),
        caps=(),
        inputs=(),
        edition="simple-1",
        rulebook_sha256="0" * 64,
        closed_at=1,
    )


def cards(colours: str, project: str = "P1", first: Month = FIRST) -> list[CardIssued]:
    """One card a month."""
    return [
        card(month_after(first, months), COLOURS[letter], project)
        for months, letter in zip(count(), colours, strict=False)
    ]


def ladder(text: str = SHIPPED, edition: str = "hanting-ladder-2025.1") -> LadderAdopted:
    return LadderAdopted(edition=edition, text=text, sha256=sha256(text.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as a story tells it: what, in which case, at which card, shown by which cards."""

    step: str
    case: int
    month: Month
    evidence: tuple[Month, ...]


class Log(memory.Log):
    """A log with escalation at work on it."""

    def caseload(self) -> Caseload:
        """What escalation knows, having followed the log from its first entry."""
        caseload = Caseload(SHIPPED)
        for logged in self.entries:
            caseload.evolve(logged)
        return caseload

    def settle(self, batch: int = 1_000) -> None:
        """Append what is due, a batch at a time, until nothing is; every batch decided by a service just restarted."""
        self.settle_with(lambda: self.caseload().next_step()[:batch])

    def due(self) -> list[StepFact]:
        """The steps to take now; the adoption of a ladder is none."""
        return steps_of(fact for fact, _ in self.caseload().next_step())

    def steps(self, project: str = "P1") -> list[StepFact]:
        return [step for step in steps_of(self.facts) if step.project == project]

    def taken(self, project: str = "P1") -> list[Taken]:
        """The steps of a project, with evidence told by month: positions are as they come."""
        return [
            Taken(
                KINDS[type(step)],
                step.case,
                step.recovered if isinstance(step, CaseClosed) else step.ground.trigger,
                tuple(self._month_at(position, project) for position in evidence_of(step)),
            )
            for step in self.steps(project)
        ]

    def _month_at(self, position: int, project: str) -> Month:
        fact = self.facts[position - 1]
        assert isinstance(fact, CardIssued)
        assert project == fact.project
        return fact.month


def steps_of(facts: Iterable[Fact]) -> list[StepFact]:
    return [
        fact
        for fact in facts
        if isinstance(fact, SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened | CaseClosed)
    ]


def evidence_of(step: StepFact) -> Sequence[int]:
    return step.evidence if isinstance(step, CaseClosed) else step.ground.evidence


def given(colours: str, *facts: Fact) -> Log:
    """A project whose cards were all heard and answered, one after the other."""
    log = Log(ladder(), registered(), *facts)
    for issued in cards(colours):
        log.tell(issued)
        log.settle()
    return log


def expected(colours: str) -> list[Taken]:
    """What the published ladder says of a line of cards, told the plain way: a second opinion on the case."""
    steps: list[Taken] = []
    months = [month_after(FIRST, number) for number in range(len(colours))]
    number, is_open, reds, others = 0, False, 0, 0
    for place, letter in enumerate(colours):
        reds, others = (reds + 1, 0) if letter == "R" else (0, others + 1)
        if 1 <= reds <= 3:
            number += not is_open
            is_open = True
            step = (ORDER, INTERVIEW, ACCOUNTABILITY)[reds - 1]
            steps.append(Taken(step, number, months[place], tuple(months[place - reds + 1 : place + 1])))
        if is_open and others == 2:
            is_open = False
            steps.append(Taken(CLOSED, number, months[place], tuple(months[place - 1 : place + 1])))
    return steps


BEGUN: tuple[Fact, ...] = (samples.CONTEST, samples.FEBRUARY_OPENED)
"""A contest in the month in which the steps of the samples were taken."""
REGISTERED: tuple[Fact, ...] = (*BEGUN, samples.STEELWORKS)
ORDERED: tuple[Fact, ...] = (*REGISTERED, samples.ORDER)
SUMMONED: tuple[Fact, ...] = (*ORDERED, samples.INTERVIEW)
ACCUSED: tuple[Fact, ...] = (*SUMMONED, samples.ACCOUNTABILITY)


def at_the_door(*facts: Fact) -> story.Story:
    """What the log holds before a message comes to escalation."""
    return story.at(lambda log, engine: Escalation(log, engine).door, *facts)
