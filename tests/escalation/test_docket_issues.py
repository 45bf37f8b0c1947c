"""The docket of issues and factors: nothing that is open is missing, whatever became of its clock."""

from dataclasses import replace
from datetime import date

import pytest

from services.escalation.docket.entry import Kind
from shared.catalogue import Fact
from shared.catalogue.intake import (
    DayBegun,
    DuplicateSuspected,
    FactorBlocked,
    FactorGuaranteed,
    FactorPending,
    IssueAccepted,
    ProjectCompleted,
    TaskDone,
)
from shared.catalogue.values import Factor, MoneyUnit
from tests.escalation.docketing import docket, shown
from tests.escalation.owing import (
    CONSULTED,
    NEEDED,
    SOLVED,
    TRIAGED,
    raised,
)
from tests.escalation.story import begun, registered, roadblock

UNTRIAGED = "- waiting work-dispatch 工作调度专班: 交办问题I1“供电迁改未批复”：明确层级、承办人、期限"
UNSOLVED = "2026-01-20 running work-dispatch 发改局: 解决问题I1“供电迁改未批复”（责任单位）"


def test_an_issue_is_its_units_until_somebody_triages_it() -> None:
    assert [UNSOLVED, UNTRIAGED] == shown(docket(raised()))
    assert ["2026-01-20 running work-dispatch 住建局: 解决问题I1“供电迁改未批复”（专班）"] == shown(
        docket(raised(TRIAGED))
    )


def test_an_issue_about_a_factor_is_the_factor_guarantee_task_forces() -> None:
    assert {"factor-guarantee"} == {entry.force for entry in docket(raised(CONSULTED, factor=Factor.ENERGY))}


def test_a_solved_issue_waits_for_its_acceptance_and_is_closed_by_it() -> None:
    log = raised(SOLVED)
    assert ["- waiting work-dispatch 工作调度专班: 验收问题I1“供电迁改未批复”：住建局报称已办结"] == shown(docket(log))
    accepted = IssueAccepted(issue="I1", accepted_by="督查室", accepted_on=date(2026, 1, 12))
    assert [] == docket(log.happens(accepted))


def test_what_a_consultation_decided_is_owed_one_by_one() -> None:
    log = raised(TRIAGED, CONSULTED)
    scheme, money = (
        f"2026-01-{day} running work-dispatch {owner}: 落实会商议定事项：{words}（问题I1“供电迁改未批复”）"
        for day, owner, words in ((12, "供电公司", "完成迁改方案"), (14, "财政局", "落实迁改资金"))
    )
    assert [scheme, money] == shown(docket(log))[:2]
    done = TaskDone(issue="I1", consultation=1, decision=1, proof="方案", done_by="供电公司", done_on=date(2026, 1, 10))
    assert money == shown(docket(log.happens(done)))[0]


def test_an_overdue_issue_climbs_until_no_day_is_set_and_the_day_behind_its_own_is_told() -> None:
    log = raised().day("2026-01-21")
    behind = "2026-02-03 running work-dispatch 发改局: 解决问题I1“供电迁改未批复”（超过此期限即督办）"
    assert ["2026-01-28 running work-dispatch 一专班: 解决问题I1“供电迁改未批复”（专班）", behind] == shown(docket(log))
    for day in ("2026-01-29", "2026-02-06", "2026-02-14"):
        log.day(day)
    assert [
        "2026-02-03 overdue work-dispatch 发改局: 解决问题I1“供电迁改未批复”（超过此期限即督办）",
        "- waiting work-dispatch 区委常委会会议: 解决问题I1“供电迁改未批复”（区级会议，未设期限）",
    ] == [line for line in shown(docket(log)) if "I1" in line]


def test_an_open_issue_of_a_project_that_has_ended_does_not_vanish() -> None:
    ended = ProjectCompleted(
        project="P1", completed_on=date(2026, 1, 9), accepted_by="验收组", money_unit=MoneyUnit.CNY_10K
    )
    assert ["- waiting work-dispatch 住建局: 解决问题I1“供电迁改未批复”（专班，未设期限）"] == shown(
        docket(raised(TRIAGED, NEEDED, ended))
    )


def test_issues_that_read_alike_are_to_be_looked_at_while_both_are_open() -> None:
    log = raised(TRIAGED, replace(roadblock("I2", "2026-01-20"), title="供电迁改尚未批复"))
    log.happens(replace(TRIAGED, issue="I2"), DuplicateSuspected(issue="I2", like="I1", project="P1", similarity=93))
    alike = "问题I2“供电迁改尚未批复”与I1“供电迁改未批复”是否重复（相似度93%）"
    assert f"- waiting work-dispatch 工作调度专班: 核对{alike}" == shown(docket(log))[-1]
    assert not [entry for entry in docket(log.happens(SOLVED)) if entry.kind is Kind.DUPLICATE]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ((NEEDED,), ["2026-01-31 running factor-guarantee 自然资源局: 保障用地"]),
        (
            (NEEDED, FactorPending(project="P1", factor=Factor.LAND, guarantor="局", pending_on=date(2026, 1, 6))),
            ["2026-01-31 running factor-guarantee 局: 保障用地（办理中）"],
        ),
        (
            (
                NEEDED,
                FactorBlocked(
                    project="P1", factor=Factor.LAND, reason="指标未批", blocked_on=date(2026, 1, 6), blocked_by="省厅"
                ),
            ),
            ["2026-01-31 running factor-guarantee 自然资源局: 保障用地（受阻：指标未批）"],
        ),
        (
            (
                NEEDED,
                FactorGuaranteed(
                    project="P1", factor=Factor.LAND, guaranteed_on=date(2026, 1, 8), guaranteed_by="自然资源局"
                ),
            ),
            [],
        ),
        ((NEEDED, DayBegun(day=date(2026, 2, 1))), ["2026-01-31 overdue factor-guarantee 自然资源局: 保障用地"]),
        (
            (replace(registered("P2"), factors_needed=(Factor.FUNDS,)),),
            ["- waiting factor-guarantee 要素保障专班: 保障资金"],
        ),
    ],
    ids=["needed", "pending", "blocked", "guaranteed", "late", "at registration"],
)
def test_factors_are_owed_by_their_guarantors(facts: tuple[Fact, ...], told: list[str]) -> None:
    assert told == shown(docket(begun().day("2026-01-05").happens(*facts)))
