"""The shelf: the rulebooks that come with redcard, as texts, by the names of their files."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def shelf() -> Mapping[str, str]:
    """Every shipped text: `hanting`, `nyc-capital`, ..."""
    folder = files("services.scoring") / "rulebooks"
    books = {entry.name.removesuffix(".toml"): entry for entry in folder.iterdir() if entry.name.endswith(".toml")}
    return {name: books[name].read_text("utf-8") for name in sorted(books)}


def find(name: str) -> str | None:
    """The shipped text of this name or edition; none where there is no such book."""
    books = shelf()
    return books.get(name) or next((text for text in books.values() if tomllib.loads(text)["edition"] == name), None)
