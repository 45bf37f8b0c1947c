"""milestone-reached: each once, in order by date, in a month that has begun."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue.intake import MilestoneReached
from shared.catalogue.values import Milestone
from tests.intake.common import ENDED
from tests.samples import CONTEST, SCHOOL, STARTED, STEELWORKS
from tests.samples.projects import WITHDRAWN
from tests.story import given

COMPLETED = replace(STARTED, milestone=Milestone.COMPLETED)


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(STARTED).then(STARTED)


def test_recorded_for_a_day_before_the_contest() -> None:
    long_ago = replace(STARTED, reached_on=date(2024, 6, 1))
    given(CONTEST, STEELWORKS).when(long_ago).then(long_ago)


@pytest.mark.parametrize(("first", "second"), [(STARTED, COMPLETED), (COMPLETED, STARTED)])
def test_recorded_on_one_day_whichever_is_told_first(first: MilestoneReached, second: MilestoneReached) -> None:
    given(CONTEST, STEELWORKS, first).when(second).then(second)


def test_recorded_in_order_though_the_later_one_was_told_first() -> None:
    earlier = replace(STARTED, reached_on=date(2026, 1, 2))
    given(CONTEST, STEELWORKS, COMPLETED).when(earlier).then(earlier)


def test_refused_before_the_contest() -> None:
    given().when(STARTED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(STARTED).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS, STARTED).when(replace(STARTED, reached_on=date(2026, 1, 21))).then_refused(
        "milestone-twice", "data.milestone", "started", "it was reached on 2026-01-20"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(STARTED, reached_on=date(2026, 2, 1))).then_refused(
        "month-not-begun",
        "data.reached_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_an_earlier_milestone() -> None:
    given(CONTEST, STEELWORKS, STARTED).when(replace(COMPLETED, reached_on=date(2026, 1, 19))).then_refused(
        "milestone-order",
        "data.reached_on",
        "2026-01-19",
        "started was reached on 2026-01-20; milestones come in order",
    )


def test_refused_after_a_later_milestone() -> None:
    given(CONTEST, STEELWORKS, COMPLETED).when(replace(STARTED, reached_on=date(2026, 1, 21))).then_refused(
        "milestone-order",
        "data.reached_on",
        "2026-01-21",
        "completed was reached on 2026-01-20; milestones come in order",
    )


def test_recorded_though_the_project_has_left_the_list_since() -> None:
    last = replace(STARTED, reached_on=WITHDRAWN.withdrawn_on)
    given(CONTEST, STEELWORKS, WITHDRAWN).when(last).then(last)


def test_refused_on_a_day_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(replace(STARTED, reached_on=date(2026, 1, 29))).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(STARTED).and_again().then_nothing()
