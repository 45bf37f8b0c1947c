"""concealment-dismissed: a suspicion, once, by somebody who never was concerned, after the unit was heard."""

from dataclasses import replace

import pytest

from shared.catalogue import Fact
from shared.catalogue.escalation import Fault
from shared.catalogue.intake import MonthOpened
from shared.catalogue.values import Month
from tests.escalation.observed import day
from tests.escalation.suspecting import APRIL, CONFIRMED, DISMISSED, FEBRUARY, FOUND, MARCH, assigned, given

CONCERNED = (
    "concealment is dismissed by somebody who neither is in charge of the project, nor was in that month, "
    "nor was heard about it"
)
UNSUSPECTED = "nothing is suspected as of this month: a dismissal names the month of a finding of concealing"


def test_recorded() -> None:
    given(FOUND).when(DISMISSED).then_recorded()


def test_recorded_on_the_day_they_were_heard() -> None:
    given(FOUND).when(replace(DISMISSED, dismissed_on=DISMISSED.heard_on)).then_recorded()


def test_recorded_for_a_later_suspicion() -> None:
    given(FOUND, DISMISSED, replace(FOUND, month=APRIL)).when(replace(DISMISSED, month=APRIL)).then_recorded()


def test_recorded_where_a_later_month_was_confirmed() -> None:
    given(FOUND, replace(CONFIRMED, month=APRIL)).when(DISMISSED).then_recorded()


def test_recorded_where_it_came_up_after_another_month_was_confirmed() -> None:
    given(replace(CONFIRMED, month=FEBRUARY), FOUND).when(DISMISSED).then_recorded()


@pytest.mark.parametrize(
    "facts",
    [(), (replace(FOUND, month=FEBRUARY),), (replace(FOUND, fault=Fault.DRAGGING),), (replace(FOUND, project="P2"),)],
    ids=["nothing", "another month", "another fault", "another project"],
)
def test_refused_where_nothing_is_suspected(facts: tuple[()]) -> None:
    given(*facts).when(DISMISSED).then_refused("not-suspected", "data.month", "2026-03", UNSUSPECTED)


def test_refused_the_second_time() -> None:
    given(FOUND, DISMISSED).when(replace(DISMISSED, reason="再次核实")).then_refused(
        "already-dismissed",
        "data.month",
        "2026-03",
        "it was dismissed on 2026-04-07: a month's concealment is decided once",
    )


def test_refused_where_it_was_confirmed() -> None:
    given(FOUND, CONFIRMED).when(DISMISSED).then_refused(
        "already-confirmed",
        "data.month",
        "2026-03",
        "it was confirmed on 2026-04-07: a month's concealment is confirmed once",
    )


def test_refused_where_it_was_confirmed_for_the_month_of_an_earlier_report() -> None:
    given(FOUND, replace(CONFIRMED, month=FEBRUARY)).when(DISMISSED).then_refused(
        "already-confirmed",
        "data.month",
        "2026-03",
        "it was confirmed on 2026-04-07, for the month of an earlier report",
    )


def test_refused_for_an_unknown_project_and_a_month_that_has_not_begun() -> None:
    given(FOUND).when(replace(DISMISSED, project="P2")).then_refused(
        "unknown-project", "data.project", "P2", "no project of this id is registered: send project-registered first"
    )
    given(FOUND).when(replace(DISMISSED, month=Month("2026-05"))).then_refused(
        "month-not-begun",
        "data.month",
        "2026-05",
        "2026-05 has not begun: the calendar stands at 2026-04; send it when it has happened",
    )


@pytest.mark.parametrize("decider", ["发改局", "张三", "发改局局长"])
def test_refused_to_whoever_is_concerned(decider: str) -> None:
    given(FOUND).when(replace(DISMISSED, dismissed_by=decider)).then_refused(
        "own-work", "data.dismissed_by", decider, CONCERNED
    )


def test_refused_to_whoever_was_in_charge_in_the_month() -> None:
    facts: list[Fact] = [FOUND, MonthOpened(month=MARCH), assigned("2026-03-31", "李四")]
    given(*facts).when(replace(DISMISSED, dismissed_by="张三")).then_refused(
        "own-work", "data.dismissed_by", "张三", CONCERNED
    )


def test_refused_before_they_were_heard_and_in_a_month_that_has_not_begun() -> None:
    given(FOUND).when(replace(DISMISSED, dismissed_on=day("2026-04-04"))).then_refused(
        "date-order", "data.dismissed_on", "2026-04-04", "not before they were heard, on 2026-04-05"
    )
    given(FOUND).when(replace(DISMISSED, dismissed_on=day("2026-05-01"))).then_refused(
        "month-not-begun",
        "data.dismissed_on",
        "2026-05-01",
        "2026-05 has not begun: the calendar stands at 2026-04; send it when it has happened",
    )
