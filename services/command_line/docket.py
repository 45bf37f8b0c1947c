"""`redcard docket`: what is due now, by whom, by when and why; of everybody, a task force, a unit or an official."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final

import typer

from services.command_line.opening import open_log
from services.command_line.paper import Form, form_of, put
from services.escalation.caseload import Caseload
from services.escalation.docket.entries import entries
from services.escalation.docket.entry import Force
from services.escalation.docket.notes import Notes
from services.escalation.docket.page import Head, compose
from services.escalation.docket.sentences import FORCES, named
from services.escalation.docket.whose import People, people, theirs
from services.escalation.notices.phrases import LEVELS, Pair
from services.intake.figures import Figure, Loop
from services.upstream import names
from shared.language import Language
from shared.press.document import Column, Kind, Section, table
from shared.recording import Recording
from shared.settings import Settings

MANY: Final = 12
"""So many names are told of one kind, where somebody asked for one that does not exist."""
TEXTS: Final[Mapping[str, Pair]] = {
    "loop": ("各层级问题办理情况", "How issues were dealt with, by level"),
    "level": ("层级", "Level"),
    "raised": ("提出", "Raised"),
    "solved": ("办结", "Solved"),
    "share": ("办结率", "Share"),
    "days": ("用时中位数（天）", "Median days"),
    "all": ("合计", "All"),
    "no contest": ("日志中尚无竞赛：没有台账。", "no contest has been opened on this log: there is no docket"),
    "and more": ("等{count}个", ", ... ({count} in all)"),
    "nobody": ("没有“{who}”。可查询：", "nobody is called {who}. Ask for one of these:"),
    "forces": ("专班", "task forces"),
    "units": ("责任单位", "units"),
    "officials": ("包靠领导", "lead officials"),
    "others": ("其他责任人", "others who owe something"),
    "of projects": ("项目专班", "projects' own task forces"),
    "list": ("、", ", "),
    "colon": ("：", ": "),
}


def docket(
    who: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="WHO",
            help="A task force (work-dispatch, factor-guarantee, accountability), a unit, a lead official, or whoever "
            "owes something; by default everybody.",
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
    form: Annotated[Form | None, typer.Option(help="Form; by default as the file's ending says.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write, in place of the output.", dir_okay=False)] = None,
) -> None:
    """What is due now, by whom, by when and why, from the log alone: the most urgent first, by task force."""
    chosen = form or form_of(out)
    with open_log(Settings().nats_url) as log:
        caseload, notes, loop = _read(log)
    today, contest = caseload.calendar.today, notes.contest
    if today is None or contest is None:
        typer.echo(_say("no contest", lang), err=True)
        raise typer.Exit(1)
    english = names.english() if contest.simulated else {}
    found, asked = entries(caseload, notes), None
    if who is not None:
        known = people(caseload, found)
        whose = known.named(who, english)
        if whose is None:
            typer.echo(_nobody(who, known, lang, english), err=True)
            raise typer.Exit(1)
        found, asked = theirs(found, whose), FORCES[whose] if isinstance(whose, Force) else named(whose, english)
    head = Head(contest, today, notes.position, caseload.ladder.edition if caseload.ladder else "", asked)
    more = () if asked else (_closed_loop(loop.figures(), lang),)
    put(compose(found, head, lang, english, more), chosen, out)


def _read(log: Recording) -> tuple[Caseload, Notes, Loop]:
    """Three folds over one reading; no ladder comes into force by reading."""
    caseload, notes, loop = Caseload(shipped=""), Notes(), Loop()
    for logged in log.read_all():
        for fold in (caseload, notes, loop):
            fold.evolve(logged)
    return caseload, notes, loop


def _closed_loop(figures: Sequence[Figure], lang: Language) -> Section:
    columns = [
        Column(_say("level", lang)),
        Column(_say("raised", lang), Kind.WHOLE),
        Column(_say("solved", lang), Kind.WHOLE),
        Column(_say("share", lang), Kind.PERCENT),
        Column(_say("days", lang), Kind.EXACT),
    ]
    rows = [
        (
            _pick(LEVELS[one.level], lang) if one.level else _say("all", lang),
            one.raised,
            one.solved,
            None if one.share is None else one.share / Decimal(100),
            one.median_days,
        )
        for one in figures
    ]
    return Section(_say("loop", lang), (table(columns, rows),))


def _nobody(who: str, known: People, lang: Language, english: Mapping[str, str]) -> str:
    """Who there is, in the reader's language."""
    groups = {
        "units": known.units,
        "officials": known.officials,
        "others": known.others,
        "of projects": known.of_projects,
    }
    told = {"forces": [_pick(pair, lang) for pair in FORCES.values()]}
    told |= {group: sorted(_pick(named(one, english), lang) for one in ones) for group, ones in groups.items()}
    lines = [_say(group, lang) + _say("colon", lang) + several(ones, lang) for group, ones in told.items() if ones]
    return "\n  ".join([_say("nobody", lang).format(who=who), *lines])


def several(ones: Sequence[str], lang: Language) -> str:
    """The first of them: a district has as many projects' task forces as it has projects."""
    shown = _say("list", lang).join(ones[:MANY])
    return shown if len(ones) <= MANY else shown + _say("and more", lang).format(count=len(ones))


def _say(key: str, lang: Language) -> str:
    return _pick(TEXTS[key], lang)


def _pick(pair: Pair, lang: Language) -> str:
    return pair[lang is Language.ENGLISH]
