"""What people say of project P1 in escalation's stories: answers, reviews, interviews, appeals, excuses."""

from datetime import date

from services.escalation.ladder import parse
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AnswerKind,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    CaseReviewed,
    Commitment,
    CommitmentKept,
    ConcealmentConfirmed,
    Conclusion,
    ExemptionEnded,
    ExemptionGranted,
    ExemptionKind,
    Ground,
    InterviewHeld,
    OrderAnswered,
    Step,
    Trigger,
)
from shared.catalogue.intake import ProjectResumed, ProjectSuspended, ProjectWithdrawn, SuspensionReason
from shared.catalogue.values import Month
from tests.escalation.story import SHIPPED, Log

PLAN, PROOF = AnswerKind.PLAN, AnswerKind.PROOF


def on(day: str) -> date:
    return date.fromisoformat(day)


def ground(
    rule: str, trigger: Trigger, subject: str, month: str, *evidence: int, streak: int = 0, policy: str = SHIPPED
) -> Ground:
    """A ground under a ladder."""
    ladder = parse(policy)
    return Ground(
        rule=rule,
        edition=ladder.edition,
        ladder_sha256=ladder.sha256,
        trigger=trigger,
        subject=subject,
        month=Month(month),
        streak=streak,
        evidence=evidence,
    )


def answered(kind: AnswerKind, day: str, case: int = 1) -> OrderAnswered:
    return OrderAnswered(project="P1", case=case, kind=kind, answer="增派班组", answered_by="赵刚", answered_on=on(day))


def looked_at(kind: AnswerKind, day: str, *, accepted: bool, case: int = 1) -> AnswerReviewed:
    return AnswerReviewed(
        project="P1",
        case=case,
        kind=kind,
        accepted=accepted,
        reason="已核实",
        reviewed_by="工作调度专班",
        reviewed_on=on(day),
    )


def proven(log: Log, plan: str, proof: str, case: int = 1) -> Log:
    """An order was answered in time, and the proof accepted: nothing is owed on it any more."""
    return log.happens(
        answered(PLAN, plan, case), answered(PROOF, proof, case), looked_at(PROOF, proof, accepted=True, case=case)
    )


def held(day: str, *due_on: str, case: int = 1) -> InterviewHeld:
    """An interview, with a commitment for each of these days."""
    undertaken = tuple(Commitment(commitment="追回进度", owner="赵刚", due_on=on(due)) for due in due_on)
    return InterviewHeld(
        project="P1",
        case=case,
        held_on=on(day),
        held_by="区委书记",
        attended=("赵刚",),
        minutes="已约谈",
        commitments=undertaken,
    )


def kept(number: int, day: str, case: int = 1) -> CommitmentKept:
    return CommitmentKept(
        project="P1", case=case, commitment=number, proof="监理签认", confirmed_by="督查室", kept_on=on(day)
    )


def concluded(day: str, case: int = 1) -> AccountabilityConcluded:
    return AccountabilityConcluded(
        project="P1",
        case=case,
        conclusion=Conclusion.CRITICISM,
        concerning="赵刚",
        reason="承诺未兑现",
        heard_on=on(day),
        concluded_by="工作问责专班",
        concluded_on=on(day),
    )


def second_look(day: str, *, holds: bool, case: int = 1) -> CaseReviewed:
    return CaseReviewed(
        project="P1", case=case, holds=holds, finding="已复查", reviewed_by="督查室", reviewed_on=on(day)
    )


def appealed(step: Step, day: str, case: int = 1, appeal: str = "A1") -> AppealRaised:
    return AppealRaised(
        appeal=appeal, project="P1", case=case, step=step, ground="数据有误", raised_by="发改局", raised_on=on(day)
    )


def decided(day: str, *, upheld: bool, appeal: str = "A1") -> AppealDecided:
    return AppealDecided(appeal=appeal, upheld=upheld, reason="核实", decided_by="区政府", decided_on=on(day))


def exempted(name: str, first: str, last: str, *effects: str) -> ExemptionGranted:
    return ExemptionGranted(
        exemption=name,
        project="P1",
        kind=ExemptionKind.FORCE_MAJEURE,
        effects=effects,
        from_on=on(first),
        until=on(last),
        reason="洪水",
        requested_by="发改局",
        approver="区政府",
        approved_on=on("2026-01-31"),
    )


def exemption_ended(name: str, day: str) -> ExemptionEnded:
    return ExemptionEnded(exemption=name, ended_on=on(day), reason="水退", ended_by="区政府")


def suspended(day: str) -> ProjectSuspended:
    return ProjectSuspended(
        project="P1",
        reason_class=SuspensionReason.SAFETY,
        reason="停工整改",
        approver="区政府",
        suspended_on=on(day),
    )


def resumed(day: str) -> ProjectResumed:
    return ProjectResumed(project="P1", reason="复工", resumed_on=on(day))


def withdrawn(day: str) -> ProjectWithdrawn:
    return ProjectWithdrawn(project="P1", reason="退出", approver="区政府", withdrawn_on=on(day))


def concealed(month: str, day: str) -> ConcealmentConfirmed:
    return ConcealmentConfirmed(
        project="P1",
        month=Month(month),
        finding="虚报投资",
        heard="赵刚",
        heard_on=on(day),
        confirmed_by="审计局",
        confirmed_on=on(day),
    )
