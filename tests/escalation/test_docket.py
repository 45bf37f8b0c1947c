"""The docket of cases: what steps, answers, appeals and suspicions ask of whom; and clocks that stand still."""

from datetime import date

import pytest

from services.escalation.docket.entry import Kind
from services.escalation.docket.sentences import stands
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AppealDecided,
    AppealRaised,
    CommitmentKept,
    ConcealmentDismissed,
    ExemptionGranted,
    ExemptionKind,
    Step,
)
from shared.catalogue.intake import (
    DayBegun,
    ProjectSuspended,
    SuspensionReason,
)
from shared.catalogue.values import Month
from tests.escalation.docketing import docket, shown, suspected
from tests.escalation.owing import PLAN, PROOF, answered, held, ordered, reviewed, summoned
from tests.escalation.story import Log, begun, ladder

PLAN_DUE = "2026-02-08 running work-dispatch 发改局: 报送整改方案（第1号案件）"
PROOF_DUE = "2026-02-28 running work-dispatch 发改局: 报送整改结果（第1号案件）"


def test_nothing_is_owed_before_the_contest() -> None:
    assert [] == docket(Log(ladder()))


def test_nothing_is_owed_while_nothing_happened() -> None:
    assert [] == docket(begun())


def test_an_order_asks_for_its_plan_and_its_proof() -> None:
    assert [PLAN_DUE, PROOF_DUE] == shown(docket(ordered()))


def test_what_ran_out_comes_first_and_what_it_called_for_follows() -> None:
    late = [
        "2026-02-08 overdue work-dispatch 发改局: 报送整改方案（第1号案件）",
        "2026-02-16 running work-dispatch 包靠领导的上级: 进行约谈并作记录（第1号案件）",
    ]
    assert [*late, PROOF_DUE] == shown(docket(ordered().day("2026-02-09")))


def test_on_its_day_it_still_runs() -> None:
    assert [PLAN_DUE, PROOF_DUE] == shown(docket(ordered().day("2026-02-08")))


def test_what_ran_out_is_overdue_even_where_escalation_has_not_said_so() -> None:
    log = ordered()
    log.tell(DayBegun(day=date(2026, 2, 9)))
    assert ["2026-02-08 overdue work-dispatch 发改局: 报送整改方案（第1号案件）", PROOF_DUE] == shown(docket(log))


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        (
            (answered(PLAN, 2),),
            [PROOF_DUE, "- waiting work-dispatch 工作调度专班: 审核赵刚报送的整改方案（第1号案件）"],
        ),
        ((answered(PLAN, 2), reviewed(PLAN, accepted=True)), [PROOF_DUE]),
        ((answered(PLAN, 2), reviewed(PLAN, accepted=False)), [PLAN_DUE, PROOF_DUE]),
        (
            (answered(PLAN, 2), answered(PROOF, 3)),
            ["- waiting work-dispatch 工作调度专班: 审核赵刚报送的整改结果（第1号案件）"],
        ),
        ((answered(PLAN, 2), answered(PROOF, 3), reviewed(PROOF, accepted=True)), []),
    ],
    ids=["a plan", "accepted", "sent back", "its proof", "proof accepted"],
)
def test_an_answer_waits_for_somebody_to_look_at_it(answers: tuple[Fact, ...], waits: list[str]) -> None:
    assert waits == shown(docket(ordered().happens(*answers)))


def test_commitments_are_owed_by_whoever_made_them_until_they_are_kept() -> None:
    log = held()
    roof = "2026-03-31 running accountability 赵刚: 兑现约谈承诺：完成封顶"
    assert ["2026-03-10 running accountability 王建国: 兑现约谈承诺：增派班组", roof] == shown(docket(log))
    kept = CommitmentKept(
        project="P1", case=1, commitment=2, proof="考勤", confirmed_by="督查室", kept_on=date(2026, 3, 5)
    )
    assert [roof] == shown(docket(log.happens(kept)))


def test_accountability_is_to_be_concluded_and_a_recovered_case_looked_at_again() -> None:
    log = held().card("2026-03", "R")
    assert "2026-05-01 running accountability 工作问责专班: 作出问责结论（第1号案件）" in shown(docket(log))
    recovered = ordered().happens(answered(PLAN, 2), answered(PROOF, 3), reviewed(PROOF, accepted=True))
    recovered.card("2026-02", "B").card("2026-03", "B")
    assert ["2026-10-31 running work-dispatch 工作调度专班: 复查第1号案件（回头看）"] == shown(docket(recovered))


@pytest.mark.parametrize(
    ("step", "log", "hears"),
    [
        (
            Step.SUPERVISION_ORDER,
            ordered(),
            "accountability 工作问责专班: 就赵刚对督办的申诉A1作出决定；工作调度专班应当回避",
        ),
        (
            Step.INTERVIEW,
            summoned(),
            "accountability 工作问责专班: 就赵刚对约谈的申诉A1作出决定；包靠领导的上级应当回避",
        ),
        (
            Step.ACCOUNTABILITY,
            held().card("2026-03", "R"),
            "work-dispatch 工作调度专班: 就赵刚对问责的申诉A1作出决定；工作问责专班应当回避",
        ),
    ],
)
def test_an_appeal_is_heard_by_a_task_force_that_did_not_decide_the_step(step: Step, log: Log, hears: str) -> None:
    appeal = AppealRaised(
        appeal="A1", project="P1", case=1, step=step, ground="不服", raised_by="赵刚", raised_on=date(2026, 4, 1)
    )
    log.happens(appeal)
    assert f"- waiting {hears}" in shown(docket(log))
    log.happens(AppealDecided(appeal="A1", upheld=False, reason="无误", decided_by="监委", decided_on=date(2026, 4, 2)))
    assert not [entry for entry in docket(log) if entry.kind is Kind.APPEAL]


def test_a_suspicion_is_heard_and_decided() -> None:
    log = begun().happens(suspected())
    assert [
        "- waiting accountability 工作问责专班: 听取发改局意见，认定或排除截至2026年1月的瞒报疑点：检查结果低于报送数"
    ] == shown(docket(log))
    dismissed = ConcealmentDismissed(
        project="P1",
        month=Month("2026-01"),
        reason="属实",
        heard="赵刚",
        heard_on=date(2026, 2, 2),
        dismissed_by="审计局",
        dismissed_on=date(2026, 2, 3),
    )
    assert [] == docket(log.happens(dismissed))


def exempted(until: int) -> ExemptionGranted:
    return ExemptionGranted(
        exemption="E7",
        project="P1",
        kind=ExemptionKind.FORCE_MAJEURE,
        effects=("plan",),
        from_on=date(2026, 2, 3),
        until=date(2026, 2, until),
        reason="台风",
        requested_by="发改局",
        approver="指挥部",
        approved_on=date(2026, 2, 3),
    )


def test_a_clock_stands_still_while_an_exemption_covers_the_day_and_goes_on_behind_it() -> None:
    log = ordered().day("2026-02-05").happens(exempted(until=6))
    moved = "2026-02-12 {} work-dispatch 发改局: 报送整改方案（第1号案件）"
    assert [moved.format("standing-still"), PROOF_DUE] == shown(docket(log))
    assert ("暂停：E7", "stopped: E7") == stands(docket(log)[0], date(2026, 2, 5))
    assert [moved.format("running"), PROOF_DUE] == shown(docket(log.day("2026-02-07")))


def test_a_suspension_stops_every_clock_for_as_long_as_nobody_says() -> None:
    suspended = ProjectSuspended(
        project="P1",
        reason_class=SuspensionReason.SAFETY,
        reason="隐患",
        approver="指挥部",
        suspended_on=date(2026, 2, 2),
    )
    found = docket(ordered().day("2026-02-05").happens(suspended))
    assert [
        "- standing-still work-dispatch 发改局: 报送整改方案（第1号案件）",
        "- standing-still work-dispatch 发改局: 报送整改结果（第1号案件）",
    ] == shown(found)
    assert ("暂停：停工", "stopped: suspension") == stands(found[0], date(2026, 2, 5))
