"""Who deals with an issue in a simulated year: assigned, handed up where it is hard, consulted on, sent express.

An assignment keeps the day by which an issue is to be solved: what nobody solves goes overdue.
"""

from datetime import date

from services.upstream import names
from services.upstream.diary import Diary
from services.upstream.roadblocks import ISSUE_DESK, Issue
from services.upstream.sites import Site
from shared.catalogue.intake import ConsultationDecision, IssueConsulted, IssueLevel, IssueSentExpress, IssueTriaged

HANDED_UP, CONSULTED, SENT_EXPRESS = 5, 7, 9
"""Working days from the day on which a hard issue is raised."""


def deal_with(diary: Diary, site: Site, number: str, issue: Issue) -> None:
    """Little issues stay with the unit, or with the task force if a factor is missing; a hard one goes up."""
    level = IssueLevel.TASK_FORCE if issue.factor else IssueLevel.UNIT
    assigned_on = diary.almanac.next(issue.raised_on)
    if _open_on(issue, assigned_on):
        _assign(diary, site, number, issue, level, assigned_on)
    if not issue.hard:
        return
    _assign(diary, site, number, issue, IssueLevel.JOINT_CONSULTATION, diary.almanac.next(issue.raised_on, HANDED_UP))
    _consult(diary, site, number, issue)
    _send_express(diary, site, number, issue)


def _open_on(issue: Issue, day: date) -> bool:
    """What is solved at once is not assigned any more."""
    return issue.solved_on is None or day < issue.solved_on


def _owner(site: Site, issue: Issue) -> str:
    return (names.GUARANTORS[issue.factor] if issue.factor else site.unit).zh


def _assign(diary: Diary, site: Site, number: str, issue: Issue, level: IssueLevel, day: date) -> None:
    fact = IssueTriaged(
        issue=number,
        level=level,
        owner=_owner(site, issue),
        due_on=issue.due_on,
        triaged_by=names.DISPATCH_OFFICE.zh,
        triaged_on=day,
    )
    diary.tell(day, ISSUE_DESK, f"{number}-to-{level}", fact, names.DISPATCH_OFFICE.zh)


def _consult(diary: Diary, site: Site, number: str, issue: Issue) -> None:
    """Whoever has a part in it sits down together, and it is decided who does what by when."""
    assert issue.factor is not None, "what is hard lacks a factor"
    held_on = diary.almanac.next(issue.raised_on, CONSULTED)
    decision = ConsultationDecision(
        decision=names.DECIDED[issue.factor].zh, owner=_owner(site, issue), due_on=issue.due_on
    )
    fact = IssueConsulted(
        issue=number,
        held_on=held_on,
        chaired_by=names.APPROVER.zh,
        participants=(site.unit.zh, decision.owner, names.FACTOR_TASK_FORCE.zh),
        decisions=(decision,),
    )
    diary.tell(held_on, ISSUE_DESK, f"{number}-consulted", fact, names.APPROVER.zh)


def _send_express(diary: Diary, site: Site, number: str, issue: Issue) -> None:
    """Not solved in spite of it all: the unit turns to the lead official, before it would get there by itself."""
    sent_on = diary.almanac.next(issue.raised_on, SENT_EXPRESS)
    if _open_on(issue, sent_on):
        fact = IssueSentExpress(issue=number, reason=names.STILL_OPEN.zh, sent_by=site.unit.zh, sent_on=sent_on)
        diary.tell(sent_on, ISSUE_DESK, f"{number}-sent-express", fact, site.unit.zh)
