"""The dossier of a project and month: what a log holds that concerns the card, kept as it is read."""

from dataclasses import dataclass, field, replace

from services.audit.explain.explanation import Charge, Issued
from services.audit.explain.history import Heard
from services.scoring.record import IssueFact, Now, Record, RecordFact
from shared.catalogue import Fact
from shared.catalogue.escalation import ExemptionEnded, ExemptionGranted
from shared.catalogue.intake import ContestOpened, IssueRaised, ProjectAssigned, ProjectRegistered, ReportCorrected
from shared.catalogue.scoring import (
    CardIssued,
    CardOverridden,
    CardsFinalised,
    CardWithdrawn,
    ObjectionDecided,
    ObjectionRaised,
    RulebookAdopted,
)
from shared.catalogue.values import Month
from shared.envelope import Logged


@dataclass(slots=True)
class Dossier:
    """Everything that is kept for the explanation of a card."""

    project: str
    month: Month
    contest: ContestOpened | None = None
    registered: ProjectRegistered | None = None
    charge: Charge | None = None
    heard: list[Heard] = field(default_factory=list)
    """The facts of the project that indicators can be made from."""
    exemptions: dict[str, list[Heard]] = field(default_factory=dict)
    """By id."""
    adopted: dict[str, int] = field(default_factory=dict)
    """Editions of the rulebook by the position at which they were adopted."""
    months: dict[Month, None] = field(default_factory=dict)
    """Those of which the project has a card."""
    cards: list[Issued] = field(default_factory=list)
    overrides: list[CardOverridden] = field(default_factory=list)
    objections: dict[str, int | None] = field(default_factory=dict)
    """To the card, and where they were decided."""
    corrected_until: int = 0
    """Corrections up to here count, since an objection to the card was upheld."""
    final: bool = False
    _issues: set[str] = field(default_factory=set)

    def note(self, logged: Logged, now: Now | None) -> None:
        """Keep an entry that concerns the card; the calendar stood at `now`."""
        fact = logged.entry.fact
        match fact:
            case ContestOpened():
                self.contest = fact
            case RulebookAdopted():
                self.adopted[fact.edition] = logged.position
            case CardsFinalised():
                self.final = self.final or fact.month == self.month
            case ObjectionDecided() if fact.objection in self.objections:
                self.objections[fact.objection] = logged.position
                self.corrected_until = logged.position if fact.upheld else self.corrected_until
            case ExemptionEnded() if fact.exemption in self.exemptions:
                self._hear(self.exemptions[fact.exemption], logged, now)
            case _ if self._concerns(fact):
                self._note_own(fact, logged, now)

    def known_at(self, close: int, record: Record) -> list[Heard]:
        """What was known at a close, with the corrections that count since."""
        return [
            heard
            for heard in self.heard
            if heard.position < close
            or (heard.position < self.corrected_until and _corrects(heard.fact, record, self.month))
        ]

    def _concerns(self, fact: Fact) -> bool:
        if isinstance(fact, IssueFact) and not isinstance(fact, IssueRaised):
            return fact.issue in self._issues
        return getattr(fact, "project", None) == self.project

    def _note_own(self, fact: Fact, logged: Logged, now: Now | None) -> None:
        match fact:
            case CardIssued():
                self.months[fact.month] = None
                if fact.month == self.month:
                    self.cards.append(Issued(logged.position, fact))
            case CardWithdrawn(month=self.month) if self.cards:
                self.cards[-1] = replace(self.cards[-1], withdrawn_for=fact.objection)
            case CardOverridden(month=self.month):
                self.overrides.append(fact)
            case ObjectionRaised(month=self.month):
                self.objections[fact.objection] = None
            case ExemptionGranted():
                self._hear(self.exemptions.setdefault(fact.exemption, []), logged, now)
            case ProjectAssigned() if self.charge:
                unit = fact.responsible_unit or self.charge.responsible_unit
                self.charge = Charge(unit, fact.lead_official or self.charge.lead_official)
            case ProjectRegistered():
                self.registered, self.charge = fact, Charge(fact.responsible_unit, fact.lead_official)
                self._hear(self.heard, logged, now)
            case _ if isinstance(fact, RecordFact | IssueFact):
                if isinstance(fact, IssueRaised):
                    self._issues.add(fact.issue)
                self._hear(self.heard, logged, now)

    def _hear(self, where: list[Heard], logged: Logged, now: Now | None) -> None:
        assert now is not None, "the log never holds a project before its contest"
        where.append(Heard(logged, now))


def _corrects(fact: Fact, record: Record, month: Month) -> bool:
    """Whether it corrects a report that was known at the close."""
    if not isinstance(fact, ReportCorrected) or fact.month > month:
        return False
    return any(figure is not None for figure in record.reports.at(fact.month))
