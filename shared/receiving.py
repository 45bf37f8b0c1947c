"""Receiving: the door. A batch of letters in; facts and refusals appended in one go; a receipt for each letter out.

    letters ──► read ──► decide on a draft ──► append all, or none ──► receipts

Decisions are taken on the state at the head of the log and recorded only if the log still ends there, so two doors on
one log never answer a message differently. The same message twice finds its answer in the index of messages and changes
nothing. A letter on which a decider breaks down, or that the log does not take, is set aside for people to look at
(`Parked`) and never holds up the others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from uuid import uuid5

from shared.catalogue import Fact
from shared.catalogue.intake import GrantGiven, GrantRevoked, MessageDiscarded, MessageRefused, MessageSigned
from shared.deciding import Refused
from shared.envelope import FACTS, Origin
from shared.following import ATTEMPTS, Fold, Follower, View
from shared.granting import Grants
from shared.letters import Letter, Proposal, read
from shared.messages import Messages, answers_in, given_up, gives_up
from shared.receipts import Accepted, Answer, Discarded, Rejected, receipt_of
from shared.recording import BATCH, Conflict, Recording, Unrecordable

ALONE = 20 * ATTEMPTS
"""How often a letter is tried by itself: it takes no time to decide, so it wins some race, however busy the log is."""


class Draft(Protocol):
    """A copy of a service's state, on which a batch is tried out."""

    def decide(self, proposal: Fact) -> list[Fact]:
        """Decide one proposal; raises `Refused`."""

    def evolve(self, fact: Fact) -> None:
        """Take in a fact."""

    def project_of(self, proposal: Fact) -> str | None:
        """The project that a proposal concerns; none where it concerns none, or is about something unknown."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A letter that could not be decided, and the error that stopped it."""

    letter: Letter
    error: str


Answered = Accepted | Rejected | Discarded | Parked


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter that was read, as far as that went."""

    letter: Letter
    key: str
    """`<source>/<id>`."""
    content: Proposal | Refused | Exception


def _to(opened: Opened, answers: Mapping[str, list[Answer]]) -> list[Answer]:
    """The answers that concern a letter."""
    return [answer for answer in answers.get(opened.key, ()) if answer.concerns(opened.letter.body)]


class Door:
    """One service's door: letters to facts and refusals, under the grants that stand."""

    def __init__(
        self, service: str, log: Recording, messages: Messages, draft: Callable[[], Draft], *views: View
    ) -> None:
        self.service = service
        self._grants = Grants()
        self._messages = messages
        self._draft = draft
        self.brought: set[int] = set()
        """Letters, of those received last, that were the first to bring their message to the log; by sequence."""
        grants = Fold(lambda logged: self._grants.evolve(logged.entry.fact))
        self.follower = Follower(log, service, grants, messages, *views)
        self.follower.start()

    @property
    def guarded(self) -> bool:
        """Whether grants say who may say what; until the first one, every source may say everything."""
        return self._grants.guarded

    def receive(self, letters: Sequence[Letter]) -> list[Answered]:
        """Answer letters, in order, and bring the tables up to date."""
        answers = self.answer(letters)
        self.follower.tell_tables()
        return answers

    def answer(self, letters: Sequence[Letter]) -> list[Answered]:
        """Answer letters, in order; the tables follow when they are told, at the latest before the next letters."""
        self.brought.clear()
        opened = [_open(letter) for letter in letters]
        return self._receive(opened) if opened else []

    def _receive(self, letters: list[Opened]) -> list[Answered]:
        try:
            return self._try(letters)
        except (Unrecordable, Conflict) as error:
            # What the log does not take, or not now, is looked for in ever smaller parts.
            if len(letters) == 1:
                return [Parked(letters[0].letter, repr(error))]
            half = len(letters) // 2
            return self._receive(letters[:half]) + self._receive(letters[half:])

    def _try(self, letters: list[Opened]) -> list[Answered]:
        attempts = ATTEMPTS if len(letters) > 1 else ALONE
        for attempt in range(attempts):
            # What we know may be the newest: if it is not, the append finds out.
            head = self.follower.catch_up() if attempt else self.follower.position
            self.follower.tell_tables()
            answers = self._messages.find([opened.key for opened in letters])
            said, judged, parked = self._decide(letters, answers)
            if len(said) > BATCH:
                raise Unrecordable(f"{len(said)} facts are too many for one append")
            if parked and not said and self.follower.catch_up() != head:
                continue
            try:
                logged = self.follower.append(said, after=head) if said else []
            except Conflict:
                continue
            self.brought |= judged
            for entry in logged:
                for message, answer in answers_in(entry, self.service):
                    answers.setdefault(message, []).append(answer)
            return [
                parked.get(opened.letter.sequence) or receipt_of(opened.key, _to(opened, answers)) for opened in letters
            ]
        raise Conflict(f"gave up after {attempts} attempts: others keep appending first")

    def _decide(
        self, letters: list[Opened], answers: dict[str, list[Answer]]
    ) -> tuple[list[tuple[Fact, Origin]], set[int], dict[int, Parked]]:
        """What follows from letters, which of them it follows from, and which could not be decided."""
        draft, grants = self._draft(), self._grants.draft()
        answered: dict[str, int] = {}
        said: list[tuple[Fact, Origin]] = []
        parked: dict[int, Parked] = {}
        gone: dict[str, list[Answer]] = {}
        for opened in letters:
            if opened.key in answered or _to(opened, answers) or _to(opened, gone):
                continue
            try:
                follows = self._judge(draft, grants, opened)
                said += follows
                answered[opened.key] = opened.letter.sequence
                for fact, _ in follows:
                    if isinstance(fact, MessageDiscarded):
                        gone.setdefault(given_up(fact, self.service), []).append(gives_up(fact, 0))
            except Unrecordable:
                raise
            except Exception as error:
                parked[opened.letter.sequence] = Parked(opened.letter, repr(error))
        return said, set(answered.values()), parked

    def _judge(self, draft: Draft, grants: Grants, opened: Opened) -> list[tuple[Fact, Origin]]:
        content = opened.content
        if isinstance(content, Proposal):
            try:
                facts = self._permitted(draft, grants, opened.letter, content)
            except Refused as refused:
                content = refused
            else:
                return [(fact, content.origin) for fact in facts]
        if isinstance(content, Refused):
            return [self._refusal(opened, content)]
        raise content

    def _permitted(self, draft: Draft, grants: Grants, letter: Letter, proposal: Proposal) -> list[Fact]:
        """What a proposal leads to: the facts that it is recorded as, and its signature where it has one."""
        grant = grants.check(letter, proposal, draft.project_of(proposal.fact))
        if isinstance(proposal.fact, GrantGiven | GrantRevoked):
            facts = grants.decide(proposal.fact)
        else:
            facts = draft.decide(proposal.fact)
        try:
            for fact in facts:
                grants.evolve(fact)
                draft.evolve(fact)
        except Exception as error:
            # The draft is spoilt for the letters behind, and the log would be for everybody.
            raise Unrecordable(f"nobody could take it in: {error!r}") from error
        if grant is None or grant.public_key is None:
            return facts
        return [*facts, self._signature(letter, proposal, grant.public_key)]

    def _signature(self, letter: Letter, proposal: Proposal, public_key: str) -> MessageSigned:
        source, _, message_id = proposal.origin.causation.rpartition("/")
        return MessageSigned(
            signature_id=uuid5(FACTS, proposal.origin.causation).hex,
            service=self.service,
            source=source,
            message_id=message_id,
            subject=letter.subject,
            public_key=public_key,
            signature=letter.signature or "",
            body=letter.body.decode(),
        )

    def _refusal(self, opened: Opened, refused: Refused) -> tuple[Fact, Origin]:
        letter, key = opened.letter, opened.key
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


def _open(letter: Letter) -> Opened:
    try:
        proposal = read(letter)
    except Exception as error:
        return Opened(letter, letter.key, error)
    return Opened(letter, proposal.origin.causation, proposal)
