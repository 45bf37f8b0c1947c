"""issue-sent-express: of an open issue, once while it is open."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS
from tests.samples.oversight import REOPENED, SENT_EXPRESS
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(SENT_EXPRESS).then(SENT_EXPRESS)


def test_recorded_once_more_when_it_was_reopened() -> None:
    again = replace(SENT_EXPRESS, sent_on=REOPENED.reopened_on)
    given(CONTEST, STEELWORKS, ROADBLOCK, SENT_EXPRESS, SOLVED, REOPENED).when(again).then(again)


def test_refused_before_the_contest() -> None:
    given().when(SENT_EXPRESS).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_issue() -> None:
    given(CONTEST, STEELWORKS).when(SENT_EXPRESS).then_refused(
        "unknown-issue", "data.issue", "I0007", "no issue of this id was raised: send issue-raised first"
    )


@pytest.mark.parametrize("end", [(SOLVED,), (SOLVED, ACCEPTED)], ids=["solved", "closed"])
def test_refused_when_it_is_not_open(end: tuple[Fact, ...]) -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, *end).when(SENT_EXPRESS).then_refused(
        "already-solved", "data.issue", "I0007", "it was solved on 2026-01-22"
    )


def test_refused_the_second_time() -> None:
    again = replace(SENT_EXPRESS, sent_on=date(2026, 1, 18))
    given(CONTEST, STEELWORKS, ROADBLOCK, SENT_EXPRESS).when(again).then_refused(
        "already-sent", "data.issue", "I0007", "it went by the express channel on 2026-01-16"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(SENT_EXPRESS, sent_on=date(2026, 2, 1))).then_refused(
        "month-not-begun",
        "data.sent_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_it_was_raised() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(replace(SENT_EXPRESS, sent_on=date(2026, 1, 11))).then_refused(
        "date-order", "data.sent_on", "2026-01-11", "not before it was raised, on 2026-01-12"
    )


def test_refused_before_it_was_reopened() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, REOPENED).when(SENT_EXPRESS).then_refused(
        "date-order", "data.sent_on", SENT_EXPRESS.sent_on.isoformat(), "not before it was reopened, on 2026-01-28"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(SENT_EXPRESS).and_again().then_nothing()
