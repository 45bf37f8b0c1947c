"""Deadlines: the days that are left out while a clock stands, and what is said of that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from services.escalation.deadlines import ALL_CLOCKS, Agenda, Deadline, Pause, missed, moved, setting, stopped
from shared.catalogue.escalation import Clock, DeadlineMissed, DeadlineMoved

START = date(2026, 3, 1)


def day(number: int) -> date:
    """A day of March, as its number."""
    return START + timedelta(days=number - 1)


def due_on(number: int, began: int = 1) -> Deadline:
    """A plan that is due on a day, and asked for on another."""
    return setting("P1", Clock.PLAN, 6, "1-supervision-order-1", "发改局", (day(began), day(number)))


def pause(first: int, last: int | None, *effects: str, at: int = 7) -> Pause:
    return Pause(day(first), None if last is None else day(last), frozenset(effects or (ALL_CLOCKS,)), (at,))


@pytest.mark.parametrize(
    ("pauses", "stands"),
    [
        ((), 8),
        ((pause(3, 5),), 11),
        ((pause(8, 8),), 9),
        ((pause(2, 2),), 9),
        ((pause(9, 12),), 8),
        ((pause(1, 1),), 8),
        ((pause(-9, 1),), 8),
        ((pause(-9, 2),), 9),
        ((pause(8, 31),), 32),
        ((pause(3, 5), pause(4, 6)), 12),
        ((pause(3, 6), pause(4, 5)), 12),
        ((pause(3, 5), pause(3, 5)), 11),
        ((pause(3, 5), pause(10, 11)), 13),
        ((pause(10, 11), pause(3, 5)), 13),
        ((pause(3, 5), pause(12, 13)), 11),
        ((pause(3, 5), pause(6, 7)), 13),
        ((pause(3, 5, "plan"),), 11),
        ((pause(3, 5, "result", "interview"),), 8),
        ((pause(3, None),), None),
        ((pause(9, None),), 8),
        ((pause(3, 5), pause(11, None)), None),
        ((pause(3, None), pause(4, 5)), None),
    ],
    ids=[
        "never stopped",
        "three days",
        "its last day",
        "its first day",
        "begins the day behind",
        "the day on which it was set",
        "over when it was set",
        "still on its first day",
        "from the last day to the end of the month",
        "two that overlap",
        "one inside the other",
        "twice the same",
        "the second only reached because of the first",
        "in whichever order",
        "the second not even so",
        "one behind the other",
        "named by the clock",
        "of other clocks",
        "without end",
        "without end, too late",
        "without end, reached because of the first",
        "without end, another inside",
    ],
)
def test_the_days_on_which_a_clock_stands_are_left_out(pauses: tuple[Pause, ...], stands: int | None) -> None:
    assert (day(stands) if stands else None) == stopped(due_on(8), pauses)[0]


def test_what_stopped_the_clock_is_named_and_nothing_else() -> None:
    pauses = pause(20, 21, at=70), pause(3, 5, at=71), pause(4, 5, at=72), pause(4, 6, at=73), pause(1, 1, at=74)
    assert (day(12), (71, 73)) == stopped(due_on(8), pauses)


spans = st.tuples(st.integers(-5, 40), st.integers(0, 12), st.sampled_from(["clocks", "plan", "result"]))


@settings(deadline=None, max_examples=200)
@examples(st.integers(1, 30), st.lists(spans, max_size=6))
@example(7, [(3, 2, "clocks"), (10, 1, "plan"), (4, 5, "clocks")])
def test_the_running_days_are_always_what_was_given(given_days: int, told: list[tuple[int, int, str]]) -> None:
    deadline = due_on(1 + given_days)
    pauses = [pause(first, first + more, effect) for first, more, effect in told]
    stops = [one for one in pauses if one.effects & {"clocks", "plan"}]
    due, _ = stopped(deadline, pauses)
    assert due is not None
    running = [
        one
        for one in (day(number) for number in range(2, (due - START).days + 2))
        if not any(span.covers(one) for span in stops)
    ]
    assert (given_days, due) == (len(running), running[-1])


@settings(deadline=None, max_examples=50)
@examples(st.lists(spans, max_size=5))
def test_the_order_in_which_they_were_granted_does_not_matter(told: list[tuple[int, int, str]]) -> None:
    pauses = [pause(first, first + more, effect) for first, more, effect in told]
    assert stopped(due_on(8), pauses)[0] == stopped(due_on(8), pauses[::-1])[0]


# What is said of a deadline -------------------------------------------------------------------------------------------


def test_a_deadline_that_moved_is_told_from_what_was_told_last() -> None:
    once = replace(due_on(8), due_on=day(11))
    assert None is moved(once, [pause(3, 5)])
    assert DeadlineMoved(
        deadline="plan-P1-1-supervision-order-1",
        project="P1",
        clock=Clock.PLAN,
        was_due_on=day(11),
        due_on=day(13),
        because=(7, 8),
    ) == moved(once, [pause(3, 5), pause(10, 11, at=8)])


def test_a_clock_that_stands_still_and_goes_on_is_told_too() -> None:
    still, on_again = moved(due_on(8), [pause(3, None)]), moved(replace(due_on(8), due_on=None), [pause(3, 9)])
    assert still is not None
    assert on_again is not None
    assert ((day(8), None), (None, day(15))) == (
        (still.was_due_on, still.due_on),
        (on_again.was_due_on, on_again.due_on),
    )


@pytest.mark.parametrize(("met", "moves"), [(9, True), (11, True), (12, False)])
def test_what_came_after_all_was_in_time_or_not_even_so(met: int, moves: bool) -> None:
    late = replace(due_on(8), missed_at=9, met_on=day(met))
    assert moves == (moved(late, [pause(3, 5)]) is not None)


def test_what_was_missed_is_told_with_the_day_that_began() -> None:
    assert DeadlineMissed(
        deadline="plan-P1-1-supervision-order-1",
        project="P1",
        clock=Clock.PLAN,
        set_by=6,
        subject="1-supervision-order-1",
        owed_by="发改局",
        due_on=day(8),
        missed_on=day(20),
    ) == missed(due_on(8), day(20))


def test_a_deadline_of_an_issue_is_known_beyond_its_project() -> None:
    ids = [setting("P1", clock, 6, "I1", "发改局", (day(1), day(8))).id for clock in (Clock.ISSUE, Clock.REVIEW)]
    assert ["issue-I1", "review-P1-I1"] == ids


# The agenda -----------------------------------------------------------------------------------------------------------


def overdue(agenda: Agenda, number: int) -> list[str]:
    return [one.id for one in agenda.overdue(day(number))]


def test_the_agenda_gives_what_ran_out_before_a_day_earliest_first() -> None:
    agenda = Agenda()
    for project, number in (("P2", 5), ("P10", 5), ("P1", 7), ("P3", 3)):
        agenda.set(setting(project, Clock.PLAN, 6, "x", "y", (day(1), day(number))))
    assert [[], ["plan-P3-x"], ["plan-P3-x", "plan-P2-x", "plan-P10-x"]] == [overdue(agenda, one) for one in (3, 4, 6)]


def test_what_was_met_is_forgotten_and_what_was_missed_is_kept_with_its_day() -> None:
    agenda = Agenda()
    agenda.set(due_on(8))
    agenda.meet("P1", Clock.PLAN, "1-supervision-order-1", day(8))
    assert ([], None) == (overdue(agenda, 20), agenda.about("P1", Clock.PLAN, "1-supervision-order-1"))
    agenda.set(due_on(8))
    assert due_on(8).id == agenda.miss(missed(due_on(8), day(9)), 9).id
    for number in (10, 12):
        agenda.meet("P1", Clock.PLAN, "1-supervision-order-1", day(number))
    kept = agenda.about("P1", Clock.PLAN, "1-supervision-order-1")
    assert kept is not None
    assert (9, day(10), []) == (kept.missed_at, kept.met_on, overdue(agenda, 20))
    agenda.forget("P1", Clock.PLAN, "1-supervision-order-1")
    assert {} == agenda.of["P1"]


def test_an_agenda_that_was_emptied_holds_no_day() -> None:
    agenda = Agenda()
    agenda.set(due_on(8))
    moved_to = replace(due_on(8), due_on=day(9))
    agenda.set(moved_to)
    assert ([], [due_on(8).id]) == (overdue(agenda, 9), overdue(agenda, 10))
    agenda.drop(moved_to)
    assert Agenda(of={"P1": {}}) == agenda


def test_no_clock_is_called_like_all_of_them() -> None:
    assert ALL_CLOCKS not in {*Clock}
