"""An issue: raised, at work, solved with proof, accepted by someone else, and reopened where proof fails.

    raised --triaged, climbed--> at work --solved--> solved --accepted--> closed
                                    ^                   |                   |
                                    +----reopened-------+----reopened-------+

It is always in exactly one of these states, at one level, and somebody's: first it is the unit's that is responsible
for the project, then theirs to whom triage gives it, or escalation where it climbs; who had it has it again when it is
reopened. What nobody triaged can be solved too. Consultations and the express channel leave an issue where it is.
Nothing that was raised can vanish.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.intake import consultation
from services.intake.calendar import Calendar, check_day, opened
from services.intake.consultation import Consultation
from services.intake.project import Project, registered
from shared.catalogue.escalation import IssueClimbed
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
from shared.days import check_order
from shared.deciding import Refused

IssueFact = (
    IssueRaised
    | IssueTriaged
    | IssueConsulted
    | TaskDone
    | IssueSentExpress
    | IssueSolved
    | IssueAccepted
    | IssueReopened
)
HIGH = (IssueLevel.LEAD_OFFICIAL, IssueLevel.DISTRICT_MEETING)
"""Where the express channel leads, and what is above."""


class State(StrEnum):
    """Where an issue stands; always in exactly one of these."""

    RAISED = "raised"
    AT_WORK = "at-work"
    SOLVED = "solved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue has to be solved until it is, and is closed only when that was accepted."""

    project: str
    title: str
    factor: Factor | None
    raised_on: date
    owner: str
    """Who has to solve it."""
    level: IssueLevel
    state: State
    since: date
    """The day on which it was raised, solved, closed or reopened, whatever came last."""
    reopened: int = 0
    """How often."""
    sent_on: date | None = None
    """When it went by the express channel since it has to be solved."""
    consultations: tuple[Consultation, ...] = ()
    """Those held since it has to be solved."""
    lapsed: int = 0
    """How many were held before."""
    solved_by: str = ""
    solved_on: date | None = None

    @property
    def unsolved(self) -> bool:
        """Whether it has to be solved, for the first time or again."""
        return self.state in (State.RAISED, State.AT_WORK)

    @property
    def begun(self) -> str:
        """What made it something to be solved."""
        return "reopened" if self.reopened else "raised"


def decide(
    issue: Issue | None, proposal: IssueFact, projects: Mapping[str, Project], calendar: Calendar | None
) -> list[IssueFact]:
    """Accept a step of an issue, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    match proposal:
        case IssueRaised():
            _check_new(issue, proposal, projects, calendar)
        case IssueTriaged():
            issue = _unsolved(issue, proposal.issue)
            check_day(calendar, "data.triaged_on", proposal.triaged_on, issue.begun, issue.since)
            check_order("data.due_on", proposal.due_on, "it was triaged", proposal.triaged_on)
        case IssueConsulted():
            issue = _unsolved(issue, proposal.issue)
            check_day(calendar, "data.held_on", proposal.held_on, issue.begun, issue.since)
            consultation.check_dates(proposal)
        case TaskDone():
            issue = _unsolved(issue, proposal.issue)
            consultation.check_task(issue.lapsed, issue.consultations, proposal, calendar)
        case IssueSentExpress():
            _check_express(_unsolved(issue, proposal.issue), proposal, calendar)
        case IssueSolved():
            issue = _unsolved(issue, proposal.issue)
            check_day(calendar, "data.solved_on", proposal.solved_on, issue.begun, issue.since)
        case IssueAccepted():
            _check_acceptance(_raised(issue, proposal.issue), proposal, calendar)
        case IssueReopened():
            _check_reopening(_raised(issue, proposal.issue), proposal, calendar)
    return [proposal]


def evolve(issue: Issue | None, fact: IssueFact | IssueClimbed, projects: Mapping[str, Project]) -> Issue:
    """The issue after a step."""
    if isinstance(fact, IssueRaised):
        unit, day = projects[fact.project].responsible_unit, fact.raised_on
        return Issue(fact.project, fact.title, fact.factor, day, unit, IssueLevel.UNIT, State.RAISED, day)
    issue = _known(issue)
    match fact:
        case IssueTriaged() | IssueClimbed():
            return replace(issue, state=State.AT_WORK, level=fact.level, owner=fact.owner)
        case IssueConsulted():
            held = Consultation(fact.held_on, len(fact.decisions))
            return replace(issue, consultations=(*issue.consultations, held))
        case TaskDone():
            return replace(issue, consultations=consultation.done(issue.lapsed, issue.consultations, fact))
        case IssueSentExpress():
            return replace(issue, sent_on=fact.sent_on)
        case IssueSolved():
            return _solved(issue, fact)
        case IssueAccepted():
            return replace(issue, state=State.CLOSED, since=fact.accepted_on)
        case IssueReopened():
            again = replace(issue, reopened=issue.reopened + 1, sent_on=None, solved_by="", solved_on=None)
            return replace(again, state=State.AT_WORK, since=fact.reopened_on)


def _solved(issue: Issue, fact: IssueSolved) -> Issue:
    """What consultations left to be done lapses."""
    issue = replace(issue, lapsed=issue.lapsed + len(issue.consultations), consultations=())
    return replace(issue, state=State.SOLVED, since=fact.solved_on, solved_by=fact.solved_by, solved_on=fact.solved_on)


def _raised(issue: Issue | None, issue_id: str) -> Issue:
    if issue is None:
        raise Refused(
            "unknown-issue", "data.issue", issue_id, "no issue of this id was raised: send issue-raised first"
        )
    return issue


def _unsolved(issue: Issue | None, issue_id: str) -> Issue:
    issue = _raised(issue, issue_id)
    if not issue.unsolved:
        raise Refused("already-solved", "data.issue", issue_id, f"it was solved on {issue.solved_on}")
    return issue


def _known(issue: Issue | None) -> Issue:
    assert issue is not None, "the log never holds a step of an issue before it was raised"
    return issue


def _check_new(issue: Issue | None, proposal: IssueRaised, projects: Mapping[str, Project], calendar: Calendar) -> None:
    if issue:
        raise Refused(
            "issue-exists", "data.issue", proposal.issue, "an issue of this id was raised before: use a new id"
        )
    registered(projects, proposal.project)
    check_day(calendar, "data.raised_on", proposal.raised_on)
    check_order("data.due_on", proposal.due_on, "it was raised", proposal.raised_on)


def _check_express(issue: Issue, proposal: IssueSentExpress, calendar: Calendar) -> None:
    if issue.sent_on:
        raise Refused(
            "already-sent", "data.issue", proposal.issue, f"it went by the express channel on {issue.sent_on}"
        )
    if issue.level in HIGH:
        raise Refused(
            "already-there",
            "data.issue",
            proposal.issue,
            f"{issue.owner} deals with it at level {issue.level}: the express channel leads no higher",
        )
    check_day(calendar, "data.sent_on", proposal.sent_on, issue.begun, issue.since)


def _check_acceptance(issue: Issue, proposal: IssueAccepted, calendar: Calendar) -> None:
    if issue.state == State.CLOSED:
        raise Refused("already-closed", "data.issue", proposal.issue, "this issue is closed")
    if issue.unsolved:
        raise Refused("not-solved", "data.issue", proposal.issue, "an issue is accepted only after issue-solved")
    if proposal.accepted_by == issue.solved_by:
        raise Refused("own-work", "data.accepted_by", proposal.accepted_by, "whoever solved an issue cannot accept it")
    check_day(calendar, "data.accepted_on", proposal.accepted_on, "solved", issue.since)


def _check_reopening(issue: Issue, proposal: IssueReopened, calendar: Calendar) -> None:
    if issue.unsolved:
        raise Refused("not-solved", "data.issue", proposal.issue, "an issue is reopened only after issue-solved")
    if proposal.reopened_by == issue.solved_by:
        raise Refused(
            "own-work", "data.reopened_by", proposal.reopened_by, "whoever solved an issue cannot check it again"
        )
    ended = "accepted" if issue.state == State.CLOSED else "solved"
    check_day(calendar, "data.reopened_on", proposal.reopened_on, ended, issue.since)
    check_order("data.due_on", proposal.due_on, "it was reopened", proposal.reopened_on)
