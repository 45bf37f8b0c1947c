"""Printing: makes the papers that are due, each as of the entry that made it due, and makes any of them again.

The press reads the log on its own, behind the service: it goes on only when something is due, and only up to there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.scoring.contest import Contest
from services.scoring.papers.cadence import Due
from services.scoring.papers.fold import Papers
from services.scoring.papers.forms import Paper, write
from shared.catalogue.scoring import PaperIssued, PaperKind
from shared.envelope import Logged, Origin
from shared.recording import Recording


class Reader:
    """The papers as of a position of the log, and how to go on from there."""

    def __init__(self, log: Recording) -> None:
        self._log = log
        self._contest = Contest()
        self.papers = Papers(self._contest.would_be)

    def read(self, until: int) -> Papers:
        """The papers as of a position, which is never before the last one."""
        while self.papers.position < until and (chunk := self._log.read(self.papers.position, until)):
            for logged in chunk:
                self.take(logged)
        return self.papers

    def take(self, logged: Logged) -> None:
        """Take in the next entry: the contest first, which knows what a correction would have changed."""
        self._contest.evolve(logged)
        self.papers.evolve(logged)


class Press:
    """Prints what is due."""

    def __init__(self, log: Recording) -> None:
        self._reader = Reader(log)
        self._printed: dict[Due, PaperIssued] = {}
        """What may have to be said again, since others can append first: the reader never goes back."""

    def print(self, due: Sequence[Due]) -> list[tuple[PaperIssued, Origin]]:
        """The fact for every paper that is due, in the order in which they are."""
        self._printed = {one: self._printed.get(one) or self._made(one) for one in due}
        return [(issued, one.origin) for one, issued in self._printed.items()]

    def _made(self, due: Due) -> PaperIssued:
        papers = self._reader.read(due.position)
        return write(papers, due.kind, due.period).issued(due.position)


class UnlikeError(Exception):
    """A paper that is made again is not the one that was issued."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, and the fact of its issue; none where it is a draft as of the head of the log."""

    paper: Paper
    issued: PaperIssued | None


def issues(log: Recording) -> Mapping[tuple[PaperKind, str], PaperIssued]:
    """Every paper that was issued, in the order of the log."""
    return {
        (fact.kind, fact.period): fact
        for logged in log.read_all()
        if isinstance(fact := logged.entry.fact, PaperIssued)
    }


def make(log: Recording, kind: PaperKind, period: str) -> Made:
    """A paper from the log: as it was issued, or as a draft where it was not.

    Raises `ValueError` for what is no period of this paper, `UnlikeError` where it is not what was issued.
    """
    issued = issues(log).get((kind, period))
    position = issued.position if issued else log.head()
    made = Made(write(Reader(log).read(position), kind, period), issued)
    if issued and (unlike := _unlike(issued, made.paper.issued(position))):
        raise UnlikeError(f"issued {unlike}")
    return made


def _unlike(issued: PaperIssued, made: PaperIssued) -> str:
    """What is not alike, in words; nothing where all is."""
    if issued.form != made.form:
        return f"in form {issued.form}; this release of redcard makes form {made.form}"
    if issued.edition != made.edition:
        return f"under edition {issued.edition}; made again from the log it is under {made.edition}"
    if issued.sha256 != made.sha256:
        return f"with digest {issued.sha256}; made again from the log it has {made.sha256}"
    return ""
