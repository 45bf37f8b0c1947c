"""What has to be known of the past to address a notice: whose a project is, and which project something is about."""

from dataclasses import dataclass, field, replace

from shared.catalogue.escalation import AppealRaised, ExemptionGranted
from shared.catalogue.intake import IssueRaised, ProgressReported, ProjectAssigned, ProjectRegistered, ReportCorrected
from shared.envelope import Logged
from shared.notices import TASK_FORCES


@dataclass(frozen=True, slots=True)
class Address:
    """A project, as far as notices speak of it."""

    project: str
    name: str
    unit: str
    source: str | None
    """The upstream system that speaks for it: who reported on it last, and until then who registered it."""


@dataclass(slots=True)
class Known:
    """Projects, issues, exemptions and appeals, by their ids."""

    projects: dict[str, Address] = field(default_factory=dict)
    issues: dict[str, IssueRaised] = field(default_factory=dict)
    exemptions: dict[str, str] = field(default_factory=dict)
    """Id to the project."""
    appeals: dict[str, AppealRaised] = field(default_factory=dict)

    def evolve(self, logged: Logged) -> None:
        """Take in an entry."""
        source = logged.entry.source
        match logged.entry.fact:
            case ProjectRegistered() as fact:
                said = Address(fact.project, fact.name, fact.responsible_unit, _of(source))
                self.projects[fact.project] = said
            case ProjectAssigned(responsible_unit=str() as unit) as fact:
                self.projects[fact.project] = replace(self.projects[fact.project], unit=unit)
            case ProgressReported() | ReportCorrected() as fact:
                self.projects[fact.project] = replace(self.projects[fact.project], source=_of(source))
            case IssueRaised() as fact:
                self.issues[fact.issue] = fact
            case ExemptionGranted() as fact:
                self.exemptions[fact.exemption] = fact.project
            case AppealRaised() as fact:
                self.appeals[fact.appeal] = fact

    def on_factor(self, issue: str) -> bool:
        """Whether an issue is about a factor: those are the factor-guarantee task force's."""
        return issue in self.issues and self.issues[issue].factor is not None


def _of(source: str) -> str | None:
    """A source whose notices nobody could take for those of a task force."""
    return None if source in TASK_FORCES else source
