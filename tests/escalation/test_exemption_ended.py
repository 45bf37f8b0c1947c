"""exemption-ended: once, of an exemption that was granted, on one of its days."""

from dataclasses import replace
from datetime import date

import pytest

from tests.escalation.story import REGISTERED, at_the_door
from tests.samples.cases import EXEMPTION, EXEMPTION_ENDED


def test_recorded() -> None:
    at_the_door(*REGISTERED, EXEMPTION).when(EXEMPTION_ENDED).then(EXEMPTION_ENDED)


@pytest.mark.parametrize("day", [EXEMPTION.from_on, EXEMPTION.until])
def test_recorded_on_its_first_and_its_last_day(day: date) -> None:
    ended = replace(EXEMPTION_ENDED, ended_on=day)
    at_the_door(*REGISTERED, EXEMPTION).when(ended).then(ended)


def test_refused_before_the_contest() -> None:
    at_the_door().when(EXEMPTION_ENDED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_exemption() -> None:
    at_the_door(*REGISTERED).when(EXEMPTION_ENDED).then_refused(
        "unknown-exemption",
        "data.exemption",
        "E0004",
        "no exemption of this id was granted: send exemption-granted first",
    )


def test_refused_the_second_time() -> None:
    at_the_door(*REGISTERED, EXEMPTION, EXEMPTION_ENDED).when(replace(EXEMPTION_ENDED, reason="再次")).then_refused(
        "already-ended", "data.exemption", "E0004", "it was ended on 2026-03-20"
    )


def test_refused_before_it_begins() -> None:
    at_the_door(*REGISTERED, EXEMPTION).when(replace(EXEMPTION_ENDED, ended_on=date(2026, 1, 15))).then_refused(
        "date-order", "data.ended_on", "2026-01-15", "not before it begins, on 2026-01-16"
    )


def test_refused_after_its_last_day() -> None:
    at_the_door(*REGISTERED, EXEMPTION).when(replace(EXEMPTION_ENDED, ended_on=date(2026, 5, 1))).then_refused(
        "date-order",
        "data.ended_on",
        "2026-05-01",
        "not after its last day, 2026-04-30: an end can only shorten it",
    )


def test_repeat_ignored() -> None:
    at_the_door(*REGISTERED, EXEMPTION).when(EXEMPTION_ENDED).and_again().then_nothing()
