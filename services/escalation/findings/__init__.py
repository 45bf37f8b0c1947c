"""Findings: slow, dragging, concealing (慢、拖、瞒), watched over the whole log; concealing is only ever suspected.

        facts ──► what is observed of a project ──► its card of a month ──► signs ──► findings that are owed
                                                                                          │
        finding.made, back on the log ────────────────────────────────────────────────────┴──► paid

A project's findings are made when its card of a month is first issued, as of what the log holds there and by the ladder
in force there: at most one for each fault. A finding names what no finding named before it: what goes on from card to
card is found when it begins, and again only where it had ended. What is owed stays owed until it is on the log, so it
is found once, whenever the watch is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import get_args

from services.escalation.findings import signs
from services.escalation.findings.observed import BEFORE, Exemption, Issue, Observed, ProjectFact
from services.escalation.ladder import Ladder
from shared.catalogue.escalation import ExemptionEnded, ExemptionGranted, Fault, FindingMade, Seen, Sign
from shared.catalogue.intake import (
    ContestOpened,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    MonthClosed,
    MonthOpened,
    ProjectCompleted,
    ProjectRegistered,
    ProjectWithdrawn,
)
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Month, last_day, month_after
from shared.envelope import Logged, Origin, because_of

OfWhole = ContestOpened | MonthOpened | MonthClosed
OfIssue = IssueRaised | IssueSolved | IssueReopened
OfExemption = ExemptionGranted | ExemptionEnded
OfList = ProjectRegistered | ProjectWithdrawn | ProjectCompleted
HEARD = frozenset(
    kind
    for kinds in (OfWhole, OfIssue, OfExemption, OfList, ProjectFact, CardIssued | FindingMade)
    for kind in get_args(kinds)
)
"""Everything else is passed over with one look at its type."""

Owed = tuple[str, Month, Fault]


@dataclass(slots=True)
class Watch:
    """Every project under observation, and the findings that are not on the log yet."""

    month: Month = BEFORE
    """The month that has begun last."""
    closing: Month = BEFORE
    """The month to be closed next, once one was closed."""
    owed: dict[Owed, tuple[FindingMade, Origin]] = field(default_factory=dict)
    """In the order of the cards that showed them."""
    _projects: dict[str, Observed] = field(default_factory=dict)
    """Those on the list: of one that has ended nothing is found any more."""
    _issues: dict[str, Issue] = field(default_factory=dict)
    _exempted: dict[str, str] = field(default_factory=dict)
    """The project of each exemption."""

    def evolve(self, logged: Logged, ladder: Ladder | None, today: date | None) -> None:
        """Take in the next entry of the log, under the ladder in force and on the day that has begun."""
        fact = logged.entry.fact
        if type(fact) not in HEARD:
            return
        match fact:
            case CardIssued():
                self._take_card(fact, logged, ladder, today)
            case ContestOpened() | MonthOpened() | MonthClosed():
                self._turn(fact)
            case ProjectRegistered():
                self._projects[fact.project] = Observed(self.month)
            case ProjectWithdrawn() | ProjectCompleted():
                self._projects.pop(fact.project, None)
            case IssueRaised() | IssueSolved() | IssueReopened():
                self._take_issue(fact, logged.position)
            case ExemptionGranted() | ExemptionEnded():
                self._take_exemption(fact)
            case FindingMade():
                self.owed.pop((fact.project, fact.month, fact.fault), None)
            case _ if isinstance(fact, ProjectFact):
                if project := self._projects.get(fact.project):
                    project.take(fact, logged.position, self.closing)

    def due(self) -> list[tuple[FindingMade, Origin]]:
        """The findings to be put on the log now."""
        return list(self.owed.values())

    def holding(self, project: str) -> frozenset[Fault]:
        """The faults that a project's last card showed, found by it or known before."""
        observed = self._projects.get(project)
        return frozenset(signs.FAULT_OF[sign] for sign in observed.standing) if observed else frozenset()

    def _turn(self, fact: OfWhole) -> None:
        match fact:
            case ContestOpened():
                self.month = fact.first_month
            case MonthOpened():
                self.month = fact.month
            case MonthClosed():
                self.closing = month_after(fact.month)

    def _take_issue(self, fact: OfIssue, position: int) -> None:
        if isinstance(fact, IssueRaised):
            raised = self._issues[fact.issue] = Issue(fact.project, fact.title, fact.factor, fact.raised_on)
            if project := self._projects.get(fact.project):
                project.issues = (*project.issues, raised)
            return
        issue = self._issues[fact.issue]
        match fact:
            case IssueSolved():
                issue.solved_on = fact.solved_on
            case IssueReopened():
                issue.solved_on, issue.reopenings = None, (*issue.reopenings, position)
                if project := self._projects.get(issue.project):
                    project.reopened = (*(other for other in project.reopened if other is not issue), issue)

    def _take_exemption(self, fact: OfExemption) -> None:
        match fact:
            case ExemptionGranted():
                self._exempted[fact.exemption] = fact.project
                if project := self._projects.get(fact.project):
                    granted = Exemption(fact.exemption, fact.effects, fact.from_on, fact.until)
                    project.exemptions = (*project.exemptions, granted)
            case ExemptionEnded():
                if project := self._projects.get(self._exempted[fact.exemption]):
                    project.exemptions = tuple(
                        one._replace(until=fact.ended_on) if one.exemption == fact.exemption else one
                        for one in project.exemptions
                    )

    def _take_card(self, card: CardIssued, logged: Logged, ladder: Ladder | None, today: date | None) -> None:
        """A card first issued shows its signs; one that is reissued can only end what was counted."""
        project = self._projects.get(card.project)
        if project is None:
            return
        measures = ladder.findings if ladder else None
        if card.reissued_for:
            if measures:
                signs.count_again(project, card, logged.position, measures)
            return
        shown: dict[Sign, signs.Evidence] = {}
        if ladder and measures:
            signs.count_month(project, card, logged.position, measures)
            shown = signs.shown(project, card, ladder, measures)
            for finding in _made(project, card, shown, ladder, today or last_day(card.month)):
                self.owed[finding.project, finding.month, finding.fault] = finding, because_of(logged, "escalation")
        project.standing = frozenset(shown)
        project.missed, project.reopened, project.corrected = (), (), ()
        project.inspected = tuple(found for found in project.inspected if found.counts_in > card.month)


def _made(
    project: Observed, card: CardIssued, shown: dict[Sign, signs.Evidence], ladder: Ladder, today: date
) -> Iterator[FindingMade]:
    """A finding for each fault of which the card shows something new."""
    known = signs.LASTING & project.standing
    new = [Seen(sign=sign, evidence=evidence) for sign, evidence in shown.items() if sign not in known]
    for fault, seen in groupby(new, key=lambda seen: signs.FAULT_OF[seen.sign]):
        yield FindingMade(
            project=card.project,
            month=card.month,
            fault=fault,
            signs=tuple(seen),
            edition=ladder.edition,
            ladder_sha256=ladder.sha256,
            found_on=today,
        )
