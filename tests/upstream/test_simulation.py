"""The simulated district: the given totals, phases that nobody's speed can disturb, honest messages and bad ones."""

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.issue import IssueFact
from services.upstream.almanac import ANNOUNCED, Almanac
from services.upstream.clock import CLOCK
from services.upstream.diary import Phase, door_of
from services.upstream.message import Message
from services.upstream.mishaps import ROBOT
from services.upstream.names import DISTRICT, OFFICIALS, english
from services.upstream.simulation import simulate
from shared.catalogue.escalation import ExemptionGranted
from shared.catalogue.intake import (
    ContestOpened,
    DayBegun,
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    IssueRaised,
    IssueSentExpress,
    MonthClosed,
    MonthOpened,
    ProjectRegistered,
    WorkdaysSet,
)
from shared.catalogue.scoring import RulebookAdopted
from shared.catalogue.values import Category, Milestone, MoneyUnit, Month
from shared.receipts import Accepted, Rejected
from tests.upstream.year import BOOK, YEAR, Played, district, letter_of, play, played_year, said, simulated, year


@pytest.fixture
def phases() -> list[Phase]:
    return year()


@pytest.fixture
def played() -> Played:
    return played_year()


def bodies(phases: list[Phase]) -> list[tuple[str, bytes]]:
    """What goes over the wire, in order."""
    letters = [letter_of(message) for phase in phases for message in phase.messages]
    return [(letter.subject, letter.body) for letter in letters]


def told_first(phases: list[Phase]) -> list[list[Message]]:
    """Every phase without what was sent before."""
    sent: set[tuple[str, str]] = set()
    told = []
    for phase in phases:
        told.append([message for message in phase.messages if (message.source, message.id) not in sent])
        sent |= {(message.source, message.id) for message in phase.messages}
    return told


def test_same_seed_gives_the_same_bytes() -> None:
    assert bodies(simulated(seed=7)) == bodies(simulated(seed=7))
    assert bodies(simulated(seed=7)) != bodies(simulated(seed=8))


def test_a_shorter_year_is_the_long_one_until_its_last_cards_are_final(phases: list[Phase]) -> None:
    quarter = simulated(months=3)

    assert phases[: len(quarter)] == quarter
    assert DayBegun(day=date(YEAR, 4, 14)) == quarter[-1].messages[-1].data


def test_a_year_has_1_to_12_months() -> None:
    with pytest.raises(ValueError, match="a year has 1 to 12 months, not 13"):
        simulated(months=13)


def test_the_contest_has_the_given_totals(phases: list[Phase]) -> None:
    contest = ContestOpened(
        district="模拟区",
        district_en="Simulated District",
        first_month=Month(f"{YEAR}-01"),
        money_unit=MoneyUnit.CNY_10K,
        investment_target=Decimal(860_000),
        projects=50,
        to_commission=12,
        to_speed_up=38,
        simulated=True,
    )

    assert (contest,) == tuple(message.data for message in phases[0].messages)


def test_the_list_adds_up_to_the_totals(phases: list[Phase]) -> None:
    listed = list({project.project: project for project in said(phases, ProjectRegistered)}.values())
    commissioned = [
        planned.due_on.year
        for project in listed
        for planned in project.milestones
        if planned.milestone == Milestone.COMMISSIONED
    ]

    assert [f"P{number:04d}" for number in range(1, 51)] == sorted(project.project for project in listed)
    assert len(listed) == len({project.name for project in listed})
    assert Decimal(860_000) == sum(project.annual_target or 0 for project in listed)
    assert {Category.INDUSTRY: 34, Category.INFRASTRUCTURE: 9, Category.LIVELIHOOD: 7} == Counter(
        project.category for project in listed
    )
    assert [YEAR] * 12 == commissioned
    assert [project.annual_target for project in listed] == [project.plan[-1].investment for project in listed]


def test_a_shorter_list_keeps_the_proportions() -> None:
    contest = simulated(projects=10)[0].messages[0].data

    assert isinstance(contest, ContestOpened)
    assert (Decimal(172_000), 10, 2, 8) == (
        contest.investment_target,
        contest.projects,
        contest.to_commission,
        contest.to_speed_up,
    )


def test_the_book_is_adopted_as_it_was_given(phases: list[Phase]) -> None:
    assert [BOOK] == [adopted.text for adopted in said(phases, RulebookAdopted)]


def test_months_are_closed_on_the_third_working_day_of_the_next(phases: list[Phase]) -> None:
    closed = [
        message.time.date() for phase in phases for message in phase.messages if isinstance(message.data, MonthClosed)
    ]

    assert [
        *(date(YEAR, 2, 7), date(YEAR, 3, 5), date(YEAR, 4, 3), date(YEAR, 5, 8), date(YEAR, 6, 5), date(YEAR, 7, 3)),
        *(date(YEAR, 8, 5), date(YEAR, 9, 3), date(YEAR, 10, 11), date(YEAR, 11, 5), date(YEAR, 12, 3)),
        date(YEAR + 1, 1, 6),
    ] == closed


def test_days_begin_on_working_days_only_until_the_last_cards_are_final(phases: list[Phase]) -> None:
    days = [begun.day for begun in said(phases, DayBegun)]

    assert (date(YEAR, 1, 2), date(YEAR + 1, 1, 14), 257) == (days[0], days[-1], len(days))
    assert [] == [day for day in ANNOUNCED[YEAR].edition(YEAR).holidays if day in days]
    assert [date(YEAR, 1, 26), date(YEAR, 2, 8), date(YEAR, 4, 27), date(YEAR, 9, 28), date(YEAR, 10, 11)] == [
        day for day in days if day.weekday() >= 5 and day.year == YEAR
    ]


def test_next_years_working_days_are_set_when_they_are_announced(phases: list[Phase]) -> None:
    told = [
        (message.time.date(), message.data.edition)
        for phase in phases
        for message in phase.messages
        if isinstance(message.data, WorkdaysSet)
    ]

    assert [(date(YEAR, 1, 1), "2025-1"), (date(YEAR, 11, 4), "2026-1")] == told


def test_days_off_of_a_year_that_nobody_has_announced_are_not_known() -> None:
    almanac = Almanac.of(2031, BOOK)

    assert (True, date(2031, 1, 1)) == (almanac.workdays.provisional(2031), almanac.working_days(0)[0])


def test_a_year_is_simulated_of_which_no_days_off_are_known() -> None:
    phases = simulate(Random(1), BOOK, year=2031, months=2, projects=4)

    assert ([], 2) == (said(phases, WorkdaysSet), len(said(phases, MonthClosed)))


def test_about_4800_messages_of_which_one_to_two_percent_are_bad(phases: list[Phase]) -> None:
    sources = Counter(message.source for phase in phases for message in phase.messages)

    assert (4_795, 62) == (sources.total(), sources[ROBOT])


def test_the_door_accepts_what_is_honest_and_refuses_what_is_not(played: Played) -> None:
    refused = [answer for message, answer in played.answers if message.source == ROBOT]

    assert {
        "already-reported": 11,
        "before-contest": 1,
        "broken-json": 7,
        "month-not-begun": 8,
        "out-of-range": 10,
        "unknown-message": 8,
        "unknown-project": 9,
        "wrong-unit": 8,
    } == Counter(answer.code for answer in refused if isinstance(answer, Rejected))
    assert len(refused) == sum(isinstance(answer, Rejected) for answer in refused)


def test_of_what_is_honest_two_messages_come_too_late_or_without_a_right_to_it(played: Played) -> None:
    refused = {
        message.id: answer.code
        for message, answer in played.answers
        if message.source != ROBOT and isinstance(answer, Rejected)
    }

    assert {"O0003-raised": "objection-too-late", "override-P0050-2025-08": "not-entitled"} == refused


def test_a_message_that_is_repeated_gets_the_receipt_it_had(played: Played) -> None:
    answers: dict[tuple[str, str], list[object]] = {}
    for message, answer in played.answers:
        answers.setdefault((message.source, message.id), []).append(answer)
    repeated = [given for given in answers.values() if len(given) > 1]

    assert 12 == len(repeated)
    assert [given[:1] for given in repeated] == [given[1:] for given in repeated]


@settings(max_examples=5, deadline=None)
@given(st.integers(min_value=0), st.integers(min_value=1, max_value=30))
def test_every_seed_gives_honest_messages(seed: int, projects: int) -> None:
    drawn = district(seed, months=4, projects=projects)
    played = play(drawn.phases, drawn.staff())

    assert [] == [
        answer for message, answer in played.answers if message.source != ROBOT and not isinstance(answer, Accepted)
    ]


def test_no_message_depends_on_another_of_its_phase(phases: list[Phase]) -> None:
    for messages in told_first(phases):
        facts = [message.data for message in messages]
        issues = [fact.issue for fact in facts if isinstance(fact, IssueFact)]
        factors = [
            (fact.project, fact.factor)
            for fact in facts
            if isinstance(fact, FactorNeeded | FactorPending | FactorBlocked | FactorGuaranteed)
        ]
        assert sorted(set(issues)) == sorted(issues), messages[0].time
        assert sorted(set(factors)) == sorted(factors), messages[0].time


def test_a_phase_goes_to_one_door_and_ends_with_what_others_decide_upon(phases: list[Phase]) -> None:
    turns = ContestOpened | WorkdaysSet | MonthOpened | MonthClosed | DayBegun
    (excused,) = said(phases, ExemptionGranted)
    stopped = {raised.issue for raised in said(phases, IssueRaised) if raised.project == excused.project}
    for phase in phases:
        *before, last = phase.messages
        assert [] == [message for message in before if isinstance(message.data, turns | IssueSentExpress)]
        assert [] == [message for message in before if getattr(message.data, "issue", None) in stopped]
        assert (1 if door_of(last) != "intake" else len(phase.messages)) == len(phase.messages)
        assert {door_of(last)} == {door_of(message) for message in phase.messages}


def test_times_go_forward(phases: list[Phase]) -> None:
    times = [message.time for messages in told_first(phases) for message in messages]

    assert sorted(times) == times


def test_people_work_on_working_days(phases: list[Phase]) -> None:
    workdays = Almanac.of(YEAR, BOOK).workdays
    told = {
        message.time.date()
        for phase in phases
        for message in phase.messages
        if message.source != CLOCK and not workdays.is_workday(message.time.date())
    }

    assert set() == told


def test_nobody_is_named(phases: list[Phase]) -> None:
    listed = said(phases, ProjectRegistered)

    assert {official.zh for official in OFFICIALS} == {project.lead_official for project in listed}
    assert {project.name for project in listed} | {DISTRICT.zh} <= english().keys()
