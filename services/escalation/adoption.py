"""Adopting a ladder: an edition, whole and checked, each at most once; what happens from then on is measured by it."""

from collections.abc import Container
from datetime import UTC, datetime, time

from services.escalation import ladder
from shared.catalogue.escalation import LadderAdopted
from shared.envelope import Origin
from shared.policies import check_adoption


def decide(editions: Container[str], proposal: LadderAdopted) -> list[LadderAdopted]:
    """Accept an edition, or refuse with the rule it breaks; `editions` are those that were adopted before."""
    check_adoption(editions, ladder.parse(proposal.text), proposal)
    return [proposal]


def of_shipped(text: str) -> tuple[LadderAdopted, Origin]:
    """The ladder that comes into force by itself where none is; nobody but escalation has said so."""
    shipped = ladder.parse(text)
    origin = Origin(
        actor="escalation",
        source="escalation",
        causation=shipped.sha256,
        correlation=shipped.sha256,
        occurred_at=datetime.combine(shipped.valid_from, time(), UTC),
    )
    return LadderAdopted(edition=shipped.edition, text=text, sha256=shipped.sha256, adopted_by="escalation"), origin
