"""A simulated district's year: everything that its bureaus and offices send to redcard, in order. Pure and seeded.

    diary   what is sent whatever redcard says: reports, issues, inspections, the calendar    phases, laid before
    staff   what is answered to what redcard says: orders, interviews, appeals                message by message

The list and its totals are in `sites`, what happens on site in `courses`, what is sent because of it in `incidents` and
`roadblocks`, who deals with what stands in the way in `handling`, what people see with their own eyes in `oversight`,
what is excused, objected to and overridden in `due_process`, what goes wrong on the way in `mishaps`; its days are in
`almanac` and `turns`, and the order of it all in `diary`. Who answers, and how, is in `staff`.
"""

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from services.upstream import due_process, handling, incidents, mishaps, names, oversight, roadblocks, turns
from services.upstream.almanac import Almanac
from services.upstream.courses import FOUND_OUT, MONTHS, Habit
from services.upstream.diary import Diary, Phase
from services.upstream.incidents import DISPATCH_OFFICE, UNIT
from services.upstream.roadblocks import Issue
from services.upstream.sites import TARGET_PER_PROJECT, Site, draw_list, found, to_commission
from services.upstream.staff import Staff
from shared.catalogue.intake import ContestOpened, ProjectRegistered
from shared.catalogue.scoring import RulebookAdopted

REVISED = 2
"""How many plans are changed in the year."""


@dataclass(frozen=True, slots=True)
class District:
    """A simulated district, with the year that it is going to have."""

    almanac: Almanac
    sites: tuple[Site, ...]
    phases: tuple[Phase, ...]

    def staff(self) -> Staff:
        """Its people, on the first day of the year."""
        return Staff(self.almanac, self.sites)


def simulate(random: Random, rulebook: str, *, year: int, months: int = MONTHS, projects: int = 50) -> list[Phase]:
    """What a district sends by itself in the first months of a year; nobody answers to what becomes of it."""
    return list(draw(random, rulebook, year=year, months=months, projects=projects).phases)


def draw(random: Random, rulebook: str, *, year: int, months: int = MONTHS, projects: int = 50) -> District:
    """A district and the first months of its year under a rulebook (its text), until the last cards are final."""
    if not 1 <= months <= MONTHS:
        raise ValueError(f"a year has 1 to {MONTHS} months, not {months}")
    almanac = Almanac.of(year, rulebook)
    diary = Diary(random, almanac)
    sites = draw_list(random, year, projects)
    _open(diary, rulebook, sites)
    turns.run(diary, MONTHS)
    issues = _work(diary, sites)
    oversight.inspect(diary, sites)
    oversight.tour(diary, sites)
    oversight.mark(diary, sites)
    due_process.excuse(diary, sites)
    due_process.object_to_cards(diary, sites)
    due_process.override(diary, sites)
    for number, issue, site in issues:
        handling.deal_with(diary, site, number, issue)
    for index in range(MONTHS):
        mishaps.befall(diary, index, sites)
    return District(almanac, tuple(sites), tuple(diary.phases(until=almanac.final_on(months - 1))))


def _open(diary: Diary, rulebook: str, sites: list[Site]) -> None:
    """The contest is opened, then the rulebook adopted, then the list published: each on a day of its own."""
    contest = ContestOpened(
        district=names.DISTRICT.zh,
        district_en=names.DISTRICT.en,
        first_month=diary.almanac.month(0),
        money_unit=UNIT,
        investment_target=TARGET_PER_PROJECT * len(sites),
        projects=len(sites),
        to_commission=to_commission(len(sites)),
        to_speed_up=len(sites) - to_commission(len(sites)),
        simulated=True,
    )
    adopted = RulebookAdopted(
        edition=tomllib.loads(rulebook)["edition"],
        text=rulebook,
        sha256=sha256(rulebook.encode()).hexdigest(),
        adopted_by=names.DISPATCH_OFFICE.zh,
    )
    turns.open_contest(diary, contest)
    first, second = diary.almanac.working_days(0)[:2]
    diary.tell(first, DISPATCH_OFFICE, "rulebook", adopted)
    for site in sites:
        diary.tell(second, DISPATCH_OFFICE, f"list-{site.id}", _registration(diary, site))


def _registration(diary: Diary, site: Site) -> ProjectRegistered:
    return ProjectRegistered(
        project=site.id,
        name=site.name.zh,
        category=site.category,
        lead_official=site.official.zh,
        responsible_unit=site.unit.zh,
        task_force=names.task_force_of(site.name).zh,
        money_unit=UNIT,
        total_cost=site.total_cost,
        annual_target=site.target,
        plan=site.plan(diary.almanac.year, 0, site.planned),
        milestones=site.milestones(),
        factors_needed=site.factors,
    )


def _work(diary: Diary, sites: list[Site]) -> list[tuple[str, Issue, Site]]:
    """What every project's year makes its people send; and the issues that it met, by number."""
    careless = found(sites, Habit.SLOPPY)
    for site in sites:
        incidents.report(diary, site, after_close=min(site.course.missing) if site is careless else None)
        incidents.reach_milestones(diary, site)
        roadblocks.guarantee_factors(diary, site)
    issues = _number_issues(diary, sites)
    for site in [site for site in sites if site.habit is Habit.BLOCKED][:REVISED]:
        incidents.revise_plan(diary, site)
    for hiding in [site for site in sites if site.habit is Habit.HIDING]:
        last = FOUND_OUT - 1
        corrected_on = diary.almanac.working_days(FOUND_OUT)[5]
        incidents.correct(diary, hiding, last, hiding.course.done[last], corrected_on, names.FOUND_OUT.zh)
    return issues


def _number_issues(diary: Diary, sites: list[Site]) -> list[tuple[str, Issue, Site]]:
    """Issues are numbered across the district in the order in which they are raised."""
    met = [(issue, site) for site in sites for issue in roadblocks.meet_issues(diary, site)]
    met.sort(key=lambda pair: (pair[0].raised_on, pair[1].id))
    numbered = [(f"I{number:04d}", issue, site) for number, (issue, site) in enumerate(met, start=1)]
    for number, issue, site in numbered:
        roadblocks.tell_issue(diary, site, number, issue)
    return numbered
