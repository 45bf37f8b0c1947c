"""Wiring of scoring: the calendar, rulebooks and objections in, cards and papers out, and the scoreboard beside it."""

from collections.abc import Iterable, Sequence

from faststream.asgi import AsgiFastStream
from nats.aio.msg import Msg
from sqlalchemy import Engine

from services.scoring.contest import Contest
from services.scoring.papers.cadence import Cadence
from services.scoring.printing import Press
from services.scoring.scoreboard import Scoreboard
from shared.catalogue import Fact
from shared.doorway import Doorway
from shared.envelope import Origin
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
    """The service over a log and a database: its door, and the cards and papers that are due."""

    def __init__(self, log: Recording, engine: Engine) -> None:
        self._contest, self._cadence, self._press = Contest(), Cadence(), Press(log)
        views = Fold(self._contest.evolve), Fold(self._cadence.evolve), Scoreboard(engine)
        self.door = Door(SERVICE, log, Messages(engine, SERVICE), self._contest.proposals.draft, *views)

    def settle(self) -> None:
        """Say what is owed: cards and what becomes of them, then papers."""
        self.door.follower.settle(self._next_step)

    def _next_step(self) -> Iterable[tuple[Fact, Origin]]:
        return self._contest.steps() if self._contest.owes() else self._press.print(self._cadence.due)


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
