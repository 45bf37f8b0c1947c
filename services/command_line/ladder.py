"""`redcard ladder`: check a ladder, read it, tell two apart, adopt one."""

from typing import Annotated

import typer
from rich.console import Console

from services.command_line.ladder_text import Reader
from services.command_line.linting import AsJson
from services.command_line.policy import By, Lang, Policies, Sender
from services.command_line.sending import NatsUrl, Seed
from services.escalation import ladder
from services.escalation.ladder import Ladder
from services.escalation.ladder.shelf import SHELF
from shared.language import Language

app = typer.Typer(name="ladder", help="Ladders: check, show, diff, adopt.", no_args_is_help=True)

LADDERS = Policies("ladder", "ladders", SHELF, ladder.read)
Name = Annotated[
    str, typer.Argument(metavar="EDITION|FILE", help="A file, or the name or edition of a shipped ladder.")
]


@app.command()
def check(
    ladders: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files; or shipped ladders, by name or edition.")
    ],
) -> None:
    """Check whether ladders hold together, and tell everything that is wrong with them. Exit 1 where one does not."""
    LADDERS.check(ladders, _counted)


@app.command()
def show(ladder: Name, lang: Lang = Language.CHINESE) -> None:
    """Read a ladder out: what calls for which step, who decides it, how long the clocks run."""
    Console(highlight=False).print(Reader(lang).read(LADDERS.load(ladder)), soft_wrap=True)


@app.command()
def diff(one: Name, other: Name) -> None:
    """Tell by path what two ladders say differently: was -> is. Exit 1 where they differ."""
    LADDERS.diff(one, other)


@app.command()
def adopt(
    ladder: Name,
    by: By,
    source: Sender = "dispatch-office",
    nats_url: NatsUrl = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Adopt a ladder: what happens from then on is measured by it. Exit 1 where it was not accepted."""
    LADDERS.adopt(ladder, by, source, nats_url, seed, as_json)


def _counted(found: Ladder) -> str:
    levels = len(found.issues.levels) if found.issues else 0
    return f"rules {len(found.rule)}, levels of issues {levels}, findings {'yes' if found.findings else 'no'}"
