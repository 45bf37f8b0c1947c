"""What a project's year makes its people send: reports, corrections, milestones, statistics, a changed plan."""

from datetime import date, timedelta

from services.upstream import names
from services.upstream.courses import FOUND_OUT, MISCOUNTED_IN, MONTHS, Habit
from services.upstream.diary import Diary
from services.upstream.sites import Site
from shared.catalogue.intake import (
    MilestoneReached,
    PlanRevised,
    ProgressReported,
    ReportCorrected,
    RevisionReason,
    StatisticsEntered,
)
from shared.catalogue.values import Category, Milestone, MoneyUnit

SOURCES = {
    Category.INDUSTRY: "industry-bureau",
    Category.INFRASTRUCTURE: "construction-bureau",
    Category.LIVELIHOOD: "livelihood-platform",
}
DISPATCH_OFFICE = "dispatch-office"
STATISTICS = "statistics-platform"
UNIT = MoneyUnit.CNY_10K
REPORTING_DAYS = 4
"""Reports are written on the last working days of a month."""
TYPO = 0.06
ENTERED_LATE = 0.1
CAREFUL = (Habit.HIDING, Habit.MISCOUNTED)
"""Whoever has a story of figures of their own makes no slips beside it."""


def report(diary: Diary, site: Site, *, after_close: int | None = None) -> None:
    """A report for every month, some late, some missing, perhaps one after the close; and corrections that follow."""
    random, almanac, before = diary.random, diary.almanac, 0.0
    for index in range(MONTHS):
        if index in site.course.missing and index != after_close:
            continue
        share = told_share(site, index)
        careful = index in (*site.course.late, after_close) or site.habit in CAREFUL
        typo = random.random() < TYPO and not careful
        told = before + (share - before) * 0.8 if typo else share
        fact = ProgressReported(
            project=site.id,
            month=almanac.month(index),
            money_unit=UNIT,
            investment=site.investment(told),
            physical=site.physical_at(share),
            paid=site.paid(told),
            narrative=random.choice(names.REPORTED),
        )
        before_close = almanac.working_days(index + 1)[: almanac.close_after]
        if index == after_close:
            day = almanac.next(almanac.closed_on(index), 3)
        else:
            in_time = almanac.working_days(index)[-REPORTING_DAYS:]
            day = random.choice(before_close if index in site.course.late else in_time)
        diary.tell(day, SOURCES[site.category], f"report-{site.id}-{fact.month}", fact, site.unit.zh)
        if typo:
            correct(diary, site, index, share, random.choice(before_close), names.TYPO.zh)
        before = share


def told_share(site: Site, index: int) -> float:
    """What a report tells: the truth, or, where something is hidden, the plan; where a section is left out, less."""
    stands, done = site.course.stands, site.course.done
    if site.habit is Habit.HIDING and stands and stands[0] <= index < FOUND_OUT:
        return site.planned[index]
    if site.habit is Habit.MISCOUNTED and index == MISCOUNTED_IN:
        return done[index - 1]
    return done[index]


def correct(diary: Diary, site: Site, index: int, share: float, day: date, reason: str) -> None:
    """The figures of a month are corrected."""
    fact = ReportCorrected(
        project=site.id,
        month=diary.almanac.month(index),
        reason=reason,
        money_unit=UNIT,
        investment=site.investment(share),
        physical=site.physical_at(share),
        paid=site.paid(share),
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
        told_on = max(reached_on + timedelta(days=1), diary.almanac.day(0, 8))
        fact = MilestoneReached(project=site.id, milestone=milestone, reached_on=reached_on)
        diary.tell(told_on, SOURCES[site.category], f"{milestone}-{site.id}", fact, site.unit.zh)
        if milestone is Milestone.STARTED:
            _enter_statistics(diary, site, reached_on)


def _reached(diary: Diary, site: Site, milestone: Milestone, due_on: date) -> date | None:
    almanac = diary.almanac
    day = due_on + timedelta(days=diary.random.randint(-12, 5))
    stands = site.course.stands
    if stands and due_on >= almanac.day(stands[0], 1):
        if site.habit is Habit.HIDING:
            return None
        moves_again = almanac.day(stands[1] + 1, 9)
        stood = timedelta(days=31 * (stands[1] + 1 - stands[0]))
        day = moves_again if milestone is Milestone.STARTED else day + stood
    return day.replace(day=min(max(day.day, 6), 26))


def _enter_statistics(diary: Diary, site: Site, started_on: date) -> None:
    """What has been started is entered into the statistics within weeks; now and then it takes months."""
    random = diary.random
    late = random.random() < ENTERED_LATE
    entered_on = diary.almanac.worked(
        started_on + timedelta(days=random.randint(40, 80) if late else random.randint(5, 25))
    )
    fact = StatisticsEntered(
        project=site.id, entered_on=entered_on, code=f"{entered_on.year}-{site.id}", entered_by=names.STATISTICS.zh
    )
    told_on = max(entered_on, diary.almanac.day(0, 8))
    diary.tell(told_on, STATISTICS, f"statistics-{site.id}", fact, names.STATISTICS.zh)


def revise_plan(diary: Diary, site: Site) -> None:
    """An approving authority is late: the plan goes from what is done straight to the target of the year."""
    stands, almanac = site.course.stands, diary.almanac
    if stands is None or stands[1] + 1 >= MONTHS:
        return
    last = stands[1]
    done, left = site.course.done[last], MONTHS - 1 - last
    ahead = [done + (1 - done) * (index - last) / left for index in range(last + 1, MONTHS)]
    approved_on = almanac.worked(almanac.day(last + 1, 9))
    fact = PlanRevised(
        project=site.id,
        reason_class=RevisionReason.AUTHORITY_DELAY,
        reason=names.AUTHORITY_DELAY.zh,
        approver=names.APPROVER.zh,
        approved_on=approved_on,
        money_unit=UNIT,
        total_cost=site.total_cost,
        annual_target=site.target,
        plan=site.plan(almanac.year, last + 1, ahead),
        milestones=site.milestones(),
    )
    told_on = approved_on + timedelta(days=3)
    diary.tell(told_on, DISPATCH_OFFICE, f"revision-{site.id}", fact, names.APPROVER.zh)
