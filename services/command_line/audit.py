"""`redcard audit`: decide a log again, and show the scoreboard as it stood at any time."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from services.audit.replay import Difference, Replay, Verdict
from services.audit.standing import Standing, standing
from services.command_line.opening import open_log
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from shared.language import Language
from shared.press.setting import UNKNOWN
from shared.press.terminal import tile
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True)

SHOWN = 50
"""Differences printed; all of them are counted."""
TEXTS: Texts = {
    "replayed": (
        "已重放 {entries} 条记录：按事实复算 {facts} 张牌，按牌面所载依据复算 {inputs} 张牌，"
        "复核 {steps} 项督导措施、{papers} 份文件、{signatures} 个签名",
        "Replayed {entries} entries: decided {facts} cards again from the facts, {inputs} from their recorded inputs, "
        "{steps} steps and {papers} papers; verified {signatures} signatures",
    ),
    "no differences": ("没有差异。", "No difference."),
    "differences": ("发现 {count} 处差异", "{count} differences"),
    "more differences": ("另有 {count} 处未列出", "{count} more are not shown"),
    "position": ("位置", "Position"),
    "entry": ("记录", "Entry"),
    "field": ("字段", "Field"),
    "recorded": ("记载", "Recorded"),
    "decided": ("复算", "Decided again"),
    "scoreboard": ("记分榜", "Scoreboard"),
    "as of": ("截至位置 {position}，{time}", "as of position {position}, {time}"),
    "streak": ("连续", "Streak"),
    "made up": ("模拟数据", "simulated"),
}


@app.callback()
def audit() -> None:
    """Decide the log again, and look back."""


@app.command()
def replay(
    as_of: Annotated[
        str | None,
        typer.Option(help="Show the scoreboard as it stood at this log position or time (ISO 8601; UTC unless told)."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
) -> None:
    """Read the log from the first entry, decide every card, step and paper again, and print every difference.

    Ends with 0 only where there is none.
    """
    console, words = Console(), Words.of(lang, TEXTS)
    with open_log(Settings().nats_url) as log:
        if as_of is not None:
            position, time = _moment(as_of)
            console.print(_scoreboard(standing(log.read_all(position), time), words))
            return
        verdict = Replay().run(log.read_all(log.head()))
    console.print(_summary(verdict, words))
    if verdict.differences:
        console.print(_differences(verdict.differences, words))
        raise typer.Exit(1)


def _moment(text: str) -> tuple[int | None, datetime | None]:
    """A log position, or a time."""
    if text.isdecimal():
        return int(text), None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is neither a log position nor a time in ISO 8601: {error}") from error
    return None, time if time.tzinfo else time.replace(tzinfo=UTC)


def _summary(verdict: Verdict, words: Words) -> str:
    counted = words(
        "replayed",
        entries=verdict.entries,
        facts=verdict.cards_from_facts,
        inputs=verdict.cards_from_inputs,
        steps=verdict.steps,
        papers=verdict.papers,
        signatures=verdict.signatures,
    )
    found = len(verdict.differences)
    return f"{counted}\n{words('differences', count=found) if found else words('no differences')}"


def _differences(differences: list[Difference], words: Words) -> Table:
    headings = (words(key) for key in ("position", "entry", "field", "recorded", "decided"))
    table = Table(*headings, show_lines=False)
    for difference in differences[:SHOWN]:
        place = str(difference.position)
        table.add_row(place, difference.what, difference.field, difference.recorded, difference.decided)
    if len(differences) > SHOWN:
        table.caption = words("more differences", count=len(differences) - SHOWN)
    return table


def _scoreboard(found: Standing, words: Words) -> Table:
    """The scoreboard of a moment: each project's latest card."""
    table = Table(*(words(key) for key in ("rank", "project", "month", "card", "score", "streak")))
    time = found.recorded_at.isoformat(timespec="seconds") if found.recorded_at else UNKNOWN
    table.title = f"{words('scoreboard')}  {words('as of', position=found.position, time=time)}"
    if found.contest and found.contest.simulated:
        table.title += f"  [{words('made up')}]"
    for card in sorted(found.cards.values(), key=lambda card: (card.rank, card.project)):
        score = UNKNOWN if card.score is None else str(card.score)
        name = f"{card.project} {words.name(found.names[card.project])}"
        table.add_row(str(card.rank), name, card.month, tile(words.card(card.card)), score, str(card.streak))
    return table
