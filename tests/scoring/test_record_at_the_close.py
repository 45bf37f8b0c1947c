"""In which close it counts what was heard: time is what the log says it is, and a closed month stays as it was."""

from decimal import Decimal

import pytest

from services.scoring import record
from services.scoring.indicators import measure
from services.scoring.record import Record
from shared.catalogue import Fact
from shared.catalogue.intake import MonthClosed
from shared.catalogue.values import Month, month_after
from tests.scoring.sightings import concealed, inspected
from tests.scoring.story import (
    Log,
    accepted,
    closed,
    contest_opened,
    corrected,
    opened,
    raised,
    registered,
    reopened,
    reported,
    solved,
    triaged,
)

JANUARY, FEBRUARY, MARCH = (Month(f"2026-0{number}") for number in range(1, 4))
ISSUE = raised("I1", "2026-01-05", "2026-01-20")


def turn(month: Month) -> tuple[Fact, Fact]:
    """The month after it begins, and the month is closed."""
    return opened(month_after(month)), closed(month)


def at_each_close(indicator: str, *facts: Fact) -> list[Decimal | None]:
    """What an indicator of P1 was, close by close."""
    log, told = Log(contest_opened()), list[Decimal | None]()
    for fact in facts:
        log.tell(fact)
        if isinstance(fact, MonthClosed):
            known = log.contest().records.get("P1")
            told.append(measure(known, fact.month)[indicator] if known else None)
    return told


def numbers(*told: int) -> list[Decimal]:
    return [Decimal(one) for one in told]


REPORT = reported("2026-01", investment="1")
AFTER = opened(FEBRUARY)
CLOSE = closed(JANUARY)
LAST = turn(FEBRUARY)


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ((REPORT, AFTER, CLOSE, *LAST), (0, 0)),
        ((AFTER, REPORT, CLOSE, *LAST), (1, 0)),
        ((AFTER, CLOSE, REPORT, *LAST), (0, 1)),
        ((AFTER, CLOSE, REPORT, opened(MARCH), reported("2026-02", investment="2"), closed(FEBRUARY)), (0, 2)),
        ((AFTER, opened(MARCH), reported("2026-02", investment="2"), CLOSE, closed(FEBRUARY)), (0, 1)),
        ((AFTER, CLOSE, *LAST, REPORT, *turn(MARCH)), (0, 0, 1)),
        ((AFTER, CLOSE, *LAST, REPORT, reported("2026-02", investment="2"), *turn(MARCH)), (0, 0, 2)),
    ],
    ids=[
        "in time",
        "before the close",
        "after the close: in the next",
        "two in one close",
        "of a month that is closed later",
        "two closes later",
        "two at once, two closes later",
    ],
)
def test_a_late_report_counts_in_the_close_that_it_did_not_miss(facts: tuple[Fact, ...], late: tuple[int, ...]) -> None:
    assert numbers(*late) == at_each_close("late_reports", registered(), *facts)


def test_a_report_after_the_close_tells_its_figures_to_the_next() -> None:
    facts = registered(plan={"2026-01": "100"}), AFTER, CLOSE, reported("2026-01", investment="60"), *LAST
    assert [None, Decimal("0.6")] == at_each_close("investment_rate", *facts)


SOLVED = solved("I1", "2026-01-18")


@pytest.mark.parametrize(
    ("facts", "timeliness"),
    [
        ((ISSUE, SOLVED, accepted("I1", "2026-01-25"), AFTER, CLOSE, *LAST), (1, None)),
        ((ISSUE, SOLVED, AFTER, CLOSE, accepted("I1", "2026-01-25"), *LAST), (1, 1)),
        ((ISSUE, SOLVED, AFTER, accepted("I1", "2026-02-02"), CLOSE, *LAST), (1, 1)),
        ((ISSUE, AFTER, CLOSE, SOLVED, accepted("I1", "2026-01-25"), *LAST), (0, 1)),
        ((AFTER, CLOSE, ISSUE, SOLVED, accepted("I1", "2026-01-25"), *LAST), (None, 1)),
        ((AFTER, CLOSE, ISSUE, SOLVED, accepted("I1", "2026-01-25"), *LAST, *turn(MARCH)), (None, 1, None)),
    ],
    ids=[
        "accepted before the close",
        "accepted after the close: open in the first, closed in the second",
        "accepted before the close, but after the month's end",
        "solved and accepted after the close: overdue in the first",
        "raised, solved and accepted after the close of its month",
        "and then no more",
    ],
)
def test_no_issue_is_lost_between_two_closes(facts: tuple[Fact, ...], timeliness: tuple[int | None, ...]) -> None:
    wanted = [None if one is None else Decimal(one) for one in timeliness]
    assert wanted == at_each_close("issue_timeliness", registered(), *facts)


@pytest.mark.parametrize(
    ("facts", "overdue"),
    [
        ((ISSUE, AFTER, triaged("I1", "2026-02-03", "2026-02-20"), CLOSE, *LAST), (11, 13 + 8)),
        ((ISSUE, AFTER, CLOSE, triaged("I1", "2026-01-10", "2026-02-20"), *LAST), (11, 11 + 8)),
        ((ISSUE, AFTER, CLOSE, triaged("I1", "2026-01-10", "2026-01-25"), *LAST), (11, 11 + 28)),
        (
            (
                *(ISSUE, solved("I1", "2026-01-23"), accepted("I1", "2026-01-24"), AFTER, CLOSE),
                *(reopened("I1", "2026-01-25", "2026-02-20"), *LAST),
            ),
            (0, 3 + 8),
        ),
        (
            (
                *(ISSUE, solved("I1", "2026-01-23"), accepted("I1", "2026-01-24"), AFTER, CLOSE),
                *(reopened("I1", "2026-01-25", "2026-01-28"), *LAST),
            ),
            (0, 3 + 28),
        ),
    ],
    ids=[
        "triaged in February, before the close of January",
        "triaged back into January after its close: those days stay overdue",
        "triaged back to a day that is past",
        "reopened",
        "reopened back to a day that is past: the days of January were closed",
    ],
)
def test_an_overdue_day_stays_overdue_whatever_day_is_given_later(
    facts: tuple[Fact, ...], overdue: tuple[int, ...]
) -> None:
    assert numbers(*overdue) == at_each_close("longest_overdue_days", registered(), *facts)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ((AFTER, concealed("2026-01", "2026-02-03"), CLOSE, *LAST), (1, 0)),
        ((AFTER, CLOSE, concealed("2026-01", "2026-02-09"), *LAST), (0, 1)),
        ((AFTER, CLOSE, concealed("2026-01", "2026-02-09"), concealed("2026-02", "2026-02-10"), *LAST), (0, 2)),
    ],
)
def test_concealment_counts_in_the_close_after_it_was_confirmed(
    facts: tuple[Fact, ...], found: tuple[int, ...]
) -> None:
    assert numbers(*found) == at_each_close("concealments", registered(), *facts)


@pytest.mark.parametrize("facts", [(), (CLOSE,)], ids=["before the first close", "after it"])
def test_concealment_of_a_project_that_came_later_counts_in_its_first_close(facts: tuple[Fact, ...]) -> None:
    heard = *facts, registered(), concealed("2026-03", "2026-03-03")
    rest = [close for close in (CLOSE, closed(FEBRUARY)) if close not in facts]
    found = at_each_close("concealments", AFTER, opened(MARCH), *heard, *rest, *turn(MARCH))
    assert Decimal(1) == found.pop()
    assert not any(found)


PHYSICAL = reported("2026-01", physical="40")


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        ((PHYSICAL, inspected("2026-01", "2026-01-28", physical="30"), AFTER, CLOSE, *LAST), (10, None)),
        ((PHYSICAL, AFTER, inspected("2026-01", "2026-02-02", physical="30"), CLOSE, *LAST), (None, 10)),
        ((PHYSICAL, AFTER, CLOSE, inspected("2026-01", "2026-01-28", physical="30"), *LAST), (None, 10)),
        (
            (
                *(PHYSICAL, inspected("2026-01", "2026-01-28", physical="30")),
                *(corrected("2026-01", physical="30"), AFTER, CLOSE, *LAST),
            ),
            (10, None),
        ),
    ],
    ids=["in its month", "after the month's end", "told after the close", "corrected after it was found out"],
)
def test_an_inspection_counts_in_the_first_close_that_can_know_it(
    facts: tuple[Fact, ...], gap: tuple[int | None, ...]
) -> None:
    wanted = [None if one is None else Decimal(one) for one in gap]
    assert wanted == at_each_close("verified_gap_pp", registered(), *facts)


def known(*facts: Fact) -> Record:
    return Log(contest_opened(), registered(plan={"2026-01": "100"}), *facts).contest().records["P1"]


def test_what_was_known_is_told_again_with_figures_as_they_read_now() -> None:
    then = known(reported("2026-01", investment="10", physical="5"), AFTER)
    told = then.reports
    now = known(reported("2026-01", investment="10", physical="5"), AFTER, CLOSE, corrected("2026-01", investment="9"))
    again = record.corrected(then, now, JANUARY)
    assert then._replace(reports=told.with_row(JANUARY, (Decimal(9), Decimal(5), None, None, None))) == again


def test_what_was_not_reported_then_is_not_known_then() -> None:
    then = known(AFTER)
    now = known(AFTER, CLOSE, reported("2026-01", investment="9"), reported("2026-02", investment="10"))
    assert then == record.corrected(then, now, JANUARY)


def test_a_correction_of_a_later_month_stays_away() -> None:
    later = AFTER, reported("2026-02", investment="10")
    then, now = known(*later), known(*later, corrected("2026-02", investment="9"))
    assert then == record.corrected(then, now, JANUARY)
