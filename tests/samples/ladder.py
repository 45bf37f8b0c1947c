"""Named examples: what escalation decides by the ladder - steps, findings, deadlines - and how its case goes on.

One case of the steelworks: ordered for January's red card, answered, closed in April and looked at again in June.
"""

from datetime import date
from hashlib import sha256
from typing import Any

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    AnswerKind,
    AnswerReviewed,
    CaseClosed,
    CaseReopened,
    CaseReviewed,
    Climb,
    Clock,
    CommitmentKept,
    ConcealmentDismissed,
    DeadlineMissed,
    DeadlineMoved,
    Fault,
    FindingMade,
    Ground,
    GroundJoined,
    InterviewOrdered,
    IssueClimbed,
    LadderAdopted,
    Outcome,
    ReminderIssued,
    Seen,
    Sign,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
    Undoing,
)
from shared.catalogue.intake import IssueLevel
from shared.catalogue.values import Month
from tests.samples.cases import LETTER

DIGEST = sha256(b"ladder").hexdigest()
LADDER = LadderAdopted(edition="hanting-2025.1", text='edition = "1"\n', sha256=DIGEST, adopted_by="区重点项目指挥部")
GROUND = Ground(
    rule="red",
    edition="hanting-2025.1",
    ladder_sha256=DIGEST,
    trigger=Trigger.RED_CARDS,
    subject="2026-01",
    month=Month("2026-01"),
    streak=1,
    evidence=(32,),
)
OVERDUE = Ground(
    rule="issue-overdue",
    edition="hanting-2025.1",
    ladder_sha256=DIGEST,
    trigger=Trigger.ISSUE_OVERDUE,
    subject="I0007",
    month=Month("2026-02"),
    streak=0,
    evidence=(29, 38),
)
YELLOW = Ground(
    rule="yellow",
    edition="hanting-2025.1",
    ladder_sha256=DIGEST,
    trigger=Trigger.YELLOW_CARD,
    subject="2026-02",
    month=Month("2026-02"),
    streak=0,
    evidence=(40,),
)

PEOPLE: dict[str, Any] = {
    "project": "P0142",
    "case": 1,
    "ground": GROUND,
    "responsible_unit": "工业和信息化局",
    "lead_official": "王建国",
    "issued_on": date(2026, 2, 3),
}
ORDER = SupervisionOrderIssued(
    **PEOPLE, decided_by="工作调度专班", plan_due_on=date(2026, 2, 10), result_due_on=date(2026, 2, 28)
)
INTERVIEW = InterviewOrdered(**PEOPLE, decided_by="区委书记", hold_by=date(2026, 3, 10))
ACCOUNTABILITY = AccountabilityOpened(**PEOPLE, decided_by="工作问责专班", conclude_by=date(2026, 4, 30))
REMINDER = ReminderIssued(
    project="P0142",
    ground=YELLOW,
    responsible_unit="工业和信息化局",
    lead_official="王建国",
    decided_by="工作调度专班",
    issued_on=date(2026, 3, 3),
)
JOINED = GroundJoined(project="P0142", case=1, step=Step.SUPERVISION_ORDER, position=33, ground=OVERDUE)
STEP_WITHDRAWN = StepWithdrawn(
    project="P0142",
    case=1,
    step=Step.SUPERVISION_ORDER,
    position=33,
    undoing=Undoing.GROUND_LOST,
    evidence=(35,),
    withdrawn_on=date(2026, 2, 7),
)

ANSWER_REVIEWED = AnswerReviewed(
    project="P0142",
    case=1,
    kind=AnswerKind.PLAN,
    accepted=True,
    reason="措施具体，节点明确，责任到人",
    reviewed_by="工作调度专班 周敏",
    reviewed_on=date(2026, 2, 8),
)
"""What was answered on 6 February, looked at two days later."""
COMMITMENT_KEPT = CommitmentKept(
    project="P0142",
    case=1,
    commitment=1,
    proof="主体结构已封顶，监理出具验收记录",
    confirmed_by="工作调度专班 周敏",
    kept_on=date(2026, 3, 28),
    evidence=(LETTER,),
)

CLOSED_CASE = CaseClosed(
    project="P0142",
    case=1,
    outcome=Outcome.RECOVERED,
    recovered=Month("2026-03"),
    evidence=(40, 44),
    edition="hanting-2025.1",
    ladder_sha256=DIGEST,
    closed_on=date(2026, 4, 2),
    review_on=date(2026, 10, 2),
)
REOPENED_CASE = CaseReopened(project="P0142", case=1, evidence=(47,), reopened_on=date(2026, 4, 9))
CASE_REVIEWED = CaseReviewed(
    project="P0142",
    case=1,
    holds=True,
    finding="进度持续达到序时计划，整改措施已形成制度",
    reviewed_by="区政府督查室",
    reviewed_on=date(2026, 6, 29),
    evidence=(LETTER,),
)

DEADLINE_MOVED = DeadlineMoved(
    deadline="issue-9",
    project="P0142",
    clock=Clock.ISSUE,
    was_due_on=date(2026, 1, 26),
    due_on=date(2026, 2, 7),
    because=(11, 24),
)
"""Twelve days of suspension, from 12 January until it ended on the 24th, do not count."""
DEADLINE_MISSED = DeadlineMissed(
    deadline="overdue-29",
    project="P0142",
    clock=Clock.OVERDUE,
    set_by=29,
    subject="I0007",
    owed_by="供电公司",
    due_on=date(2026, 2, 24),
    missed_on=date(2026, 2, 25),
)
"""Reopened, due on 10 February, and unsolved a fortnight later."""
CLIMBED = IssueClimbed(
    issue="I0007",
    project="P0142",
    cause=Climb.OVERDUE,
    level=IssueLevel.JOINT_CONSULTATION,
    owner="工作调度专班",
    due_on=date(2026, 2, 18),
    evidence=(36,),
)

FOUND = FindingMade(
    project="P0142",
    month=Month("2026-02"),
    fault=Fault.DRAGGING,
    signs=(Seen(sign=Sign.ISSUE_OVERDUE, evidence=(38,)), Seen(sign=Sign.ISSUE_REOPENED_TWICE, evidence=(29, 37))),
    edition="hanting-2025.1",
    ladder_sha256=DIGEST,
    found_on=date(2026, 3, 3),
)
DISMISSED = ConcealmentDismissed(
    project="P0142",
    month=Month("2026-01"),
    reason="差额系工程量计量口径不同，凭证齐全",
    heard="工业和信息化局局长",
    heard_on=date(2026, 2, 5),
    dismissed_by="工作问责专班",
    dismissed_on=date(2026, 2, 7),
    evidence=(LETTER,),
)

EXAMPLES: tuple[Fact, ...] = (
    LADDER, REMINDER, ORDER, INTERVIEW, ACCOUNTABILITY, JOINED, STEP_WITHDRAWN, ANSWER_REVIEWED, COMMITMENT_KEPT,
    CLOSED_CASE, REOPENED_CASE, CASE_REVIEWED, DEADLINE_MOVED, DEADLINE_MISSED, CLIMBED, FOUND, DISMISSED,
)  # fmt: skip
