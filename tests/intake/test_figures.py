"""Figures of the closed loop, worked by hand: seven issues of a spring."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.intake.figures import Figure, Loop
from shared.catalogue import Fact
from shared.catalogue.intake import IssueLevel
from shared.following import Versions
from tests.intake.common import ladder
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS, history
from tests.samples.ladder import CLIMBED
from tests.samples.oversight import REOPENED, TRIAGED
from tests.story import memory_log

DAY = date(2026, 1, 2)


def raised(issue: str) -> Fact:
    return replace(ROADBLOCK, issue=issue, raised_on=DAY, due_on=DAY)


def solved(issue: str, days: int) -> Fact:
    return replace(SOLVED, issue=issue, solved_on=DAY + timedelta(days=days))


SPRING: list[Fact] = [
    ladder(2), CONTEST, STEELWORKS,
    # Of four at the unit, three are solved, in 2, 4 and 9 days: one of them the second time.
    raised("U1"), solved("U1", 2), replace(ACCEPTED, issue="U1"),
    raised("U2"), solved("U2", 4),
    raised("U3"), solved("U3", 1), replace(REOPENED, issue="U3"), solved("U3", 9),
    raised("U4"),
    # Of three that were given to the task force, one is solved there, one climbed and was solved above, one reopened.
    raised("T1"), replace(TRIAGED, issue="T1"), solved("T1", 10),
    raised("T2"), replace(TRIAGED, issue="T2"), replace(CLIMBED, issue="T2"), solved("T2", 21),
    raised("T3"), replace(TRIAGED, issue="T3"), solved("T3", 5), replace(REOPENED, issue="T3"),
]  # fmt: skip


def figures(facts: Sequence[Fact]) -> list[Figure]:
    log, loop = memory_log(), Loop()
    log.append(Versions("intake").enter(history(*facts)))
    for logged in log.read_all():
        loop.evolve(logged)
    return loop.figures()


def none(level: IssueLevel | None) -> Figure:
    return Figure(level, 0, 0, None, None)


def test_a_spring() -> None:
    unit, force, joint, official, meeting = IssueLevel
    assert [
        Figure(unit, 4, 3, Decimal("75.0"), Decimal(4)),
        Figure(force, 2, 1, Decimal("50.0"), Decimal(10)),
        Figure(joint, 1, 1, Decimal("100.0"), Decimal(21)),
        none(official),
        none(meeting),
        # 2, 4, 9, 10, 21 days.
        Figure(None, 7, 5, Decimal("71.4"), Decimal(9)),
    ] == figures(SPRING)


def test_of_an_even_number_the_median_lies_between_the_two_in_the_middle() -> None:
    facts: list[Fact] = [CONTEST, STEELWORKS, raised("U1"), solved("U1", 2), raised("U2"), solved("U2", 5)]
    assert Figure(IssueLevel.UNIT, 2, 2, Decimal("100.0"), Decimal("3.5")) == figures(facts)[0]


@pytest.mark.parametrize(("solutions", "share"), [(1, "6.3"), (15, "93.8")])
def test_shares_are_rounded_half_up(solutions: int, share: str) -> None:
    """1 of 16 are 6.25 %, 15 of 16 are 93.75 %."""
    names = [f"U{number}" for number in range(16)]
    facts: list[Fact] = [CONTEST, STEELWORKS, *map(raised, names), *(solved(name, 1) for name in names[:solutions])]
    assert Decimal(share) == figures(facts)[0].share


def test_without_issues_nothing_is_known() -> None:
    assert [none(level) for level in (*IssueLevel, None)] == figures([CONTEST, STEELWORKS])
