"""Stories for explanations: a log with scoring and escalation at work on it, told a line a fact, and read again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from services.audit.explain.explanation import Explanation
from services.audit.explain.reading import explain
from services.escalation.caseload import Caseload
from services.scoring.rulebook.shelf import shelf
from shared.catalogue import Fact
from shared.catalogue.intake import DayBegun
from shared.catalogue.scoring import CardIssued, RulebookAdopted
from shared.catalogue.values import Month
from tests import memory
from tests.escalation.story import SHIPPED
from tests.scoring import story

CONTEST = story.contest_opened()


def book(name: str) -> RulebookAdopted:
    """A shipped book, adopted."""
    text = shelf()[name]
    edition = text.split('edition = "')[1].split('"')[0]
    return story.adopted(text, edition)


class World(story.Log):
    """Everything that is due is said as soon as it is."""

    def __init__(self, name: str, *facts: Fact, contest: Fact = CONTEST) -> None:
        self.now = memory.MORNING
        super().__init__()
        self.go_on(contest, book(name), *facts)

    def tell(self, *facts: Fact) -> None:
        """Facts happen on the day that began last."""
        for fact in facts:
            if isinstance(fact, DayBegun):
                self.now = datetime.combine(fact.day, time(9), UTC)
            self.append([(fact, replace(memory.origin_of(len(self.entries) + 1), occurred_at=self.now))])

    def go_on(self, *facts: Fact) -> None:
        """Facts come one by one, and whatever follows from each."""
        for fact in facts:
            self.tell(fact)
            self.settle()
            self.settle_with(lambda: self.caseload().next_step())

    def caseload(self) -> Caseload:
        """What escalation knows."""
        caseload = Caseload(SHIPPED)
        for logged in self.entries:
            caseload.evolve(logged)
        return caseload

    def explain(self, month: str, project: str = "P1", position: int | None = None) -> Explanation:
        """Why a project has its card, as of a position."""
        return explain(self.entries[:position], project, Month(month))

    def card(self, month: str, project: str = "P1") -> CardIssued:
        """The card that stands."""
        return [card for card in self.cards if (card.project, card.month) == (project, month)][-1]

    def at(self, fact: Fact) -> int:
        """Where a fact stands."""
        return next(logged.position for logged in self.entries if logged.entry.fact == fact)


def day(of: str) -> DayBegun:
    """A day begins."""
    return DayBegun(day=date.fromisoformat(of))


def month_over(month: str, following: str) -> Iterable[Fact]:
    """A month ends, the next begins, and it is closed."""
    return story.opened(following), story.closed(month)
