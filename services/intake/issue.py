"""An issue: raised, solved with proof, accepted by someone else. Nothing that was raised can vanish."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.intake.calendar import Calendar, check_begun, opened
from services.intake.project import Project, registered
from shared.catalogue.intake import IssueAccepted, IssueRaised, IssueSolved
from shared.catalogue.values import month_of
from shared.deciding import Refused

IssueFact = IssueRaised | IssueSolved | IssueAccepted


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue is open until it is solved, and closed only when that was accepted."""

    raised_on: date
    solved_by: str = ""
    solved_on: date | None = None
    accepted: bool = False


def decide(
    issue: Issue | None, proposal: IssueFact, projects: Mapping[str, Project], calendar: Calendar | None
) -> list[IssueFact]:
    """Accept a step of an issue, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    match proposal:
        case IssueRaised():
            if issue:
                raise Refused(
                    "issue-exists",
                    "data.issue",
                    proposal.issue,
                    "an issue of this id was raised before: use a new id",
                )
            registered(projects, proposal.project)
            check_begun(calendar, month_of(proposal.raised_on), "data.raised_on", proposal.raised_on.isoformat())
            _check_order("data.due_on", proposal.due_on, "raised", proposal.raised_on)
        case IssueSolved():
            issue = _raised(issue, proposal.issue)
            if issue.solved_on:
                raise Refused("already-solved", "data.issue", proposal.issue, f"it was solved on {issue.solved_on}")
            check_begun(calendar, month_of(proposal.solved_on), "data.solved_on", proposal.solved_on.isoformat())
            _check_order("data.solved_on", proposal.solved_on, "raised", issue.raised_on)
        case IssueAccepted():
            issue = _raised(issue, proposal.issue)
            if issue.accepted:
                raise Refused("already-closed", "data.issue", proposal.issue, "this issue is closed")
            if issue.solved_on is None:
                raise Refused(
                    "not-solved", "data.issue", proposal.issue, "an issue is accepted only after issue-solved"
                )
            if proposal.accepted_by == issue.solved_by:
                raise Refused(
                    "own-work",
                    "data.accepted_by",
                    proposal.accepted_by,
                    "whoever solved an issue cannot accept it",
                )
            check_begun(calendar, month_of(proposal.accepted_on), "data.accepted_on", proposal.accepted_on.isoformat())
            _check_order("data.accepted_on", proposal.accepted_on, "solved", issue.solved_on)
    return [proposal]


def evolve(issue: Issue | None, fact: IssueFact) -> Issue:
    """The issue after a step."""
    match fact:
        case IssueRaised():
            return Issue(fact.raised_on)
        case IssueSolved():
            return replace(_known(issue), solved_by=fact.solved_by, solved_on=fact.solved_on)
        case IssueAccepted():
            return replace(_known(issue), accepted=True)


def _raised(issue: Issue | None, issue_id: str) -> Issue:
    if issue is None:
        raise Refused(
            "unknown-issue", "data.issue", issue_id, "no issue of this id was raised: send issue-raised first"
        )
    return issue


def _known(issue: Issue | None) -> Issue:
    assert issue is not None, "the log never holds a step of an issue before it was raised"
    return issue


def _check_order(field: str, day: date, what: str, before: date) -> None:
    if day < before:
        raise Refused("date-order", field, day.isoformat(), f"not before it was {what}, on {before}")
