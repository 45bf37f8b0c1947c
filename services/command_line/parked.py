"""`redcard parked`: letters that no door could decide, notices that no webhook took, and what people do about them.

    list ──► show ──► retry    sent again as it came: decided or delivered, and gone from here once that is done
                 └──► discard  given up, with a reason that goes onto the log and to the sender

Each step can be done again after a crash anywhere in between: what was said already is not said twice, and a letter
leaves PARKED last of all.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.command_line.parked_letters import NotAnsweredError, ParkedLetter, Parking, connected
from services.command_line.parked_notices import deliver_again
from services.command_line.sending import NatsUrl, fate
from shared.receipts import Accepted, Receipt, Rejected
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True)

Place = Annotated[str, typer.Argument(help="Where it is parked, as `list` tells it: intake.4711.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines: JSON Lines.")]
T = TypeVar("T")


@app.callback()
def parked() -> None:
    """Letters that no door could decide: look at them, send them again, or give them up."""


@app.command(name="list")
def list_(nats_url: NatsUrl = None, as_json: AsJson = False) -> None:
    """Show every parked letter, in the order in which they were parked."""
    letters = _run(nats_url, Parking.all)
    if as_json:
        for letter in letters:
            typer.echo(json.dumps(_record(letter), ensure_ascii=False))
        return
    Console().print(_table(letters))


@app.command()
def show(place: Place, nats_url: NatsUrl = None) -> None:
    """Show one parked letter: what is known of it, its sender's headers, and its body as it came."""
    letter = _run(nats_url, lambda parking: _found(parking, place))
    for name, value in {**_record(letter), **letter.sent_headers}.items():
        typer.echo(f"{name}: {value}", err=True)
    typer.get_binary_stream("stdout").write(letter.body)


@app.command()
def retry(
    places: Annotated[list[str] | None, typer.Argument(help="Which, e.g. intake.4711.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All that are parked.")] = False,
    nats_url: NatsUrl = None,
) -> None:
    """Send parked letters again as they came, in that order, and wait for their receipts; notices go to their webhook.

    Exit 1 where one is parked again.
    """
    if bool(places) == all_:
        raise typer.BadParameter("name places, or say --all")
    if _run(nats_url, lambda parking: _retry(parking, places)):
        raise typer.Exit(1)


@app.command()
def discard(
    place: Place,
    reason: Annotated[str, typer.Option(help="Why; it goes onto the log and to the sender.")],
    by: Annotated[str, typer.Option(help="Who gives it up.")],
    source: Annotated[str, typer.Option(help="The source in whose name this is said.")] = "office",
    nats_url: NatsUrl = None,
) -> None:
    """Give a parked letter up: that goes onto the log, the sender gets its last receipt, and it is gone from here."""

    async def work(parking: Parking) -> Receipt:
        return await parking.discard(await _found(parking, place), reason, by, source)

    answer = _run(nats_url, work)
    if isinstance(answer, Rejected) and answer.code == "already-discarded":
        _fail(f"{place}: {fate(answer)}\nSend it to its door, which tells its sender: redcard parked retry {place}")
    if not isinstance(answer, Accepted):
        _fail(f"{place} is still parked; message-discarded of {source} was {answer.outcome}: {fate(answer)}")
    typer.echo(f"{place}: discarded {fate(answer)}")


async def _retry(parking: Parking, places: Sequence[str] | None) -> bool:
    """Whether one is parked again, or still."""
    letters = await parking.all() if places is None else [await _found(parking, place) for place in places]
    outcomes = []
    for letter in letters:
        if letter.hook:
            outcome, told = await deliver_again(parking, letter)
        else:
            receipt = await parking.retry(letter)
            outcome, told = receipt.outcome, fate(receipt)
        outcomes.append(outcome)
        typer.echo(f"{letter.place}: {letter.message} {outcome} {told}")
    return "parked" in outcomes


async def _found(parking: Parking, place: str) -> ParkedLetter:
    if not re.fullmatch(r"[a-z]+(\.[A-Za-z0-9_-]+)?\.[0-9]+", place):
        raise typer.BadParameter(f"{place!r}: the service and the sequence, as in intake.4711 or notices.desk.17")
    letter = await parking.find(place)
    if letter is None:
        _fail(f"nothing is parked as {place}; see redcard parked list")
    return letter


def _run(nats_url: str | None, work: Callable[[Parking], Awaitable[T]]) -> T:
    async def run() -> T:
        async with connected(nats_url or Settings().nats_url) as parking:
            return await work(parking)

    try:
        return asyncio.run(run())
    except NotAnsweredError as error:
        _fail(str(error))


def _record(letter: ParkedLetter) -> dict[str, Any]:
    return {
        "place": letter.place,
        "message": letter.message,
        "subject": letter.subject,
        "received": letter.received,
        "parked": letter.parked_at.isoformat(),
        "attempts": letter.attempts,
        "bytes": len(letter.body),
        "error": letter.error,
    }


def _table(letters: Sequence[ParkedLetter]) -> Table:
    table = Table("place", "message", "kind", "received", "attempts", "error", show_edge=False, pad_edge=False)
    for letter in letters:
        kind = letter.subject.rpartition(".")[2]
        cells = (letter.place, letter.message, kind, letter.received, str(letter.attempts), letter.error)
        table.add_row(*map(Text, cells))
    return table


def _fail(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)
