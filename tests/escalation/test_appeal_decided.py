"""appeal-decided: once, by somebody who neither raised the appeal nor decided the step."""

from dataclasses import replace
from datetime import date

import pytest

from tests.escalation.story import ORDERED, at_the_door
from tests.samples.cases import APPEAL, APPEAL_DECIDED


def test_recorded() -> None:
    at_the_door(*ORDERED, APPEAL).when(APPEAL_DECIDED).then(APPEAL_DECIDED)


def test_recorded_on_the_day_it_was_raised() -> None:
    at_once = replace(APPEAL_DECIDED, decided_on=APPEAL.raised_on)
    at_the_door(*ORDERED, APPEAL).when(at_once).then(at_once)


def test_refused_before_the_contest() -> None:
    at_the_door().when(APPEAL_DECIDED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_appeal() -> None:
    at_the_door(*ORDERED).when(APPEAL_DECIDED).then_refused(
        "unknown-appeal", "data.appeal", "A0002", "no appeal of this id was raised: send appeal-raised first"
    )


def test_refused_the_second_time() -> None:
    at_the_door(*ORDERED, APPEAL, APPEAL_DECIDED).when(replace(APPEAL_DECIDED, upheld=True)).then_refused(
        "already-decided", "data.appeal", "A0002", "it was decided on 2026-02-09"
    )


@pytest.mark.parametrize("decider", ["工业和信息化局", "工作调度专班"], ids=["who raised it", "who decided the step"])
def test_refused_to_whoever_is_concerned(decider: str) -> None:
    at_the_door(*ORDERED, APPEAL).when(replace(APPEAL_DECIDED, decided_by=decider)).then_refused(
        "own-work",
        "data.decided_by",
        decider,
        "an appeal is decided by somebody who neither raised it, nor decided the step, nor is in charge of the project",
    )


def test_refused_before_it_was_raised() -> None:
    at_the_door(*ORDERED, APPEAL).when(replace(APPEAL_DECIDED, decided_on=date(2026, 2, 2))).then_refused(
        "date-order", "data.decided_on", "2026-02-02", "not before it was raised, on 2026-02-03"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ORDERED, APPEAL).when(replace(APPEAL_DECIDED, decided_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.decided_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*ORDERED, APPEAL).when(APPEAL_DECIDED).and_again().then_nothing()
