"""What a fact is: a frozen, typed definition with a stable name, a version and the stream it belongs to.

Names and versions are stored for ever and never derive from Python paths. When a fact changes its shape, its version
rises and an upcaster turns the older data into the newer; the log itself is never touched.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar, dataclass_transform


class Fact(Protocol):
    """Anything that `@fact` made: something that happened, in the officials' own words."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Definition:
    """What the catalogue knows of one fact."""

    name: str
    version: int
    stream: str
    """Format of the stream's id, filled from the fact's own fields: `intake.project.{0.project}`."""
    cls: type[Any]
    proposed: bool
    """True where upstream systems may propose this fact as a message."""

    @property
    def topic(self) -> str:
        """Name and version as stored: `progress.reported.v1`."""
        return f"{self.name}.v{self.version}"

    @property
    def service(self) -> str:
        """The service that records this fact (a fact of every service, such as a refusal, names it in a field)."""
        return self.stream.partition(".")[0]

    @property
    def message(self) -> str:
        """The last token of the inbox subject on which upstream systems propose this fact."""
        return self.name.replace(".", "-")


DEFINITIONS: dict[str, Definition] = {}
"""Every fact by name; filled as the catalogue's pages are imported."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""(fact name, version) to the function that lifts data of that version to the next."""
RETIRED: dict[str, tuple[str, Upcaster]] = {}
"""Older message to the newer one (`x-told` to `x-told-v2`), and what lifts the data of the one to the other."""


_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(name: str, *, version: int = 1, stream: str, proposed: bool = False) -> Callable[[type[_T]], type[_T]]:
    """Define a fact: a frozen dataclass under a stable name. Unknown fields are refused at the door."""

    def define(cls: type[_T]) -> type[_T]:
        if name in DEFINITIONS:
            raise ValueError(f"two facts are called {name}")
        cls = part(cls)
        DEFINITIONS[name] = Definition(name, version, stream, cls, proposed)
        _NAMES[cls] = name
        return cls

    return define


@dataclass_transform(frozen_default=True, kw_only_default=True)
def part(cls: type[_T]) -> type[_T]:
    """Define a frozen value that stands inside facts."""
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]  # Pydantic's name, not a field.
    return dataclasses.dataclass(frozen=True, slots=True, kw_only=True)(cls)


_NAMES: dict[type[Any], str] = {}


def definition_of(fact: Fact) -> Definition:
    """The catalogue's entry for a fact."""
    return DEFINITIONS[_NAMES[type(fact)]]


def stream_of(fact: Fact) -> str:
    """The id of the stream a fact is appended to, e.g. `intake.project.P0142`."""
    return definition_of(fact).stream.format(fact)


def upcast(name: str, version: int, data: dict[str, Any]) -> dict[str, Any]:
    """Lift stored data to the fact's current version; raises `UnknownFactError` where no way leads there."""
    definition = DEFINITIONS.get(name)
    if definition is None or version > definition.version:
        raise UnknownFactError(f"the log holds {name}.v{version}, which this release of redcard does not know")
    for step in range(version, definition.version):
        if (name, step) not in UPCASTERS:
            raise UnknownFactError(f"nothing lifts {name}.v{step} to the version after it")
        data = UPCASTERS[name, step](data)
    return data


class UnknownFactError(LookupError):
    """The log holds a fact from a later release, or of another system."""
