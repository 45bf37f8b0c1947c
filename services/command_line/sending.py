"""`redcard send`: the messages of files, published in order, each with what became of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn, assert_never

import nkeys
import typer

from services.command_line.linting import AsJson, Files, MessageName, SourceName, load, told
from services.upstream.message import Message
from services.upstream.outgoing import Outgoing, Place
from services.upstream.publisher import Publisher, UndeliveredError
from shared.letters import SIGNATURE
from shared.receipts import Accepted, Discarded, Receipt, Rejected, SetAside
from shared.settings import Settings
from shared.signing import sign

NatsUrl = Annotated[str | None, typer.Option("--nats", help="Where NATS listens; else NATS_URL.")]
Seed = Annotated[
    Path | None,
    typer.Option("--sign", help="File with an Ed25519 nkey seed (SU...): sign each body with it.", dir_okay=False),
]


def send(
    files: Files,
    source: SourceName = None,
    message: MessageName = None,
    nats_url: NatsUrl = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Publish messages in order, wait for each receipt, and send again what has none; the same id counts once.

    Exit 1 where a message was not accepted.
    """
    deliver(load(files), source, message, nats_url, seed, as_json)


def deliver(
    found: Sequence[Outgoing],
    source: str | None,
    message: str | None,
    nats_url: str | None,
    seed: Path | None,
    as_json: bool,
) -> None:
    """Publish letters in order, and tell what became of each; ends the command where one was not accepted."""
    key = _seed(seed)
    letters = [_message(each, message, source, key) for each in found]
    outcomes: Counter[str] = Counter()
    try:
        asyncio.run(_send(nats_url or Settings().nats_url, letters, [each.place for each in found], outcomes, as_json))
    except UndeliveredError as error:
        _fail(f"{error}\nSend the same file again when this is mended: what was answered stays as it was.")
    finally:
        counted = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
        typer.echo(f"{len(letters)} messages: {counted or 'none answered'}", err=True)
    if outcomes["accepted"] < len(letters):
        raise typer.Exit(1)


def line(place: object, receipt: Receipt) -> str:
    """A receipt in a line."""
    return f"{place}: {receipt.message_id} {receipt.outcome} {fate(receipt)}"


def fate(receipt: Receipt) -> str:
    """What became of a message."""
    match receipt:
        case Accepted(positions=positions):
            return f"at {' '.join(map(str, positions))} of the log"
        case Rejected(code=code, field=field, value=value, rule=rule):
            return f"{code}: {told(field, value, rule)}"
        case SetAside():
            return "kept for people to look at: do not send it again"
        case Discarded(positions=positions, reason=reason):
            return f"at {' '.join(map(str, positions))} of the log: {reason}"
    assert_never(receipt)


async def _send(
    url: str, letters: Sequence[Message], places: Sequence[Place], outcomes: Counter[str], as_json: bool
) -> None:
    waiting = iter(places)
    async with Publisher(url) as publisher, aclosing(publisher.send_all(letters)) as answers:
        async for _, receipt in answers:
            place = next(waiting)
            outcomes[receipt.outcome] += 1
            if as_json:
                typer.echo(json.dumps({"at": str(place), **receipt.model_dump()}, ensure_ascii=False))
            else:
                typer.echo(line(place, receipt))


def _message(outgoing: Outgoing, message: str | None, source: str | None, seed: bytes | None) -> Message:
    """A message of a file, as it will be published; it has to be known who says what."""
    kind, sender = message or outgoing.kind, source or outgoing.source
    if not sender:
        _fail(f"{outgoing.place}: nothing says who sends this: add --source, or a CloudEvents `source` to the body")
    if not kind:
        _fail(f"{outgoing.place}: nothing says which message this is: add --message, or a CloudEvents `type`")
    headers = {} if seed is None else {SIGNATURE: sign(seed, outgoing.body)}
    return Message(sender, kind, outgoing.id, datetime.now(UTC), {}, body=outgoing.body, headers=headers)


def _seed(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        seed = file.read_bytes().strip()
        sign(seed, b"")
    except (OSError, ValueError, nkeys.NkeysError) as error:
        _fail(f"{file}: no nkey seed can be read from it: {error or type(error).__name__}")
    return seed


def _fail(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)
