"""Escalation's door: every message that is its own has a decider, and every refusal of it a test."""

from pathlib import Path

import pytest

from services import escalation
from services.escalation.caseload import Caseload
from services.escalation.proposals import Proposals
from shared.catalogue import DEFINITIONS, Fact
from shared.letters import PROPOSABLE
from shared.receipts import Accepted, Rejected
from tests.escalation.story import ACCUSED, ORDERED, REGISTERED, SHIPPED, SUMMONED, at_the_door
from tests.memory import Log
from tests.samples import BOOK, CONTEST, EVERY_FACT, letter
from tests.samples.cases import ANSWER, APPEAL, APPEAL_DECIDED, CONCLUDED, EXEMPTION, EXEMPTION_ENDED, HELD, PROOF
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
    "concealment.confirmed": REGISTERED,
}
"""What the log holds before each message."""
HEARD = {"contest.opened", "month.opened"}
"""What the door takes in of others: the calendar."""


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
    assert [EVERY_FACT[name]] == proposals.decide(EVERY_FACT[name]) == proposals.decide(EVERY_FACT[name])


@pytest.mark.parametrize("name", own())
def test_every_message_has_a_file_of_tests(name: str) -> None:
    text = (HERE / f"test_{name.replace('.', '_')}.py").read_text("utf-8")
    assert [True, True] == ["def test_recorded()" in text, "def test_repeat_ignored()" in text]


@pytest.mark.parametrize("name", own())
def test_every_message_tells_its_project(name: str) -> None:
    assert "P0142" == known(*BEFORE[name]).project_of(EVERY_FACT[name])


@pytest.mark.parametrize("fact", [EXEMPTION_ENDED, APPEAL_DECIDED, BOOK])
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
    for fact in (ANSWER, HELD, CONCLUDED, EXEMPTION_ENDED, APPEAL_DECIDED, CONCEALMENT, CONTEST):
        draft.evolve(fact)
    assert known(*EVERYTHING) == proposals
    assert draft.month != proposals.month
    assert draft.cases["P0142"] != proposals.cases["P0142"]
    assert draft.exemptions["E0004"] != proposals.exemptions["E0004"]
    assert draft.appeals["A0002"] != proposals.appeals["A0002"]
    assert draft.concealed != proposals.concealed


def test_in_one_batch_what_was_said_before_counts() -> None:
    door = at_the_door(*ORDERED).door
    proposals: list[Fact] = [ANSWER, PROOF, EXEMPTION, EXEMPTION_ENDED, APPEAL, APPEAL_DECIDED, APPEAL]
    receipts = door.receive([letter(fact, sequence=number) for number, fact in enumerate(proposals, start=1)])
    assert [Accepted] * 6 + [Rejected] == [type(receipt) for receipt in receipts]


def test_answers_leave_what_is_due_as_it_is() -> None:
    caseload = Caseload(SHIPPED)
    for logged in Log(*EVERYTHING, ANSWER, HELD, CONCLUDED).entries:
        caseload.evolve(logged)
    assert set() == caseload.due


def test_every_code_is_provoked_by_a_test() -> None:
    modules = Path(escalation.__file__).parent.glob("*.py")
    raised = {code for path in modules for code in codes(path.read_text("utf-8"))}
    tests = "\n".join(path.read_text("utf-8") for path in HERE.glob("test_*.py") if path != Path(__file__))
    assert {"case-closed", "plan-first", "own-work"} <= raised
    assert [] == sorted(code for code in raised if f'"{code}"' not in tests)
