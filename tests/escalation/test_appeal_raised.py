"""appeal-raised: against a step that was taken, while no other appeal against it is open."""

from dataclasses import replace
from datetime import date

from shared.catalogue.escalation import Step
from tests.escalation.story import BEGUN, ORDERED, REGISTERED, SUMMONED, at_the_door
from tests.samples import CLOSED_CASE, ORDER
from tests.samples.cases import APPEAL, APPEAL_DECIDED
from tests.samples.ladder import STEP_WITHDRAWN

SECOND = replace(APPEAL, appeal="A0003")
WITHDRAWN = replace(STEP_WITHDRAWN, position=4)
"""The order of the story."""


def test_recorded() -> None:
    at_the_door(*ORDERED).when(APPEAL).then(APPEAL)


def test_recorded_after_the_case_was_closed() -> None:
    at_the_door(*ORDERED, CLOSED_CASE).when(APPEAL).then(APPEAL)


def test_recorded_against_another_step_of_the_case() -> None:
    other = replace(SECOND, step=Step.INTERVIEW)
    at_the_door(*SUMMONED, APPEAL).when(other).then(other)


def test_recorded_against_the_same_step_of_another_case() -> None:
    other = replace(SECOND, case=2)
    at_the_door(*ORDERED, APPEAL, CLOSED_CASE, replace(ORDER, case=2)).when(other).then(other)


def test_recorded_again_when_the_first_was_decided() -> None:
    at_the_door(*ORDERED, APPEAL, APPEAL_DECIDED).when(SECOND).then(SECOND)


def test_refused_before_the_contest() -> None:
    at_the_door().when(APPEAL).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_under_an_id_that_is_taken() -> None:
    at_the_door(*ORDERED, APPEAL, APPEAL_DECIDED).when(replace(APPEAL, ground="又一理由")).then_refused(
        "appeal-exists", "data.appeal", "A0002", "an appeal of this id was raised before: use a new id"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(APPEAL).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_where_there_was_no_case() -> None:
    at_the_door(*REGISTERED).when(APPEAL).then_refused(
        "unknown-case",
        "data.case",
        "1",
        "cases are numbered from 1, and this project has had 0: name the case of the step",
    )


def test_refused_against_a_step_that_was_not_taken() -> None:
    at_the_door(*ORDERED).when(replace(APPEAL, step=Step.ACCOUNTABILITY)).then_refused(
        "step-not-taken", "data.case", "1", "no accountability stands in this case: name the case in which it was taken"
    )


def test_refused_against_a_step_that_was_withdrawn() -> None:
    at_the_door(*ORDERED, WITHDRAWN).when(APPEAL).then_refused(
        "step-not-taken",
        "data.case",
        "1",
        "no supervision-order stands in this case: name the case in which it was taken",
    )


def test_recorded_against_the_order_that_was_given_after_one_was_withdrawn() -> None:
    at_the_door(*ORDERED, WITHDRAWN, ORDER).when(APPEAL).then(APPEAL)


def test_refused_while_another_is_open() -> None:
    at_the_door(*ORDERED, APPEAL).when(SECOND).then_refused(
        "appeal-open",
        "data.step",
        "supervision-order",
        "an appeal against this step is open: wait until it is decided",
    )


def test_refused_before_the_step_was_taken() -> None:
    at_the_door(*ORDERED).when(replace(APPEAL, raised_on=date(2026, 2, 2))).then_refused(
        "date-order", "data.raised_on", "2026-02-02", "not before the step, on 2026-02-03"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ORDERED).when(replace(APPEAL, raised_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.raised_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*ORDERED).when(APPEAL).and_again().then_nothing()
