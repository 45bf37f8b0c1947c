"""`redcard assessment`: the year's totals of projects, units and lead officials, and the file that hands them on.

The file goes into the performance assessment of the district (综合绩效考核). It names the rulebook's edition and the
log position, so that its receiver can come to the same figures on any copy of the log.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.command_line import csv_files
from services.command_line.opening import open_log
from services.scoring.assessment import Assessment, Charged
from services.scoring.papers import assessment_text, assessment_words, forms
from services.scoring.papers.assessment import Yearly
from services.scoring.papers.fold import Papers
from services.scoring.papers.words import Words
from services.upstream import names
from shared.catalogue.scoring import PaperKind
from shared.language import Language
from shared.press import terminal
from shared.press.document import Document, Section
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file; its fields are the columns."""

    level: str
    id: str
    name: str
    category: str
    cards: Decimal | None
    observation: Decimal | None
    daily: Decimal | None
    total: Decimal | None
    rank: int | None
    weight: Decimal | None
    basis: str
    year: int
    edition: str
    position: int


def assessment(
    year: Annotated[int, typer.Argument(help="Year to assess.", min=1900, max=2099)],
    out: Annotated[
        Path | None, typer.Option(help="CSV file for the district's performance assessment.", dir_okay=False)
    ] = None,
    at: Annotated[int | None, typer.Option(help="Read the log up to this position only.", min=1)] = None,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
) -> None:
    """Show what the year comes to: for every project, unit and lead official, with ranks."""
    papers = Papers()
    with open_log(Settings().nats_url) as log:
        for logged in log.read_all(at or log.head()):
            papers.evolve(logged)
    found = _year(papers, year)
    words = Words.of(lang, assessment_words.TEXTS, names.english() if found.head.simulated else {})
    if found.assessment is None:
        typer.echo(assessment_text.nothing(found, words), err=True)
        raise typer.Exit(1)
    if out is None:
        Console(highlight=False).print(terminal.render(document(found, found.assessment, papers.position, words)))
    else:
        _write(out, list(lines_of(found, found.assessment, papers.position, words)), words)


def _year(papers: Papers, year: int) -> Yearly:
    try:
        found = forms.write(papers, PaperKind.YEARLY_ASSESSMENT, str(year)).values
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    assert isinstance(found, Yearly), "what the form of the yearly assessment writes"
    return found


def _write(out: Path, lines: Sequence[Line], words: Words) -> None:
    try:
        csv_files.write(out, (field.name for field in fields(Line)), map(astuple, lines))
    except OSError as error:
        typer.echo(f"{out} cannot be written: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    typer.echo(words("written", path=out, count=len(lines)))


def document(found: Yearly, assessed: Assessment, position: int, words: Words) -> Document:
    """The ranks and totals alone; the paper of the year holds how they are made up."""
    head = found.head
    headings = (words("by project"), words("units"), words("officials"))
    results = assessment_text.results(found, assessed, words)
    simulated = [words("simulated")] if head.simulated else []
    months = assessment_words.months(found.provisional, words)
    preliminary = [words("not final", months=months)] if found.provisional else []
    return Document(
        language=words.language,
        issuer=head.district_en if words.index else head.district,
        title=words("title"),
        period=words("whole year", year=found.year),
        notice=words("sentences").join([*simulated, *preliminary]),
        sections=tuple(Section(heading, (table,)) for heading, table in zip(headings, results, strict=True)),
        issued_on=None,
        vouched=(words("read up to", position=position, edition=found.edition),),
    )


def lines_of(found: Yearly, assessed: Assessment, position: int, words: Words) -> Iterator[Line]:
    """The rows of the file: projects, units, lead officials, each by rank."""
    trace = (found.year, found.edition, position)
    for one in assessed.projects:
        yield Line(
            "project",
            one.year.project,
            words.name(one.year.name),
            one.year.category,
            one.cards.points,
            one.observation.points,
            one.daily.points,
            one.total,
            one.rank,
            one.year.target,
            assessment_words.basis_of_project(one, found.provisional, words),
            *trace,
        )
    for level, charged in (("unit", assessed.units), ("lead-official", assessed.lead_officials)):
        for who in charged:
            yield _line(level, who, assessment_words.basis_of_charged(who, found.provisional, words), trace, words)


def _line(level: str, who: Charged, basis: str, trace: tuple[int, str, int], words: Words) -> Line:
    name = words.name(who.name)
    return Line(level, "", name, "", None, None, None, who.total, who.rank, who.weight, basis, *trace)
