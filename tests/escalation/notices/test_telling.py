"""Who is told what: every fact of escalation, each in one sentence of two languages, read as people read it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.escalation.notices import phrases
from services.escalation.notices.drafting import TOLD, notices_of
from services.escalation.notices.known import Known
from shared.catalogue import DEFINITIONS, Fact
from shared.catalogue.escalation import (
    Clock,
    ConcealmentConfirmed,
    DeadlineMissed,
    DeadlineMoved,
    Fault,
    FindingMade,
    InterviewOrdered,
    IssueClimbed,
    Step,
    StepWithdrawn,
    Trigger,
)
from shared.catalogue.intake import IssueLevel, IssueRaised, ProgressReported, ProjectAssigned, ProjectRegistered
from shared.envelope import Logged
from shared.notices import ACCOUNTABILITY, FACTOR_GUARANTEE, WORK_DISPATCH, Notice
from tests.samples import EVERY_FACT, entry

UNTOLD = {
    "ladder.adopted": "concerns no project; the office that adopts it has a receipt",
    "commitment.kept": "asks nothing of anybody any more",
    "appeal.raised": "is heard by whoever neither objected nor decided the step, in the docket",
}
"""Facts of escalation of which nobody gets a notice, and why."""
TELLING = sorted(definition.name for definition in DEFINITIONS.values() if definition.cls in TOLD)
BEFORE = ("project.registered", "issue.raised", "exemption.granted", "appeal.raised")
BUREAU = "industry-bureau"
"""The source of every entry of the samples."""
READ = Path(__file__).parent / "told.txt"


def logged(fact: Fact, position: int = 40, source: str = BUREAU) -> Logged:
    said = replace(entry(fact), source=source)
    return Logged(position, datetime(2026, 7, 1, tzinfo=UTC), said, b"")


def known(*facts: Fact) -> Known:
    """What is known after every fact that others speak of, and then these."""
    known = Known()
    for fact in (*(EVERY_FACT[name] for name in BEFORE), *facts):
        known.evolve(logged(fact))
    return known


def told(fact: Fact, *before: Fact) -> list[Notice]:
    return notices_of(known(*before), logged(fact))


def hearers(fact: Fact, *before: Fact) -> list[str]:
    return [notice.data.who for notice in told(fact, *before)]


def read(name: str) -> Iterator[str]:
    """A fact of the samples, as those who hear of it read it."""
    notices = told(EVERY_FACT[name])
    first = notices[0].data
    yield f"{name} -> {', '.join(notice.data.who for notice in notices)}"
    yield f"  {first.zh}"
    yield f"  {first.en}"
    yield from (f"  {due.what} by {due.by or '-'} on {due.on or '-'}" for due in first.due)
    yield f"  {first.grounds.rule or '-'} of {first.grounds.edition or '-'}, evidence {list(first.grounds.evidence)}"


def test_every_fact_of_escalation_is_told_or_listed_as_not_told() -> None:
    recorded = {definition.name for definition in DEFINITIONS.values() if definition.service == "escalation"}

    assert recorded == {name for name in TELLING if name in recorded} | UNTOLD.keys()
    assert ["issue.raised"] == [name for name in TELLING if name not in recorded]
    assert set() == UNTOLD.keys() & set(TELLING)


def test_everything_is_told_in_one_clear_sentence_to_those_it_concerns() -> None:
    found = "\n".join(line for name in TELLING for line in read(name)) + "\n"

    assert READ.read_text("utf-8") == found


@pytest.mark.parametrize("name", TELLING)
def test_nobody_is_told_a_fact_twice_and_all_are_told_the_same(name: str) -> None:
    notices = told(EVERY_FACT[name])
    who = [notice.data.who for notice in notices]
    said = {
        notice.model_copy(update={"id": "", "data": notice.data.model_copy(update={"who": ""})}) for notice in notices
    }

    assert (len(set(who)), 1) == (len(notices), len(said))
    assert [f"{entry(EVERY_FACT[name]).id}-{one}" for one in who] == [notice.id for notice in notices]


@pytest.mark.parametrize("name", sorted(set(DEFINITIONS) - set(TELLING)))
def test_of_other_facts_nobody_gets_a_notice(name: str) -> None:
    assert [] == told(EVERY_FACT[name])


@pytest.mark.parametrize(
    ("step", "task_forces"),
    [
        (Step.SUPERVISION_ORDER, [WORK_DISPATCH]),
        (Step.INTERVIEW, [WORK_DISPATCH, ACCOUNTABILITY]),
        (Step.ACCOUNTABILITY, [ACCOUNTABILITY]),
    ],
)
def test_who_heard_of_a_step_hears_that_it_is_withdrawn(step: Step, task_forces: list[str]) -> None:
    withdrawn = EVERY_FACT["step.withdrawn"]
    assert isinstance(withdrawn, StepWithdrawn)

    assert [BUREAU, *task_forces] == hearers(replace(withdrawn, step=step))


@pytest.mark.parametrize(
    ("fault", "task_force"),
    [(Fault.SLOW, WORK_DISPATCH), (Fault.DRAGGING, WORK_DISPATCH), (Fault.CONCEALING, ACCOUNTABILITY)],
)
def test_a_suspicion_goes_to_accountability_and_to_the_unit_that_has_a_right_to_be_heard(
    fault: Fault, task_force: str
) -> None:
    finding = EVERY_FACT["finding.made"]
    assert isinstance(finding, FindingMade)

    assert [BUREAU, task_force] == hearers(replace(finding, fault=fault))


@pytest.mark.parametrize(
    ("clock", "task_forces"),
    [
        (Clock.PLAN, [WORK_DISPATCH]),
        (Clock.RESULT, [WORK_DISPATCH]),
        (Clock.INTERVIEW, [WORK_DISPATCH, ACCOUNTABILITY]),
        (Clock.COMMITMENT, [ACCOUNTABILITY]),
        (Clock.CONCLUSION, [ACCOUNTABILITY]),
        (Clock.ISSUE, [FACTOR_GUARANTEE]),
        (Clock.OVERDUE, [FACTOR_GUARANTEE]),
        (Clock.TASK, [FACTOR_GUARANTEE]),
        (Clock.REVIEW, [WORK_DISPATCH]),
    ],
)
def test_a_missed_deadline_is_told_to_the_task_force_whose_matter_it_is(clock: Clock, task_forces: list[str]) -> None:
    missed = EVERY_FACT["deadline.missed"]
    assert isinstance(missed, DeadlineMissed)

    assert [BUREAU, *task_forces] == hearers(replace(missed, clock=clock, subject="I0007"))


def without_factor() -> IssueRaised:
    raised = EVERY_FACT["issue.raised"]
    assert isinstance(raised, IssueRaised)
    return replace(raised, factor=None)


def test_an_issue_about_no_factor_is_nothing_to_the_factor_guarantee() -> None:
    missed, climbed = EVERY_FACT["deadline.missed"], EVERY_FACT["issue.climbed"]
    assert isinstance(missed, DeadlineMissed)
    assert isinstance(climbed, IssueClimbed)
    low, high = (replace(climbed, level=level) for level in (IssueLevel.TASK_FORCE, IssueLevel.JOINT_CONSULTATION))

    assert [] == hearers(without_factor())
    assert [BUREAU] == hearers(replace(missed, clock=Clock.ISSUE, subject="I0007"), without_factor())
    assert [[BUREAU], [BUREAU, WORK_DISPATCH]] == [hearers(each, without_factor()) for each in (low, high)]


def test_the_source_that_reported_last_hears_of_its_project_and_until_then_the_one_that_registered_it() -> None:
    order, report = EVERY_FACT["supervision-order.issued"], EVERY_FACT["progress.reported"]
    assert isinstance(report, ProgressReported)
    past = known()
    past.evolve(logged(report, source="statistics-platform"))

    assert [BUREAU, WORK_DISPATCH] == hearers(order)
    assert ["statistics-platform", WORK_DISPATCH] == [notice.data.who for notice in notices_of(past, logged(order))]


def test_a_source_by_the_name_of_a_task_force_hears_nothing() -> None:
    registered, confirmed = EVERY_FACT["project.registered"], EVERY_FACT["concealment.confirmed"]
    assert isinstance(registered, ProjectRegistered)
    assert isinstance(confirmed, ConcealmentConfirmed)
    past = known()
    past.evolve(logged(registered, source=ACCOUNTABILITY))

    assert [ACCOUNTABILITY] == [notice.data.who for notice in notices_of(past, logged(confirmed))]


def test_a_suspicion_names_the_unit_that_is_in_charge_now() -> None:
    finding, assigned = EVERY_FACT["finding.made"], EVERY_FACT["project.assigned"]
    assert isinstance(finding, FindingMade)
    assert isinstance(assigned, ProjectAssigned)
    now = replace(assigned, responsible_unit="教育局")

    [*_, notice] = told(replace(finding, fault=Fault.CONCEALING), now)

    assert "认定前将听取教育局的意见" in notice.data.zh


@pytest.mark.parametrize(
    ("was", "now", "en"),
    [
        ("2026-02-10", "2026-02-20", "moves from 10 February 2026 to 20 February 2026"),
        ("2026-02-10", None, "stands still for now"),
        (None, "2026-02-20", "runs again, to 20 February 2026"),
    ],
)
def test_a_deadline_moves_stands_still_and_runs_again(was: str | None, now: str | None, en: str) -> None:
    moved = EVERY_FACT["deadline.moved"]
    assert isinstance(moved, DeadlineMoved)
    days = [datetime.fromisoformat(text).date() if text else None for text in (was, now)]

    [notice, *_] = told(replace(moved, clock=Clock.PLAN, was_due_on=days[0], due_on=days[1]))

    assert f"The deadline for the remedy plan of P0142 高端不锈钢深加工项目 {en}." == notice.data.en


@pytest.mark.parametrize(("streak", "zh"), [(1, "因2026年1月红牌，"), (2, "因截至2026年1月连续2个月红牌，")])
def test_one_red_card_is_no_row_of_them(streak: int, zh: str) -> None:
    interview = EVERY_FACT["interview.ordered"]
    assert isinstance(interview, InterviewOrdered)
    ground = replace(interview.ground, trigger=Trigger.RED_CARDS, streak=streak)

    assert told(replace(interview, ground=ground))[0].data.zh.startswith(zh)


@pytest.mark.parametrize(
    "table",
    [
        phrases.STEPS, phrases.TRIGGERS, phrases.UNDOINGS, phrases.CLOCKS, phrases.LEVELS, phrases.FACTORS,
        phrases.SIGNS, phrases.EXEMPTIONS, phrases.ANSWERS, phrases.CONCLUSIONS, phrases.CAUSES,
    ],
    ids=lambda table: type(next(iter(table))).__name__,
)  # fmt: skip
def test_every_value_has_a_word(table: dict[Step, object]) -> None:
    kind = type(next(iter(table)))

    assert list(kind) == list(table)
