"""`redcard keys`: who is who on NATS. A directory of nkeys, and the accounts that nats-server makes of them.

    <user>.nk    a seed: whoever has the file is that user; readable by its owner alone
    <user>.pub   only the public key, of a source that keeps its seed to itself
    users.conf   accounts, users and permissions, included by nats.conf; made from the files beside it

Nothing that is there is overwritten but users.conf. To take a key away, delete its file and run `redcard keys init`.
"""

import base64
import json
import os
import re
import secrets
from pathlib import Path
from typing import Annotated

import nkeys
import typer

from shared.catalogue.values import TOKEN
from shared.notices import TASK_FORCES
from shared.permissions import USERS, accounts

app = typer.Typer(no_args_is_help=True)

SEED, PUBLIC = ".nk", ".pub"
RESERVED = (*USERS, *TASK_FORCES)
"""Names of which no source may have one: its keys, or its notices, would be somebody else's."""
CONFIGURATION = "users.conf"

Directory = Annotated[Path, typer.Argument(help="Directory of the keys.")]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", envvar="REDCARD_SOURCES", help="An upstream system; several, each with --source."),
]
Source = Annotated[str, typer.Option("--source", help="The upstream system.")]


@app.callback()
def keys() -> None:
    """Make the keys by which NATS knows redcard's services, its auditor and every upstream system."""


@app.command()
def init(directory: Directory, source: Sources = None) -> None:
    """Make what is missing: a key for each of redcard's own users and for these sources, and users.conf."""
    sources = [_source(name) for name in source or []]
    directory.mkdir(parents=True, exist_ok=True)
    for name in (*USERS, *sources):
        if name in public_keys(directory):
            typer.echo(f"kept     {name}")
        else:
            _keep(directory / f"{name}{SEED}", _new_seed(), 0o600)
            typer.echo(f"created  {name}")
    _configure(directory)


@app.command()
def add(
    directory: Directory,
    source: Source,
    public: Annotated[
        str | None, typer.Option(help="The source's own public nkey (U...); its seed then never comes here.")
    ] = None,
) -> None:
    """Add a source. Start nats-server again: told to reload only, it would give a new account no way to ours."""
    users = public_keys(directory)
    if missing := [name for name in USERS if name not in users]:
        raise typer.BadParameter(f"{directory} has no key of {', '.join(missing)}; run: redcard keys init {directory}")
    if _source(source) in users:
        raise typer.BadParameter(f"{source} has a key already; to give it another one, delete that file first")
    if public is None:
        _keep(directory / f"{source}{SEED}", _new_seed(), 0o600)
    else:
        _keep(directory / f"{source}{PUBLIC}", _checked(public), 0o644)
    _configure(directory)
    typer.echo(f"created  {source}")


@app.command()
def show(directory: Directory, user: Annotated[str, typer.Argument(help="A source, or one of our own.")]) -> None:
    """Print the seed of a user, to be handed to whoever that is in a safe way."""
    seeds = {file.stem: file for file in directory.glob(f"*{SEED}")}
    if user not in seeds:
        raise typer.BadParameter(f"there is no seed of {user} in {directory}")
    typer.echo(seeds[user].read_text().strip())


def public_keys(directory: Path) -> dict[str, str]:
    """The public key of every user that has a file in the directory."""
    seeds = {file.stem: _public(file.read_text()) for file in directory.glob(f"*{SEED}")}
    return seeds | {file.stem: file.read_text().strip() for file in directory.glob(f"*{PUBLIC}")}


def _configure(directory: Path) -> None:
    """Write users.conf, as JSON, which nats-server reads as well; whoever reads it meanwhile finds a whole one."""
    draft = directory / f"{CONFIGURATION}.new"
    draft.write_text(json.dumps({"accounts": accounts(public_keys(directory))}, indent=2) + "\n", encoding="utf-8")
    draft.chmod(0o644)
    draft.replace(directory / CONFIGURATION)


def _keep(file: Path, text: str, mode: int) -> None:
    """Write a file that is not there yet, under its mode from the beginning."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="ascii") as target:
        target.write(f"{text}\n")


def _new_seed() -> str:
    seed: bytes = nkeys.encode_seed(secrets.token_bytes(32), nkeys.PREFIX_BYTE_USER)
    return seed.decode()


def _public(seed: str) -> str:
    public: bytes = nkeys.from_seed(bytearray(seed.strip().encode())).public_key
    return public.decode()


def _checked(public: str) -> str:
    """A public key as it was given, if it is one of a user: what nats-server cannot read would stop it for everyone."""
    try:
        raw = base64.b32decode(public)
    except ValueError:
        raw = b""
    if len(raw) != 35 or raw[0] != nkeys.PREFIX_BYTE_USER or nkeys.crc16(raw[:-2]).to_bytes(2, "little") != raw[-2:]:
        raise typer.BadParameter(f"{public!r} is no public nkey of a user: 56 letters and digits, beginning with U")
    return public


def _source(name: str) -> str:
    if not re.fullmatch(TOKEN, name) or name in RESERVED:
        raise typer.BadParameter(
            f"{name!r} cannot be a source: 1 to 64 letters (a-z), digits, _ and -, with a letter or digit first, "
            f"and none of {', '.join(RESERVED)}"
        )
    return name
