"""Grants: who may say what. They are facts, and every door asks them before it decides.

Until the first grant is on the log every source may say everything; from then on a source may send only the messages,
for the projects, with the fields that one of its grants names. Who may not is told so before anything is looked up, so
that a refusal says nothing about what others have reported.
"""

import dataclasses
from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from shared.catalogue import Fact, definition_of
from shared.catalogue.intake import GrantGiven, GrantRevoked
from shared.deciding import Refused
from shared.letters import CLOUD_EVENT, SIGNATURE, Letter, Proposal
from shared.notices import TASK_FORCES
from shared.signing import verify

_ABOUT_NO_PROJECT = frozenset(("calendar", "prospect", "grant", "parked", "tour", "rulebook"))
"""Nouns of streams whose messages concern no project."""
_MAY_GRANT = "grant-given"

Held = Mapping[str, GrantGiven]


@dataclass(slots=True)
class Grants:
    """Every grant that stands, by source and id; `guarded` once the first was given."""

    guarded: bool = False
    held: MutableMapping[str, Held] = field(default_factory=dict)

    def draft(self) -> "Grants":
        """A copy on which a batch is tried out."""
        return Grants(self.guarded, ChainMap({}, self.held))

    def evolve(self, fact: Fact) -> None:
        """Take in a fact; others than grants change nothing."""
        if isinstance(fact, GrantGiven | GrantRevoked):
            self.guarded = True
            self.held[fact.grantee] = _after(self.held.get(fact.grantee, {}), fact)

    def decide(self, proposal: GrantGiven | GrantRevoked) -> list[Fact]:
        """Give or take back a grant; somebody must always be left who can give grants. Raises `Refused`."""
        if isinstance(proposal, GrantGiven) and proposal.grantee in TASK_FORCES:
            rule = "a task force goes by this name, and hears its notices under it: give the source another one"
            raise Refused("reserved-name", "data.grantee", proposal.grantee, rule)
        held = self.held.get(proposal.grantee, {})
        if isinstance(proposal, GrantRevoked) and proposal.grant not in held:
            rule = f"{proposal.grantee} holds no such grant"
            raise Refused("unknown-grant", "data.grant", proposal.grant, rule)
        others = (grants for grantee, grants in self.held.items() if grantee != proposal.grantee)
        if not any(_covers_message(_MAY_GRANT, grants.values()) for grants in (*others, _after(held, proposal))):
            rule = f"nobody could give grants any more: first give somebody {_MAY_GRANT}"
            raise Refused("nobody-could-grant", "data.grant", proposal.grant, rule)
        return [proposal]

    def keys(self, source: str, message: str) -> set[str | None]:
        """The keys of a source's grants for a message; `None` stands for a grant that asks for no signature."""
        held = self.held.get(source, {}).values()
        return {grant.public_key for grant in held if _covers_message(message, [grant])}

    def check(self, letter: Letter, proposal: Proposal, project: str | None) -> GrantGiven | None:
        """The grant under which this may be said; none while the door is open to all. Raises `Refused`."""
        if not self.guarded:
            _check_signature(None, letter, proposal)
            return None
        definition = definition_of(proposal.fact)
        grants = [
            grant for grant in self.held.get(letter.source, {}).values() if _covers_message(definition.message, [grant])
        ]
        if not grants:
            raise _not_granted("subject", letter.subject, letter.source, definition.message)
        noun = definition.stream.split(".")[1]
        if project is not None or noun not in _ABOUT_NO_PROJECT:
            grants = [grant for grant in grants if _matches(project or "", grant.projects)]
        if not grants:
            raise _not_granted("data", project or "", letter.source, f"{definition.message} for this project")
        grant = _with_fields(grants, proposal.fact, letter.source)
        _check_signature(grant, letter, proposal)
        return grant


def _after(held: Held, fact: GrantGiven | GrantRevoked) -> Held:
    rest = {name: grant for name, grant in held.items() if name != fact.grant}
    return {**rest, fact.grant: fact} if isinstance(fact, GrantGiven) else rest


def _covers_message(message: str, grants: Iterable[GrantGiven]) -> bool:
    return any(_matches(message, grant.messages) for grant in grants)


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _with_fields(grants: list[GrantGiven], fact: Fact, source: str) -> GrantGiven:
    """The first grant that lets everything be filled in that is filled in."""
    filled = [
        told.name
        for told in dataclasses.fields(fact)
        if told.default is not dataclasses.MISSING and getattr(fact, told.name) != told.default
    ]
    for grant in grants:
        if all(_matches(name, grant.fields) for name in filled):
            return grant
    denied = next(name for name in filled if not _matches(name, grants[0].fields))
    rule = f"{source} may not fill in this field: leave it out, or ask the office for a grant"
    raise Refused("field-not-granted", f"data.{denied}", "", rule)


def _not_granted(place: str, value: str, source: str, what: str) -> Refused:
    return Refused("not-granted", place, value, f"{source} may not send {what}: ask the office for a grant")


def _check_signature(grant: GrantGiven | None, letter: Letter, proposal: Proposal) -> None:
    signature = letter.signature
    key = grant.public_key if grant else None
    if key is None and signature is None:
        return
    place = f"header {SIGNATURE}"
    if key is None:
        raise Refused("no-key", place, "", "no key of yours is on record: ask for a grant with it, or send it unsigned")
    if signature is None:
        raise Refused("unsigned", place, "", "your grant names a key: sign the bytes of the body with it")
    if letter.attributes is not None:
        rule = f"a signature covers the body alone: send what it says in the body, not as {CLOUD_EVENT} headers"
        raise Refused("bad-signature", place, signature, rule)
    if not proposal.names_itself:
        rule = "a signed message says its type and its source, so that nobody can send it as another: add both"
        raise Refused("bad-signature", place, signature, rule)
    if not verify(key, letter.body, signature):
        rule = f"this is not the signature of these bytes by {key}: sign exactly what you send, base64"
        raise Refused("bad-signature", place, signature, rule)
