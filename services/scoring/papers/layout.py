"""Parts of a page that several papers have: a project and who is in charge of it, its card, columns with units."""

from services.scoring.papers.values import Named
from services.scoring.papers.words import Words
from shared.catalogue.values import Card
from shared.press.document import Cell, Column, Kind


def who(words: Words) -> tuple[Column, ...]:
    """Columns for a project and who is in charge."""
    return Column(words("project"), share=3), Column(words("unit"), share=2), Column(words("lead official"), share=1)


def names(project: Named, words: Words) -> tuple[Cell, ...]:
    """What stands under `who`."""
    return words.name(project.name), words.name(project.responsible_unit), words.name(project.lead_official)


def card_columns(overridden: bool, words: Words) -> tuple[Column, ...]:
    """A column for the card, and one for the card that a leader put beside it where any was."""
    beside = (Column(words("override"), Kind.CARD),) if overridden else ()
    return Column(words("card"), Kind.CARD), *beside


def card_cells(card: Card, override: Card | None, overridden: bool, words: Words) -> tuple[Cell, ...]:
    """What stands under `card_columns`."""
    beside = (words.card(override) if override else None,) if overridden else ()
    return words.card(card), *beside


def money(key: str, unit: str, words: Words) -> Column:
    """A column of amounts, with their unit in its heading."""
    return Column(words("in unit", what=words(key), unit=words.one_of("money", unit)), Kind.MONEY)
