"""Wiring of scoring: closes, rulebooks and objections in, cards out, and the scoreboard beside it."""

from collections.abc import Sequence

from faststream.asgi import AsgiFastStream
from nats.aio.msg import Msg
from sqlalchemy import Engine

from services.scoring.contest import Contest
from services.scoring.scoreboard import Scoreboard
from shared.doorway import Doorway
from shared.following import Fold
from shared.messages import Messages
from shared.projecting import open_database
from shared.receiving import Door
from shared.recording import Recording
from shared.serving import Listening, Worker, application, connect, hear
from shared.settings import Settings
from shared.subjects import SCORING_HEARS_CLOSES, SCORING_HEARS_INBOX

SERVICE = "scoring"


class Scoring:
    """The service over a log and a database: a door for rulebooks and objections, and the cards that are owed."""

    def __init__(self, log: Recording, engine: Engine) -> None:
        self._contest = Contest()
        views = Fold(self._contest.evolve), Scoreboard(engine)
        self.door = Door(SERVICE, log, Messages(engine, SERVICE), self._contest.proposals.draft, *views)

    def settle(self) -> None:
        """Issue every card that is owed."""
        self.door.follower.settle(self._contest.next_step)


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker, worker = connect(settings, SERVICE), Worker()
    scoring = Scoring(Recording.at(settings.nats_url), open_database(settings.database_url(SERVICE)))
    scoring.settle()
    doorway = Doorway(broker, worker, SCORING_HEARS_INBOX, scoring.door)

    async def settle(_: Sequence[Msg]) -> None:
        await worker.do(scoring.settle)

    async def receive(until: int) -> None:
        await doorway.handle(until)
        await worker.do(scoring.settle)

    return application(
        broker,
        doorway.metrics,
        Listening(broker, SCORING_HEARS_INBOX, receive),
        hear(broker, SCORING_HEARS_CLOSES, settle),
    )
