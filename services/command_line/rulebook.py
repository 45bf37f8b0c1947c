"""`redcard rulebook`: check a book, read it, tell two apart, apply one to a table, adopt one."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from services.command_line import rulebook_table
from services.command_line.linting import AsJson, told
from services.command_line.rulebook_table import TableError
from services.command_line.rulebook_text import Reader, differences
from services.command_line.sending import NatsUrl, Seed, deliver
from services.scoring import rulebook
from services.scoring.rulebook import Rulebook, shelf
from services.upstream.outgoing import Outgoing, Place
from shared.deciding import Refused
from shared.language import Language

app = typer.Typer(name="rulebook", help="Rulebooks: check, show, diff, apply, adopt.", no_args_is_help=True)

Book = Annotated[str, typer.Argument(metavar="EDITION|FILE", help="A file, or the name or edition of a shipped book.")]


@app.command()
def check(
    books: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files; or shipped books, by name or edition.")],
) -> None:
    """Check whether books hold together, and tell everything that is wrong with them. Exit 1 where one does not."""
    bad = False
    for name in books:
        text = _text(name)
        found = rulebook.read(text)
        if isinstance(found, Rulebook):
            rules = (*found.cap, *found.floor, *found.veto, *found.streak)
            counted = f"scores {len(found.score)}, lights {len(found.light)}, rules {len(rules)}"
            typer.echo(f"{name}: {found.edition} holds together: {counted}; SHA-256 {found.sha256}")
        else:
            bad = True
            for refused in found:
                typer.echo(_fault(name, text, refused))
    if bad:
        raise typer.Exit(1)


@app.command()
def show(book: Book, lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE) -> None:
    """Read a book out: its bands, points, lights, bounds and terms."""
    Console(highlight=False).print(Reader(lang).read(_book(book)), soft_wrap=True)


@app.command()
def diff(one: Book, other: Book) -> None:
    """Tell by path what two books say differently: was -> is. Exit 1 where they differ."""
    found = [*differences(_book(one), _book(other))]
    typer.echo("\n".join(found) or "The books say the same.")
    if found:
        raise typer.Exit(1)


@app.command()
def apply(
    book: Book,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Table in UTF-8 with a line of column names.")],
    out: Annotated[Path | None, typer.Option(help="CSV file to write, in place of standard output.")] = None,
) -> None:
    """Apply a book to a table whose columns are indicators: adds NAME_light for each light, the score, and the card.

    An empty cell is unknown; every other column stays as it is. Each row stands alone: streaks play no part.
    """
    found = _book(book)
    try:
        table = rulebook_table.read(file.read_bytes())
        written = rulebook_table.apply(found, table)
        if out is None:
            typer.echo(written, nl=False)
        else:
            out.write_text(written, "utf-8-sig" if table.marked else "utf-8", newline="")
    except (OSError, TableError) as error:
        _fail(f"{file}: {error}" if isinstance(error, TableError) else str(error))


@app.command()
def adopt(
    book: Book,
    by: Annotated[str, typer.Option("--by", help="Who adopts it.")],
    source: Annotated[str, typer.Option("--source", help="Who sends it.")] = "dispatch-office",
    nats_url: NatsUrl = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Adopt a book: cards of months that are closed from then on follow it. Exit 1 where it was not accepted."""
    text = _text(book)
    found = _parsed(book, text)
    message_id = f"rulebook-{found.sha256[:24]}"
    data = {"edition": found.edition, "text": text, "sha256": found.sha256, "adopted_by": by}
    body = {"id": message_id, "time": datetime.now(UTC).isoformat(), "data": data}
    written = json.dumps(body, ensure_ascii=False).encode()
    letter = Outgoing(Place(found.edition), written, message_id, source, "rulebook-adopted")
    deliver([letter], source, None, nats_url, seed, as_json)


def _text(name: str) -> str:
    """The text of a file, or of a book on the shelf."""
    try:
        if Path(name).is_file():
            return Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        _fail(f"{name} cannot be read: {error}")
    text = shelf.find(name)
    if text is None:
        _fail(f"no file {name}; shipped books are {', '.join(shelf.shelf())}")
    return text


def _book(name: str) -> Rulebook:
    return _parsed(name, _text(name))


def _parsed(name: str, text: str) -> Rulebook:
    try:
        return rulebook.parse(text)
    except Refused as refused:
        _fail(_fault(name, text, refused))


def _fault(name: str, text: str, refused: Refused) -> str:
    """What is wrong, as `FILE:LINE: PLACE = "value": reason`."""
    place = refused.field.removeprefix("data.text").removeprefix(":")
    line = _line(text, *place.split("."))
    return f"{name}{f':{line}' if line else ''}: {told(place, refused.value, refused.rule)}"


def _line(text: str, table: str, *within: str) -> int | None:
    """The line of a place: of its key where that has one of its own, else of the table that holds it."""
    number, keys = (int(within[0]), within[1:]) if within and within[0].isdigit() else (0, within)
    found, inside, tables = None, False, 0
    for line, told_there in enumerate(text.splitlines(), start=1):
        if head := re.match(r"\s*\[\[?([a-z_]+)]", told_there):
            tables += head[1] == table
            inside = head[1] == table and tables == number + 1
            found = line if inside else found
        elif (key := re.match(r"\s*([a-z_0-9]+)\s*=", told_there)) and (
            (inside and key[1] in keys[:1]) or (not tables and not found and key[1] == table)
        ):
            return line
    return found


def _fail(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)
