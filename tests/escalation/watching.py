"""Stories about findings: facts and cards of one project on a log in memory, and what the watch finds in them.

    given(report("2026-01"), missed(Clock.TASK), *closed("2026-01")).finds("2026-01 dragging: task-overdue")

What is found is told as text: month, fault and signs; `evidence` gives the facts behind a sign.
"""

from services.escalation import ladder as ladders
from services.escalation.findings import Watch
from shared.catalogue import Fact
from shared.catalogue.escalation import FindingMade, LadderAdopted, Sign
from shared.catalogue.intake import ContestOpened, DayBegun, MonthOpened
from tests import memory
from tests.escalation.observed import CONTEST, adopted, day, registered


class Log(memory.Log):
    """A log with the watch at work on it."""

    def watch(self) -> Watch:
        """What the watch knows, having followed the log from its first entry."""
        watch, ladder, today = Watch(), None, None
        for logged in self.entries:
            match logged.entry.fact:
                case LadderAdopted() as fact:
                    ladder = ladders.parse(fact.text)
                case ContestOpened() as fact:
                    today = day(f"{fact.first_month}-01")
                case MonthOpened() as fact:
                    today = day(f"{fact.month}-01")
                case DayBegun() as fact:
                    today = fact.day
            watch.evolve(logged, ladder, today)
        return watch

    def settle(self) -> None:
        """Append what is found, each time by a watch just begun, until nothing is owed."""
        self.settle_with(lambda: self.watch().due())

    @property
    def found(self) -> list[FindingMade]:
        return [fact for fact in self.facts if isinstance(fact, FindingMade)]

    def finds(self, *told: str) -> None:
        """Settle, and compare everything that was found: month, fault and signs."""
        self.settle()
        assert list(told) == [
            f"{made.month} {made.fault}: {', '.join(seen.sign for seen in made.signs)}" for made in self.found
        ]

    def evidence(self, sign: Sign) -> list[list[Fact]]:
        """The facts behind a sign, for every time it was found."""
        return [
            [self.facts[position - 1] for position in seen.evidence]
            for made in self.found
            for seen in made.signs
            if seen.sign == sign
        ]


BEGUN: tuple[Fact, ...] = (adopted(), CONTEST, registered())


def given(*facts: Fact) -> Log:
    """A ladder, a contest from January on, a project, and what else is told."""
    return Log(*BEGUN, *facts)
