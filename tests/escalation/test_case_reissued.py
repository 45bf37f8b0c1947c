"""A card that is withdrawn and reissued: the run is what it would have been, and what was done stays on record."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from services.escalation.case import Case
from shared.catalogue.escalation import AccountabilityOpened, SupervisionOrderIssued
from shared.catalogue.scoring import CardIssued, CardWithdrawn
from shared.catalogue.values import Card, Month, month_after
from tests import memory
from tests.escalation.story import (
    ACCOUNTABILITY,
    CLOSED,
    COLOURS,
    FIRST,
    INTERVIEW,
    ORDER,
    Log,
    Taken,
    assigned,
    card,
    cards,
    expected,
    given,
    ladder,
    registered,
    steps_of,
)
from tests.samples.months import FINALISED, OVERRIDDEN

JAN, FEB, MAR, APR, MAY = (month_after(FIRST, months) for months in range(5))
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


def issued(log: Log) -> dict[Month, tuple[int, CardIssued]]:
    """The card of each month that stands, with its position."""
    return {
        logged.entry.fact.month: (logged.position, logged.entry.fact)
        for logged in log.entries
        if isinstance(logged.entry.fact, CardIssued)
    }


def reissue(log: Log, month: Month, letter: str, at: datetime = memory.MORNING) -> None:
    """An objection to a month's card was upheld: it is withdrawn, and another takes its place."""
    position, before = issued(log)[month]
    withdrawn = CardWithdrawn(project="P1", month=month, card=before.card, position=position, objection="O1")
    again = replace(card(month, COLOURS[letter]), reissued_for="O1")
    origin = replace(memory.origin_of(len(log.entries) + 1), occurred_at=at)
    log.append([(withdrawn, origin), (again, origin)])


def known(log: Log) -> Case:
    return log.caseload().cases["P1"]


def next_month(log: Log, letters: str) -> None:
    for each in cards(letters, first=month_after(max(issued(log)))):
        log.tell(each)
        log.settle()


def test_red_to_blue_before_the_order() -> None:
    log = Log(ladder(), registered(), *cards("R"))
    reissue(log, JAN, "B")
    log.settle()
    assert [] == log.taken()


def test_red_to_blue_after_the_order_which_stays_on_record() -> None:
    log = given("R")
    reissue(log, JAN, "B")
    log.settle()
    assert [Taken(ORDER, 1, JAN, (JAN,))] == log.taken()
    next_month(log, "Y")
    assert [Taken(ORDER, 1, JAN, (JAN,)), Taken(CLOSED, 1, FEB, (JAN, FEB))] == log.taken()


def test_red_to_blue_after_months_out_of_red_ends_the_case_at_once() -> None:
    log = given("BYBR")
    reissue(log, APR, "B")
    log.settle()
    assert [Taken(ORDER, 1, APR, (APR,)), Taken(CLOSED, 1, APR, (MAR, APR))] == log.taken()


def test_after_a_red_that_fell_away_the_next_red_is_the_first_again() -> None:
    log = given("R")
    reissue(log, JAN, "B")
    next_month(log, "RR")
    assert [
        Taken(ORDER, 1, JAN, (JAN,)),
        Taken(ORDER, 1, FEB, (FEB,)),
        Taken(INTERVIEW, 1, MAR, (FEB, MAR)),
    ] == log.taken()


def test_yellow_to_red() -> None:
    log = given("Y")
    reissue(log, JAN, "R")
    log.settle()
    assert [Taken(ORDER, 1, JAN, (JAN,))] == log.taken()
    assert [issued(log)[JAN][0]] == [step.ground.evidence[0] for step in log.steps() if hasattr(step, "ground")]


def test_yellow_to_red_in_the_middle_of_two_runs_makes_them_one() -> None:
    log = given("RYR")
    reissue(log, FEB, "R")
    log.settle()
    assert [
        Taken(ORDER, 1, JAN, (JAN,)),
        Taken(ORDER, 1, MAR, (MAR,)),
        Taken(INTERVIEW, 1, FEB, (JAN, FEB)),
        Taken(ACCOUNTABILITY, 1, MAR, (JAN, FEB, MAR)),
    ] == log.taken()


def test_red_to_blue_in_the_middle_of_a_run_leaves_the_later_reds() -> None:
    log = given("RRR")
    before = log.taken()
    reissue(log, FEB, "B")
    log.settle()
    assert [*before, Taken(ORDER, 1, MAR, (MAR,))] == log.taken()
    next_month(log, "R")
    assert [*before, Taken(ORDER, 1, MAR, (MAR,)), Taken(INTERVIEW, 1, APR, (MAR, APR))] == log.taken()


def test_red_to_red_calls_for_nothing_again() -> None:
    log = given("RR")
    before = log.taken()
    reissue(log, JAN, "R")
    reissue(log, FEB, "R")
    log.settle()
    assert before == log.taken()
    next_month(log, "R")
    assert [*before, Taken(ACCOUNTABILITY, 1, MAR, (JAN, FEB, MAR))] == log.taken()


def test_reissued_twice() -> None:
    log = given("R")
    reissue(log, JAN, "B")
    log.settle()
    reissue(log, JAN, "R")
    log.settle()
    assert [Taken(ORDER, 1, JAN, (JAN,))] == log.taken()


def test_before_a_case_that_was_closed_nothing_is_taken_up_again() -> None:
    log = given("RBB")
    reissue(log, FEB, "R")
    log.settle()
    assert expected("RBB") == log.taken()


def test_a_month_that_turns_out_red_when_the_next_is_known_not_to_be_calls_for_nothing() -> None:
    log = given("BB")
    reissue(log, JAN, "R")
    log.settle()
    assert [] == log.taken()


def test_among_cards_that_wait() -> None:
    log = Log(registered(), *cards("RRR"))
    reissue(log, FEB, "Y")
    log.settle()
    assert expected("RYR") == log.taken()


def test_a_step_on_a_reissued_card_names_whoever_was_in_charge_when_the_month_was_first_judged() -> None:
    log = given("Y", assigned(responsible_unit="住建局"))
    log.tell(assigned(lead_official="李四"))
    reissue(log, JAN, "R")
    log.settle()
    (order,) = log.steps()
    assert isinstance(order, SupervisionOrderIssued)
    assert ("住建局", "张三") == (order.responsible_unit, order.lead_official)


def test_nobodys_time_runs_before_the_reissue_that_calls_for_the_step() -> None:
    log = given("RYR")
    reissue(log, FEB, "R", at=JUNE)
    log.settle()
    accountability = log.steps()[-1]
    assert isinstance(accountability, AccountabilityOpened)
    assert date(2026, 7, 10) == accountability.conclude_by


@pytest.mark.parametrize("fact", [replace(OVERRIDDEN, project="P1"), FINALISED], ids=["overridden", "finalised"])
def test_the_ladder_goes_on_with_the_computed_card(fact: CardIssued) -> None:
    log = given("R")
    before = known(log)
    log.tell(fact)
    log.settle()
    assert before == known(log)
    next_month(log, "R")
    assert expected("RR") == log.taken()


Turn = str | tuple[int, str]
"""A month's card, the reissue of an earlier month's (counted back from the last), or steps being taken."""
letters = st.sampled_from("BYR") | st.just("R")
turns = st.lists(letters | st.tuples(st.integers(0, 4), letters) | st.sampled_from(["one step", "settle"]), max_size=24)


def told(course: list[Turn], log: Log) -> Log:
    """A log on which all this happened."""
    for turn in course:
        months = sorted(issued(log))
        match turn:
            case "settle":
                log.settle()
            case "one step":
                log.append(log.caseload().next_step()[:1])
            case str(letter):
                log.tell(card(month_after(months[-1]) if months else FIRST, COLOURS[letter]))
            case (back, letter):
                if months:
                    reissue(log, months[max(0, len(months) - 1 - back)], letter)
    return log


def final(log: Log) -> str:
    """The cards that stand, as a line of letters."""
    letters = {colour: letter for letter, colour in COLOURS.items()}
    return "".join(letters[fact.card] for _, (_, fact) in sorted(issued(log).items()))


@settings(deadline=None)
@examples(turns)
def test_the_run_is_that_of_a_case_that_heard_only_the_cards_that_stand(course: list[Turn]) -> None:
    log = told(course, Log(ladder(), registered()))
    log.settle()
    fresh = known(given(final(log)))
    assert [(each.month, each.card) for each in fresh.run] == [(each.month, each.card) for each in known(log).run]
    assert [position for _, (position, _) in sorted(issued(log).items())] == [
        each.position for each in known(log).heard
    ]


@settings(deadline=None)
@examples(turns)
def test_cards_that_wait_are_heard_as_they_stand(course: list[Turn]) -> None:
    log = told([turn for turn in course if turn not in ("one step", "settle")], Log(registered()))
    log.settle()
    assert expected(final(log)) == log.taken()


@settings(deadline=None)
@examples(turns)
def test_no_step_is_taken_twice_for_the_same_month(course: list[Turn]) -> None:
    log = told(course, Log(ladder(), registered()))
    log.settle()
    taken = [(step.step, step.month) for step in log.taken()]
    assert sorted(set(taken)) == sorted(taken)
    ids = [logged.entry.id for logged in log.entries if steps_of([logged.entry.fact])]
    assert len(set(ids)) == len(ids)


@settings(deadline=None)
@examples(turns)
def test_every_step_that_the_present_run_calls_for_is_on_record_and_no_other(course: list[Turn]) -> None:
    log = told(course, Log(ladder(), registered()))
    log.settle()
    run = known(log).run
    reds = len(run) if run and run[-1].card == Card.RED else 0
    standing = {step.step for step in log.taken() if reds and step.evidence[0] >= run[0].month}
    # A case that was closed on cards withdrawn since stays closed: its end is on record too.
    assert set((ORDER, INTERVIEW, ACCOUNTABILITY)[:reds]) == standing - {CLOSED}


@settings(deadline=None)
@examples(turns)
def test_no_step_comes_without_the_one_below_it_on_the_same_reds(course: list[Turn]) -> None:
    log = told(course, Log(ladder(), registered()))
    log.settle()
    below, steps = {INTERVIEW: ORDER, ACCOUNTABILITY: INTERVIEW}, log.taken()
    for place, step in enumerate(steps):
        if step.step in below:
            grounds = [before.evidence for before in steps[:place] if before.step == below[step.step]]
            assert [] != [ground for ground in grounds if set(ground) <= set(step.evidence)]


@settings(deadline=None)
@examples(turns)
def test_each_step_was_due_on_what_the_log_held_before_it(course: list[Turn]) -> None:
    log = told(course, Log(ladder(), registered()))
    log.settle()
    caseload = Log().caseload()
    for logged in log.entries:
        if steps_of([logged.entry.fact]):
            assert [logged.entry.fact] == [fact for fact, _ in caseload.next_step()]
        caseload.evolve(logged)
