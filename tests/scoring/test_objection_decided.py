"""objection-decided: once, by somebody else than the objector."""

from dataclasses import replace
from datetime import date

import pytest

from tests.samples.cases import OBJECTION, OBJECTION_DECIDED
from tests.scoring.story import ISSUED, at_the_door


def test_recorded() -> None:
    at_the_door(*ISSUED, OBJECTION).when(OBJECTION_DECIDED).then(OBJECTION_DECIDED)


def test_recorded_on_the_day_it_was_raised() -> None:
    at_once = replace(OBJECTION_DECIDED, upheld=False, decided_on=OBJECTION.raised_on)
    at_the_door(*ISSUED, OBJECTION).when(at_once).then(at_once)


def test_refused_before_the_contest() -> None:
    at_the_door().when(OBJECTION_DECIDED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_objection() -> None:
    at_the_door(*ISSUED).when(OBJECTION_DECIDED).then_refused(
        "unknown-objection",
        "data.objection",
        "O0011",
        "no objection of this id was raised: send objection-raised first",
    )


def test_refused_the_second_time() -> None:
    at_the_door(*ISSUED, OBJECTION, OBJECTION_DECIDED).when(replace(OBJECTION_DECIDED, upheld=False)).then_refused(
        "already-decided", "data.objection", "O0011", "it was decided on 2026-02-07"
    )


def test_refused_to_the_objector() -> None:
    at_the_door(*ISSUED, OBJECTION).when(replace(OBJECTION_DECIDED, decided_by="王建国")).then_refused(
        "own-work", "data.decided_by", "王建国", "whoever raised an objection cannot decide it"
    )


@pytest.mark.parametrize("person", ["工业和信息化局", "王建国"])
def test_refused_to_whoever_is_in_charge(person: str) -> None:
    raised = replace(OBJECTION, raised_by="第一项目专班")
    at_the_door(*ISSUED, raised).when(replace(OBJECTION_DECIDED, decided_by=person)).then_refused(
        "own-work", "data.decided_by", person, "whoever is in charge of a project does not judge its card"
    )


def test_refused_before_it_was_raised() -> None:
    at_the_door(*ISSUED, OBJECTION).when(replace(OBJECTION_DECIDED, decided_on=date(2026, 2, 1))).then_refused(
        "date-order", "data.decided_on", "2026-02-01", "not before it was raised, on 2026-02-02"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ISSUED, OBJECTION).when(replace(OBJECTION_DECIDED, decided_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.decided_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*ISSUED, OBJECTION).when(OBJECTION_DECIDED).and_again().then_nothing()
