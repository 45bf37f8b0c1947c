"""The register: everything that the log says of one project, and the numbers of the papers of every project.

A number is the year in which a step was issued and how many of its kind were issued in that year up to it, over the
whole log: 督〔2025〕12号. The log does not change, so no number ever does.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.escalation import ladder
from services.escalation.ladder import Ladder
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    InterviewOrdered,
    LadderAdopted,
    Step,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import (
    ContestOpened,
    DayBegun,
    IssueRaised,
    MonthOpened,
    ProjectAssigned,
    ProjectRegistered,
)
from shared.catalogue.values import Month
from shared.envelope import Logged

StepFact = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened
"""A step of a case, as it was taken."""
MARKS: Final = {Step.SUPERVISION_ORDER: "督", Step.INTERVIEW: "约", Step.ACCOUNTABILITY: "问"}
"""The characters for a step in the number of its paper."""
CASE_MARK: Final = "案"
_PARTS: Final = ("issue", "exemption", "appeal", "objection", "inspection")
"""Fields by which a fact belongs to what was said of a project before."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a paper: 督〔2025〕12号."""

    mark: str
    year: int
    count: int

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.count}号"


@dataclass(frozen=True, slots=True)
class Item:
    """A fact of the project, and how it stands on the log."""

    position: int
    day: date | None
    """The day that had begun; none before the log told of any."""
    recorded_at: datetime
    actor: str
    source: str
    fact: Fact
    stored: bytes
    ladder: Ladder | None
    """The ladder that was in force."""


def step_of(fact: StepFact) -> Step:
    """Which step it is."""
    match fact:
        case SupervisionOrderIssued():
            return Step.SUPERVISION_ORDER
        case InterviewOrdered():
            return Step.INTERVIEW
        case AccountabilityOpened():
            return Step.ACCOUNTABILITY


class Register:
    """Takes in the log, entry by entry."""

    def __init__(self, project: str) -> None:
        self.project = project
        self.position = 0
        self.contest: ContestOpened | None = None
        self.registered: ProjectRegistered | None = None
        self.task_force = ""
        self.today: date | None = None
        self.items: dict[int, Item] = {}
        """What was said of the project, by position."""
        self.numbers: dict[int, Number] = {}
        """The number of every step on the log, by position."""
        self.cases: dict[tuple[str, int], Number] = {}
        """The number of every case: it opens with its first step."""
        self.ladders: dict[str, Ladder] = {}
        """Every ladder that was adopted, by edition."""
        self.ladder: Ladder | None = None
        """The one in force."""
        self.issues: dict[str, str] = {}
        """Titles of the project's issues."""
        self._counts: Counter[tuple[str, int]] = Counter()
        self._known: dict[str, set[str]] = {part: set() for part in _PARTS}

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        fact, self.position = logged.entry.fact, logged.position
        self._calendar(fact)
        match fact:
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened():
                self._number(fact, logged.position)
            case LadderAdopted():
                self.ladder = self.ladders[fact.edition] = ladder.parse(fact.text)
        if self._is_mine(fact):
            self._keep(logged)

    def _calendar(self, fact: Fact) -> None:
        """The day is what the log says, else the first of the month that was opened last."""
        match fact:
            case ContestOpened():
                self.contest = fact
                self.today = _first(fact.first_month)
            case MonthOpened():
                self.today = max(self.today or date.min, _first(fact.month))
            case DayBegun():
                self.today = fact.day

    def _number(self, fact: StepFact, position: int) -> None:
        self.numbers[position] = self._next(MARKS[step_of(fact)], fact.issued_on.year)
        if (fact.project, fact.case) not in self.cases:
            self.cases[fact.project, fact.case] = self._next(CASE_MARK, fact.issued_on.year)

    def _next(self, mark: str, year: int) -> Number:
        self._counts[mark, year] += 1
        return Number(mark, year, self._counts[mark, year])

    def _is_mine(self, fact: Fact) -> bool:
        if getattr(fact, "project", None) == self.project:
            return True
        return any(getattr(fact, part, None) in self._known[part] for part in _PARTS)

    def _keep(self, logged: Logged) -> None:
        fact, entry = logged.entry.fact, logged.entry
        for part in _PARTS:
            self._known[part] |= {told} if isinstance(told := getattr(fact, part, None), str) else set()
        match fact:
            case ProjectRegistered():
                self.registered, self.task_force = fact, fact.task_force
            case ProjectAssigned():
                self.task_force = fact.task_force or self.task_force
            case IssueRaised():
                self.issues[fact.issue] = fact.title
        self.items[logged.position] = Item(
            logged.position, self.today, logged.recorded_at, entry.actor, entry.source, fact, logged.stored, self.ladder
        )


def _first(month: Month) -> date:
    return date.fromisoformat(f"{month}-01")
