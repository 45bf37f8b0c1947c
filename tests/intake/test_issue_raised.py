"""issue-raised: under a new id, of a project on the list, in a month that has begun; with a hint at its like."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.desk import COMPARED
from services.intake.resemblance import ALIKE, similarity, words
from shared.catalogue import Fact
from shared.catalogue.intake import DuplicateSuspected
from shared.catalogue.values import Factor
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SCHOOL, SOLVED, STEELWORKS
from tests.samples.oversight import REOPENED, TRIAGED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(ROADBLOCK).then(ROADBLOCK)


def test_recorded_when_due_on_the_very_day_and_without_a_factor() -> None:
    urgent = replace(ROADBLOCK, factor=None, due_on=ROADBLOCK.raised_on)
    given(CONTEST, STEELWORKS).when(urgent).then(urgent)


OTHER = replace(ROADBLOCK, issue="I0008", raised_by="供电公司", raised_on=date(2026, 1, 13))


def hint(similarity: int, like: str = "I0007") -> DuplicateSuspected:
    """What is said beside, where the other issue reads like one that is open."""
    return DuplicateSuspected(issue="I0008", like=like, project="P0142", similarity=similarity)


def test_recorded_with_a_hint_where_it_reads_like_one_that_is_open() -> None:
    alike = replace(OTHER, title="高压线迁改，未批复！")
    given(CONTEST, STEELWORKS, ROADBLOCK).when(alike).then(alike, hint(93))


def test_recorded_with_a_hint_from_the_line_on() -> None:
    longer = replace(ROADBLOCK, title="高压线迁改未批影响主体工程")
    alike = replace(OTHER, title="高压线迁改至今未批严重影响主体工程")
    given(CONTEST, STEELWORKS, longer).when(alike).then(alike, hint(ALIKE))


def test_no_hint_below_the_line() -> None:
    other = replace(OTHER, title="低压线迁改未批")
    assert ALIKE - 1 == similarity(words(ROADBLOCK.title), words(other.title))
    given(CONTEST, STEELWORKS, ROADBLOCK).when(other).then(other)


def test_repeat_with_a_hint_ignored() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK).when(OTHER).and_again().then_nothing()


@pytest.mark.parametrize(
    "steps",
    [(TRIAGED,), (SOLVED,), (SOLVED, REOPENED), (SOLVED, ACCEPTED, REOPENED)],
    ids=["at work", "solved", "reopened", "closed and reopened"],
)
def test_the_hint_names_an_issue_until_it_is_closed(steps: tuple[Fact, ...]) -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, *steps).when(OTHER).then(OTHER, hint(100))


def test_no_hint_at_an_issue_that_is_closed() -> None:
    given(CONTEST, STEELWORKS, ROADBLOCK, SOLVED, ACCEPTED).when(OTHER).then(OTHER)


def test_no_hint_at_an_issue_of_another_project() -> None:
    theirs = replace(OTHER, project="P0207")
    given(CONTEST, STEELWORKS, SCHOOL, ROADBLOCK).when(theirs).then(theirs)


def test_no_hint_at_an_issue_of_another_factor() -> None:
    other = replace(OTHER, factor=Factor.LAND)
    given(CONTEST, STEELWORKS, ROADBLOCK).when(other).then(other)


@pytest.mark.parametrize(("factor", "said"), [(None, Factor.ENERGY), (Factor.ENERGY, None), (None, None)])
def test_a_factor_that_is_not_said_may_be_any(factor: Factor | None, said: Factor | None) -> None:
    first, second = replace(ROADBLOCK, factor=factor), replace(OTHER, factor=said)
    given(CONTEST, STEELWORKS, first).when(second).then(second, hint(100))


def test_the_hint_names_the_most_similar() -> None:
    less = replace(ROADBLOCK, issue="I0001", title="高压线迁改尚未批复")
    given(CONTEST, STEELWORKS, less, ROADBLOCK).when(OTHER).then(OTHER, hint(100))


def test_the_hint_names_the_first_of_several_that_are_as_similar() -> None:
    same = replace(ROADBLOCK, issue="I0001")
    given(CONTEST, STEELWORKS, ROADBLOCK, same).when(OTHER).then(OTHER, hint(100))


def test_an_issue_is_compared_with_the_latest_only() -> None:
    """With as many as `COMPARED` says, and not with one more."""
    newer = [replace(ROADBLOCK, issue=f"N{number:04}", title=f"{number} 号塔基未移交") for number in range(COMPARED)]
    given(CONTEST, STEELWORKS, ROADBLOCK, *newer[1:]).when(OTHER).then(OTHER, hint(100))
    given(CONTEST, STEELWORKS, ROADBLOCK, *newer).when(OTHER).then(OTHER)


def test_refused_before_the_contest() -> None:
    given().when(ROADBLOCK).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_under_an_id_that_is_taken() -> None:
    given(CONTEST, STEELWORKS, SCHOOL, ROADBLOCK).when(replace(ROADBLOCK, project="P0207")).then_refused(
        "issue-exists", "data.issue", "I0007", "an issue of this id was raised before: use a new id"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(ROADBLOCK).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    tomorrow = replace(ROADBLOCK, raised_on=date(2026, 2, 1), due_on=date(2026, 2, 8))
    given(CONTEST, STEELWORKS).when(tomorrow).then_refused(
        "month-not-begun",
        "data.raised_on",
        "2026-02-01",
        "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened",
    )


def test_refused_when_due_before_it_was_raised() -> None:
    given(CONTEST, STEELWORKS).when(replace(ROADBLOCK, due_on=date(2026, 1, 11))).then_refused(
        "date-order", "data.due_on", "2026-01-11", "not before it was raised, on 2026-01-12"
    )


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(ROADBLOCK).and_again().then_nothing()
