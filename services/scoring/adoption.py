"""Adopting a rulebook: an edition, whole and checked, each at most once."""

from collections.abc import Mapping

from services.scoring import rulebook
from services.scoring.rulebook import Rulebook
from shared.catalogue.scoring import RulebookAdopted
from shared.deciding import Refused


def decide(books: Mapping[str, Rulebook], proposal: RulebookAdopted) -> list[RulebookAdopted]:
    """Accept an edition, or refuse with the rule it breaks."""
    book = rulebook.parse(proposal.text)
    if proposal.edition != book.edition:
        raise Refused("wrong-edition", "data.edition", proposal.edition, f"the text says it is {book.edition}")
    if proposal.sha256 != book.sha256:
        raise Refused("wrong-digest", "data.sha256", proposal.sha256, f"the text's SHA-256 is {book.sha256}")
    if book.edition in books:
        raise Refused(
            "edition-exists",
            "data.edition",
            book.edition,
            "an edition is adopted once: give a changed book a new edition",
        )
    return [proposal]
