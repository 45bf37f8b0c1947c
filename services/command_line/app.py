"""`redcard`: every command, by the module that holds it."""

import typer

from services.command_line import audit, demo, importing, running

app = typer.Typer(
    name="redcard", no_args_is_help=True, pretty_exceptions_enable=False, help="Supervise key projects, by the log."
)
app.command(name="demo")(demo.demo)
app.command(name="import")(importing.import_file)
app.add_typer(audit.app, name="audit")
app.command(name="rebuild")(running.rebuild)
app.command(name="provision")(running.provision)
app.command(name="serve")(running.serve)
