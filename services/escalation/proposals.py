"""What escalation's door decides on: cases, exemptions, appeals, findings; and which decider judges which proposal."""

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field

from services.escalation import adoption, answers, appeal, concealment, exemption
from services.escalation.answers import AnswerFact
from services.escalation.appeal import Appeal
from services.escalation.case import Case
from services.escalation.concealment import ConcealmentFact, Concealments
from services.escalation.exemption import Exemption
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AppealDecided,
    AppealRaised,
    ConcealmentConfirmed,
    ConcealmentDismissed,
    ExemptionEnded,
    ExemptionGranted,
    FindingMade,
    LadderAdopted,
)
from shared.catalogue.intake import ContestOpened, InspectionHeld, MonthOpened
from shared.catalogue.values import Month
from shared.days import opened


@dataclass(slots=True)
class Proposals:
    """The state that proposals are judged on."""

    month: Month | None = None
    """The month that has begun last."""
    cases: MutableMapping[str, Case] = field(default_factory=dict)
    exemptions: MutableMapping[str, Exemption] = field(default_factory=dict)
    appeals: MutableMapping[str, Appeal] = field(default_factory=dict)
    concealments: Concealments = field(default_factory=Concealments)
    ladders: MutableMapping[str, str] = field(default_factory=dict)
    """Digest of each edition of the ladder that was adopted."""

    def draft(self) -> "Proposals":
        """A copy on which a batch is tried out: what is decided on it leaves this one as it is."""
        return Proposals(
            self.month,
            ChainMap({}, self.cases),
            ChainMap({}, self.exemptions),
            ChainMap({}, self.appeals),
            self.concealments.draft(),
            ChainMap({}, self.ladders),
        )

    def decide(self, proposal: Fact) -> list[Fact]:
        """The facts that follow from a proposal; raises `Refused`."""
        if isinstance(proposal, AnswerFact):
            return [*answers.decide(self.cases, proposal, opened(self.month))]
        match proposal:
            case ExemptionGranted() | ExemptionEnded():
                return [*exemption.decide(self.exemptions, self.cases, proposal, opened(self.month))]
            case AppealRaised() | AppealDecided():
                return [*appeal.decide(self.appeals, self.cases, proposal, opened(self.month))]
            case ConcealmentConfirmed() | ConcealmentDismissed():
                return [*concealment.decide(self.concealments, self.cases, proposal, opened(self.month))]
            case LadderAdopted():
                return [*adoption.decide(self.ladders, proposal)]
        raise TypeError(f"not for escalation to decide: {type(proposal).__name__}")

    def evolve(self, fact: Fact) -> None:
        """Take in a fact; those of others, and the steps of the ladder, change nothing here."""
        if isinstance(fact, AnswerFact):
            self.cases[fact.project] = answers.evolve(self.cases[fact.project], fact)
            return
        match fact:
            case ContestOpened():
                self.month = fact.first_month
            case MonthOpened():
                self.month = fact.month
            case ExemptionGranted() | ExemptionEnded():
                self.exemptions[fact.exemption] = exemption.evolve(self.exemptions.get(fact.exemption), fact)
            case AppealRaised() | AppealDecided():
                self.appeals[fact.appeal] = appeal.evolve(self.appeals.get(fact.appeal), self.cases, fact)
            case ConcealmentConfirmed() | ConcealmentDismissed() | FindingMade() | InspectionHeld():
                self.concealments.evolve(fact)
            case LadderAdopted():
                self.ladders[fact.edition] = fact.sha256

    def project_of(self, proposal: Fact) -> str | None:
        """The project that a proposal names, or that its exemption or appeal concerns; none where that is unknown."""
        if isinstance(proposal, AnswerFact | ConcealmentFact):
            return proposal.project
        match proposal:
            case ExemptionGranted() | AppealRaised():
                return proposal.project
            case ExemptionEnded():
                granted = self.exemptions.get(proposal.exemption)
                return granted.project if granted else None
            case AppealDecided():
                raised = self.appeals.get(proposal.appeal)
                return raised.against.project if raised else None
        return None
