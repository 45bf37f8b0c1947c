"""issue-triaged: of an open issue, due on a day not before; said again, it hands the issue on."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from shared.catalogue.intake import IssueLevel
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.samples.oversight import REOPENED, TRIAGED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(TRIAGED).then(TRIAGED)


def test_recorded_when_it_is_handed_on() -> None:
    higher = replace(TRIAGED, level=IssueLevel.LEAD_OFFICIAL, owner="王建国", due_on=date(2026, 1, 31))
    given(CONTEST, STEELWORKS, ROADBLOCK, TRIAGED).when(higher).then(higher)


def test_recorded_on_the_day_it_was_raised_and_due_the_same_day() -> None:
    at_once = replace(TRIAGED, triaged_on=ROADBLOCK.raised_on, due_on=ROADBLOCK.raised_on)
    given(CONTEST, STEELWORKS, ROADBLOCK).when(at_once).then(at_once)


def test_recorded_when_it_was_reopened() -> None:
    again = replace(TRIAGED, triaged_on=REOPENED.reopened_on, due_on=date(2026, 2, 5))
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, REOPENED).when(again).then(again)


def test_refused_before_the_contest() -> None:
    given().when(TRIAGED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_issue() -> None:
    given(CONTEST, STEELWORKS).when(TRIAGED).then_refused(
        "unknown-issue", "data.issue", "I0007", "no issue of this id was raised: send issue-raised first"
    )


@pytest.mark.parametrize("end", [(SOLVED,), (SOLVED, ACCEPTED)], ids=["solved", "closed"])
def test_refused_when_it_is_not_open(end: tuple[Fact, ...]) -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, *end).when(TRIAGED).then_refused(
        "already-solved", "data.issue", "I0007", "it was solved on 2026-01-22"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(
        replace(TRIAGED, triaged_on=date(2026, 2, 1), due_on=date(2026, 2, 8))
    ).then_refused(
        "month-not-begun",
        "data.triaged_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_it_was_raised() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(TRIAGED, triaged_on=date(2026, 1, 11))).then_refused(
        "date-order", "data.triaged_on", "2026-01-11", "not before it was raised, on 2026-01-12"
    )


def test_refused_before_it_was_reopened() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, REOPENED).when(TRIAGED).then_refused(
        "date-order", "data.triaged_on", TRIAGED.triaged_on.isoformat(), "not before it was reopened, on 2026-01-28"
    )


def test_refused_when_due_before_it_was_triaged() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(TRIAGED, due_on=date(2026, 1, 12))).then_refused(
        "date-order", "data.due_on", "2026-01-12", "not before it was triaged, on 2026-01-13"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(TRIAGED).and_again().then_nothing()
