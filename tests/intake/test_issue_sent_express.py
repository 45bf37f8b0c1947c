"""issue-sent-express: of an open issue, once while it is open, and of so many of a project as the ladder allows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services.intake.desk import express_limit, quarter
from shared.catalogue import Fact
from shared.catalogue.intake import IssueLevel, IssueRaised, MonthOpened
from shared.catalogue.values import Month
from tests.intake.common import ladder
from tests.samples import ACCEPTED, CONTEST, JANUARY, ROADBLOCK, SCHOOL, SOLVED, STEELWORKS
from tests.samples.ladder import CLIMBED
from tests.samples.oversight import REOPENED, SENT_EXPRESS, TRIAGED
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


@pytest.mark.parametrize("level", [IssueLevel.LEAD_OFFICIAL, IssueLevel.DISTRICT_MEETING])
def test_refused_where_it_leads_no_higher(level: IssueLevel) -> None:
    high = replace(TRIAGED, level=level, owner="王建国")
    rule = f"王建国 deals with it at level {level}: the express channel leads no higher"
    given(CONTEST, STEELWORKS, ROADBLOCK, high).when(SENT_EXPRESS).then_refused(
        "already-there", "data.issue", "I0007", rule
    )


@pytest.mark.parametrize("level", [IssueLevel.UNIT, IssueLevel.TASK_FORCE, IssueLevel.JOINT_CONSULTATION])
def test_recorded_from_any_level_below(level: IssueLevel) -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, replace(TRIAGED, level=level)).when(SENT_EXPRESS).then(SENT_EXPRESS)


def test_refused_where_it_climbed_there_by_itself() -> None:
    high = replace(CLIMBED, level=IssueLevel.LEAD_OFFICIAL, owner="王建国")
    rule = "王建国 deals with it at level lead-official: the express channel leads no higher"
    given(CONTEST, STEELWORKS, ROADBLOCK, high).when(SENT_EXPRESS).then_refused(
        "already-there", "data.issue", "I0007", rule
    )


def sent(number: int, day: date) -> list[Fact]:
    """An issue of the steelworks that went express on a day."""
    raised = replace(ROADBLOCK, issue=f"S{number:04}", title=f"第 {number} 号塔未迁", raised_on=day, due_on=day)
    return [raised, replace(SENT_EXPRESS, issue=raised.issue, sent_on=day)]


NEW_YEARS_EVE, NEW_YEAR = date(2025, 12, 31), date(2026, 1, 1)
YEAR: list[Fact] = [replace(CONTEST, first_month=Month("2025-12")), MonthOpened(month=JANUARY), STEELWORKS, ROADBLOCK]
FULL = "a project sends at most 2 issues express in a quarter, and in 2026-Q1 it sent S0001, S0002"


def test_refused_above_the_limit_of_the_quarter() -> None:
    used_up = *sent(1, NEW_YEAR), *sent(2, date(2026, 1, 15))
    given(*YEAR, *used_up, ladder(2)).when(SENT_EXPRESS).then_refused(
        "express-quota", "data.sent_on", "2026-01-16", FULL
    )


def test_recorded_up_to_the_limit_of_the_quarter() -> None:
    given(*YEAR, *sent(1, NEW_YEAR), ladder(2)).when(SENT_EXPRESS).then(SENT_EXPRESS)


def test_recorded_where_others_went_in_another_quarter() -> None:
    last_year = *sent(1, NEW_YEARS_EVE), *sent(2, NEW_YEARS_EVE)
    given(*YEAR, *last_year, ladder(2)).when(SENT_EXPRESS).then(SENT_EXPRESS)


def test_recorded_where_issues_of_another_project_went() -> None:
    raised, gone = sent(1, NEW_YEAR)
    assert isinstance(raised, IssueRaised)
    school = SCHOOL, replace(raised, project="P0207"), gone
    given(*YEAR, *school, ladder(1)).when(SENT_EXPRESS).then(SENT_EXPRESS)


def test_recorded_once_more_in_the_quarter_for_an_issue_that_counts_already() -> None:
    again = replace(SENT_EXPRESS, sent_on=REOPENED.reopened_on)
    given(*YEAR, SENT_EXPRESS, SOLVED, REOPENED, ladder(1)).when(again).then(again)


def test_an_issue_that_went_twice_in_the_quarter_leaves_room_for_another() -> None:
    again = replace(SENT_EXPRESS, sent_on=REOPENED.reopened_on)
    raised, gone = sent(1, NEW_YEAR)
    given(*YEAR, SENT_EXPRESS, SOLVED, REOPENED, again, raised, ladder(2)).when(gone).then(gone)


def test_refused_where_none_may_go() -> None:
    given(*YEAR, ladder(0)).when(SENT_EXPRESS).then_refused(
        "express-quota",
        "data.sent_on",
        "2026-01-16",
        "a project sends at most 0 issues express in a quarter, and in 2026-Q1 it sent none",
    )


def test_refusal_names_no_more_issues_than_can_be_read() -> None:
    many = [fact for number in range(1, 8) for fact in sent(number, NEW_YEAR)]
    named = "S0001, S0002, S0003, S0004, S0005, ..."
    given(*YEAR, *many, ladder(6)).when(SENT_EXPRESS).then_refused(
        "express-quota",
        "data.sent_on",
        "2026-01-16",
        f"a project sends at most 6 issues express in a quarter, and in 2026-Q1 it sent {named}",
    )


@pytest.mark.parametrize("ladders", [(), (ladder(None),), (ladder(1), ladder(None))], ids=["none", "old", "withdrawn"])
def test_recorded_where_the_ladder_in_force_has_no_limit(ladders: tuple[Fact, ...]) -> None:
    given(*YEAR, *sent(1, NEW_YEAR), *sent(2, NEW_YEAR), *ladders).when(SENT_EXPRESS).then(SENT_EXPRESS)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q3"),
        (date(2026, 10, 1), "2026-Q4"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_quarter_has_three_months(day: date, found: str) -> None:
    assert found == quarter(day)


def test_the_limit_is_read_from_the_ladder_that_is_shipped() -> None:
    text = (Path(__file__).parents[2] / "services/escalation/ladders/hanting.toml").read_text("utf-8")
    assert 2 == express_limit(text)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(SENT_EXPRESS).and_again().then_nothing()
