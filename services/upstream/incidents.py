"""What a project's year makes its people send: reports, corrections, milestones, issues, a changed plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.upstream import names
from services.upstream.courses import FOUND_OUT, MONTHS, Habit
from services.upstream.diary import Diary
from services.upstream.sites import Site
from shared.catalogue.intake import (
    IssueAccepted,
    IssueRaised,
    IssueSolved,
    MilestoneReached,
    PlanRevised,
    ProgressReported,
    ReportCorrected,
    RevisionReason,
)
from shared.catalogue.values import Category, Factor, Milestone, MoneyUnit

SOURCES = {
    Category.INDUSTRY: "industry-bureau",
    Category.INFRASTRUCTURE: "construction-bureau",
    Category.LIVELIHOOD: "livelihood-platform",
}
ISSUE_DESK = "issue-desk"
DISPATCH_OFFICE = "dispatch-office"
UNIT = MoneyUnit.CNY_10K
LITTLE_ISSUES = (0, 0, 1, 1, 1, 1, 2, 2, 2, 3)
"""How many little issues a project has in a month: one of these, drawn."""
TYPO = 0.06
SLIPS = 0.045


@dataclass(frozen=True, slots=True)
class Issue:
    """A roadblock, from being raised to being closed; without days of solution it stays open."""

    title: str
    factor: Factor | None
    raised_on: date
    due_on: date
    solved_on: date | None = None
    accepted_on: date | None = None


def report(diary: Diary, site: Site) -> None:
    """A report for every month, some late, some missing; and the corrections that follow."""
    random, before = diary.random, 0.0
    for index in range(MONTHS):
        if index in site.course.missing:
            continue
        share = told_share(site, index)
        typo = random.random() < TYPO and index not in site.course.late and site.habit is not Habit.HIDING
        fact = ProgressReported(
            project=site.id,
            month=diary.month(index),
            money_unit=UNIT,
            investment=site.investment(before + (share - before) * 0.8 if typo else share),
            physical=site.physical_at(share),
            narrative=random.choice(names.REPORTED),
        )
        late = index in site.course.late
        day = diary.day(index + 1, random.randint(2, 4)) if late else diary.day(index, random.randint(25, 28))
        diary.tell(day, SOURCES[site.category], f"report-{site.id}-{fact.month}", fact, site.unit.zh)
        if typo:
            correct(diary, site, index, share, diary.day(index + 1, random.randint(2, 4)), names.TYPO.zh)
        before = share
    if site.habit is Habit.HIDING:
        last = FOUND_OUT - 1
        correct(diary, site, last, site.course.done[last], diary.day(FOUND_OUT, 14), names.FOUND_OUT.zh)


def told_share(site: Site, index: int) -> float:
    """What a report tells: the truth, or, where something is hidden, the plan."""
    stands = site.course.stands
    if site.habit is Habit.HIDING and stands and stands[0] <= index < FOUND_OUT:
        return site.planned[index]
    return site.course.done[index]


def correct(diary: Diary, site: Site, index: int, share: float, day: date, reason: str) -> None:
    """The figures of a month are corrected."""
    fact = ReportCorrected(
        project=site.id,
        month=diary.month(index),
        reason=reason,
        money_unit=UNIT,
        investment=site.investment(share),
        physical=site.physical_at(share),
    )
    diary.tell(day, SOURCES[site.category], f"correction-{site.id}-{fact.month}", fact, site.unit.zh)


def reach_milestones(diary: Diary, site: Site) -> None:
    """Milestones are reached about when they are due, or as much later as the work stood still."""
    earliest = date.min
    for milestone, due_on in site.due.items():
        reached_on = _reached(diary, site, milestone, due_on)
        if reached_on is None:
            return
        reached_on = earliest = max(reached_on, earliest)
        told_on = max(reached_on + timedelta(days=1), diary.day(0, 8))
        fact = MilestoneReached(project=site.id, milestone=milestone, reached_on=reached_on)
        diary.tell(told_on, SOURCES[site.category], f"{milestone}-{site.id}", fact, site.unit.zh)


def _reached(diary: Diary, site: Site, milestone: Milestone, due_on: date) -> date | None:
    day = due_on + timedelta(days=diary.random.randint(-12, 5))
    stands = site.course.stands
    if stands and due_on >= diary.day(stands[0], 1):
        if site.habit is Habit.HIDING:
            return None
        moves_again = diary.day(stands[1] + 1, 9)
        stood = timedelta(days=31 * (stands[1] + 1 - stands[0]))
        day = moves_again if milestone is Milestone.STARTED else day + stood
    return day.replace(day=min(max(day.day, 6), 26))


def meet_issues(diary: Diary, site: Site) -> Iterator[Issue]:
    """Little issues all year round, most of them solved in time; and the roadblock that the course tells of."""
    random = diary.random
    for index in range(MONTHS):
        for week in random.choices((1, 2, 3), k=random.choice(LITTLE_ISSUES)):
            yield _little(diary, index, week, random.choice(site.factors) if random.random() < 0.2 else None)
    stands = site.course.stands
    if stands and site.habit is Habit.BLOCKED:
        factor, raised_on = random.choice(site.factors), diary.day(stands[0], 12)
        solved_on, accepted_on = diary.day(stands[1], 20), diary.day(stands[1], 26)
        due_on = raised_on + timedelta(days=21)
        yield Issue(names.BLOCKED[factor], factor, raised_on, due_on, solved_on, accepted_on)
    if site.habit is Habit.HIDING:
        raised_on = diary.day(FOUND_OUT, 16)
        yield Issue(names.BLOCKED[Factor.FUNDS], Factor.FUNDS, raised_on, raised_on + timedelta(days=14))


def _little(diary: Diary, index: int, week: int, factor: Factor | None) -> Issue:
    """Raised in one week, solved in a later one, accepted in one after that."""
    random = diary.random
    raised_on = diary.day(index, {1: random.randint(6, 10), 2: random.randint(11, 16), 3: random.randint(18, 22)}[week])
    due_on = raised_on + timedelta(days=10 if week < 3 else 14)
    if random.random() < SLIPS:
        solved_on, accepted_on = diary.day(index + 1, random.randint(6, 10)), diary.day(index + 1, 12)
    elif week == 1:
        solved_on, accepted_on = diary.day(index, random.randint(13, 16)), diary.day(index, random.randint(18, 22))
    elif week == 2:
        solved_on, accepted_on = diary.day(index, random.randint(18, 21)), diary.day(index, random.randint(24, 28))
    else:
        solved_on, accepted_on = diary.day(index, random.randint(24, 28)), diary.day(index + 1, random.randint(6, 10))
    return Issue(random.choice(names.ISSUES), factor, raised_on, due_on, solved_on, accepted_on)


def tell_issue(diary: Diary, site: Site, number: str, issue: Issue) -> None:
    """Raised and solved by the unit, accepted by somebody else."""
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
        proof=diary.random.choice(names.PROOFS),
    )
    diary.tell(issue.solved_on, ISSUE_DESK, f"{number}-solved", solved, site.unit.zh)
    acceptor = (names.FACTOR_TASK_FORCE if issue.factor else names.DISPATCH_OFFICE).zh
    accepted = IssueAccepted(issue=number, accepted_by=acceptor, accepted_on=issue.accepted_on)
    diary.tell(issue.accepted_on, ISSUE_DESK, f"{number}-accepted", accepted, acceptor)


def revise_plan(diary: Diary, site: Site) -> None:
    """An approving authority is late: the plan goes from what is done straight to the target of the year."""
    stands = site.course.stands
    if stands is None or stands[1] + 1 >= MONTHS:
        return
    last = stands[1]
    done, left = site.course.done[last], MONTHS - 1 - last
    ahead = [done + (1 - done) * (index - last) / left for index in range(last + 1, MONTHS)]
    approved_on = diary.day(last + 1, 9)
    fact = PlanRevised(
        project=site.id,
        reason_class=RevisionReason.AUTHORITY_DELAY,
        reason=names.AUTHORITY_DELAY,
        approver=names.APPROVER.zh,
        approved_on=approved_on,
        money_unit=UNIT,
        total_cost=site.total_cost,
        annual_target=site.target,
        plan=site.plan(diary.year, last + 1, ahead),
        milestones=site.milestones(),
    )
    diary.tell(approved_on + timedelta(days=3), DISPATCH_OFFICE, f"revision-{site.id}", fact, names.APPROVER.zh)
