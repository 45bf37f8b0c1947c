"""The docket: what is answered stands with the latest step of its kind in its case."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.escalation.app import Escalation
from services.escalation.docket import STEPS
from shared.catalogue import Fact
from shared.catalogue.escalation import SupervisionOrderIssued
from tests.escalation.story import ACCUSED, ORDERED, SUMMONED
from tests.samples import CLOSED_CASE, INTERVIEW, ORDER
from tests.samples.cases import ANSWER, CONCLUDED, HELD, PROOF
from tests.story import memory_database, memory_log, record

ANSWERS = (STEPS.c.number, STEPS.c.step, STEPS.c.plan_on, STEPS.c.proof_on)
ENDS = (STEPS.c.step, STEPS.c.held_on, STEPS.c.concluded_on, STEPS.c.conclusion)
AGAIN: SupervisionOrderIssued = replace(ORDER, case=2)


def rows(columns: Any, *facts: Fact) -> list[tuple[Any, ...]]:
    """Columns of the steps, in the order in which they were taken."""
    log, engine = memory_log(), memory_database()
    record(log, *facts)
    Escalation(log, engine)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(STEPS.c.position))]


@pytest.mark.parametrize(
    ("answers", "plan_on", "proof_on"),
    [
        ((), None, None),
        ((ANSWER,), "2026-02-06", None),
        ((ANSWER, PROOF), "2026-02-06", "2026-02-27"),
        ((ANSWER, replace(ANSWER, answered_on=date(2026, 2, 9))), "2026-02-09", None),
    ],
    ids=["not answered", "planned", "proven", "planned anew"],
)
def test_an_order_shows_its_latest_plan_and_proof(
    answers: tuple[Fact, ...], plan_on: str | None, proof_on: str | None
) -> None:
    assert [(1, "supervision-order", plan_on, proof_on)] == rows(ANSWERS, *ORDERED, *answers)


def test_an_answer_stands_with_the_latest_order_of_its_case() -> None:
    facts = (*ORDERED, ANSWER, ORDER, replace(ANSWER, answered_on=date(2026, 2, 20)), CLOSED_CASE, AGAIN)
    assert [
        (1, "supervision-order", "2026-02-06", None),
        (1, "supervision-order", "2026-02-20", None),
        (2, "supervision-order", None, None),
    ] == rows(ANSWERS, *facts)


def test_an_interview_shows_when_it_was_held_and_an_inquiry_how_it_ended() -> None:
    assert [
        ("supervision-order", None, None, None),
        ("interview", "2026-02-08", None, None),
        ("accountability", None, "2026-02-26", "criticism"),
    ] == rows(ENDS, *ACCUSED, HELD, CONCLUDED)


def test_an_interview_of_an_earlier_case_stands_with_that_case() -> None:
    facts = (*SUMMONED, CLOSED_CASE, AGAIN, replace(INTERVIEW, case=2), HELD)
    assert [
        ("supervision-order", None, None, None),
        ("interview", "2026-02-08", None, None),
        ("supervision-order", None, None, None),
        ("interview", None, None, None),
    ] == rows(ENDS, *facts)
