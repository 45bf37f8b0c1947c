"""Facts that intake records: what bureaus and offices reported, and what the door refused.

Upstream systems propose these facts as messages of the same name and fields; the door records them or says why not.
"""

from shared.catalogue.intake.attraction import ProspectAdvanced, ProspectDropped, ProspectRecorded, ProspectStage
from shared.catalogue.intake.calendar import ContestOpened, DayBegun, MonthClosed, MonthOpened, WorkdaysSet
from shared.catalogue.intake.door import GrantGiven, GrantRevoked, MessageDiscarded, MessageRefused, MessageSigned
from shared.catalogue.intake.factors import FactorBlocked, FactorGuaranteed, FactorNeeded, FactorPending
from shared.catalogue.intake.issues import (
    ConsultationDecision,
    DuplicateSuspected,
    IssueAccepted,
    IssueConsulted,
    IssueLevel,
    IssueRaised,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
    TaskDone,
)
from shared.catalogue.intake.oversight import (
    FoundBlocker,
    InspectionAnnounced,
    InspectionHeld,
    MarkGiven,
    MarkKind,
    ObservationScored,
    TourListed,
)
from shared.catalogue.intake.plans import (
    PlanFiled,
    PlanMonth,
    PlannedMilestone,
    PlanRevised,
    RevisionReason,
    TargetSet,
)
from shared.catalogue.intake.progress import MilestoneReached, ProgressReported, ReportCorrected, StatisticsEntered
from shared.catalogue.intake.projects import (
    ProjectAssigned,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    SuspensionReason,
)

__all__ = [
    "ConsultationDecision",
    "ContestOpened",
    "DayBegun",
    "DuplicateSuspected",
    "FactorBlocked",
    "FactorGuaranteed",
    "FactorNeeded",
    "FactorPending",
    "FoundBlocker",
    "GrantGiven",
    "GrantRevoked",
    "InspectionAnnounced",
    "InspectionHeld",
    "IssueAccepted",
    "IssueConsulted",
    "IssueLevel",
    "IssueRaised",
    "IssueReopened",
    "IssueSentExpress",
    "IssueSolved",
    "IssueTriaged",
    "MarkGiven",
    "MarkKind",
    "MessageDiscarded",
    "MessageRefused",
    "MessageSigned",
    "MilestoneReached",
    "MonthClosed",
    "MonthOpened",
    "ObservationScored",
    "PlanFiled",
    "PlanMonth",
    "PlanRevised",
    "PlannedMilestone",
    "ProgressReported",
    "ProjectAssigned",
    "ProjectCompleted",
    "ProjectRegistered",
    "ProjectResumed",
    "ProjectSuspended",
    "ProjectWithdrawn",
    "ProspectAdvanced",
    "ProspectDropped",
    "ProspectRecorded",
    "ProspectStage",
    "ReportCorrected",
    "RevisionReason",
    "StatisticsEntered",
    "SuspensionReason",
    "TargetSet",
    "TaskDone",
    "TourListed",
    "WorkdaysSet",
]
