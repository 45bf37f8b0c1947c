"""`redcard import`: tables that people keep become messages - records by a map, filled-in templates by themselves."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from eventsourcing.persistence import PersistenceError

from services.command_line import record_import, template_import
from services.command_line.desk import UnsettledError
from services.command_line.stack import BrokenStackError, Stack
from services.upstream.publisher import UndeliveredError
from services.upstream.table import TableError
from services.upstream.workbook.grid import WorkbookError
from shared.language import Language
from shared.provisioning import NotAsProvisionedError
from shared.settings import Settings

BROKEN = (
    TableError,
    WorkbookError,
    OSError,
    RuntimeError,
    PersistenceError,
    NotAsProvisionedError,
    record_import.NotImportedError,
    UndeliveredError,
    UnsettledError,
    BrokenStackError,
)
"""What can stop an import; each says for itself what is wrong."""


def import_file(
    file: Annotated[
        Path, typer.Argument(help="A filled-in template, or records as CSV or XLSX.", exists=True, dir_okay=False)
    ],
    map_name: Annotated[
        str | None,
        typer.Option("--map", help="How records are read: a TOML file, or the name of a shipped map."),
    ] = None,
    rulebook_name: Annotated[
        str | None,
        typer.Option("--rulebook", help="In place of the map's: a file, or the name of a shipped one."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Where the account of every row, or the checked copy, is written; beside the file by default."
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Check a filled-in template, and send nothing.")] = False,
    source: Annotated[
        str | None, typer.Option(help="Who sends a filled-in template, in place of the source that it names.")
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language.")] = Language.CHINESE,
    embedded: Annotated[bool, typer.Option("--embedded", help="Start redcard for this import alone.")] = False,
    data: Annotated[
        Path | None,
        typer.Option(help="Where the embedded redcard lives; a temporary directory by default.", file_okay=False),
    ] = None,
) -> None:
    """Send a filled-in template; or, with --map, real records month by month, and show the last month's bulletin.

    Without --embedded it goes to the redcard at NATS_URL.
    """
    redcard = partial(_redcard, embedded, data)
    if map_name is not None and (check or source is not None):
        raise typer.BadParameter("--check and --source are for filled-in templates, which need no --map")
    if map_name is None and rulebook_name is not None:
        raise typer.BadParameter("--rulebook is for records, which need --map")
    try:
        if map_name is None:
            wish = template_import.Wish(source, check, report or file.with_name(f"{file.stem}.checked.xlsx"), lang)
            well = template_import.import_template(file, wish, redcard)
        else:
            account = report or file.with_name(f"{file.stem}.import.csv")
            record_import.import_records(file, record_import.Wish(map_name, rulebook_name, account, lang), redcard)
            well = True
    except BROKEN as error:
        typer.echo(str(error), err=True)
        well = False
    if not well:
        raise typer.Exit(1)


@contextmanager
def _redcard(embedded: bool, data: Path | None) -> Iterator[Settings]:
    """The redcard to send to: the one at NATS_URL, or one of our own."""
    if not embedded:
        yield Settings()
        return
    # Ended from outside, it ends as with Ctrl-C, so that no process is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="redcard-") as temporary:
        directory = data or Path(temporary)
        with Stack(directory) as stack:
            yield Settings().model_copy(update={"nats_url": stack.nats_url, "data": directory})
