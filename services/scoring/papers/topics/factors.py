"""Factors that projects depend on: needed, under way, blocked, guaranteed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shared.catalogue import Fact
from shared.catalogue.intake import FactorBlocked, FactorGuaranteed, FactorNeeded, FactorPending, ProjectRegistered
from shared.catalogue.values import Factor


class Readiness(StrEnum):
    """How far the guarantee of a factor has come."""

    NEEDED = "needed"
    PENDING = "pending"
    BLOCKED = "blocked"
    GUARANTEED = "guaranteed"


@dataclass(frozen=True, slots=True)
class FactorState:
    """A factor of a project as it stands."""

    project: str
    factor: Factor
    readiness: Readiness
    guarantor: str | None = None
    due_on: date | None = None
    reason: str | None = None
    """Why it is blocked."""


@dataclass(slots=True)
class Factors:
    """Every factor that a project needs."""

    known: dict[tuple[str, Factor], FactorState] = field(default_factory=dict)

    def evolve(self, fact: Fact) -> None:
        """Take in the next fact."""
        match fact:
            case ProjectRegistered():
                for factor in fact.factors_needed:
                    self._put(FactorState(fact.project, factor, Readiness.NEEDED))
            case FactorNeeded():
                self._put(FactorState(fact.project, fact.factor, Readiness.NEEDED, fact.guarantor, fact.due_on))
            case FactorPending():
                due_on = self._due(fact.project, fact.factor)
                self._put(FactorState(fact.project, fact.factor, Readiness.PENDING, fact.guarantor, due_on))
            case FactorBlocked():
                known = self.known.get((fact.project, fact.factor))
                guarantor = known.guarantor if known else None
                due_on = self._due(fact.project, fact.factor)
                self._put(FactorState(fact.project, fact.factor, Readiness.BLOCKED, guarantor, due_on, fact.reason))
            case FactorGuaranteed():
                due_on = self._due(fact.project, fact.factor)
                self._put(FactorState(fact.project, fact.factor, Readiness.GUARANTEED, fact.guaranteed_by, due_on))

    def outstanding(self) -> Iterator[FactorState]:
        """Factors that are not guaranteed, by project and factor."""
        for _, state in sorted(self.known.items()):
            if state.readiness is not Readiness.GUARANTEED:
                yield state

    def _put(self, state: FactorState) -> None:
        self.known[state.project, state.factor] = state

    def _due(self, project: str, factor: Factor) -> date | None:
        known = self.known.get((project, factor))
        return known.due_on if known else None
