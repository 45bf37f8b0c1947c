"""`redcard template`: workbooks for offices to fill in, one for each family of messages."""

from pathlib import Path
from typing import Annotated

import typer

from services.upstream.workbook.drawing import draw
from services.upstream.workbook.families import FAMILIES, Family

NAMES = ", ".join(FAMILIES)


def template(
    family: Annotated[str | None, typer.Argument(help=f"One of {NAMES}; all of them by default.")] = None,
    out: Annotated[
        Path, typer.Option(help="The file for one family, or a directory; here by default.", show_default=False)
    ] = Path(),
    source: Annotated[str, typer.Option(help="Name of the source that will send them, written into each.")] = "",
) -> None:
    """Write template workbooks, which `redcard import` reads when they are filled in."""
    if family is not None and family not in FAMILIES:
        raise typer.BadParameter(f"no family {family}; there are {NAMES}", param_hint="FAMILY")
    one_file = out.suffix.lower() == ".xlsx"
    if one_file and family is None:
        raise typer.BadParameter("a directory holds all families; name one for a single file", param_hint="--out")
    wanted = list(FAMILIES.values()) if family is None else [FAMILIES[family]]
    paths = [out if one_file else out / f"redcard-{one.name}.xlsx" for one in wanted]
    for path in paths:
        if path.exists():
            # It may have been filled in already.
            typer.echo(f"{path} is there already: move it away, or name another place with --out", err=True)
            raise typer.Exit(1)
    try:
        for one, path in zip(wanted, paths, strict=True):
            _write(one, path, source)
    except OSError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _write(family: Family, path: Path, source: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draw(family, source).save(path)
    typer.echo(f"{path}  {family.title}")
