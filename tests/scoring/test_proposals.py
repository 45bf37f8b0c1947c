"""Scoring's door: every message that is its own has a decider, and every refusal of it a test."""

from dataclasses import replace
from pathlib import Path

import pytest

from services import scoring
from services.scoring.contest import Contest
from services.scoring.proposals import Proposals
from shared.catalogue import DEFINITIONS, Fact
from shared.letters import PROPOSABLE
from shared.receipts import Accepted, Rejected
from tests.memory import Log
from tests.samples import CONTEST, EVERY_FACT, ROADBLOCK, letter
from tests.samples.cases import OBJECTION, OBJECTION_DECIDED
from tests.samples.months import OVERRIDDEN
from tests.scoring.books import HANTING, SIMPLE
from tests.scoring.story import ISSUED, adopted, at_the_door
from tests.test_refusals import codes

HERE = Path(__file__).parent
BOOK = adopted(SIMPLE)
EVERYTHING: tuple[Fact, ...] = (*ISSUED, BOOK, OBJECTION)
PROPOSED: dict[str, tuple[tuple[Fact, ...], Fact]] = {
    "rulebook.adopted": ((), BOOK),
    "objection.raised": (ISSUED, OBJECTION),
    "objection.decided": ((*ISSUED, OBJECTION), OBJECTION_DECIDED),
    "card.overridden": ((adopted(HANTING, "hanting-2025.2"), *ISSUED), OVERRIDDEN),
}
"""What the log holds before each message, and the message."""
HEARD = set("contest.opened month.opened project.registered project.assigned card.issued cards.finalised".split())
"""What the door takes in besides: the calendar, who is in charge, and which cards were issued and are final."""


def known(*facts: Fact) -> Proposals:
    """What the door knows after these facts."""
    contest = Contest()
    for logged in Log(*facts).entries:
        contest.evolve(logged)
    return contest.proposals


def own() -> list[str]:
    return [definition.name for definition in PROPOSABLE.values() if definition.service == "scoring"]


def test_every_message_is_known() -> None:
    assert sorted(PROPOSED) == sorted(own())


@pytest.mark.parametrize("name", own())
def test_every_message_has_its_decider(name: str) -> None:
    """And the decider knows no clock and no dice: the same proposal on the same state gives the same facts."""
    before, proposal = PROPOSED[name]
    proposals = known(*before)
    assert [proposal] == proposals.decide(proposal) == proposals.decide(proposal)


@pytest.mark.parametrize("name", own())
def test_every_message_has_a_file_of_tests(name: str) -> None:
    text = (HERE / f"test_{name.replace('.', '_')}.py").read_text("utf-8")
    assert [True, True] == ["def test_recorded()" in text, "def test_repeat_ignored()" in text]


@pytest.mark.parametrize("name", ["objection.raised", "objection.decided", "card.overridden"])
def test_what_is_said_of_a_card_tells_its_project(name: str) -> None:
    before, proposal = PROPOSED[name]
    assert "P0142" == known(*before).project_of(proposal)


@pytest.mark.parametrize("fact", [BOOK, OBJECTION_DECIDED, ROADBLOCK])
def test_what_is_about_nothing_known_concerns_no_project(fact: Fact) -> None:
    assert None is known(*ISSUED).project_of(fact)


def test_what_is_not_for_scoring_is_not_decided() -> None:
    with pytest.raises(TypeError, match="not for scoring to decide: IssueRaised"):
        Proposals().decide(ROADBLOCK)


@pytest.mark.parametrize("name", sorted(set(DEFINITIONS) - set(own()) - HEARD))
def test_facts_of_others_change_nothing(name: str) -> None:
    proposals = Proposals()
    proposals.evolve(EVERY_FACT[name])
    assert Proposals() == proposals


def test_draft_leaves_the_state_as_it_was() -> None:
    proposals = known(*EVERYTHING)
    draft = proposals.draft()
    for fact in (CONTEST, adopted(HANTING, "hanting-2025.2"), OBJECTION_DECIDED):
        draft.evolve(fact)
    assert known(*EVERYTHING) == proposals
    assert draft.month != proposals.month
    assert ["hanting-2025.2", "simple-1"] == sorted(draft.books)
    assert draft.objections["O0011"] != proposals.objections["O0011"]


def test_in_one_batch_what_was_said_before_counts() -> None:
    door = at_the_door(*ISSUED).door
    proposals: list[Fact] = [BOOK, OBJECTION, replace(OBJECTION, objection="O0012"), OBJECTION_DECIDED, BOOK]
    receipts = door.receive([letter(fact, sequence=number) for number, fact in enumerate(proposals, start=1)])
    assert [Accepted, Accepted, Rejected, Accepted, Rejected] == [type(receipt) for receipt in receipts]


def test_every_code_is_provoked_by_a_test() -> None:
    modules = Path(scoring.__file__).parent.rglob("*.py")
    raised = {code for path in modules for code in codes(path.read_text("utf-8"))}
    tests = "\n".join(path.read_text("utf-8") for path in HERE.glob("test_*.py") if path != Path(__file__))
    assert {"no-card", "objection-open", "already-decided"} <= raised
    assert [] == sorted(code for code in raised if f'"{code}"' not in tests)
