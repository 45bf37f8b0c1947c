"""Weekly sorting (每周梳理): what moved in a week, what is stuck, and who has not reported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.scoring.papers.fold import Papers
from services.scoring.papers.periods import span_of
from services.scoring.papers.topics.issues import Issue
from services.scoring.papers.topics.projects import in_month
from services.scoring.papers.values import Head, Named
from shared.catalogue import Fact
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    IssueAccepted,
    IssueLevel,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    MilestoneReached,
    ProgressReported,
)
from shared.catalogue.scoring import PaperKind
from shared.catalogue.values import Factor, Milestone, Month, month_after


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that came in."""

    project: Named
    month: Month
    late: bool
    invested: Decimal | None
    """To date."""
    added: Decimal | None
    """In the month."""
    planned: Decimal | None
    """To date, by the plan in force."""
    physical: Decimal | None


@dataclass(frozen=True, slots=True)
class Passed:
    """A milestone that was reached."""

    project: Named
    milestone: Milestone
    reached_on: date


class Turn(StrEnum):
    """What became of an issue."""

    RAISED = "raised"
    SOLVED = "solved"
    ACCEPTED = "accepted"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened with an issue, when, and who says so."""

    turn: Turn
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Turned:
    """An issue with which something happened."""

    issue: str
    project: Named
    title: str
    turns: tuple[Happened, ...]
    """In the order of the log."""


@dataclass(frozen=True, slots=True)
class FactorMoved:
    """A factor that was guaranteed, or blocked."""

    project: Named
    factor: Factor
    guaranteed: bool
    on: date
    by: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Stuck:
    """An issue whose time is up."""

    issue: str
    project: Named
    title: str
    level: IssueLevel | None
    owner: str | None
    due_on: date
    overdue_days: int


@dataclass(frozen=True, slots=True)
class Still:
    """A project whose reports tell the same figures again and again."""

    project: Named
    reports: int
    """Latest reports that changed nothing."""
    last: Month
    invested: Decimal | None


@dataclass(frozen=True, slots=True)
class Weekly:
    """The weekly sorting."""

    head: Head
    period: str
    reported: tuple[Reported, ...]
    passed: tuple[Passed, ...]
    turned: tuple[Turned, ...]
    factors: tuple[FactorMoved, ...]
    overdue: tuple[Stuck, ...] | None
    """Longest overdue first; none where the log tells no days."""
    still: tuple[Still, ...]
    asked: Month | None
    """The month that is over and whose reports are due; none in the contest's first month."""
    missing: tuple[Named, ...]
    """Active projects without a report of that month."""


def write(papers: Papers, period: str) -> Weekly:
    """The sorting of a week, as of where the papers stand."""
    span_of(PaperKind.WEEKLY_SORTING, period)
    facts = [(noted.fact, noted.month) for noted in papers.diary.notes(period)]
    asked = month_after(papers.calendar.month, -1)
    begun = asked >= papers.calendar.opened.first_month
    return Weekly(
        head=papers.calendar.head(),
        period=period,
        reported=tuple(_reported(papers, fact, now) for fact, now in facts if isinstance(fact, ProgressReported)),
        passed=tuple(
            Passed(papers.projects[fact.project].named, fact.milestone, fact.reached_on)
            for fact, _ in facts
            if isinstance(fact, MilestoneReached)
        ),
        turned=tuple(_turned(papers, (fact for fact, _ in facts))),
        factors=tuple(_factor(papers, fact) for fact, _ in facts if isinstance(fact, FactorGuaranteed | FactorBlocked)),
        overdue=None if papers.calendar.day is None else _overdue(papers),
        still=tuple(_still(papers)),
        asked=asked if begun else None,
        missing=papers.projects.without_report(asked) if begun else (),
    )


def _reported(papers: Papers, fact: ProgressReported, now: Month) -> Reported:
    project = papers.projects[fact.project]
    return Reported(
        project=project.named,
        month=fact.month,
        late=fact.month < now,
        invested=fact.investment,
        added=None
        if fact.investment is None
        else in_month(project.invested | {fact.month: fact.investment}, fact.month),
        planned=project.planned_by(fact.month),
        physical=fact.physical,
    )


def _turned(papers: Papers, facts: Iterable[Fact]) -> Iterator[Turned]:
    turns: dict[str, list[Happened]] = {}
    for fact in facts:
        if isinstance(fact, IssueRaised | IssueSolved | IssueAccepted | IssueReopened):
            turns.setdefault(fact.issue, []).append(_happened(fact))
    for number, happened in sorted(turns.items()):
        issue = papers.issues.known[number]
        yield Turned(number, papers.projects[issue.project].named, issue.title, tuple(happened))


def _happened(fact: IssueRaised | IssueSolved | IssueAccepted | IssueReopened) -> Happened:
    match fact:
        case IssueRaised():
            turn, on, by = Turn.RAISED, fact.raised_on, fact.raised_by
        case IssueSolved():
            turn, on, by = Turn.SOLVED, fact.solved_on, fact.solved_by
        case IssueAccepted():
            turn, on, by = Turn.ACCEPTED, fact.accepted_on, fact.accepted_by
        case IssueReopened():
            turn, on, by = Turn.REOPENED, fact.reopened_on, fact.reopened_by
    return Happened(turn, on, by)


def _factor(papers: Papers, fact: FactorGuaranteed | FactorBlocked) -> FactorMoved:
    project = papers.projects[fact.project].named
    match fact:
        case FactorGuaranteed():
            return FactorMoved(project, fact.factor, True, fact.guaranteed_on, fact.guaranteed_by, None)
        case FactorBlocked():
            return FactorMoved(project, fact.factor, False, fact.blocked_on, fact.blocked_by, fact.reason)


def _overdue(papers: Papers) -> tuple[Stuck, ...]:
    stuck = [_stuck(papers, issue) for issue in papers.issues.unsolved()]
    return tuple(sorted((one for one in stuck if one.overdue_days), key=lambda one: (-one.overdue_days, one.issue)))


def _stuck(papers: Papers, issue: Issue) -> Stuck:
    return Stuck(
        issue=issue.issue,
        project=papers.projects[issue.project].named,
        title=issue.title,
        level=issue.level,
        owner=issue.owner,
        due_on=issue.due_on,
        overdue_days=papers.calendar.overdue(issue.due_on) or 0,
    )


def _still(papers: Papers) -> Iterator[Still]:
    for project in papers.projects.active(papers.calendar.month):
        if reports := project.unchanged():
            last = max(project.reported)
            yield Still(project.named, reports, last, project.told_by(last))
