"""plan-filed: the first plan, where registration had none; what was told before takes a revision."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue.intake import PlanMonth, PlannedMilestone, ProjectRegistered
from shared.catalogue.values import Milestone, MoneyUnit
from tests.intake.common import ENDED, NO_CONTEST, UNKNOWN_PROJECT, WRONG_UNIT
from tests.samples import CONTEST, JANUARY, REVISION, SCHOOL, STEELWORKS
from tests.samples.projects import FILED, WITHDRAWN
from tests.story import given

BARE = replace(FILED, total_cost=None, milestones=())


def exists(field: str, what: str) -> tuple[str, str, str, str]:
    return "plan-exists", f"data.{field}", "", f"{what} of this project was told before: use plan-revised"


def test_recorded() -> None:
    given(CONTEST, SCHOOL).when(FILED).then(FILED)


def test_recorded_beside_cost_and_milestones_that_were_registered() -> None:
    registered = replace(SCHOOL, total_cost=FILED.total_cost, milestones=FILED.milestones)
    given(CONTEST, registered).when(BARE).then(BARE)


def test_recorded_after_a_revision_that_told_no_plan() -> None:
    given(CONTEST, SCHOOL, replace(REVISION, project="P0207", plan=())).when(BARE).then(BARE)


def test_refused_before_the_contest() -> None:
    given().when(FILED).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST, SCHOOL).when(replace(FILED, project="P0142")).then_refused(*UNKNOWN_PROJECT)


def test_refused_in_another_unit() -> None:
    given(CONTEST, SCHOOL).when(replace(FILED, money_unit=MoneyUnit.USD)).then_refused(*WRONG_UNIT)


def test_refused_where_a_plan_was_registered() -> None:
    given(CONTEST, STEELWORKS).when(replace(FILED, project="P0142")).then_refused(*exists("plan", "a plan"))


def test_refused_the_second_time() -> None:
    given(CONTEST, SCHOOL, FILED).when(FILED).then_refused(*exists("plan", "a plan"))


def test_refused_where_a_revision_told_a_plan_even_if_the_next_took_it_away() -> None:
    revision = replace(REVISION, project="P0207")
    given(CONTEST, SCHOOL, revision, replace(revision, plan=())).when(BARE).then_refused(*exists("plan", "a plan"))


@pytest.mark.parametrize(
    ("field", "what", "registered"),
    [
        ("total_cost", "the total cost", replace(SCHOOL, total_cost=Decimal("9100.00"))),
        ("milestones", "milestones", replace(SCHOOL, milestones=FILED.milestones)),
    ],
)
def test_refused_where_cost_or_milestones_were_registered(field: str, what: str, registered: ProjectRegistered) -> None:
    given(CONTEST, registered).when(FILED).then_refused(*exists(field, what))


def test_refused_without_a_month() -> None:
    given(CONTEST, SCHOOL).when(replace(FILED, plan=())).then_refused(
        "no-figure", "data.plan", "", "a plan has at least one month"
    )


def test_refused_when_the_months_do_not_ascend() -> None:
    twice = (PlanMonth(month=JANUARY), PlanMonth(month=JANUARY))
    given(CONTEST, SCHOOL).when(replace(FILED, plan=twice)).then_refused(
        "plan-order", "data.plan.1.month", "2026-01", "months of a plan ascend, each once"
    )


def test_refused_when_figures_fall() -> None:
    falling = (FILED.plan[0], replace(FILED.plan[1], investment=Decimal("499.99")))
    given(CONTEST, SCHOOL).when(replace(FILED, plan=falling)).then_refused(
        "plan-falls", "data.plan.1.investment", "499.99", "cumulative: not below 500.00 of 2026-01"
    )


def test_refused_where_every_figure_is_0() -> None:
    nothing = tuple(replace(step, investment=Decimal(0), physical=Decimal(0)) for step in FILED.plan)
    given(CONTEST, SCHOOL).when(replace(FILED, plan=nothing)).then_refused(
        "plan-of-zero", "data.plan", "0", "every figure is 0: leave the plan out until work is planned"
    )


def test_refused_when_a_milestone_is_planned_twice() -> None:
    given(CONTEST, SCHOOL).when(replace(FILED, milestones=FILED.milestones * 2)).then_refused(
        "milestone-twice", "data.milestones.1.milestone", "started", "each milestone is planned once"
    )


def test_refused_when_milestones_are_due_out_of_order() -> None:
    early = PlannedMilestone(milestone=Milestone.COMPLETED, due_on=date(2026, 1, 19))
    given(CONTEST, SCHOOL).when(replace(FILED, milestones=(*FILED.milestones, early))).then_refused(
        "milestone-order",
        "data.milestones",
        "2026-01-20, 2026-01-19",
        "started, completed, commissioned are due in this order",
    )


def test_refused_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(replace(FILED, project="P0142")).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, SCHOOL).when(FILED).and_again().then_nothing()
