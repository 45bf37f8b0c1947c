"""Wiring of escalation: cards and answers in, steps out, and the docket beside it."""

from faststream.asgi import AsgiFastStream
from sqlalchemy import Engine

from services.escalation.caseload import Caseload
from services.escalation.docket import Docket
from services.escalation.ladder.shelf import shelf
from shared.doorway import Doorway
from shared.following import Fold
from shared.messages import Messages
from shared.projecting import open_database
from shared.receiving import Door
from shared.recording import Recording
from shared.serving import Listening, Worker, application, connect
from shared.settings import Settings
from shared.subjects import ESCALATION_HEARS_INBOX, ESCALATION_HEARS_LOG

SERVICE = "escalation"
LADDER = "hanting"
"""The shipped ladder that comes into force where the log holds none."""


class Escalation:
    """The service over a log and a database: takes the steps that are due, and a door for what people say of them."""

    def __init__(self, log: Recording, engine: Engine) -> None:
        self._caseload = Caseload(shelf()[LADDER])
        views = Fold(self._caseload.evolve), Docket(engine)
        self.door = Door(SERVICE, log, Messages(engine, SERVICE), self._caseload.proposals.draft, *views)

    def settle(self) -> None:
        """Say everything that is due; first of all, put the shipped ladder into force where there is none.

        It comes right behind what it was decided on: nobody is told of a miss who had just answered.
        """
        self.door.follower.settle(self._caseload.next_step, at_head=True)


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker, worker = connect(settings, SERVICE), Worker()
    escalation = Escalation(Recording.at(settings.nats_url), open_database(settings.database_url(SERVICE)))
    escalation.settle()
    doorway = Doorway(broker, worker, ESCALATION_HEARS_INBOX, escalation.door)

    async def settle(_: int) -> None:
        await worker.do(escalation.settle)

    async def receive(until: int) -> None:
        await doorway.handle(until)
        await worker.do(escalation.settle)

    return application(
        broker,
        doorway.metrics,
        Listening(broker, ESCALATION_HEARS_INBOX, receive),
        Listening(broker, ESCALATION_HEARS_LOG, settle),
    )
