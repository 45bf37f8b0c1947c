"""project-registered: once a project, with a plan that holds together."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue import Fact
from shared.catalogue.intake import PlanMonth, PlannedMilestone
from shared.catalogue.values import Milestone, Month
from tests.samples import CONTEST, FEBRUARY, JANUARY, MARCH, SCHOOL, STEELWORKS
from tests.samples.projects import BATTERIES, DROPPED, LANDED, LEAD, NEGOTIATING, SIGNED
from tests.story import given


def plan(*months: tuple[Month, str | None, str | None]) -> tuple[PlanMonth, ...]:
    return tuple(
        PlanMonth(month=month, investment=_decimal(spent), physical=_decimal(built)) for month, spent, built in months
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_recorded() -> None:
    given(CONTEST).when(STEELWORKS).then(STEELWORKS)


def test_recorded_without_plan_or_target() -> None:
    given(CONTEST, STEELWORKS).when(SCHOOL).then(SCHOOL)


def test_recorded_with_a_plan_that_stands_still_and_has_gaps() -> None:
    resting = replace(SCHOOL, plan=plan((JANUARY, "5", "1"), (FEBRUARY, None, "1"), (MARCH, "5", None)))
    given(CONTEST).when(resting).then(resting)


def test_recorded_with_milestones_in_any_order() -> None:
    backwards = replace(STEELWORKS, milestones=STEELWORKS.milestones[::-1])
    given(CONTEST).when(backwards).then(backwards)


def test_refused_before_the_contest() -> None:
    given().when(STEELWORKS).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_the_second_time() -> None:
    given(CONTEST, STEELWORKS).when(replace(STEELWORKS, name="另一个名称")).then_refused(
        "already-registered", "data.project", "P0142", "a project is registered once; use plan-revised"
    )


@pytest.mark.parametrize("second", [JANUARY, Month("2025-12")])
def test_refused_when_the_months_of_the_plan_do_not_ascend(second: Month) -> None:
    given(CONTEST).when(replace(SCHOOL, plan=plan((JANUARY, "1", None), (second, "2", None)))).then_refused(
        "plan-order", "data.plan.1.month", second, "months of a plan ascend, each once"
    )


def test_refused_when_planned_investment_falls() -> None:
    falling = replace(SCHOOL, plan=plan((JANUARY, "1", None), (FEBRUARY, "3.50", None), (MARCH, "3.49", None)))
    given(CONTEST).when(falling).then_refused(
        "plan-falls", "data.plan.2.investment", "3.49", "cumulative: not below 3.50 of 2026-02"
    )


def test_refused_when_planned_progress_falls() -> None:
    falling = replace(SCHOOL, plan=plan((JANUARY, "1", "10"), (FEBRUARY, "2", "9.99")))
    given(CONTEST).when(falling).then_refused(
        "plan-falls", "data.plan.1.physical", "9.99", "cumulative: not below 10 of 2026-01"
    )


def test_refused_when_the_plan_falls_across_a_month_without_figure() -> None:
    falling = replace(SCHOOL, plan=plan((JANUARY, "5", None), (FEBRUARY, None, None), (MARCH, "4", None)))
    given(CONTEST).when(falling).then_refused(
        "plan-falls", "data.plan.2.investment", "4", "cumulative: not below 5 of 2026-01"
    )


@pytest.mark.parametrize(
    "months", [((JANUARY, "0", None), (FEBRUARY, "0.00", "0")), ((JANUARY, None, "0"),)], ids=["both", "physical alone"]
)
def test_refused_with_a_plan_of_nothing_but_0(months: tuple[tuple[Month, str | None, str | None], ...]) -> None:
    given(CONTEST).when(replace(SCHOOL, plan=plan(*months))).then_refused(
        "plan-of-zero", "data.plan", "0", "every figure is 0: leave the plan out until work is planned"
    )


def test_recorded_with_0_for_the_months_before_work_begins() -> None:
    begins_in_march = replace(SCHOOL, plan=plan((JANUARY, "0", "0"), (FEBRUARY, "0", "0"), (MARCH, "1", "0")))
    given(CONTEST).when(begins_in_march).then(begins_in_march)


def test_refused_when_a_milestone_is_planned_twice() -> None:
    started = PlannedMilestone(milestone=Milestone.STARTED, due_on=date(2026, 1, 1))
    given(CONTEST).when(replace(SCHOOL, milestones=(started, started))).then_refused(
        "milestone-twice", "data.milestones.1.milestone", "started", "each milestone is planned once"
    )


def test_refused_when_milestones_are_due_out_of_order() -> None:
    disorder = (
        PlannedMilestone(milestone=Milestone.STARTED, due_on=date(2026, 5, 1)),
        PlannedMilestone(milestone=Milestone.COMPLETED, due_on=date(2026, 4, 30)),
    )
    given(CONTEST).when(replace(SCHOOL, milestones=disorder)).then_refused(
        "milestone-order",
        "data.milestones",
        "2026-05-01, 2026-04-30",
        "started, completed, commissioned are due in this order",
    )


def test_recorded_from_a_landed_prospect() -> None:
    given(CONTEST, LEAD, NEGOTIATING, SIGNED, LANDED).when(BATTERIES).then(BATTERIES)


def test_refused_from_an_unknown_prospect() -> None:
    given(CONTEST).when(BATTERIES).then_refused(
        "unknown-prospect",
        "data.prospect",
        "L0023",
        "no prospect of this id was recorded: send prospect-recorded first",
    )


@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ([], "lead"),
        ([NEGOTIATING, SIGNED], "signed"),
        ([DROPPED], "dropped"),
        ([NEGOTIATING, SIGNED, LANDED, DROPPED], "dropped"),
    ],
)
def test_refused_from_a_prospect_that_has_not_landed(steps: list[Fact], standing: str) -> None:
    given(CONTEST, LEAD, *steps).when(BATTERIES).then_refused(
        "prospect-not-landed",
        "data.prospect",
        "L0023",
        f"this prospect is {standing}: a project grows from a landed one",
    )


def test_refused_from_a_prospect_that_is_another_project() -> None:
    second = replace(BATTERIES, project="P0302")
    given(CONTEST, LEAD, NEGOTIATING, SIGNED, LANDED, BATTERIES).when(second).then_refused(
        "prospect-taken",
        "data.prospect",
        "L0023",
        "it is project P0301 now: register another one, or leave prospect out",
    )


def test_repeat_ignored() -> None:
    given(CONTEST).when(STEELWORKS).and_again().then_nothing()
