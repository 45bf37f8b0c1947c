"""The desk of the dispatch office: the log as it comes in, the papers so far, and what is still owed.

A month is settled when the log owes nothing any more: every close has its cards, every card its step. The log alone
says so, whatever the services are doing, and whichever of them has just been killed.
"""

import asyncio
from typing import Final

from services.escalation.caseload import Caseload
from services.scoring.contest import Contest
from services.scoring.papers import Papers
from shared.recording import Recording

PATIENCE_SECONDS: Final = 90.0
"""How long the log may stand still while it still owes something."""
POLL_SECONDS: Final = 0.01


class UnsettledError(Exception):
    """A service stopped getting on with what it has to decide."""


class Desk:
    """The log as it is read in the dispatch office: the papers so far, and what is still owed."""

    def __init__(self, log: Recording) -> None:
        self.papers = Papers()
        self._log = log
        self._position = 0
        self._contest = Contest()
        self._caseload = Caseload(shipped="")

    def catch_up(self) -> int:
        """Read everything up to the head of the log; gives the position reached."""
        while chunk := self._log.read(self._position):
            for logged in chunk:
                self.papers.evolve(logged)
                self._contest.evolve(logged)
                self._caseload.evolve(logged)
            self._position = chunk[-1].position
        return self._position

    def owes(self) -> str:
        """The service from which something is due; empty where nothing is."""
        if self._contest.closes:
            return "scoring"
        return "escalation" if self._caseload.due else ""

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
