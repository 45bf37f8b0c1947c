"""What a lawyer would ask: who was told too late, what rests on something undone, and what runs for nobody."""

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    CaseClosed,
    Clock,
    DeadlineMissed,
    GroundJoined,
    InterviewOrdered,
    IssueClimbed,
    ReminderIssued,
    Step,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import DayBegun, IssueLevel, IssueTriaged
from shared.catalogue.values import Card, Month
from tests.escalation.ladders import HEAD, ORDER, SIMPLE, rule
from tests.escalation.people import (
    PLAN,
    PROOF,
    answered,
    appealed,
    decided,
    exempted,
    held,
    kept,
    on,
    proven,
    withdrawn,
)
from tests.escalation.story import SHIPPED, Log, begun, card, cards, given, ladder, roadblock


def missed(log: Log, *clocks: Clock) -> list[str]:
    """What was missed, by the names of the deadlines."""
    return [one.deadline for one in log.of(DeadlineMissed) if isinstance(one, DeadlineMissed) and one.clock in clocks]


def ids(log: Log) -> list[str]:
    return [*log.caseload().clocks.agenda.of.get("P1", {})]


PATIENT = HEAD + rule("red-cards", ORDER, 2, name="red-twice")
OTHER = SIMPLE.replace("simple-1", "other-1").replace("plan_days = 7", "plan_days = 3")
SLOW = SHIPPED.replace("ladder-2025.2", "ladder-slow").replace("months = 2 # running", "months = 6 # running")


def steps(log: Log) -> list[Fact]:
    """The steps that were taken."""
    return [one for one in log.facts if isinstance(one, SupervisionOrderIssued | InterviewOrdered)]


def triaged(day: str, due: str) -> IssueTriaged:
    return IssueTriaged(
        issue="I1", level=IssueLevel.TASK_FORCE, owner="住建局", due_on=on(due), triaged_by="调度办", triaged_on=on(day)
    )


def summoned() -> Log:
    """An interview for the second red, on an order that was proven."""
    return proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "R")


def test_the_latest_minutes_take_the_place_of_what_was_undertaken_before() -> None:
    log = summoned().happens(held("2026-03-05", "2026-03-20", "2026-06-30"), roadblock(due="2026-03-10"))
    log.day("2026-03-21").day("2026-03-25").day("2026-04-02")
    assert ["commitment-P1-1-interview-1-1"] == missed(log, Clock.COMMITMENT)
    assert 2 == len(log.of(InterviewOrdered))
    assert {"commitment-P1-1-interview-1-1", "commitment-P1-1-interview-1-2"} <= {*ids(log)}
    log.happens(held("2026-04-02"))
    assert [] == [one for one in ids(log) if one.startswith("commitment")]


# Told too late -------------------------------------------------------------------------------------------------------


def test_nobody_is_ordered_for_an_issue_of_which_nobody_could_know() -> None:
    log = begun().day("2026-03-10").happens(roadblock(due="2026-01-10"))
    assert [] == missed(log, Clock.OVERDUE)
    assert [] == missed(log.day("2026-03-24"), Clock.OVERDUE)
    assert ["overdue-I1"] == missed(log.day("2026-03-25"), Clock.OVERDUE)


def test_what_was_missed_on_a_day_is_not_missed_again_on_it() -> None:
    log = begun(roadblock(due="2026-01-10")).day("2026-01-20").happens(triaged("2026-01-15", "2026-01-18"))
    assert 1 == len(missed(log, Clock.ISSUE))
    assert 2 == len(missed(log.day("2026-01-21"), Clock.ISSUE))
    ids = [logged.entry.id for logged in log.entries]
    assert len(ids) == len({*ids})


def test_nobody_breaks_a_commitment_that_came_to_the_log_behind_its_day() -> None:
    log = summoned().day("2026-03-20").happens(held("2026-03-05", "2026-03-10"))
    assert [] == missed(log, Clock.COMMITMENT)
    assert ["commitment-P1-1-interview-1-1"] == missed(log.day("2026-03-21"), Clock.COMMITMENT)


# What an exemption stops ---------------------------------------------------------------------------------------------


def test_an_issue_whose_clock_stands_still_does_not_come_to_be_overdue() -> None:
    log = (
        begun(roadblock(due="2026-01-10"))
        .happens(exempted("E1", "2026-01-08", "2026-03-31", "issue"))
        .day("2026-02-20")
    )
    assert [] == missed(log, Clock.ISSUE, Clock.OVERDUE)


# What rests on something undone --------------------------------------------------------------------------------------


def test_recovery_does_not_wait_for_a_ground_that_was_lost() -> None:
    log = given("R", roadblock(due="2026-02-10")).happens(answered(PLAN, "2026-02-05")).day("2026-02-25")
    assert 1 == len(log.of(GroundJoined))
    log.happens(answered(PROOF, "2026-02-26"), exempted("E1", "2026-02-01", "2026-12-31", "issue"))
    log.card("2026-02", "B").card("2026-03", "B")
    assert 1 == len(log.of(CaseClosed))


def test_nobody_looks_again_at_a_case_of_which_nothing_stands() -> None:
    log = proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "B").card("2026-03", "B")
    assert ["review-P1-1"] == ids(log)
    log.happens(appealed(Step.SUPERVISION_ORDER, "2026-04-02"), decided("2026-04-03", upheld=True))
    assert [] == ids(log)


def test_a_reminder_is_not_said_of_a_card_that_was_reissued_twice() -> None:
    log = begun(*cards("Y"))
    log.tell(card(Month("2026-01"), Card.YELLOW, objection="O1"), card(Month("2026-01"), Card.BLUE, objection="O2"))
    log.settle()
    assert [] == log.of(ReminderIssued)


# What runs for nobody ------------------------------------------------------------------------------------------------


def test_a_commitment_of_a_case_that_has_recovered_is_clocked_no_more_than_those_before() -> None:
    log = summoned().card("2026-03", "B").card("2026-04", "B")
    assert 1 == len(log.of(CaseClosed))
    log.happens(held("2026-05-02", "2026-05-10")).day("2026-06-20")
    assert [] == missed(log, Clock.COMMITMENT)
    assert 1 == len(log.of(SupervisionOrderIssued))


def test_nothing_is_owed_where_the_project_has_ended() -> None:
    log = summoned().happens(withdrawn("2026-03-02"), held("2026-03-03", "2026-03-10"))
    assert [] == ids(log)


# However late the service is -----------------------------------------------------------------------------------------


def test_an_issue_that_was_triaged_anew_does_not_climb_for_the_day_before() -> None:
    log = begun(roadblock(due="2026-01-10"))
    log.tell(DayBegun(day=on("2026-01-11")))
    log.append(log.caseload().next_step())
    log.happens(triaged("2026-01-11", "2026-02-20"))
    assert [] == log.of(IssueClimbed)


def test_a_step_has_the_days_of_the_ladder_that_called_for_it() -> None:
    log = begun(policy=SIMPLE)
    log.tell(*cards("R"), ladder(OTHER))
    log.settle()
    assert log.of(SupervisionOrderIssued) == begun(policy=SIMPLE).happens(*cards("R")).of(SupervisionOrderIssued)


def test_cards_that_waited_are_heard_by_the_ladder_under_which_they_were_issued() -> None:
    """Two reds come at once, and another ladder right behind them: it rules neither."""
    log = begun(policy=SIMPLE)
    log.tell(*cards("RR"), ladder(OTHER))
    log.settle()
    twin = begun(policy=SIMPLE).happens(*cards("RR"), ladder(OTHER))
    assert steps(twin) == steps(log)


def test_a_card_that_is_reissued_calls_for_nothing_under_a_ladder_that_came_behind_it() -> None:
    log = begun(policy=PATIENT).happens(*cards("BR"), ladder())
    assert [] == steps(log.reissue("2026-01", "Y"))


def test_a_case_recovers_by_the_ladder_of_the_cards_that_say_so() -> None:
    log = proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "B")
    log.tell(card(Month("2026-03"), Card.BLUE), ladder(SLOW))
    log.settle()
    [closed] = log.of(CaseClosed)
    assert isinstance(closed, CaseClosed)
    assert "hanting-ladder-2025.2" == closed.edition


# What was closed and is open again ------------------------------------------------------------------------------------


def reopened_later() -> Log:
    """An interview was held; the case recovered on 1 May, and on 10 May April turned out to be red."""
    log = summoned().happens(held("2026-03-05", "2026-05-05", "2026-06-30"))
    log.card("2026-03", "B").card("2026-04", "B")
    assert 1 == len(log.of(CaseClosed))
    return log.happens(kept(2, "2026-05-03")).day("2026-05-10").reissue("2026-04", "R")


def test_a_case_that_is_reopened_asks_again_for_what_it_had_asked_for() -> None:
    log = reopened_later()
    owed = log.caseload().clocks.agenda.about("P1", Clock.COMMITMENT, "1-interview-1-1")
    assert owed is not None
    assert on("2026-05-14") == owed.due_on  # Nine days were not counted: from the closing until it was reopened.
    assert log.caseload().clocks.agenda.about("P1", Clock.COMMITMENT, "1-interview-1-2") is None
    assert ["commitment-P1-1-interview-1-1"] == missed(log.day("2026-05-15"), Clock.COMMITMENT)


def test_an_order_is_not_asked_for_again_where_a_later_one_has_taken_its_place() -> None:
    """Answers go to the later one: nobody could keep the days that an exemption gives back to the first."""
    log = given("R", roadblock(due="2026-02-20")).day("2026-03-07")
    assert 2 == len(log.of(SupervisionOrderIssued))
    log.happens(answered(PLAN, "2026-03-08"), answered(PROOF, "2026-03-08"))
    log.happens(exempted("E1", "2026-02-01", "2026-02-28", "plan", "result"))
    assert [] == [one for one in ids(log) if one.endswith("supervision-order-1")]
    assert [2] == [taken.number for taken in log.caseload().cases["P1"].standing() if taken.proof_on]
    assert all(taken.over for taken in log.caseload().cases["P1"].standing() if taken.step == Step.SUPERVISION_ORDER)
