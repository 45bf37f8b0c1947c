"""A roadblock as escalation sees it: who owns the issue, at which level, until when; and where it climbs to.

Intake decides what is said of an issue; escalation runs its clocks. Overdue, it climbs one level by itself; by the
express channel it goes straight to the lead official. It is owned at every moment, and never vanishes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from services.escalation.dossier import Charge
from services.escalation.ladder import Issues
from shared.catalogue.escalation import Climb, IssueClimbed
from shared.catalogue.intake import (
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
from shared.catalogue.values import Factor
from shared.envelope import Origin

IssueFact = (
    IssueRaised
    | IssueTriaged
    | IssueConsulted
    | IssueSentExpress
    | IssueSolved
    | IssueAccepted
    | IssueReopened
    | TaskDone
)
LEVELS = tuple(IssueLevel)


@dataclass(frozen=True, slots=True)
class Roadblock:
    """An issue: open until it is solved, waiting for its acceptance then, and closed after that."""

    issue: str
    project: str
    title: str
    factor: Factor | None
    level: IssueLevel
    owner: str
    due_on: date | None
    """Day by which it is to be solved where it is; none at the top."""
    is_open: bool = True
    is_closed: bool = False
    consultations: int = 0


def raised(fact: IssueRaised, charge: Charge) -> Roadblock:
    """Until somebody says otherwise it is the unit's."""
    return Roadblock(
        fact.issue, fact.project, fact.title, fact.factor, IssueLevel.UNIT, charge.responsible_unit, fact.due_on
    )


def evolve(roadblock: Roadblock, fact: IssueFact | IssueClimbed) -> Roadblock:
    """The roadblock after a fact of its issue."""
    match fact:
        case IssueTriaged() | IssueClimbed():
            return replace(roadblock, level=fact.level, owner=fact.owner, due_on=fact.due_on)
        case IssueConsulted():
            return replace(roadblock, consultations=roadblock.consultations + 1)
        case IssueSolved():
            return replace(roadblock, is_open=False)
        case IssueAccepted():
            return replace(roadblock, is_closed=True)
        case IssueReopened():
            return replace(roadblock, is_open=True, is_closed=False, due_on=fact.due_on)
        case IssueRaised() | IssueSentExpress() | TaskDone():
            return roadblock


def destination(roadblock: Roadblock, cause: Climb) -> IssueLevel | None:
    """The level to which it goes up, if there is one above."""
    here = LEVELS.index(roadblock.level)
    if cause == Climb.EXPRESS:
        express = LEVELS.index(IssueLevel.LEAD_OFFICIAL)
        return IssueLevel.LEAD_OFFICIAL if here < express else None
    return LEVELS[here + 1] if here + 1 < len(LEVELS) else None


def climbed(
    roadblock: Roadblock, cause: Climb, terms: Issues, charge: Charge, today: date, evidence: tuple[int, ...]
) -> IssueClimbed | None:
    """The climb of an issue, with the days and the owner that the ladder gives the level; none from the top."""
    level = destination(roadblock, cause)
    if level is None:
        return None
    told = next(one for one in terms.levels if one.level == level)
    return IssueClimbed(
        issue=roadblock.issue,
        project=roadblock.project,
        cause=cause,
        level=level,
        owner=_owner(told.owner, roadblock, terms, charge),
        due_on=today + timedelta(days=told.days) if told.days else None,
        evidence=evidence,
    )


def _owner(named: str, roadblock: Roadblock, terms: Issues, charge: Charge) -> str:
    match named:
        case "responsible-unit":
            return charge.responsible_unit
        case "lead-official":
            return charge.lead_official
        case "task-force":
            return terms.factor_owner if roadblock.factor else charge.task_force
    return named


@dataclass(frozen=True, slots=True)
class Rise:
    """An issue is to go up, and why."""

    cause: Climb
    evidence: tuple[int, ...]
    because: Origin


@dataclass(slots=True)
class Roadblocks:
    """Every issue of the district, and those that are to go up."""

    of: dict[str, Roadblock] = field(default_factory=dict)
    rising: dict[str, Rise] = field(default_factory=dict)

    def evolve(self, fact: IssueFact, charge: Callable[[str], Charge]) -> Roadblock:
        """The roadblock after a fact of its issue; what is solved, or has another day, does not go up any more."""
        if isinstance(fact, IssueRaised):
            self.of[fact.issue] = raised(fact, charge(fact.project))
        else:
            self.of[fact.issue] = evolve(self.of[fact.issue], fact)
        rise = self.rising.get(fact.issue)
        if rise and (isinstance(fact, IssueSolved) or (isinstance(fact, IssueTriaged) and rise.cause == Climb.OVERDUE)):
            del self.rising[fact.issue]
        return self.of[fact.issue]

    def climb(self, fact: IssueClimbed) -> Roadblock:
        """The roadblock after it went up."""
        self.rising.pop(fact.issue, None)
        self.of[fact.issue] = evolve(self.of[fact.issue], fact)
        return self.of[fact.issue]

    def rise(self, issue: str, rise: Rise) -> None:
        """An open issue is to go up, where there is a level above; what goes up express is held up by nothing."""
        known, before = self.of[issue], self.rising.get(issue)
        if known.is_open and destination(known, rise.cause) and (before is None or before.cause != Climb.EXPRESS):
            self.rising[issue] = rise

    def end(self, project: str) -> None:
        """A project left the list: no issue of it goes up."""
        self.rising = {issue: rise for issue, rise in self.rising.items() if self.of[issue].project != project}

    def stay(self, position: int) -> None:
        """What was to go up because of something on the log stays where it is: it was undone."""
        self.rising = {issue: rise for issue, rise in self.rising.items() if position not in rise.evidence}

    def climbs(
        self, terms: Issues, charge: Callable[[str], Charge], today: date
    ) -> Iterator[tuple[IssueClimbed, Origin]]:
        """What is to be said of the issues that go up."""
        for issue, rise in self.rising.items():
            known = self.of[issue]
            fact = climbed(known, rise.cause, terms, charge(known.project), today, rise.evidence)
            if fact:
                yield fact, rise.because
