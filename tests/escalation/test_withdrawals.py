"""What has lost its ground is withdrawn: cards reissued, appeals upheld, misses undone, and what rested on them."""

import pytest

from shared.catalogue.escalation import (
    CaseClosed,
    CaseReopened,
    GroundJoined,
    InterviewOrdered,
    Outcome,
    ReminderIssued,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
    Undoing,
)
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Month
from tests.escalation.people import appealed, concealed, decided, exempted, ground, held, on, proven, withdrawn
from tests.escalation.story import COLOURS, Log, begun, card, given, ladder, roadblock


def undone(log: Log) -> list[tuple[int, Undoing, tuple[int, ...]]]:
    """The steps that were withdrawn: where each stands, why, and on what evidence."""
    return [
        (one.position, one.undoing, one.evidence) for one in log.of(StepWithdrawn) if isinstance(one, StepWithdrawn)
    ]


def rules(log: Log) -> list[str]:
    """What was said of steps, with the rule of each that was taken or joined."""
    told = []
    for name, fact in zip(
        log.said(), (one.entry.fact for one in log.entries if one.entry.actor == "escalation"), strict=True
    ):
        if name not in ("finding.made", "deadline.missed", "deadline.moved"):
            told.append(name + (f" {fact.ground.rule}" if hasattr(fact, "ground") else ""))
    return told


def summoned() -> Log:
    """January and February red, the order proven in time: 6 order, 12 interview of the second red."""
    return proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "R")


def recovered() -> Log:
    return proven(given("R"), "2026-02-05", "2026-02-20").card("2026-02", "B").card("2026-03", "B")


# Cards that are reissued ----------------------------------------------------------------------------------------------


def test_an_order_whose_card_is_not_red_is_withdrawn_and_its_case_closed() -> None:
    log = given("R").reissue("2026-01", "B")
    assert [
        StepWithdrawn(
            project="P1",
            case=1,
            step=Step.SUPERVISION_ORDER,
            position=6,
            undoing=Undoing.GROUND_LOST,
            evidence=(5,),
            withdrawn_on=on("2026-02-01"),
        ),
        CaseClosed(
            project="P1",
            case=1,
            outcome=Outcome.STEPS_WITHDRAWN,
            recovered=None,
            evidence=(6,),
            edition="hanting-ladder-2025.2",
            ladder_sha256=ladder().sha256,
            closed_on=on("2026-02-01"),
            review_on=None,
        ),
    ] == log.facts[8:]
    assert [] == log.day("2026-12-01").said(10)


def test_the_card_that_was_issued_instead_is_the_cause_and_the_withdrawal_closes_the_case() -> None:
    log = given("R").reissue("2026-01", "B")
    assert [str(one.entry.id) for one in log.entries[7:9]] == [one.entry.causation for one in log.entries[8:]]


def test_a_card_that_is_yellow_instead_is_a_reminder() -> None:
    log = given("R").reissue("2026-01", "Y")
    assert ["step.withdrawn", "case.closed", "reminder.issued yellow"] == rules(log)[1:]
    (reminder,) = log.of(ReminderIssued)
    assert isinstance(reminder, ReminderIssued)
    assert ground("yellow", Trigger.YELLOW_CARD, "2026-01", "2026-01", 8) == reminder.ground


@pytest.mark.parametrize("letter", "BY")
def test_reissued_before_the_order_was_given_it_calls_for_none(letter: str) -> None:
    log = begun()
    log.tell(card(Month("2026-01"), Card.RED), card(Month("2026-01"), COLOURS[letter], objection="O1"))
    log.settle()
    assert {"B": [], "Y": ["reminder.issued yellow"]}[letter] == rules(log)


def test_a_card_that_is_red_instead_is_ordered() -> None:
    log = given("B").reissue("2026-01", "R")
    (order,) = log.of(SupervisionOrderIssued)
    assert isinstance(order, SupervisionOrderIssued)
    assert ground("red", Trigger.RED_CARDS, "2026-01", "2026-01", 7, streak=1) == order.ground


def test_a_card_that_is_red_instead_makes_a_run() -> None:
    # 6 card of February, 7 its order, 9 January's card again
    log = given("BR").reissue("2026-01", "R")
    first, second = log.position_of_card("2026-01"), log.position_of_card("2026-02")
    (joined,), (interview,) = log.of(GroundJoined), log.of(InterviewOrdered)
    assert isinstance(joined, GroundJoined)
    assert isinstance(interview, InterviewOrdered)
    assert ground("red", Trigger.RED_CARDS, "2026-01", "2026-01", first, streak=1) == joined.ground
    assert ground("red-twice", Trigger.RED_CARDS, "2026-02", "2026-02", first, second, streak=2) == interview.ground


def test_red_again_after_another_objection_keeps_its_step() -> None:
    log = given("R").reissue("2026-01", "R")
    assert ["supervision-order.issued red"] == rules(log)
    assert ["step.withdrawn", "case.closed"] == rules(log.reissue("2026-01", "B", "O2"))[1:]
    assert [(6, Undoing.GROUND_LOST, (5,))] == undone(log)


def test_red_again_after_it_was_not_is_ordered_anew() -> None:
    log = given("R").reissue("2026-01", "B").reissue("2026-01", "R", "O2")
    assert ["step.withdrawn", "case.closed", "supervision-order.issued red"] == rules(log)[1:]
    assert [1, 2] == [one.case for one in log.of(SupervisionOrderIssued) if isinstance(one, SupervisionOrderIssued)]


def test_red_again_at_once_is_ordered_anew_too() -> None:
    log = given("R")
    log.tell(card(Month("2026-01"), Card.BLUE, objection="O1"), card(Month("2026-01"), Card.RED, objection="O2"))
    log.settle()
    assert ["step.withdrawn", "case.closed", "supervision-order.issued red"] == rules(log)[1:]


def test_a_card_that_was_ordered_anew_is_not_called_for_again_whatever_else_is_undone() -> None:
    log = given("R").reissue("2026-01", "B").reissue("2026-01", "R", "O2").day("2026-02-09")
    log.happens(exempted("E1", "2026-02-05", "2026-02-20", "plan"))
    here = len(log.facts)
    assert [] == log.reissue("2026-01", "R", "O3").said(here)


def test_a_broken_run_is_withdrawn_and_what_is_left_of_it_called_for_anew() -> None:
    log = summoned()
    order, interview = log.positions(SupervisionOrderIssued)[0], log.positions(InterviewOrdered)[0]
    log.reissue("2026-01", "B")
    assert [(order, Undoing.GROUND_LOST, (5,)), (interview, Undoing.GROUND_LOST, (5,))] == undone(log)
    assert ["case.closed", "supervision-order.issued red"] == rules(log)[-2:]
    (_, anew) = log.of(SupervisionOrderIssued)
    assert isinstance(anew, SupervisionOrderIssued)
    why = ground("red", Trigger.RED_CARDS, "2026-02", "2026-02", log.position_of_card("2026-02"), streak=1)
    assert (2, why) == (anew.case, anew.ground)


def test_the_later_card_of_a_run_leaves_the_order_of_the_first() -> None:
    log = summoned()
    interview, second = log.positions(InterviewOrdered)[0], log.position_of_card("2026-02")
    log.reissue("2026-02", "B")
    assert [(interview, Undoing.GROUND_LOST, (second,))] == undone(log)
    assert [] == log.of(CaseClosed)


def test_accountability_for_concealment_stays_though_there_is_no_step_below_it() -> None:
    log = begun().happens(concealed("2026-01", "2026-01-02")).card("2026-01", "R").reissue("2026-01", "B")
    assert ["accountability.opened concealment", "supervision-order.issued red", "step.withdrawn"] == rules(log)


def test_a_step_with_a_joined_ground_that_holds_stays() -> None:
    log = begun(roadblock(due="2026-01-20")).card("2026-01", "R").day("2026-02-04").reissue("2026-01", "B")
    assert ["supervision-order.issued red", "ground.joined issue-overdue"] == [
        one for one in rules(log) if one != "issue.climbed"
    ]


def test_a_joined_ground_that_was_lost_can_be_joined_again() -> None:
    log = begun(roadblock(due="2026-01-20")).card("2026-01", "R").day("2026-02-04")
    log.reissue("2026-01", "B").reissue("2026-01", "R", "O2")
    assert ["ground.joined issue-overdue", "ground.joined red"] == rules(log)[-2:]


# A case that was closed -----------------------------------------------------------------------------------------------


def test_a_case_closed_on_a_card_that_is_withdrawn_is_open_again() -> None:
    log = recovered()
    here, card_of_march = len(log.facts), log.position_of_card("2026-03")
    log.reissue("2026-03", "R")
    assert (
        CaseReopened(project="P1", case=1, evidence=(card_of_march,), reopened_on=on("2026-04-01"))
        == log.facts[here + 2]
    )
    assert ["case.reopened", "supervision-order.issued red"] == list(rules(log)[-2:])
    (_, order) = log.of(SupervisionOrderIssued)
    assert isinstance(order, SupervisionOrderIssued)
    assert 1 == order.case


def test_a_case_that_is_open_again_is_not_looked_at_as_recovered() -> None:
    log = recovered().reissue("2026-03", "R")
    log.day("2026-11-01")
    assert [] == [fact for fact in log.facts if getattr(fact, "clock", None) == "review"]


def test_a_case_that_is_open_again_can_recover_again() -> None:
    log = (
        proven(recovered().reissue("2026-03", "R"), "2026-04-05", "2026-04-20")
        .card("2026-04", "B")
        .card("2026-05", "B")
    )
    assert ["2026-03", "2026-05"] == [one.recovered for one in log.of(CaseClosed) if isinstance(one, CaseClosed)]


@pytest.mark.parametrize("letter", "BY")
def test_a_case_closed_on_a_card_that_is_out_of_red_again_stays_closed(letter: str) -> None:
    log = recovered()
    here = len(log.facts)
    assert {"B": [], "Y": ["reminder.issued"]}[letter] == log.reissue("2026-03", letter).said(here)


# Appeals --------------------------------------------------------------------------------------------------------------


def test_an_appeal_that_is_upheld_withdraws_the_step_and_what_rests_on_it() -> None:
    log = summoned()
    order, interview = log.positions(SupervisionOrderIssued)[0], log.positions(InterviewOrdered)[0]
    log.happens(appealed(Step.SUPERVISION_ORDER, "2026-03-01"), decided("2026-03-01", upheld=True))
    assert [
        (order, Undoing.APPEAL_UPHELD, (len(log.facts) - 3,)),
        (interview, Undoing.STEP_BELOW_WITHDRAWN, (order,)),
    ] == undone(log)
    assert ["step.withdrawn", "step.withdrawn", "case.closed"] == rules(log)[-3:]


def test_the_red_that_was_judged_wrong_is_not_called_for_again() -> None:
    log = given("R").happens(appealed(Step.SUPERVISION_ORDER, "2026-02-01"), decided("2026-02-01", upheld=True))
    log.reissue("2026-01", "R")
    assert ["supervision-order.issued red", "step.withdrawn", "case.closed"] == rules(log)


def test_an_appeal_against_the_upper_step_leaves_the_lower() -> None:
    log = summoned()
    log.happens(appealed(Step.INTERVIEW, "2026-03-01"), decided("2026-03-01", upheld=True))
    assert [log.positions(InterviewOrdered)[0]] == [position for position, *_ in undone(log)]
    assert [] == log.of(CaseClosed)


def test_an_appeal_that_is_rejected_changes_nothing() -> None:
    log = summoned()
    here = len(log.facts)
    log.happens(appealed(Step.INTERVIEW, "2026-03-01"), decided("2026-03-01", upheld=False))
    assert [] == log.said(here)


def test_whom_the_interview_was_held_with_is_told_that_it_was_wrong() -> None:
    log = summoned().happens(held("2026-03-02", "2026-03-20"))
    log.happens(appealed(Step.INTERVIEW, "2026-03-02"), decided("2026-03-02", upheld=True)).day("2026-03-25")
    assert [Undoing.APPEAL_UPHELD] == [why for _, why, _ in undone(log)]
    assert [] == [fact for fact in log.facts if getattr(fact, "clock", None) == "commitment"]


def test_an_appeal_against_a_step_of_a_closed_case_withdraws_it() -> None:
    log = recovered().happens(appealed(Step.SUPERVISION_ORDER, "2026-04-01"), decided("2026-04-01", upheld=True))
    assert [(6, Undoing.APPEAL_UPHELD, (log.positions(CaseClosed)[0] + 2,))] == undone(log)


def test_an_inquiry_that_was_judged_wrong_ends_although_its_case_is_closed() -> None:
    """An interview goes on to its end even where the project has recovered: but not one that was wrong."""
    log = summoned().card("2026-03", "B").card("2026-04", "B")
    log.happens(appealed(Step.INTERVIEW, "2026-05-01"), decided("2026-05-01", upheld=True))
    assert [Undoing.APPEAL_UPHELD] == [why for _, why, _ in undone(log)]


# Misses that are undone -----------------------------------------------------------------------------------------------


def test_a_miss_that_is_undone_takes_the_interview_along() -> None:
    log = given("R").day("2026-02-09").happens(exempted("E1", "2026-02-05", "2026-02-28", "plan"))
    assert [(9, Undoing.GROUND_LOST, (8,))] == undone(log)
    assert ["interview.ordered unanswered", "step.withdrawn"] == rules(log)[1:]


def test_of_an_ended_project_nothing_is_called_for() -> None:
    log = given("R").happens(withdrawn("2026-02-03")).reissue("2026-01", "B").reissue("2026-01", "R", "O2")
    log.card("2026-02", "R")
    assert ["supervision-order.issued red"] == [one for one in rules(log) if one.startswith("supervision")]
    assert 4 == len(log.of(CardIssued))
