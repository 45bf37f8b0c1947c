"""Stories about the door: given what the log holds, when a message comes, then this is recorded - exactly this.

    given(CONTEST, STEELWORKS).when(REPORT).then(REPORT)
    given(CONTEST).when(REPORT).then_refused("unknown-project", "data.project", "P0142", "...")
    given(CONTEST, STEELWORKS).when(REPORT).and_again().then_nothing()

Intake itself is at work (or another service: `at`), over a log and a database in memory; a message comes as JSON, as it
does from the inbox.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from services.intake.app import door
from shared.catalogue import Fact
from shared.catalogue.intake import MessageRefused
from shared.following import Versions
from shared.letters import Letter
from shared.receipts import Accepted, Discarded, Rejected
from shared.receiving import Door, Parked
from shared.recording import Recording
from tests.samples import facts_of, history, letter


def memory_log() -> Recording:
    """A log in memory."""
    return Recording({"PERSISTENCE_MODULE": "eventsourcing.popo"})


def memory_database() -> Engine:
    """A database in memory."""
    return create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


def record(log: Recording, *facts: Fact) -> None:
    """Put facts on a log that holds nothing of their service yet."""
    for service in ("intake", "scoring", "escalation"):
        said = Versions(service).enter(history(*facts))
        log.append([entry for entry in said if entry.originator_id.startswith(service)])


@dataclass
class Story:
    """A log, its door, and what came of the last message."""

    log: Recording
    door: Door
    before: int = 0
    letter: Letter | None = None
    receipts: list[Accepted | Rejected | Discarded | Parked] = field(default_factory=list)

    def when(self, proposal: Fact) -> Self:
        """A message comes that proposes a fact."""
        return self.when_letter(letter(proposal))

    def when_letter(self, letter: Letter) -> Self:
        """This very letter comes."""
        self.letter, self.before = letter, self.log.head()
        self.receipts += self.door.receive([letter])
        return self

    def and_again(self) -> Self:
        """The same letter comes once more."""
        assert self.letter is not None
        return self.when_letter(self.letter)

    def then(self, *facts: Fact) -> None:
        """These facts were recorded, in this order and no others, and the receipt says where."""
        assert list(facts) == self.recorded()
        assert [self._accepted()] == self.receipts

    def then_refused(self, code: str, field: str, value: str, rule: str) -> None:
        """The refusal is all that was recorded, and the receipt says the same."""
        assert self.letter is not None
        assert len(self.receipts) == 1
        receipt = self.receipts[0]
        assert isinstance(receipt, Rejected)
        assert (code, field, value, rule) == (receipt.code, receipt.field, receipt.value, receipt.rule)
        (refused,) = self.recorded()
        assert isinstance(refused, MessageRefused)
        assert (self.door.service, self.letter.subject) == (refused.service, refused.subject)
        assert (receipt.source, receipt.message_id) == (refused.source, refused.message_id)
        assert (code, field, value, rule) == (refused.code, refused.field, refused.value, refused.rule)
        assert tuple(self._positions()) == receipt.positions

    def then_nothing(self) -> None:
        """Nothing was recorded, and the receipt is the one that was given before."""
        assert [] == self.recorded()
        first, again = self.receipts
        assert first == again

    def recorded(self) -> list[Fact]:
        """What the last message left on the log."""
        return facts_of(self.log.read(self.before))

    def _positions(self) -> Sequence[int]:
        return [logged.position for logged in self.log.read(self.before)]

    def _accepted(self) -> Accepted:
        assert self.letter is not None
        source = self.letter.source
        return Accepted(source=source, message_id=f"m{self.letter.sequence}", positions=tuple(self._positions()))


def given(*facts: Fact) -> Story:
    """What the log holds before the story begins."""
    return at(door, *facts)


def at(open_door: Callable[[Recording, Engine], Door], *facts: Fact) -> Story:
    """The same before the door of any service."""
    log = memory_log()
    record(log, *facts)
    return Story(log, open_door(log, memory_database()))
