"""A name: how somebody or something is called in a simulated district, and what is said there."""

from typing import NamedTuple


class Name(NamedTuple):
    """A name as it stands on the list, and in English."""

    zh: str
    en: str
