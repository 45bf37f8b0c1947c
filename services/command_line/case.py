"""`redcard case`: what a case has come to, and its papers.

show PROJECT                      what is due, the steps, and everything that happened, in a terminal
paper PROJECT KIND -o FILE        supervision order, interview notice, minutes, accountability opinion, or the whole
                                  file (案卷), as PDF or DOCX: made from the log, in Chinese
"""

import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from services.command_line.opening import open_log
from services.escalation.papers import page, printing
from services.escalation.papers.fold import Register
from services.escalation.papers.paper import Kind, NoPaper, the_case
from services.escalation.papers.words import Words
from services.upstream import names
from shared.language import Language
from shared.press import docx, official, pdf, terminal
from shared.press.official import Official
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True)


class Form(StrEnum):
    """What a paper of a case can be set in."""

    TERMINAL = "terminal"
    PDF = "pdf"
    DOCX = "docx"


FILES: Final[Mapping[Form, Callable[[Official], bytes]]] = {Form.PDF: pdf.render, Form.DOCX: docx.render}

Project = Annotated[str, typer.Argument(help="Project id, such as P0142.")]
Case = Annotated[int | None, typer.Option(min=1, help="Which of the project's cases; by default the latest.")]


@app.callback()
def case() -> None:
    """The cases of a project: their course, and their papers."""


@app.command()
def show(
    project: Project,
    case: Case = None,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
) -> None:
    """Show what is due in a case, its steps, and everything that happened in it, in the order of the log."""
    register = _read(project)
    try:
        course = the_case(register, case)
    except NoPaper as missing:
        raise _ended(missing) from missing
    known = names.english() if register.contest and register.contest.simulated else {}
    Console(highlight=False).print(terminal.render(page.compose(register, course, Words(lang, known))))


@app.command()
def paper(
    project: Project,
    kind: Annotated[Kind, typer.Argument(help="Which paper.")],
    case: Case = None,
    number: Annotated[int | None, typer.Option(min=1, help="Which of several; by default the latest.")] = None,
    form: Annotated[Form | None, typer.Option("--as", help="Form; by default as the file's ending says.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write.", dir_okay=False)] = None,
) -> None:
    """Make a paper of a case from the log, in Chinese: it says at its foot which entries it takes in."""
    if kind is Kind.FILE and number is not None:
        raise typer.BadParameter("a case has one file: say --case, not --number")
    chosen = form or _form_of(out)
    register = _read(project)
    try:
        made = printing.make(register, kind, case, number)
    except NoPaper as missing:
        raise _ended(missing) from missing
    _put(made, chosen, out)


def _read(project: str) -> Register:
    with open_log(Settings().nats_url) as log:
        return printing.read(log, project)


def _ended(missing: NoPaper) -> typer.Exit:
    typer.echo(str(missing), err=True)
    return typer.Exit(1)


def _form_of(out: Path | None) -> Form:
    """The form that a file's ending asks for."""
    if out is None:
        return Form.TERMINAL
    endings = {f".{form}": form for form in FILES}
    if out.suffix.lower() not in endings:
        raise typer.BadParameter(f"{out} ends in none of {', '.join(endings)}: say --as")
    return endings[out.suffix.lower()]


def _put(made: Official, form: Form, out: Path | None) -> None:
    """Into the file, or to the output; no bytes of a PDF or DOCX where somebody reads."""
    if form is Form.TERMINAL:
        if out is None:
            Console(highlight=False).print(terminal.render(official.document(made)))
            return
        raise typer.BadParameter("a terminal is no file: say --as pdf or --as docx")
    content = FILES[form](made)
    if out is None:
        if sys.stdout.isatty():
            raise typer.BadParameter(f"{form} is for files: say --out FILE.{form}")
        typer.get_binary_stream("stdout").write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        typer.echo(f"{out} cannot be written: {error.strerror}", err=True)
        raise typer.Exit(1) from error
