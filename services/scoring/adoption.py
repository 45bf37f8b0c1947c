"""Adopting a rulebook: an edition, whole and checked, each at most once."""

from collections.abc import Container

from services.scoring import rulebook
from shared.catalogue.scoring import RulebookAdopted
from shared.policies import check_adoption


def decide(editions: Container[str], proposal: RulebookAdopted) -> list[RulebookAdopted]:
    """Accept an edition, or refuse with the rule it breaks; `editions` are those that were adopted before."""
    check_adoption(editions, rulebook.parse(proposal.text), proposal)
    return [proposal]
