"""The office: three services at work over one log in memory, and what must hold whatever is sent to them."""

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine, MetaData, select

from services.escalation.app import Escalation
from services.intake.district import District
from services.intake.register import Register
from services.scoring.app import Scoring
from services.scoring.rulebook.shelf import shelf
from shared.catalogue import DEFINITIONS, Fact
from shared.catalogue.intake import GrantGiven, MessageDiscarded, MessageRefused
from shared.catalogue.refusals import REFUSALS
from shared.catalogue.scoring import RulebookAdopted
from shared.doorway import ORPHANS
from shared.envelope import Logged
from shared.following import Fold
from shared.letters import Letter
from shared.messages import Messages
from shared.receipts import Accepted, Discarded, Rejected
from shared.receiving import Answered, Door, Parked
from shared.recording import Recording
from shared.subjects import decided_by
from tests.fuzz.plausible import PROJECTS
from tests.samples import (
    CONTEST,
    FEBRUARY_CLOSED,
    FEBRUARY_OPENED,
    JANUARY_CLOSED,
    MARCH_OPENED,
    ROADBLOCK,
    SCHOOL,
    STEELWORKS,
    letter,
)
from tests.samples.cases import ANSWER
from tests.samples.oversight import HOUSING_GRANT
from tests.samples.projects import LEAD
from tests.samples.signatures import HOUSING_KEY
from tests.scoring.books import SIMPLE, replaced
from tests.scoring.story import adopted
from tests.story import memory_database

GOOD = "good-office"
"""Who sends nothing but good messages, about projects of which nobody else speaks."""
OLD = 30
"""Projects that have cards, and so can answer an order; and books that are adopted."""
WHOLE = {"broken-json", "too-large", "no-contest"}
"""Codes of refusals that concern a message as a whole."""
BOOK = shelf()["hanting"]


def _granted(grantee: str, public_key: str | None = None) -> GrantGiven:
    everything = ("*",)
    return GrantGiven(
        grantee=grantee,
        grant="for-good",
        messages=everything,
        projects=everything,
        fields=everything,
        public_key=public_key,
        given_by="工作调度专班",
    )


FEW = replace(HOUSING_GRANT, grantee="stranger", grant="for-good", public_key=None)
GRANTS = (_granted(GOOD), _granted("industry-bureau"), _granted("housing-bureau", HOUSING_KEY), FEW)
"""Everything to everybody, but to the stranger."""
BEFORE: tuple[Fact, ...] = (
    CONTEST,
    RulebookAdopted(edition="hanting-2025.2", text=BOOK, sha256=sha256(BOOK.encode()).hexdigest(), adopted_by="调度办"),
    STEELWORKS,
    SCHOOL,
    *(replace(SCHOOL, project=f"H{number}") for number in range(OLD)),
    *(replace(STEELWORKS, project=project) for project in PROJECTS[: len(PROJECTS) // 2]),
    FEBRUARY_OPENED,
    JANUARY_CLOSED,
    MARCH_OPENED,
    FEBRUARY_CLOSED,
)


def good_letters(count: int) -> list[Letter]:
    """Messages of the good office, each about something of its own; their places are yet to be given."""
    facts: list[Fact] = []
    for number in range(OLD):
        facts += [
            adopted(replaced(SIMPLE, ("simple-1", f"good-{number}")), f"good-{number}"),
            replace(ANSWER, project=f"H{number}", answered_on=date(2026, 3, 6)),
        ]
    for number in range(count):
        facts += [
            replace(SCHOOL, project=f"G{number}"),
            replace(ROADBLOCK, issue=f"good-{number}", project=f"G{number}"),
            replace(LEAD, prospect=f"good-{number}"),
        ]
    return [letter(fact, source=GOOD, message_id=f"g{number}") for number, fact in enumerate(facts[:count])]


class Office:
    """Intake, scoring and escalation, and everything they know."""

    def __init__(self, log: Recording) -> None:
        self.log = log
        self.district = District()
        self._engines = {service: memory_database() for service in ("intake", "scoring", "escalation")}
        intake = self._engines["intake"]
        views = Fold(lambda logged: self.district.evolve(logged.entry.fact)), Register(intake)
        self.scoring = Scoring(log, self._engines["scoring"])
        self.escalation = Escalation(log, self._engines["escalation"])
        self.doors: dict[str, Door] = {
            "intake": Door("intake", log, Messages(intake, "intake"), lambda: self.district.draft(), *views),
            "scoring": self.scoring.door,
            "escalation": self.escalation.door,
        }

    def settle(self) -> None:
        """Scoring and escalation say what they owe."""
        self.scoring.settle()
        self.escalation.settle()

    def receive(self, letters: list[Letter]) -> list[Answered]:
        """Answers to letters, in order; each is decided by its own service."""
        found: dict[int, Answered] = {}
        for service, door in self.doors.items():
            ours = [one for one in letters if (decided_by(one.kind) or ORPHANS) == service]
            answers = door.receive(ours)
            assert len(ours) == len(answers)
            found |= {one.sequence: answer for one, answer in zip(ours, answers, strict=True)}
        self.settle()
        return [found[one.sequence] for one in letters]

    def knowledge(self) -> dict[str, Any]:
        """Everything that follows from the log."""
        for door in self.doors.values():
            door.follower.catch_up()
        return {
            "district": self.district,
            "contest": self.scoring._contest,
            "caseload": self.escalation._caseload,
            "grants": {service: door._grants for service, door in self.doors.items()},
            "tables": {service: tables(engine) for service, engine in self._engines.items()},
        }


def tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a database."""
    every = MetaData()
    every.reflect(engine)
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in every.sorted_tables
        }


@dataclass
class Watch:
    """Sends letters to an office, and sees that each is answered as it should be."""

    office: Office
    answers: dict[str, Answered] = field(default_factory=dict)
    """What each message was answered with, by service and key."""
    complaints: list[str] = field(default_factory=list)
    """What was not as it should be."""

    def send(self, letters: list[Letter]) -> list[Answered]:
        """Answers to letters, every one of them checked, and nothing else on the log than what they say."""
        head = self.office.log.head()
        answers = self.office.receive(letters)
        said = {logged.position: logged for logged in self.office.log.read(head)}
        for logged in said.values():
            try:
                _CHECKED[type(logged.entry.fact)].validate_json(msgspec.json.encode(logged.entry.fact))
            except ValidationError as error:
                self.complaints.append(f"no letter could say this: {logged!r:.2000}\n  {error}")
        for sent, answer in zip(letters, answers, strict=True):
            try:
                self._check(sent, answer, said)
            except (AssertionError, KeyError) as error:
                self.complaints.append(f"{told(sent)}\n  {answer!r:.2000}\n  {type(error).__name__} {error}")
        stray = [logged for logged in said.values() if "/" in logged.entry.causation]
        self.complaints += [f"nobody said this: {logged!r:.2000}" for logged in stray]
        return answers

    def _check(self, letter: Letter, answer: Answered, said: dict[int, Logged]) -> None:
        assert not isinstance(answer, Parked), answer.error
        assert letter.key == f"{answer.source}/{answer.message_id}"
        key = f"{decided_by(letter.kind) or ORPHANS} {letter.key}"
        if key in self.answers:
            assert self.answers[key] == answer
            return
        self.answers[key] = answer
        if isinstance(answer, Discarded):
            # Somebody gave it up before it came.
            [given_up] = [entry.entry.fact for entry in self.office.log.read(answer.positions[0] - 1, limit=1)]
            assert isinstance(given_up, MessageDiscarded)
            assert (answer.message_id, answer.reason) == (given_up.message_id, given_up.reason)
            return
        entries = [said.pop(position).entry for position in answer.positions]
        assert entries
        assert {letter.key} == {entry.causation for entry in entries}
        if isinstance(answer, Rejected):
            [fact] = [entry.fact for entry in entries]
            assert isinstance(fact, MessageRefused)
            for name in ("source", "message_id", "code", "field", "value", "rule"):
                assert getattr(fact, name) == getattr(answer, name)[: 200 if name == "field" else None]
            check_refusal(answer)
        else:
            assert isinstance(answer, Accepted)
            assert not any(isinstance(entry.fact, MessageRefused) for entry in entries)


def check_refusal(refusal: Rejected) -> None:
    """A refusal says what is wrong, where, and what to do, in a few words."""
    assert refusal.code in REFUSALS
    assert refusal.field or refusal.code in WHOLE or refusal.rule == "must be a JSON object"
    assert len(refusal.field) <= 200
    assert len(refusal.value) <= 200
    assert 0 < len(refusal.rule) <= 500


def told(letter: Letter) -> str:
    """A letter, not too much of it."""
    return f"{letter.sequence} {letter.subject[:200]!r} {dict(letter.headers)!r:.2000} {letter.body[:3000]!r}"


_CHECKED = {definition.cls: TypeAdapter(definition.cls) for definition in DEFINITIONS.values()}
