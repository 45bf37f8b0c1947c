"""The district as the door knows it: calendar, prospects, projects and what is said of them; and who judges what."""

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field

from services.intake import calendar, desk, inspection, issue, mark, parked, project, prospect, tour
from services.intake.calendar import Calendar, CalendarFact
from services.intake.desk import Desk
from services.intake.inspection import Inspection, InspectionFact
from services.intake.issue import Issue, IssueFact
from services.intake.mark import Mark
from services.intake.parked import Discarded
from services.intake.project import Project, ProjectFact
from services.intake.prospect import Prospect, ProspectFact
from services.intake.tour import Tour, TourFact
from shared.catalogue import Fact
from shared.catalogue.escalation import IssueClimbed, LadderAdopted
from shared.catalogue.intake import (
    IssueRaised,
    MarkGiven,
    MessageDiscarded,
    ProjectRegistered,
)


@dataclass(slots=True)
class District:
    """Every aggregate that intake decides on, by id; the aggregates themselves never change, they are replaced."""

    calendar: Calendar | None = None
    prospects: MutableMapping[str, Prospect] = field(default_factory=dict)
    projects: MutableMapping[str, Project] = field(default_factory=dict)
    issues: MutableMapping[str, Issue] = field(default_factory=dict)
    desks: MutableMapping[str, Desk] = field(default_factory=dict)
    """The issues of each project together."""
    inspections: MutableMapping[str, Inspection] = field(default_factory=dict)
    tours: MutableMapping[str, Tour] = field(default_factory=dict)
    marks: MutableMapping[str, Mark] = field(default_factory=dict)
    discarded: MutableMapping[tuple[str, int], Discarded] = field(default_factory=dict)
    """Parked messages that were given up, by service and place in the inbox."""
    express_per_quarter: int | None = None
    """How many issues of a project may go express in a quarter, by the ladder in force; none: any number."""

    def draft(self) -> "District":
        """A copy on which a batch is tried out: what is decided on it leaves this one as it is."""
        return District(
            self.calendar,
            ChainMap({}, self.prospects),
            ChainMap({}, self.projects),
            ChainMap({}, self.issues),
            ChainMap({}, self.desks),
            ChainMap({}, self.inspections),
            ChainMap({}, self.tours),
            ChainMap({}, self.marks),
            ChainMap({}, self.discarded),
            self.express_per_quarter,
        )

    def project_of(self, proposal: Fact) -> str | None:
        """The project that a proposal concerns, by its own word or by its issue's; none where it concerns none."""
        if isinstance(proposal, IssueFact) and not isinstance(proposal, IssueRaised):
            known = self.issues.get(proposal.issue)
            return known.project if known else None
        own: str | None = getattr(proposal, "project", None)
        return own

    def decide(self, proposal: Fact) -> list[Fact]:
        """The facts that follow from a proposal; raises `Refused`."""
        if isinstance(proposal, CalendarFact):
            return [*calendar.decide(self.calendar, proposal)]
        if isinstance(proposal, ProjectFact):
            known = self.projects.get(proposal.project)
            return [*project.decide(known, proposal, self.prospects, self.calendar)]
        if isinstance(proposal, ProspectFact):
            return [*prospect.decide(self.prospects.get(proposal.prospect), proposal, self.calendar)]
        if isinstance(proposal, IssueFact):
            return self._decide_issue(proposal)
        if isinstance(proposal, InspectionFact):
            inspected = self.inspections.get(proposal.inspection)
            return [*inspection.decide(inspected, proposal, self.projects, self.calendar)]
        if isinstance(proposal, TourFact):
            return [*tour.decide(self.tours.get(proposal.tour), proposal, self.projects, self.calendar)]
        if isinstance(proposal, MarkGiven):
            return [*mark.decide(self.marks.get(proposal.mark), proposal, self.projects, self.calendar)]
        if isinstance(proposal, MessageDiscarded):
            return [*parked.decide(self.discarded.get((proposal.service, proposal.sequence)), proposal)]
        raise TypeError(f"not for intake to decide: {type(proposal).__name__}")

    def evolve(self, fact: Fact) -> None:
        """Take in a fact of the log; facts of others change nothing here."""
        if isinstance(fact, CalendarFact):
            self.calendar = calendar.evolve(self.calendar, fact)
        elif isinstance(fact, ProjectFact):
            self.projects[fact.project] = project.evolve(self.projects.get(fact.project), fact, self.calendar)
            if isinstance(fact, ProjectRegistered) and fact.prospect is not None:
                self.prospects[fact.prospect] = prospect.became(self.prospects.get(fact.prospect), fact.project)
        elif isinstance(fact, ProspectFact):
            self.prospects[fact.prospect] = prospect.evolve(self.prospects.get(fact.prospect), fact)
        elif isinstance(fact, IssueFact):
            self._evolve_issue(fact)
        elif isinstance(fact, InspectionFact):
            self.inspections[fact.inspection] = inspection.evolve(self.inspections.get(fact.inspection), fact)
        elif isinstance(fact, TourFact):
            self.tours[fact.tour] = tour.evolve(self.tours.get(fact.tour), fact)
        elif isinstance(fact, MarkGiven):
            self.marks[fact.mark] = mark.evolve(self.marks.get(fact.mark), fact)
        elif isinstance(fact, MessageDiscarded):
            key = fact.service, fact.sequence
            self.discarded[key] = parked.evolve(self.discarded.get(key), fact)
        else:
            self._hear_escalation(fact)

    def _decide_issue(self, proposal: IssueFact) -> list[Fact]:
        step = issue.decide(self.issues.get(proposal.issue), proposal, self.projects, self.calendar)
        together = self.desks.get(self.project_of(proposal) or "", Desk())
        return [*step, *desk.decide(together, proposal, self.issues, self.express_per_quarter)]

    def _evolve_issue(self, fact: IssueFact) -> None:
        known = issue.evolve(self.issues.get(fact.issue), fact, self.projects)
        self.issues[fact.issue] = known
        self.desks[known.project] = desk.evolve(self.desks.get(known.project, Desk()), fact)

    def _hear_escalation(self, fact: Fact) -> None:
        """Issues climb, and a ladder comes into force."""
        if isinstance(fact, IssueClimbed):
            self.issues[fact.issue] = issue.evolve(self.issues.get(fact.issue), fact, self.projects)
        elif isinstance(fact, LadderAdopted):
            self.express_per_quarter = desk.express_limit(fact.text)
