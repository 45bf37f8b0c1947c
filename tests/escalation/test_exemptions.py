"""Stories of clocks that stand still: exemptions and suspensions, before a deadline, behind it, and after its miss."""

import pytest

from shared.catalogue.escalation import Clock, DeadlineMissed, DeadlineMoved, InterviewOrdered, StepWithdrawn
from tests.escalation.ladders import SIMPLE
from tests.escalation.people import (
    PLAN,
    answered,
    exempted,
    exemption_ended,
    held,
    on,
    proven,
    resumed,
    suspended,
)
from tests.escalation.story import Log, begun, given, roadblock


def told(log: Log) -> list[str]:
    """What was said of plans, with the days, and of the steps that rest on a miss."""
    found = []
    for fact in log.facts:
        match fact:
            case DeadlineMoved(clock=Clock.PLAN):
                found.append(f"{fact.was_due_on} -> {fact.due_on}")
            case DeadlineMissed(clock=Clock.PLAN):
                found.append(f"missed {fact.due_on} on {fact.missed_on}")
            case InterviewOrdered():
                found.append("interview")
            case StepWithdrawn():
                found.append("withdrawn")
    return found


def ordered() -> Log:
    """An order of 1 February, its plan due on the 8th."""
    return given("R")


@pytest.mark.parametrize("effect", ["clocks", "plan"])
def test_granted_before_the_order_it_moves_its_day_at_once(effect: str) -> None:
    log = given("R", exempted("E1", "2026-01-15", "2026-02-03", effect))
    assert ["2026-02-08 -> 2026-02-10"] == told(log)
    assert ["2026-02-08 -> 2026-02-10"] == told(log.day("2026-02-10"))
    assert ["missed 2026-02-10 on 2026-02-11", "interview"] == told(log.day("2026-02-11"))[1:]


def test_granted_while_the_clock_runs() -> None:
    log = ordered().day("2026-02-04").happens(exempted("E1", "2026-02-05", "2026-02-06", "plan"))
    moved_to = DeadlineMoved(
        deadline="plan-P1-1-supervision-order-1",
        project="P1",
        clock=Clock.PLAN,
        was_due_on=on("2026-02-08"),
        due_on=on("2026-02-10"),
        because=(8,),
    )
    assert [moved_to] == log.facts[8:]
    assert str(log.entries[7].entry.id) == log.entries[8].entry.causation
    assert ["2026-02-08 -> 2026-02-10"] == told(log.day("2026-02-10"))


def test_granted_after_the_miss_it_undoes_it_and_the_clock_goes_on() -> None:
    log = ordered().day("2026-02-09").happens(exempted("E1", "2026-02-05", "2026-02-14", "plan"))
    undone = ["missed 2026-02-08 on 2026-02-09", "interview", "2026-02-08 -> 2026-02-18", "withdrawn"]
    assert undone == told(log)
    log.day("2026-02-19")
    assert [*undone, "missed 2026-02-18 on 2026-02-19", "interview"] == told(log)


def test_granted_after_the_plan_came_late_it_was_in_time_after_all() -> None:
    log = ordered().day("2026-02-09").happens(answered(PLAN, "2026-02-12"), held("2026-02-12"))
    log.happens(exempted("E1", "2026-02-05", "2026-02-14", "plan"))
    assert ["2026-02-08 -> 2026-02-18", "withdrawn"] == told(log)[2:]
    assert ["2026-02-08 -> 2026-02-18", "withdrawn"] == told(log.day("2026-03-20"))[2:4]


def test_granted_for_too_few_days_it_leaves_what_came_too_late_even_so() -> None:
    log = ordered().day("2026-02-09").happens(answered(PLAN, "2026-02-12"))
    assert [] == told(log.happens(exempted("E1", "2026-02-05", "2026-02-06", "plan")))[2:]


def test_granted_for_too_few_days_it_leaves_what_had_run_out_before_it_was_told() -> None:
    """Told on the 20th that the 8th was missed; had it been the 10th, it would have been missed no less."""
    log = ordered().day("2026-02-20").happens(exempted("E1", "2026-02-05", "2026-02-06", "plan"))
    assert "withdrawn" not in told(log)


def test_of_two_that_overlap_every_day_counts_once() -> None:
    log = ordered().happens(
        exempted("E1", "2026-02-03", "2026-02-05", "plan"), exempted("E2", "2026-02-04", "2026-02-06", "clocks")
    )
    assert ["2026-02-08 -> 2026-02-11", "2026-02-11 -> 2026-02-12"] == told(log)


def test_ended_early_the_deadline_is_earlier_again() -> None:
    log = ordered().happens(exempted("E1", "2026-02-03", "2026-02-28", "plan")).day("2026-02-10")
    log.happens(exemption_ended("E1", "2026-02-04"))
    assert ["2026-02-08 -> 2026-03-06", "2026-03-06 -> 2026-02-10"] == told(log)
    assert ["missed 2026-02-10 on 2026-02-11", "interview"] == told(log.day("2026-02-11"))[2:]


def test_while_a_project_is_suspended_its_clocks_stand_still() -> None:
    log = ordered().happens(suspended("2026-02-05")).day("2026-12-31")
    assert ["2026-02-08 -> None"] == told(log)
    # It goes on with the days that were left: the 5th was the fourth of seven days.
    assert ["None -> 2027-01-04"] == told(log.happens(resumed("2027-01-01")))[1:]


def test_suspended_after_the_miss_and_back_before_it() -> None:
    log = ordered().day("2026-02-09").happens(suspended("2026-02-07"))
    assert ["missed 2026-02-08 on 2026-02-09", "interview", "2026-02-08 -> None", "withdrawn"] == told(log)


def test_suspended_twice_both_times_count() -> None:
    log = ordered().happens(
        suspended("2026-02-03"), resumed("2026-02-05"), suspended("2026-02-06"), resumed("2026-02-09")
    )
    assert ["None -> 2026-02-10", "2026-02-10 -> None", "None -> 2026-02-13"] == told(log)[1:]


def test_an_exemption_may_bear_any_name() -> None:
    log = ordered().happens(exempted("suspension", "2026-02-03", "2026-02-04", "plan"), suspended("2026-02-06"))
    log.happens(exemption_ended("suspension", "2026-02-03"), resumed("2026-02-08"))
    assert ["2026-02-08 -> 2026-02-10", "2026-02-10 -> None", "None -> 2026-02-11"] == told(log)


def test_where_no_result_is_asked_for_an_order_has_its_time_back_with_its_plan() -> None:
    log = given("R", policy=SIMPLE).day("2026-02-09").happens(exempted("E1", "2026-02-02", "2026-04-30", "plan"))
    log.card("2026-02", "B")
    here = len(log.facts)
    assert ["ground.joined"] == log.card("2026-03", "R").said(here)


def test_a_day_after_months_of_silence_tells_of_every_miss_once() -> None:
    log = begun(roadblock(due="2026-01-20")).card("2026-01", "R")
    here = len(log.facts)
    log.day("2026-07-01")
    clocks = [fact.clock for fact in log.facts[here:] if isinstance(fact, DeadlineMissed)]
    assert sorted([Clock.OVERDUE, Clock.PLAN, Clock.ISSUE, Clock.RESULT]) == sorted(clocks)
    here = len(log.facts)
    assert [] == log.day("2026-07-01").said(here)


def test_what_was_answered_is_never_missed() -> None:
    log = proven(ordered(), "2026-02-08", "2026-02-28").day("2027-01-01")
    assert [] == told(log)


def test_an_exemption_from_something_else_moves_nothing() -> None:
    assert [] == told(ordered().happens(exempted("E1", "2026-02-01", "2026-03-01", "issue", "start_overdue_months")))
