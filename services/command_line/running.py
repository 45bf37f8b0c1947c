"""Running redcard: create its streams, serve one of its services, rebuild a table."""

import asyncio
import logging
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer
from faststream.asgi import AsgiFastStream
from sqlalchemy import Engine

from services.command_line.opening import check, open_log
from services.escalation import app as escalation
from services.escalation.docket import Docket
from services.escalation.notices import app as telling
from services.intake import app as intake
from services.intake.register import Register
from services.scoring import app as scoring
from services.scoring.scoreboard import Scoreboard
from services.upstream import ticking
from shared import provisioning, serving
from shared.following import Follower
from shared.messages import Messages
from shared.projecting import Projection, open_database
from shared.settings import Settings


class Service(StrEnum):
    """The services that run for ever."""

    INTAKE = intake.SERVICE
    SCORING = scoring.SERVICE
    ESCALATION = escalation.SERVICE
    NOTICES = telling.SERVICE
    CLOCK = ticking.SERVICE


class Table(StrEnum):
    """The tables that can be rebuilt."""

    REGISTER = "register"
    SCOREBOARD = "scoreboard"
    DOCKET = "docket"
    INTAKE_MESSAGES = "intake-messages"
    SCORING_MESSAGES = "scoring-messages"
    ESCALATION_MESSAGES = "escalation-messages"


BUILDERS: dict[Service, Callable[[Settings], AsgiFastStream]] = {
    Service.INTAKE: intake.build,
    Service.SCORING: scoring.build,
    Service.ESCALATION: escalation.build,
    Service.NOTICES: telling.build,
    Service.CLOCK: ticking.build,
}
PROJECTIONS: dict[Table, tuple[Service, Callable[[Engine], Projection]]] = {
    Table.REGISTER: (Service.INTAKE, Register),
    Table.SCOREBOARD: (Service.SCORING, Scoreboard),
    Table.DOCKET: (Service.ESCALATION, Docket),
    Table.INTAKE_MESSAGES: (Service.INTAKE, lambda engine: Messages(engine, Service.INTAKE)),
    Table.SCORING_MESSAGES: (Service.SCORING, lambda engine: Messages(engine, Service.SCORING)),
    Table.ESCALATION_MESSAGES: (Service.ESCALATION, lambda engine: Messages(engine, Service.ESCALATION)),
}


def provision() -> None:
    """Create the streams and durables that are missing; refuse where one is there but different."""
    report = asyncio.run(provisioning.provision(Settings().nats_url))
    for name in report.created:
        typer.echo(f"created  {name}")
    for name in report.kept:
        typer.echo(f"kept     {name}")


def serve(service: Service) -> None:
    """Run a service until it is stopped. Settings: NATS_URL, REDCARD_DATA, REDCARD_HOST, REDCARD_PORT.

    The clock has no tables, and asks for REDCARD_TIME_ZONE; notices has none, and asks for REDCARD_WEBHOOKS.
    """
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format=f"%(asctime)s {service} %(levelname)s %(message)s"
    )
    settings = Settings()
    check(settings.nats_url)
    asyncio.run(serving.serve(settings, BUILDERS[service](settings)))


def rebuild(
    table: Annotated[Table, typer.Argument(help="The table to throw away and make again from the log.")],
) -> None:
    """Throw a table away and make it again from the first entry of the log. Stop its service first."""
    settings = Settings()
    service, projection = PROJECTIONS[table]
    with open_log(settings.nats_url) as log:
        view = projection(open_database(settings.database_url(service)))
        view.clear()
        Follower(log, service, view).catch_up()
    typer.echo(f"{table}: rebuilt from {view.position} entries")
