"""The diary: what was said in this week of the log's calendar and in the one before it, in the order of the log.

What was said before the log told its first day stands in the week of that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.scoring.papers.periods import week_of
from services.scoring.papers.topics.calendar import Calendar
from shared.catalogue import Fact
from shared.catalogue.intake import (
    DayBegun,
    FactorBlocked,
    FactorGuaranteed,
    IssueAccepted,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    MilestoneReached,
    ProgressReported,
)
from shared.catalogue.values import Month

Told = (
    ProgressReported
    | MilestoneReached
    | IssueRaised
    | IssueSolved
    | IssueAccepted
    | IssueReopened
    | FactorGuaranteed
    | FactorBlocked
)


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact, and the month that had begun last when it was said."""

    fact: Told
    month: Month


@dataclass(slots=True)
class Diary:
    """Two weeks are enough: a week's paper is due on the first day that the log tells after it."""

    week: str = ""
    _notes: list[Noted] = field(default_factory=list)
    _week_before: str = ""
    _notes_before: list[Noted] = field(default_factory=list)

    def evolve(self, fact: Fact, calendar: Calendar) -> None:
        """Take in the next fact."""
        match fact:
            case DayBegun():
                week = week_of(fact.day)
                if self.week and week != self.week:
                    self._week_before, self._notes_before, self._notes = self.week, self._notes, []
                self.week = week
            case (
                ProgressReported()
                | MilestoneReached()
                | IssueRaised()
                | IssueSolved()
                | IssueAccepted()
                | IssueReopened()
                | FactorGuaranteed()
                | FactorBlocked()
            ):
                self._notes.append(Noted(fact, calendar.month))

    def notes(self, week: str) -> Sequence[Noted]:
        """What was said in a week; nothing for one that the log's calendar skipped."""
        if week == self.week:
            return self._notes
        return self._notes_before if week == self._week_before else ()
