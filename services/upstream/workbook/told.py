"""A refusal, told to an office in Chinese: what it means, what to do, and the rule itself as the door gave it."""

from shared.catalogue.refusals import REFUSALS
from shared.deciding import Refused


def told_of(refused: Refused) -> str:
    """What an office reads about a refusal; the rule alone where the table of refusals has no row."""
    row = REFUSALS.get(refused.code)
    meaning = "" if row is None else f"{row.meaning_zh}{row.remedy_zh}\n"
    return f"{meaning}{refused.rule}"
