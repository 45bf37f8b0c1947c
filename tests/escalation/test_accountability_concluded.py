"""accountability-concluded: once where it was opened, after hearing whom it concerns, by somebody else than them."""

from dataclasses import replace
from datetime import date

from shared.catalogue.escalation import Conclusion
from tests.escalation.story import ACCUSED, BEGUN, REGISTERED, SUMMONED, at_the_door
from tests.samples import ACCOUNTABILITY, CLOSED_CASE
from tests.samples.cases import CONCLUDED


def test_recorded() -> None:
    at_the_door(*ACCUSED).when(CONCLUDED).then(CONCLUDED)


def test_recorded_where_the_conclusion_is_none() -> None:
    nothing = replace(CONCLUDED, conclusion=Conclusion.NONE)
    at_the_door(*ACCUSED).when(nothing).then(nothing)


def test_recorded_on_the_day_they_were_heard() -> None:
    at_once = replace(CONCLUDED, concluded_on=CONCLUDED.heard_on)
    at_the_door(*ACCUSED).when(at_once).then(at_once)


def test_recorded_after_the_case_was_closed() -> None:
    at_the_door(*ACCUSED, CLOSED_CASE).when(CONCLUDED).then(CONCLUDED)


def test_recorded_where_it_was_opened_again() -> None:
    at_the_door(*ACCUSED, CONCLUDED, ACCOUNTABILITY).when(CONCLUDED).then(CONCLUDED)


def test_refused_before_the_contest() -> None:
    at_the_door().when(CONCLUDED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(CONCLUDED).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_where_there_was_no_case() -> None:
    at_the_door(*REGISTERED).when(CONCLUDED).then_refused(
        "unknown-case",
        "data.case",
        "1",
        "cases are numbered from 1, and this project has had 0: name the case of the step",
    )


def test_refused_where_none_was_opened() -> None:
    at_the_door(*SUMMONED).when(CONCLUDED).then_refused(
        "step-not-taken", "data.case", "1", "no accountability stands in this case: name the case in which it was taken"
    )


def test_refused_the_second_time() -> None:
    at_the_door(*ACCUSED, CONCLUDED).when(replace(CONCLUDED, conclusion=Conclusion.REFERRAL)).then_refused(
        "already-concluded", "data.case", "1", "it was concluded on 2026-02-26"
    )


def test_refused_where_somebody_concludes_on_themselves() -> None:
    at_the_door(*ACCUSED).when(replace(CONCLUDED, concluded_by="赵刚")).then_refused(
        "own-work",
        "data.concluded_by",
        "赵刚",
        "accountability is concluded by somebody whom it does not concern, and who is not in charge of the project",
    )


def test_refused_before_it_was_opened() -> None:
    early = replace(CONCLUDED, heard_on=date(2026, 2, 2))
    at_the_door(*ACCUSED).when(early).then_refused(
        "date-order",
        "data.heard_on",
        "2026-02-02",
        "not before it was opened, on 2026-02-03",
    )


def test_refused_before_they_were_heard() -> None:
    at_the_door(*ACCUSED).when(replace(CONCLUDED, concluded_on=date(2026, 2, 19))).then_refused(
        "date-order", "data.concluded_on", "2026-02-19", "not before they were heard, on 2026-02-20"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ACCUSED).when(replace(CONCLUDED, concluded_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.concluded_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*ACCUSED).when(CONCLUDED).and_again().then_nothing()
