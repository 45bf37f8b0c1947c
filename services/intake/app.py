"""Wiring of intake: inbox to door to log, and the register beside it."""

from faststream.asgi import AsgiFastStream
from sqlalchemy import Engine

from services.intake.district import District
from services.intake.register import Register
from shared.catalogue import Fact
from shared.doorway import Doorway
from shared.following import Fold, Follower
from shared.letters import PROPOSABLE, Letter
from shared.projecting import open_database
from shared.receiving import Decide, Door, Messages
from shared.recording import Recording
from shared.serving import Worker, application, connect, hear
from shared.settings import Settings
from shared.subjects import INTAKE_HEARS_INBOX

SERVICE = "intake"


def door(log: Recording, engine: Engine) -> Door:
    """Intake's door over a log and a database, caught up with the log."""
    district = District()
    messages = Messages(engine, SERVICE)
    follower = Follower(
        log, SERVICE, Fold(lambda logged: district.evolve(logged.entry.fact)), messages, Register(engine)
    )
    follower.start()

    def draft() -> Decide:
        tried = district.draft()

        def decide(proposal: Fact) -> list[Fact]:
            facts = tried.decide(proposal)
            for fact in facts:
                tried.evolve(fact)
            return facts

        return decide

    return Door(SERVICE, follower, messages, draft)


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker, worker = connect(settings, SERVICE), Worker()
    log = Recording.at(settings.nats_url)
    doorway = Doorway(
        broker, worker, INTAKE_HEARS_INBOX, door(log, open_database(settings.database_url(SERVICE))), _concerns
    )
    return application(broker, hear(broker, INTAKE_HEARS_INBOX, doorway.handle))


def _concerns(letter: Letter) -> bool:
    """Intake answers every letter but those that another service decides: nothing is left without a receipt."""
    known = PROPOSABLE.get(letter.kind)
    return known is None or known.service == SERVICE
