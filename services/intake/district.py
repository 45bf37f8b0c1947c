"""The district as the door knows it: calendar, projects, issues; and which decider judges which proposal."""

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field

from services.intake import calendar, issue, project
from services.intake.calendar import Calendar
from services.intake.issue import Issue
from services.intake.project import Project
from shared.catalogue import Fact
from shared.catalogue.intake import (
    ContestOpened,
    IssueAccepted,
    IssueRaised,
    IssueSolved,
    MilestoneReached,
    MonthClosed,
    MonthOpened,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
)


@dataclass(slots=True)
class District:
    """Every aggregate that intake decides on, by id; the aggregates themselves never change, they are replaced."""

    calendar: Calendar | None = None
    projects: MutableMapping[str, Project] = field(default_factory=dict)
    issues: MutableMapping[str, Issue] = field(default_factory=dict)

    def draft(self) -> "District":
        """A copy on which a batch is tried out: what is decided on it leaves this one as it is."""
        return District(self.calendar, ChainMap({}, self.projects), ChainMap({}, self.issues))

    def decide(self, proposal: Fact) -> list[Fact]:
        """The facts that follow from a proposal; raises `Refused`."""
        match proposal:
            case ContestOpened() | MonthOpened() | MonthClosed():
                return [*calendar.decide(self.calendar, proposal)]
            case ProjectRegistered() | PlanRevised() | ProgressReported() | ReportCorrected() | MilestoneReached():
                return [*project.decide(self.projects.get(proposal.project), proposal, self.calendar)]
            case IssueRaised() | IssueSolved() | IssueAccepted():
                return [*issue.decide(self.issues.get(proposal.issue), proposal, self.projects, self.calendar)]
        raise TypeError(f"not for intake to decide: {type(proposal).__name__}")

    def evolve(self, fact: Fact) -> None:
        """Take in a fact of the log; facts of others change nothing here."""
        match fact:
            case ContestOpened() | MonthOpened() | MonthClosed():
                self.calendar = calendar.evolve(self.calendar, fact)
            case ProjectRegistered() | PlanRevised() | ProgressReported() | ReportCorrected() | MilestoneReached():
                self.projects[fact.project] = project.evolve(self.projects.get(fact.project), fact)
            case IssueRaised() | IssueSolved() | IssueAccepted():
                self.issues[fact.issue] = issue.evolve(self.issues.get(fact.issue), fact)
