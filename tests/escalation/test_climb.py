"""Every state of a case and everything that can call for a step: what follows is written down here, pair by pair.

    R reminder     O I A  order, interview, accountability taken     o i a  joined to the one under way     . nothing

The columns are the triggers; red cards running count as triggers of their own.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from services.escalation import calls, steps
from services.escalation.calls import Happening
from services.escalation.case import Case
from services.escalation.ladder import parse
from services.escalation.steps import Now
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    ConcealmentConfirmed,
    Conclusion,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    ReminderIssued,
    Step,
    SupervisionOrderIssued,
    Trigger,
)
from shared.catalogue.intake import ProjectCompleted
from shared.catalogue.values import MoneyUnit, Month
from shared.workdays import Workdays
from tests import memory
from tests.escalation.story import SHIPPED, Log, begun

LADDER = parse(SHIPPED)
TODAY = date(2026, 9, 1)
LATE = 9_999
"""A log position behind everything of these stories."""

TRIGGERS: list[tuple[Trigger, int]] = [
    (Trigger.YELLOW_CARD, 1),
    (Trigger.RED_CARDS, 1),
    (Trigger.RED_CARDS, 2),
    (Trigger.RED_CARDS, 3),
    (Trigger.ISSUE_OVERDUE, 14),
    (Trigger.REPORTS_MISSING, 2),
    (Trigger.RELAPSE, 1),
    (Trigger.ORDER_UNANSWERED, 1),
    (Trigger.REMEDY_REFUSED, 2),
    (Trigger.COMMITMENT_BROKEN, 1),
    (Trigger.CONCEALMENT_CONFIRMED, 1),
]
#                               yellow red1 red2 red3 issue report relapse unanswered refused broken concealed
TABLE = {
    "no case":                     "R  O  O  O  O  O  O  O  O  O  A",
    "ordered":                     "R  o  I  I  o  o  o  I  I  I  A",
    "order proven":                "R  O  I  I  O  O  O  I  I  I  A",
    "summoned, order open":        "R  o  i  A  o  o  o  i  i  A  A",
    "summoned":                    "R  O  i  A  O  O  O  i  i  A  A",
    "interviewed":                 "R  O  I  A  O  O  O  I  I  A  A",
    "accountable":                 "R  O  I  a  O  O  O  I  I  a  a",
    "accountability concluded":    "R  O  I  A  O  O  O  I  I  A  A",
    "accountable for concealment": "R  O  O  O  O  O  O  O  O  O  a",
    "recovered":                   "R  O  O  O  O  O  O  O  O  O  A",
    "project ended":               ".  .  .  .  .  .  .  .  .  .  .",
}  # fmt: skip


def answered(kind: AnswerKind, day: str) -> OrderAnswered:
    return OrderAnswered(
        project="P1", case=1, kind=kind, answer="整改", answered_by="赵刚", answered_on=date.fromisoformat(day)
    )


def proven(log: Log) -> Log:
    return log.happens(answered(AnswerKind.PLAN, "2026-02-02"), answered(AnswerKind.PROOF, "2026-02-03"))


def held(log: Log) -> Log:
    return log.happens(
        InterviewHeld(
            project="P1", case=1, held_on=date(2026, 3, 3), held_by="区委书记", attended=("赵刚",), minutes="已约谈"
        )
    )


def concluded(log: Log) -> Log:
    return log.happens(
        AccountabilityConcluded(
            project="P1",
            case=1,
            conclusion=Conclusion.CRITICISM,
            concerning="赵刚",
            reason="三个月红牌",
            heard_on=date(2026, 4, 2),
            concluded_by="工作问责专班",
            concluded_on=date(2026, 4, 3),
        )
    )


def concealed(log: Log) -> Log:
    return log.happens(
        ConcealmentConfirmed(
            project="P1",
            month=Month("2026-01"),
            finding="虚报投资",
            heard="赵刚",
            heard_on=date(2026, 1, 3),
            confirmed_by="审计局",
            confirmed_on=date(2026, 1, 4),
        )
    )


def ended(log: Log) -> Log:
    return log.happens(
        ProjectCompleted(
            project="P1", completed_on=date(2026, 1, 20), accepted_by="验收组", money_unit=MoneyUnit.CNY_10K
        )
    )


def ordered() -> Log:
    return begun().card("2026-01", "R")


def summoned() -> Log:
    return proven(ordered()).card("2026-02", "R")


def accountable() -> Log:
    return held(summoned()).card("2026-03", "R")


STATES: dict[str, Callable[[], Log]] = {
    "no case": begun,
    "ordered": ordered,
    "order proven": lambda: proven(ordered()),
    "summoned, order open": ordered,
    "summoned": summoned,
    "interviewed": lambda: held(summoned()),
    "accountable": accountable,
    "accountability concluded": lambda: concluded(accountable()),
    "accountable for concealment": lambda: concealed(begun()),
    "recovered": lambda: proven(ordered()).card("2026-02", "B").card("2026-03", "B"),
    "project ended": lambda: ended(begun()),
}


def state(name: str) -> Case:
    """A case in a state; the one of an order still open while its interview was summoned is built by hand."""
    case = STATES[name]().caseload().cases["P1"]
    if name == "summoned, order open":
        summons = summoned().caseload().cases["P1"]
        order = next(taken for taken in case.steps.values())
        steps_ = {
            at: replace(order, position=at) if one.step == order.step else one for at, one in summons.steps.items()
        }
        return replace(summons, steps=steps_)
    return case


def told(case: Case, trigger: Trigger, count: int) -> str:
    """What follows where something happens in a state, in the letters of the table."""
    happened = Happening(
        trigger, "9999", Month("2026-08"), (LATE,), memory.origin_of(LATE), TODAY, count if count != 14 else 1
    )
    case = calls.call(case, LADDER, happened)
    found = steps.next_step(case, LADDER, Now(TODAY, Workdays()))
    match found and found[0]:
        case None:
            return "."
        case ReminderIssued():
            return "R"
        case SupervisionOrderIssued():
            return "O"
        case InterviewOrdered():
            return "I"
        case AccountabilityOpened():
            return "A"
        case GroundJoined(step=step):
            return {Step.SUPERVISION_ORDER: "o", Step.INTERVIEW: "i", Step.ACCOUNTABILITY: "a"}[step]
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize("name", TABLE)
def test_every_trigger_in_every_state(name: str) -> None:
    case = state(name)
    assert TABLE[name].split() == [told(case, trigger, count) for trigger, count in TRIGGERS]


def test_the_table_has_every_trigger_and_every_rule_of_the_shipped_ladder() -> None:
    assert set(Trigger) == {trigger for trigger, _ in TRIGGERS}
    assert {(rule.trigger, rule.count) for rule in LADDER.rule} == set(TRIGGERS)


def test_what_was_answered_calls_for_nothing_again() -> None:
    case = state("ordered")
    happened = Happening(Trigger.RED_CARDS, "2026-01", Month("2026-01"), (LATE,), memory.origin_of(LATE), TODAY)
    assert case == calls.call(case, LADDER, happened)
