"""Signatures, verified again: what a source signed is what was recorded, and nothing that had to be signed is without.

progress.reported   housing-bureau/m1      recorded
message.signed      housing-bureau/m1      the bytes that were signed: verified, read again, compared
"""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.catalogue import Fact, definition_of
from shared.catalogue.intake import MessageSigned
from shared.deciding import Refused
from shared.envelope import Logged
from shared.granting import Grants
from shared.letters import Letter, read
from shared.signing import verify


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something about a signature that is not as it should be."""

    logged: Logged
    what: str
    recorded: str
    expected: str


class Signatures:
    """Takes in a log, entry by entry; the facts of one message follow each other, its signature comes last."""

    def __init__(self) -> None:
        self._grants = Grants()
        self._message = ""
        self._facts: list[Fact] = []
        self._unsigned: Logged | None = None
        self.verified = 0

    def check(self, logged: Logged) -> Iterator[Flaw]:
        """What is wrong up to this entry."""
        if logged.entry.causation != self._message:
            yield from self.close()
            self._message, self._facts = logged.entry.causation, []
        fact = logged.entry.fact
        if isinstance(fact, MessageSigned):
            self._unsigned = None
            yield from self._verify(logged, fact)
        elif "/" in logged.entry.causation and definition_of(fact).proposed:
            self._facts.append(fact)
            keys = self._grants.keys(logged.entry.source, definition_of(fact).message)
            self._unsigned = logged if keys and None not in keys else None
        self._grants.evolve(fact)

    def close(self) -> Iterator[Flaw]:
        """What is wrong about the message before, now that nothing more comes of it."""
        if self._unsigned:
            yield Flaw(self._unsigned, "signature", "none", "signed: its source's grant names a key")
        self._unsigned = None

    def _verify(self, logged: Logged, signed: MessageSigned) -> Iterator[Flaw]:
        body = signed.body.encode()
        if not verify(signed.public_key, body, signed.signature):
            yield Flaw(logged, "signature", signed.signature, f"of these bytes by {signed.public_key}")
        try:
            proposal = read(Letter(signed.subject, body, 0, logged.entry.occurred_at))
        except Refused as refused:
            yield Flaw(logged, "body", signed.body, f"a message: {refused.rule}")
            return
        keys = self._grants.keys(signed.source, definition_of(proposal.fact).message)
        if signed.public_key not in keys:
            yield Flaw(logged, "public_key", signed.public_key, "a key of the source's grants")
        if proposal.origin.causation != logged.entry.causation or proposal.fact not in self._facts:
            yield Flaw(logged, "body", str(proposal.fact), "the fact that was recorded for it")
        self.verified += 1
