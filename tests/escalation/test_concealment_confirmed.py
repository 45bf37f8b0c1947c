"""concealment-confirmed: of a month that has begun, once, by somebody not concerned, after the unit was heard."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue.values import Month
from tests.escalation.story import BEGUN, REGISTERED, assigned, at_the_door
from tests.samples.months import CONCEALMENT

CONCERNED = "concealment is confirmed by somebody who neither is in charge of the project nor was heard about it"


def test_recorded() -> None:
    at_the_door(*REGISTERED).when(CONCEALMENT).then(CONCEALMENT)


def test_recorded_for_the_month_that_has_begun_last_and_on_the_day_they_were_heard() -> None:
    at_once = replace(CONCEALMENT, month=Month("2026-02"), confirmed_on=CONCEALMENT.heard_on)
    at_the_door(*REGISTERED).when(at_once).then(at_once)


def test_recorded_for_another_month() -> None:
    other = replace(CONCEALMENT, month=Month("2026-02"))
    at_the_door(*REGISTERED, CONCEALMENT).when(other).then(other)


def test_refused_before_the_contest() -> None:
    at_the_door().when(CONCEALMENT).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(CONCEALMENT).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_for_a_month_that_has_not_begun() -> None:
    at_the_door(*REGISTERED).when(replace(CONCEALMENT, month=Month("2026-03"))).then_refused(
        "month-not-begun",
        "data.month",
        "2026-03",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_refused_the_second_time() -> None:
    again = replace(CONCEALMENT, finding="另一处不实", confirmed_on=date(2026, 2, 8))
    at_the_door(*REGISTERED, CONCEALMENT).when(again).then_refused(
        "already-confirmed",
        "data.month",
        "2026-01",
        "it was confirmed on 2026-02-07: a month's concealment is confirmed once",
    )


@pytest.mark.parametrize(
    "confirmer",
    ["工业和信息化局", "王建国", "工业和信息化局局长"],
    ids=["the responsible unit", "the lead official", "who was heard"],
)
def test_refused_to_whoever_is_concerned(confirmer: str) -> None:
    at_the_door(*REGISTERED).when(replace(CONCEALMENT, confirmed_by=confirmer)).then_refused(
        "own-work", "data.confirmed_by", confirmer, CONCERNED
    )


def test_refused_to_whoever_has_taken_over() -> None:
    taken_over = assigned("P0142", lead_official="李四")
    at_the_door(*REGISTERED, taken_over).when(replace(CONCEALMENT, confirmed_by="李四")).then_refused(
        "own-work", "data.confirmed_by", "李四", CONCERNED
    )


def test_refused_before_they_were_heard() -> None:
    at_the_door(*REGISTERED).when(replace(CONCEALMENT, confirmed_on=date(2026, 2, 4))).then_refused(
        "date-order", "data.confirmed_on", "2026-02-04", "not before they were heard, on 2026-02-05"
    )


def test_refused_on_a_day_in_a_month_that_has_not_begun() -> None:
    at_the_door(*REGISTERED).when(replace(CONCEALMENT, confirmed_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.confirmed_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*REGISTERED).when(CONCEALMENT).and_again().then_nothing()
