"""`redcard rulebook`: check a book, read it, tell two apart, apply one to a table, adopt one."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.command_line import rulebook_table
from services.command_line.linting import AsJson
from services.command_line.policy import By, Lang, Policies, Sender, fail
from services.command_line.rulebook_table import TableError
from services.command_line.rulebook_text import Reader
from services.command_line.sending import NatsUrl, Seed
from services.scoring import rulebook
from services.scoring.rulebook import Rulebook
from services.scoring.rulebook.shelf import SHELF
from shared.language import Language

app = typer.Typer(name="rulebook", help="Rulebooks: check, show, diff, apply, adopt.", no_args_is_help=True)

BOOKS = Policies("rulebook", "books", SHELF, rulebook.read)
Book = Annotated[str, typer.Argument(metavar="EDITION|FILE", help="A file, or the name or edition of a shipped book.")]


@app.command()
def check(
    books: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files; or shipped books, by name or edition.")],
) -> None:
    """Check whether books hold together, and tell everything that is wrong with them. Exit 1 where one does not."""
    BOOKS.check(books, _counted)


@app.command()
def show(book: Book, lang: Lang = Language.CHINESE) -> None:
    """Read a book out: its bands, points, lights, bounds and terms."""
    Console(highlight=False).print(Reader(lang).read(BOOKS.load(book)), soft_wrap=True)


@app.command()
def diff(one: Book, other: Book) -> None:
    """Tell by path what two books say differently: was -> is. Exit 1 where they differ."""
    BOOKS.diff(one, other)


@app.command()
def apply(
    book: Book,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Table in UTF-8 with a line of column names.")],
    out: Annotated[Path | None, typer.Option(help="CSV file to write, in place of standard output.")] = None,
) -> None:
    """Apply a book to a table whose columns are indicators: adds NAME_light for each light, the score, and the card.

    An empty cell is unknown; every other column stays as it is. Each row stands alone: streaks play no part.
    """
    found = BOOKS.load(book)
    try:
        table = rulebook_table.read(file.read_bytes())
        written = rulebook_table.apply(found, table)
        if out is None:
            typer.echo(written, nl=False)
        else:
            out.write_text(written, "utf-8-sig" if table.marked else "utf-8", newline="")
    except (OSError, TableError) as error:
        fail(f"{file}: {error}" if isinstance(error, TableError) else str(error))


@app.command()
def adopt(
    book: Book,
    by: By,
    source: Sender = "dispatch-office",
    nats_url: NatsUrl = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Adopt a book: cards of months that are closed from then on follow it. Exit 1 where it was not accepted."""
    BOOKS.adopt(book, by, source, nats_url, seed, as_json)


def _counted(book: Rulebook) -> str:
    rules = (*book.cap, *book.floor, *book.veto, *book.streak)
    return f"scores {len(book.score)}, lights {len(book.light)}, rules {len(rules)}"
