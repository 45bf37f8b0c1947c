"""The desk: the issues of one project side by side. Two that read alike are pointed out; few go by the express channel.

How many go is policy: the ladder in force says it for a calendar quarter, counted by the days of sending. An issue
that was reopened, and goes once more in the same quarter, counts once.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.intake.issue import Issue, IssueFact
from services.intake.resemblance import ALIKE, similarity, words
from shared.catalogue.intake import DuplicateSuspected, IssueAccepted, IssueRaised, IssueReopened, IssueSentExpress
from shared.deciding import Refused

COMPARED = 200
"""How many open issues a new one is compared with, the latest: what it takes to decide a message has a bound."""
NAMED = 5
"""How many issues a refusal names: it has to stay readable."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the door has to know of the issues of one project together."""

    open: tuple[str, ...] = ()
    """Issues that are not closed, in the order in which they came."""
    express: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Issues that went by the express channel, by quarter."""


def decide(
    desk: Desk, proposal: IssueFact, issues: Mapping[str, Issue], express_per_quarter: int | None
) -> list[DuplicateSuspected]:
    """What follows beside a step of an issue that may stand by itself; refuses one issue too many."""
    match proposal:
        case IssueRaised():
            return _suspected(proposal, {issue: issues[issue] for issue in desk.open[-COMPARED:]})
        case IssueSentExpress():
            _check_quota(desk, proposal, express_per_quarter)
    return []


def evolve(desk: Desk, fact: IssueFact) -> Desk:
    """The desk after a step of an issue."""
    match fact:
        case IssueRaised() | IssueReopened():
            return replace(desk, open=_with(desk.open, fact.issue))
        case IssueAccepted():
            return replace(desk, open=tuple(issue for issue in desk.open if issue != fact.issue))
        case IssueSentExpress():
            when = quarter(fact.sent_on)
            return replace(desk, express={**desk.express, when: _with(desk.express.get(when, ()), fact.issue)})
    return desk


def express_limit(ladder: str) -> int | None:
    """How many issues of a project may go express in a quarter, as the text of a ladder says; none says nothing."""
    limit: int | None = tomllib.loads(ladder).get("issues", {}).get("express_per_quarter")
    return limit


def quarter(day: date) -> str:
    """The calendar quarter of a day: 2026-Q1."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _with(issues: tuple[str, ...], issue: str) -> tuple[str, ...]:
    return issues if issue in issues else (*issues, issue)


def _suspected(raised: IssueRaised, others: Mapping[str, Issue]) -> list[DuplicateSuspected]:
    """The open issue that reads most like this one; of several, the first."""
    title, most = words(raised.title), (ALIKE - 1, "")
    for issue, other in others.items():
        if None not in (raised.factor, other.factor) and raised.factor != other.factor:
            continue
        alike = similarity(words(other.title), title)
        most = max(most, (alike, issue), key=lambda found: found[0])
    percent, like = most
    if not like:
        return []
    return [DuplicateSuspected(issue=raised.issue, like=like, project=raised.project, similarity=percent)]


def _check_quota(desk: Desk, proposal: IssueSentExpress, limit: int | None) -> None:
    when = quarter(proposal.sent_on)
    sent = desk.express.get(when, ())
    if limit is None or proposal.issue in sent or len(sent) < limit:
        return
    named = ", ".join(sent[:NAMED]) + (", ..." if len(sent) > NAMED else "")
    raise Refused(
        "express-quota",
        "data.sent_on",
        proposal.sent_on.isoformat(),
        f"a project sends at most {limit} issues express in a quarter, and in {when} it sent {named or 'none'}",
    )
