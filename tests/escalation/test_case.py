"""A case, state by state: what every card and every step leads to, and the facts as they are recorded."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.escalation import ladder as ladders
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    Ground,
    InterviewOrdered,
    SupervisionOrderIssued,
)
from shared.catalogue.values import Card, Month, month_after
from shared.envelope import Origin
from tests import memory
from tests.escalation.story import (
    ACCOUNTABILITY,
    CLOSED,
    FIRST,
    INTERVIEW,
    KINDS,
    ORDER,
    SHIPPED,
    Log,
    card,
    cards,
    given,
    ladder,
    registered,
)

DIGEST = ladders.parse(SHIPPED).sha256

# State: the cards that led there. What a blue, a yellow and a red card then lead to.
SETTLED = {
    "no card yet": ("", None, None, (ORDER, 1)),
    "never red": ("B", None, None, (ORDER, 1)),
    "long never red": ("BYBYB", None, None, (ORDER, 1)),
    "ordered": ("R", None, None, (INTERVIEW, 1)),
    "interviewed": ("RR", None, None, (ACCOUNTABILITY, 1)),
    "accountable": ("RRR", None, None, None),
    "accountable for long": ("RRRRR", None, None, None),
    "ordered, then a month out of red": ("RY", (CLOSED, 1), (CLOSED, 1), (ORDER, 1)),
    "interviewed, then a month out of red": ("RRB", (CLOSED, 1), (CLOSED, 1), (ORDER, 1)),
    "accountable, then a month out of red": ("RRRY", (CLOSED, 1), (CLOSED, 1), (ORDER, 1)),
    "accountable for long, then a month out of red": ("RRRRRB", (CLOSED, 1), (CLOSED, 1), (ORDER, 1)),
    "ordered again in the same case": ("RYR", None, None, (INTERVIEW, 1)),
    "interviewed again in the same case": ("RRYRR", None, None, (ACCOUNTABILITY, 1)),
    "recovered": ("RYY", None, None, (ORDER, 2)),
    "recovered for long": ("RRRBBBBB", None, None, (ORDER, 2)),
    "red again after a recovery": ("RBBR", None, None, (INTERVIEW, 2)),
}
# State: the cards that led to a step not yet taken, and that step. No card may change what is due.
DUE = {
    "order due": ("", "R", ORDER),
    "interview due": ("R", "R", INTERVIEW),
    "accountability due": ("RR", "R", ACCOUNTABILITY),
    "closing due": ("RY", "B", CLOSED),
}


def due(log: Log) -> tuple[str, int] | None:
    found = [(KINDS[type(step)], step.case) for step in log.due()]
    assert len(found) <= 1
    return found[0] if found else None


def next_card(log: Log, letter: str, before: str) -> None:
    log.tell(*cards(letter, first=month_after(FIRST, len(before))))


@pytest.mark.parametrize(
    ("before", "letter", "answer"),
    [
        (before, letter, answer)
        for before, *answers in SETTLED.values()
        for letter, answer in zip("BYR", answers, strict=True)
    ],
    ids=[f"{state}: {letter}" for state in SETTLED for letter in "BYR"],
)
def test_every_card_in_every_state(before: str, letter: str, answer: tuple[str, int] | None) -> None:
    log = given(before)
    assert None is due(log)
    next_card(log, letter, before)
    assert answer == due(log)
    log.settle()
    assert None is due(log)


@pytest.mark.parametrize("letter", "BYR")
@pytest.mark.parametrize(("before", "trigger", "step"), DUE.values(), ids=DUE.keys())
def test_what_is_due_waits_for_nothing_and_changes_by_nothing(
    before: str, trigger: str, step: str, letter: str
) -> None:
    log = given(before)
    next_card(log, trigger, before)
    first = log.caseload().next_step()
    assert (step, 1) == due(log)
    next_card(log, letter, before + trigger)
    assert first == log.caseload().next_step()


@pytest.mark.parametrize(("before", "trigger", "step"), DUE.values(), ids=DUE.keys())
@pytest.mark.parametrize("letter", "BYR")
def test_a_card_that_waited_is_heard_once_the_step_is_taken(before: str, trigger: str, step: str, letter: str) -> None:
    waited, heard = given(before), given(before + trigger)
    next_card(waited, trigger, before)
    next_card(waited, letter, before + trigger)
    waited.settle(batch=1)
    next_card(heard, letter, before + trigger)
    heard.settle()
    assert heard.taken() == waited.taken()


@pytest.mark.parametrize("state", SETTLED)
def test_the_same_ladder_adopted_again_calls_for_nothing(state: str) -> None:
    log = given(SETTLED[state][0])
    log.tell(ladder())
    assert [] == log.caseload().next_step()


def ground(rung: str, month: str, *evidence: int) -> Ground:
    return Ground(
        rule=f"{rung}: {len(evidence)} red running",
        edition="hanting-ladder-2025.1",
        ladder_sha256=DIGEST,
        trigger=Month(month),
        streak=len(evidence),
        evidence=evidence,
    )


def test_the_facts_of_a_case_from_order_to_recovery() -> None:
    # 1 ladder, 2 project, 3 card, 4 order, 5 card, 6 interview, 7 card, 8 accountability, 9 card, 10 card, 11 closed
    assert [
        SupervisionOrderIssued(
            project="P1",
            case=1,
            ground=ground("supervision-order", "2026-01", 3),
            responsible_unit="发改局",
            lead_official="张三",
            decided_by="工作调度专班",
            plan_due_on=date(2026, 1, 8),
        ),
        InterviewOrdered(
            project="P1",
            case=1,
            ground=ground("interview", "2026-02", 3, 5),
            responsible_unit="发改局",
            lead_official="张三",
            decided_by="包靠领导的上级",
            hold_by=date(2026, 1, 8),
        ),
        AccountabilityOpened(
            project="P1",
            case=1,
            ground=ground("accountability", "2026-03", 3, 5, 7),
            responsible_unit="发改局",
            lead_official="张三",
            decided_by="工作问责专班",
            conclude_by=date(2026, 1, 31),
        ),
        CaseClosed(
            project="P1",
            case=1,
            recovered=Month("2026-05"),
            evidence=(9, 10),
            edition="hanting-ladder-2025.1",
            ladder_sha256=DIGEST,
        ),
    ] == given("RRRYB").steps()


def test_deadlines_run_from_the_day_on_which_the_card_was_issued() -> None:
    log = Log(ladder(), registered())
    closed = replace(memory.origin_of(3), occurred_at=datetime(2028, 2, 25, 18, tzinfo=UTC))
    log.append([(card(Month("2028-01"), Card.RED), closed)])
    log.settle()
    (order,) = log.steps()
    assert isinstance(order, SupervisionOrderIssued)
    assert date(2028, 3, 3) == order.plan_due_on


def test_a_step_is_taken_because_of_its_card() -> None:
    log = given("R")
    next_card(log, "R", "R")
    trigger = log.entries[-1]
    ((_, origin),) = log.caseload().next_step()
    assert (
        Origin(
            actor="escalation",
            source="escalation",
            causation=str(trigger.entry.id),
            correlation=trigger.entry.correlation,
            occurred_at=datetime(2026, 1, 1, 9, tzinfo=UTC),
        )
        == origin
    )


def test_a_case_is_closed_because_of_the_last_card_out_of_red() -> None:
    log = given("RB")
    next_card(log, "Y", "RB")
    ((_, origin),) = log.caseload().next_step()
    assert str(log.entries[-1].entry.id) == origin.causation
