"""The record: plans that were filed later, targets of the year, and projects that stand still or have left the list."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.scoring.record import Record
from services.scoring.record.plan import PLANNED, Days, Plan
from shared.catalogue import Fact
from shared.catalogue.intake import (
    PlanFiled,
    PlanMonth,
    PlannedMilestone,
    ProjectCompleted,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    SuspensionReason,
)
from shared.catalogue.values import Milestone, MoneyUnit, Month
from tests.scoring.books import SIMPLE
from tests.scoring.sightings import target
from tests.scoring.story import (
    Log,
    adopted,
    closed,
    contest_opened,
    figure,
    opened,
    registered,
    reported,
    revised,
)

JANUARY = Month("2026-01")
PLAN = {"2026-01": "100", "2026-02": "300"}
FILED = PlanFiled(
    project="P1",
    money_unit=MoneyUnit.CNY_10K,
    total_cost=Decimal(900),
    plan=(PlanMonth(month=Month("2026-01"), investment=Decimal(50), physical=Decimal(10)),),
    milestones=(PlannedMilestone(milestone=Milestone.STARTED, due_on=date(2026, 1, 15)),),
)
SUSPENDED = ProjectSuspended(
    project="P1",
    reason_class=SuspensionReason.FORCE_MAJEURE,
    reason="洪水",
    approver="区政府",
    suspended_on=date(2026, 1, 10),
)
RESUMED = ProjectResumed(project="P1", reason="水退", resumed_on=date(2026, 2, 10))
WITHDRAWN = ProjectWithdrawn(project="P1", reason="投资方退出", approver="区政府", withdrawn_on=date(2026, 1, 20))
COMPLETED = ProjectCompleted(
    project="P1", completed_on=date(2026, 1, 25), accepted_by="发改局", money_unit=MoneyUnit.CNY_10K
)


def record(*facts: Fact) -> Record:
    return Log(contest_opened(), *facts).contest().records["P1"]


def test_a_plan_that_is_filed_is_the_original_and_the_current_one() -> None:
    bare, filed = record(registered(target="600")), record(registered(target="600"), FILED)
    plan = Plan(
        total_cost=Decimal(900),
        annual_target=Decimal(600),
        targets={},
        figures=PLANNED.with_row(JANUARY, (Decimal(50), Decimal(10))),
        due=Days(started=date(2026, 1, 15)),
    )
    assert bare._replace(original=plan, current=plan) == filed


def test_what_a_filed_plan_leaves_out_stays_as_it_was_registered() -> None:
    bare = registered(target="600", cost="800", milestones={"completed": "2026-11-30"})
    filed = record(bare, replace(FILED, total_cost=None, milestones=()))
    assert (Decimal(800), Days(completed=date(2026, 11, 30))) == (filed.current.total_cost, filed.current.due)


@pytest.mark.parametrize("promised", [(), (FILED,), (target(2026, "300"),), (target(2026, "300"), FILED)])
def test_until_it_is_revised_a_plan_is_kept_once(promised: tuple[Fact, ...]) -> None:
    kept = record(registered(target="600"), *promised)
    assert kept.current is kept.original


def test_a_revision_leaves_the_original_as_it_was() -> None:
    first, then = record(registered(plan=PLAN)), record(registered(plan=PLAN), revised(plan={"2026-01": "7"}))
    assert (first.original, (Decimal(7), None)) == (then.original, then.current.figures.at(JANUARY))


def test_a_target_set_after_a_revision_belongs_to_both_plans() -> None:
    known = record(registered(target="600", plan=PLAN), revised(plan=PLAN), target(2027, "300"))
    assert [Decimal(300)] * 2 == [plan.target(Month("2027-05")) for plan in (known.original, known.current)]


def test_a_filed_plan_is_what_progress_is_measured_against() -> None:
    facts = registered(target="600"), FILED, reported("2026-01", investment="40")
    assert Decimal("0.8") == figure("investment_rate", "2026-01", *facts)


def test_a_target_that_was_set_goes_before_the_one_at_registration() -> None:
    behind = registered(plan=PLAN, target="600"), reported("2026-01", investment="40")
    assert Decimal(10) == figure("schedule_gap_pp", "2026-01", *behind)
    assert Decimal(20) == figure("schedule_gap_pp", "2026-01", *behind, target(2026, "300"))


def test_a_target_is_that_of_its_own_year() -> None:
    behind = registered(plan=PLAN, target="600"), reported("2026-01", investment="40")
    assert Decimal(10) == figure("schedule_gap_pp", "2026-01", *behind, target(2027, "300"))


def test_a_revision_that_names_a_target_takes_the_place_of_the_one_set() -> None:
    known = record(registered(), target(2026, "300"), target(2027, "900"), revised(target="120", plan=PLAN))
    told = [[plan.target(Month(month)) for month in ("2026-01", "2027-01")] for plan in (known.original, known.current)]
    assert [[Decimal(300), Decimal(900)], [Decimal(120), Decimal(900)]] == told


def test_a_revision_that_names_none_leaves_the_one_set() -> None:
    known = record(registered(), target(2026, "300"), revised(plan=PLAN))
    assert Decimal(300) == known.current.target(JANUARY)


def months(*january: Fact) -> list[tuple[str, str]]:
    """Month and project of every card of two months, after these facts in January."""
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), registered("P2", plan=PLAN), *january)
    log.tell(opened("2026-02"), closed("2026-01"), opened("2026-03"), closed("2026-02"))
    return [(card.month, card.project) for card in log.settle()]


@pytest.mark.parametrize("ended", [SUSPENDED, WITHDRAWN, COMPLETED], ids=lambda fact: type(fact).__name__)
def test_a_project_that_is_not_active_has_no_card(ended: Fact) -> None:
    assert [("2026-01", "P2"), ("2026-02", "P2")] == months(ended)


def test_a_project_that_was_resumed_before_the_close_has_its_card() -> None:
    assert [("2026-01", "P1"), ("2026-01", "P2"), ("2026-02", "P1"), ("2026-02", "P2")] == months(SUSPENDED, RESUMED)


def test_a_project_that_was_resumed_after_a_close_has_a_card_from_the_next_on() -> None:
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), SUSPENDED, opened("2026-02"))
    log.tell(closed("2026-01"), RESUMED, opened("2026-03"), closed("2026-02"))
    assert ["2026-02"] == [card.month for card in log.settle()]


def test_those_who_are_not_active_are_not_ranked() -> None:
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), registered("P2", plan=PLAN), WITHDRAWN)
    log.tell(opened("2026-02"), closed("2026-01"))
    assert [(1, 1, 1, 1)] == [(card.rank, card.rank_of, card.category_rank, card.category_of) for card in log.settle()]


def test_a_project_that_left_the_list_after_a_close_has_the_card_of_that_month() -> None:
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), opened("2026-02"), closed("2026-01"))
    log.tell(WITHDRAWN)
    assert ["2026-01"] == [card.month for card in log.settle()]


def test_where_nobody_is_active_a_close_owes_nothing() -> None:
    log = Log(contest_opened(), adopted(SIMPLE), registered("P1", plan=PLAN), COMPLETED, opened("2026-02"))
    log.tell(closed("2026-01"))
    assert ([], []) == (log.settle(), log.contest().closes)
