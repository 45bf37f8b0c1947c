"""Papers, made again: each as of the fact that made it due, to be compared with what was issued."""

from services.scoring.contest import Contest
from services.scoring.papers.cadence import Cadence, Due
from services.scoring.papers.fold import Papers
from services.scoring.papers.forms import write
from shared.catalogue.scoring import PaperIssued
from shared.envelope import Logged


class Archive:
    """Takes in a log, entry by entry, behind a contest that has taken in the same."""

    def __init__(self, contest: Contest) -> None:
        self._papers = Papers(contest.would_be)
        self._cadence = Cadence()
        self._made: dict[Due, PaperIssued] = {}

    def take(self, logged: Logged) -> None:
        """Take in the next entry, and make every paper that it makes due."""
        self._papers.evolve(logged)
        self._cadence.evolve(logged)
        self._made = {due: self._made.get(due) or self._make(due) for due in self._cadence.due}

    def due(self, issued: PaperIssued) -> PaperIssued | None:
        """The paper of this kind and period as it is due; none where none is."""
        return next((one for one in self.owed() if (one.kind, one.period) == (issued.kind, issued.period)), None)

    def owed(self) -> list[PaperIssued]:
        """Every paper that is due and not issued."""
        return list(self._made.values())

    def _make(self, due: Due) -> PaperIssued:
        return write(self._papers, due.kind, due.period).issued(due.position)
