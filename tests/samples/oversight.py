"""Named examples: issues on their way, inspections, tours, marks, grants. Imports nothing from `tests.samples`."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

from shared.catalogue import Fact
from shared.catalogue.intake import (
    ConsultationDecision,
    DuplicateSuspected,
    FoundBlocker,
    GrantGiven,
    GrantRevoked,
    InspectionAnnounced,
    InspectionHeld,
    IssueConsulted,
    IssueLevel,
    IssueReopened,
    IssueSentExpress,
    IssueTriaged,
    MarkGiven,
    MarkKind,
    MessageDiscarded,
    ObservationScored,
    TaskDone,
    TourListed,
)
from shared.catalogue.values import Evidence, Factor, MoneyUnit, Month

TRIAGED = IssueTriaged(
    issue="I0007",
    level=IssueLevel.TASK_FORCE,
    owner="供电公司",
    due_on=date(2026, 1, 24),
    triaged_by="工作调度专班",
    triaged_on=date(2026, 1, 13),
)
CONSULTED = IssueConsulted(
    issue="I0007",
    held_on=date(2026, 1, 15),
    chaired_by="王建国",
    participants=("供电公司", "自然资源局"),
    decisions=(ConsultationDecision(decision="先行批复临时迁改方案", owner="供电公司", due_on=date(2026, 1, 22)),),
)
SENT_EXPRESS = IssueSentExpress(
    issue="I0007", reason="春节前必须停电迁改，错过要等两个月", sent_by="工业和信息化局", sent_on=date(2026, 1, 16)
)
REOPENED = IssueReopened(
    issue="I0007",
    reason="现场复查：旧线路仍未拆除",
    reopened_by="区政府督查室",
    reopened_on=date(2026, 1, 28),
    due_on=date(2026, 2, 10),
)
TASK_DONE = TaskDone(
    issue="I0007",
    consultation=1,
    decision=1,
    proof="临时迁改方案批复 2026-9 号",
    done_by="供电公司",
    done_on=date(2026, 1, 20),
)
ALIKE = DuplicateSuspected(issue="I0012", like="I0007", project="P0142", similarity=92)

PHOTO = Evidence(
    uri="https://evidence.example.org/2026/01/P0142-7.jpg",
    sha256=sha256(b"photo").hexdigest(),
    media_type="image/jpeg",
    title="三号厂房基坑",
)
ANNOUNCED = InspectionAnnounced(
    inspection="V0031",
    project="P0142",
    inspectors=("赵工", "钱工"),
    announced_on=date(2026, 1, 26),
    planned_on=date(2026, 1, 29),
)
INSPECTED = InspectionHeld(
    inspection="V0031",
    project="P0142",
    inspectors=("赵工", "钱工"),
    inspected_on=date(2026, 1, 29),
    month=Month("2026-01"),
    money_unit=MoneyUnit.CNY_10K,
    investment=Decimal("2600.00"),
    physical=Decimal("3.80"),
    findings="三号厂房桩基完成八成；塔吊两台在场",
    blockers=(FoundBlocker(title="施工便道未通", factor=Factor.DEMOLITION, since=date(2026, 1, 8)),),
    photos=(PHOTO,),
)

TOUR = TourListed(
    tour="T2026-1",
    name="2026年上半年重点项目观摩",
    projects=("P0142", "P0207"),
    judges=("孙主任", "周教授"),
    starts_on=date(2026, 1, 20),
    ends_on=date(2026, 1, 23),
)
SCORED = ObservationScored(
    tour="T2026-1",
    project="P0142",
    judge="孙主任",
    score=Decimal("86.50"),
    comment="现场有序，进度略慢于计划",
    scored_on=date(2026, 1, 21),
)

MERIT = MarkGiven(
    mark="M0009",
    project="P0142",
    month=Month("2026-01"),
    kind=MarkKind.MERIT,
    points=Decimal("1.50"),
    reason="承办全区现场会",
    given_by="工作调度专班",
    evidence=(PHOTO,),
)

HOUSING_GRANT = GrantGiven(
    grantee="housing-bureau",
    grant="reports-2026",
    messages=("progress-reported", "issue-*"),
    projects=("P01*", "P0207"),
    fields=("investment", "physical"),
    public_key="UA3GLURY24W3KTQXJN5652QSEWB5X6NHJMEX6CGWSIRXJ33TAJ5AIYM6",
    given_by="工作调度专班",
)
"""Its key's seed is the SHA-256 of the grantee's name: a test can sign with it."""
GRANT_REVOKED = GrantRevoked(
    grantee="housing-bureau", grant="reports-2026", reason="项目移交城市管理局", revoked_by="工作调度专班"
)

DISCARDED = MessageDiscarded(
    service="intake",
    sequence=4711,
    subject="redcard.in.housing-bureau.progress-reported",
    message_id="m4711",
    sha256=sha256(b"parked").hexdigest(),
    reason="发送方已用新编号重报",
    discarded_by="值班员",
)

EXAMPLES: tuple[Fact, ...] = (
    TRIAGED, CONSULTED, SENT_EXPRESS, REOPENED, TASK_DONE, ALIKE, ANNOUNCED, INSPECTED, TOUR, SCORED, MERIT,
    HOUSING_GRANT, GRANT_REVOKED, DISCARDED,
)  # fmt: skip
"""Every fact of these topics, each with every field filled."""
