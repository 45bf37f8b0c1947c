"""The stories of the ladder in the simulated year: who is ordered, interviewed, held to account, and who is right."""

from collections import Counter
from datetime import date

import pytest

from services.upstream.courses import Habit
from services.upstream.mishaps import ROBOT
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    CaseClosed,
    CaseReviewed,
    Climb,
    Clock,
    CommitmentKept,
    ConcealmentConfirmed,
    ConcealmentDismissed,
    Conclusion,
    DeadlineMissed,
    DeadlineMoved,
    Fault,
    FindingMade,
    Ground,
    InterviewHeld,
    InterviewOrdered,
    IssueClimbed,
    OrderAnswered,
    Outcome,
    ReminderIssued,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
    Undoing,
)
from shared.catalogue.intake import TaskDone
from shared.receipts import Accepted
from tests.upstream.offices import site
from tests.upstream.year import Played, played_year, recorded, year

Told = list[tuple[str, str]]
STEPS = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened


@pytest.fixture
def played() -> Played:
    return played_year()


def steps_of(played: Played, habit: Habit) -> Told:
    """The steps of a project, each with what called for it first."""
    grounds: list[tuple[Fact, Ground]] = [
        (logged.entry.fact, logged.entry.fact.ground)
        for logged in played.log
        if isinstance(logged.entry.fact, STEPS) and logged.entry.fact.project == site(habit).id
    ]
    return [(type(step).__name__, ground.trigger.value) for step, ground in grounds]


def test_the_year_has_every_step_and_every_end_of_one(played: Played) -> None:
    counted = {
        ReminderIssued: 31,
        SupervisionOrderIssued: 25,
        InterviewOrdered: 7,
        AccountabilityOpened: 5,
        StepWithdrawn: 1,
        CaseClosed: 16,
        DeadlineMoved: 8,
    }

    assert counted == Counter(type(logged.entry.fact) for logged in played.log if type(logged.entry.fact) in counted)
    assert {Outcome.RECOVERED: 15, Outcome.STEPS_WITHDRAWN: 1} == Counter(
        closed.outcome for closed in recorded(played, CaseClosed)
    )


def test_nothing_that_the_staff_says_is_refused(played: Played) -> None:
    """What is refused beside the robot's mishaps is meant, and in the diary."""
    planned = {(message.source, message.id) for phase in year() for message in phase.messages}
    answered = [(message, answer) for message, answer in played.answers if (message.source, message.id) not in planned]

    assert [] == [message.id for message, answer in answered if not isinstance(answer, Accepted)]
    assert ROBOT not in {message.source for message, _ in answered}
    assert 122 == len(answered)


def test_who_never_answers_is_interviewed_for_it_and_held_to_account_for_three_reds(played: Played) -> None:
    project = site(Habit.NEVER_STARTED).id

    assert [
        ("SupervisionOrderIssued", Trigger.RED_CARDS),
        ("InterviewOrdered", Trigger.ORDER_UNANSWERED),
        ("InterviewOrdered", Trigger.RED_CARDS),
        ("AccountabilityOpened", Trigger.RED_CARDS),
    ] == steps_of(played, Habit.NEVER_STARTED)
    assert [] == [answer for answer in recorded(played, OrderAnswered) if answer.project == project]


def test_who_answers_late_and_breaks_a_commitment_is_held_to_account_for_that(played: Played) -> None:
    project = site(Habit.IDLE).id
    missed = [miss.clock for miss in recorded(played, DeadlineMissed) if miss.project == project]

    assert [
        ("SupervisionOrderIssued", Trigger.RED_CARDS),
        ("InterviewOrdered", Trigger.ORDER_UNANSWERED),
        ("AccountabilityOpened", Trigger.COMMITMENT_BROKEN),
        ("InterviewOrdered", Trigger.RED_CARDS),
        ("SupervisionOrderIssued", Trigger.RED_CARDS),
        ("SupervisionOrderIssued", Trigger.RED_CARDS),
    ] == steps_of(played, Habit.IDLE)
    assert [Clock.PLAN, Clock.COMMITMENT] == missed


def test_whose_remedy_is_refused_twice_is_interviewed_for_it(played: Played) -> None:
    project = site(Habit.RECOVERING).id
    reviews = [review.accepted for review in recorded(played, AnswerReviewed) if review.project == project]

    assert ("InterviewOrdered", Trigger.REMEDY_REFUSED) == steps_of(played, Habit.RECOVERING)[1]
    assert [False, False, True, True] == reviews
    assert 2 == sum(not review.accepted for review in recorded(played, AnswerReviewed))


def test_confirmed_concealment_skips_the_interview(played: Played) -> None:
    assert [
        ("SupervisionOrderIssued", Trigger.RED_CARDS),
        ("AccountabilityOpened", Trigger.CONCEALMENT_CONFIRMED),
    ] == steps_of(played, Habit.HIDING)[:2]


def test_concealment_is_suspected_and_then_confirmed_or_dismissed_by_a_person(played: Played) -> None:
    suspected = [found.project for found in recorded(played, FindingMade) if found.fault is Fault.CONCEALING]
    confirmed = [fact.project for fact in recorded(played, ConcealmentConfirmed)]
    dismissed = [fact.project for fact in recorded(played, ConcealmentDismissed)]

    assert [site(Habit.HIDING).id] == confirmed
    assert [site(Habit.RECOVERING).id, site(Habit.IDLE).id] == dismissed
    assert [*dismissed, *confirmed] == suspected


def test_interviews_are_held_and_accountability_is_concluded_in_time(played: Played) -> None:
    missed = {miss.clock for miss in recorded(played, DeadlineMissed)}

    assert set() == missed & {Clock.INTERVIEW, Clock.CONCLUSION, Clock.REVIEW}
    assert (7, 13) == (len(recorded(played, InterviewHeld)), len(recorded(played, CommitmentKept)))
    assert {
        site(Habit.NEVER_STARTED).id: Conclusion.CRITICISM,
        site(Habit.RECOVERING).id: Conclusion.NONE,
        site(Habit.IDLE).id: Conclusion.REMINDER_TALK,
        site(Habit.HIDING).id: Conclusion.ORGANISATIONAL_MEASURE,
    } == {concluded.project: concluded.conclusion for concluded in recorded(played, AccountabilityConcluded)}


def test_of_two_appeals_one_has_the_order_withdrawn_and_its_case_closed(played: Played) -> None:
    right, wrong = recorded(played, AppealRaised)
    (withdrawn,) = recorded(played, StepWithdrawn)
    first = next(closed for closed in recorded(played, CaseClosed) if closed.project == right.project)

    assert [True, False] == [decided.upheld for decided in recorded(played, AppealDecided)]
    assert (right.project, Undoing.APPEAL_UPHELD) == (withdrawn.project, withdrawn.undoing)
    assert Outcome.STEPS_WITHDRAWN == first.outcome
    assert wrong.project in {answer.project for answer in recorded(played, OrderAnswered)}


def test_high_water_stops_the_clocks_of_what_it_brought(played: Played) -> None:
    """Its issue had been missed before the exemption was granted, and climbed; nobody is ordered for it."""
    flooded = site(Habit.FLOODED).id
    moved = [(fact.clock, fact.due_on) for fact in recorded(played, DeadlineMoved) if fact.project == flooded]
    ordered = [order.issued_on for order in recorded(played, SupervisionOrderIssued) if order.project == flooded]

    assert 8 == len(moved) == len(recorded(played, DeadlineMoved))
    assert [] == [day for day in ordered if date(2025, 7, 1) <= day <= date(2025, 9, 30)]


def test_issues_climb_when_they_are_overdue_and_by_the_express_channel(played: Played) -> None:
    assert {Climb.OVERDUE: 87, Climb.EXPRESS: 4} == Counter(fact.cause for fact in recorded(played, IssueClimbed))


def test_what_a_consultation_decided_is_done_but_for_what_was_hidden(played: Played) -> None:
    missed = [miss.project for miss in recorded(played, DeadlineMissed) if miss.clock is Clock.TASK]

    assert 3 == len(recorded(played, TaskDone))
    assert (2, site(Habit.HIDING).id) == (len(missed), missed[-1])


def test_recovered_cases_are_looked_at_again_and_a_relapse_is_ordered_to_be_mended(played: Played) -> None:
    holds, relapsed = recorded(played, CaseReviewed)
    again = [
        order.project for order in recorded(played, SupervisionOrderIssued) if order.ground.trigger is Trigger.RELAPSE
    ]

    assert (True, False, [relapsed.project]) == (holds.holds, relapsed.holds, again)
