"""A shelf: the policies that come with redcard, as texts, by the names of their files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Shelf:
    """The texts in a folder of a package."""

    package: str
    folder: str

    def texts(self) -> Mapping[str, str]:
        """Every shipped text by name, in order."""
        return _texts(self.package, self.folder)

    def find(self, name: str) -> str | None:
        """The shipped text of this name or edition; none where there is no such text."""
        texts = self.texts()
        return texts.get(name) or next(
            (told for told in texts.values() if tomllib.loads(told)["edition"] == name), None
        )


@cache
def _texts(package: str, folder: str) -> Mapping[str, str]:
    entries = (files(package) / folder).iterdir()
    texts = {entry.name.removesuffix(".toml"): entry for entry in entries if entry.name.endswith(".toml")}
    return {name: texts[name].read_text("utf-8") for name in sorted(texts)}
