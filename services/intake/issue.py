"""An issue: raised, triaged, consulted, solved with proof, accepted by someone else, and reopened where proof fails.

    open --solved--> solved --accepted--> closed
      ^                 |                    |
      +----reopened-----+------reopened------+

Triage, consultation and the express channel leave an open issue open. Nothing that was raised can vanish.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.intake.calendar import Calendar, check_day, opened
from services.intake.project import Project, registered
from shared.catalogue.intake import (
    IssueAccepted,
    IssueConsulted,
    IssueRaised,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
)
from shared.days import check_order
from shared.deciding import Refused

IssueFact = IssueRaised | IssueTriaged | IssueConsulted | IssueSentExpress | IssueSolved | IssueAccepted | IssueReopened


class State(StrEnum):
    """Where an issue stands; always in exactly one of these."""

    OPEN = "open"
    SOLVED = "solved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue is open until it is solved, and closed only when that was accepted."""

    project: str
    state: State
    since: date
    """The day on which it came to stand so."""
    begun: str = "raised"
    """What made it open: it was raised, or reopened."""
    sent_on: date | None = None
    """When it went by the express channel since it is open."""
    solved_by: str = ""
    solved_on: date | None = None


def decide(
    issue: Issue | None, proposal: IssueFact, projects: Mapping[str, Project], calendar: Calendar | None
) -> list[IssueFact]:
    """Accept a step of an issue, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    match proposal:
        case IssueRaised():
            _check_new(issue, proposal, projects, calendar)
        case IssueTriaged():
            issue = _open(issue, proposal.issue)
            check_day(calendar, "data.triaged_on", proposal.triaged_on, issue.begun, issue.since)
            check_order("data.due_on", proposal.due_on, "it was triaged", proposal.triaged_on)
        case IssueConsulted():
            issue = _open(issue, proposal.issue)
            check_day(calendar, "data.held_on", proposal.held_on, issue.begun, issue.since)
            for index, task in enumerate(proposal.decisions):
                check_order(f"data.decisions.{index}.due_on", task.due_on, "it was decided", proposal.held_on)
        case IssueSentExpress():
            _check_express(_open(issue, proposal.issue), proposal, calendar)
        case IssueSolved():
            issue = _open(issue, proposal.issue)
            check_day(calendar, "data.solved_on", proposal.solved_on, issue.begun, issue.since)
        case IssueAccepted():
            _check_acceptance(_raised(issue, proposal.issue), proposal, calendar)
        case IssueReopened():
            _check_reopening(_raised(issue, proposal.issue), proposal, calendar)
    return [proposal]


def evolve(issue: Issue | None, fact: IssueFact) -> Issue:
    """The issue after a step."""
    match fact:
        case IssueRaised():
            return Issue(fact.project, State.OPEN, fact.raised_on)
        case IssueTriaged() | IssueConsulted():
            return _known(issue)
        case IssueSentExpress():
            return replace(_known(issue), sent_on=fact.sent_on)
        case IssueSolved():
            return replace(
                _known(issue),
                state=State.SOLVED,
                since=fact.solved_on,
                solved_by=fact.solved_by,
                solved_on=fact.solved_on,
            )
        case IssueAccepted():
            return replace(_known(issue), state=State.CLOSED, since=fact.accepted_on)
        case IssueReopened():
            return Issue(_known(issue).project, State.OPEN, fact.reopened_on, begun="reopened")


def _raised(issue: Issue | None, issue_id: str) -> Issue:
    if issue is None:
        raise Refused(
            "unknown-issue", "data.issue", issue_id, "no issue of this id was raised: send issue-raised first"
        )
    return issue


def _open(issue: Issue | None, issue_id: str) -> Issue:
    issue = _raised(issue, issue_id)
    if issue.state != State.OPEN:
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
    check_day(calendar, "data.sent_on", proposal.sent_on, issue.begun, issue.since)


def _check_acceptance(issue: Issue, proposal: IssueAccepted, calendar: Calendar) -> None:
    if issue.state == State.CLOSED:
        raise Refused("already-closed", "data.issue", proposal.issue, "this issue is closed")
    if issue.state == State.OPEN:
        raise Refused("not-solved", "data.issue", proposal.issue, "an issue is accepted only after issue-solved")
    if proposal.accepted_by == issue.solved_by:
        raise Refused("own-work", "data.accepted_by", proposal.accepted_by, "whoever solved an issue cannot accept it")
    check_day(calendar, "data.accepted_on", proposal.accepted_on, "solved", issue.since)


def _check_reopening(issue: Issue, proposal: IssueReopened, calendar: Calendar) -> None:
    if issue.state == State.OPEN:
        raise Refused("not-solved", "data.issue", proposal.issue, "an issue is reopened only after issue-solved")
    if proposal.reopened_by == issue.solved_by:
        raise Refused(
            "own-work", "data.reopened_by", proposal.reopened_by, "whoever solved an issue cannot check it again"
        )
    ended = "accepted" if issue.state == State.CLOSED else "solved"
    check_day(calendar, "data.reopened_on", proposal.reopened_on, ended, issue.since)
    check_order("data.due_on", proposal.due_on, "it was reopened", proposal.reopened_on)
