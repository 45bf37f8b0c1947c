"""Papers: takes in the log and knows what every paper of the year needs, as of the entry it has reached.

Each topic is a small fold of its own (`topics/`); the calendar comes first, for all others stand on its day.
"""

from collections.abc import Callable

from services.scoring.assessment.yearbook import Yearbook
from services.scoring.papers.topics.calendar import Calendar
from services.scoring.papers.topics.cards import Cards
from services.scoring.papers.topics.cases import Cases
from services.scoring.papers.topics.desk import Desk
from services.scoring.papers.topics.diary import Diary
from services.scoring.papers.topics.factors import Factors
from services.scoring.papers.topics.issues import Issues
from services.scoring.papers.topics.projects import Projects
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Month
from shared.envelope import Logged


def _cannot_tell(_project: str, _month: Month) -> CardIssued | None:
    return None


class Papers:
    """Takes in the log, entry by entry; `forms.write` writes a paper from it."""

    def __init__(self, would_be: Callable[[str, Month], CardIssued | None] = _cannot_tell) -> None:
        self.position = 0
        self.calendar = Calendar()
        self.projects = Projects()
        self.issues = Issues()
        self.factors = Factors()
        self.cards = Cards()
        self.cases = Cases()
        self.desk = Desk(would_be)
        self.diary = Diary()
        self.yearbook = Yearbook()

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        fact, self.position = logged.entry.fact, logged.position
        self.calendar.evolve(fact)
        self.projects.evolve(fact, self.calendar)
        self.issues.evolve(fact, self.calendar)
        self.factors.evolve(fact)
        self.cards.evolve(fact, self.calendar)
        self.cases.evolve(fact, logged.position)
        self.desk.evolve(fact, self.calendar)
        self.diary.evolve(fact, self.calendar)
        self.yearbook.evolve(fact)
