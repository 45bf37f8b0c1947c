"""`redcard`: every command, by the module that holds it."""

import typer

from services.command_line import audit, running

app = typer.Typer(
    name="redcard", no_args_is_help=True, pretty_exceptions_enable=False, help="Supervise key projects, by the log."
)
app.command(name="provision")(running.provision)
app.command(name="serve")(running.serve)
app.command(name="rebuild")(running.rebuild)
app.add_typer(audit.app, name="audit")
