"""case-reviewed: the project's last case, once, after it was closed as recovered, by somebody not in charge."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue.escalation import Outcome
from shared.catalogue.intake import MonthOpened
from shared.catalogue.values import Month
from tests.escalation.story import BEGUN, ORDERED, REGISTERED, at_the_door
from tests.samples import CLOSED_CASE, ORDER
from tests.samples.ladder import CASE_REVIEWED, REOPENED_CASE
from tests.samples.projects import ASSIGNED

JUNE = MonthOpened(month=Month("2026-06"))
RECOVERED = (*ORDERED, JUNE, CLOSED_CASE)
NOT_RECOVERED = (
    "not-recovered",
    "data.case",
    "1",
    "the project's last case is looked at again, after it was closed as recovered",
)
IN_CHARGE = "a recovery is judged by somebody who is not in charge of the project"


def test_recorded() -> None:
    at_the_door(*RECOVERED).when(CASE_REVIEWED).then(CASE_REVIEWED)


def test_recorded_where_it_does_not_hold() -> None:
    relapsed = replace(CASE_REVIEWED, holds=False)
    at_the_door(*RECOVERED).when(relapsed).then(relapsed)


def test_recorded_on_the_day_of_the_closing() -> None:
    at_once = replace(CASE_REVIEWED, reviewed_on=CLOSED_CASE.closed_on)
    at_the_door(*RECOVERED).when(at_once).then(at_once)


def test_recorded_of_the_next_case_and_of_one_that_was_closed_again() -> None:
    second = replace(CASE_REVIEWED, case=2)
    at_the_door(*RECOVERED, CASE_REVIEWED, replace(ORDER, case=2), replace(CLOSED_CASE, case=2)).when(second).then(
        second
    )
    at_the_door(*RECOVERED, CASE_REVIEWED, REOPENED_CASE, CLOSED_CASE).when(CASE_REVIEWED).then(CASE_REVIEWED)


def test_refused_before_the_contest() -> None:
    at_the_door().when(CASE_REVIEWED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(CASE_REVIEWED).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


@pytest.mark.parametrize(
    "facts",
    [
        REGISTERED,
        ORDERED,
        (*ORDERED, replace(CLOSED_CASE, outcome=Outcome.STEPS_WITHDRAWN)),
        (*ORDERED, replace(CLOSED_CASE, outcome=Outcome.PROJECT_ENDED)),
        (*RECOVERED, REOPENED_CASE),
        (*RECOVERED, replace(ORDER, case=2)),
        (*RECOVERED, replace(ORDER, case=2), replace(CLOSED_CASE, case=2)),
    ],
    ids=["no case", "open", "withdrawn", "ended", "open again", "another is open", "not the last"],
)
def test_refused_where_the_case_has_not_recovered(facts: tuple[()]) -> None:
    at_the_door(*facts, JUNE).when(CASE_REVIEWED).then_refused(*NOT_RECOVERED)


def test_refused_the_second_time() -> None:
    at_the_door(*RECOVERED, CASE_REVIEWED).when(replace(CASE_REVIEWED, holds=False)).then_refused(
        "already-reviewed", "data.case", "1", "it was looked at again before"
    )


@pytest.mark.parametrize("reviewer", ["工业和信息化局", "王建国"])
def test_refused_to_whoever_is_in_charge(reviewer: str) -> None:
    at_the_door(*RECOVERED).when(replace(CASE_REVIEWED, reviewed_by=reviewer)).then_refused(
        "own-work", "data.reviewed_by", reviewer, IN_CHARGE
    )


def test_who_is_in_charge_now_is_asked() -> None:
    others = replace(ASSIGNED, project="P0142", lead_official="李红", responsible_unit="教育局")
    at_the_door(*RECOVERED, others).when(replace(CASE_REVIEWED, reviewed_by="教育局")).then_refused(
        "own-work", "data.reviewed_by", "教育局", IN_CHARGE
    )


def test_refused_before_the_case_was_closed() -> None:
    at_the_door(*RECOVERED).when(replace(CASE_REVIEWED, reviewed_on=date(2026, 4, 1))).then_refused(
        "date-order", "data.reviewed_on", "2026-04-01", "not before the case was closed, on 2026-04-02"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ORDERED, CLOSED_CASE).when(CASE_REVIEWED).then_refused(
        "month-not-begun",
        "data.reviewed_on",
        "2026-06-29",
        "2026-06 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*RECOVERED).when(CASE_REVIEWED).and_again().then_nothing()
