"""Wiring of scoring: closes and rulebooks in, cards out, and the scoreboard beside it."""

from collections.abc import Sequence

from faststream.asgi import AsgiFastStream
from nats.aio.msg import Msg
from sqlalchemy import Engine

from services.scoring import rulebook
from services.scoring.contest import Contest, decide_adoption
from services.scoring.scoreboard import Scoreboard
from shared.catalogue import Fact
from shared.catalogue.scoring import RulebookAdopted
from shared.doorway import Doorway
from shared.following import Fold, Follower
from shared.projecting import open_database
from shared.receiving import Decide, Door, Messages
from shared.recording import Recording
from shared.serving import Worker, application, connect, hear
from shared.settings import Settings
from shared.subjects import SCORING_HEARS_CLOSES, SCORING_HEARS_INBOX

SERVICE = "scoring"


class Scoring:
    """The service over a log and a database: adopts rulebooks at its door, and issues the cards that are owed."""

    def __init__(self, log: Recording, engine: Engine) -> None:
        self._contest = Contest()
        messages = Messages(engine, SERVICE)
        self._follower = Follower(log, SERVICE, Fold(self._contest.evolve), messages, Scoreboard(engine))
        self._follower.start()
        self.door = Door(SERVICE, self._follower, messages, self._draft)

    def settle(self) -> None:
        """Issue every card that is owed."""
        self._follower.settle(self._contest.next_step)

    def _draft(self) -> Decide:
        books = dict(self._contest.books)

        def decide(proposal: Fact) -> list[Fact]:
            assert isinstance(proposal, RulebookAdopted)
            facts = decide_adoption(books, proposal)
            books[proposal.edition] = rulebook.parse(proposal.text)
            return facts

        return decide


def build(settings: Settings) -> AsgiFastStream:
    """The service, ready to serve."""
    broker, worker = connect(settings, SERVICE), Worker()
    scoring = Scoring(Recording.at(settings.nats_url), open_database(settings.database_url(SERVICE)))
    scoring.settle()
    doorway = Doorway(broker, worker, SCORING_HEARS_INBOX, scoring.door)

    async def settle(_: Sequence[Msg]) -> None:
        await worker.do(scoring.settle)

    async def adopt(messages: Sequence[Msg]) -> None:
        await doorway.handle(messages)
        await worker.do(scoring.settle)

    return application(broker, hear(broker, SCORING_HEARS_INBOX, adopt), hear(broker, SCORING_HEARS_CLOSES, settle))
