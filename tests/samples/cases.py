"""Named examples: answers, conclusions, exemptions, appeals and objections. Imports nothing from `tests.samples`."""

from datetime import date
from hashlib import sha256

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AnswerKind,
    AppealDecided,
    AppealRaised,
    Commitment,
    Conclusion,
    ExemptionEnded,
    ExemptionGranted,
    ExemptionKind,
    InterviewHeld,
    OrderAnswered,
    Step,
)
from shared.catalogue.scoring import ObjectionDecided, ObjectionRaised
from shared.catalogue.values import Evidence, Month

LETTER = Evidence(
    uri="https://files.example/letters/2026-31.pdf",
    sha256=sha256(b"letter").hexdigest(),
    media_type="application/pdf",
    title="用地批复函",
)

ANSWER = OrderAnswered(
    project="P0142",
    case=1,
    kind=AnswerKind.PLAN,
    answer="增派两个班组，2 月底前补齐桩基工程",
    answered_by="工业和信息化局 赵刚",
    answered_on=date(2026, 2, 6),
    evidence=(LETTER,),
)
PROOF = OrderAnswered(
    project="P0142",
    case=1,
    kind=AnswerKind.PROOF,
    answer="桩基工程已完成，监理签认",
    answered_by="工业和信息化局 赵刚",
    answered_on=date(2026, 2, 27),
    evidence=(LETTER,),
)
HELD = InterviewHeld(
    project="P0142",
    case=1,
    held_on=date(2026, 2, 8),
    held_by="区委书记",
    attended=("王建国", "赵刚"),
    minutes="指出红牌原因；单位说明供电迁改受阻，承诺追回进度",
    commitments=(Commitment(commitment="完成主体结构封顶", owner="赵刚", due_on=date(2026, 3, 31)),),
)
CONCLUDED = AccountabilityConcluded(
    project="P0142",
    case=1,
    conclusion=Conclusion.CRITICISM,
    concerning="赵刚",
    reason="三个月红牌，约谈承诺未兑现",
    heard_on=date(2026, 2, 20),
    concluded_by="工作问责专班",
    concluded_on=date(2026, 2, 26),
)

EXEMPTION = ExemptionGranted(
    exemption="E0004",
    project="P0142",
    kind=ExemptionKind.AUTHORITY_DELAY,
    effects=("start_overdue_months",),
    from_on=date(2026, 1, 16),
    until=date(2026, 4, 30),
    reason="用地批复由上级机关办理，晚于法定期限",
    requested_by="工业和信息化局",
    approver="区政府常务会议",
    approved_on=date(2026, 2, 10),
    evidence=(LETTER,),
)
EXEMPTION_ENDED = ExemptionEnded(
    exemption="E0004", ended_on=date(2026, 3, 20), reason="批复已于 3 月 20 日下达", ended_by="区政府办公室"
)

APPEAL = AppealRaised(
    appeal="A0002",
    project="P0142",
    case=1,
    step=Step.SUPERVISION_ORDER,
    ground="1 月数据漏报一张发票，更正后不应为红牌",
    raised_by="工业和信息化局",
    raised_on=date(2026, 2, 3),
    evidence=(LETTER,),
)
APPEAL_DECIDED = AppealDecided(
    appeal="A0002",
    upheld=False,
    reason="更正后投资完成率仍低于红牌线",
    decided_by="区监察委员会",
    decided_on=date(2026, 2, 9),
)

OBJECTION = ObjectionRaised(
    objection="O0011",
    project="P0142",
    month=Month("2026-01"),
    ground="停电期间的进度应予免除",
    raised_by="王建国",
    raised_on=date(2026, 2, 2),
    evidence=(LETTER,),
)
OBJECTION_DECIDED = ObjectionDecided(
    objection="O0011",
    upheld=True,
    reason="停电由供电部门证实",
    decided_by="工作调度专班",
    decided_on=date(2026, 2, 7),
)

EXAMPLES: tuple[Fact, ...] = (
    ANSWER, HELD, CONCLUDED, EXEMPTION, EXEMPTION_ENDED, APPEAL, APPEAL_DECIDED, OBJECTION, OBJECTION_DECIDED,
)  # fmt: skip
