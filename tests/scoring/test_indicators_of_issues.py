"""Indicators of issues: what is open, what is overdue, what was solved in time."""

from decimal import Decimal

import pytest

from shared.catalogue import Fact
from tests.scoring.story import accepted, figure, raised, registered, reopened, solved, triaged

ISSUE = raised("I1", "2026-01-05", "2026-01-20")
"""Due on 20 January."""
COUNTS = ("open_issues", "overdue_issues", "longest_overdue_days", "issue_timeliness")


@pytest.mark.parametrize(
    ("month", "facts", "counts"),
    [
        ("2026-01", (), (0, 0, 0, None)),
        ("2025-12", (ISSUE,), (0, 0, 0, None)),
        ("2026-01", (ISSUE,), (1, 1, 11, 0)),
        ("2026-02", (ISSUE,), (1, 1, 39, 0)),
        ("2026-01", (ISSUE, solved("I1", "2026-01-20")), (1, 0, 0, 1)),
        ("2026-01", (ISSUE, solved("I1", "2026-01-21")), (1, 1, 1, 0)),
        ("2026-02", (ISSUE, solved("I1", "2026-01-21")), (1, 1, 1, 0)),
        ("2026-01", (ISSUE, solved("I1", "2026-02-03")), (1, 1, 11, 0)),
        ("2026-02", (ISSUE, solved("I1", "2026-02-03")), (1, 1, 14, 0)),
        ("2026-01", (ISSUE, solved("I1", "2026-01-20"), accepted("I1", "2026-01-25")), (0, 0, 0, 1)),
        ("2026-01", (ISSUE, solved("I1", "2026-01-21"), accepted("I1", "2026-01-25")), (0, 0, 0, 0)),
        ("2026-02", (ISSUE, solved("I1", "2026-01-20"), accepted("I1", "2026-01-25")), (0, 0, 0, None)),
        ("2026-01", (ISSUE, solved("I1", "2026-02-03"), accepted("I1", "2026-02-04")), (1, 1, 11, 0)),
        ("2026-02", (ISSUE, solved("I1", "2026-02-03"), accepted("I1", "2026-02-04")), (0, 0, 0, 0)),
    ],
    ids=[
        "no issue",
        "raised later",
        "open and overdue",
        "still open a month later",
        "solved on the day it was due, not accepted",
        "solved a day late, not accepted: the clock stands still",
        "a month later it still stands still",
        "solved later: not yet by the end of January",
        "solved in February: 14 days late",
        "solved in time and accepted",
        "solved late and accepted",
        "closed the month before: counts no more",
        "closed in February: open at the end of January",
        "closed in February, late",
    ],
)
def test_an_issue_is_open_until_accepted_and_its_clock_runs_until_solved(
    month: str, facts: tuple[Fact, ...], counts: tuple[int | None, ...]
) -> None:
    wanted = tuple(None if count is None else Decimal(count) for count in counts)
    assert wanted == tuple(figure(name, month, registered(), *facts) for name in COUNTS)


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ((triaged("I1", "2026-01-06", "2026-01-25"),), (1, 1, 6, 0)),
        ((triaged("I1", "2026-01-06", "2026-02-01"),), (1, 0, 0, 1)),
        ((triaged("I1", "2026-01-06", "2026-02-01"), triaged("I1", "2026-01-08", "2026-01-10")), (1, 1, 21, 0)),
        ((triaged("I1", "2026-01-06", "2026-01-18"), solved("I1", "2026-01-20")), (1, 1, 2, 0)),
        ((solved("I1", "2026-01-20"), reopened("I1", "2026-01-22", "2026-01-29")), (1, 1, 2, 0)),
        ((solved("I1", "2026-01-21"), reopened("I1", "2026-01-22", "2026-02-05")), (1, 0, 1, 0)),
        ((triaged("I1", "2026-01-23", "2026-01-29"),), (1, 1, 4, 0)),
        ((triaged("I1", "2026-01-23", "2026-02-05"),), (1, 0, 2, 0)),
    ],
    ids=[
        "triaged, due later, overdue all the same",
        "triaged, due later, in time",
        "handed on: the last day holds",
        "triaged, due earlier, solved too late for that",
        "reopened: the clock runs again",
        "solved late, reopened with a new day: the day overdue stays",
        "triaged after it was overdue, and overdue again",
        "triaged after it was overdue, not overdue now",
    ],
)
def test_an_issue_is_judged_by_the_deadline_that_held_on_each_day(
    facts: tuple[Fact, ...], counts: tuple[int, ...]
) -> None:
    assert tuple(map(Decimal, counts)) == tuple(figure(name, "2026-01", registered(), ISSUE, *facts) for name in COUNTS)


@pytest.mark.parametrize(
    ("month", "again", "counts"),
    [
        ("2026-02", (), (1, 1, 18, 0)),
        ("2026-02", (solved("I1", "2026-02-11"),), (1, 1, 1, 0)),
        ("2026-02", (solved("I1", "2026-02-10"), accepted("I1", "2026-02-12")), (0, 0, 0, 1)),
        ("2026-03", (solved("I1", "2026-02-10"), accepted("I1", "2026-02-12")), (0, 0, 0, None)),
    ],
    ids=["open again", "solved again, late", "closed again, in time", "a month later it counts no more"],
)
def test_a_closed_issue_that_was_reopened_stands_as_if_it_had_never_been_solved(
    month: str, again: tuple[Fact, ...], counts: tuple[int | None, ...]
) -> None:
    closed = ISSUE, solved("I1", "2026-01-20"), accepted("I1", "2026-01-25")
    told: tuple[Fact, ...] = (registered(), *closed, reopened("I1", "2026-02-03", "2026-02-10"), *again)
    wanted = tuple(None if count is None else Decimal(count) for count in counts)
    assert wanted == tuple(figure(name, month, *told) for name in COUNTS)


@pytest.mark.parametrize(("due", "overdue"), [("2026-01-30", "1"), ("2026-01-31", "0"), ("2026-02-01", "0")])
def test_an_issue_is_overdue_from_the_day_after_it_was_due(due: str, overdue: str) -> None:
    assert Decimal(overdue) == figure("overdue_issues", "2026-01", registered(), raised("I1", "2026-01-05", due))


def test_many_issues() -> None:
    facts = (
        registered(),
        raised("I1", "2026-01-05", "2026-01-20"),
        raised("I2", "2026-01-05", "2026-01-29"),
        raised("I3", "2026-01-05", "2026-02-28"),
        raised("I4", "2026-01-05", "2026-01-10"),
        solved("I4", "2026-01-10"),
        accepted("I4", "2026-01-12"),
    )
    assert (Decimal(3), Decimal(2), Decimal(11), Decimal("0.5")) == tuple(
        figure(name, "2026-01", *facts) for name in COUNTS
    )


def test_issues_belong_to_their_project() -> None:
    facts = registered("P1"), registered("P2"), raised("I1", "2026-01-05", "2026-01-20", project="P2")
    assert Decimal(0) == figure("open_issues", "2026-01", *facts)
