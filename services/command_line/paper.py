"""`redcard paper`: the papers of the year, each made again from the log up to the entry that it was issued on.

    list ──► show KIND PERIOD [--out FILE]    in a terminal, Markdown, HTML, XLSX or PDF

A paper whose content is not what was issued is never shown: the difference is said, and the command ends with 1.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from services.command_line.opening import open_log
from services.scoring.papers.forms import compose
from services.scoring.papers.periods import PERIOD_OF, span_of
from services.scoring.printing import Made, UnlikeError, issues, make
from services.upstream import names
from shared.catalogue.scoring import PaperKind
from shared.language import Language
from shared.press import html, markdown, pdf, terminal, xlsx
from shared.press.document import Document
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True)

WIDTH: Final = 120
"""Columns of a text that goes into a file."""
EXAMPLE: Final = date(2025, 3, 10)


class Form(StrEnum):
    """What a paper can be set in."""

    TERMINAL = "terminal"
    MARKDOWN = "md"
    HTML = "html"
    XLSX = "xlsx"
    PDF = "pdf"


def _text(document: Document) -> bytes:
    file = StringIO()
    Console(file=file, width=WIDTH).print(terminal.render(document))
    return file.getvalue().encode()


RENDERERS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    Form.TERMINAL: _text,
    Form.MARKDOWN: lambda document: markdown.render(document).encode(),
    Form.HTML: lambda document: html.render(document).encode(),
    Form.XLSX: xlsx.render,
    Form.PDF: pdf.render,
}
FOR_FILES: Final = frozenset({Form.XLSX, Form.PDF})
ENDINGS: Final = {".txt": Form.TERMINAL, ".md": Form.MARKDOWN, ".html": Form.HTML, ".xlsx": Form.XLSX, ".pdf": Form.PDF}


@app.callback()
def paper() -> None:
    """The papers of the year: which were issued, and each of them in any form."""


@app.command(name="list")
def list_() -> None:
    """Show every paper that was issued: its log position, kind, period, and the digest of its content."""
    with open_log(Settings().nats_url) as log:
        for fact in issues(log).values():
            typer.echo(f"{fact.position:>9}  {fact.kind:<23}  {fact.period:<10}  {fact.sha256}")


@app.command()
def show(
    kind: Annotated[PaperKind, typer.Argument(help="Which paper.")],
    period: Annotated[str, typer.Argument(help="2025-W07, 2025-03-H1, 2025-03, 2025-Q1, 2025-H1 or 2025.")],
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
    form: Annotated[Form | None, typer.Option(help="Form; by default as the file's ending says.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write, in place of the output.", dir_okay=False)] = None,
) -> None:
    """Make a paper again from the log, as it was issued; a draft where it was not issued yet."""
    _check(kind, period)
    chosen = form or form_of(out)
    try:
        with open_log(Settings().nats_url) as log:
            made = make(log, kind, period)
    except ValueError as error:
        raise typer.BadParameter(f"{kind} {period}: {error}") from error
    except UnlikeError as error:
        typer.echo(f"THIS IS NOT THE PAPER THAT WAS ISSUED: {kind} {period}, {error}", err=True)
        raise typer.Exit(1) from error
    put(_document(made, lang), chosen, out)


def put(document: Document, form: Form, out: Path | None) -> None:
    """Into the file, or to the output; no bytes of a workbook or a PDF where somebody reads."""
    if out is not None:
        try:
            out.write_bytes(RENDERERS[form](document))
        except OSError as error:
            typer.echo(f"{out} cannot be written: {error.strerror}", err=True)
            raise typer.Exit(1) from error
    elif form is Form.TERMINAL:
        Console(highlight=False).print(terminal.render(document))
    elif form in FOR_FILES and sys.stdout.isatty():
        raise typer.BadParameter(f"{form} is for files: say --out FILE.{form}")
    else:
        typer.get_binary_stream("stdout").write(RENDERERS[form](document))


def _check(kind: PaperKind, period: str) -> None:
    try:
        span_of(kind, period)
    except ValueError as error:
        right = PERIOD_OF[kind](EXAMPLE)
        raise typer.BadParameter(f"{period!r} is no period of the {kind}: write it as {right}") from error


def form_of(out: Path | None) -> Form:
    """The form that a file's ending asks for."""
    if out is None:
        return Form.TERMINAL
    if out.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"{out} ends in none of {', '.join(ENDINGS)}: say --form")
    return ENDINGS[out.suffix.lower()]


def _document(made: Made, language: Language) -> Document:
    """The paper in a language; only a simulated district's names are known in English."""
    known = names.english() if made.paper.values.head.simulated else {}
    return compose(made.paper, language, made.issued, known)
