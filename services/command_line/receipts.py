"""`redcard receipts`: what became of a source's messages, as the stream of receipts tells it.

A source that NATS knows by its key may ask for receipts by name, and follow its own; the whole list is for those who
may read the stream.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Final

import nats
import typer
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.command_line.sending import NatsUrl, fate, line
from shared import provisioning
from shared.receipts import Receipt
from shared.settings import Settings, login
from shared.subjects import RECEIPTS, receipt_subject

SILENCE_SECONDS: Final = 10.0
"""How long the server may take to hand out what it has."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+")
_RECEIPT: TypeAdapter[Receipt] = TypeAdapter(Receipt)
_STYLES: Final = {"accepted": "green", "refused": "red", "parked": "yellow", "discarded": "red"}


class Outcome(StrEnum):
    """What can become of a message."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    PARKED = "parked"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Given:
    """A receipt, and when it was given."""

    at: datetime
    receipt: Receipt

    @property
    def time(self) -> str:
        """Local time, with its offset."""
        return self.at.astimezone().isoformat(timespec="seconds")


def receipts(
    source: Annotated[str, typer.Option("--source", help="Whose messages.")],
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of messages; all messages where none is named.")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="Only these.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with each new receipt, until Ctrl-C.")] = False,
    nats_url: NatsUrl = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines: JSON Lines.")] = False,
) -> None:
    """Show the last receipt of each message, in the order in which they were given. They are kept for 30 days.

    Exit 1 where a message that was named has no receipt.
    """
    for token in (source, *(ids or ())):
        if not _TOKEN.fullmatch(token):
            raise typer.BadParameter(f"{token!r}: letters (a-z), digits, _ and - only")
    if follow and ids:
        raise typer.BadParameter("--follow is for all messages of a source, not for named ones")
    url = nats_url or Settings().nats_url
    try:
        if follow:
            asyncio.run(_follow(url, source, outcome, as_json))
        found = asyncio.run(_read(url, source, ids or ()))
    except KeyboardInterrupt:
        return
    except NatsError as error:
        typer.echo(
            f"{error}\nNo receipts can be read. May you read the whole stream? Else name ids, or --follow.", err=True
        )
        raise typer.Exit(1) from error
    _show([given for given in found if outcome in (None, given.receipt.outcome)], as_json)
    if missing := sorted(set(ids or ()) - {given.receipt.message_id for given in found}):
        typer.echo(f"no receipt for {', '.join(missing)}: not sent, not decided yet, or too long ago", err=True)
        raise typer.Exit(1)


async def _follow(url: str, source: str, outcome: Outcome | None, as_json: bool) -> None:
    async with provisioning.connected(url):
        pass  # Nobody there is an error at once; one who goes away later is waited for.
    client = await nats.connect(url, error_cb=_is_mended, **login())
    try:
        hearing = await client.subscribe(receipt_subject(source, "*"))
        typer.echo(f"receipts of {source}, as they are given:", err=True)
        async for message in hearing.messages:
            given = Given(datetime.now(UTC), _RECEIPT.validate_json(message.data))
            if outcome in (None, given.receipt.outcome):
                typer.echo(_record(given) if as_json else line(given.time, given.receipt))
    finally:
        await client.close()


async def _is_mended(error: Exception) -> None:
    """A connection that broke is made again."""


async def _read(url: str, source: str, ids: Sequence[str]) -> list[Given]:
    async with provisioning.connected(url) as jetstream:
        if ids:
            found = [await _last(jetstream, source, message_id) for message_id in dict.fromkeys(ids)]
            return [given for given in found if given is not None]
        return [given async for given in _every(jetstream, source)]


async def _last(jetstream: JetStreamContext, source: str, message_id: str) -> Given | None:
    try:
        message = await jetstream.get_last_msg(RECEIPTS, receipt_subject(source, message_id), direct=True)
    except NotFoundError:
        return None
    assert message.time, "the server says when it stored what it hands out"
    return Given(message.time, _RECEIPT.validate_json(message.data or b""))


async def _every(jetstream: JetStreamContext, source: str) -> AsyncIterator[Given]:
    """Every receipt of a source that the stream holds, in order."""
    reading = await jetstream.subscribe(receipt_subject(source, "*"), stream=RECEIPTS, ordered_consumer=True)
    state = await reading.consumer_info()
    waiting = (state.num_pending or 0) + (state.delivered.consumer_seq if state.delivered else 0)
    while waiting:
        message = await reading.next_msg(timeout=SILENCE_SECONDS)
        yield Given(message.metadata.timestamp, _RECEIPT.validate_json(message.data))
        waiting = message.metadata.num_pending


def _show(found: Sequence[Given], as_json: bool) -> None:
    if as_json:
        for given in found:
            typer.echo(_record(given))
        return
    table = Table("given", "message", "outcome", "what became of it", show_edge=False, pad_edge=False)
    for given in found:
        receipt = given.receipt
        cells = (given.time, receipt.message_id, receipt.outcome, fate(receipt))
        table.add_row(*map(Text, cells), style=_STYLES[receipt.outcome])
    Console().print(table)


def _record(given: Given) -> str:
    return json.dumps({"given": given.at.isoformat(), **given.receipt.model_dump()}, ensure_ascii=False)
