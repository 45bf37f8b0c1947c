"""answer-reviewed: of the latest plan or proof that waits, by somebody who neither answered nor is in charge."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue.escalation import AnswerKind
from tests.escalation.story import BEGUN, ORDERED, REGISTERED, at_the_door
from tests.samples import CLOSED_CASE, ORDER
from tests.samples.cases import ANSWER, PROOF
from tests.samples.ladder import ANSWER_REVIEWED, STEP_WITHDRAWN

ANSWERED = (*ORDERED, ANSWER)
PROVEN = (*ANSWERED, PROOF)
REFUSED = replace(ANSWER_REVIEWED, accepted=False, reason="措施不具体")
OF_PROOF = replace(ANSWER_REVIEWED, kind=AnswerKind.PROOF, reviewed_on=date(2026, 2, 28))
NO_PLAN = ("not-answered", "data.kind", "plan", "no plan waits to be reviewed: the unit sends order-answered first")
OWN = "whoever answered an order cannot review the answer"


def test_recorded() -> None:
    at_the_door(*ANSWERED).when(ANSWER_REVIEWED).then(ANSWER_REVIEWED)


def test_recorded_where_it_is_refused() -> None:
    at_the_door(*ANSWERED).when(REFUSED).then(REFUSED)


def test_recorded_on_the_day_of_the_answer() -> None:
    at_once = replace(ANSWER_REVIEWED, reviewed_on=ANSWER.answered_on)
    at_the_door(*ANSWERED).when(at_once).then(at_once)


def test_recorded_of_the_proof() -> None:
    at_the_door(*PROVEN).when(OF_PROOF).then(OF_PROOF)


def test_recorded_of_the_plan_while_the_proof_is_in() -> None:
    at_the_door(*PROVEN).when(ANSWER_REVIEWED).then(ANSWER_REVIEWED)


def test_recorded_of_another_plan_after_one_was_refused_or_accepted() -> None:
    for first in (REFUSED, ANSWER_REVIEWED):
        at_the_door(*ANSWERED, first, ANSWER).when(ANSWER_REVIEWED).then(ANSWER_REVIEWED)


def test_recorded_refused_after_it_was_accepted_and_answered_anew() -> None:
    at_the_door(*PROVEN, OF_PROOF, PROOF).when(replace(OF_PROOF, accepted=False)).then(
        replace(OF_PROOF, accepted=False)
    )


def test_refused_before_the_contest() -> None:
    at_the_door().when(ANSWER_REVIEWED).then_refused(
        "no-contest", "", "", "no contest has been opened yet: send contest-opened first"
    )


def test_refused_for_an_unknown_project() -> None:
    at_the_door(*BEGUN).when(ANSWER_REVIEWED).then_refused(
        "unknown-project",
        "data.project",
        "P0142",
        "no project of this id is registered: send project-registered first",
    )


def test_refused_where_there_was_no_case() -> None:
    at_the_door(*REGISTERED).when(ANSWER_REVIEWED).then_refused(
        "unknown-case",
        "data.case",
        "1",
        "cases are numbered from 1, and this project has had 0: name the case of the step",
    )


def test_refused_where_the_order_was_withdrawn() -> None:
    at_the_door(*ANSWERED, replace(STEP_WITHDRAWN, position=4)).when(ANSWER_REVIEWED).then_refused(
        "step-not-taken",
        "data.case",
        "1",
        "no supervision-order stands in this case: name the case in which it was taken",
    )


def test_refused_when_the_case_is_closed() -> None:
    at_the_door(*ANSWERED, CLOSED_CASE).when(ANSWER_REVIEWED).then_refused(
        "case-closed", "data.case", "1", "an order is answered while its case is open; this one has been closed"
    )


def test_refused_where_nothing_was_answered() -> None:
    at_the_door(*ORDERED).when(ANSWER_REVIEWED).then_refused(*NO_PLAN)
    at_the_door(*ANSWERED).when(OF_PROOF).then_refused(
        "not-answered", "data.kind", "proof", "no proof waits to be reviewed: the unit sends order-answered first"
    )


def test_refused_where_it_was_refused_before() -> None:
    at_the_door(*ANSWERED, REFUSED).when(ANSWER_REVIEWED).then_refused(*NO_PLAN)


def test_refused_where_the_answer_was_to_the_order_before() -> None:
    at_the_door(*ANSWERED, ORDER).when(ANSWER_REVIEWED).then_refused(*NO_PLAN)


@pytest.mark.parametrize("accepted", [True, False])
def test_refused_where_it_was_accepted_before(accepted: bool) -> None:
    at_the_door(*ANSWERED, ANSWER_REVIEWED).when(
        replace(ANSWER_REVIEWED, accepted=accepted, reason="再核")
    ).then_refused(
        "already-reviewed",
        "data.kind",
        "plan",
        "the plan was accepted before; another review needs another answer",
    )


@pytest.mark.parametrize("reviewer", [ANSWER.answered_by, "工业和信息化局"], ids=["who answered", "whose unit it is"])
def test_refused_to_whoever_answered(reviewer: str) -> None:
    at_the_door(*ANSWERED).when(replace(ANSWER_REVIEWED, reviewed_by=reviewer)).then_refused(
        "own-work", "data.reviewed_by", reviewer, OWN
    )


def test_refused_to_whoever_wrote_the_plan_though_others_sent_the_proof() -> None:
    others = replace(PROOF, answered_by="工业和信息化局 钱伟")
    at_the_door(*ANSWERED, others).when(replace(ANSWER_REVIEWED, reviewed_by=ANSWER.answered_by)).then_refused(
        "own-work", "data.reviewed_by", ANSWER.answered_by, OWN
    )


def test_refused_before_the_answer() -> None:
    at_the_door(*ANSWERED).when(replace(ANSWER_REVIEWED, reviewed_on=date(2026, 2, 5))).then_refused(
        "date-order", "data.reviewed_on", "2026-02-05", "not before the answer, on 2026-02-06"
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    at_the_door(*ANSWERED).when(replace(ANSWER_REVIEWED, reviewed_on=date(2026, 3, 1))).then_refused(
        "month-not-begun",
        "data.reviewed_on",
        "2026-03-01",
        "2026-03 has not begun: the calendar stands at 2026-02; send it when it has happened",
    )


def test_repeat_ignored() -> None:
    at_the_door(*ANSWERED).when(ANSWER_REVIEWED).and_again().then_nothing()
