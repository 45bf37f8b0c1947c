"""plan-revised: for a project that is on the list, in its own unit, with a plan that holds together."""

from dataclasses import replace
from datetime import date

from shared.catalogue.intake import PlannedMilestone
from shared.catalogue.values import Milestone, MoneyUnit
from tests.intake.common import ENDED
from tests.samples import CONTEST, REVISION, STEELWORKS
from tests.samples.projects import WITHDRAWN
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, STEELWORKS).when(REVISION).then(REVISION)


def test_recorded_as_often_as_the_plan_changes() -> None:
    again = replace(REVISION, reason="再次调整")
    given(CONTEST, STEELWORKS, REVISION).when(again).then(again)


def test_refused_before_the_contest() -> None:
    given().when(REVISION).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    given(CONTEST).when(REVISION).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_in_another_unit() -> None:
    given(CONTEST, STEELWORKS).when(replace(REVISION, money_unit=MoneyUnit.USD)).then_refused(
        "wrong-unit", "data.money_unit", "USD", "this project's money is told in CNY-10k: convert and resend"
    )


def test_refused_when_the_new_plan_does_not_hold_together() -> None:
    given(CONTEST, STEELWORKS).when(replace(REVISION, plan=STEELWORKS.plan[::-1])).then_refused(
        "plan-order", "data.plan.1.month", "2026-01", "months of a plan ascend, each once"
    )


def test_refused_when_new_milestones_are_due_out_of_order() -> None:
    disorder = (
        PlannedMilestone(milestone=Milestone.COMMISSIONED, due_on=date(2026, 4, 30)),
        PlannedMilestone(milestone=Milestone.COMPLETED, due_on=date(2026, 5, 1)),
    )
    given(CONTEST, STEELWORKS).when(replace(REVISION, milestones=disorder)).then_refused(
        "milestone-order",
        "data.milestones",
        "2026-05-01, 2026-04-30",
        "started, completed, commissioned are due in this order",
    )


def test_refused_after_its_end() -> None:
    given(CONTEST, STEELWORKS, WITHDRAWN).when(REVISION).then_refused(*ENDED)


def test_repeat_ignored() -> None:
    given(CONTEST, STEELWORKS).when(REVISION).and_again().then_nothing()
