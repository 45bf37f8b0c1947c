"""Whose: the part of a docket that concerns somebody, and everybody who can be asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.escalation.caseload import Caseload
from services.escalation.docket.entry import Entry, Force
from services.escalation.docket.sentences import FORCES


@dataclass(frozen=True, slots=True)
class People:
    """Everybody whose docket can be asked for, by what they are; by their names on the log."""

    units: frozenset[str]
    officials: frozenset[str]
    of_projects: frozenset[str]
    """The task forces that projects have of their own."""
    others: frozenset[str]
    """Who owes something, and is none of these: offices, heads of units, guarantors."""

    def named(self, who: str, english: Mapping[str, str]) -> Force | str | None:
        """Whom a name stands for, in either language; none where nobody is called so."""
        for force in Force:
            if who in (force, *FORCES[force]):
                return force
        everybody = self.units | self.officials | self.of_projects | self.others
        if who in everybody:
            return who
        return next((name for name in sorted(everybody) if english.get(name) == who), None)


def people(caseload: Caseload, entries: Iterable[Entry]) -> People:
    """Everybody whom the log puts in charge of something, or who owes something."""
    charges = [case.charge for case in caseload.cases.values()]
    units = frozenset(charge.responsible_unit for charge in charges)
    officials = frozenset(charge.lead_official for charge in charges)
    of_projects = frozenset(charge.task_force for charge in charges)
    owing = {entry.owed_by for entry in entries if entry.owed_by} - {zh for zh, _ in FORCES.values()}
    return People(units, officials, of_projects, frozenset(owing - units - officials - of_projects))


def theirs(entries: Sequence[Entry], who: Force | str) -> list[Entry]:
    """What concerns somebody: a task force sees to it, a unit or an official is in charge, or they owe it."""
    if isinstance(who, Force):
        return [entry for entry in entries if entry.force is who or entry.owed_by == FORCES[who][0]]
    return [
        entry
        for entry in entries
        if who in (entry.owed_by, entry.charge.responsible_unit, entry.charge.lead_official, entry.charge.task_force)
    ]
