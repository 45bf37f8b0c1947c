"""order-answered: in an open case whose order stands; the plan first, then the proof; a later answer replaces one."""

from dataclasses import replace
from datetime import date

from tests.escalation.story import BEGUN, ORDERED, REGISTERED, at_the_door
from tests.samples import CLOSED_CASE, INTERVIEW, ORDER, STEELWORKS
from tests.samples.cases import ANSWER, PROOF


def test_recorded() -> None:
    at_the_door(*ORDERED).when(ANSWER).then(ANSWER)


def test_recorded_on_the_day_of_the_order() -> None:
    at_once = replace(ANSWER, answered_on=ORDER.issued_on)
    at_the_door(*ORDERED).when(at_once).then(at_once)


def test_recorded_again_for_a_better_plan() -> None:
    better = replace(ANSWER, answer="增派三个班组", answered_on=date(2026, 2, 10))
    at_the_door(*ORDERED, ANSWER).when(better).then(better)


def test_recorded_with_proof_after_the_plan() -> None:
    at_the_door(*ORDERED, ANSWER).when(PROOF).then(PROOF)


def test_recorded_with_better_proof() -> None:
    better = replace(PROOF, answer="复检合格")
    at_the_door(*ORDERED, ANSWER, PROOF).when(better).then(better)


def test_recorded_with_proof_from_before_the_proof_that_came_first() -> None:
    earlier = replace(PROOF, answered_on=date(2026, 2, 20))
    at_the_door(*ORDERED, ANSWER, PROOF).when(earlier).then(earlier)


def test_recorded_for_the_second_case() -> None:
    second = replace(ANSWER, case=2)
    at_the_door(*ORDERED, CLOSED_CASE, replace(ORDER, case=2)).when(second).then(second)


def test_refused_before_the_contest() -> None:
    at_the_door().when(ANSWER).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(ANSWER).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_where_there_was_no_case() -> None:
    at_the_door(*REGISTERED).when(ANSWER).then_refused(
        "unknown-case",
        "data.case",
        "1",
        "cases are numbered from 1, and this project has had 0: name the case of the step",
    )


def test_refused_for_a_case_that_was_not_opened() -> None:
    at_the_door(*ORDERED).when(replace(ANSWER, case=2)).then_refused(
        "unknown-case",
        "data.case",
        "2",
        "cases are numbered from 1, and this project has had 1: name the case of the step",
    )


def test_refused_without_an_order() -> None:
    at_the_door(*REGISTERED, INTERVIEW).when(ANSWER).then_refused(
        "step-not-taken",
        "data.case",
        "1",
        "no supervision-order stands in this case: name the case in which it was taken",
    )


def test_refused_when_the_case_is_closed() -> None:
    at_the_door(*ORDERED, CLOSED_CASE).when(ANSWER).then_refused(
        "case-closed",
        "data.case",
        "1",
        "an order is answered while its case is open; this one has been closed",
    )


def test_refused_for_the_first_case_while_the_second_is_open() -> None:
    at_the_door(*ORDERED, CLOSED_CASE, replace(ORDER, case=2)).when(ANSWER).then_refused(
        "case-closed",
        "data.case",
        "1",
        "an order is answered while its case is open; this one has been closed",
    )


def test_refused_with_proof_before_the_plan() -> None:
    at_the_door(*ORDERED).when(PROOF).then_refused(
        "plan-first",
        "data.kind",
        "proof",
        "an order is answered with a plan first, then with proof: send the plan before this",
    )


def test_refused_with_proof_where_the_plan_was_for_the_order_before() -> None:
    at_the_door(*ORDERED, ANSWER, ORDER).when(PROOF).then_refused(
        "plan-first",
        "data.kind",
        "proof",
        "an order is answered with a plan first, then with proof: send the plan before this",
    )


def test_refused_before_the_order() -> None:
    at_the_door(*ORDERED).when(replace(ANSWER, answered_on=date(2026, 2, 2))).then_refused(
        "date-order", "data.answered_on", "2026-02-02", "not before the order, on 2026-02-03"
    )


def test_refused_with_proof_from_before_the_plan() -> None:
    at_the_door(*ORDERED, ANSWER).when(replace(PROOF, answered_on=date(2026, 2, 5))).then_refused(
        "date-order", "data.answered_on", "2026-02-05", "not before the plan, on 2026-02-06"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ORDERED).when(replace(ANSWER, answered_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.answered_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*ORDERED).when(ANSWER).and_again().then_nothing()


def test_of_two_projects_each_has_its_own_cases() -> None:
    other = replace(STEELWORKS, project="P0143")
    at_the_door(*ORDERED, other).when(replace(ANSWER, project="P0143")).then_refused(
        "unknown-case",
        "data.case",
        "1",
        "cases are numbered from 1, and this project has had 0: name the case of the step",
    )
