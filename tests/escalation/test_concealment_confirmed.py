"""concealment-confirmed: once for a month, by somebody who never was concerned, after the unit was heard."""

from dataclasses import replace

import pytest

from shared.catalogue import Fact
from shared.catalogue.intake import MonthOpened
from shared.catalogue.values import Month
from tests.escalation.observed import day, inspected, registered
from tests.escalation.suspecting import APRIL, CONFIRMED, DISMISSED, FEBRUARY, FOUND, MARCH, assigned, given

CONCERNED = (
    "concealment is confirmed by somebody who neither is in charge of the project, nor was in that month, "
    "nor was heard about it"
)
VISIT = inspected("2026-03-20", "2026-03", 10)


def test_recorded_where_it_is_suspected() -> None:
    given(FOUND).when(CONFIRMED).then_recorded()


def test_recorded_where_nothing_is_suspected() -> None:
    given().when(CONFIRMED).then_recorded()


def test_recorded_for_the_month_that_has_begun_last_and_on_the_day_they_were_heard() -> None:
    given().when(replace(CONFIRMED, month=APRIL, confirmed_on=CONFIRMED.heard_on)).then_recorded()


def test_recorded_for_another_month() -> None:
    given(CONFIRMED).when(replace(CONFIRMED, month=FEBRUARY)).then_recorded()


def test_recorded_where_the_suspicion_as_of_another_month_was_dismissed() -> None:
    given(FOUND, DISMISSED).when(replace(CONFIRMED, month=FEBRUARY)).then_recorded()


def test_recorded_with_the_inspection_that_found_it() -> None:
    given(VISIT).when(replace(CONFIRMED, inspection="V1")).then_recorded()


def test_refused_for_an_unknown_project() -> None:
    given().when(replace(CONFIRMED, project="P2")).then_refused(
        "unknown-project", "data.project", "P2", "no project of this id is registered: send project-registered first"
    )


def test_refused_for_a_month_that_has_not_begun() -> None:
    given().when(replace(CONFIRMED, month=Month("2026-05"))).then_refused(
        "month-not-begun",
        "data.month",
        "2026-05",
        "2026-05 has not begun: the calendar stands at 2026-04; send it when it has happened",
    )


def test_refused_the_second_time() -> None:
    given(CONFIRMED).when(replace(CONFIRMED, finding="另一处不实")).then_refused(
        "already-confirmed",
        "data.month",
        "2026-03",
        "it was confirmed on 2026-04-07: a month's concealment is confirmed once",
    )


def test_refused_where_the_suspicion_was_dismissed() -> None:
    given(FOUND, DISMISSED).when(CONFIRMED).then_refused(
        "already-dismissed",
        "data.month",
        "2026-03",
        "it was dismissed on 2026-04-07: a month's concealment is decided once",
    )


@pytest.mark.parametrize("facts", [(), (replace(VISIT, project="P2"),)], ids=["never held", "of another project"])
def test_refused_with_an_inspection_that_was_not_held_of_it(facts: tuple[()]) -> None:
    given(registered("P2"), *facts).when(replace(CONFIRMED, inspection="V1")).then_refused(
        "unknown-inspection",
        "data.inspection",
        "V1",
        "no inspection of this id was held of this project: send inspection-held first, or name none",
    )


@pytest.mark.parametrize(
    "confirmer", ["发改局", "张三", "发改局局长"], ids=["the unit", "the lead official", "who was heard"]
)
def test_refused_to_whoever_is_concerned(confirmer: str) -> None:
    given().when(replace(CONFIRMED, confirmed_by=confirmer)).then_refused(
        "own-work", "data.confirmed_by", confirmer, CONCERNED
    )


def test_refused_to_whoever_has_taken_over_since() -> None:
    given(MonthOpened(month=APRIL), assigned("2026-04-02", "李四")).when(
        replace(CONFIRMED, confirmed_by="李四")
    ).then_refused("own-work", "data.confirmed_by", "李四", CONCERNED)


@pytest.mark.parametrize(
    ("told_in", "assigned_on", "concerned"),
    [
        (APRIL, "2026-04-02", True),
        (MARCH, "2026-03-01", True),
        (APRIL, "2026-02-10", True),
        (FEBRUARY, "2026-02-28", False),
    ],
    ids=[
        "replaced after the month",
        "replaced in the month",
        "said after the month to have been replaced before it",
        "replaced before the month",
    ],
)
@pytest.mark.parametrize("role", ["lead_official", "responsible_unit"])
def test_whoever_was_in_charge_in_the_month_and_was_replaced(
    role: str, told_in: Month, assigned_on: str, concerned: bool
) -> None:
    former, later = {"lead_official": ("张三", "李四"), "responsible_unit": ("发改局", "住建局")}[role]
    changed = assigned(assigned_on, **{role: later})
    story = given(MonthOpened(month=told_in), changed).when(replace(CONFIRMED, confirmed_by=former))
    if concerned:
        story.then_refused("own-work", "data.confirmed_by", former, CONCERNED)
    else:
        story.then_recorded()


@pytest.mark.parametrize(
    ("month", "concerned"), [(FEBRUARY, False), (MARCH, True), (APRIL, True)], ids=["before", "in it", "on leaving"]
)
def test_whoever_was_in_charge_in_between(month: Month, concerned: bool) -> None:
    facts: list[Fact] = [
        MonthOpened(month=MARCH),
        assigned("2026-03-10", "李四"),
        MonthOpened(month=APRIL),
        assigned("2026-04-01", "王五"),
    ]
    story = given(*facts).when(replace(CONFIRMED, month=month, confirmed_by="李四"))
    if concerned:
        story.then_refused("own-work", "data.confirmed_by", "李四", CONCERNED)
    else:
        story.then_recorded()


def test_whoever_was_named_again_did_not_leave() -> None:
    facts: list[Fact] = [MonthOpened(month=FEBRUARY), assigned("2026-02-10", "张三", "住建局")]
    given(*facts).when(replace(CONFIRMED, confirmed_by="发改局")).then_recorded()
    given(*facts).when(replace(CONFIRMED, confirmed_by="张三")).then_refused(
        "own-work", "data.confirmed_by", "张三", CONCERNED
    )


def test_refused_before_they_were_heard() -> None:
    given().when(replace(CONFIRMED, confirmed_on=day("2026-04-04"))).then_refused(
        "date-order", "data.confirmed_on", "2026-04-04", "not before they were heard, on 2026-04-05"
    )


def test_refused_on_a_day_in_a_month_that_has_not_begun() -> None:
    given().when(replace(CONFIRMED, confirmed_on=day("2026-05-01"))).then_refused(
        "month-not-begun",
        "data.confirmed_on",
        "2026-05-01",
        "2026-05 has not begun: the calendar stands at 2026-04; send it when it has happened",
    )
