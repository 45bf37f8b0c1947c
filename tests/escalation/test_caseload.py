"""The caseload: ladders and when they rule, projects beside each other, who is in charge, and what was said before."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.escalation.caseload import Caseload
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    InterviewOrdered,
    ReminderIssued,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import MonthClosed, MonthOpened, ProgressReported
from shared.catalogue.values import MoneyUnit, Month, month_after
from shared.envelope import Origin
from tests.escalation.ladders import FORMER, HEAD, INTERVIEW, ORDER, RED, SIMPLE, THRICE, TWICE, rule
from tests.escalation.people import exempted, proven
from tests.escalation.story import (
    FIRST,
    SHIPPED,
    Log,
    assigned,
    begun,
    cards,
    contest,
    given,
    ladder,
    registered,
    roadblock,
)

PATIENT = HEAD + rule("red-cards", ORDER, 2, name="red-twice") + rule("red-cards", INTERVIEW, 4, name="red-four-times")
"""A ladder that asks for twice as many reds."""


def stepped(log: Log, project: str = "P1") -> list[str]:
    """The steps that were taken, with the rule and the edition of each."""
    told = []
    for one in log.entries:
        fact = one.entry.fact
        if isinstance(fact, ReminderIssued | SupervisionOrderIssued | InterviewOrdered) and fact.project == project:
            told.append(f"{fact.case if hasattr(fact, 'case') else 0} {fact.ground.rule} of {fact.ground.edition}")
    return told


# Ladders --------------------------------------------------------------------------------------------------------------


def test_the_shipped_ladder_comes_first() -> None:
    digest = ladder().sha256
    shipped = replace(ladder(), adopted_by="escalation")
    origin = Origin(
        actor="escalation",
        source="escalation",
        causation=digest,
        correlation=digest,
        occurred_at=datetime(2025, 1, 1, tzinfo=UTC),
    )
    assert [(shipped, origin)] == Log().caseload().next_step()


@pytest.mark.parametrize("policy", [SHIPPED, SIMPLE, FORMER], ids=["the same", "another", "a former one"])
def test_where_a_ladder_is_in_force_the_shipped_one_is_not_adopted(policy: str) -> None:
    assert [] == Log(ladder(policy)).caseload().next_step()
    assert [] == Log(contest(), ladder(policy)).caseload().next_step()


def test_where_none_is_shipped_nothing_is_said_without_one() -> None:
    caseload = Caseload("")
    for logged in Log(contest(), registered(), *cards("RR")).entries:
        caseload.evolve(logged)
    assert [] == caseload.next_step()


def test_cards_wait_while_no_ladder_is_in_force_and_none_is_lost() -> None:
    log = Log(contest(), registered(), *cards("RRY"))
    log.settle()
    edition = "hanting-ladder-2025.2"
    assert [f"1 red of {edition}", f"1 red-twice of {edition}", f"0 yellow of {edition}"] == stepped(log)


def test_a_ladder_rules_what_comes_after_it() -> None:
    log = given("R", policy=SIMPLE)
    log.happens(ladder(PATIENT.replace("simple-1", "patient-1")))
    for issued in cards("RR", first=month_after(FIRST)):
        log.happens(MonthOpened(month=month_after(issued.month)), issued)
    assert ["1 red of simple-1", "1 red-twice of patient-1"] == stepped(log)[:2]


def test_a_ladder_that_is_stricter_reaches_no_further_back_than_itself() -> None:
    strict = (HEAD + RED + TWICE + THRICE).replace("simple-1", "strict-1")
    log = given("RR", policy=SIMPLE)
    here = len(log.facts)
    log.happens(ladder(strict))
    assert [] == log.said(here)
    # The third red is the first that it hears: one rung up, for there is an order and no interview.
    log.card("2026-03", "R")
    assert "1 red-three-times of strict-1" == stepped(log)[-1]
    assert isinstance(log.facts[-1], InterviewOrdered)


def test_what_was_called_for_is_answered_as_it_was_called_for() -> None:
    log = begun(policy=SIMPLE)
    log.tell(*cards("R"), ladder(PATIENT.replace("simple-1", "patient-1")))
    log.settle()
    assert ["1 red of simple-1"] == stepped(log)


def test_the_same_ladder_adopted_again_calls_for_nothing() -> None:
    log = given("RYB")
    here = len(log.facts)
    assert [] == log.happens(ladder()).said(here)


def test_an_issue_that_was_overdue_before_issues_climbed_stays_where_it_is() -> None:
    log = begun(roadblock(), policy=SIMPLE).day("2026-02-11")
    here = len(log.facts)
    assert [] == log.happens(ladder()).said(here)


# Exemptions from a rule -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("effect", ["red", "red-cards"], ids=["the rule", "what it speaks of"])
def test_a_card_of_an_exempted_month_calls_for_nothing(effect: str) -> None:
    assert [] == stepped(given("R", exempted("E1", "2026-01-10", "2026-01-31", effect)))


@pytest.mark.parametrize(
    ("first", "last", "effect"),
    [("2026-01-10", "2026-01-30", "red"), ("2026-02-01", "2026-03-31", "red"), ("2026-01-01", "2026-12-31", "clocks")],
    ids=["ended the day before", "begins the day behind", "of something else"],
)
def test_an_exemption_covers_the_last_day_of_the_month_and_its_effect_or_nothing(
    first: str, last: str, effect: str
) -> None:
    assert ["1 red of hanting-ladder-2025.2"] == stepped(given("R", exempted("E1", first, last, effect)))


def test_where_the_order_was_exempted_the_second_red_is_ordered() -> None:
    log = given("R", exempted("E1", "2026-01-01", "2026-01-31", "red")).card("2026-02", "R")
    assert (["1 red-twice of hanting-ladder-2025.2"], 1) == (stepped(log), len(log.of(SupervisionOrderIssued)))


# Projects beside each other, batches, and who is in charge ------------------------------------------------------------


def test_steps_come_in_the_order_in_which_they_were_called_for() -> None:
    log = Log(contest(), ladder(), registered("P2"), registered("P10"), *cards("R", "P2"), *cards("R", "P10"))
    due = [fact for fact, _ in log.caseload().next_step()]
    assert ["P2", "P10"] == [getattr(step, "project", None) for step in due]


@pytest.mark.parametrize("batch", [1, 2, 1_000])
def test_projects_do_not_stand_in_each_others_way(batch: int) -> None:
    log = Log(contest(), ladder(SIMPLE), registered(), registered("P2"), *cards("RR"), *cards("YR", "P2"))
    log.settle(batch)
    assert [["1 red of simple-1"]] * 2 == [stepped(log, project) for project in ("P1", "P2")]


def test_nothing_is_due_where_nothing_happened_and_no_project_is_looked_at_in_vain() -> None:
    log = begun()
    assert ([], {}) == (log.caseload().next_step(), log.caseload().due)
    log.tell(*cards("R"))
    assert {"P1": log.position_of_card("2026-01")} == log.caseload().due
    log.settle()
    assert {} == log.caseload().due


def test_a_step_names_whoever_is_in_charge_when_it_is_called_for() -> None:
    log = proven(given("R"), "2026-02-05", "2026-02-20").happens(assigned(responsible_unit="住建局"))
    log.card("2026-02", "R")
    assert [("发改局", "张三"), ("住建局", "张三")] == [
        (one.responsible_unit, one.lead_official)
        for one in log.facts
        if isinstance(one, SupervisionOrderIssued | InterviewOrdered)
    ]


def test_cards_that_wait_keep_whoever_was_in_charge_of_them() -> None:
    log = begun(policy=HEAD + RED + TWICE)
    log.tell(*cards("RR"), assigned(lead_official="李四"), *cards("R", first=Month("2026-03")))
    log.tell(assigned(responsible_unit="住建局"))
    log.settle()
    assert [("发改局", "张三")] * 2 == [
        (one.responsible_unit, one.lead_official)
        for one in log.facts
        if isinstance(one, SupervisionOrderIssued | InterviewOrdered)
    ]


def test_a_card_issued_again_is_of_whoever_was_in_charge_of_the_first() -> None:
    log = given("B").happens(assigned(lead_official="李四")).reissue("2026-01", "R")
    (order,) = log.of(SupervisionOrderIssued)
    assert "张三" == getattr(order, "lead_official", None)


# What is due waits for nothing ----------------------------------------------------------------------------------------


LATER: dict[str, tuple[Fact, ...]] = {
    "another card": (*cards("B", first=Month("2026-02")),),
    "a change of hands": (assigned(responsible_unit="住建局", lead_official="李四", task_force="二专班"),),
    "another ladder": (ladder(SIMPLE),),
    "a report": (ProgressReported(project="P1", month=FIRST, money_unit=MoneyUnit.CNY_10K),),
    "a close": (MonthClosed(month=FIRST),),
}


@pytest.mark.parametrize("later", LATER)
def test_what_is_due_is_the_same_whatever_is_said_meanwhile(later: str) -> None:
    log = begun(MonthOpened(month=Month("2026-02")), policy=SHIPPED)
    log.tell(*cards("R"))
    first = log.caseload().next_step()
    log.tell(*LATER[later])
    assert [SupervisionOrderIssued] == [type(fact) for fact, _ in first]
    held_back = log.caseload().next_step()
    if later == "another ladder":
        # Days and deciders are those of the ladder in force when it is said; what called for it is not.
        assert [getattr(one[0], "ground", None) for one in first] == [
            getattr(one[0], "ground", None) for one in held_back
        ]
    else:
        assert first == held_back


def test_a_card_that_waited_is_heard_once_the_step_is_taken() -> None:
    log = begun(policy=HEAD + RED + TWICE + THRICE)
    log.tell(*cards("RRR"))
    log.settle(batch=1)
    assert ["red", "red-twice", "red-three-times"] == [one.ground.rule for one in log.facts if hasattr(one, "ground")]
