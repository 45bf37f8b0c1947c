"""The watch: what it says of a finding, that it says it once, and that it costs little."""

import tracemalloc
from datetime import UTC, date, datetime

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from services.escalation.findings import HEARD, Watch
from shared.catalogue import DEFINITIONS, Fact
from shared.catalogue.escalation import Clock, Fault, FindingMade, Seen, Sign
from shared.catalogue.intake import DayBegun, ProjectCompleted, ProjectWithdrawn
from shared.catalogue.values import Card, Month, month_after
from shared.envelope import Origin
from tests.escalation.observed import (
    CNY,
    CONTEST,
    LADDER,
    TEXT,
    adopted,
    announced,
    card,
    closed,
    correction,
    day,
    exempted,
    inspected,
    issue,
    missed,
    moved,
    registered,
    reopened,
    report,
    reported,
    resumed,
    solved,
    suspended,
)
from tests.escalation.watching import Log, given

JANUARY = report("2026-01", 10, 1)
MISSED: list[Fact] = [JANUARY, missed(Clock.PLAN), DayBegun(day=day("2026-01-30")), *closed("2026-01")]


def test_what_a_finding_says() -> None:
    log = given(*MISSED, DayBegun(day=day("2026-02-05")))
    the_card = next(logged for logged in log.entries if logged.entry.fact == card("2026-01"))
    finding = FindingMade(
        project="P1",
        month=Month("2026-01"),
        fault=Fault.DRAGGING,
        signs=(Seen(sign=Sign.ORDER_UNANSWERED, evidence=(5,)),),
        edition="hanting-ladder-2025.2",
        ladder_sha256=LADDER.sha256,
        found_on=date(2026, 2, 1),
    )
    origin = Origin(
        actor="escalation",
        source="escalation",
        causation=str(the_card.entry.id),
        correlation="bureau/m9",
        occurred_at=datetime(2026, 1, 1, 9, tzinfo=UTC),
    )
    assert [(finding, origin)] == log.watch().due()


def test_it_is_found_on_the_day_that_has_begun_or_else_at_the_end_of_the_month() -> None:
    assert [date(2026, 2, 9)] == _found_on([*MISSED[:-1], DayBegun(day=day("2026-02-09")), MISSED[-1]])
    watch = Watch()
    for logged in given(*MISSED).entries:
        watch.evolve(logged, LADDER, None)
    assert [date(2026, 1, 31)] == [finding.found_on for finding, _ in watch.due()]


def _found_on(told: list[Fact]) -> list[date]:
    return [finding.found_on for finding, _ in given(*told).watch().due()]


def test_what_is_on_the_log_is_owed_no_more() -> None:
    log = given(*MISSED)
    log.settle()
    assert [] == log.watch().due()
    assert 1 == len(log.found)


def test_one_finding_for_each_fault() -> None:
    log = given(*MISSED, *closed("2026-02", Card.RED), inspected("2026-03-10", "2026-01", None, 0))
    log.tell(missed(Clock.TASK, "other"), *closed("2026-03", Card.RED))
    log.finds(
        "2026-01 dragging: order-unanswered",
        "2026-03 slow: behind-without-cause",
        "2026-03 dragging: task-overdue, reports-missing",
    )
    assert 3 == len({logged.entry.id for logged in log.entries if isinstance(logged.entry.fact, FindingMade)})


def test_a_reissued_card_finds_nothing() -> None:
    again = card("2026-01", reissued_for="O1")
    given(JANUARY, *closed("2026-01"), missed(Clock.PLAN), again).finds()
    given(JANUARY, *closed("2026-01"), missed(Clock.PLAN), again, *closed("2026-02")).finds(
        "2026-02 dragging: order-unanswered"
    )


def test_nothing_is_found_without_a_ladder_or_by_one_that_does_not_measure() -> None:
    log = Log(CONTEST, registered(), *MISSED)
    log.finds()
    log.tell(adopted(), report("2026-02", 20, 2), *closed("2026-02"))
    log.finds()
    silent = adopted(TEXT.partition("[findings]")[0])
    log = given(silent, *closed("2026-01", Card.RED), adopted(), *closed("2026-02", Card.RED))
    log.finds("2026-02 dragging: reports-missing")


@pytest.mark.parametrize(
    "end",
    [
        ProjectWithdrawn(project="P1", reason="终止", approver="区政府", withdrawn_on=day("2026-01-31")),
        ProjectCompleted(project="P1", completed_on=day("2026-01-31"), accepted_by="区政府", money_unit=CNY),
    ],
    ids=["withdrawn", "completed"],
)
def test_of_a_project_that_has_ended_nothing_is_found(end: Fact) -> None:
    told: list[Fact] = [JANUARY, issue("I1", "2026-01-05"), exempted("2026-01-01", "2026-01-05"), missed(Clock.PLAN)]
    log = given(*told, end, solved("I1", "2026-01-09"), reopened("I1", "2026-01-10"), *closed("2026-01"))
    log.finds()
    log.tell(issue("I2", "2026-01-05"), correction("2026-01", 5), missed(Clock.PLAN))
    log.finds()
    assert frozenset() == log.watch().holding("P1")


def test_what_the_last_card_showed_holds_until_the_next() -> None:
    log = given(*reported("2026-01", "2026-02", "2026-03", "2026-04"), missed(Clock.PLAN))
    held = []
    for month, gap in {"2026-01": "9", "2026-02": "9", "2026-03": "9", "2026-04": "0"}.items():
        log.tell(*closed(month, schedule_gap_pp=gap))
        log.settle()
        held.append(log.watch().holding("P1"))
    assert [{Fault.DRAGGING}, {Fault.SLOW}, {Fault.SLOW}, set()] == held
    assert 2 == len(log.found)


# Whenever it is asked ---------------------------------------------------------------------------------------------

MONTHS = [month_after(Month("2026-01"), months) for months in range(6)]


def happenings(month: str) -> st.SearchStrategy[Fact]:
    return st.sampled_from(
        [
            report(month, 10, 1),
            report(month, 20, 2),
            correction(month, 5),
            issue("I1", f"{month}-03"),
            solved("I1", f"{month}-05"),
            reopened("I1", f"{month}-06"),
            missed(Clock.ISSUE, "a"),
            missed(Clock.COMMITMENT, "b"),
            moved("a"),
            announced(),
            inspected(f"{month}-20", month, 1, 0),
            suspended(f"{month}-10"),
            resumed(f"{month}-12"),
            exempted(f"{month}-01", f"{month}-28"),
        ]
    )


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """Months with whatever happens in them, possible or not; an issue is raised before anything becomes of it."""
    told: list[Fact] = [issue("I1", "2026-01-02")]
    for month in MONTHS:
        told += draw(st.lists(happenings(month), max_size=5))
        told += closed(month, draw(st.sampled_from(list(Card))), verified_gap_pp=draw(st.sampled_from(["0", "9"])))
        told += draw(st.lists(st.just(card(month, reissued_for="O1", schedule_gap_pp="0")), max_size=1))
    return told


@settings(max_examples=60, deadline=None)
@drawn(told=stories())
def test_asked_after_every_entry_or_at_the_end_it_finds_the_same(told: list[Fact]) -> None:
    at_once = given()
    for fact in told:
        at_once.tell(fact)
        at_once.settle()
    at_last = given(*told)
    at_last.settle()
    assert [_in_words(at_once, finding) for finding in at_once.found] == [
        _in_words(at_last, finding) for finding in at_last.found
    ]
    assert [] == at_once.watch().due() == at_last.watch().due()


@settings(max_examples=40, deadline=None)
@drawn(told=stories())
def test_nothing_is_found_without_evidence_nor_twice(told: list[Fact]) -> None:
    log = given(*told)
    log.settle()
    assert len(log.found) == len({(made.month, made.fault) for made in log.found})
    seen = [(one.sign, one.evidence) for made in log.found for one in made.signs]
    assert all(made.signs for made in log.found)
    assert all(evidence for _, evidence in seen)
    assert len(seen) == len(set(seen))


def _in_words(log: Log, made: FindingMade) -> tuple[object, ...]:
    """A finding, its evidence told as facts: positions are as they come. The close is told by a number of its own."""
    signs = [
        (one.sign, one.evidence if one.sign == Sign.REPORTS_MISSING else [log.facts[at - 1] for at in one.evidence])
        for one in made.signs
    ]
    return made.month, made.fault, made.found_on, signs


# Cost -------------------------------------------------------------------------------------------------------------


def test_most_facts_are_passed_over() -> None:
    assert 24 == len(HEARD)
    assert set() == HEARD - {definition.cls for definition in DEFINITIONS.values()}


def test_a_project_with_a_year_of_reports_is_small() -> None:
    projects = 500
    months = [month_after(Month("2026-01"), number) for number in range(12)]
    told: list[Fact] = [registered(f"P{number}") for number in range(projects)]
    told += [
        report(month, 100 + place, place, project=f"P{number}")
        for number in range(projects)
        for place, month in enumerate(months)
    ]
    entries = given(*told).entries
    watch = Watch()
    tracemalloc.start()
    for logged in entries:
        watch.evolve(logged, LADDER, None)
    spent, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent / projects < 1_000
