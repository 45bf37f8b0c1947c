"""Lives of issues: how they stand on a day, compared with one who writes down every single day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.record.life import Life, Stand, State, begun, closed_before, stand_on, state_on, turned

FIRST = date(2026, 1, 5)
DAYS = 60


@dataclass(frozen=True)
class Step:
    """What is told next: a state from a day on, and the deadline where it is open."""

    day: int
    state: State
    due: int


steps = st.lists(
    st.builds(Step, st.integers(0, DAYS), st.sampled_from(State), st.integers(0, DAYS)), min_size=0, max_size=6
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def life_of(due: int, told: list[Step]) -> Life:
    life = begun(FIRST, day(due))
    for step in told:
        life = turned(life, day(step.day), step.state, day(step.due) if step.state == State.OPEN else None)
    return life


def diary(due: int, told: list[Step]) -> list[Stand]:
    """Every day on its own: who worked on it by which deadline, and whether that was past; at most one turn a day."""
    turns = [Step(0, State.OPEN, due)]
    for step in told:
        turns = [*(turn for turn in turns if turn.day <= step.day), step]
    late, overdue, found = False, 0, []
    for today in range(DAYS + 1):
        *_, last = (turn for turn in turns if turn.day <= today)
        # On the day on which it is solved or closed, it is worked on by the deadline of the day before.
        worked = last if last.state == State.OPEN else [turn for turn in turns if turn.day < today][-1]
        if worked.state == State.OPEN:
            late = today > worked.due
            overdue += late
        found.append(Stand(last.state, day(last.day).toordinal(), late, overdue))
    return found


once_a_day = steps.filter(lambda told: len({0, *(step.day for step in told)}) == len(told) + 1)


@given(st.integers(0, DAYS), once_a_day)
def test_a_life_stands_as_a_diary_of_its_days_says(due: int, told: list[Step]) -> None:
    life = life_of(due, told)
    assert diary(due, told) == [stand_on(life, day(number).toordinal()) for number in range(DAYS + 1)]


@given(st.integers(0, DAYS), steps)
def test_the_state_alone_is_that_of_the_whole(due: int, told: list[Step]) -> None:
    life = life_of(due, told)
    for number in range(-2, DAYS + 1):
        today = day(number).toordinal()
        stand = stand_on(life, today)
        assert (stand.state if stand else None) == state_on(life, today)
    last = stand_on(life, day(DAYS).toordinal())
    assert last is not None
    for number in range(-2, DAYS + 1):
        today = day(number).toordinal()
        assert (last.state == State.CLOSED and last.since < today) == closed_before(life, today)


def test_before_it_began_there_is_nothing() -> None:
    life = begun(FIRST, day(10))
    assert (None, None) == (stand_on(life, FIRST.toordinal() - 1), state_on(life, FIRST.toordinal() - 1))


@pytest.mark.parametrize(
    ("told", "today", "late", "overdue"),
    [
        ([], 10, False, 0),
        ([], 11, True, 1),
        ([Step(13, State.OPEN, 20)], 12, True, 2),
        ([Step(13, State.OPEN, 20)], 13, False, 2),
        ([Step(13, State.OPEN, 20)], 22, True, 4),
        ([Step(13, State.SOLVED, 0)], 30, True, 3),
        ([Step(13, State.SOLVED, 0), Step(15, State.OPEN, 30)], 20, False, 3),
        ([Step(12, State.OPEN, 20), Step(12, State.SOLVED, 0)], 30, False, 1),
        ([Step(5, State.OPEN, 3)], 8, True, 4),
        ([Step(8, State.OPEN, 20), Step(6, State.OPEN, 7)], 9, True, 2),
    ],
    ids=[
        "the last day in time",
        "a day late",
        "not yet triaged",
        "from its own day on the new deadline holds",
        "overdue days of both deadlines add up",
        "the day of the solution is still counted",
        "reopened with a new deadline: what was overdue stays so",
        "solved on the day on which the new deadline came",
        "a deadline that is past from the start",
        "told later for an earlier day: the later word holds",
    ],
)
def test_overdue_days(told: list[Step], today: int, late: bool, overdue: int) -> None:
    stand = stand_on(life_of(10, told), day(today).toordinal())
    assert stand is not None
    assert (late, overdue) == (stand.late, stand.overdue_days)


def test_a_life_takes_nine_bytes_a_turn() -> None:
    assert 27 == len(life_of(10, [Step(3, State.SOLVED, 0), Step(4, State.CLOSED, 0)]))
