"""The ladder: policy as data, in dated editions, like the rulebook. What happens, and which step it calls for.

        rules: trigger ──► rung        rungs: who decides, how long the clock runs
        issues: levels, days, owners   findings: how slow, dragging and concealing are measured

Days are calendar days unless a name says working days. A ladder that does not hold together is refused whole: rules
that contradict each other, a rule that can never lead anywhere, a rung that could only be reached by skipping one.
`docs/ladder.md` explains every key. Format 1 knew red cards alone (`services.escalation.ladder.former`).
"""

from typing import Annotated, Literal

from pydantic import Field

from services.escalation.ladder import consistency, former
from services.escalation.ladder.parts import (
    COUNTING,
    OFFICES,
    STEPS,
    Clocks,
    Deciders,
    Findings,
    Headed,
    Issues,
    Level,
    Part,
    Recovery,
    Rule,
    Rung,
)
from shared.catalogue.escalation import Trigger
from shared.deciding import Refused
from shared.policies import Form

__all__ = [
    "COUNTING",
    "FORMAT",
    "OFFICES",
    "STEPS",
    "Clocks",
    "Deciders",
    "Findings",
    "Issues",
    "Ladder",
    "Level",
    "Part",
    "Recovery",
    "Rule",
    "Rung",
    "parse",
    "read",
]
FORMAT = 2


class Ladder(Headed):
    """One edition of the ladder, whole and checked."""

    format: Literal[2]
    decided_by: Deciders
    clocks: Clocks
    recovery: Recovery
    rule: Annotated[tuple[Rule, ...], Field(min_length=1)]
    issues: Issues | None = None
    """None where issues do not climb."""
    findings: Findings | None = None
    """None where nothing is found by itself."""
    sha256: str
    """Digest of the text, hex."""

    def rules(self, trigger: Trigger) -> tuple[Rule, ...]:
        """The rules that a trigger can speak to."""
        return tuple(rule for rule in self.rule if rule.trigger == trigger)


def parse(text: str) -> Ladder:
    """Read a ladder; raises `Refused` with the first place that is wrong, and the reason."""
    found = read(text)
    if isinstance(found, Ladder):
        return found
    raise found[0]


def read(text: str) -> Ladder | list[Refused]:
    """A ladder, or everything that is wrong with it."""
    found = _FORM.read(text)
    return found if isinstance(found, Ladder) else [Refused("bad-ladder", *fault) for fault in found]


_FORM = Form(Ladder, FORMAT, former.lift, consistency.flaws)
