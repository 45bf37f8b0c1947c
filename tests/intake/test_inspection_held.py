"""inspection-held: once under its id, announced or not, for a month of the contest, in the project's money."""

from dataclasses import replace
from datetime import date

from shared.catalogue.values import MoneyUnit, Month
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.oversight import ANNOUNCED, INSPECTED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS, ANNOUNCED).when(INSPECTED).then(INSPECTED)


def test_recorded_unannounced() -> None:
    given(CONTEST, STEELWORKS).when(INSPECTED).then(INSPECTED)


def test_recorded_with_words_alone() -> None:
    words = replace(INSPECTED, investment=None, physical=None, blockers=(), photos=())
    given(CONTEST, STEELWORKS).when(words).then(words)


def test_recorded_on_the_day_of_the_announcement_with_a_blocker_of_that_day() -> None:
    found = replace(INSPECTED.blockers[0], since=ANNOUNCED.announced_on)
    at_once = replace(INSPECTED, inspected_on=ANNOUNCED.announced_on, blockers=(found,))
    given(CONTEST, STEELWORKS, ANNOUNCED).when(at_once).then(at_once)


def test_refused_before_the_contest() -> None:
    given().when(INSPECTED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(INSPECTED).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS, ANNOUNCED, INSPECTED).when(replace(INSPECTED, findings="另一次")).then_refused(
        "already-held", "data.inspection", "V0031", "it was held on 2026-01-29: use a new id for another visit"
    )


def test_refused_for_another_project_than_announced() -> None:
    elsewhere = replace(INSPECTED, project="P0207")
    given(CONTEST, STEELWORKS, SCHOOL, ANNOUNCED).when(elsewhere).then_refused(
        "wrong-project",
        "data.project",
        "P0207",
        "it was announced for another project: mend one of the ids, or hold another one under a new id",
    )


def test_refused_in_another_unit() -> None:
    given(CONTEST, STEELWORKS).when(replace(INSPECTED, money_unit=MoneyUnit.USD)).then_refused(
        "wrong-unit",
        "data.money_unit",
        "USD",
        "this project's money is told in CNY-10k: convert and resend",
    )


def test_refused_for_a_month_before_the_contest() -> None:
    given(CONTEST, STEELWORKS).when(replace(INSPECTED, month=Month("2025-12"))).then_refused(
        "before-contest", "data.month", "2025-12", "the contest began in 2026-01"
    )


def test_refused_for_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(INSPECTED, month=Month("2026-02"))).then_refused(
        "month-not-begun",
        "data.month",
        "2026-02",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, STEELWORKS).when(replace(INSPECTED, inspected_on=date(2026, 2, 1))).then_refused(
        "month-not-begun",
        "data.inspected_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_before_it_was_announced() -> None:
    early = replace(INSPECTED, inspected_on=date(2026, 1, 25))
    given(CONTEST, STEELWORKS, ANNOUNCED).when(early).then_refused(
        "date-order", "data.inspected_on", "2026-01-25", "not before it was announced, on 2026-01-26"
    )


def test_refused_with_a_blocker_of_later_than_the_visit() -> None:
    later = replace(INSPECTED.blockers[0], since=date(2026, 1, 30))
    wrong = replace(INSPECTED, blockers=(*INSPECTED.blockers, later))
    given(CONTEST, STEELWORKS).when(wrong).then_refused(
        "date-order", "data.blockers.1.since", "2026-01-30", "not after it was found, on 2026-01-29"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(INSPECTED).and_again().then_nothing()
