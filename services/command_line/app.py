"""`redcard`: every command, by the module that holds it."""

import sys

import typer
from eventsourcing.persistence import PersistenceError

from services.command_line import (
    assessment,
    audit,
    case,
    demo,
    docket,
    explain,
    importing,
    keys,
    ladder,
    linting,
    notices,
    paper,
    parked,
    receipts,
    rulebook,
    running,
    sending,
    templates,
)
from services.escalation.notices.hooks import HooksError
from shared.projecting import LogMismatch
from shared.provisioning import NotAsProvisionedError

app = typer.Typer(
    name="redcard",
    help="Supervise key projects, by the log.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command(name="demo")(demo.demo)
app.command(name="import")(importing.import_file)
app.command(name="template")(templates.template)
app.command(name="lint")(linting.lint)
app.command(name="send")(sending.send)
app.command(name="receipts")(receipts.receipts)
app.command(name="notices")(notices.notices)
app.add_typer(parked.app, name="parked")
app.add_typer(paper.app, name="paper")
app.command(name="assessment")(assessment.assessment)
app.command(name="explain")(explain.explain)
app.command(name="docket")(docket.docket)
app.add_typer(case.app, name="case")
app.add_typer(audit.app, name="audit")
app.add_typer(keys.app, name="keys")
app.add_typer(rulebook.app, name="rulebook")
app.add_typer(ladder.app, name="ladder")
app.command(name="rebuild")(running.rebuild)
app.command(name="provision")(running.provision)
app.command(name="serve")(running.serve)


def main() -> None:
    """Run a command; what its user can mend is said in words, without a traceback."""
    try:
        app(prog_name="redcard")
    except (ConnectionError, NotAsProvisionedError, LogMismatch, PersistenceError, HooksError) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
