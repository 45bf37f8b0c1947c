"""What the history of a case is told with: who is in it, and how its cards, grounds and orders come about."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from importlib.resources import files

from shared.catalogue.escalation import (
    Ground,
    LadderAdopted,
    SupervisionOrderIssued,
    Trigger,
)
from shared.catalogue.intake import ContestOpened, DayBegun, ProjectRegistered
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Category, Evidence, MoneyUnit, Month

LADDER_TEXT = (files("services.escalation") / "ladders" / "hanting.toml").read_text("utf-8")
EDITION = "hanting-ladder-2025.2"
LADDER = LadderAdopted(
    edition=EDITION,
    text=LADDER_TEXT,
    sha256=sha256(LADDER_TEXT.encode()).hexdigest(),
    adopted_by="escalation",
)
CONTEST = ContestOpened(
    district="模拟区",
    district_en="Simulated District",
    first_month=Month("2025-01"),
    money_unit=MoneyUnit.CNY_10K,
    investment_target=Decimal(860_000),
    projects=50,
    to_commission=12,
    to_speed_up=38,
    simulated=True,
)
UNIT, OFFICIAL = "区工业和信息化局", "王建国"
PEOPLE = {"responsible_unit": UNIT, "lead_official": OFFICIAL}
OFFICE = "工作调度专班"
NAME = "高端数控机床及关键部件生产线项目"
LETTER = Evidence(
    uri="https://files.example/letters/2025-31.pdf",
    sha256=sha256(b"letter").hexdigest(),
    media_type="application/pdf",
    title="用地批复函",
)


def registered(project: str, name: str) -> ProjectRegistered:
    return ProjectRegistered(
        project=project,
        name=name,
        category=Category.INDUSTRY,
        lead_official=OFFICIAL,
        responsible_unit=UNIT,
        task_force="装备制造专班",
        money_unit=MoneyUnit.CNY_10K,
    )


def card(month: str, colour: Card, streak: int = 1) -> CardIssued:
    return CardIssued(
        project="P0142",
        month=Month(month),
        card=colour,
        score=Decimal("52.30"),
        rank=48,
        rank_of=50,
        category_rank=20,
        category_of=21,
        previous=None,
        streak=streak,
        points=(),
        lights=(),
        vetoes=(),
        caps=(),
        inputs=(),
        edition="hanting-2025.2",
        rulebook_sha256="0" * 64,
        closed_at=1,
    )


def ground(rule: str, trigger: Trigger, subject: str, month: str, evidence: Sequence[int], streak: int = 0) -> Ground:
    return Ground(
        rule=rule,
        edition=EDITION,
        ladder_sha256="1" * 64,
        trigger=trigger,
        subject=subject,
        month=Month(month),
        streak=streak,
        evidence=tuple(evidence),
    )


def order(project: str, why: Ground, issued_on: date, plan_due_on: date, case: int = 1) -> SupervisionOrderIssued:
    return SupervisionOrderIssued(
        project=project,
        case=case,
        ground=why,
        **PEOPLE,
        decided_by=OFFICE,
        issued_on=issued_on,
        plan_due_on=plan_due_on,
        result_due_on=date(2025, 4, 30),
    )


def day(month: int, number: int) -> DayBegun:
    return DayBegun(day=date(2025, month, number))
