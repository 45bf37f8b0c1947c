"""Stories of a case from its first step to its second look: the facts as they are recorded, every field of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shared.catalogue.escalation import (
    AccountabilityOpened,
    Clock,
    DeadlineMissed,
    GroundJoined,
    InterviewOrdered,
    ReminderIssued,
    Step,
    SupervisionOrderIssued,
    Trigger,
)
from shared.catalogue.intake import MonthClosed, MonthOpened, WorkdaysSet
from shared.catalogue.values import Month
from tests.escalation.ladders import SIMPLE
from tests.escalation.people import (
    PLAN,
    PROOF,
    answered,
    concealed,
    ground,
    held,
    kept,
    looked_at,
    on,
)
from tests.escalation.story import Log, begun, given, ladder, roadblock

DIGEST = ladder().sha256
REF = "1-supervision-order-1"
# Positions of a story under the shipped ladder: 1 contest, 2 ladder, 3 project, 4 month, 5 January's card, 6 the order.
ORDER = SupervisionOrderIssued(
    project="P1",
    case=1,
    ground=ground("red", Trigger.RED_CARDS, "2026-01", "2026-01", 5, streak=1),
    responsible_unit="发改局",
    lead_official="张三",
    decided_by="工作调度专班",
    issued_on=date(2026, 2, 1),
    plan_due_on=date(2026, 2, 8),
    result_due_on=date(2026, 2, 28),
)
INTERVIEW = InterviewOrdered(
    project="P1",
    case=1,
    ground=ground("unanswered", Trigger.ORDER_UNANSWERED, REF, "2026-02", 6, 8),
    responsible_unit="发改局",
    lead_official="张三",
    decided_by="包靠领导的上级",
    issued_on=date(2026, 2, 9),
    hold_by=date(2026, 2, 16),
)
PLAN_MISSED = DeadlineMissed(
    deadline=f"plan-P1-{REF}",
    project="P1",
    clock=Clock.PLAN,
    set_by=6,
    subject=REF,
    owed_by="发改局",
    due_on=date(2026, 2, 8),
    missed_on=date(2026, 2, 9),
)


def ordered() -> Log:
    return given("R")


def summoned() -> Log:
    """The order of January was not answered: 7 day, 8 missed, 9 interview."""
    return ordered().day("2026-02-09")


def test_a_red_card_is_ordered_to_be_remedied() -> None:
    assert [ORDER] == ordered().facts[5:]


def test_a_yellow_card_is_a_reminder_and_opens_no_case() -> None:
    reminder = ReminderIssued(
        project="P1",
        ground=ground("yellow", Trigger.YELLOW_CARD, "2026-01", "2026-01", 5),
        responsible_unit="发改局",
        lead_official="张三",
        decided_by="工作调度专班",
        issued_on=date(2026, 2, 1),
    )
    assert [reminder] == given("Y").facts[5:]


def test_a_blue_card_is_nothing() -> None:
    assert {"finding.made"} == {*given("BB").said()}


def test_an_order_that_is_not_answered_leads_to_an_interview() -> None:
    assert [PLAN_MISSED, INTERVIEW] == summoned().facts[7:]


def test_an_order_answered_on_its_last_day_leads_to_nothing() -> None:
    assert [] == ordered().happens(answered(PLAN, "2026-02-08")).day("2026-02-28").said(7)


def test_a_plan_without_proof_leads_to_an_interview() -> None:
    log = ordered().happens(answered(PLAN, "2026-02-08")).day("2026-03-01")
    missed = replace(PLAN_MISSED, deadline=f"result-P1-{REF}", clock=Clock.RESULT, due_on=on("2026-02-28"))
    why = ground("unanswered", Trigger.ORDER_UNANSWERED, REF, "2026-03", 6, 9)
    assert [
        replace(missed, missed_on=on("2026-03-01")),
        replace(INTERVIEW, ground=why, issued_on=on("2026-03-01"), hold_by=on("2026-03-06")),
    ] == log.facts[8:]


def test_an_interview_is_held_within_working_days() -> None:
    off = tuple(date(2026, 2, day) for day in range(16, 24))
    calendar = WorkdaysSet(
        year=2026,
        edition="2026.1",
        holidays=off,
        workdays=(date(2026, 2, 14),),
        source="国务院办公厅",
        provisional=False,
    )
    (interview,) = given("R", calendar).day("2026-02-09").of(InterviewOrdered)
    # Tuesday 10 to Saturday 14, which is worked for the holidays behind it.
    assert isinstance(interview, InterviewOrdered)
    assert date(2026, 2, 14) == interview.hold_by


def test_a_remedy_that_is_refused_twice_leads_to_an_interview() -> None:
    log = ordered().happens(answered(PLAN, "2026-02-02"), looked_at(PLAN, "2026-02-03", accepted=False))
    assert [] == log.said(6)
    log.happens(answered(PLAN, "2026-02-04"), looked_at(PLAN, "2026-02-05", accepted=False))
    why = ground("refused-twice", Trigger.REMEDY_REFUSED, REF, "2026-02", 6, 10)
    assert [replace(INTERVIEW, ground=why, issued_on=on("2026-02-01"), hold_by=on("2026-02-06"))] == log.facts[10:]


def test_a_remedy_that_is_refused_a_third_time_leads_no_further() -> None:
    log = ordered()
    for _ in range(3):
        log.happens(answered(PLAN, "2026-02-02"), looked_at(PLAN, "2026-02-02", accepted=False))
    assert ["interview.ordered"] == log.said(6)


def test_a_commitment_that_is_broken_leads_to_accountability() -> None:
    # 10 held, 11 the first kept, 12 day, 13 missed, 14 accountability
    log = summoned().happens(held("2026-02-09", "2026-02-20", "2026-02-21"), kept(1, "2026-02-19")).day("2026-02-22")
    assert [
        DeadlineMissed(
            deadline="commitment-P1-1-interview-1-2",
            project="P1",
            clock=Clock.COMMITMENT,
            set_by=10,
            subject="1-interview-1-2",
            owed_by="赵刚",
            due_on=date(2026, 2, 21),
            missed_on=date(2026, 2, 22),
        ),
        AccountabilityOpened(
            project="P1",
            case=1,
            ground=ground("commitment-broken", Trigger.COMMITMENT_BROKEN, "1-interview-1-2", "2026-02", 9, 10, 13),
            responsible_unit="发改局",
            lead_official="张三",
            decided_by="工作问责专班",
            issued_on=date(2026, 2, 22),
            conclude_by=date(2026, 3, 24),
        ),
    ] == log.facts[12:]


def test_concealment_that_is_confirmed_leads_to_accountability_at_once() -> None:
    log = begun().happens(concealed("2026-01", "2026-01-04"))
    assert [
        AccountabilityOpened(
            project="P1",
            case=1,
            ground=ground("concealment", Trigger.CONCEALMENT_CONFIRMED, "2026-01", "2026-01", 4),
            responsible_unit="发改局",
            lead_official="张三",
            decided_by="工作问责专班",
            issued_on=date(2026, 1, 1),
            conclude_by=date(2026, 1, 31),
        )
    ] == log.facts[4:]


def test_an_issue_that_is_a_fortnight_overdue_leads_to_an_order() -> None:
    # 4 issue, 5 day, 6 missed, 7 climbed, 8 day
    log = begun(roadblock(due="2026-01-10")).day("2026-01-11").day("2026-01-24")
    assert [] == [*log.of(SupervisionOrderIssued)]
    log.day("2026-01-25")
    ((at, miss),) = ((at, one) for at, one in enumerate(log.facts, 1) if getattr(one, "clock", "") == Clock.OVERDUE)
    assert (
        DeadlineMissed(
            deadline="overdue-I1",
            project="P1",
            clock=Clock.OVERDUE,
            set_by=4,
            subject="I1",
            owed_by="发改局",
            due_on=date(2026, 1, 24),
            missed_on=date(2026, 1, 25),
        )
        == miss
    )
    why = ground("issue-overdue", Trigger.ISSUE_OVERDUE, "I1", "2026-01", 4, at)
    assert [
        replace(
            ORDER,
            ground=why,
            issued_on=on("2026-01-25"),
            plan_due_on=on("2026-02-01"),
            result_due_on=on("2026-02-28"),
        )
    ] == log.of(SupervisionOrderIssued)


def test_two_months_without_a_report_lead_to_an_order() -> None:
    log = begun(MonthOpened(month=Month("2026-02"))).happens(MonthClosed(month=Month("2026-01")))
    assert [] == log.said()
    log.happens(MonthOpened(month=Month("2026-03")), MonthClosed(month=Month("2026-02")))
    why = ground("no-report", Trigger.REPORTS_MISSING, "2026-02", "2026-03", 7)
    order = replace(ORDER, ground=why, issued_on=on("2026-03-01"))
    assert [replace(order, plan_due_on=on("2026-03-08"), result_due_on=on("2026-03-31"))] == log.facts[7:]


def test_what_calls_for_a_step_under_way_is_joined_to_it() -> None:
    # 4 issue, 5 month, 6 and 7 its day missed and its climb, 8 card, 9 order
    log = begun(roadblock(due="2026-01-20")).card("2026-01", "R").day("2026-02-04")
    joined = GroundJoined(
        project="P1",
        case=1,
        step=Step.SUPERVISION_ORDER,
        position=log.positions(SupervisionOrderIssued)[0],
        ground=ground("issue-overdue", Trigger.ISSUE_OVERDUE, "I1", "2026-02", 4, len(log.facts) - 1),
    )
    assert [joined] == log.facts[-1:]


@pytest.mark.parametrize(("accepted", "said"), [(True, "supervision-order.issued"), (False, "ground.joined")])
def test_an_order_is_under_way_until_its_proof_is_in_and_again_where_that_was_refused(
    accepted: bool, said: str
) -> None:
    log = given("R", policy=SIMPLE).happens(answered(PLAN, "2026-02-02"), answered(PROOF, "2026-02-03"))
    log.happens(looked_at(PROOF, "2026-02-03", accepted=accepted)).card("2026-02", "B")
    here = len(log.facts)
    assert [said] == log.card("2026-03", "R").said(here)


def test_a_joined_ground_leads_to_no_second_step() -> None:
    log = summoned().card("2026-02", "R")
    assert (1, 1) == (len(log.of(SupervisionOrderIssued)), len(log.of(InterviewOrdered)))
    assert ["red-twice"] == [one.ground.rule for one in log.of(GroundJoined) if isinstance(one, GroundJoined)]


def causes(log: Log, since: int) -> list[str]:
    """What follows from what, behind a position: every fact with the one before it that it names as its cause."""
    places = {str(one.entry.id): one.position for one in log.entries}
    return [f"{one.position} from {places[one.entry.causation]}" for one in log.entries[since:]]


@pytest.mark.parametrize("letter", "RY")
def test_a_step_names_its_card_as_its_cause(letter: str) -> None:
    log = given(letter)
    step, card = log.entries[5].entry, log.entries[4].entry
    assert (str(card.id), card.correlation, "escalation", "escalation", datetime(2026, 1, 1, 9, tzinfo=UTC)) == (
        step.causation,
        step.correlation,
        step.actor,
        step.source,
        step.occurred_at,
    )


def test_a_miss_names_the_day_that_began_and_a_step_the_miss() -> None:
    assert ["8 from 7", "9 from 8"] == causes(summoned(), 7)
