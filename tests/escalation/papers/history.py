"""A case from its first red card to its second look, told fact by fact by the log's own days."""

from collections.abc import Iterator
from datetime import date

from services.escalation.papers.fold import Register
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    CaseClosed,
    CaseReviewed,
    Clock,
    Commitment,
    CommitmentKept,
    Conclusion,
    DeadlineMissed,
    DeadlineMoved,
    ExemptionGranted,
    ExemptionKind,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    Outcome,
    ReminderIssued,
    Step,
    StepWithdrawn,
    Trigger,
    Undoing,
)
from shared.catalogue.intake import DayBegun, IssueRaised
from shared.catalogue.values import Card, Month
from tests.escalation.papers.facts import (
    CONTEST,
    EDITION,
    LADDER,
    LETTER,
    NAME,
    OFFICE,
    OFFICIAL,
    PEOPLE,
    UNIT,
    card,
    day,
    ground,
    order,
    registered,
)
from tests.memory import Log

EXEMPTION = ExemptionGranted(
    exemption="E0004",
    project="P0142",
    kind=ExemptionKind.FORCE_MAJEURE,
    effects=("plan",),
    from_on=date(2025, 4, 2),
    until=date(2025, 4, 4),
    reason="暴雪停工三天",
    requested_by=UNIT,
    approver="区应急管理局",
    approved_on=date(2025, 4, 5),
)


def told() -> Iterator[Fact]:
    """The whole history; the number at the end of a line is the position at which the fact stands."""
    yield from (LADDER, CONTEST, registered("P0142", NAME), registered("P0007", "滨河路改造"))  # 1-4
    yield day(2, 28)  # 5
    yield card("2025-01", Card.YELLOW)  # 6
    why = ground("yellow", Trigger.YELLOW_CARD, "2025-01", "2025-01", [6])
    yield ReminderIssued(project="P0142", ground=why, **PEOPLE, decided_by=OFFICE, issued_on=date(2025, 2, 28))  # 7
    yield day(3, 31)  # 8
    yield card("2025-02", Card.RED)  # 9
    why = ground("no-report", Trigger.REPORTS_MISSING, "2025-02", "2025-02", [5])
    yield order("P0007", why, date(2025, 3, 31), date(2025, 4, 7))  # 10
    why = ground("red", Trigger.RED_CARDS, "2025-02", "2025-02", [9], streak=1)
    yield order("P0142", why, date(2025, 3, 31), date(2025, 4, 7))  # 11
    yield IssueRaised(
        issue="I0007",
        project="P0142",
        title="10 千伏线路迁改未完成",
        raised_by=UNIT,
        raised_on=date(2025, 3, 1),
        due_on=date(2025, 3, 15),
    )  # 12
    why = ground("issue-overdue", Trigger.ISSUE_OVERDUE, "I0007", "2025-03", [12])
    yield GroundJoined(project="P0142", case=1, step=Step.SUPERVISION_ORDER, position=11, ground=why)  # 13
    yield EXEMPTION  # 14
    yield DeadlineMoved(
        deadline="plan-P0142-1-supervision-order-1",
        project="P0142",
        clock=Clock.PLAN,
        was_due_on=date(2025, 4, 7),
        due_on=date(2025, 4, 10),
        because=(14,),
    )  # 15
    yield day(4, 9)  # 16
    yield OrderAnswered(
        project="P0142",
        case=1,
        kind=AnswerKind.PLAN,
        answer="增派两个班组，四月底前补齐桩基工程。\n# 这一行不是标题 | 也不是表格",
        answered_by=f"{UNIT} 赵刚",
        answered_on=date(2025, 4, 9),
        evidence=(LETTER,),
    )  # 17
    yield AnswerReviewed(
        project="P0142",
        case=1,
        kind=AnswerKind.PLAN,
        accepted=True,
        reason="措施具体，责任到人",
        reviewed_by="孙立",
        reviewed_on=date(2025, 4, 10),
    )  # 18
    yield day(4, 30)  # 19
    yield card("2025-03", Card.RED, 2)  # 20
    yield InterviewOrdered(
        project="P0142",
        case=1,
        ground=ground("red-twice", Trigger.RED_CARDS, "2025-03", "2025-03", [9, 20], streak=2),
        **PEOPLE,
        decided_by="包靠领导的上级",
        issued_on=date(2025, 4, 30),
        hold_by=date(2025, 5, 9),
    )  # 21


def rest() -> Iterator[Fact]:
    """What followed on the interview notice."""
    yield day(5, 8)  # 22
    yield InterviewHeld(
        project="P0142",
        case=1,
        held_on=date(2025, 5, 8),
        held_by="区委书记 李明",
        attended=(OFFICIAL, "赵刚"),
        minutes="指出连续两个月红牌的原因。\n单位说明线路迁改受阻，承诺追回进度。",
        commitments=(
            Commitment(commitment="完成10千伏线路迁改", owner="赵刚", due_on=date(2025, 5, 20)),
            Commitment(commitment="完成主体结构封顶", owner=OFFICIAL, due_on=date(2025, 5, 31)),
        ),
    )  # 23
    yield CommitmentKept(
        project="P0142",
        case=1,
        commitment=1,
        proof="供电公司出具送电证明",
        confirmed_by="孙立",
        kept_on=date(2025, 5, 19),
    )  # 24
    yield day(6, 1)  # 25
    yield DeadlineMissed(
        deadline="commitment-P0142-1-interview-1-2",
        project="P0142",
        clock=Clock.COMMITMENT,
        set_by=23,
        subject="1-interview-1-2",
        owed_by=OFFICIAL,
        due_on=date(2025, 5, 31),
        missed_on=date(2025, 6, 1),
    )  # 26
    yield AccountabilityOpened(
        project="P0142",
        case=1,
        ground=ground("commitment-broken", Trigger.COMMITMENT_BROKEN, "1-interview-1-2", "2025-06", [21, 23, 26]),
        **PEOPLE,
        decided_by="工作问责专班",
        issued_on=date(2025, 6, 1),
        conclude_by=date(2025, 7, 1),
    )  # 27


def end() -> Iterator[Fact]:
    """How it ended."""
    yield day(6, 20)  # 28
    yield AccountabilityConcluded(
        project="P0142",
        case=1,
        conclusion=Conclusion.CRITICISM,
        concerning=OFFICIAL,
        reason="承诺事项未按期兑现，对外部制约估计不足；到场说明后认错态度较好。",
        heard_on=date(2025, 6, 10),
        concluded_by="工作问责专班",
        concluded_on=date(2025, 6, 20),
    )  # 29
    yield AppealRaised(
        appeal="A0002",
        project="P0142",
        case=1,
        step=Step.ACCOUNTABILITY,
        ground="封顶延误由设计变更引起，变更经区自然资源局批准。",
        raised_by=OFFICIAL,
        raised_on=date(2025, 6, 22),
    )  # 30
    yield AppealDecided(
        appeal="A0002",
        upheld=True,
        reason="设计变更属实，依据不足",
        decided_by="区纪委监委",
        decided_on=date(2025, 6, 28),
    )  # 31
    yield day(6, 29)  # 32
    yield StepWithdrawn(
        project="P0142",
        case=1,
        step=Step.ACCOUNTABILITY,
        position=27,
        undoing=Undoing.APPEAL_UPHELD,
        evidence=(31,),
        withdrawn_on=date(2025, 6, 29),
    )  # 33
    yield CaseClosed(
        project="P0142",
        case=1,
        outcome=Outcome.RECOVERED,
        recovered=Month("2025-06"),
        evidence=(),
        edition=EDITION,
        ladder_sha256="1" * 64,
        closed_on=date(2025, 6, 29),
        review_on=date(2025, 12, 29),
    )  # 34
    yield DayBegun(day=date(2025, 12, 20))  # 35
    yield CaseReviewed(
        project="P0142",
        case=1,
        holds=True,
        finding="三季度以来均为蓝牌，现场施工正常",
        reviewed_by="孙立",
        reviewed_on=date(2025, 12, 20),
    )  # 36


def register(*parts: Iterator[Fact], project: str = "P0142") -> Register:
    """What a project's register holds of a history."""
    found, log = Register(project), Log(*(fact for part in parts for fact in part))
    for logged in log.entries:
        found.evolve(logged)
    return found


def ordered() -> Register:
    """Up to the interview notice."""
    return register(told())


def opened() -> Register:
    """Up to the opening of accountability."""
    return register(told(), rest())


def whole() -> Register:
    """All of it."""
    return register(told(), rest(), end())
