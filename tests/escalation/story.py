"""Escalation's stories: what happens to one project, and what the ladder answers with.

    given("RR").said()                                    # a red card in January, another in February
    at_the_door(*ORDERED).when(ANSWER).then(ANSWER)

`B`, `Y` and `R` are the cards of project P1 from 2026-01 on, each issued on the first day of the month behind it. What
people say of a step comes to the door.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import count

from services.escalation.app import Escalation
from services.escalation.caseload import Caseload
from services.escalation.ladder import parse
from shared.catalogue import Fact, definition_of
from shared.catalogue.escalation import LadderAdopted
from shared.catalogue.intake import (
    ContestOpened,
    DayBegun,
    IssueRaised,
    MonthOpened,
    ProjectAssigned,
    ProjectRegistered,
)
from shared.catalogue.scoring import CardIssued, CardWithdrawn
from shared.catalogue.values import Card, Category, MoneyUnit, Month, month_after
from tests import memory, samples, story
from tests.escalation.ladders import HANTING

SHIPPED = HANTING
COLOURS = {"B": Card.BLUE, "Y": Card.YELLOW, "R": Card.RED}
FIRST = Month("2026-01")


def contest(first: Month = FIRST) -> ContestOpened:
    return ContestOpened(
        district="寒亭区",
        district_en="Hanting",
        first_month=first,
        money_unit=MoneyUnit.CNY_10K,
        investment_target=Decimal(1),
        projects=2,
        to_commission=1,
        to_speed_up=1,
    )


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


def card(month: Month, colour: Card, project: str = "P1", objection: str | None = None) -> CardIssued:
    """A card with nothing to it but its colour; reissued for an objection where one is named."""
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
        reissued_for=objection,
    )


def cards(colours: str, project: str = "P1", first: Month = FIRST) -> list[CardIssued]:
    """One card a month."""
    return [
        card(month_after(first, months), COLOURS[letter], project)
        for months, letter in zip(count(), colours, strict=False)
    ]


def roadblock(issue: str = "I1", due: str = "2026-02-10", project: str = "P1") -> IssueRaised:
    """An issue raised in January."""
    return IssueRaised(
        issue=issue,
        project=project,
        title="供电迁改未批复",
        raised_by="项目部",
        raised_on=date(2026, 1, 5),
        due_on=date.fromisoformat(due),
    )


def ladder(text: str = SHIPPED) -> LadderAdopted:
    return LadderAdopted(
        edition=parse(text).edition, text=text, sha256=sha256(text.encode()).hexdigest(), adopted_by="区指挥部"
    )


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

    def happens(self, *facts: Fact) -> "Log":
        """Facts come one after the other, and escalation says what is due at each."""
        for fact in facts:
            self.tell(fact)
            self.settle()
        return self

    def day(self, day: str) -> "Log":
        """A day begins."""
        return self.happens(DayBegun(day=date.fromisoformat(day)))

    def card(self, month: str, letter: str) -> "Log":
        """A month's card is issued on the first day of the month behind it."""
        following = month_after(Month(month))
        return self.happens(MonthOpened(month=following), card(Month(month), COLOURS[letter]))

    def reissue(self, month: str, letter: str, objection: str = "O1") -> "Log":
        """An objection to a month's card was upheld: it is withdrawn, and another takes its place."""
        position = self.position_of_card(month)
        before = self.facts[position - 1]
        assert isinstance(before, CardIssued)
        withdrawn = CardWithdrawn(
            project="P1", month=Month(month), card=before.card, position=position, objection=objection
        )
        self.tell(withdrawn)
        return self.happens(card(Month(month), COLOURS[letter], objection=objection))

    def position_of_card(self, month: str) -> int:
        """Where the card of a month stands that was issued last."""
        return max(
            logged.position
            for logged in self.entries
            if isinstance(logged.entry.fact, CardIssued) and logged.entry.fact.month == month
        )

    def of(self, kind: type[Fact]) -> list[Fact]:
        """The facts of a kind."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def positions(self, kind: type[Fact]) -> list[int]:
        """Where the facts of a kind stand."""
        return [logged.position for logged in self.entries if isinstance(logged.entry.fact, kind)]

    def said(self, since: int = 0) -> list[str]:
        """What escalation said behind a position, by the names of the facts."""
        return [name_of(one.entry.fact) for one in self.entries[since:] if one.entry.actor == "escalation"]


def name_of(fact: Fact) -> str:
    """The name of a fact, as the catalogue has it."""
    return definition_of(fact).name


def begun(*facts: Fact, policy: str = SHIPPED) -> Log:
    """A contest from 2026-01 on with one project, under the shipped ladder or another one."""
    return Log(contest(), ladder(policy), registered(), *facts)


def given(colours: str, *facts: Fact, policy: str = SHIPPED) -> Log:
    """A project whose cards were all heard and answered, one after the other."""
    log = begun(*facts, policy=policy)
    for issued in cards(colours):
        log.happens(MonthOpened(month=month_after(issued.month)), issued)
    return log


def names(facts: Iterable[Fact]) -> list[str]:
    """The names of facts."""
    return [name_of(fact) for fact in facts]


BEGUN: tuple[Fact, ...] = (samples.CONTEST, samples.FEBRUARY_OPENED)
"""A contest in the month in which the steps of the samples were taken."""
REGISTERED: tuple[Fact, ...] = (*BEGUN, samples.STEELWORKS)
ORDERED: tuple[Fact, ...] = (*REGISTERED, samples.ORDER)
SUMMONED: tuple[Fact, ...] = (*ORDERED, samples.INTERVIEW)
ACCUSED: tuple[Fact, ...] = (*SUMMONED, samples.ACCOUNTABILITY)


def at_the_door(*facts: Fact) -> story.Story:
    """What the log holds before a message comes to escalation."""
    return story.at(lambda log, engine: Escalation(log, engine).door, *facts)
