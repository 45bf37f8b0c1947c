"""A contest told fact by fact, for the papers: two projects in the spring of 2026, by the log's own days."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from services.scoring.papers.cadence import Cadence, Due
from services.scoring.papers.fold import Papers
from services.scoring.papers.values import Head, Named
from shared.catalogue import Fact
from shared.catalogue.intake import DayBegun, FactorBlocked, FactorGuaranteed, FactorNeeded
from shared.catalogue.scoring import CardIssued, CardsFinalised, Finding, Input, Points
from shared.catalogue.values import Card, Category, Factor, Month
from tests.memory import Log
from tests.scoring import story

JANUARY, FEBRUARY, MARCH, APRIL = (Month(f"2026-0{number}") for number in (1, 2, 3, 4))
CONTEST = story.contest_opened()
ROAD = story.registered("P1", target="400", plan={"2026-01": "100", "2026-02": "200"}, factors=[Factor.LAND])
SCHOOL = story.registered("P2", category=Category.LIVELIHOOD)
BEGINNING: tuple[Fact, ...] = (CONTEST, ROAD, SCHOOL)
P1 = Named("P1", "项目P1", Category.INDUSTRY, "发改局", "张三")
P2 = Named("P2", "项目P2", Category.LIVELIHOOD, "发改局", "张三")


def head(made_on: str | None = None, edition: str = "") -> Head:
    """What stands above a paper of this contest; nobody has set its working days."""
    return Head(
        district="模拟区",
        district_en="Simulated District",
        simulated=True,
        money_unit="CNY-10k",
        edition=edition,
        made_on=date.fromisoformat(made_on) if made_on else None,
        provisional=2026,
    )


def day(text: str) -> DayBegun:
    return DayBegun(day=date.fromisoformat(text))


def final(month: Month) -> CardsFinalised:
    return CardsFinalised(month=month, cards=1, under_objection=())


def needed(project: str = "P1", due_on: str = "2026-01-20") -> FactorNeeded:
    return FactorNeeded(
        project=project,
        factor=Factor.LAND,
        guarantor="自然资源局",
        due_on=date.fromisoformat(due_on),
        needed_on=date(2026, 1, 5),
    )


def blocked(project: str = "P1") -> FactorBlocked:
    return FactorBlocked(
        project=project, factor=Factor.LAND, reason="指标未批", blocked_on=date(2026, 1, 8), blocked_by="省厅"
    )


def guaranteed(project: str = "P1") -> FactorGuaranteed:
    return FactorGuaranteed(
        project=project, factor=Factor.LAND, guaranteed_on=date(2026, 1, 9), guaranteed_by="自然资源局"
    )


def card(
    project: str = "P1",
    month: Month = JANUARY,
    colour: Card = Card.BLUE,
    *,
    score: str | None = "90.00",
    rank: int = 1,
    previous: Card | None = None,
    streak: int = 1,
    points: tuple[Points, ...] = (),
    vetoes: tuple[Finding, ...] = (),
    inputs: tuple[Input, ...] = (),
) -> CardIssued:
    return CardIssued(
        project=project,
        month=month,
        card=colour,
        score=None if score is None else Decimal(score),
        rank=rank,
        rank_of=2,
        category_rank=1,
        category_of=1,
        previous=previous,
        streak=streak,
        points=points,
        lights=(),
        vetoes=vetoes,
        caps=(),
        inputs=inputs,
        edition="simple-1",
        rulebook_sha256="",
        closed_at=1,
    )


def papers(*facts: Fact) -> Papers:
    """The papers, after these facts."""
    told = Papers()
    for logged in Log(*facts).entries:
        told.evolve(logged)
    return told


def due(*facts: Fact) -> list[Due]:
    """What is due after these facts."""
    cadence = Cadence()
    for logged in Log(*facts).entries:
        cadence.evolve(logged)
    return cadence.due


def strips(*colours: str) -> Iterator[Card | None]:
    """Cards by their first letters; a dash where there was none."""
    letters = {colour.value[0]: colour for colour in Card}
    return (letters.get(letter) for letter in colours)
