"""Receiving: the door. A batch of letters in; facts and refusals appended in one go; a receipt for each letter out.

    letters ──► read ──► decide on a draft ──► append all, or none ──► receipts

The same message twice finds its answer in the index of messages and changes nothing. A letter on which a decider
breaks down, or that the log does not take, is set aside for people to look at (`Parked`) and never holds up the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid5

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, insert, select

from shared.catalogue import Fact
from shared.catalogue.intake import MessageRefused
from shared.deciding import Refused
from shared.envelope import FACTS, Logged, Origin
from shared.following import ATTEMPTS, Follower
from shared.letters import Letter, message_key, read
from shared.projecting import Projection
from shared.receipts import Accepted, Answer, Rejected, receipt_of
from shared.recording import Conflict, Unrecordable

Decide = Callable[[Fact], list[Fact]]
"""Decides one proposal on a draft of the state, which takes in what it decides; raises `Refused`."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A letter that could not be decided, and the error that stopped it."""

    letter: Letter
    error: str


class Messages(Projection):
    """Which message was answered where on the log; one index for each door."""

    metadata = MetaData()
    table = Table(
        "messages",
        metadata,
        Column("message", String, primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("code", String),
        Column("field", String),
        Column("value", String),
        Column("rule", String),
    )

    def __init__(self, engine: Engine, service: str) -> None:
        self.name = f"{service}-messages"
        self._prefix = f"{service}."
        super().__init__(engine)

    def project_all(self, connection: Connection, entries: Sequence[Logged]) -> None:
        answers = [self._row(logged) for logged in entries if self._answers(logged)]
        if answers:
            connection.execute(insert(self.table), answers)

    def _answers(self, logged: Logged) -> bool:
        return "/" in logged.entry.causation and logged.entry.originator_id.startswith(self._prefix)

    def _row(self, logged: Logged) -> dict[str, str | int | None]:
        row: dict[str, str | int | None] = {"message": logged.entry.causation, "position": logged.position}
        fact = logged.entry.fact
        refused = fact if isinstance(fact, MessageRefused) else None
        return row | {name: getattr(refused, name, None) for name in ("code", "field", "value", "rule")}

    def find(self, messages: Sequence[str]) -> dict[str, list[Answer]]:
        """The answers to messages, by message; those never seen are left out."""
        found: dict[str, list[Answer]] = {}
        query = select(self.table).where(self.table.c.message.in_(messages)).order_by(self.table.c.position)
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                refused = Refused(row.code, row.field, row.value, row.rule) if row.code else None
                found.setdefault(row.message, []).append(Answer(row.position, refused))
        return found


class Door:
    """One service's door: letters to facts and refusals."""

    def __init__(self, service: str, follower: Follower, messages: Messages, draft: Callable[[], Decide]) -> None:
        self.service = service
        self._follower = follower
        self._messages = messages
        self._draft = draft

    def receive(self, letters: Sequence[Letter]) -> list[Accepted | Rejected | Parked]:
        """Answer letters, in order; raises `Conflict` where others keep appending first."""
        try:
            return self._receive(letters)
        except Unrecordable as error:
            if len(letters) == 1:
                return [Parked(letters[0], repr(error))]
            return [answer for letter in letters for answer in self.receive([letter])]

    def _receive(self, letters: Sequence[Letter]) -> list[Accepted | Rejected | Parked]:
        for _ in range(ATTEMPTS):
            self._follower.catch_up()
            said, parked = self._decide(letters)
            try:
                if said:
                    self._follower.log.append(self._follower.versions.enter(said))
            except Conflict:
                continue
            self._follower.catch_up()
            return self._answers(letters, parked)
        raise Conflict(f"gave up after {ATTEMPTS} attempts: others keep appending to the same streams")

    def _decide(self, letters: Sequence[Letter]) -> tuple[list[tuple[Fact, Origin]], dict[int, Parked]]:
        decide = self._draft()
        answered = set(self._messages.find([message_key(letter) for letter in letters]))
        said: list[tuple[Fact, Origin]] = []
        parked: dict[int, Parked] = {}
        for letter in letters:
            key = message_key(letter)
            if key in answered:
                continue
            try:
                said += self._judge(decide, letter, key)
                answered.add(key)
            except Exception as error:
                parked[letter.sequence] = Parked(letter, repr(error))
        return said, parked

    def _judge(self, decide: Decide, letter: Letter, key: str) -> list[tuple[Fact, Origin]]:
        try:
            proposal = read(letter)
            return [(fact, proposal.origin) for fact in decide(proposal.fact)]
        except Refused as refused:
            return [self._refusal(letter, key, refused)]

    def _refusal(self, letter: Letter, key: str, refused: Refused) -> tuple[Fact, Origin]:
        source, _, message_id = key.rpartition("/")
        fact = MessageRefused(
            refusal=uuid5(FACTS, key).hex,
            service=self.service,
            source=source,
            message_id=message_id,
            subject=letter.subject[:200],
            code=refused.code,
            field=refused.field[:200],
            value=refused.value[:200],
            rule=refused.rule,
            size=len(letter.body),
            sha256=sha256(letter.body).hexdigest(),
        )
        return fact, Origin(
            actor=self.service, source=source, causation=key, correlation=key, occurred_at=letter.received_at
        )

    def _answers(self, letters: Sequence[Letter], parked: dict[int, Parked]) -> list[Accepted | Rejected | Parked]:
        found = self._messages.find([message_key(letter) for letter in letters])
        return [parked.get(letter.sequence) or receipt_of(key := message_key(letter), found[key]) for letter in letters]
