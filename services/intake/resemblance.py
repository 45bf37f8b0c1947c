"""Resemblance: how alike two titles read, in percent of what stands in the same order in both.

A Chinese character counts as much as a word of other scripts; width, case and punctuation do not count. The same title
with another number is another thing (二标段, 三标段), so numbers have to be the same ones for anything to be alike.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

ALIKE = 86
"""From here on two titles are taken for one thing told twice. Where one word of seven is exchanged, it is another thing
as a rule (环评批复未下达, 能评批复未下达: 85); where two are added to seven, it is the same (…未批, …尚未批复: 87)."""

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")


def words(title: str) -> tuple[str, ...]:
    """The words of a title, in order: each Chinese character, and each word or number of other scripts."""
    return tuple(_plain(word) for word in _WORD.findall(unicodedata.normalize("NFKC", title).casefold()))


def similarity(one: Sequence[str], other: Sequence[str]) -> int:
    """How alike two titles are, by their words: 0 to 100."""
    if not one or _numbers(one) != _numbers(other):
        return 0
    # What is left out as too frequent would depend on the length of a title.
    common = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 200 * sum(block.size for block in common) // (len(one) + len(other))


def _plain(word: str) -> str:
    """A single digit is the same in every script."""
    digit = unicodedata.numeric(word, -1.0) if len(word) == 1 else -1.0
    return str(int(digit)) if digit in range(10) else word


def _numbers(title: Sequence[str]) -> list[str]:
    return sorted(word for word in title if any(character.isnumeric() for character in word))
