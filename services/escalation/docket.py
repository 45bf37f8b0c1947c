"""The docket: every case with its steps - what was ordered, of whom, by whom, due when, what came of it - as tables."""

from datetime import date

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, insert, select, update

from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    CaseClosed,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    Step,
    SupervisionOrderIssued,
)
from shared.envelope import Logged
from shared.projecting import Projection

METADATA = MetaData()
CASES = Table(
    "cases",
    METADATA,
    Column("project", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("opened", String, nullable=False),
    Column("recovered", String),
)
STEPS = Table(
    "steps",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("project", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("step", String, nullable=False),
    Column("month", String, nullable=False),
    Column("responsible_unit", String, nullable=False),
    Column("lead_official", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("plan_on", String),
    Column("proof_on", String),
    Column("held_on", String),
    Column("concluded_on", String),
    Column("conclusion", String),
)


class Docket(Projection):
    """A case is opened by its first step; each step is one row, and what is answered stands with the latest."""

    name = "docket"
    metadata = METADATA

    def project(self, connection: Connection, logged: Logged) -> None:
        match logged.entry.fact:
            case SupervisionOrderIssued() as fact:
                _step(connection, logged.position, fact, Step.SUPERVISION_ORDER, fact.plan_due_on)
            case InterviewOrdered() as fact:
                _step(connection, logged.position, fact, Step.INTERVIEW, fact.hold_by)
            case AccountabilityOpened() as fact:
                _step(connection, logged.position, fact, Step.ACCOUNTABILITY, fact.conclude_by)
            case CaseClosed() as fact:
                ended = update(CASES).where(CASES.c.project == fact.project, CASES.c.number == fact.case)
                connection.execute(ended.values(recovered=fact.recovered))
            case OrderAnswered() as fact:
                answer = "plan_on" if fact.kind == AnswerKind.PLAN else "proof_on"
                _answer(connection, fact, Step.SUPERVISION_ORDER, {answer: fact.answered_on.isoformat()})
            case InterviewHeld() as fact:
                _answer(connection, fact, Step.INTERVIEW, {"held_on": fact.held_on.isoformat()})
            case AccountabilityConcluded() as fact:
                concluded = {"concluded_on": fact.concluded_on.isoformat(), "conclusion": fact.conclusion}
                _answer(connection, fact, Step.ACCOUNTABILITY, concluded)


def _step(
    connection: Connection,
    position: int,
    fact: SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened,
    step: Step,
    due_on: date,
) -> None:
    case = {"project": fact.project, "number": fact.case}
    known = select(CASES).where(CASES.c.project == fact.project, CASES.c.number == fact.case)
    if connection.execute(known).first() is None:
        connection.execute(insert(CASES).values(case | {"opened": fact.ground.trigger}))
    row = case | {
        "position": position,
        "step": step,
        "month": fact.ground.trigger,
        "responsible_unit": fact.responsible_unit,
        "lead_official": fact.lead_official,
        "decided_by": fact.decided_by,
        "due_on": due_on.isoformat(),
    }
    connection.execute(insert(STEPS).values(row))


def _answer(
    connection: Connection,
    fact: OrderAnswered | InterviewHeld | AccountabilityConcluded,
    step: Step,
    values: dict[str, str],
) -> None:
    same = STEPS.c.project == fact.project, STEPS.c.number == fact.case, STEPS.c.step == step
    latest = select(func.max(STEPS.c.position)).where(*same).scalar_subquery()
    connection.execute(update(STEPS).where(STEPS.c.position == latest).values(values))
