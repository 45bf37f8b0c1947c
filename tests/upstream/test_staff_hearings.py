"""Who is heard in the simulated district: interviews, accountability, suspicions, and second looks at cases."""

from dataclasses import replace
from datetime import date

import pytest

from services.upstream.courses import Habit
from services.upstream.message import Message
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    CaseReviewed,
    CommitmentKept,
    ConcealmentConfirmed,
    ConcealmentDismissed,
    Conclusion,
    Fault,
    FindingMade,
    InterviewHeld,
)
from shared.catalogue.intake import (
    InspectionHeld,
)
from shared.catalogue.values import Month
from tests.samples.ladder import ACCOUNTABILITY, DIGEST, INTERVIEW
from tests.samples.oversight import INSPECTED
from tests.upstream.offices import LAST, THURSDAY, Offices, closed, of_kind, order, site


def interviewed(habit: Habit) -> list[Message]:
    unit = site(habit)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(replace(INTERVIEW, project=unit.id, issued_on=THURSDAY))
    return offices.until(LAST)


def test_an_interview_is_held_within_five_working_days_and_its_commitments_are_kept() -> None:
    said = interviewed(Habit.RECOVERING)
    (held,) = of_kind(said, InterviewHeld)

    assert (date(2025, 6, 10), [date(2025, 6, 17), date(2025, 6, 24)]) == (
        held.held_on,
        [undertaken.due_on for undertaken in held.commitments],
    )
    assert [(1, date(2025, 6, 13)), (2, date(2025, 6, 20))] == [
        (kept.commitment, kept.kept_on) for kept in of_kind(said, CommitmentKept)
    ]
    assert held.held_by not in held.attended


def test_one_breaks_the_second_of_its_commitments() -> None:
    assert [1] == [kept.commitment for kept in of_kind(interviewed(Habit.IDLE), CommitmentKept)]


def test_who_is_summoned_again_begins_anew() -> None:
    unit = site(Habit.RECOVERING)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(replace(INTERVIEW, project=unit.id, issued_on=THURSDAY))
    offices.until(date(2025, 6, 12))
    offices.tell(replace(INTERVIEW, project=unit.id, issued_on=date(2025, 6, 12)))

    assert [(1, date(2025, 6, 20)), (2, date(2025, 6, 27))] == [
        (kept.commitment, kept.kept_on) for kept in of_kind(offices.until(LAST), CommitmentKept)
    ]


@pytest.mark.parametrize(
    ("habit", "conclusion"),
    [
        (Habit.RECOVERING, Conclusion.NONE),
        (Habit.IDLE, Conclusion.REMINDER_TALK),
        (Habit.NEVER_STARTED, Conclusion.CRITICISM),
        (Habit.HIDING, Conclusion.ORGANISATIONAL_MEASURE),
    ],
)
def test_accountability_is_concluded_within_thirty_days_after_hearing_them(
    habit: Habit, conclusion: Conclusion
) -> None:
    unit = site(habit)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(replace(ACCOUNTABILITY, project=unit.id, issued_on=THURSDAY))

    (concluded,) = of_kind(offices.until(LAST), AccountabilityConcluded)
    assert (conclusion, date(2025, 6, 13), date(2025, 6, 23)) == (
        concluded.conclusion,
        concluded.heard_on,
        concluded.concluded_on,
    )


def suspected(habit: Habit, *seen: InspectionHeld) -> list[Message]:
    unit = site(habit)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(
        *seen,
        FindingMade(
            project=unit.id,
            month=Month("2025-05"),
            fault=Fault.CONCEALING,
            signs=(),
            edition="hanting-ladder-2025.2",
            ladder_sha256=DIGEST,
            found_on=THURSDAY,
        ),
    )
    return offices.until(LAST)


def test_a_suspicion_is_cleared_by_a_named_inspector_after_the_unit_was_heard() -> None:
    (cleared,) = of_kind(suspected(Habit.STEADY), ConcealmentDismissed)

    assert ("核查员甲", date(2025, 6, 10), date(2025, 6, 12)) == (
        cleared.dismissed_by,
        cleared.heard_on,
        cleared.dismissed_on,
    )


def test_what_an_inspection_found_to_be_hidden_is_confirmed_in_its_month() -> None:
    held = replace(INSPECTED, project=site(Habit.HIDING).id, month=Month("2025-04"))
    (confirmed,) = of_kind(suspected(Habit.HIDING, held), ConcealmentConfirmed)

    assert (Month("2025-04"), held.inspection, "核查员甲", date(2025, 6, 10), date(2025, 6, 12)) == (
        confirmed.month,
        confirmed.inspection,
        confirmed.confirmed_by,
        confirmed.heard_on,
        confirmed.confirmed_on,
    )


def test_a_recovered_case_is_looked_at_again_and_one_has_relapsed() -> None:
    first, second = site(Habit.STEADY), site(Habit.WAVERING)
    offices = Offices(first, second)
    offices.begin(THURSDAY)
    offices.tell(closed(first, date(2025, 7, 31)), closed(second, date(2025, 7, 15)))

    assert [(second.id, False, date(2025, 6, 17)), (first.id, True, date(2025, 7, 3))] == [
        (looked.project, looked.holds, looked.reviewed_on)
        for looked in of_kind(offices.until(date(2025, 7, 15)), CaseReviewed)
    ]


def test_nobody_looks_again_at_a_case_that_another_has_followed() -> None:
    unit = site(Habit.NEVER_STARTED)
    offices = Offices(unit)
    offices.begin(THURSDAY)
    offices.tell(closed(unit, date(2025, 7, 15)), order(unit))

    assert [] == offices.until(date(2025, 7, 15))
