"""Reporting: for how many months a project has told nothing, as of every close."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from services.escalation.reporting import Reporting, ReportingFact
from shared.catalogue import Fact
from shared.catalogue.escalation import SupervisionOrderIssued
from shared.catalogue.intake import MonthClosed, MonthOpened, ProgressReported, ProjectCompleted
from shared.catalogue.values import MoneyUnit, Month
from tests.escalation.people import on, resumed, suspended, withdrawn
from tests.escalation.story import Log, begun, registered

JANUARY, FEBRUARY, MARCH, APRIL = (Month(f"2026-0{number}") for number in range(1, 5))


def report(month: Month, project: str = "P1") -> ProgressReported:
    return ProgressReported(project=project, month=month, money_unit=MoneyUnit.CNY_10K, investment=Decimal(1))


def reporting(*facts: tuple[ReportingFact, Month]) -> Reporting:
    """What is known after facts, each told in a month."""
    known = Reporting()
    for fact, month in facts:
        known.evolve(fact, month)
    return known


COMPLETED = ProjectCompleted(
    project="P1", completed_on=on("2026-02-20"), accepted_by="验收组", money_unit=MoneyUnit.CNY_10K
)
REGISTERED = (registered(), JANUARY)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ([REGISTERED], 3),
        ([REGISTERED, (report(JANUARY), JANUARY)], 2),
        ([REGISTERED, (report(FEBRUARY), FEBRUARY)], 1),
        ([REGISTERED, (report(FEBRUARY), FEBRUARY), (report(JANUARY), MARCH)], 1),
        ([REGISTERED, (report(MARCH), APRIL)], None),
        ([REGISTERED, (report(APRIL), APRIL)], None),
        ([(registered(), MARCH)], 1),
        ([(registered(), APRIL)], None),
        ([REGISTERED, (suspended("2026-01-20"), JANUARY)], None),
        ([REGISTERED, (suspended("2026-01-20"), JANUARY), (resumed("2026-02-20"), FEBRUARY)], 2),
        ([REGISTERED, (suspended("2026-01-20"), JANUARY), (resumed("2026-03-01"), MARCH)], 1),
        ([REGISTERED, (report(MARCH), MARCH), (suspended("2026-01-20"), MARCH), (resumed("2026-02-01"), MARCH)], None),
        ([REGISTERED, (withdrawn("2026-01-20"), JANUARY)], None),
        ([REGISTERED, (COMPLETED, FEBRUARY), (report(JANUARY), FEBRUARY)], None),
    ],
    ids=[
        "never told",
        "told once",
        "left one out",
        "made up for one later",
        "told late",
        "told ahead",
        "listed in March",
        "listed behind",
        "suspended",
        "suspended for a while",
        "suspended up to March",
        "suspended, and told all the same",
        "withdrawn",
        "completed",
    ],
)
def test_months_without_a_report_at_the_close_of_march(
    facts: Iterable[tuple[ReportingFact, Month]], missing: int | None
) -> None:
    assert ([("P1", missing)] if missing else []) == [*reporting(*facts).missing(MARCH)]


def test_each_project_by_itself() -> None:
    known = reporting(
        REGISTERED, (registered("P2"), FEBRUARY), (registered("P3"), JANUARY), (report(MARCH, "P3"), MARCH)
    )
    assert [("P1", 3), ("P2", 2)] == [*known.missing(MARCH)]


def closed(log: Log, *months: Month, told: tuple[Fact, ...] = ()) -> list[str]:
    """The subjects of the orders that follow from closing months, after what was told."""
    log.happens(*told)
    for month in months:
        following = Month(f"2026-0{int(month[-1]) + 1}")
        log.happens(MonthOpened(month=following), MonthClosed(month=month))
    return [one.ground.subject for one in log.of(SupervisionOrderIssued) if isinstance(one, SupervisionOrderIssued)]


def test_the_second_month_calls_for_an_order_and_no_later_one_for_another() -> None:
    assert [] == closed(begun(), JANUARY)
    assert [FEBRUARY] == closed(begun(), JANUARY, FEBRUARY)
    assert [FEBRUARY] == closed(begun(), JANUARY, FEBRUARY, MARCH, APRIL)


def test_a_report_in_between_begins_the_count_anew() -> None:
    assert [MARCH] == closed(begun(), JANUARY, FEBRUARY, MARCH, told=(report(JANUARY),))
