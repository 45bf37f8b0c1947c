"""Wiring of escalation: cards and answers in, steps out, and the docket beside it."""

from collections.abc import Sequence
from pathlib import Path

from faststream.asgi import AsgiFastStream
from nats.aio.msg import Msg
from sqlalchemy import Engine

from services.escalation.caseload import Caseload
from services.escalation.docket import Docket
from shared.doorway import Doorway
from shared.following import Fold
from shared.messages import Messages
from shared.projecting import open_database
from shared.receiving import Door
from shared.recording import Recording
from shared.serving import Listening, Worker, application, connect, hear
from shared.settings import Settings
from shared.subjects import ESCALATION_HEARS_CARDS, ESCALATION_HEARS_INBOX

SERVICE = "escalation"
LADDER = Path(__file__).parent / "ladders" / "hanting.toml"


class Escalation:
    """The service over a log and a database: takes the steps that are due, and a door for what people say of them."""

    def __init__(self, log: Recording, engine: Engine) -> None:
        self._caseload = Caseload(LADDER.read_text(encoding="utf-8"))
        views = Fold(self._caseload.evolve), Docket(engine)
        self.door = Door(SERVICE, log, Messages(engine, SERVICE), self._caseload.proposals.draft, *views)

    def settle(self) -> None:
        """Take every step that is due; first of all, put the shipped ladder into force where there is none."""
        self.door.follower.settle(self._caseload.next_step)


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker, worker = connect(settings, SERVICE), Worker()
    escalation = Escalation(Recording.at(settings.nats_url), open_database(settings.database_url(SERVICE)))
    escalation.settle()
    doorway = Doorway(broker, worker, ESCALATION_HEARS_INBOX, escalation.door)

    async def settle(_: Sequence[Msg]) -> None:
        await worker.do(escalation.settle)

    return application(
        broker,
        doorway.metrics,
        Listening(broker, ESCALATION_HEARS_INBOX, doorway.handle),
        hear(broker, ESCALATION_HEARS_CARDS, settle),
    )
