"""Cadence: which paper is due, for what and as of where; each once, none left out, and nothing fired by a replay."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.papers.cadence import Cadence, Due
from services.scoring.papers.periods import PERIOD_OF, first_day, following, span_of
from shared.catalogue import Fact
from shared.catalogue.scoring import PaperIssued, PaperKind
from shared.catalogue.values import Month, month_after
from tests.memory import MORNING, Log
from tests.scoring.papers.telling import CONTEST, JANUARY, day, due, final
from tests.scoring.story import contest_opened

WEEKLY, HALF, MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY = PaperKind


def told(*facts: Fact) -> list[tuple[PaperKind, str, int]]:
    """What is due after these facts: kind, period, position."""
    return [(one.kind, one.period, one.position) for one in due(*facts)]


@pytest.mark.parametrize(
    ("facts", "papers"),
    [
        ((CONTEST,), []),
        ((CONTEST, day("2026-01-05")), []),
        ((CONTEST, day("2026-01-05"), day("2026-01-09")), []),
        ((CONTEST, day("2026-01-05"), day("2026-01-12")), [(WEEKLY, "2026-W02", 3)]),
        ((CONTEST, day("2026-01-05"), day("2026-01-14")), [(WEEKLY, "2026-W02", 3)]),
        ((CONTEST, day("2026-01-15"), day("2026-01-16")), [(HALF, "2026-01-H1", 3)]),
        ((CONTEST, day("2026-01-20"), day("2026-01-23")), []),
        ((CONTEST, day("2026-01-30"), day("2026-02-01")), [(HALF, "2026-01-H2", 3)]),
        (
            (CONTEST, day("2026-01-30"), day("2026-02-02")),
            [(HALF, "2026-01-H2", 3), (WEEKLY, "2026-W05", 3)],
        ),
        ((CONTEST, final(JANUARY)), [(MONTHLY, "2026-01", 2)]),
        ((CONTEST, final(Month("2026-03"))), [(MONTHLY, "2026-03", 2), (QUARTERLY, "2026-Q1", 2)]),
        (
            (CONTEST, final(Month("2026-12"))),
            [
                (QUARTERLY, "2026-Q1", 2),
                (QUARTERLY, "2026-Q2", 2),
                (HALF_YEARLY, "2026-H1", 2),
                (QUARTERLY, "2026-Q3", 2),
                (MONTHLY, "2026-12", 2),
                (QUARTERLY, "2026-Q4", 2),
                (HALF_YEARLY, "2026-H2", 2),
                (YEARLY, "2026", 2),
            ],
        ),
        ((contest_opened("2026-07"), final(Month("2026-09"))), [(MONTHLY, "2026-09", 2), (QUARTERLY, "2026-Q3", 2)]),
        ((contest_opened("2026-03"), day("2026-02-16"), day("2026-02-26")), []),
        (
            (contest_opened("2026-03"), day("2026-02-16"), day("2026-03-02")),
            [(WEEKLY, "2026-W09", 3)],
        ),
    ],
)
def test_what_is_due(facts: tuple[Fact, ...], papers: list[tuple[PaperKind, str, int]]) -> None:
    assert papers == told(*facts)


def test_skipped_weeks_and_half_months_still_get_their_papers_in_order() -> None:
    assert [
        (WEEKLY, "2026-W02", 3),
        (HALF, "2026-01-H1", 3),
        (WEEKLY, "2026-W03", 3),
        (WEEKLY, "2026-W04", 3),
        (HALF, "2026-01-H2", 3),
        (WEEKLY, "2026-W05", 3),
    ] == told(CONTEST, day("2026-01-05"), day("2026-02-02"))


def test_weeks_before_the_log_told_days_have_no_paper() -> None:
    assert [] == told(CONTEST, final(JANUARY), issued(MONTHLY, "2026-01"), day("2026-05-05"))


def test_days_before_the_contest_are_no_days_of_it() -> None:
    assert [] == told(day("2026-01-05"), day("2026-01-12"))


def test_a_paper_is_due_because_of_the_entry_that_made_it_due() -> None:
    log = Log(CONTEST, day("2026-01-05"), day("2026-01-12"))
    because = log.entries[2].entry

    (only,) = due(*log.facts)

    assert Due(WEEKLY, "2026-W02", 3, str(because.id), because.correlation, MORNING) == only
    assert ("scoring", "scoring", str(because.id), because.correlation) == (
        only.origin.actor,
        only.origin.source,
        only.origin.causation,
        only.origin.correlation,
    )


def test_an_issued_paper_is_paid_off() -> None:
    facts = (CONTEST, final(Month("2026-03")), issued(MONTHLY, "2026-03"))

    assert [(QUARTERLY, "2026-Q1", 2)] == told(*facts)
    assert [] == told(*facts, issued(QUARTERLY, "2026-Q1"))


def test_an_issued_paper_pays_off_no_other_of_its_kind() -> None:
    facts = (CONTEST, day("2026-01-05"), day("2026-01-26"), issued(WEEKLY, "2026-W03"))

    assert [(WEEKLY, "2026-W02"), (WEEKLY, "2026-W04")] == [
        (kind, period) for kind, period, _ in told(*facts) if kind == WEEKLY
    ]


@given(st.integers(1, 12), st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_each_week_and_half_month_has_one_paper_and_none_is_left_out(month: int, steps: list[int]) -> None:
    days = [date(2026, 1, 1)]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    facts: list[Fact] = [contest_opened(f"2026-{month:02d}"), *(day(one.isoformat()) for one in days)]

    found = play(facts)

    for kind in (WEEKLY, HALF):
        first = PERIOD_OF[kind](max(days[0], date(2026, month, 1)))
        assert ended(kind, first, days[-1]) == [period for one, period, _ in found if one == kind]


@given(st.integers(1, 12), st.lists(st.integers(1, 3), min_size=1, max_size=12))
def test_each_quarter_half_year_and_year_has_one_paper(first: int, steps: list[int]) -> None:
    months = [Month(f"2026-{first:02d}")]
    for step in steps:
        months.append(month_after(months[-1], step))

    found = play([contest_opened(months[0]), *(final(month) for month in months)])

    assert months == [period for kind, period, _ in found if kind == MONTHLY]
    for kind in (QUARTERLY, HALF_YEARLY, YEARLY):
        begun = PERIOD_OF[kind](first_day(months[0]))
        over = first_day(month_after(months[-1]))
        assert ended(kind, begun, over) == [period for one, period, _ in found if one == kind]


@given(st.lists(st.sampled_from(["day", "month"]), max_size=60), st.integers(0, 60))
def test_a_replay_fires_nothing(turns: list[str], stop: int) -> None:
    """However far a service had come when it stopped: what it issued it does not owe again."""
    facts: list[Fact] = [CONTEST]
    today, month = date(2026, 1, 1), JANUARY
    for turn in turns:
        if turn == "day":
            today += timedelta(days=5)
            facts.append(day(today.isoformat()))
        else:
            facts.append(final(month))
            month = month_after(month)
    log = Log(*facts[: stop + 1])
    play_on(log)
    issued_before = [fact for fact in log.facts if isinstance(fact, PaperIssued)]

    again = Cadence()
    for logged in log.entries:
        again.evolve(logged)

    assert [] == again.due
    assert len(issued_before) == len(Counter((one.kind, one.period) for one in issued_before))


def issued(kind: PaperKind, period: str, position: int = 1) -> PaperIssued:
    return PaperIssued(kind=kind, period=period, position=position, edition="", form=1, sha256="0" * 64)


def ended(kind: PaperKind, period: str, day: date) -> list[str]:
    """Every period from one on that ended before a day."""
    found = []
    while span_of(kind, period).last < day:
        found.append(period)
        period = following(kind, period)
    return found


def play(facts: list[Fact]) -> list[tuple[PaperKind, str, int]]:
    """Every paper that falls due as these facts are told, each issued at once."""
    cadence, found = Cadence(), []
    log = Log()
    for fact in facts:
        log.tell(fact)
        cadence.evolve(log.entries[-1])
        for one in list(cadence.due):
            found.append((one.kind, one.period, one.position))
            log.tell(issued(one.kind, one.period, one.position))
            cadence.evolve(log.entries[-1])
        assert [] == cadence.due
    return found


def play_on(log: Log) -> None:
    """Issue everything that is due at the head of a log."""
    cadence = Cadence()
    for logged in log.entries:
        cadence.evolve(logged)
    log.append([(issued(one.kind, one.period, one.position), one.origin) for one in cadence.due])
