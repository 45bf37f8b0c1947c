"""The docket: every case with its steps - what was ordered, of whom, by whom, due when - as tables."""

from datetime import date

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, select, update

from shared.catalogue.escalation import AccountabilityOpened, CaseClosed, InterviewOrdered, SupervisionOrderIssued
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
)


class Docket(Projection):
    """A case is opened by its first step; each step is one row."""

    name = "docket"
    metadata = METADATA

    def project(self, connection: Connection, logged: Logged) -> None:
        match logged.entry.fact:
            case SupervisionOrderIssued() as fact:
                _step(connection, logged.position, fact, "supervision-order", fact.plan_due_on)
            case InterviewOrdered() as fact:
                _step(connection, logged.position, fact, "interview", fact.hold_by)
            case AccountabilityOpened() as fact:
                _step(connection, logged.position, fact, "accountability", fact.conclude_by)
            case CaseClosed() as fact:
                ended = update(CASES).where(CASES.c.project == fact.project, CASES.c.number == fact.case)
                connection.execute(ended.values(recovered=fact.recovered))


def _step(
    connection: Connection,
    position: int,
    fact: SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened,
    step: str,
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
