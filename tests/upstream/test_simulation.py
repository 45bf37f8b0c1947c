"""The simulated district: the given totals, honest messages, bad ones on purpose, and stories that can be told."""

from collections import Counter
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.upstream.courses import Habit
from services.upstream.diary import Phase
from services.upstream.message import Message
from services.upstream.mishaps import ROBOT
from services.upstream.names import DISTRICT, OFFICIALS, english
from services.upstream.sites import draw_list
from shared.catalogue import definition_of
from shared.catalogue.escalation import AccountabilityOpened, CaseClosed, InterviewOrdered, SupervisionOrderIssued
from shared.catalogue.intake import (
    ContestOpened,
    IssueAccepted,
    IssueRaised,
    IssueSolved,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
)
from shared.catalogue.scoring import CardIssued, RulebookAdopted
from shared.catalogue.values import Category, Milestone, MoneyUnit, Month
from shared.receipts import Accepted, Rejected
from tests.upstream.year import BOOK, YEAR, Played, letter_of, play, simulated


@pytest.fixture(scope="module")
def phases() -> list[Phase]:
    return simulated()


@pytest.fixture(scope="module")
def played(phases: list[Phase]) -> Played:
    return play(phases)


def bodies(phases: list[Phase]) -> list[tuple[str, bytes]]:
    """What goes over the wire, in order."""
    letters = [letter_of(message) for phase in phases for message in phase.messages]
    return [(letter.subject, letter.body) for letter in letters]


def told_first(phases: list[Phase]) -> list[tuple[Phase, list[Message]]]:
    """Every phase without what was sent before."""
    sent: set[tuple[str, str]] = set()
    told = []
    for phase in phases:
        told.append((phase, [message for message in phase.messages if (message.source, message.id) not in sent]))
        sent |= {(message.source, message.id) for message in phase.messages}
    return told


def cards_by_project(played: Played) -> dict[str, str]:
    """`P0007: bbyryrrybbbb`: the first letter of every card, month by month."""
    rows: dict[str, str] = {}
    for logged in played.log:
        if isinstance(card := logged.entry.fact, CardIssued):
            rows[card.project] = rows.get(card.project, "") + card.card[0]
    return rows


def test_same_seed_gives_the_same_bytes() -> None:
    assert bodies(simulated(seed=7)) == bodies(simulated(seed=7))
    assert bodies(simulated(seed=7)) != bodies(simulated(seed=8))


def test_a_shorter_year_is_the_beginning_of_the_long_one(phases: list[Phase]) -> None:
    assert [phase for phase in phases if phase.month <= f"{YEAR}-03"] == simulated(months=3)


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
    listed = [message.data for message in phases[2].messages if isinstance(message.data, ProjectRegistered)]
    commissioned = [
        planned.due_on.year
        for project in listed
        for planned in project.milestones
        if planned.milestone == Milestone.COMMISSIONED
    ]

    assert {f"P{number:04d}" for number in range(1, 51)} == {project.project for project in listed}
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


def test_about_3000_messages_of_which_one_to_two_percent_are_bad(phases: list[Phase]) -> None:
    sources = Counter(message.source for phase in phases for message in phase.messages)

    assert (3_107, 37) == (sources.total(), sources[ROBOT])


def test_the_door_accepts_what_is_honest_and_refuses_what_is_not(played: Played) -> None:
    refused = [answer for message, answer in played.answers if message.source == ROBOT]
    honest = [answer for message, answer in played.answers if message.source != ROBOT]

    assert [] == [answer for answer in honest if not isinstance(answer, Accepted)]
    assert {
        "before-contest": 1,
        "broken-json": 6,
        "month-closed": 5,
        "month-not-begun": 5,
        "out-of-range": 4,
        "unknown-message": 6,
        "unknown-project": 3,
        "wrong-unit": 7,
    } == Counter(answer.code for answer in refused if isinstance(answer, Rejected))
    assert len(refused) == sum(isinstance(answer, Rejected) for answer in refused)


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
    played = play(simulated(seed, months=4, projects=projects))

    assert [] == [
        answer for message, answer in played.answers if message.source != ROBOT and not isinstance(answer, Accepted)
    ]


def test_no_message_depends_on_another_of_its_phase(phases: list[Phase]) -> None:
    for phase, messages in told_first(phases):
        issues = [
            message.data.issue
            for message in messages
            if isinstance(message.data, IssueRaised | IssueSolved | IssueAccepted)
        ]
        assert sorted(set(issues)) == sorted(issues), phase.stage


def test_times_go_forward(phases: list[Phase]) -> None:
    times = [message.time for _, messages in told_first(phases) for message in messages]

    assert sorted(times) == times


def test_nobody_is_named(phases: list[Phase]) -> None:
    listed = [message.data for message in phases[2].messages if isinstance(message.data, ProjectRegistered)]

    assert {official.zh for official in OFFICIALS} == {project.lead_official for project in listed}
    assert {project.name for project in listed} | {DISTRICT.zh} <= english().keys()


def test_most_projects_do_well(played: Played) -> None:
    assert {"b": 549, "y": 37, "r": 14} == Counter("".join(cards_by_project(played).values()))


@pytest.mark.parametrize(
    ("habit", "cards"),
    [
        (Habit.NEVER_STARTED, ["yrrrrrybbbbb"]),
        (Habit.RECOVERING, ["bbyryrrybbbb"]),
        (Habit.HIDING, ["bbbbbbbbyrrr"]),
        (Habit.IDLE, ["ybbbbyryryyy"]),
        (Habit.BLOCKED, ["bbbbbbbbybbb", "bbbbbybbbbbb", "bbbbbybbbbbb"]),
    ],
)
def test_each_story_is_told_by_its_cards(habit: Habit, cards: list[str], played: Played) -> None:
    told = cards_by_project(played)

    assert cards == [told[site.id] for site in draw_list(Random(1), YEAR, 50) if site.habit is habit]


def test_some_cases_go_up_the_ladder_and_some_are_closed(played: Played) -> None:
    steps = {
        SupervisionOrderIssued: 7,
        InterviewOrdered: 3,
        AccountabilityOpened: 2,
        CaseClosed: 4,
    }

    assert steps == Counter(type(logged.entry.fact) for logged in played.log if type(logged.entry.fact) in steps)


def test_what_was_hidden_comes_to_light_in_one_correction(played: Played) -> None:
    hiding = next(site for site in draw_list(Random(1), YEAR, 50) if site.habit is Habit.HIDING)
    told = {
        (definition_of(fact).name, fact.month): fact.investment
        for fact in (logged.entry.fact for logged in played.log)
        if isinstance(fact, ProgressReported | ReportCorrected) and fact.project == hiding.id
    }
    september = Month(f"{YEAR}-09")

    assert hiding.investment(hiding.planned[8]) == told["progress.reported", september]
    assert hiding.investment(hiding.course.done[8]) == told["report.corrected", september]
    assert [("report.corrected", september)] == [name for name in told if name[0] == "report.corrected"]
    assert hiding.course.done[8] < hiding.planned[8] / 2


def test_the_book_is_adopted_as_it_was_given(phases: list[Phase]) -> None:
    adopted = [message.data.text for message in phases[1].messages if isinstance(message.data, RulebookAdopted)]

    assert [BOOK] == adopted
