"""Wiring of intake: inbox to door to log, and the register beside it."""

from faststream.asgi import AsgiFastStream
from sqlalchemy import Engine

from services.intake.district import District
from services.intake.register import Register
from shared.doorway import Doorway
from shared.following import Fold
from shared.messages import Messages
from shared.projecting import open_database
from shared.receiving import Door
from shared.recording import Recording
from shared.serving import Listening, Worker, application, connect
from shared.settings import Settings
from shared.subjects import INTAKE_HEARS_INBOX

SERVICE = "intake"


def door(log: Recording, engine: Engine) -> Door:
    """Intake's door over a log and a database, caught up with the log."""
    district = District()
    views = Fold(lambda logged: district.evolve(logged.entry.fact)), Register(engine)
    return Door(SERVICE, log, Messages(engine, SERVICE), district.draft, *views)


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker = connect(settings, SERVICE)
    intake = door(Recording.at(settings.nats_url), open_database(settings.database_url(SERVICE)))
    doorway = Doorway(broker, Worker(), INTAKE_HEARS_INBOX, intake)
    return application(broker, doorway.metrics, Listening(broker, INTAKE_HEARS_INBOX, doorway.handle))
