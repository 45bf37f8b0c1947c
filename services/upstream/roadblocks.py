"""What stands in a project's way: issues from raising to closing, and the factors that it needs guaranteed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.upstream import names
from services.upstream.almanac import Almanac
from services.upstream.courses import FLOOD, FOUND_OUT, MONTHS, Habit
from services.upstream.diary import Diary
from services.upstream.sites import Site
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    IssueAccepted,
    IssueRaised,
    IssueSolved,
)
from shared.catalogue.values import Factor, Milestone

ISSUE_DESK = "issue-desk"
FACTOR_DESK = "factor-desk"
LITTLE_ISSUES = (0, 0, 1, 1, 1, 1, 2, 2, 2, 3)
"""How many little issues a project has in a month: one of these, drawn."""
SLIPS = 0.045
LAPSED_ON = 17
"""Day of the month in which hidden arrears come to light on which the money is found to be missing."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A roadblock, from being raised to being closed; without days of solution it stays open."""

    title: str
    factor: Factor | None
    raised_on: date
    due_on: date
    solved_on: date | None = None
    accepted_on: date | None = None
    hard: bool = False
    """Whether it stops the work, and takes more than its owner to solve."""


def meet_issues(diary: Diary, site: Site) -> Iterator[Issue]:
    """Little issues all year round, most of them solved in time; and the roadblock that the course tells of."""
    random, almanac, stands = diary.random, diary.almanac, site.course.stands
    for index in range(MONTHS):
        for week in random.choices((1, 2, 3), k=random.choice(LITTLE_ISSUES)):
            yield _little(diary, index, week, random.choice(site.factors) if random.random() < 0.2 else None)
    if stands and site.lacking:
        raised_on, solved_on = almanac.worked(almanac.day(stands[0], 12)), almanac.worked(almanac.day(stands[1], 20))
        accepted_on = almanac.worked(almanac.day(stands[1], 26))
        due_on = raised_on + timedelta(days=21)
        yield Issue(names.BLOCKED[site.lacking].zh, site.lacking, raised_on, due_on, solved_on, accepted_on, hard=True)
    if site.habit is Habit.HIDING:
        raised_on = almanac.worked(almanac.day(FOUND_OUT, 16))
        yield Issue(names.BLOCKED[Factor.FUNDS].zh, Factor.FUNDS, raised_on, raised_on + timedelta(days=14), hard=True)
    if site.habit is Habit.FLOODED:
        yield _under_water(almanac)


def _little(diary: Diary, index: int, week: int, factor: Factor | None) -> Issue:
    """Raised in one week, solved in a later one, accepted in one after that."""
    random, almanac = diary.random, diary.almanac
    raised_on = almanac.worked(
        almanac.day(index, {1: random.randint(6, 10), 2: random.randint(11, 16), 3: random.randint(18, 22)}[week])
    )
    due_on = raised_on + timedelta(days=10 if week < 3 else 14)
    if random.random() < SLIPS:
        solved, accepted = almanac.day(index + 1, random.randint(6, 10)), almanac.day(index + 1, 12)
    elif week == 1:
        solved, accepted = almanac.day(index, random.randint(13, 16)), almanac.day(index, random.randint(18, 22))
    elif week == 2:
        solved, accepted = almanac.day(index, random.randint(18, 21)), almanac.day(index, random.randint(24, 28))
    else:
        solved, accepted = almanac.day(index, random.randint(24, 28)), almanac.day(index + 1, random.randint(6, 10))
    solved_on = max(almanac.worked(solved), almanac.next(raised_on))
    accepted_on = max(almanac.worked(accepted), almanac.next(solved_on))
    return Issue(random.choice(names.ISSUES).zh, factor, raised_on, due_on, solved_on, accepted_on)


def _under_water(almanac: Almanac) -> Issue:
    """Raised as the water comes, and solved when it is gone: much later than anybody would be given otherwise."""
    first, last = FLOOD
    raised_on, solved_on = almanac.worked(almanac.day(first, 14)), almanac.worked(almanac.day(last, 25))
    due_on, accepted_on = raised_on + timedelta(days=10), almanac.next(solved_on, 2)
    return Issue(names.UNDER_WATER.zh, None, raised_on, due_on, solved_on, accepted_on)


def tell_issue(diary: Diary, site: Site, number: str, issue: Issue) -> None:
    """Raised and solved by the unit, accepted by somebody else."""
    if site.habit is Habit.FLOODED:
        diary.stopped.add(number)
    raised = IssueRaised(
        issue=number,
        project=site.id,
        title=issue.title,
        factor=issue.factor,
        raised_by=site.unit.zh,
        raised_on=issue.raised_on,
        due_on=issue.due_on,
    )
    diary.tell(issue.raised_on, ISSUE_DESK, f"{number}-raised", raised, site.unit.zh)
    if issue.solved_on is None or issue.accepted_on is None:
        return
    solved = IssueSolved(
        issue=number,
        solved_by=site.unit.zh,
        solved_on=issue.solved_on,
        proof=diary.random.choice(names.PROOFS).zh,
    )
    diary.tell(issue.solved_on, ISSUE_DESK, f"{number}-solved", solved, site.unit.zh)
    acceptor = (names.FACTOR_TASK_FORCE if issue.factor else names.DISPATCH_OFFICE).zh
    accepted = IssueAccepted(issue=number, accepted_by=acceptor, accepted_on=issue.accepted_on)
    diary.tell(issue.accepted_on, ISSUE_DESK, f"{number}-accepted", accepted, acceptor)


def guarantee_factors(diary: Diary, site: Site) -> None:
    """Most factors were guaranteed before the work began; what is new goes through its steps, what lacks is blocked."""
    new = site.due[Milestone.STARTED].year == diary.almanac.year
    for factor in site.factors:
        if factor is site.lacking:
            _lack(diary, site, factor)
        elif new and site.habit is not Habit.NEVER_STARTED:
            _obtain(diary, site, factor)
        else:
            days = timedelta(days=diary.random.randint(5, 40))
            guaranteed_on = min(site.due[Milestone.STARTED] - days, diary.almanac.day(0, 6))
            _guaranteed(diary, site, factor, guaranteed_on)
    if site.habit is Habit.HIDING:
        lapsed_on = diary.almanac.worked(diary.almanac.day(FOUND_OUT, LAPSED_ON))
        _needed(diary, site, Factor.FUNDS, lapsed_on, lapsed_on + timedelta(days=30))


def _obtain(diary: Diary, site: Site, factor: Factor) -> None:
    """A new project: stated in the first days of the year, taken up, and there in time for the start, mostly."""
    random, almanac, due_on = diary.random, diary.almanac, site.due[Milestone.STARTED]
    needed_on = almanac.worked(almanac.day(0, random.randint(6, 8)))
    pending_on = almanac.next(needed_on, random.randint(1, 4))
    guaranteed_on = max(due_on + timedelta(days=random.randint(-30, 6)), almanac.next(pending_on))
    _needed(diary, site, factor, needed_on, max(due_on, needed_on))
    _pending(diary, site, factor, pending_on)
    _guaranteed(diary, site, factor, almanac.worked(guaranteed_on))


def _lack(diary: Diary, site: Site, factor: Factor) -> None:
    """Taken up early, blocked for as long as the work stands, and guaranteed at last."""
    almanac, stands = diary.almanac, site.course.stands
    assert stands is not None, "what lacks a factor stands for a time"
    needed_on = almanac.worked(almanac.day(0, 6))
    _needed(diary, site, factor, needed_on, almanac.day(stands[0], 10))
    _pending(diary, site, factor, almanac.next(needed_on, 5))
    blocked = FactorBlocked(
        project=site.id,
        factor=factor,
        reason=names.BLOCKED[factor].zh,
        blocked_on=almanac.worked(almanac.day(stands[0], 11)),
        blocked_by=names.GUARANTORS[factor].zh,
    )
    message_id = f"factor-{site.id}-{factor}-blocked"
    diary.tell(blocked.blocked_on, FACTOR_DESK, message_id, blocked, names.FACTOR_TASK_FORCE.zh)
    _guaranteed(diary, site, factor, almanac.worked(almanac.day(stands[1], 19)))


def _needed(diary: Diary, site: Site, factor: Factor, needed_on: date, due_on: date) -> None:
    fact = FactorNeeded(
        project=site.id, factor=factor, guarantor=names.GUARANTORS[factor].zh, due_on=due_on, needed_on=needed_on
    )
    diary.tell(needed_on, FACTOR_DESK, f"factor-{site.id}-{factor}-needed", fact, site.unit.zh)


def _pending(diary: Diary, site: Site, factor: Factor, pending_on: date) -> None:
    guarantor = names.GUARANTORS[factor].zh
    fact = FactorPending(project=site.id, factor=factor, guarantor=guarantor, pending_on=pending_on)
    diary.tell(pending_on, FACTOR_DESK, f"factor-{site.id}-{factor}-pending", fact, guarantor)


def _guaranteed(diary: Diary, site: Site, factor: Factor, guaranteed_on: date) -> None:
    guarantor = names.GUARANTORS[factor].zh
    fact = FactorGuaranteed(project=site.id, factor=factor, guaranteed_on=guaranteed_on, guaranteed_by=guarantor)
    told_on = max(guaranteed_on, diary.almanac.day(0, 6))
    diary.tell(told_on, FACTOR_DESK, f"factor-{site.id}-{factor}-guaranteed", fact, guarantor)
