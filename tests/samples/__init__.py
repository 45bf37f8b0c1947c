"""Named examples that the tests speak of: a district with two projects in the spring of 2026, and every fact once.

The facts are as upstream would propose them and as the log would hold them; `replace` makes a variation.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from shared.catalogue import Fact, definition_of
from shared.catalogue.intake import (
    ContestOpened,
    IssueAccepted,
    IssueRaised,
    IssueSolved,
    MessageRefused,
    MilestoneReached,
    MonthClosed,
    MonthOpened,
    PlanMonth,
    PlannedMilestone,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
    RevisionReason,
)
from shared.catalogue.scoring import CardIssued, Exempted, Finding, Input, Points, RulebookAdopted
from shared.catalogue.values import Card, Category, Factor, Milestone, MoneyUnit, Month
from shared.envelope import Entry, Logged, Origin, enclose
from shared.letters import Letter
from tests.samples import cases, ladder, months, oversight, projects, signatures

NOON = datetime(2026, 7, 1, 4, tzinfo=UTC)
"""When every letter is received, unless it says otherwise."""
JANUARY, FEBRUARY, MARCH, APRIL = Month("2026-01"), Month("2026-02"), Month("2026-03"), Month("2026-04")

CONTEST = ContestOpened(
    district="某区",
    district_en="A district",
    first_month=JANUARY,
    money_unit=MoneyUnit.CNY_10K,
    investment_target=Decimal("860000.00"),
    projects=50,
    to_commission=12,
    to_speed_up=38,
    simulated=True,
)
FEBRUARY_OPENED, MARCH_OPENED = MonthOpened(month=FEBRUARY), MonthOpened(month=MARCH)
JANUARY_CLOSED, FEBRUARY_CLOSED = MonthClosed(month=JANUARY), MonthClosed(month=FEBRUARY)

STEELWORKS = ProjectRegistered(
    project="P0142",
    name="高端不锈钢深加工项目",
    category=Category.INDUSTRY,
    lead_official="王建国",
    responsible_unit="工业和信息化局",
    task_force="工业项目专班",
    money_unit=MoneyUnit.CNY_10K,
    total_cost=Decimal("120000.00"),
    annual_target=Decimal("36000.00"),
    plan=(
        PlanMonth(month=JANUARY, investment=Decimal("3000.00"), physical=Decimal("5.00")),
        PlanMonth(month=FEBRUARY, investment=Decimal("6000.00"), physical=Decimal("10.00")),
    ),
    milestones=(
        PlannedMilestone(milestone=Milestone.STARTED, due_on=date(2026, 1, 15)),
        PlannedMilestone(milestone=Milestone.COMMISSIONED, due_on=date(2026, 11, 30)),
    ),
    factors_needed=(Factor.LAND, Factor.ENERGY),
)
SCHOOL = ProjectRegistered(
    project="P0207",
    name="实验学校",
    category=Category.LIVELIHOOD,
    lead_official="李红",
    responsible_unit="教育局",
    task_force="民生项目专班",
    money_unit=MoneyUnit.CNY_10K,
)
REVISION = PlanRevised(
    project="P0142",
    reason_class=RevisionReason.AUTHORITY_DELAY,
    reason="用地批复晚于预期两个月",
    approver="区政府常务会议",
    approved_on=date(2026, 2, 10),
    money_unit=MoneyUnit.CNY_10K,
    total_cost=Decimal("125000.00"),
    annual_target=Decimal("30000.00"),
    plan=(PlanMonth(month=FEBRUARY, investment=Decimal("4000.00"), physical=Decimal("6.00")),),
    milestones=(PlannedMilestone(milestone=Milestone.STARTED, due_on=date(2026, 3, 1)),),
)
REPORT = ProgressReported(
    project="P0142",
    month=JANUARY,
    money_unit=MoneyUnit.CNY_10K,
    investment=Decimal("2800.50"),
    physical=Decimal("4.20"),
    paid=Decimal("1900.00"),
    forecast_cost=Decimal("121000.00"),
    forecast_completion=date(2026, 11, 20),
    narrative="桩基完成，“主体”开工",
    evidence=(projects.PERMIT,),
)
FEBRUARY_REPORT = ProgressReported(
    project="P0142", month=FEBRUARY, money_unit=MoneyUnit.CNY_10K, investment=Decimal("6100.00")
)
CORRECTION = ReportCorrected(
    project="P0142",
    month=JANUARY,
    reason="漏报一张发票",
    money_unit=MoneyUnit.CNY_10K,
    investment=Decimal("2950.00"),
    physical=Decimal("4.40"),
    paid=Decimal("1950.00"),
    forecast_cost=Decimal("121500.00"),
    forecast_completion=date(2026, 11, 25),
)
STARTED = MilestoneReached(
    project="P0142", milestone=Milestone.STARTED, reached_on=date(2026, 1, 20), evidence=(projects.PERMIT,)
)

ROADBLOCK = IssueRaised(
    issue="I0007",
    project="P0142",
    title="高压线迁改未批",
    factor=Factor.ENERGY,
    raised_by="项目业主",
    raised_on=date(2026, 1, 12),
    due_on=date(2026, 1, 26),
)
SOLVED = IssueSolved(issue="I0007", solved_by="供电公司", solved_on=date(2026, 1, 22), proof="迁改批复 2026-17 号")
ACCEPTED = IssueAccepted(issue="I0007", accepted_by="工作调度专班", accepted_on=date(2026, 1, 25))

REFUSAL = MessageRefused(
    refusal="0af1c2",
    service="intake",
    source="industry-bureau",
    message_id="m7",
    subject="redcard.in.industry-bureau.progress-reported",
    code="month-not-begun",
    field="data.month",
    value="2026-04",
    rule="2026-04 has not begun: the calendar stands at 2026-01; send it when it has happened",
    size=112,
    sha256=sha256(b"body").hexdigest(),
)

BOOK = RulebookAdopted(
    edition="hanting-2025.1",
    text='edition = "hanting-2025.1"\n',
    sha256=sha256(b"book").hexdigest(),
    adopted_by="调度办",
)
RED_CARD = CardIssued(
    project="P0142",
    month=JANUARY,
    card=Card.RED,
    score=Decimal("41.30"),
    rank=50,
    rank_of=50,
    category_rank=30,
    category_of=30,
    previous=Card.YELLOW,
    streak=1,
    points=(Points(indicator="investment_rate", points=Decimal("12.40"), maximum=Decimal("40")),),
    lights=(Finding(rule="progress", card=Card.YELLOW),),
    vetoes=(Finding(rule="behind-plan", card=Card.RED),),
    caps=(Finding(rule="no-fresh-report", card=Card.YELLOW),),
    inputs=(Input(indicator="investment_rate", value=Decimal("0.31")), Input(indicator="payment_rate", value=None)),
    edition="hanting-2025.1",
    rulebook_sha256=sha256(b"book").hexdigest(),
    closed_at=31,
    floors=(Finding(rule="commissioned", card=Card.YELLOW),),
    exemptions=(Exempted(exemption="E0004", effect="start_overdue_months"),),
    score_before=months.SCORE_BEFORE,
    rank_before=48,
    trend=Decimal("-13.80"),
    objections_until=date(2026, 2, 12),
    reissued_for="O0011",
)

LADDER, GROUND, PEOPLE = ladder.LADDER, ladder.GROUND, ladder.PEOPLE
ORDER, INTERVIEW, ACCOUNTABILITY = ladder.ORDER, ladder.INTERVIEW, ladder.ACCOUNTABILITY
CLOSED_CASE = ladder.CLOSED_CASE

GROWN = replace(STEELWORKS, prospect="L0023")
"""The steelworks, had they grown from a prospect."""

EXAMPLES: tuple[Fact, ...] = (
    CONTEST, FEBRUARY_OPENED, JANUARY_CLOSED, GROWN, REVISION, REPORT, CORRECTION, STARTED, ROADBLOCK, SOLVED,
    ACCEPTED, REFUSAL, BOOK, RED_CARD,
    *projects.EXAMPLES, *oversight.EXAMPLES, *cases.EXAMPLES, *ladder.EXAMPLES, *months.EXAMPLES, *signatures.EXAMPLES,
)  # fmt: skip
EVERY_FACT = {definition_of(fact).name: fact for fact in EXAMPLES}
"""Every fact of the catalogue by name, each with every field filled."""


def letter(
    fact: Fact | dict[str, Any] | bytes,
    *,
    kind: str = "",
    source: str = "industry-bureau",
    sequence: int = 1,
    message_id: str = "",
    received_at: datetime = NOON,
    **attributes: object,
) -> Letter:
    """A letter that proposes a fact, or what a dictionary says, or is just these bytes; its id is `m<sequence>`."""
    if not isinstance(fact, dict | bytes):
        kind = kind or definition_of(fact).message
    body = fact
    if not isinstance(body, bytes):
        body = msgspec.json.encode({"id": message_id or f"m{sequence}", **attributes, "data": fact})
    return Letter(f"redcard.in.{source}.{kind}", body, sequence, received_at)


def entry(fact: Fact, version: int = 1, causation: str = "industry-bureau/m1") -> Entry[Fact]:
    """A fact in its envelope."""
    said = Origin(
        actor="industry-bureau",
        source="industry-bureau",
        causation=causation,
        correlation=causation,
        occurred_at=NOON,
    )
    return enclose(fact, said, version)


def history(*facts: Fact) -> list[tuple[Fact, Origin]]:
    """Facts as something that was said before the story begins."""
    return [
        (fact, Origin(actor="before", source="before", causation=said, correlation=said, occurred_at=NOON))
        for said, fact in ((f"before/{number}", fact) for number, fact in enumerate(facts, start=1))
    ]


def facts_of(entries: Iterable[Logged]) -> list[Fact]:
    """What entries say, without their envelopes."""
    return [logged.entry.fact for logged in entries]
