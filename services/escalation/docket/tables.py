"""The docket as tables: every case with its steps - what was ordered, of whom, why, due when, what came of it.

Deadlines that run are in none of these tables. What becomes of a clock depends on every pause, answer and climb before
it: `services.escalation.clocks` knows, and whoever wants to know folds the log by it. A step shows the days it set.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Insert,
    Integer,
    MetaData,
    String,
    Table,
    Update,
    bindparam,
    exists,
    func,
    insert,
    select,
    update,
)

from services.escalation.answers import step_of
from services.escalation.case import STEP_OF, StepFact
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    AnswerReviewed,
    CaseClosed,
    CaseReopened,
    CaseReviewed,
    Ground,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    ReminderIssued,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.envelope import Logged
from shared.projecting import Projection, execute

METADATA = MetaData()
CASES = Table(
    "cases",
    METADATA,
    Column("project", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("opened_on", String, nullable=False),
    Column("outcome", String),
    Column("closed_on", String),
    Column("recovered", String),
    Column("review_on", String),
    Column("reopened_on", String),
    Column("reviewed_on", String),
    Column("holds", Boolean),
)
STEPS = Table(
    "steps",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("project", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("step", String, nullable=False),
    Column("responsible_unit", String, nullable=False),
    Column("lead_official", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("issued_on", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("result_due_on", String),
    Column("plan_on", String),
    Column("proof_on", String),
    Column("refused", Integer, nullable=False),
    Column("held_on", String),
    Column("concluded_on", String),
    Column("conclusion", String),
    Column("withdrawn_on", String),
    Column("undoing", String),
    Index("steps_of_a_case", "project", "number"),
)
GROUND = ("rule", "edition", "trigger", "subject", "month")
"""What of a ground is shown, each in a column of its name."""
GROUNDS = Table(
    "grounds",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("step", Integer, nullable=False),
    *(Column(name, String, nullable=False) for name in GROUND),
)
"""What called for a step: one is given with it, others are joined to it later."""
REMINDERS = Table(
    "reminders",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("project", String, nullable=False),
    Column("responsible_unit", String, nullable=False),
    Column("lead_official", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("issued_on", String, nullable=False),
    *(Column(name, String, nullable=False) for name in GROUND),
)
ANSWERED = {AnswerKind.PLAN: "plan_on", AnswerKind.PROOF: "proof_on"}
CHARGE = ("responsible_unit", "lead_official", "decided_by")
CLOSING = ("outcome", "closed_on", "recovered", "review_on")

StepAnswer = OrderAnswered | AnswerReviewed | InterviewHeld | AccountabilityConcluded
DocketChange = tuple[Insert | Update, dict[str, Any]]


def _set(table: Table, this: ColumnElement[bool], *told: str, **always: Any) -> Update:
    """The statement that sets columns of a row: some as it is told, some always to the same."""
    return update(table).where(this).values({name: bindparam(name) for name in told} | always)


_PROJECT = bindparam("this_project", type_=String)
_NUMBER = bindparam("this_number", type_=Integer)
_CASE = (CASES.c.project == _PROJECT) & (CASES.c.number == _NUMBER)
_OPEN_ONCE = insert(CASES).from_select(
    ["project", "number", "opened_on"],
    select(_PROJECT, _NUMBER, bindparam("day", type_=String)).where(~exists().where(_CASE)),
)
_CLOSE = _set(CASES, _CASE, *CLOSING)
_REOPEN = _set(CASES, _CASE, "reopened_on", **dict.fromkeys(CLOSING))
_REVIEW = _set(CASES, _CASE, "reviewed_on", "holds")

_LATEST = STEPS.c.position == (
    select(func.max(STEPS.c.position))
    .where(STEPS.c.project == _PROJECT, STEPS.c.number == _NUMBER, STEPS.c.step == bindparam("this_step"))
    .where(STEPS.c.withdrawn_on.is_(None))
    .scalar_subquery()
)
_TAKE = insert(STEPS)
_WITHDRAW = _set(STEPS, STEPS.c.position == bindparam("this_position"), "withdrawn_on", "undoing")
_ANSWER = {kind: _set(STEPS, _LATEST, column) for kind, column in ANSWERED.items()}
_REFUSE = {
    kind: _set(STEPS, _LATEST, **{column: None, "refused": STEPS.c.refused + 1}) for kind, column in ANSWERED.items()
}
_HOLD = _set(STEPS, _LATEST, "held_on")
_CONCLUDE = _set(STEPS, _LATEST, "concluded_on", "conclusion")

_GROUND = insert(GROUNDS)
_REMIND = insert(REMINDERS)


class Docket(Projection):
    """A case is opened by its first step; each step is one row, and what is answered stands with the latest."""

    name = "docket"
    metadata = METADATA

    def project_all(self, connection: Connection, entries: Sequence[Logged]) -> None:
        """No change of a table looks at another table: each goes through the entries by itself, in long runs."""
        changes = [change for logged in entries for change in _changes(logged.entry.fact, logged.position)]
        for table in METADATA.sorted_tables:
            execute(connection, (change for change in changes if change[0].table is table))


def _changes(fact: Fact, position: int) -> Iterator[DocketChange]:
    match fact:
        case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened():
            yield from _taken(fact, position)
        case GroundJoined():
            yield _ground(fact.ground, position, fact.position)
        case ReminderIssued():
            said = _told(fact, "project", "issued_on", *CHARGE) | _told(fact.ground, *GROUND)
            yield _REMIND, {"position": position, **said}
        case StepWithdrawn():
            yield _WITHDRAW, {"this_position": fact.position, **_told(fact, "withdrawn_on", "undoing")}
        case OrderAnswered() | AnswerReviewed() | InterviewHeld() | AccountabilityConcluded():
            this = {**_case(fact), "this_step": step_of(fact)}
            yield from ((statement, this | values) for statement, values in _answered(fact))
        case CaseClosed():
            yield _CLOSE, _case(fact) | _told(fact, *CLOSING)
        case CaseReopened():
            yield _REOPEN, _case(fact) | _told(fact, "reopened_on")
        case CaseReviewed():
            yield _REVIEW, _case(fact) | _told(fact, "reviewed_on", "holds")


def _taken(fact: StepFact, position: int) -> Iterator[DocketChange]:
    yield _OPEN_ONCE, {**_case(fact), "day": fact.issued_on.isoformat()}
    which = {"position": position, "number": fact.case, "step": STEP_OF[type(fact)], "refused": 0}
    yield _TAKE, which | _told(fact, "project", "issued_on", *CHARGE) | _days(fact)
    yield _ground(fact.ground, position, position)


def _days(fact: StepFact) -> dict[str, Any]:
    match fact:
        case SupervisionOrderIssued():
            return {"due_on": fact.plan_due_on.isoformat(), **_told(fact, "result_due_on")}
        case InterviewOrdered():
            return {"due_on": fact.hold_by.isoformat(), "result_due_on": None}
        case AccountabilityOpened():
            return {"due_on": fact.conclude_by.isoformat(), "result_due_on": None}


def _answered(fact: StepAnswer) -> Iterator[DocketChange]:
    """What came of the latest step of its kind that stands; what was refused is not there any more."""
    match fact:
        case OrderAnswered():
            yield _ANSWER[fact.kind], {ANSWERED[fact.kind]: fact.answered_on.isoformat()}
        case AnswerReviewed():
            if not fact.accepted:
                yield _REFUSE[fact.kind], {}
        case InterviewHeld():
            yield _HOLD, _told(fact, "held_on")
        case AccountabilityConcluded():
            yield _CONCLUDE, _told(fact, "concluded_on", "conclusion")


def _ground(ground: Ground, position: int, step: int) -> DocketChange:
    return _GROUND, {"position": position, "step": step, **_told(ground, *GROUND)}


def _case(fact: StepFact | StepAnswer | CaseClosed | CaseReopened | CaseReviewed) -> dict[str, Any]:
    return {"this_project": fact.project, "this_number": fact.case}


def _told(said: Fact | Ground, *names: str) -> dict[str, Any]:
    """What is said under these names; days as text, as in every table."""
    values = {name: getattr(said, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
