"""A parked message: no door could decide it, and a person may give it up once, with a reason."""

from dataclasses import dataclass

from shared.catalogue.intake import MessageDiscarded
from shared.deciding import Refused


@dataclass(frozen=True, slots=True)
class Discarded:
    """A parked message that was given up; nothing brings it back."""

    discarded_by: str


def decide(discarded: Discarded | None, proposal: MessageDiscarded) -> list[MessageDiscarded]:
    """Accept that a parked message is given up, or refuse; a contest need not be open for that."""
    if discarded:
        raise Refused(
            "already-discarded",
            "data.sequence",
            str(proposal.sequence),
            f"{discarded.discarded_by} gave this message up before",
        )
    return [proposal]


def evolve(discarded: Discarded | None, fact: MessageDiscarded) -> Discarded:
    """The message as given up."""
    assert discarded is None, "the log never gives a message up twice"
    return Discarded(fact.discarded_by)
