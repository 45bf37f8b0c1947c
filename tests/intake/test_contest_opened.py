"""contest-opened: once, and before everything else."""

from dataclasses import replace

from shared.catalogue.values import Month
from tests.samples import CONTEST, FEBRUARY_OPENED
from tests.story import given


def test_recorded() -> None:
    given().when(CONTEST).then(CONTEST)


def test_refused_while_a_contest_is_open() -> None:
    given(CONTEST, FEBRUARY_OPENED).when(replace(CONTEST, first_month=Month("2027-01"))).then_refused(
        "contest-already-open",
        "data.first_month",
        "2027-01",
        "the contest has been open since 2026-01; go on with month-opened",
    )


def test_repeat_ignored() -> None:
    given().when(CONTEST).and_again().then_nothing()
