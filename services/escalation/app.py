"""Wiring of escalation: cards in, steps out, and the docket beside it."""

from collections.abc import Sequence
from pathlib import Path

from faststream.asgi import AsgiFastStream
from nats.aio.msg import Msg
from sqlalchemy import Engine

from services.escalation.caseload import Caseload
from services.escalation.docket import Docket
from shared.following import Fold, Follower
from shared.projecting import open_database
from shared.recording import Recording
from shared.serving import Worker, application, connect, hear
from shared.settings import Settings
from shared.subjects import ESCALATION_HEARS_CARDS

SERVICE = "escalation"
LADDER = Path(__file__).parent / "ladders" / "hanting.toml"


class Escalation:
    """The service over a log and a database: takes the steps that are due."""

    def __init__(self, log: Recording, engine: Engine) -> None:
        self._caseload = Caseload(LADDER.read_text(encoding="utf-8"))
        self._follower = Follower(log, SERVICE, Fold(self._caseload.evolve), Docket(engine))
        self._follower.start()

    def settle(self) -> None:
        """Take every step that is due; first of all, put the shipped ladder into force where there is none."""
        self._follower.settle(self._caseload.next_step)


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker, worker = connect(settings, SERVICE), Worker()
    escalation = Escalation(Recording.at(settings.nats_url), open_database(settings.database_url(SERVICE)))
    escalation.settle()

    async def settle(_: Sequence[Msg]) -> None:
        await worker.do(escalation.settle)

    return application(broker, hear(broker, ESCALATION_HEARS_CARDS, settle))
