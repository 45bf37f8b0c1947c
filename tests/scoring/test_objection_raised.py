"""objection-raised: to a card that was issued and is not final, while no other objection to it is open."""

from dataclasses import replace
from datetime import date

from tests.samples import FEBRUARY, RED_CARD
from tests.samples.cases import OBJECTION, OBJECTION_DECIDED
from tests.samples.months import FINALISED
from tests.scoring.story import ISSUED, at_the_door, contest_opened

SECOND = replace(OBJECTION, objection="O0012")


def test_recorded() -> None:
    at_the_door(*ISSUED).when(OBJECTION).then(OBJECTION)


def test_recorded_on_the_day_of_the_card() -> None:
    at_once = replace(OBJECTION, raised_on=date(2026, 1, 31))
    at_the_door(*ISSUED).when(at_once).then(at_once)


def test_recorded_to_the_card_of_another_month() -> None:
    other = replace(SECOND, month=FEBRUARY, raised_on=date(2026, 2, 28))
    later = replace(RED_CARD, month=FEBRUARY, objections_until=date(2026, 3, 6))
    at_the_door(*ISSUED, later, OBJECTION).when(other).then(other)


def test_recorded_to_the_card_of_another_project() -> None:
    other = replace(SECOND, project="P0207")
    at_the_door(*ISSUED, replace(RED_CARD, project="P0207"), OBJECTION).when(other).then(other)


def test_recorded_again_when_the_first_was_decided() -> None:
    at_the_door(*ISSUED, OBJECTION, OBJECTION_DECIDED).when(SECOND).then(SECOND)


def test_refused_before_the_contest() -> None:
    at_the_door().when(OBJECTION).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_under_an_id_that_is_taken() -> None:
    at_the_door(*ISSUED, OBJECTION, OBJECTION_DECIDED).when(replace(OBJECTION, ground="又一理由")).then_refused(
        "objection-exists", "data.objection", "O0011", "an objection of this id was raised before: use a new id"
    )


def test_refused_without_a_card() -> None:
    at_the_door(contest_opened()).when(OBJECTION).then_refused(
        "no-card", "data.month", "2026-01", "no card of P0142 was issued for this month"
    )


def test_refused_for_a_month_without_a_card() -> None:
    at_the_door(*ISSUED).when(replace(OBJECTION, month=FEBRUARY)).then_refused(
        "no-card", "data.month", "2026-02", "no card of P0142 was issued for this month"
    )


def test_refused_while_another_is_open() -> None:
    at_the_door(*ISSUED, OBJECTION).when(SECOND).then_refused(
        "objection-open", "data.month", "2026-01", "an objection to this card is open: wait until it is decided"
    )


def test_refused_before_the_card_was_issued() -> None:
    at_the_door(*ISSUED).when(replace(OBJECTION, raised_on=date(2026, 1, 30))).then_refused(
        "date-order", "data.raised_on", "2026-01-30", "not before the month was over, on 2026-01-31"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ISSUED).when(replace(OBJECTION, raised_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.raised_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_recorded_on_the_last_day() -> None:
    at_last = replace(OBJECTION, raised_on=date(2026, 2, 12))
    at_the_door(*ISSUED).when(at_last).then(at_last)


def test_refused_on_the_day_after() -> None:
    at_the_door(*ISSUED).when(replace(OBJECTION, raised_on=date(2026, 2, 13))).then_refused(
        "objection-too-late",
        "data.raised_on",
        "2026-02-13",
        "objections to it were heard until 2026-02-12: its card is final",
    )


def test_refused_when_the_cards_are_final() -> None:
    at_the_door(*ISSUED, FINALISED).when(OBJECTION).then_refused(
        "objection-too-late",
        "data.month",
        "2026-01",
        "objections to it were heard until 2026-02-12: its card is final",
    )


def test_refused_when_later_cards_are_final_too() -> None:
    later = replace(RED_CARD, month=FEBRUARY), replace(FINALISED, month=FEBRUARY)
    at_the_door(*ISSUED, FINALISED, *later).when(OBJECTION).then_refused(
        "objection-too-late", "data.month", "2026-01", "the time for objections to it is over: its card is final"
    )


def test_refused_when_the_card_was_reissued_after_later_cards_were_final() -> None:
    final = FINALISED, replace(RED_CARD, month=FEBRUARY), replace(FINALISED, month=FEBRUARY)
    reissued = OBJECTION_DECIDED, replace(RED_CARD, reissued_for="O0011")
    at_the_door(*ISSUED, OBJECTION, *final, *reissued).when(SECOND).then_refused(
        "objection-too-late", "data.month", "2026-01", "the time for objections to it is over: its card is final"
    )


def test_repeat_ignored() -> None:
    at_the_door(*ISSUED).when(OBJECTION).and_again().then_nothing()
