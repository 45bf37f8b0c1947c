"""What escalation's door decides on: cases, exemptions, appeals, findings; and which decider judges which proposal."""

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date

from services.escalation import answers, appeal, concealment, exemption
from services.escalation.appeal import Appeal
from services.escalation.case import Case
from services.escalation.concealment import Confirmed
from services.escalation.exemption import Exemption
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AppealDecided,
    AppealRaised,
    ConcealmentConfirmed,
    ExemptionEnded,
    ExemptionGranted,
    InterviewHeld,
    OrderAnswered,
)
from shared.catalogue.intake import ContestOpened, MonthOpened
from shared.catalogue.values import Month
from shared.days import opened


@dataclass(slots=True)
class Proposals:
    """The state that proposals are judged on; the ladder is no part of it."""

    month: Month | None = None
    """The month that has begun last."""
    cases: MutableMapping[str, Case] = field(default_factory=dict)
    exemptions: MutableMapping[str, Exemption] = field(default_factory=dict)
    appeals: MutableMapping[str, Appeal] = field(default_factory=dict)
    concealed: MutableMapping[Confirmed, date] = field(default_factory=dict)
    """Where concealment was confirmed, and on which day."""

    def draft(self) -> "Proposals":
        """A copy on which a batch is tried out: what is decided on it leaves this one as it is."""
        return Proposals(
            self.month,
            ChainMap({}, self.cases),
            ChainMap({}, self.exemptions),
            ChainMap({}, self.appeals),
            ChainMap({}, self.concealed),
        )

    def decide(self, proposal: Fact) -> list[Fact]:
        """The facts that follow from a proposal; raises `Refused`."""
        match proposal:
            case OrderAnswered() | InterviewHeld() | AccountabilityConcluded():
                return [*answers.decide(self.cases, proposal, opened(self.month))]
            case ExemptionGranted() | ExemptionEnded():
                return [*exemption.decide(self.exemptions, self.cases, proposal, opened(self.month))]
            case AppealRaised() | AppealDecided():
                return [*appeal.decide(self.appeals, self.cases, proposal, opened(self.month))]
            case ConcealmentConfirmed():
                return [*concealment.decide(self.concealed, self.cases, proposal, opened(self.month))]
        raise TypeError(f"not for escalation to decide: {type(proposal).__name__}")

    def evolve(self, fact: Fact) -> None:
        """Take in a fact; those of others, and the steps of the ladder, change nothing here."""
        match fact:
            case ContestOpened():
                self.month = fact.first_month
            case MonthOpened():
                self.month = fact.month
            case OrderAnswered() | InterviewHeld() | AccountabilityConcluded():
                self.cases[fact.project] = answers.evolve(self.cases[fact.project], fact)
            case ExemptionGranted() | ExemptionEnded():
                self.exemptions[fact.exemption] = exemption.evolve(self.exemptions.get(fact.exemption), fact)
            case AppealRaised() | AppealDecided():
                self.appeals[fact.appeal] = appeal.evolve(self.appeals.get(fact.appeal), self.cases, fact)
            case ConcealmentConfirmed():
                self.concealed[concealment.of(fact)] = fact.confirmed_on

    def project_of(self, proposal: Fact) -> str | None:
        """The project that a proposal names, or that its exemption or appeal concerns; none where that is unknown."""
        match proposal:
            case OrderAnswered() | InterviewHeld() | AccountabilityConcluded() | ExemptionGranted() | AppealRaised():
                return proposal.project
            case ConcealmentConfirmed():
                return proposal.project
            case ExemptionEnded():
                granted = self.exemptions.get(proposal.exemption)
                return granted.project if granted else None
            case AppealDecided():
                raised = self.appeals.get(proposal.appeal)
                return raised.against.project if raised else None
        return None
