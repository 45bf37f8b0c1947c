"""exemption-granted: of a project on the list, under a new id, approved by somebody else than who asked."""

from dataclasses import replace
from datetime import date

from tests.escalation.story import BEGUN, REGISTERED, at_the_door
from tests.samples.cases import EXEMPTION, EXEMPTION_ENDED


def test_recorded() -> None:
    at_the_door(*REGISTERED).when(EXEMPTION).then(EXEMPTION)


def test_recorded_for_a_single_day_that_is_still_to_come() -> None:
    day = replace(EXEMPTION, from_on=date(2027, 1, 1), until=date(2027, 1, 1))
    at_the_door(*REGISTERED).when(day).then(day)


def test_recorded_beside_another() -> None:
    other = replace(EXEMPTION, exemption="E0005")
    at_the_door(*REGISTERED, EXEMPTION).when(other).then(other)


def test_refused_before_the_contest() -> None:
    at_the_door().when(EXEMPTION).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_under_an_id_that_is_taken() -> None:
    at_the_door(*REGISTERED, EXEMPTION, EXEMPTION_ENDED).when(replace(EXEMPTION, reason="另一个原因")).then_refused(
        "exemption-exists", "data.exemption", "E0004", "an exemption of this id was granted before: use a new id"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(EXEMPTION).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_where_somebody_exempts_themselves() -> None:
    at_the_door(*REGISTERED).when(replace(EXEMPTION, approver="工业和信息化局")).then_refused(
        "own-work",
        "data.approver",
        "工业和信息化局",
        "whoever asked for an exemption or is in charge of the project cannot approve it",
    )


def test_refused_where_it_ends_before_it_begins() -> None:
    at_the_door(*REGISTERED).when(replace(EXEMPTION, until=date(2026, 1, 15))).then_refused(
        "date-order", "data.until", "2026-01-15", "not before it begins, on 2026-01-16"
    )


def test_refused_where_it_was_approved_in_a_month_that_has_not_begun() -> None:
    at_the_door(*REGISTERED).when(replace(EXEMPTION, approved_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.approved_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*REGISTERED).when(EXEMPTION).and_again().then_nothing()
