"""What people see with their own eyes in a year: two inspections, two observation tours, marks of daily management."""

from datetime import date
from decimal import Decimal

from services.upstream import names
from services.upstream.courses import FOUND_OUT, MONTHS, Habit
from services.upstream.diary import Diary
from services.upstream.incidents import DISPATCH_OFFICE, UNIT
from services.upstream.sites import Site, found
from shared.catalogue.intake import (
    FoundBlocker,
    InspectionAnnounced,
    InspectionHeld,
    MarkGiven,
    MarkKind,
    ObservationScored,
    TourListed,
)
from shared.catalogue.values import Factor

INSPECTORS = "inspection-team"
JUDGES_DESK = "observation-desk"
ALL_AS_REPORTED = 4
"""The month, counted from 0, in which an inspection finds everything as it was reported."""
TOURS = (5, 11)
ON_TOUR = 12
TOUR_DAYS = 3
MARKS_OF_FIFTY = 25
POINTS = (Decimal("0.5"), Decimal(1), Decimal("1.5"), Decimal(2))
BAD_NAME = (Habit.NEVER_STARTED, Habit.RECOVERING, Habit.IDLE, Habit.HIDING, Habit.SLOPPY)
"""Whoever gets demerits rather than merits."""


def inspect(diary: Diary, sites: list[Site]) -> None:
    """One visit finds everything as reported; another, months later, that a site has stood for half a year."""
    if steady := found(sites, Habit.STEADY):
        days = diary.almanac.working_days(ALL_AS_REPORTED)
        _visit(diary, steady, "V0001", ALL_AS_REPORTED, (days[4], days[7]), names.AS_REPORTED.zh)
    if hiding := found(sites, Habit.HIDING):
        days = diary.almanac.working_days(FOUND_OUT)
        blocker = FoundBlocker(
            title=names.BLOCKED[Factor.FUNDS].zh, factor=Factor.FUNDS, since=diary.almanac.day(_stood_since(hiding), 20)
        )
        _visit(diary, hiding, "V0002", FOUND_OUT, (days[1], days[3]), names.LESS_THAN_REPORTED.zh, blocker)


def _visit(
    diary: Diary, site: Site, number: str, index: int, days: tuple[date, date], findings: str, *blockers: FoundBlocker
) -> None:
    """Announced, and some days later held: the figures of the month before are measured again."""
    announced_on, held_on = days
    announced = InspectionAnnounced(
        inspection=number,
        project=site.id,
        inspectors=tuple(name.zh for name in names.INSPECTORS),
        announced_on=announced_on,
        planned_on=held_on,
    )
    share = site.course.done[index - 1]
    held = InspectionHeld(
        inspection=number,
        project=site.id,
        inspectors=announced.inspectors,
        inspected_on=held_on,
        month=diary.almanac.month(index - 1),
        money_unit=UNIT,
        investment=site.investment(share),
        physical=site.physical_at(share),
        findings=findings,
        blockers=blockers,
    )
    diary.tell(announced_on, INSPECTORS, f"{number}-announced", announced, names.DISPATCH_OFFICE.zh)
    diary.tell(held_on, INSPECTORS, f"{number}-held", held, names.INSPECTORS[0].zh)


def _stood_since(site: Site) -> int:
    assert site.course.stands is not None, "whoever hides something has something to hide"
    return site.course.stands[0]


def tour(diary: Diary, sites: list[Site]) -> None:
    """Half-yearly: some projects are visited, and every judge scores each of them with a comment."""
    for half, index in enumerate(TOURS, start=1):
        visited = sorted(diary.random.sample(sites, min(ON_TOUR, len(sites))), key=lambda site: site.id)
        days = diary.almanac.working_days(index)
        on_tour = days[11 : 11 + TOUR_DAYS]
        number = f"T{diary.almanac.year}-{half}"
        listed = TourListed(
            tour=number,
            name=names.TOURS[half - 1].zh,
            projects=tuple(site.id for site in visited),
            judges=tuple(judge.zh for judge in names.JUDGES),
            starts_on=on_tour[0],
            ends_on=on_tour[-1],
        )
        diary.tell(days[4], DISPATCH_OFFICE, f"{number}-listed", listed, names.DISPATCH_OFFICE.zh)
        strictness = [diary.random.uniform(-2.5, 2.5) for _ in names.JUDGES]
        for place, site in enumerate(visited):
            _judge(diary, site, number, index, on_tour[place * TOUR_DAYS // len(visited)], strictness)


def _judge(diary: Diary, site: Site, number: str, index: int, day: date, strictness: list[float]) -> None:
    """What judges see is what was done, whatever was reported; and how tidy a site is."""
    random = diary.random
    on_plan = min(site.course.done[index - 1] / site.planned[index - 1], 1.05)
    worth = 52 + 36 * on_plan + random.uniform(-3, 5)
    for judge, strict in zip(names.JUDGES, strictness, strict=True):
        points = min(max(worth - strict + random.uniform(-2, 2), 40), 99)
        score = Decimal(round(points * 2)) / 2
        level = names.COMMENTS[0 if score >= 88 else 1 if score >= 78 else 2]
        fact = ObservationScored(
            tour=number,
            project=site.id,
            judge=judge.zh,
            score=score,
            comment=random.choice(level).zh,
            scored_on=day,
        )
        diary.tell(day, JUDGES_DESK, f"{number}-{site.id}-{names.JUDGES.index(judge) + 1}", fact, judge.zh)


def mark(diary: Diary, sites: list[Site]) -> None:
    """Marks of daily management: for what was done well or badly beside the figures."""
    random, almanac = diary.random, diary.almanac
    given = [
        (random.choice(almanac.working_days(index)[5:]), index)
        for index in random.choices(range(MONTHS), k=max(round(MARKS_OF_FIFTY * len(sites) / 50), 1))
    ]
    for number, (day, index) in enumerate(sorted(given), start=1):
        site = random.choice(sites)
        bad = site.habit in BAD_NAME or random.random() < 0.25
        fact = MarkGiven(
            mark=f"M{number:04d}",
            project=site.id,
            month=almanac.month(index),
            kind=MarkKind.DEMERIT if bad else MarkKind.MERIT,
            points=random.choice(POINTS),
            reason=random.choice(names.DEMERITS if bad else names.MERITS).zh,
            given_by=names.DISPATCH_OFFICE.zh,
        )
        diary.tell(day, DISPATCH_OFFICE, fact.mark, fact, names.DISPATCH_OFFICE.zh)
