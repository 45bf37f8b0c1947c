"""What is observed of one project: no more of it than some sign of a fault may rest on.

It is mutable, and small, since there may be a hundred thousand of them: whatever most projects do not have is an empty
tuple that all of them share.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.escalation.findings import figures
from services.escalation.findings.figures import NOTHING, Reports, Told
from shared.catalogue.escalation import Clock, DeadlineMissed, DeadlineMoved, Sign
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    FoundBlocker,
    InspectionAnnounced,
    InspectionHeld,
    MilestoneReached,
    ProgressReported,
    ProjectResumed,
    ProjectSuspended,
    ReportCorrected,
)
from shared.catalogue.values import Factor, Milestone, Month, last_day, month_of

ProjectFact = (
    ProgressReported
    | ReportCorrected
    | MilestoneReached
    | ProjectSuspended
    | ProjectResumed
    | FactorBlocked
    | FactorGuaranteed
    | InspectionAnnounced
    | InspectionHeld
    | DeadlineMissed
    | DeadlineMoved
)
BEFORE = Month("")
"""No month: it sorts before all of them."""
MISSES = {
    Clock.ISSUE: Sign.ISSUE_OVERDUE,
    Clock.OVERDUE: Sign.ISSUE_OVERDUE,
    Clock.TASK: Sign.TASK_OVERDUE,
    Clock.PLAN: Sign.ORDER_UNANSWERED,
    Clock.RESULT: Sign.ORDER_UNANSWERED,
    Clock.COMMITMENT: Sign.COMMITMENT_BROKEN,
}
"""What it shows that a clock ran out. The other clocks run against those who decide, not against the project."""


@dataclass(slots=True)
class Issue:
    """A roadblock of the project; between a solution that failed and its reopening it counts as open."""

    project: str
    title: str
    factor: Factor | None
    raised_on: date
    solved_on: date | None = None
    reopenings: tuple[int, ...] = ()
    """Log positions."""

    def stood(self, first: date, last: date) -> bool:
        """Whether it was raised by the last of some days, and not solved before the first."""
        return self.raised_on <= last and (self.solved_on is None or self.solved_on >= first)


class Exemption(NamedTuple):
    """What excuses the project, and from when to when."""

    exemption: str
    effects: tuple[str, ...]
    from_on: date
    until: date


class Standstill(NamedTuple):
    """The months in which it was suspended, on any day of them; no last one while it still is."""

    first: Month
    last: Month | None


class Inspected(NamedTuple):
    """What an inspection found, against what the log said when it was held; figures of the fourth place."""

    position: int
    counts_in: Month
    """The month in whose close it counts, as `verified_gap_pp` counts it."""
    investment: int | None
    """How much less was invested than reported; None where one of the two was not told."""
    physical: int | None
    hidden_days: int
    """How old the oldest roadblock was that had not been told; 0 where there was none."""


class Announced(NamedTuple):
    """An inspection that is awaited."""

    inspection: str
    position: int


class Missed(NamedTuple):
    """A deadline that was missed since the last card."""

    deadline: str
    sign: Sign
    position: int


@dataclass(slots=True)
class Observed:
    """One project, as far as findings are concerned."""

    since: Month
    """The month in which it was registered; `BEFORE` outside a contest."""
    reports: Reports = NOTHING
    done: bool = False
    """Whether it is completed or in use: its figures may rest."""
    standstill: Standstill | None = None
    issues: tuple[Issue, ...] = ()
    blocked: tuple[Factor, ...] = ()
    """Factors that were said to be blocked, and have not been guaranteed since."""
    exemptions: tuple[Exemption, ...] = ()
    announced: tuple[Announced, ...] = ()
    """Inspections that were announced, and not held yet."""
    behind: tuple[tuple[Month, int], ...] = ()
    """The latest months running that were behind without cause, with the positions of their cards."""
    standing: frozenset[Sign] = frozenset()
    """What the last card showed, found by it or known before."""
    missed: tuple[Missed, ...] = ()
    """This and what follows has not come to a card yet."""
    reopened: tuple[Issue, ...] = ()
    inspected: tuple[Inspected, ...] = ()
    corrected: tuple[int, ...] = ()
    """Positions of corrections downwards, and of the announcements of inspections that were awaited then."""

    def take(self, fact: ProjectFact, position: int, closing: Month) -> None:
        """Take in a fact of the project; `closing` is the month to be closed next."""
        match fact:
            case ProgressReported():
                row = Told(position, figures.ticks(fact.investment), figures.ticks(fact.physical))
                self.reports = figures.told(self.reports, fact.month, row)
            case ReportCorrected():
                self._correct(fact, position)
            case MilestoneReached():
                self.done = self.done or fact.milestone != Milestone.STARTED
            case ProjectSuspended():
                self.standstill = Standstill(month_of(fact.suspended_on), None)
            case ProjectResumed():
                first = self.standstill.first if self.standstill else self.since
                self.standstill = Standstill(first, month_of(fact.resumed_on))
            case FactorBlocked():
                self.blocked = (*(factor for factor in self.blocked if factor != fact.factor), fact.factor)
            case FactorGuaranteed():
                self.blocked = tuple(factor for factor in self.blocked if factor != fact.factor)
            case InspectionAnnounced():
                self.announced = (*self.announced, Announced(fact.inspection, position))
            case InspectionHeld():
                self._inspect(fact, position, closing)
            case DeadlineMissed():
                if sign := MISSES.get(fact.clock):
                    self.missed = (*self.missed, Missed(fact.deadline, sign, position))
            case DeadlineMoved():
                self.missed = tuple(miss for miss in self.missed if miss.deadline != fact.deadline)

    def still_in(self, month: Month) -> bool:
        """Whether it was suspended on any day of a month."""
        still = self.standstill
        return still is not None and still.first <= month <= (still.last or month)

    def exemptions_at_end_of(self, month: Month) -> Iterator[Exemption]:
        """Those that cover the last day of a month."""
        last = last_day(month)
        return (exemption for exemption in self.exemptions if exemption.from_on <= last <= exemption.until)

    def _correct(self, fact: ReportCorrected, position: int) -> None:
        """Figures left out stay as they were. What is less while an inspection is awaited is remembered."""
        was = figures.at(self.reports, fact.month) or Told(position, None, None)
        told = figures.ticks(fact.investment), figures.ticks(fact.physical)
        now = [old if new is None else new for new, old in zip(told, was[1:], strict=True)]
        self.reports = figures.told(self.reports, fact.month, Told(position, *now))
        fell = any(old is not None and new is not None and new < old for new, old in zip(now, was[1:], strict=True))
        if fell and self.announced:
            self.corrected = (*self.corrected, *(awaited.position for awaited in self.announced), position)

    def _inspect(self, fact: InspectionHeld, position: int, closing: Month) -> None:
        self.announced = tuple(other for other in self.announced if other.inspection != fact.inspection)
        investment, physical = figures.latest(self.reports, fact.month)
        hidden = [
            (fact.inspected_on - blocker.since).days
            for blocker in fact.blockers
            if not self._was_told(blocker, fact.inspected_on)
        ]
        found = Inspected(
            position,
            max(month_of(fact.inspected_on), closing, self.since),
            _less(investment, figures.ticks(fact.investment)),
            _less(physical, figures.ticks(fact.physical)),
            max(hidden, default=0),
        )
        self.inspected = (*self.inspected, found)

    def _was_told(self, blocker: FoundBlocker, inspected_on: date) -> bool:
        """Whether an issue of its factor or of a like title was raised before the visit, or its factor said blocked.

        An issue that was solved before the roadblock arose was another one.
        """
        return blocker.factor in self.blocked or any(
            issue.raised_on < inspected_on
            and issue.stood(blocker.since, inspected_on)
            and (issue.factor == blocker.factor is not None or _alike(issue.title, blocker.title))
            for issue in self.issues
        )


def _less(told: int | None, measured: int | None) -> int | None:
    return None if told is None or measured is None else told - measured


def _alike(one: str, other: str) -> bool:
    """Whether one title holds the other, blanks, case and punctuation aside."""
    one, other = ("".join(filter(str.isalnum, title.casefold())) for title in (one, other))
    return bool(one and other) and (one in other or other in one)
