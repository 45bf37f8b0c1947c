"""Half-monthly dispatch (半月调度): the agenda - issues to consult, projects to call up, what is due or missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.scoring.papers.fold import Papers
from services.scoring.papers.periods import span_of
from services.scoring.papers.topics.cases import Owed
from services.scoring.papers.topics.factors import Readiness
from services.scoring.papers.topics.issues import Issue
from services.scoring.papers.values import Head, Named, Why
from shared.catalogue.intake import IssueLevel
from shared.catalogue.scoring import PaperKind
from shared.catalogue.values import Card, Factor, Month

LEVELS = (None, *IssueLevel)
"""Levels from the lowest; an issue without one waits to be assigned."""


@dataclass(frozen=True, slots=True)
class Consult:
    """An issue to consult on."""

    issue: str
    project: Named
    title: str
    level: IssueLevel | None
    owner: str | None
    express: bool
    reopened: int
    due_on: date
    overdue_days: int | None
    """None where the log tells no days."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A project with a yellow or red card, computed or put beside the computed one."""

    project: Named
    card: Card
    override: Card | None
    """The card that a leader put beside it."""
    streak: int
    why: Why


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due from somebody by a day."""

    project: Named
    owed: Owed | None
    """What a step asks for; none for a task that a consultation decided."""
    what: str | None
    by: str
    due_on: date
    overdue_days: int | None


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A factor that is not guaranteed."""

    project: Named
    factor: Factor
    readiness: Readiness
    guarantor: str | None
    due_on: date | None
    overdue_days: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The half-monthly dispatch."""

    head: Head
    period: str
    consult: tuple[Consult, ...]
    """By level, highest first, and by days overdue: from joint consultation up, sent express, or overdue."""
    other_issues: int
    """Unsolved ones that their owners deal with in time."""
    month: Month | None
    """The month of the cards; none while there are none."""
    behind: tuple[Behind, ...]
    """Red before yellow, longest first."""
    deadlines: tuple[Deadline, ...]
    """By day."""
    outstanding: tuple[Outstanding, ...]


def write(papers: Papers, period: str) -> Dispatch:
    """The dispatch after a half month, as of where the papers stand."""
    span_of(PaperKind.HALF_MONTHLY_DISPATCH, period)
    unsolved = [_consult(papers, issue) for issue in papers.issues.unsolved()]
    consult = sorted((one for one in unsolved if _to_consult(one)), key=_urgency)
    month = papers.cards.last_month()
    return Dispatch(
        head=papers.calendar.head(),
        period=period,
        consult=tuple(consult),
        other_issues=len(unsolved) - len(consult),
        month=month,
        behind=tuple(sorted(_behind(papers, month), key=_gravity)) if month else (),
        deadlines=tuple(sorted(_deadlines(papers), key=lambda one: (one.due_on, one.project.project))),
        outstanding=tuple(_outstanding(papers)),
    )


def _consult(papers: Papers, issue: Issue) -> Consult:
    return Consult(
        issue=issue.issue,
        project=papers.projects[issue.project].named,
        title=issue.title,
        level=issue.level,
        owner=issue.owner,
        express=issue.express,
        reopened=issue.reopened,
        due_on=issue.due_on,
        overdue_days=papers.calendar.overdue(issue.due_on),
    )


def _to_consult(one: Consult) -> bool:
    above = LEVELS.index(one.level) >= LEVELS.index(IssueLevel.JOINT_CONSULTATION)
    return above or one.express or bool(one.overdue_days)


def _urgency(one: Consult) -> tuple[int, int, str]:
    return -LEVELS.index(one.level), -(one.overdue_days or 0), one.issue


def _behind(papers: Papers, month: Month) -> Iterator[Behind]:
    for project, card in papers.cards.of(month).items():
        overridden = papers.cards.overridden.get((month, project))
        override = overridden.fact.card if overridden else None
        if {card.card, override} & {Card.YELLOW, Card.RED}:
            named = papers.projects[project].named
            yield Behind(named, card.card, override, card.streak, papers.cards.why(card))


def _gravity(one: Behind) -> tuple[bool, int, str]:
    return Card.RED not in (one.card, one.override), -one.streak, one.project.project


def _deadlines(papers: Papers) -> Iterator[Deadline]:
    overdue = papers.calendar.overdue
    for one in papers.cases.deadlines():
        named = papers.projects[one.project].named
        yield Deadline(named, one.owed, one.what, one.by, one.due_on, overdue(one.due_on))
    for issue in papers.issues.unsolved():
        for task in issue.tasks.values():
            named = papers.projects[issue.project].named
            yield Deadline(named, None, task.decision, task.owner, task.due_on, overdue(task.due_on))


def _outstanding(papers: Papers) -> Iterator[Outstanding]:
    for state in papers.factors.outstanding():
        project = papers.projects[state.project]
        if project.active:
            yield Outstanding(
                project=project.named,
                factor=state.factor,
                readiness=state.readiness,
                guarantor=state.guarantor,
                due_on=state.due_on,
                overdue_days=None if state.due_on is None else papers.calendar.overdue(state.due_on),
                reason=state.reason,
            )
