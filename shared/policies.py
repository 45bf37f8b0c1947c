"""Policy as data: a rulebook or a ladder is a text, in dated editions, that is read whole or refused whole.

    text ──► TOML ──► lifted, where its format is the former one ──► model ──► does it hold together? ──► policy

Everything that is wrong is told at once: its place in the text, the value found there, and the reason. An edition is
adopted at most once: what was decided by it can be decided again by its very text.
"""

import tomllib
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from shared.deciding import Refused

Place = tuple[int | str, ...]
Flaw = tuple[Place, str, str]
"""In what a policy does not hold together: the place, the value found there, and the reason."""
Policy = TypeVar("Policy", bound=BaseModel)


class Fault(NamedTuple):
    """Something that is wrong with a message's text, as a refusal tells it."""

    field: str
    value: str
    rule: str


class Edition(Protocol):
    """An edition by its name and the digest of its text, hex."""

    @property
    def edition(self) -> str:
        """Its name."""

    @property
    def sha256(self) -> str:
        """Its digest."""


@dataclass(frozen=True, slots=True)
class Form(Generic[Policy]):
    """How the texts of one kind of policy are read."""

    model: type[Policy]
    """Has a field `sha256`, which no text can say of itself."""
    format: int
    """A text that names no format is of the one before there were formats."""
    lift: Callable[[dict[str, Any]], dict[str, Any]]
    """A text of that former format as it would be written today; raises pydantic's `ValidationError`."""
    flaws: Callable[[Policy], Sequence[Flaw]]

    def read(self, text: str) -> Policy | list[Fault]:
        """The policy, or everything that is wrong with its text."""
        try:
            found = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            return [_fault((), "", f"not TOML: {error}")]
        except (ValueError, ArithmeticError, RecursionError):
            return [_fault((), "", "a figure is too large or nested too deeply")]
        if "sha256" in found:
            return [_fault(("sha256",), "", "a text cannot hold its own digest: leave it out")]
        is_former = "format" not in found
        try:
            lifted = self.lift(found) if is_former else found
            policy = self.model.model_validate({**lifted, "sha256": digest(text)})
        except ValidationError as error:
            hint = f" (a text without `format = {self.format}` is read in the first format)" if is_former else ""
            found_wrong = [told for told in error.errors() if not _follows(told, error.errors())]
            return [_fault(told["loc"], _shown(told["input"]), f"{_reason(told)}{hint}") for told in found_wrong]
        return [_fault(*flaw) for flaw in self.flaws(policy)] or policy


def check_adoption(editions: Container[str], found: Edition, proposed: Edition) -> None:
    """Refuse to adopt what is not the edition or the text that the proposal says, or was adopted before."""
    if proposed.edition != found.edition:
        raise Refused("wrong-edition", "data.edition", proposed.edition, f"the text says it is {found.edition}")
    if proposed.sha256 != found.sha256:
        raise Refused("wrong-digest", "data.sha256", proposed.sha256, f"the text's SHA-256 is {found.sha256}")
    if found.edition in editions:
        rule = "an edition is adopted once: give a changed text a new edition"
        raise Refused("edition-exists", "data.edition", found.edition, rule)


def digest(text: str) -> str:
    """SHA-256 of a text, hex."""
    return sha256(text.encode()).hexdigest()


def dotted(place: Place) -> str:
    """A place as people read it: `rule.3.count`."""
    return ".".join(map(str, place))


def _fault(place: Place, value: str, reason: str) -> Fault:
    return Fault(f"data.text:{dotted(place)}" if place else "data.text", value, reason)


def _shown(value: object) -> str:
    """A value that somebody wrote down as such; no whole tables."""
    return "" if isinstance(value, dict | list | tuple) else str(value)[:200]


def _follows(told: Any, wrong: Sequence[Any]) -> bool:
    """Whether something is wrong only since something else is: the key it is made from, or all parts of a list."""
    within = (one["loc"] for one in wrong if len(one["loc"]) > len(told["loc"]))
    emptied = told["type"] == "too_short" and any(loc[: len(told["loc"])] == told["loc"] for loc in within)
    return emptied or told["type"] == "default_factory_not_called"


def _reason(told: Any) -> str:
    match told["type"]:
        case "missing":
            return "it is required: add it"
        case "extra_forbidden":
            return "there is no such key: leave it out, or mend its name"
    return str(told["msg"]).removeprefix("Value error, ")
