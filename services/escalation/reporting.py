"""Reporting: for how many months a project has not reported, counted when a month is closed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.catalogue.intake import (
    ProgressReported,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
)
from shared.catalogue.values import Month, month_after, month_of, months_between

ReportingFact = (
    ProjectRegistered | ProgressReported | ProjectSuspended | ProjectResumed | ProjectWithdrawn | ProjectCompleted
)


@dataclass(slots=True)
class Reporting:
    """The last month of which each project has told, as far as anything is asked of it."""

    told: dict[str, Month] = field(default_factory=dict)
    suspended: set[str] = field(default_factory=set)

    def evolve(self, fact: ReportingFact, month: Month) -> None:
        """Take in a fact; `month` is the one that has begun last, from which a new project is asked to report."""
        match fact:
            case ProjectRegistered():
                self.told[fact.project] = month_after(month, -1)
            case ProgressReported():
                if fact.project in self.told:
                    self.told[fact.project] = max(self.told[fact.project], fact.month)
            case ProjectSuspended():
                self.suspended.add(fact.project)
            case ProjectResumed():
                self.suspended.discard(fact.project)
                before = month_after(month_of(fact.resumed_on), -1)
                self.told[fact.project] = max(self.told[fact.project], before)
            case ProjectWithdrawn() | ProjectCompleted():
                self.told.pop(fact.project, None)

    def missing(self, closed: Month) -> Iterator[tuple[str, int]]:
        """Every project that has not told of the months up to a closed one, and how many those are."""
        for project, told in self.told.items():
            if told < closed and project not in self.suspended:
                yield project, months_between(told, closed)
