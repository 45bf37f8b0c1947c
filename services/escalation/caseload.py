"""The caseload: every project's case and the ladder in force, folded from the log; and the steps that are due."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from services.escalation import case, ladder
from services.escalation.case import Case, Hearing
from services.escalation.ladder import Ladder
from services.escalation.proposals import Proposals
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    InterviewOrdered,
    LadderAdopted,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import ProjectAssigned, ProjectRegistered
from shared.catalogue.scoring import CardIssued
from shared.envelope import Logged, Origin


@dataclass(slots=True)
class Caseload:
    """Everything escalation decides on."""

    shipped: str
    """Text of the ladder that comes into force where the log holds none."""
    ladder: Ladder | None = None
    proposals: Proposals = field(default_factory=Proposals)
    """The cases, and what people say of them at the door."""
    due: set[str] = field(default_factory=set)
    """Projects for which a step is due."""

    @property
    def cases(self) -> MutableMapping[str, Case]:
        """Every project's case."""
        return self.proposals.cases

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        match logged.entry.fact:
            case LadderAdopted() as fact:
                self.ladder = ladder.parse(fact.text)
                for known in list(self.cases.values()):
                    self._put(case.advance(known, self.ladder))
            case ProjectRegistered() as fact:
                self._put(case.registered(fact))
            case ProjectAssigned() as fact:
                self._put(case.assigned(self.cases[fact.project], fact))
            case CardIssued() as fact:
                entry = logged.entry
                hearing = Hearing(
                    month=fact.month,
                    card=fact.card,
                    position=logged.position,
                    entry=str(entry.id),
                    correlation=entry.correlation,
                    occurred_at=entry.occurred_at,
                    charge=self.cases[fact.project].charge,
                )
                self._put(case.hear(self.cases[fact.project], hearing, self.ladder))
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened() | CaseClosed() as fact:
                self._put(case.evolve(self.cases[fact.project], fact, self.ladder))
            case fact:
                self.proposals.evolve(fact)

    def next_step(self) -> list[tuple[Fact, Origin]]:
        """The steps to take now, by project; first of all the ladder itself where none is in force."""
        if self.ladder is None:
            return [self._adoption()]
        return [
            (step, _because(case.cause(known, step)))
            for known in (self.cases[project] for project in sorted(self.due))
            if (step := case.next_step(known, self.ladder))
        ]

    def _put(self, known: Case) -> None:
        self.cases[known.project] = known
        if self.ladder and case.next_step(known, self.ladder):
            self.due.add(known.project)
        else:
            self.due.discard(known.project)

    def _adoption(self) -> tuple[Fact, Origin]:
        shipped = ladder.parse(self.shipped)
        origin = Origin(
            actor="escalation",
            source="escalation",
            causation=shipped.sha256,
            correlation=shipped.sha256,
            occurred_at=datetime.combine(shipped.valid_from, time(), UTC),
        )
        return LadderAdopted(edition=shipped.edition, text=self.shipped, sha256=shipped.sha256), origin


def _because(hearing: Hearing) -> Origin:
    return Origin(
        actor="escalation",
        source="escalation",
        causation=hearing.entry,
        correlation=hearing.correlation,
        occurred_at=hearing.occurred_at,
    )
