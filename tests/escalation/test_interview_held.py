"""interview-held: once for each interview that was ordered, led by somebody else than those interviewed."""

from dataclasses import replace
from datetime import date

from tests.escalation.story import BEGUN, ORDERED, REGISTERED, SUMMONED, at_the_door
from tests.samples import CLOSED_CASE, INTERVIEW
from tests.samples.cases import HELD


def test_recorded() -> None:
    at_the_door(*SUMMONED).when(HELD).then(HELD)


def test_recorded_without_commitments() -> None:
    bare = replace(HELD, commitments=())
    at_the_door(*SUMMONED).when(bare).then(bare)


def test_recorded_after_the_case_was_closed() -> None:
    at_the_door(*SUMMONED, CLOSED_CASE).when(HELD).then(HELD)


def test_recorded_for_the_next_interview_of_the_case() -> None:
    at_the_door(*SUMMONED, HELD, INTERVIEW).when(HELD).then(HELD)


def test_refused_before_the_contest() -> None:
    at_the_door().when(HELD).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(HELD).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_where_there_was_no_case() -> None:
    at_the_door(*REGISTERED).when(HELD).then_refused(
        "unknown-case",
        "data.case",
        "1",
        "cases are numbered from 1, and this project has had 0: name the case of the step",
    )


def test_refused_where_none_was_ordered() -> None:
    at_the_door(*ORDERED).when(HELD).then_refused(
        "step-not-taken", "data.case", "1", "no interview stands in this case: name the case in which it was taken"
    )


def test_refused_the_second_time() -> None:
    at_the_door(*SUMMONED, HELD).when(replace(HELD, minutes="另一份记录")).then_refused(
        "already-interviewed", "data.case", "1", "it was held on 2026-02-08"
    )


def test_refused_where_somebody_interviews_themselves() -> None:
    at_the_door(*SUMMONED).when(replace(HELD, held_by="赵刚")).then_refused(
        "own-work", "data.held_by", "赵刚", "whoever leads an interview is not the one interviewed"
    )


def test_refused_before_it_was_ordered() -> None:
    at_the_door(*SUMMONED).when(replace(HELD, held_on=date(2026, 2, 2))).then_refused(
        "date-order", "data.held_on", "2026-02-02", "not before it was ordered, on 2026-02-03"
    )


def test_refused_with_a_commitment_for_the_past() -> None:
    (first,) = HELD.commitments
    late = replace(first, due_on=date(2026, 2, 7))
    at_the_door(*SUMMONED).when(replace(HELD, commitments=(first, late))).then_refused(
        "date-order", "data.commitments.1.due_on", "2026-02-07", "not before the interview, on 2026-02-08"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*SUMMONED).when(replace(HELD, held_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.held_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*SUMMONED).when(HELD).and_again().then_nothing()
