"""The caseload: the ladder first, then whatever is due, project by project."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.catalogue.escalation import CaseClosed, SupervisionOrderIssued
from shared.catalogue.values import month_after
from shared.envelope import Origin
from tests.escalation.story import (
    ACCOUNTABILITY,
    CLOSED,
    FIRST,
    INTERVIEW,
    ORDER,
    SHIPPED,
    Log,
    Taken,
    assigned,
    cards,
    expected,
    given,
    ladder,
    registered,
)


def test_the_shipped_ladder_comes_first() -> None:
    digest = ladder().sha256
    origin = Origin(
        actor="escalation",
        source="escalation",
        causation=digest,
        correlation=digest,
        occurred_at=datetime(2025, 1, 1, tzinfo=UTC),
    )
    assert [(ladder(), origin)] == Log().caseload().next_step()


@pytest.mark.parametrize("edition", ["hanting-ladder-2025.1", "another-1"])
def test_where_a_ladder_is_in_force_the_shipped_one_is_not_adopted(edition: str) -> None:
    log = Log(ladder(SHIPPED.replace("hanting-ladder-2025.1", edition), edition))
    assert [] == log.caseload().next_step()


def test_cards_wait_while_no_ladder_is_in_force_and_none_is_lost() -> None:
    colours = "RRRYYR"
    log = Log(registered(), *cards(colours))
    assert [ladder()] == [fact for fact, _ in log.caseload().next_step()]
    log.settle()
    assert expected(colours) == log.taken()


def test_steps_come_in_the_order_of_project_ids() -> None:
    log = Log(ladder(), registered("P2"), registered("P10"), *cards("R", "P2"), *cards("R", "P10"))
    assert ["P10", "P2"] == [step.project for step in log.due()]


def test_projects_do_not_stand_in_each_others_way() -> None:
    log = Log(ladder(), registered("P1"), registered("P2"), *cards("RR", "P1"), *cards("YR", "P2"))
    log.settle(batch=1)
    assert (["2026-01", "2026-02"], ["2026-02"]) == (
        [step.month for step in log.taken("P1")],
        [step.month for step in log.taken("P2")],
    )


def test_a_project_without_cards_has_no_steps() -> None:
    assert [] == Log(ladder(), registered()).caseload().next_step()


PATIENT = (
    SHIPPED.replace("hanting-ladder-2025.1", "patient-1")
    .replace("reds = 3", "reds = 6")
    .replace("reds = 2", "reds = 4")
    .replace("reds = 1", "reds = 2")
    .replace("recovery_months = 2", "recovery_months = 1")
)
MONTHS = tuple(month_after(FIRST, months) for months in range(6))


def test_a_more_patient_edition_rules_what_comes_after_it() -> None:
    log = given("R")
    log.tell(ladder(PATIENT, "patient-1"))
    for issued in cards("RRRBR", first=MONTHS[1]):
        log.tell(issued)
        log.settle()
    assert [
        Taken(ORDER, 1, MONTHS[0], MONTHS[:1]),
        Taken(INTERVIEW, 1, MONTHS[3], MONTHS[:4]),
        Taken(CLOSED, 1, MONTHS[4], MONTHS[4:5]),
    ] == log.taken()
    assert ["hanting-ladder-2025.1", "patient-1", "patient-1"] == [
        step.edition if isinstance(step, CaseClosed) else step.ground.edition for step in log.steps()
    ]


def test_a_less_patient_edition_takes_the_steps_that_it_would_have_taken() -> None:
    log = Log(ladder(PATIENT, "patient-1"), registered(), *cards("RRR"))
    log.settle()
    assert [Taken(ORDER, 1, MONTHS[1], MONTHS[:2])] == log.taken()
    log.tell(ladder())
    log.settle()
    assert [
        Taken(ORDER, 1, MONTHS[1], MONTHS[:2]),
        Taken(INTERVIEW, 1, MONTHS[1], MONTHS[:2]),
        Taken(ACCOUNTABILITY, 1, MONTHS[2], MONTHS[:3]),
    ] == log.taken()


def test_a_ladder_of_more_reds_names_all_of_them() -> None:
    log = Log(ladder(PATIENT, "patient-1"), registered(), *cards("RRRRRRR"))
    log.settle()
    assert [2, 4, 6] == [len(step.evidence) for step in log.taken()]
    assert [MONTHS[1], MONTHS[3], MONTHS[5]] == [step.month for step in log.taken()]


def test_no_project_is_looked_at_in_vain() -> None:
    log = given("RR")
    log.tell(*cards("R", first=MONTHS[2]))
    assert {"P1"} == log.caseload().due
    log.settle()
    assert set() == log.caseload().due


def test_who_answers_is_who_was_responsible_at_the_registration() -> None:
    log = Log(ladder(), replace(registered(), responsible_unit="住建局", lead_official="李四"), *cards("R"))
    log.settle()
    (order,) = log.steps()
    assert isinstance(order, SupervisionOrderIssued)
    assert ("住建局", "李四") == (order.responsible_unit, order.lead_official)


def test_steps_name_whoever_was_in_charge_at_the_card() -> None:
    log = given("R")
    log.tell(assigned(responsible_unit="住建局"), *cards("R", first=month_after(FIRST)))
    log.settle()
    log.tell(assigned(lead_official="李四"), *cards("R", first=month_after(FIRST, 2)))
    log.settle()
    assert [("发改局", "张三"), ("住建局", "张三"), ("住建局", "李四")] == [
        (step.responsible_unit, step.lead_official) for step in log.steps() if not isinstance(step, CaseClosed)
    ]


def test_a_step_that_is_due_stays_the_same_whoever_takes_over_meanwhile() -> None:
    log = Log(ladder(), registered(), *cards("R"))
    due = log.due()
    log.tell(assigned(responsible_unit="住建局", lead_official="李四"))
    assert due == log.due()
    log.settle()
    assert due == log.steps()


def test_cards_that_wait_keep_whoever_was_in_charge_of_them() -> None:
    log = Log(ladder(), registered(), *cards("RR"), assigned(lead_official="李四"), *cards("R", first=MONTHS[2]))
    log.settle()
    assert ["张三", "张三", "李四"] == [step.lead_official for step in log.steps() if not isinstance(step, CaseClosed)]


def test_another_task_force_changes_nobody_that_a_step_names() -> None:
    log = Log(ladder(), registered(), assigned(task_force="二专班"), *cards("R"))
    log.settle()
    (order,) = log.steps()
    assert isinstance(order, SupervisionOrderIssued)
    assert ("发改局", "张三") == (order.responsible_unit, order.lead_official)
