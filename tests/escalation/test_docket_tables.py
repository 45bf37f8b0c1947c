"""The docket's tables: an answer stands with the latest step of its kind in its case that was not withdrawn."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Select, select

from services.escalation.docket.tables import CASES, GROUNDS, REMINDERS, STEPS, Docket
from shared.catalogue import Fact
from shared.catalogue.escalation import AnswerKind, SupervisionOrderIssued
from tests import memory
from tests.samples import ACCOUNTABILITY, CLOSED_CASE, INTERVIEW, ORDER
from tests.samples.cases import ANSWER, CONCLUDED, HELD, PROOF
from tests.samples.ladder import (
    ANSWER_REVIEWED,
    CASE_REVIEWED,
    JOINED,
    OVERDUE,
    REMINDER,
    REOPENED_CASE,
    STEP_WITHDRAWN,
)
from tests.story import memory_database

ANSWERS = select(STEPS.c.number, STEPS.c.step, STEPS.c.plan_on, STEPS.c.proof_on).order_by(STEPS.c.position)
ENDS = select(STEPS.c.step, STEPS.c.held_on, STEPS.c.concluded_on, STEPS.c.conclusion).order_by(STEPS.c.position)
REFUSALS = select(STEPS.c.plan_on, STEPS.c.proof_on, STEPS.c.refused)
WITHDRAWALS = select(STEPS.c.position, STEPS.c.withdrawn_on, STEPS.c.undoing, STEPS.c.plan_on).order_by(
    STEPS.c.position
)
AGAIN: SupervisionOrderIssued = replace(ORDER, case=2)
ELSEWHERE: SupervisionOrderIssued = replace(ORDER, project="P0143")
REFUSED = replace(ANSWER_REVIEWED, accepted=False)


def rows(query: Select[Any], *facts: Fact) -> list[tuple[Any, ...]]:
    """What a query finds where these facts alone are on the log, from the first position on."""
    engine = memory_database()
    Docket(engine).take(memory.Log(*facts).entries)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


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
    assert [(1, "supervision-order", plan_on, proof_on)] == rows(ANSWERS, ORDER, *answers)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ((ANSWER, ANSWER_REVIEWED), ("2026-02-06", None, 0)),
        ((ANSWER, REFUSED), (None, None, 1)),
        ((ANSWER, PROOF, replace(REFUSED, kind=AnswerKind.PROOF)), ("2026-02-06", None, 1)),
        ((ANSWER, REFUSED, ANSWER, REFUSED), (None, None, 2)),
    ],
    ids=["accepted", "a plan sent back", "a proof sent back", "sent back twice"],
)
def test_an_answer_that_was_sent_back_is_not_there_any_more(facts: tuple[Fact, ...], shown: tuple[Any, ...]) -> None:
    assert [shown] == rows(REFUSALS, ORDER, *facts)


def test_an_answer_stands_with_the_latest_order_of_its_case() -> None:
    facts = (ORDER, ANSWER, ORDER, replace(ANSWER, answered_on=date(2026, 2, 20)), CLOSED_CASE, AGAIN)
    assert [
        (1, "supervision-order", "2026-02-06", None),
        (1, "supervision-order", "2026-02-20", None),
        (2, "supervision-order", None, None),
    ] == rows(ANSWERS, *facts)


def test_an_answer_does_not_stand_with_the_order_of_another_project() -> None:
    answered, waiting = (1, "supervision-order", "2026-02-06", None), (1, "supervision-order", None, None)
    assert [answered, waiting] == rows(ANSWERS, ORDER, ELSEWHERE, ANSWER)


def test_a_step_that_was_withdrawn_stays_and_is_answered_no_more() -> None:
    withdrawn = replace(STEP_WITHDRAWN, position=2)
    assert [(1, None, None, "2026-02-06"), (2, "2026-02-07", "ground-lost", None)] == rows(
        WITHDRAWALS, ORDER, ORDER, withdrawn, ANSWER
    )


def test_an_interview_shows_when_it_was_held_and_an_inquiry_how_it_ended() -> None:
    assert [
        ("supervision-order", None, None, None),
        ("interview", "2026-02-08", None, None),
        ("accountability", None, "2026-02-26", "criticism"),
    ] == rows(ENDS, ORDER, INTERVIEW, ACCOUNTABILITY, HELD, CONCLUDED)


def test_an_interview_of_an_earlier_case_stands_with_that_case() -> None:
    facts = (ORDER, INTERVIEW, CLOSED_CASE, AGAIN, replace(INTERVIEW, case=2), HELD)
    assert [
        ("supervision-order", None, None, None),
        ("interview", "2026-02-08", None, None),
        ("supervision-order", None, None, None),
        ("interview", None, None, None),
    ] == rows(ENDS, *facts)


def test_a_step_shows_its_days_and_whom_it_concerns() -> None:
    charge = ("工业和信息化局", "王建国")
    days = select(*STEPS.c["step", "responsible_unit", "lead_official", "decided_by", "issued_on", "due_on"])
    assert [
        ("supervision-order", *charge, "工作调度专班", "2026-02-03", "2026-02-10", "2026-02-28"),
        ("interview", *charge, "区委书记", "2026-02-03", "2026-03-10", None),
        ("accountability", *charge, "工作问责专班", "2026-02-03", "2026-04-30", None),
    ] == rows(days.add_columns(STEPS.c.result_due_on), ORDER, INTERVIEW, ACCOUNTABILITY)


def test_every_ground_of_a_step_is_shown_with_it() -> None:
    red, late = ORDER.ground, OVERDUE
    assert [
        (1, 1, red.rule, red.edition, "red-cards", "2026-01", "2026-01"),
        (2, 1, late.rule, late.edition, "issue-overdue", "I0007", "2026-02"),
    ] == rows(select(GROUNDS), ORDER, replace(JOINED, position=1))


def test_a_reminder_opens_no_case_and_is_shown_by_itself() -> None:
    assert [] == rows(select(CASES), REMINDER)
    assert [(1, "P0142", "2026-03-03", "yellow")] == rows(
        select(*REMINDERS.c["position", "project", "issued_on", "rule"]), REMINDER
    )


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ((), (None, None, None, None, None, None, None)),
        (
            (CLOSED_CASE,),
            ("recovered", str(CLOSED_CASE.closed_on), "2026-03", str(CLOSED_CASE.review_on), None, None, None),
        ),
        ((CLOSED_CASE, REOPENED_CASE), (None, None, None, None, str(REOPENED_CASE.reopened_on), None, None)),
        (
            (CLOSED_CASE, CASE_REVIEWED),
            (
                "recovered",
                str(CLOSED_CASE.closed_on),
                "2026-03",
                str(CLOSED_CASE.review_on),
                None,
                str(CASE_REVIEWED.reviewed_on),
                CASE_REVIEWED.holds,
            ),
        ),
    ],
    ids=["open", "closed", "reopened", "looked at again"],
)
def test_a_case_shows_how_it_ended(facts: tuple[Fact, ...], shown: tuple[Any, ...]) -> None:
    assert [("P0142", 1, "2026-02-03", *shown)] == rows(select(CASES), ORDER, *facts)


def test_a_case_is_opened_once_and_its_end_is_that_of_no_other() -> None:
    later = replace(INTERVIEW, issued_on=date(2026, 3, 3))
    assert [
        ("P0142", 1, "2026-02-03", "recovered"),
        ("P0142", 2, "2026-02-03", None),
        ("P0143", 1, "2026-02-03", None),
    ] == rows(
        select(*CASES.c["project", "number", "opened_on", "outcome"]).order_by(CASES.c.project, CASES.c.number),
        *(ORDER, later, ELSEWHERE, AGAIN, CLOSED_CASE),
    )
