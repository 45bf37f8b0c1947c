"""How a docket is told: how an entry stands, why, and what of it is whose."""

from dataclasses import replace
from datetime import date

from services.escalation.docket.entry import Force, Kind, Why
from services.escalation.docket.sentences import FACTS, FORCES, OWED, stands, why
from services.escalation.docket.whose import people, theirs
from shared.catalogue.values import Factor
from tests.escalation.docketing import docket, read, shown
from tests.escalation.owing import (
    NEEDED,
    PLAN,
    TRIAGED,
    answered,
    held,
    ordered,
    raised,
)
from tests.escalation.story import assigned, registered


def test_how_an_entry_stands_in_words() -> None:
    log = ordered().happens(answered(PLAN, 2))
    proof, answer = docket(log)
    assert ("剩27天", "27 d left") == stands(proof, date(2026, 2, 1))
    assert ("今天到期", "today") == stands(proof, date(2026, 2, 28))
    assert ("待办3天", "open 3 d") == stands(answer, date(2026, 2, 5))
    assert ("今日起待办", "open since today") == stands(answer, date(2026, 2, 2))
    late = docket(ordered().day("2026-02-09"))[0]
    assert ("逾期1天", "1 d late") == stands(late, date(2026, 2, 9))


def test_an_entry_tells_the_fact_it_comes_from_and_every_rule_that_called_for_it() -> None:
    log = ordered().day("2026-02-09")
    edition = "hanting-ladder-2025.2"
    _, interview, _ = docket(log)
    position = interview.why.position
    assert interview.why[:2] == ("interview.ordered", position)
    assert (
        f"约谈通知（第{position}条）：逾期未答复督办（条款unanswered）",
        f"interview ordered (entry {position}): a supervision order was not answered in time (rule unanswered)",
    ) == why(interview, edition)
    assert f"约谈通知（第{position}条）：逾期未答复督办（{edition}条款unanswered）" == why(interview, "another")[0]


def test_a_ground_that_was_lost_is_told_no_more() -> None:
    log = raised(TRIAGED).card("2026-01", "R")
    log.day("2026-02-10").reissue("2026-01", "B")
    rules = {entry.kind: [ground.rule for ground in entry.why.grounds] for entry in docket(log)}
    assert ["issue-overdue"] == rules[Kind.RESULT]


def test_an_issue_tells_where_its_day_comes_from() -> None:
    (entry,) = docket(raised(TRIAGED))
    assert Why("issue.triaged", 7) == entry.why
    assert ("交办（第7条）", "triaged (entry 7)") == why(entry, "")


def test_a_docket_of_somebody_holds_what_they_see_to_are_in_charge_of_or_owe() -> None:
    log = held().happens(registered("P2"), assigned("P2", responsible_unit="住建局", lead_official="李四"))
    log.happens(replace(NEEDED, project="P2", due_on=date(2026, 3, 31)))
    caseload, notes = read(log.entries)
    found = docket(log)
    known = people(caseload, found)
    asked = ("工作问责专班", "accountability", "住建局", "李四", "张三", "自然资源局", "王建国")
    counts = {who: len(theirs(found, whose)) for who in asked if (whose := known.named(who, {}))}
    assert {
        "工作问责专班": 2,
        "accountability": 2,
        "住建局": 1,
        "李四": 1,
        "张三": 2,
        "自然资源局": 1,
        "王建国": 1,
    } == counts
    assert notes.names == {"P1": "项目P1", "P2": "项目P2"}
    assert (None, "李四") == (known.named("Li Si", {}), known.named("Li Si", {"李四": "Li Si"}))


def test_what_a_task_force_owes_is_on_its_docket_whoever_sees_to_it() -> None:
    climbed = raised(TRIAGED, factor=Factor.ENERGY).day("2026-01-21")
    mine = theirs(docket(climbed), Force.WORK_DISPATCH)
    assert [
        "2026-01-28 running factor-guarantee 工作调度专班: 解决问题I1“供电迁改未批复”（联席会商）",
    ] == shown(mine)


def test_the_docket_has_words_for_every_debt() -> None:
    assert set(OWED) | {Kind.FACTOR} == set(Kind)
    assert len({zh for zh, _ in FORCES.values()}) == 3
    assert all(zh and en for zh, en in FACTS.values())
