"""A simulated district's year: everything that its bureaus and offices send to redcard, in order. Pure and seeded.

The list and its totals are in `sites`, what happens on site in `courses`, what is sent because of it in `incidents`,
what goes wrong on the way in `mishaps`, and the order of it all in `diary`.
"""

import tomllib
from datetime import date
from hashlib import sha256
from random import Random

from services.upstream import incidents, mishaps, names
from services.upstream.courses import MONTHS, Habit
from services.upstream.diary import Diary, Phase, Stage
from services.upstream.incidents import DISPATCH_OFFICE, UNIT
from services.upstream.message import Message
from services.upstream.sites import TARGET_PER_PROJECT, Site, draw_list, to_commission
from shared.catalogue import Fact, definition_of
from shared.catalogue.intake import ContestOpened, MonthClosed, MonthOpened, ProjectRegistered
from shared.catalogue.scoring import RulebookAdopted

CLOCK = "clock"
REVISED = 2
"""How many plans are changed in the year."""


def simulate(random: Random, rulebook: str, *, year: int, months: int = MONTHS, projects: int = 50) -> list[Phase]:
    """The first months of a district's year under a rulebook (its text), phase by phase."""
    if not 1 <= months <= MONTHS:
        raise ValueError(f"a year has 1 to {MONTHS} months, not {months}")
    diary = Diary(random, year)
    sites = draw_list(random, year, projects)
    _open(diary, rulebook, sites)
    for site in sites:
        incidents.report(diary, site)
        incidents.reach_milestones(diary, site)
    _number_issues(diary, sites)
    blocked = [site for site in sites if site.habit is Habit.BLOCKED]
    for site in blocked[:REVISED]:
        incidents.revise_plan(diary, site)
    for index in range(MONTHS):
        mishaps.befall(diary, index, sites)
        _turn(diary, index)
    return list(diary.phases(months))


def _open(diary: Diary, rulebook: str, sites: list[Site]) -> None:
    """The contest is opened, then the rulebook adopted, then the list published: each on a day of its own."""
    contest = ContestOpened(
        district=names.DISTRICT.zh,
        district_en=names.DISTRICT.en,
        first_month=diary.month(0),
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
    _say(diary, 0, Stage.CONTEST, date(diary.year, 1, 1), CLOCK, "contest", contest)
    _say(diary, 0, Stage.RULEBOOK, date(diary.year, 1, 2), DISPATCH_OFFICE, "rulebook", adopted)
    for site in sites:
        _say(
            diary, 0, Stage.LIST, date(diary.year, 1, 4), DISPATCH_OFFICE, f"list-{site.id}", _registration(diary, site)
        )


def _registration(diary: Diary, site: Site) -> ProjectRegistered:
    return ProjectRegistered(
        project=site.id,
        name=site.name.zh,
        category=site.category,
        lead_official=site.official.zh,
        responsible_unit=site.unit.zh,
        task_force=f"{site.name.zh}专班",
        money_unit=UNIT,
        total_cost=site.total_cost,
        annual_target=site.target,
        plan=site.plan(diary.year, 0, site.planned),
        milestones=site.milestones(),
        factors_needed=site.factors,
    )


def _number_issues(diary: Diary, sites: list[Site]) -> None:
    """Issues are numbered across the district in the order in which they are raised."""
    met = [(issue, site) for site in sites for issue in incidents.meet_issues(diary, site)]
    met.sort(key=lambda pair: (pair[0].raised_on, pair[1].id))
    for number, (issue, site) in enumerate(met, start=1):
        incidents.tell_issue(diary, site, f"I{number:04d}", issue)


def _turn(diary: Diary, index: int) -> None:
    """The next month begins, and a few days later the month is closed."""
    following, month = diary.month(index + 1), diary.month(index)
    opened, closed = MonthOpened(month=following), MonthClosed(month=month)
    _say(diary, index, Stage.TURN, diary.day(index + 1, 1), CLOCK, f"open-{following}", opened)
    _say(diary, index, Stage.CLOSE, diary.day(index + 1, 5), CLOCK, f"close-{month}", closed)


def _say(diary: Diary, index: int, stage: Stage, day: date, source: str, message_id: str, fact: Fact) -> None:
    diary.put(index, stage, Message(source, definition_of(fact).message, message_id, diary.at(day), fact))
