"""The desk of the dispatch office: the log as it comes in, the papers so far, and what is still owed.

What was said is settled when the log owes nothing any more: every close has its cards, every upheld objection its
reissued card, every month its end, every card its step, every day its papers. The log alone says so, whatever the
services are doing, and whichever of them has just been killed.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from services.escalation.caseload import Caseload
from services.scoring.contest import Contest
from services.scoring.papers import forms
from services.scoring.papers.cadence import Cadence
from services.scoring.papers.fold import Papers
from services.scoring.papers.forms import Paper
from services.scoring.printing import Made
from services.upstream.staff import Staff
from shared.catalogue.scoring import CardsFinalised, PaperIssued, PaperKind
from shared.envelope import Logged
from shared.recording import Recording

PATIENCE_SECONDS: Final = 90.0
"""How long the log may stand still while it still owes something."""
POLL_SECONDS: Final = 0.005

HandedOut = Callable[[Made], None]
"""What is done with each bulletin that is issued."""


class UnsettledError(Exception):
    """A service stopped getting on with what it has to decide."""


class Desk:
    """The log as it is read in the dispatch office: the papers so far, and what is still owed."""

    def __init__(self, log: Recording, hand_out: HandedOut = lambda bulletin: None, staff: Staff | None = None) -> None:
        self._contest = Contest()
        self.papers = Papers(self._contest.would_be)
        self._log = log
        self._hand_out = hand_out
        self._staff = staff
        self._position = 0
        self._caseload = Caseload(shipped="")
        self._cadence = Cadence()
        self._bulletins: dict[str, Paper] = {}

    def catch_up(self) -> int:
        """Read everything up to the head of the log; gives the position reached."""
        while chunk := self._log.read(self._position):
            for logged in chunk:
                self._evolve(logged)
            self._position = chunk[-1].position
        return self._position

    def owes(self) -> str:
        """The service from which something is due; empty where nothing is."""
        if self._contest.owes() or self._cadence.due:
            return "scoring"
        return "escalation" if self._caseload.next_step() else ""

    async def settle(self) -> None:
        """Wait until nothing is owed; a log that stands still meanwhile is an error."""
        loop = asyncio.get_running_loop()
        reached, deadline = self.catch_up(), loop.time() + PATIENCE_SECONDS
        while service := self.owes():
            if loop.time() > deadline:
                raise UnsettledError(f"{service} decided nothing for {PATIENCE_SECONDS:.0f} s, though something is due")
            await asyncio.sleep(POLL_SECONDS)
            if (position := self.catch_up()) != reached:
                reached, deadline = position, loop.time() + PATIENCE_SECONDS

    def _evolve(self, logged: Logged) -> None:
        self._contest.evolve(logged)
        self.papers.evolve(logged)
        self._caseload.evolve(logged)
        self._cadence.evolve(logged)
        if self._staff:
            self._staff.evolve(logged)
        match logged.entry.fact:
            case CardsFinalised() as final:
                # As of this very entry: what is said after it belongs into later papers.
                kind, month = PaperKind.MONTHLY_BULLETIN, final.month
                self._bulletins[month] = forms.write(self.papers, kind, month)
            case PaperIssued(kind=PaperKind.MONTHLY_BULLETIN) as issued:
                self._hand_out(Made(self._bulletins.pop(issued.period), issued))
