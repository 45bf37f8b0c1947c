"""`redcard demo`: a simulated district's year on the embedded stack, and its papers in the terminal."""

import asyncio
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.command_line import showing
from services.command_line.content import digest_of
from services.command_line.desk import Desk, UnsettledError
from services.command_line.playing import play
from services.command_line.showing import Found
from services.command_line.stack import BrokenStackError, Stack
from services.scoring.papers.words import Words
from services.scoring.printing import Made
from services.scoring.rulebook.shelf import shelf
from services.upstream.courses import MONTHS
from services.upstream.diary import Phase
from services.upstream.message import Message
from services.upstream.publisher import Publisher, UndeliveredError
from services.upstream.simulation import District, draw
from shared.language import Language
from shared.provisioning import NotAsProvisionedError
from shared.receipts import Receipt
from shared.recording import Recording

YEAR: Final = 2025
"""The year that is played: one that is over, for nothing may be said of the future."""
WATCH_SECONDS: Final = 0.2


def demo(
    exit_: Annotated[bool, typer.Option("--exit", help="End when the year is done, instead of staying up.")] = False,
    months: Annotated[int, typer.Option(min=1, max=MONTHS, help="Months to play.")] = MONTHS,
    projects: Annotated[int, typer.Option(min=1, max=120, help="Projects on the list.")] = 50,
    seed: Annotated[int, typer.Option(help="The same seed gives the same year, entry by entry.")] = 1,
    lang: Annotated[Language, typer.Option(help="Language of the papers.")] = Language.CHINESE,
    data: Annotated[
        Path | None, typer.Option(help="Keep everything in this new directory, instead of a temporary one.")
    ] = None,
) -> None:
    """Play a simulated district's year: reports on NATS, through the three services, to cards, steps and bulletins."""
    console, words = Console(highlight=False), showing.words(lang)
    district = draw(random.Random(seed), shelf()["hanting"], year=YEAR, months=months, projects=projects)
    # A shell that starts it in the background has it ignore Ctrl-C, by which it ends.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _end)
    began = time.monotonic()
    try:
        with _directory(data) as directory, Stack(directory) as stack:
            console.print(
                words("stack is up", seconds=f"{time.monotonic() - began:.1f}", url=stack.nats_url), soft_wrap=True
            )
            found = _play(stack, district, console, words)
            console.print(words("took", seconds=f"{time.monotonic() - began:.1f}"))
            if not exit_:
                _stay(stack, directory, found, words)
    except (BrokenStackError, NotAsProvisionedError, UndeliveredError, UnsettledError, OSError, RuntimeError) as error:
        typer.echo(f"{words('broke')} {error}", err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _play(stack: Stack, district: District, console: Console, words: Words) -> Found:
    """The year, with each month's bulletin when its cards are final, and what the year comes to at the end."""

    def hand_out(bulletin: Made) -> None:
        console.print(showing.bulletin(bulletin, words.language))

    with Recording.at(stack.nats_url) as log:
        with _progress(district.phases, console, words) as heard:
            publisher = Publisher(stack.nats_url)
            playing = play(publisher, log, district.phases, heard, hand_out, district.staff())
            desk = asyncio.run(_watched(stack, playing))
        if (paper := showing.year(desk.papers, YEAR, words.language)) is not None:
            console.print(paper)
        found = Found.on(log)
        for line in (found.counted(words), *found.tally.lines(words)):
            console.print(line, soft_wrap=True)
        console.print(words("digest", entries=log.head(), digest=digest_of(log.read_all())), soft_wrap=True)
    return found


async def _watched(stack: Stack, playing: Coroutine[Any, Any, Desk]) -> Desk:
    """Play, and stop at once where a process of the stack ends."""
    play_task, watch_task = asyncio.create_task(playing), asyncio.create_task(_watch(stack))
    done, pending = await asyncio.wait({play_task, watch_task}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    if watch_task in done:
        watch_task.result()
    return play_task.result()


async def _watch(stack: Stack) -> None:
    while True:
        stack.check()
        await asyncio.sleep(WATCH_SECONDS)


@contextmanager
def _progress(phases: Sequence[Phase], console: Console, words: Words) -> Iterator[Callable[[Message, Receipt], None]]:
    """A bar that moves with every receipt; nothing where nobody watches. It grows with what the staff answers."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    planned = [(message.source, message.id) for phase in phases for message in phase.messages]
    foreseen = frozenset(planned)
    with bar:
        task, total = bar.add_task(words("messages"), total=len(planned)), len(planned)

        def heard(message: Message, receipt: Receipt) -> None:
            nonlocal total
            total += (message.source, message.id) not in foreseen
            bar.update(task, advance=1, total=total)

        yield heard


@contextmanager
def _directory(data: Path | None) -> Iterator[Path]:
    """A new directory to be kept, or a temporary one."""
    if data is None:
        with tempfile.TemporaryDirectory(prefix="redcard-demo-") as temporary:
            yield Path(temporary)
        return
    data.mkdir(parents=True, exist_ok=True)
    if any(data.iterdir()):
        raise FileExistsError(f"{data} is not empty: a demo begins with an empty log, so give it a new directory")
    yield data


def _stay(stack: Stack, directory: Path, found: Found, words: Words) -> None:
    """Stay up until Ctrl-C, and say where to look."""
    try:
        typer.echo(words("stays up", url=stack.nats_url, directory=directory))
        typer.echo(words("try"))
        typer.echo(f"  export NATS_URL={stack.nats_url}")
        for command in found.commands(_program(), words):
            typer.echo(command)
        typer.echo(words("ctrl-c"))
        while True:
            stack.check()
            time.sleep(WATCH_SECONDS)
    except KeyboardInterrupt:
        typer.echo(words("stopping"))


def _program() -> str:
    """How our commands are called here."""
    return sys.argv[0] if Path(sys.argv[0]).name == "redcard" else "redcard"


def _end(number: int, _: object) -> None:
    """End as Ctrl-C does, so that no process is left behind."""
    signal.raise_signal(signal.SIGINT)
