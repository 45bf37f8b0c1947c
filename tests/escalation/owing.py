"""Debts: an order, a summons, an interview, an issue and a factor, and what is said of them."""

from dataclasses import replace
from datetime import date

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AnswerKind,
    AnswerReviewed,
    Commitment,
    InterviewHeld,
    OrderAnswered,
)
from shared.catalogue.intake import (
    ConsultationDecision,
    FactorNeeded,
    IssueConsulted,
    IssueLevel,
    IssueSolved,
    IssueTriaged,
)
from shared.catalogue.values import Factor
from tests.escalation.story import Log, begun, roadblock

PLAN, PROOF = AnswerKind.PLAN, AnswerKind.PROOF
TRIAGED = IssueTriaged(
    issue="I1",
    level=IssueLevel.TASK_FORCE,
    owner="住建局",
    due_on=date(2026, 1, 20),
    triaged_by="调度办",
    triaged_on=date(2026, 1, 6),
)
SOLVED = IssueSolved(issue="I1", solved_by="住建局", solved_on=date(2026, 1, 9), proof="已迁改")
CONSULTED = IssueConsulted(
    issue="I1",
    held_on=date(2026, 1, 7),
    chaired_by="张三",
    participants=("住建局",),
    decisions=(
        ConsultationDecision(decision="完成迁改方案", owner="供电公司", due_on=date(2026, 1, 12)),
        ConsultationDecision(decision="落实迁改资金", owner="财政局", due_on=date(2026, 1, 14)),
    ),
)
NEEDED = FactorNeeded(
    project="P1", factor=Factor.LAND, guarantor="自然资源局", due_on=date(2026, 1, 31), needed_on=date(2026, 1, 5)
)


def answered(kind: AnswerKind, day: int) -> OrderAnswered:
    return OrderAnswered(
        project="P1", case=1, kind=kind, answer="整改", answered_by="赵刚", answered_on=date(2026, 2, day)
    )


def reviewed(kind: AnswerKind, *, accepted: bool) -> AnswerReviewed:
    return AnswerReviewed(
        project="P1",
        case=1,
        kind=kind,
        accepted=accepted,
        reason="核查",
        reviewed_by="督查室",
        reviewed_on=date(2026, 2, 5),
    )


def ordered() -> Log:
    """An order of 1 February."""
    return begun().card("2026-01", "R")


def summoned() -> Log:
    """A summons of 1 March, the order before it proven."""
    log = ordered().happens(answered(PLAN, 2), answered(PROOF, 3), reviewed(PROOF, accepted=True))
    return log.card("2026-02", "R")


def held() -> Log:
    """An interview with two commitments."""
    return summoned().happens(
        InterviewHeld(
            project="P1",
            case=1,
            held_on=date(2026, 3, 3),
            held_by="区委书记",
            attended=("赵刚",),
            minutes="已约谈",
            commitments=(
                Commitment(commitment="完成封顶", owner="赵刚", due_on=date(2026, 3, 31)),
                Commitment(commitment="增派班组", owner="王建国", due_on=date(2026, 3, 10)),
            ),
        )
    )


def raised(*facts: Fact, factor: Factor | None = None) -> Log:
    """An issue of 5 January, due on 20 January, and what was said of it."""
    log = begun().day("2026-01-05").happens(replace(roadblock("I1", "2026-01-20"), factor=factor))
    return log.day("2026-01-10").happens(*facts)
