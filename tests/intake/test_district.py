"""The district: every message that is intake's own has a decider, and every refusal of it a test."""

import ast
import re
from pathlib import Path

import pytest

from services.intake import district
from services.intake.district import District
from shared import letters, wording
from shared.catalogue import DEFINITIONS, Fact
from shared.letters import PROPOSABLE
from tests.intake.common import ladder
from tests.samples import BOOK, CONTEST, EVERY_FACT, FEBRUARY_OPENED, REPORT, ROADBLOCK, SCHOOL, SOLVED, STEELWORKS
from tests.samples.oversight import CONSULTED, TOUR
from tests.samples.projects import BATTERIES, LANDED, LEAD, NEGOTIATING, SIGNED, SUSPENDED

HERE = Path(__file__).parent
SPRING: list[Fact] = [CONTEST, STEELWORKS, REPORT, ROADBLOCK, SOLVED]
BEFORE: dict[str, list[Fact]] = {
    "day.begun": [CONTEST, FEBRUARY_OPENED],
    "workdays.set": [CONTEST],
    "month.opened": [CONTEST],
    "month.closed": [CONTEST, FEBRUARY_OPENED],
    "project.registered": [CONTEST, LEAD, NEGOTIATING, SIGNED, LANDED],
    "plan.revised": [CONTEST, STEELWORKS],
    "progress.reported": [CONTEST, STEELWORKS],
    "report.corrected": SPRING,
    "milestone.reached": SPRING,
    "statistics.entered": SPRING,
    "project.assigned": SPRING,
    "project.suspended": SPRING,
    "project.resumed": [CONTEST, STEELWORKS, SUSPENDED],
    "project.withdrawn": SPRING,
    "project.completed": [CONTEST, SCHOOL],
    "target.set": [CONTEST, SCHOOL],
    "plan.filed": [CONTEST, SCHOOL],
    "factor.needed": SPRING,
    "factor.pending": SPRING,
    "factor.blocked": SPRING,
    "factor.guaranteed": SPRING,
    "prospect.recorded": [CONTEST],
    "prospect.advanced": [CONTEST, LEAD],
    "prospect.dropped": [CONTEST, LEAD],
    "issue.raised": [CONTEST, STEELWORKS],
    "issue.solved": [CONTEST, STEELWORKS, ROADBLOCK],
    "issue.triaged": [CONTEST, STEELWORKS, ROADBLOCK],
    "issue.consulted": [CONTEST, STEELWORKS, ROADBLOCK],
    "issue.sent-express": [CONTEST, STEELWORKS, ROADBLOCK],
    "task.done": [CONTEST, STEELWORKS, ROADBLOCK, CONSULTED],
    "issue.accepted": SPRING,
    "issue.reopened": SPRING,
    "inspection.announced": [CONTEST, STEELWORKS],
    "inspection.held": [CONTEST, STEELWORKS],
    "tour.listed": [CONTEST, STEELWORKS, SCHOOL],
    "observation.scored": [CONTEST, STEELWORKS, SCHOOL, TOUR],
    "mark.given": [CONTEST, STEELWORKS],
}
"""What the log holds before each message."""
HEARD = {"issue.climbed", "ladder.adopted"}
"""What intake hears of escalation."""


def own() -> list[str]:
    """What intake decides; who may say what, every door decides for itself."""
    names = [definition.name for definition in PROPOSABLE.values() if definition.service == "intake"]
    return [name for name in names if not name.startswith("grant.")]


@pytest.mark.parametrize("name", own())
def test_every_message_has_its_decider(name: str) -> None:
    """And the decider knows no clock and no dice: the same proposal on the same state gives the same facts."""
    known = District()
    for before in BEFORE.get(name, []):
        known.evolve(before)
    assert [EVERY_FACT[name]] == known.decide(EVERY_FACT[name]) == known.decide(EVERY_FACT[name])


@pytest.mark.parametrize("name", own())
def test_every_message_has_a_file_of_tests(name: str) -> None:
    text = (HERE / f"test_{re.sub('[.-]', '_', name)}.py").read_text("utf-8")
    assert [True, True] == ["def test_recorded()" in text, "def test_repeat_ignored()" in text]


def test_what_is_not_for_intake_is_not_decided() -> None:
    with pytest.raises(TypeError, match="not for intake to decide: RulebookAdopted"):
        District().decide(BOOK)


@pytest.mark.parametrize("name", sorted(set(DEFINITIONS) - set(own()) - HEARD))
def test_facts_of_others_change_nothing(name: str) -> None:
    known = District()
    known.evolve(EVERY_FACT[name])
    assert District() == known


def test_draft_leaves_the_district_as_it_was() -> None:
    known = District()
    for fact in SPRING:
        known.evolve(fact)
    draft = known.draft()
    draft.evolve(EVERY_FACT["month.opened"])
    draft.evolve(EVERY_FACT["milestone.reached"])
    draft.evolve(EVERY_FACT["issue.accepted"])
    draft.evolve(ladder(3))
    for name in ("inspection.held", "tour.listed", "mark.given", "message.discarded", "prospect.recorded"):
        draft.evolve(EVERY_FACT[name])
    again = District()
    for fact in SPRING:
        again.evolve(fact)
    assert again == known
    assert draft.calendar != known.calendar
    assert draft.projects["P0142"] != known.projects["P0142"]
    assert draft.issues["I0007"] != known.issues["I0007"]
    assert ((), ("I0007",)) == (draft.desks["P0142"].open, known.desks["P0142"].open)
    assert (3, None) == (draft.express_per_quarter, known.express_per_quarter)
    topics = ("inspections", "tours", "marks", "discarded", "prospects")
    assert [(1, 0)] * 5 == [(len(getattr(draft, topic)), len(getattr(known, topic))) for topic in topics]


def test_a_prospect_knows_in_the_same_batch_that_it_became_a_project() -> None:
    known = District()
    for fact in (CONTEST, LEAD, NEGOTIATING, SIGNED, LANDED):
        known.evolve(fact)
    draft = known.draft()
    draft.evolve(BATTERIES)
    assert ("P0301", "") == (draft.prospects["L0023"].project, known.prospects["L0023"].project)


def concerned(name: str) -> str | None:
    """The project that a message concerns, told to a district in which the spring's issue was raised."""
    known = District()
    for fact in SPRING:
        known.evolve(fact)
    return known.project_of(EVERY_FACT[name])


def test_most_messages_concern_a_project_by_their_own_word_or_by_their_issue() -> None:
    found = {name: concerned(name) for name in own()}
    none = ("contest", "day", "month", "prospect", "tour", "message", "workdays")
    assert {name for name in found if name.startswith(none)} == {name for name, project in found.items() if not project}
    assert {None, "P0142", "P0207"} == set(found.values())
    assert {"P0142"} == {project for name, project in found.items() if name.startswith(("issue.", "task."))}


def test_a_step_of_an_issue_that_nobody_raised_concerns_no_project() -> None:
    assert (None, "P0142") == (District().project_of(SOLVED), District().project_of(ROADBLOCK))


def codes(source: str) -> set[str]:
    """Every code under which a module refuses."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    refusals = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Refused"]
    return {code.value for code in refusals if isinstance(code, ast.Constant) and isinstance(code.value, str)}


def sources() -> list[Path]:
    modules = [Path(module.__file__ or "") for module in (letters, wording)]
    return [*Path(district.__file__).parent.glob("*.py"), *modules]


def test_every_code_is_provoked_by_a_test() -> None:
    raised = {code for path in sources() for code in codes(path.read_text("utf-8"))}
    tests = "\n".join(path.read_text("utf-8") for path in [*HERE.glob("test_*.py"), *HERE.parent.glob("shared/*.py")])
    assert {"month-closed", "too-large", "own-work"} <= raised
    assert [] == sorted(code for code in raised if f'"{code}"' not in tests)


def test_codes_are_found_in_a_module() -> None:
    assert {"a-b"} == codes('raise Refused("a-b", "", "", "")\nRefused(code, "", "", "")\nother("c")')
