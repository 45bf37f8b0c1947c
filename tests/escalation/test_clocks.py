"""Clocks: which fact sets which deadline, until when and for whom; which meets it, and which asks for it no more."""

import pytest

from shared.catalogue import Fact
from shared.catalogue.escalation import CaseClosed, Clock, DeadlineMissed, Step
from shared.catalogue.intake import (
    ConsultationDecision,
    IssueConsulted,
    IssueLevel,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    TaskDone,
)
from tests.escalation.ladders import SIMPLE
from tests.escalation.people import (
    PLAN,
    PROOF,
    answered,
    appealed,
    concealed,
    concluded,
    decided,
    held,
    kept,
    looked_at,
    on,
    proven,
    second_look,
    withdrawn,
)
from tests.escalation.story import Log, begun, given, roadblock

ORDER, INTERVIEW = "P1-1-supervision-order-1", "P1-1-interview-1"


def owed(log: Log) -> list[tuple[str, str, str]]:
    """What is owed, or was missed: the deadline, its day (and the day it was met after all), and by whom."""
    known = log.caseload().clocks.agenda.of.get("P1", {}).values()
    return [(one.id, f"{one.due_on}{' missed' if one.missed_at else ''}", one.owed_by) for one in known]


def ids(log: Log) -> list[str]:
    return [told for told, *_ in owed(log)]


def summoned() -> Log:
    """Interviewed by 9 March: the second red, on an order that was proven."""
    return proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "R")


def test_an_order_sets_the_days_of_its_plan_and_its_result() -> None:
    assert [(f"plan-{ORDER}", "2026-02-08", "发改局"), (f"result-{ORDER}", "2026-02-28", "发改局")] == owed(given("R"))


def test_the_plan_meets_its_own_day_and_the_proof_meets_both() -> None:
    log = given("R").happens(answered(PLAN, "2026-02-05"))
    assert [f"result-{ORDER}"] == ids(log)
    assert [] == ids(log.happens(answered(PROOF, "2026-02-06")))


def test_what_is_refused_is_owed_again_for_as_long() -> None:
    log = given("R").day("2026-02-03").happens(answered(PLAN, "2026-02-03")).day("2026-02-06")
    log.happens(looked_at(PLAN, "2026-02-05", accepted=False))
    assert [(f"result-{ORDER}", "2026-02-28", "发改局"), (f"plan-{ORDER}", "2026-02-13", "发改局")] == owed(log)


def test_proof_that_is_refused_early_is_owed_no_earlier_than_before() -> None:
    log = given("R").happens(answered(PLAN, "2026-02-03"), answered(PROOF, "2026-02-03"))
    log.happens(looked_at(PROOF, "2026-02-03", accepted=False))
    assert [(f"result-{ORDER}", "2026-02-28", "发改局")] == owed(log)


def test_proof_that_is_refused_late_has_as_long_as_at_first() -> None:
    log = given("R").happens(answered(PLAN, "2026-02-03"), answered(PROOF, "2026-02-03")).day("2026-02-26")
    log.happens(looked_at(PROOF, "2026-02-26", accepted=False))
    assert [(f"result-{ORDER}", "2026-03-31", "发改局")] == owed(log)


def test_what_is_accepted_is_owed_no_more() -> None:
    log = given("R").happens(answered(PLAN, "2026-02-03"), looked_at(PLAN, "2026-02-03", accepted=True))
    assert [f"result-{ORDER}"] == ids(log)


def test_an_interview_is_owed_by_whoever_holds_it() -> None:
    assert [(f"interview-{INTERVIEW}", "2026-03-06", "包靠领导的上级")] == owed(summoned())


def test_its_minutes_set_the_days_of_its_commitments_and_each_is_met_by_itself() -> None:
    log = summoned().happens(held("2026-03-02", "2026-03-20", "2026-03-25"))
    assert [
        (f"commitment-{INTERVIEW}-1", "2026-03-20", "赵刚"),
        (f"commitment-{INTERVIEW}-2", "2026-03-25", "赵刚"),
    ] == owed(log)
    assert [f"commitment-{INTERVIEW}-1"] == ids(log.happens(kept(2, "2026-03-10")))


def test_an_inquiry_is_owed_until_its_conclusion() -> None:
    log = begun().happens(concealed("2026-01", "2026-01-02"))
    assert [("conclusion-P1-1-accountability-1", "2026-01-31", "工作问责专班")] == owed(log)
    assert [] == owed(log.happens(concluded("2026-01-20")))


def test_a_recovered_case_is_looked_at_again_once() -> None:
    log = proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "B").card("2026-03", "B")
    assert [("review-P1-1", "2026-10-31", "工作调度专班")] == owed(log)
    assert [] == owed(log.happens(second_look("2026-04-10", holds=True)))


def test_nobody_looks_again_at_the_case_before_a_new_one() -> None:
    log = proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "B").card("2026-03", "B").card("2026-04", "R")
    assert ["plan-P1-2-supervision-order-1", "result-P1-2-supervision-order-1"] == ids(log)


def test_an_interview_goes_on_where_the_case_is_closed_as_recovered_and_its_order_does_not() -> None:
    log = given("R").happens(answered(PLAN, "2026-02-05"))
    log.happens(looked_at(PLAN, "2026-02-05", accepted=False), answered(PLAN, "2026-02-06"))
    log.happens(looked_at(PLAN, "2026-02-06", accepted=False))
    assert [f"result-{ORDER}", f"plan-{ORDER}", f"interview-{INTERVIEW}"] == ids(log)
    log.card("2026-02", "B").card("2026-03", "B").card("2026-04", "B").card("2026-05", "B")
    assert 1 == len(log.of(CaseClosed))
    assert [f"interview-{INTERVIEW}", "review-P1-1"] == ids(log)


def test_commitments_are_asked_for_no_more_where_the_project_has_recovered() -> None:
    log = summoned().happens(held("2026-03-02", "2026-12-31")).card("2026-03", "B").card("2026-04", "B")
    assert ["review-P1-1"] == ids(log)


def test_of_a_withdrawn_step_nothing_is_owed_and_of_the_others_all_that_was() -> None:
    log = given("R").day("2026-02-09")
    assert [f"plan-{ORDER}", f"result-{ORDER}", f"interview-{INTERVIEW}"] == ids(log)
    log.happens(appealed(Step.INTERVIEW, "2026-02-09"), decided("2026-02-09", upheld=True))
    assert [(f"plan-{ORDER}", "2026-02-08 missed", "发改局"), (f"result-{ORDER}", "2026-02-28", "发改局")] == owed(log)


def test_of_a_withdrawn_interview_no_commitment_is_owed() -> None:
    log = summoned().happens(held("2026-03-02", "2026-03-20"))
    assert [] == ids(log.happens(appealed(Step.INTERVIEW, "2026-03-02"), decided("2026-03-02", upheld=True)))


def test_of_a_project_that_left_the_list_nothing_is_owed() -> None:
    log = begun(roadblock()).card("2026-01", "R")
    assert 4 == len(ids(log))
    assert [] == ids(log.happens(withdrawn("2026-02-03")))


def test_of_an_issue_that_is_reopened_behind_the_end_of_its_project_nothing_is_owed() -> None:
    assert [] == ids(begun(roadblock()).happens(SOLVED, withdrawn("2026-01-21"), REOPENED))


# Issues ---------------------------------------------------------------------------------------------------------------


def consulted(*due: str) -> IssueConsulted:
    decisions = tuple(ConsultationDecision(decision="迁改", owner="供电公司", due_on=on(one)) for one in due)
    return IssueConsulted(
        issue="I1", held_on=on("2026-01-10"), chaired_by="张三", participants=("发改局",), decisions=decisions
    )


def triaged(due: str) -> IssueTriaged:
    return IssueTriaged(
        issue="I1",
        level=IssueLevel.TASK_FORCE,
        owner="电力专班",
        due_on=on(due),
        triaged_by="调度办",
        triaged_on=on("2026-01-06"),
    )


REOPENED = IssueReopened(
    issue="I1", reason="又停电", reopened_by="调度办", reopened_on=on("2026-01-22"), due_on=on("2026-02-20")
)
SOLVED = IssueSolved(issue="I1", solved_by="供电公司", solved_on=on("2026-01-20"), proof="已送电")


def done(consultation: int, decision: int) -> TaskDone:
    return TaskDone(
        issue="I1",
        consultation=consultation,
        decision=decision,
        proof="完成",
        done_by="供电公司",
        done_on=on("2026-01-12"),
    )


def test_an_issue_is_owed_by_its_day_and_overdue_a_fortnight_behind_it() -> None:
    assert [("issue-I1", "2026-02-10", "发改局"), ("overdue-I1", "2026-02-24", "发改局")] == owed(begun(roadblock()))


def test_an_issue_that_is_given_to_others_has_their_day() -> None:
    log = begun(roadblock()).happens(triaged("2026-02-15"))
    assert [("issue-I1", "2026-02-15", "电力专班"), ("overdue-I1", "2026-03-01", "电力专班")] == owed(log)


def test_an_issue_that_went_up_has_the_days_of_its_level_and_is_overdue_as_before() -> None:
    log = begun(roadblock()).day("2026-02-11")
    assert [("overdue-I1", "2026-02-24", "发改局"), ("issue-I1", "2026-02-18", "一专班")] == owed(log)


def test_what_was_decided_on_an_issue_is_owed_by_whoever_does_it() -> None:
    log = begun(roadblock()).happens(consulted("2026-01-15", "2026-01-20"), consulted("2026-01-25"))
    assert [
        ("task-I1-1-1", "2026-01-15", "供电公司"),
        ("task-I1-1-2", "2026-01-20", "供电公司"),
        ("task-I1-2-1", "2026-01-25", "供电公司"),
    ] == owed(log)[2:]
    assert ["task-I1-1-1", "task-I1-2-1"] == ids(log.happens(done(1, 2)))[2:]


def test_of_a_solved_issue_nothing_is_owed() -> None:
    log = begun(roadblock(), roadblock("I1-1")).happens(consulted("2026-01-15"))
    assert ["issue-I1-1", "overdue-I1-1"] == ids(log.happens(SOLVED))


def test_an_issue_that_is_open_again_is_owed_anew() -> None:
    log = begun(roadblock()).happens(SOLVED, REOPENED)
    assert [("issue-I1", "2026-02-20", "发改局"), ("overdue-I1", "2026-03-06", "发改局")] == owed(log)


# Misses that lead nowhere ---------------------------------------------------------------------------------------------


def review_owed() -> Log:
    return proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "B").card("2026-03", "B")


NOWHERE = {
    Clock.INTERVIEW: (summoned, "2026-03-07"),
    Clock.CONCLUSION: (lambda: begun().happens(concealed("2026-01", "2026-01-02")), "2026-02-01"),
    Clock.TASK: (lambda: begun(roadblock(due="2026-12-31")).happens(consulted("2026-01-15")), "2026-01-16"),
    Clock.REVIEW: (review_owed, "2026-11-01"),
}


@pytest.mark.parametrize("clock", NOWHERE)
def test_what_is_owed_by_those_above_the_ladder_is_told_as_missed_and_calls_for_nothing(clock: Clock) -> None:
    story, day = NOWHERE[clock]
    log = story()
    here = len(log.facts)
    assert [] == log.day(day).said(here)[1:]
    (missed,) = [fact for fact in log.facts if isinstance(fact, DeadlineMissed)]
    assert clock == missed.clock


@pytest.mark.parametrize("fact", [triaged("2026-02-15"), consulted("2026-02-01")], ids=["triaged", "consulted"])
def test_an_issue_under_a_ladder_without_a_rule_for_it_is_owed_all_the_same(fact: Fact) -> None:
    log = begun(roadblock(), policy=SIMPLE).happens(fact)
    assert "overdue-I1" not in ids(log)
    assert "issue-I1" in ids(log)
