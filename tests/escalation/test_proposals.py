"""Escalation's door: every message that is its own has a decider, and every refusal of it a test."""

from dataclasses import replace
from pathlib import Path

import pytest

from services import escalation
from services.escalation.caseload import Caseload
from services.escalation.proposals import Proposals
from shared.catalogue import DEFINITIONS, Fact
from shared.catalogue.escalation import Fault
from shared.catalogue.intake import MonthOpened
from shared.catalogue.values import Month
from shared.letters import PROPOSABLE
from shared.receipts import Accepted, Rejected
from tests.escalation.ladders import SIMPLE
from tests.escalation.story import ACCUSED, BEGUN, ORDERED, REGISTERED, SHIPPED, SUMMONED, at_the_door, ladder
from tests.memory import Log
from tests.samples import BOOK, CLOSED_CASE, CONTEST, EVERY_FACT, MARCH_OPENED, letter
from tests.samples.cases import ANSWER, APPEAL, APPEAL_DECIDED, CONCLUDED, EXEMPTION, EXEMPTION_ENDED, HELD, PROOF
from tests.samples.ladder import FOUND
from tests.samples.months import CONCEALMENT
from tests.test_refusals import codes

HERE = Path(__file__).parent
EVERYTHING: tuple[Fact, ...] = (*ACCUSED, EXEMPTION, APPEAL)
BEFORE: dict[str, tuple[Fact, ...]] = {
    "order.answered": ORDERED,
    "interview.held": SUMMONED,
    "accountability.concluded": ACCUSED,
    "exemption.granted": ORDERED,
    "exemption.ended": (*ORDERED, EXEMPTION),
    "appeal.raised": ORDERED,
    "appeal.decided": (*ORDERED, APPEAL),
    "concealment.confirmed": (*REGISTERED, EVERY_FACT["inspection.held"]),
    "concealment.dismissed": (*REGISTERED, replace(FOUND, fault=Fault.CONCEALING, month=Month("2026-01"))),
    "answer.reviewed": (*ORDERED, ANSWER),
    "commitment.kept": (*SUMMONED, MARCH_OPENED, HELD),
    "case.reviewed": (*ORDERED, MonthOpened(month=Month("2026-06")), CLOSED_CASE),
    "ladder.adopted": BEGUN,
}
"""What the log holds before each message."""
PROPOSED: dict[str, Fact] = {**EVERY_FACT, "ladder.adopted": ladder(SIMPLE)}
"""The messages; the example of a ladder is none that could be followed."""
HEARD = {"contest.opened", "month.opened", "inspection.held"}
"""What the door takes in of others: the calendar, and the inspections that a confirmation may name."""


def known(*facts: Fact) -> Proposals:
    """What the door knows after these facts."""
    caseload = Caseload(SHIPPED)
    for logged in Log(*facts).entries:
        caseload.evolve(logged)
    return caseload.proposals


def own() -> list[str]:
    return [definition.name for definition in PROPOSABLE.values() if definition.service == "escalation"]


def test_every_message_is_known() -> None:
    assert sorted(BEFORE) == sorted(own())


@pytest.mark.parametrize("name", own())
def test_every_message_has_its_decider(name: str) -> None:
    """And the decider knows no clock and no dice: the same proposal on the same state gives the same facts."""
    proposals = known(*BEFORE[name])
    assert [PROPOSED[name]] == proposals.decide(PROPOSED[name]) == proposals.decide(PROPOSED[name])


@pytest.mark.parametrize("name", own())
def test_every_message_has_a_file_of_tests(name: str) -> None:
    text = (HERE / f"test_{name.replace('.', '_')}.py").read_text("utf-8")
    assert "def test_recorded" in text


@pytest.mark.parametrize("name", own())
def test_every_message_is_recorded_once_however_often_it_comes(name: str) -> None:
    before = BEFORE[name]
    at_the_door(*before).when(PROPOSED[name]).then(PROPOSED[name])
    at_the_door(*before).when(PROPOSED[name]).and_again().then_nothing()


@pytest.mark.parametrize("name", sorted(set(own()) - {"ladder.adopted"}))
def test_every_message_tells_its_project(name: str) -> None:
    assert "P0142" == known(*BEFORE[name]).project_of(EVERY_FACT[name])


@pytest.mark.parametrize("fact", [EXEMPTION_ENDED, APPEAL_DECIDED, BOOK, ladder()])
def test_what_is_about_nothing_known_concerns_no_project(fact: Fact) -> None:
    assert None is known(*ORDERED).project_of(fact)


def test_what_is_not_for_escalation_is_not_decided() -> None:
    with pytest.raises(TypeError, match="not for escalation to decide: RulebookAdopted"):
        Proposals().decide(BOOK)


@pytest.mark.parametrize("name", sorted(set(DEFINITIONS) - set(own()) - HEARD))
def test_facts_of_others_change_nothing(name: str) -> None:
    proposals = Proposals()
    proposals.evolve(EVERY_FACT[name])
    assert Proposals() == proposals


def test_draft_leaves_the_state_as_it_was() -> None:
    proposals = known(*EVERYTHING)
    draft = proposals.draft()
    for fact in (ANSWER, HELD, CONCLUDED, EXEMPTION_ENDED, APPEAL_DECIDED, CONCEALMENT, CONTEST, ladder(SIMPLE)):
        draft.evolve(fact)
    assert known(*EVERYTHING) == proposals
    assert draft.month != proposals.month
    assert draft.cases["P0142"] != proposals.cases["P0142"]
    assert draft.exemptions["E0004"] != proposals.exemptions["E0004"]
    assert draft.appeals["A0002"] != proposals.appeals["A0002"]
    assert draft.concealments != proposals.concealments
    assert draft.ladders != proposals.ladders


def test_in_one_batch_what_was_said_before_counts() -> None:
    door = at_the_door(*ORDERED).door
    proposals: list[Fact] = [ANSWER, PROOF, EXEMPTION, EXEMPTION_ENDED, APPEAL, APPEAL_DECIDED, APPEAL]
    receipts = door.receive([letter(fact, sequence=number) for number, fact in enumerate(proposals, start=1)])
    assert [Accepted] * 6 + [Rejected] == [type(receipt) for receipt in receipts]


def test_answers_leave_what_is_due_as_it_is() -> None:
    caseload = Caseload(SHIPPED)
    for logged in Log(*EVERYTHING, ANSWER, HELD, CONCLUDED).entries:
        caseload.evolve(logged)
    assert {} == caseload.due


def test_every_code_is_provoked_by_a_test() -> None:
    modules = Path(escalation.__file__).parent.glob("*.py")
    raised = {code for path in modules for code in codes(path.read_text("utf-8"))}
    tests = "\n".join(path.read_text("utf-8") for path in HERE.glob("test_*.py") if path != Path(__file__))
    assert {"case-closed", "plan-first", "own-work"} <= raised
    assert [] == sorted(code for code in raised if f'"{code}"' not in tests)
