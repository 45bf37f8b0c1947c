"""What `redcard rulebook` and `redcard ladder` do alike: find a text, tell its faults by line, compare, show, adopt."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, NoReturn, Protocol, TypeVar

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from services.command_line.linting import told
from services.command_line.sending import deliver
from services.scoring.rulebook.ranges import shown
from services.upstream.outgoing import Outgoing, Place
from shared.deciding import Refused
from shared.language import Language
from shared.shelf import Shelf

NAMES = ("name", "indicator", "rule", "id", "level")
"""What the parts of a policy go by."""

By = Annotated[str, typer.Option("--by", help="Who adopts it.")]
Lang = Annotated[Language, typer.Option(help="Language.")]
Sender = Annotated[str, typer.Option("--source", help="Who sends it.")]
Row = Sequence[str | Text]


class Policy(Protocol):
    """A rulebook or a ladder."""

    @property
    def edition(self) -> str:
        """Its edition."""

    @property
    def sha256(self) -> str:
        """Digest of its text, hex."""

    def model_dump(self, *, exclude: set[str], exclude_defaults: bool) -> dict[str, Any]:
        """All that it says."""


P = TypeVar("P", bound=Policy)


@dataclass(frozen=True, slots=True)
class Policies(Generic[P]):
    """One kind of policy, as commands name it."""

    kind: str
    """What its messages are called after: `rulebook` of `rulebook-adopted`."""
    plural: str
    shelf: Shelf
    read: Callable[[str], P | list[Refused]]

    def text(self, name: str) -> str:
        """The text of a file, or of one on the shelf."""
        try:
            if Path(name).is_file():
                return Path(name).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            fail(f"{name} cannot be read: {error}")
        text = self.shelf.find(name)
        if text is None:
            fail(f"no file {name}; shipped {self.plural} are {', '.join(self.shelf.texts())}")
        return text

    def load(self, name: str) -> P:
        """The policy of a file or on the shelf; ends the command with the first thing that is wrong with it."""
        text = self.text(name)
        found = self.read(text)
        if isinstance(found, list):
            fail(_fault(name, text, found[0]))
        return found

    def check(self, names: Sequence[str], counted: Callable[[P], str]) -> None:
        """Tell of each whether it holds together, and everything that is wrong; ends the command where one does not."""
        bad = False
        for name in names:
            text = self.text(name)
            found = self.read(text)
            if isinstance(found, list):
                bad = True
                for refused in found:
                    typer.echo(_fault(name, text, refused))
            else:
                typer.echo(f"{name}: {found.edition} holds together: {counted(found)}; SHA-256 {found.sha256}")
        if bad:
            raise typer.Exit(1)

    def diff(self, one: str, other: str) -> None:
        """Tell by path what two say differently; ends the command where they differ."""
        found = [*differences(self.load(one), self.load(other))]
        typer.echo("\n".join(found) or f"The {self.plural} say the same.")
        if found:
            raise typer.Exit(1)

    def adopt(self, name: str, by: str, source: str, nats_url: str | None, seed: Path | None, as_json: bool) -> None:
        """Send it to its door, under an id of its text: the same text again gets the same receipt."""
        found, text = self.load(name), self.text(name)
        message_id = f"{self.kind}-{found.sha256[:24]}"
        data = {"edition": found.edition, "text": text, "sha256": found.sha256, "adopted_by": by}
        body = {"id": message_id, "time": datetime.now(UTC).isoformat(), "data": data}
        written = json.dumps(body, ensure_ascii=False).encode()
        letter = Outgoing(Place(found.edition), written, message_id, source, f"{self.kind}-adopted")
        deliver([letter], source, None, nats_url, seed, as_json)


def differences(one: Policy, other: Policy) -> Iterator[str]:
    """Everything that two policies say differently, a line each: `PATH: was -> is`."""
    before, after = (dict(_leaves(each.model_dump(exclude={"sha256"}, exclude_defaults=True))) for each in (one, other))
    for path in [*before, *(path for path in after if path not in before)]:
        if path not in after:
            yield f"- {path}: {before[path]}"
        elif path not in before:
            yield f"+ {path}: {after[path]}"
        elif before[path] != after[path]:
            yield f"  {path}: {before[path]} -> {after[path]}"


def page(title: str, about: str, sections: Sequence[tuple[str, Sequence[Row]]]) -> RenderableType:
    """A policy read out: its title, what it says of itself, and a table under each heading."""
    parts: list[RenderableType] = [Text(title, style="bold"), Text(about, style="dim")]
    for heading, rows in sections:
        table = Table.grid(*(Column(overflow="fold") for _ in rows[0]), padding=(0, 2, 0, 0))
        for row in rows:
            table.add_row(*row)
        parts += [Text(f"\n{heading}", style="bold"), Padding(table, (0, 0, 0, 2), expand=False)]
    return Group(*parts)


def plain(value: object) -> str:
    """A figure or a word as it is written."""
    return shown(value) if isinstance(value, Decimal) else str(value)


def fail(reason: str) -> NoReturn:
    """End the command with what its user can mend."""
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def line_of(text: str, place: Sequence[str]) -> int | None:
    """The line of a place: of its key where that has one of its own, else of the innermost table that holds it."""
    inside: tuple[str, ...] = ()
    tables: Counter[str] = Counter()
    found = None
    for number, line in enumerate(text.splitlines(), start=1):
        if head := re.match(r"\s*(\[\[?)([a-z_.]+)]", line):
            counted = (str(tables[head[2]]),) if head[1] == "[[" else ()
            inside = (*head[2].split("."), *counted)
            tables[head[2]] += 1
            holds, begins = inside == tuple(place[: len(inside)]), inside[: len(place)] == tuple(place)
            found = number if holds or (begins and found is None) else found
        elif (key := re.match(r"\s*([a-z_0-9]+)\s*=", line)) and (*inside, key[1]) == tuple(place[: len(inside) + 1]):
            return number
    return found


def _fault(name: str, text: str, refused: Refused) -> str:
    """What is wrong, as `FILE:LINE: PLACE = "value": reason`."""
    place = refused.field.removeprefix("data.text").removeprefix(":")
    line = line_of(text, place.split("."))
    return f"{name}{f':{line}' if line else ''}: {told(place, refused.value, refused.rule)}"


def _leaves(said: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every figure and word of a policy by its path; a part goes by its name, wherever it stands."""
    match said:
        case dict():
            for key, value in said.items():
                yield from _leaves(value, f"{path}.{key}" if path else key)
        case list() | tuple():
            for number, value in enumerate(said):
                named = [value[key] for key in NAMES if key in value] if isinstance(value, dict) else []
                yield from _leaves(value, f"{path}[{named[0] if named else number}]")
        case _:
            yield path, plain(said)
