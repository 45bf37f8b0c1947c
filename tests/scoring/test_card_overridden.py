"""card-overridden: by somebody with the right, of a card that is not past, and never one's own."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue.values import Card
from tests.samples import FEBRUARY, RED_CARD
from tests.samples.months import FINALISED, OVERRIDDEN
from tests.scoring.books import HANTING
from tests.scoring.story import ISSUED, adopted, at_the_door

JUDGED = (ISSUED[0], adopted(HANTING, "hanting-2025.2"), *ISSUED[1:])
FINAL_FEBRUARY = (replace(RED_CARD, month=FEBRUARY), replace(FINALISED, month=FEBRUARY))


def test_recorded() -> None:
    at_the_door(*JUDGED).when(OVERRIDDEN).then(OVERRIDDEN)


def test_recorded_for_final_cards_until_later_ones_are_issued() -> None:
    at_the_door(*JUDGED, FINALISED).when(OVERRIDDEN).then(OVERRIDDEN)


def test_recorded_again_with_another_card() -> None:
    again = replace(OVERRIDDEN, card=Card.BLUE, reason="复核后再次改定")
    at_the_door(*JUDGED, OVERRIDDEN).when(again).then(again)


def test_refused_before_the_contest() -> None:
    at_the_door().when(OVERRIDDEN).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_without_a_card() -> None:
    at_the_door(*JUDGED).when(replace(OVERRIDDEN, month=FEBRUARY)).then_refused(
        "no-card", "data.month", "2026-02", "no card of P0142 was issued for this month"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*JUDGED).when(replace(OVERRIDDEN, project="P9999")).then_refused(
        "no-card", "data.month", "2026-01", "no card of P9999 was issued for this month"
    )


def test_refused_when_later_cards_were_issued() -> None:
    at_the_door(*JUDGED, FINALISED, replace(RED_CARD, month=FEBRUARY)).when(OVERRIDDEN).then_refused(
        "override-too-late",
        "data.month",
        "2026-01",
        "its cards are final, and later ones were issued: only those of 2026-02 can be overridden",
    )


def test_refused_without_the_right() -> None:
    at_the_door(*JUDGED).when(replace(OVERRIDDEN, office="某局局长")).then_refused(
        "not-entitled",
        "data.office",
        "某局局长",
        "the rulebook gives the right to 区重点项目指挥部总指挥, 区重点项目指挥部副总指挥",
    )


def test_refused_where_the_book_gives_nobody_the_right() -> None:
    at_the_door(*ISSUED).when(OVERRIDDEN).then_refused(
        "not-entitled", "data.office", "区重点项目指挥部总指挥", "the rulebook gives the right to nobody"
    )


@pytest.mark.parametrize("person", ["工业和信息化局", "王建国"])
def test_refused_to_whoever_is_in_charge(person: str) -> None:
    at_the_door(*JUDGED).when(replace(OVERRIDDEN, overridden_by=person)).then_refused(
        "own-work", "data.overridden_by", person, "whoever is in charge of a project does not judge its card"
    )


def test_refused_with_the_card_that_stands() -> None:
    at_the_door(*JUDGED).when(replace(OVERRIDDEN, card=Card.RED)).then_refused(
        "same-card", "data.card", "red", "this is the card that stands already"
    )


def test_refused_with_the_override_that_stands() -> None:
    at_the_door(*JUDGED, OVERRIDDEN).when(replace(OVERRIDDEN, reason="再次")).then_refused(
        "same-card", "data.card", "yellow", "this is the card that stands already"
    )


def test_refused_before_the_month_was_over() -> None:
    at_the_door(*JUDGED).when(replace(OVERRIDDEN, overridden_on=date(2026, 1, 30))).then_refused(
        "date-order", "data.overridden_on", "2026-01-30", "not before the month was over, on 2026-01-31"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*JUDGED).when(replace(OVERRIDDEN, overridden_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.overridden_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*JUDGED).when(OVERRIDDEN).and_again().then_nothing()
