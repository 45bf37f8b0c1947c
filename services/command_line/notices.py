"""`redcard notices`: what somebody was told, in the order in which it was."""

import asyncio
import json
import re
from collections.abc import Sequence
from typing import Annotated, Final

import typer
from nats.errors import Error as NatsError
from nats.js.errors import NotFoundError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.command_line.sending import NatsUrl
from shared import provisioning
from shared.catalogue.values import TOKEN
from shared.language import Language
from shared.notices import TASK_FORCES, Notice
from shared.settings import Settings
from shared.subjects import NOTICES, notice_subject

Numbered = tuple[int, Notice]

NOTHING: Final = "nothing was told to {who}{after}; notices are told by `redcard serve notices`"


def notices(
    who: Annotated[str, typer.Option("--for", help=f"An upstream system, or one of {', '.join(TASK_FORCES)}.")],
    after: Annotated[int, typer.Option(min=0, help="Only those with a higher number.")] = 0,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
    nats_url: NatsUrl = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines: JSON Lines.")] = False,
) -> None:
    """Show what somebody was told of steps, deadlines and findings; a source's own key reads its own notices only."""
    if not re.fullmatch(TOKEN, who):
        raise typer.BadParameter(f"{who!r} is nobody's name")
    try:
        found = asyncio.run(_read(nats_url or Settings().nats_url, who, after))
    except NatsError as error:
        typer.echo(f"{error}\nNo notices of {who} can be read. Are they yours to read?", err=True)
        raise typer.Exit(1) from error
    if as_json:
        for number, notice in found:
            typer.echo(json.dumps({"number": number, **notice.model_dump(mode="json")}, ensure_ascii=False))
        return
    if not found:
        typer.echo(NOTHING.format(who=who, after=f" behind number {after}" if after else ""), err=True)
        return
    Console().print(_table(found, lang))


async def _read(url: str, who: str, after: int) -> list[Numbered]:
    """Numbers have no gaps: where one is not there, nothing comes behind it."""
    found: list[Numbered] = []
    async with provisioning.connected(url) as jetstream:
        try:
            while True:
                number = after + len(found) + 1
                message = await jetstream.get_last_msg(NOTICES, notice_subject(who, number), direct=True)
                found.append((number, Notice.model_validate_json(message.data or b"")))
        except NotFoundError:
            return found


def _table(found: Sequence[Numbered], language: Language) -> Table:
    table = Table("no.", "log", "told", show_edge=False, pad_edge=False)
    table.add_column("what", overflow="fold")
    for number, notice in found:
        said = notice.data.en if language == Language.ENGLISH else notice.data.zh
        cells = (str(number), str(notice.data.position), notice.type, said)
        table.add_row(*map(Text, cells))
    return table
