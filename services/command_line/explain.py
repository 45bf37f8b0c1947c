"""`redcard explain`: why a project has its card - every point, light and rule, the facts behind, what would turn it."""

from pathlib import Path
from typing import Annotated

import typer

from services.audit.explain.explanation import NoCard, Unexplained
from services.audit.explain.page import compose
from services.audit.explain.reading import explain as explain_card
from services.command_line.opening import open_log
from services.command_line.paper import Form, form_of, put
from services.upstream import names
from shared.catalogue.values import Month
from shared.language import Language
from shared.settings import Settings


def explain(
    project: Annotated[str, typer.Argument(help="Project id, such as P0142.")],
    month: Annotated[str, typer.Argument(help="Month of the card, such as 2026-05.")],
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
    position: Annotated[int | None, typer.Option(min=1, help="Explain it as it stood at this log position.")] = None,
    form: Annotated[Form | None, typer.Option(help="Form; by default as the file's ending says.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write, in place of the output.", dir_okay=False)] = None,
) -> None:
    """Why a project has its card of a month, from the log alone.

    Decides the card again first; ends with 1 where that gives another, or where there is no such card.
    """
    chosen = form or form_of(out)
    with open_log(Settings().nats_url) as log:
        try:
            explanation = explain_card(log.read_all(position), project, Month(month))
        except NoCard as missing:
            typer.echo(_no_card(missing, lang), err=True)
            raise typer.Exit(1) from missing
        except Unexplained as unexplained:
            for one in unexplained.differences:
                typer.echo(f"{one.position}: {one.field}: {one.recorded} / {one.decided}", err=True)
            raise typer.Exit(1) from unexplained
    put(compose(explanation, lang, names.english() if explanation.contest.simulated else {}), chosen, out)
    if explanation.differences:
        raise typer.Exit(1)


def _no_card(missing: NoCard, lang: Language) -> str:
    """What is wrong, and which months there are."""
    english = lang is Language.ENGLISH
    if not missing.known:
        return f"no project {missing.project}" if english else f"没有项目 {missing.project}"
    months = ", ".join(missing.months) or ("none yet" if english else "尚无")
    if english:
        return f"no card of {missing.project} for {missing.month}; there are cards for: {months}"
    return f"{missing.project} 没有 {missing.month} 的牌；有牌的月份：{months}"
