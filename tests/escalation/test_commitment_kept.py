"""commitment-kept: one that was undertaken in the latest interview, once, confirmed by somebody else than its owner."""

from dataclasses import replace
from datetime import date

import pytest

from tests.escalation.story import BEGUN, ORDERED, REGISTERED, SUMMONED, at_the_door
from tests.samples import CLOSED_CASE, INTERVIEW, MARCH_OPENED
from tests.samples.cases import HELD
from tests.samples.ladder import COMMITMENT_KEPT

(FIRST,) = HELD.commitments
HELD_TWO = replace(HELD, commitments=(FIRST, replace(FIRST, owner="王建国")))
PROMISED = (*SUMMONED, MARCH_OPENED, HELD)
UNKNOWN = "unknown-commitment"


def test_recorded() -> None:
    at_the_door(*PROMISED).when(COMMITMENT_KEPT).then(COMMITMENT_KEPT)


def test_recorded_on_the_day_of_the_interview() -> None:
    at_once = replace(COMMITMENT_KEPT, kept_on=HELD.held_on)
    at_the_door(*PROMISED).when(at_once).then(at_once)


def test_recorded_after_its_day_and_after_the_case_was_closed() -> None:
    at_the_door(*PROMISED, CLOSED_CASE).when(COMMITMENT_KEPT).then(COMMITMENT_KEPT)


def test_recorded_by_the_owner_of_another_and_each_by_itself() -> None:
    before = (*SUMMONED, MARCH_OPENED, HELD_TWO)
    by_other = replace(COMMITMENT_KEPT, confirmed_by="王建国")
    at_the_door(*before).when(by_other).then(by_other)
    second = replace(COMMITMENT_KEPT, commitment=2, confirmed_by="赵刚")
    at_the_door(*before, COMMITMENT_KEPT).when(second).then(second)


def test_recorded_of_the_next_interview_of_the_case() -> None:
    at_the_door(*PROMISED, COMMITMENT_KEPT, INTERVIEW, HELD).when(COMMITMENT_KEPT).then(COMMITMENT_KEPT)


def test_refused_before_the_contest() -> None:
    at_the_door().when(COMMITMENT_KEPT).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(COMMITMENT_KEPT).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_where_there_was_no_case() -> None:
    at_the_door(*REGISTERED).when(COMMITMENT_KEPT).then_refused(
        "unknown-case",
        "data.case",
        "1",
        "cases are numbered from 1, and this project has had 0: name the case of the step",
    )


def test_refused_where_nobody_was_interviewed() -> None:
    at_the_door(*ORDERED).when(COMMITMENT_KEPT).then_refused(
        "step-not-taken", "data.case", "1", "no interview stands in this case: name the case in which it was taken"
    )


@pytest.mark.parametrize("held", [(), (replace(HELD, commitments=()),)], ids=["not held", "nothing undertaken"])
def test_refused_where_nothing_was_undertaken(held: tuple[()]) -> None:
    at_the_door(*SUMMONED, *held).when(COMMITMENT_KEPT).then_refused(
        UNKNOWN, "data.commitment", "1", "the latest interview holds 0 commitments: number them from 1"
    )


def test_refused_beyond_the_last() -> None:
    at_the_door(*SUMMONED, MARCH_OPENED, HELD_TWO).when(replace(COMMITMENT_KEPT, commitment=3)).then_refused(
        "unknown-commitment", "data.commitment", "3", "the latest interview holds 2 commitments: number them from 1"
    )


def test_recorded_of_the_interview_before_while_the_next_was_not_held() -> None:
    at_the_door(*PROMISED, INTERVIEW).when(COMMITMENT_KEPT).then(COMMITMENT_KEPT)


def test_refused_the_second_time() -> None:
    at_the_door(*PROMISED, COMMITMENT_KEPT).when(replace(COMMITMENT_KEPT, proof="再次验收")).then_refused(
        "already-kept", "data.commitment", "1", "it was confirmed before that it was kept"
    )


def test_refused_to_its_owner() -> None:
    at_the_door(*PROMISED).when(replace(COMMITMENT_KEPT, confirmed_by="赵刚")).then_refused(
        "own-work", "data.confirmed_by", "赵刚", "nobody confirms their own commitment"
    )


def test_refused_before_the_interview() -> None:
    at_the_door(*PROMISED).when(replace(COMMITMENT_KEPT, kept_on=date(2026, 2, 7))).then_refused(
        "date-order", "data.kept_on", "2026-02-07", "not before the interview, on 2026-02-08"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*SUMMONED, HELD).when(COMMITMENT_KEPT).then_refused(
        "month-not-begun",
        "data.kept_on",
        "2026-03-28",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*PROMISED).when(COMMITMENT_KEPT).and_again().then_nothing()
