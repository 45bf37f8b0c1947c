"""What becomes of a month's cards: provisional, objected to, withdrawn and reissued, final."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.audit.replay import Replay
from shared.catalogue import Fact
from shared.catalogue.escalation import ExemptionEnded, ExemptionGranted, ExemptionKind
from shared.catalogue.intake import DayBegun, WorkdaysSet
from shared.catalogue.scoring import (
    CardIssued,
    CardsFinalised,
    CardWithdrawn,
    ObjectionDecided,
    ObjectionRaised,
)
from shared.catalogue.values import Card, Month
from tests.samples.cases import EXEMPTION, OBJECTION, OBJECTION_DECIDED
from tests.scoring.books import SIMPLE, STREAK
from tests.scoring.story import Log, adopted, closed, contest_opened, corrected, opened, registered, reported

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED
JANUARY, FEBRUARY = Month("2026-01"), Month("2026-02")
PLAN = {f"2026-{month:02d}": str(month * 100) for month in range(1, 7)}


def began(day: str) -> DayBegun:
    return DayBegun(day=date.fromisoformat(day))


def objection(month: Month = JANUARY, project: str = "P1") -> ObjectionRaised:
    return replace(OBJECTION, project=project, month=month)


def decided(*, upheld: bool) -> ObjectionDecided:
    return replace(OBJECTION_DECIDED, upheld=upheld)


def january(book: str = SIMPLE, invested: str = "40") -> Log:
    """Two projects in January, closed on Thursday 5 February: P1 is red, P2 blue."""
    log = Log(contest_opened(), adopted(book), registered("P1", plan=PLAN), registered("P2", plan=PLAN))
    log.tell(reported("2026-01", "P1", investment=invested), reported("2026-01", "P2", investment="90"))
    log.tell(opened("2026-02"), began("2026-02-05"), closed("2026-01"))
    log.settle()
    return log


def said(log: Log, *facts: Fact) -> list[Fact]:
    """What scoring says to facts."""
    log.tell(*facts)
    before = len(log.entries)
    log.settle()
    return [logged.entry.fact for logged in log.entries[before:]]


def colours(log: Log) -> list[tuple[str, str, Card]]:
    return [(card.month, card.project, card.card) for card in log.cards]


def test_objections_are_heard_for_five_working_days() -> None:
    assert [date(2026, 2, 12)] * 2 == [card.objections_until for card in january().cards]


def test_holidays_are_no_working_days() -> None:
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), opened("2026-02"))
    days_off = tuple(date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23))
    log.tell(
        WorkdaysSet(year=2026, edition="1", provisional=False, holidays=days_off, workdays=(), source="国务院办公厅")
    )
    log.tell(began("2026-02-13"), closed("2026-01"))
    assert [date(2026, 3, 2)] == [card.objections_until for card in log.settle()]


def test_cards_are_not_final_on_the_last_day() -> None:
    assert [] == said(january(), began("2026-02-12"))


def test_cards_are_final_on_the_day_after() -> None:
    assert [CardsFinalised(month=JANUARY, cards=2, under_objection=())] == said(january(), began("2026-02-13"))


def test_cards_are_final_once() -> None:
    log = january()
    said(log, began("2026-02-13"))
    assert [] == said(log, began("2026-02-14"))
    assert [] == log.contest().closes


def test_without_days_cards_are_final_when_the_next_month_closes() -> None:
    log = january()
    finalised, *cards = said(log, opened("2026-03"), closed("2026-02"))
    assert CardsFinalised(month=JANUARY, cards=2, under_objection=()) == finalised
    assert [FEBRUARY, FEBRUARY] == [card.month for card in cards if isinstance(card, CardIssued)]


def test_cards_issued_late_can_be_objected_to_for_as_long() -> None:
    log = Log(contest_opened(), registered("P1", plan=PLAN), opened("2026-02"), began("2026-02-05"), closed("2026-01"))
    log.tell(began("2026-02-24"), adopted(SIMPLE), began("2026-02-25"))
    log.settle()
    assert [] == said(log, began("2026-03-04"))
    assert date(2026, 3, 4) == log.contest().proposals.months[JANUARY].until
    assert [CardsFinalised(month=JANUARY, cards=1, under_objection=())] == said(log, began("2026-03-05"))


def test_a_month_whose_cards_are_owed_does_not_end_with_the_next() -> None:
    log = Log(contest_opened(), registered("P1", plan=PLAN), opened("2026-02"), closed("2026-01"))
    log.tell(opened("2026-03"), closed("2026-02"), adopted(SIMPLE))
    assert [CardIssued, CardIssued] == [type(fact) for fact in said(log)]
    assert [CardsFinalised, CardsFinalised, CardIssued] == [
        type(fact) for fact in said(log, opened("2026-04"), closed("2026-03"))
    ]


def test_a_rejected_objection_changes_nothing() -> None:
    log = january()
    assert [] == said(log, objection(), corrected("2026-01", investment="90"), decided(upheld=False))
    assert [CardsFinalised(month=JANUARY, cards=2, under_objection=())] == said(log, began("2026-02-13"))


def test_a_correction_alone_changes_no_card() -> None:
    log = january()
    assert [] == said(log, corrected("2026-01", investment="90"))
    would_be = log.contest().would_be("P1", JANUARY)
    assert would_be
    assert (BLUE, RED) == (would_be.card, log.cards[0].card)


def test_an_upheld_objection_withdraws_the_card_and_reissues_it_as_corrected() -> None:
    log = january()
    red = log.cards[0]
    position = next(logged.position for logged in log.entries if logged.entry.fact == red)
    withdrawn, again = said(log, objection(), corrected("2026-01", investment="95"), decided(upheld=True))
    assert CardWithdrawn(project="P1", month=JANUARY, card=RED, position=position, objection="O0011") == withdrawn
    assert isinstance(again, CardIssued)
    assert (BLUE, Decimal("95.00"), 1, "O0011") == (again.card, again.score, again.rank, again.reissued_for)
    assert (red.closed_at, red.objections_until) == (again.closed_at, again.objections_until)


def test_what_was_heard_after_the_close_is_no_part_of_the_reissued_card() -> None:
    log = january()
    log.tell(reported("2026-02", "P1", investment="190"))
    again = said(log, objection(), decided(upheld=True))[-1]
    assert isinstance(again, CardIssued)
    assert (RED, Decimal("40.00")) == (again.card, again.score)


def test_final_cards_name_those_still_under_objection() -> None:
    log = january()
    assert [CardsFinalised(month=JANUARY, cards=2, under_objection=("P1",))] == said(
        log, objection(), began("2026-02-13")
    )
    withdrawn, again = said(log, corrected("2026-01", investment="90"), decided(upheld=True))
    assert isinstance(withdrawn, CardWithdrawn)
    assert isinstance(again, CardIssued)
    assert [] == log.contest().closes


def february(log: Log) -> None:
    """P1 is red again."""
    log.tell(reported("2026-02", "P1", investment="80"), reported("2026-02", "P2", investment="190"))
    log.tell(opened("2026-03"), began("2026-03-04"), closed("2026-02"))
    log.settle()


def test_the_card_of_the_month_after_follows() -> None:
    log = january()
    log.tell(objection())
    february(log)
    assert 2 == next(card.streak for card in log.cards if card.month == FEBRUARY and card.project == "P1")
    facts = said(log, corrected("2026-01", investment="90"), decided(upheld=True))
    assert [CardWithdrawn, CardIssued, CardWithdrawn, CardIssued] == [type(fact) for fact in facts]
    after = facts[-1]
    assert isinstance(after, CardIssued)
    assert (FEBRUARY, RED, BLUE, 1, "O0011") == (
        after.month,
        after.card,
        after.previous,
        after.streak,
        after.reissued_for,
    )


def test_the_card_of_the_month_after_stays_where_it_counts_on_nothing_that_changed() -> None:
    log = january()
    log.tell(objection())
    february(log)
    facts = said(log, corrected("2026-01", investment="45"), decided(upheld=True))
    assert [CardWithdrawn, CardIssued] == [type(fact) for fact in facts]


def test_streaks_are_counted_anew_however_long_they_were() -> None:
    """Red three times; when the first turns blue, the third is the second red, and its own card says so."""
    log = january()
    log.tell(objection())
    february(log)
    log.tell(reported("2026-03", "P1", investment="120"), reported("2026-03", "P2", investment="290"))
    log.tell(opened("2026-04"), began("2026-04-06"), closed("2026-03"))
    log.settle()
    said(log, corrected("2026-01", investment="90"), decided(upheld=True))
    standing = {card.month: card for card in log.cards if card.project == "P1"}
    assert [(BLUE, 1), (RED, 1), (RED, 2)] == [(card.card, card.streak) for card in standing.values()]


def test_each_of_two_objections_upheld_at_once_has_its_card() -> None:
    log = january()
    log.tell(objection())
    february(log)
    log.tell(replace(objection(FEBRUARY), objection="O0012"), corrected("2026-01", investment="90"))
    cards = said(log, replace(decided(upheld=True), objection="O0012"), decided(upheld=True))
    assert [(JANUARY, "O0011"), (FEBRUARY, "O0012")] == [
        (card.month, card.reissued_for) for card in cards if isinstance(card, CardIssued)
    ]


def test_what_was_not_said_yet_is_decided_again_whether_restarted_or_not() -> None:
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), registered("P2", plan=PLAN))
    log.tell(reported("2026-01", "P1", investment="40"), reported("2026-01", "P2", investment="90"))
    log.tell(opened("2026-02"), began("2026-02-05"), closed("2026-01"))
    contest, before = log.contest(), len(log.entries)
    log.append(contest.next_step()[:1])
    log.tell(objection(), corrected("2026-01", investment="95"), decided(upheld=True))
    for logged in log.entries[before:]:
        contest.evolve(logged)
    assert log.contest().next_step() == contest.next_step()
    log.settle()
    assert [] == [told for told in Replay().run(log.entries).differences if told.what.startswith("card")]


def test_a_streak_that_rested_on_a_withdrawn_card_is_undone() -> None:
    log = january(SIMPLE + STREAK.format("yellow", 2, "red"), invested="60")
    log.tell(objection())
    log.tell(reported("2026-02", "P1", investment="120"), reported("2026-02", "P2", investment="190"))
    log.tell(opened("2026-03"), closed("2026-02"))
    log.settle()
    assert RED == next(card.card for card in log.cards if card.month == FEBRUARY and card.project == "P1")
    said(log, corrected("2026-01", investment="99"), decided(upheld=True))
    assert [(JANUARY, "P1", BLUE), (FEBRUARY, "P1", YELLOW)] == colours(log)[-2:]


def test_whatever_is_interrupted_is_completed_as_it_would_have_been() -> None:
    whole, torn = january(), january()
    for log in (whole, torn):
        log.tell(objection(), corrected("2026-01", investment="90"), decided(upheld=True), began("2026-02-13"))
    whole.settle()
    torn.settle(batch=1)
    assert whole.entries == torn.entries


def exempted(effect: str = "investment_rate") -> ExemptionGranted:
    granted = replace(EXEMPTION, project="P1", kind=ExemptionKind.FORCE_MAJEURE, effects=(effect,))
    return replace(granted, from_on=date(2026, 1, 10), until=date(2026, 1, 31))


def with_exemption(*facts: Fact) -> CardIssued:
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), *facts)
    log.tell(reported("2026-01", "P1", investment="40"), opened("2026-02"), closed("2026-01"))
    return log.settle()[0]


def test_an_exemption_removes_the_effect_that_it_names() -> None:
    card = with_exemption(exempted())
    assert (BLUE, Decimal("100.00"), [("E0004", "investment_rate")]) == (
        card.card,
        card.score,
        [(told.exemption, told.effect) for told in card.exemptions],
    )


def test_an_exemption_that_names_something_else_removes_nothing() -> None:
    card = with_exemption(exempted("issue_timeliness"))
    assert (RED, Decimal("40.00"), ()) == (card.card, card.score, card.exemptions)


def test_an_exemption_that_ended_before_the_last_day_removes_nothing() -> None:
    ended = ExemptionEnded(exemption="E0004", ended_on=date(2026, 1, 30), reason="已复工", ended_by="区政府")
    assert RED == with_exemption(exempted(), ended).card
