"""The list of a simulated district: its projects, each with one leader, one unit, one task force and a plan by month.

The totals are those of the model: 50 projects with CNY 8.6 billion to invest in the year, 12 of them to be
commissioned and 38 to be sped up. A shorter list keeps the proportions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random

from services.upstream.almanac import month_at
from services.upstream.courses import Course, Habit, draw, habits
from services.upstream.name import Name
from services.upstream.names import OFFICIALS, UNITS, project_names
from shared.catalogue.intake import PlanMonth, PlannedMilestone
from shared.catalogue.values import Category, Factor, Milestone

TARGET_PER_PROJECT = Decimal(17_200)
"""CNY 10,000: 50 projects make CNY 8.6 billion."""
COMMISSIONED_OF_FIFTY = 12
SEASONS = (0.6, 0.45, 0.8, 1.0, 1.15, 1.25, 1.05, 1.05, 1.25, 1.2, 0.95, 0.7)
"""How much of a year's work falls into each month: frost and Spring Festival, two high seasons, rain between them."""
WEIGHTS = {Category.INDUSTRY: (0.5, 2.4), Category.INFRASTRUCTURE: (0.6, 1.6), Category.LIVELIHOOD: (0.3, 0.9)}
EVERYTHING_IN_PLACE = (Factor.LAND, Factor.PERMITS, Factor.FUNDS)
NEW_WORK = (Habit.NEVER_STARTED,)
OLD_WORK = (Habit.HIDING, Habit.IDLE, Habit.RECOVERING, Habit.MISCOUNTED, Habit.FLOODED)
NOT_FINISHING = (Habit.RECOVERING, Habit.MISCOUNTED, Habit.FLOODED)


@dataclass(frozen=True, slots=True)
class Site:
    """A project of the list, and the course that its year will take."""

    id: str
    name: Name
    category: Category
    official: Name
    unit: Name
    target: Decimal
    total_cost: Decimal
    planned: tuple[float, ...]
    """Share of the target planned by the end of each month."""
    physical: tuple[float, float]
    """Physical progress in percent when the year begins, and planned for its end."""
    due: dict[Milestone, date]
    factors: tuple[Factor, ...]
    lacking: Factor | None
    """The factor that stands in its way for a time; none where all come when they are due."""
    paying: float
    """What is paid of the year's work when it is done, as a share."""
    habit: Habit
    course: Course

    def plan(self, year: int, first: int, shares: Sequence[float]) -> tuple[PlanMonth, ...]:
        """A time-phased plan that follows these shares, from the month with this number on."""
        return tuple(
            PlanMonth(month=month_at(year, index), investment=self.investment(share), physical=self.physical_at(share))
            for index, share in enumerate(shares, start=first)
        )

    def milestones(self) -> tuple[PlannedMilestone, ...]:
        return tuple(PlannedMilestone(milestone=milestone, due_on=day) for milestone, day in self.due.items())

    def investment(self, share: float) -> Decimal:
        """A share of the year's target as money."""
        return (self.target * Decimal(str(share))).quantize(Decimal("0.01"))

    def paid(self, share: float) -> Decimal:
        """What is paid by then: money follows the work, and catches up with it."""
        return self.investment(round(share * self.paying * (0.8 + 0.2 * share), 4))

    def physical_at(self, share: float) -> Decimal:
        """Physical progress once this share of the year's work is done."""
        start, end = self.physical
        return Decimal(str(start + (end - start) * min(share, 1.0))).quantize(Decimal("0.1"))


def to_commission(projects: int) -> int:
    """How many of a list are to be commissioned in the year; the others are to be sped up."""
    return round(projects * COMMISSIONED_OF_FIFTY / 50)


def draw_list(random: Random, year: int, projects: int) -> list[Site]:
    """The projects of a list, in the order of their ids."""
    categories = _categories(projects)
    named = [name for category in Category for name in project_names(category, categories.count(category))]
    listed = list(zip(categories, named, habits(random, projects), strict=True))
    random.shuffle(listed)
    new = [habit in NEW_WORK or (habit not in OLD_WORK and random.random() < 0.4) for _, _, habit in listed]
    # What is commissioned has long been begun; and it hurts most where work stands in such a year.
    finishing = [
        (new[index] or habit in NOT_FINISHING, habit not in (Habit.HIDING, Habit.IDLE))
        for index, (_, _, habit) in enumerate(listed)
    ]
    commissioned = set(sorted(range(projects), key=finishing.__getitem__)[: to_commission(projects)])
    targets = _targets(random, [category for category, _, _ in listed])
    sites = []
    for index, (category, name, habit) in enumerate(listed):
        planned = _season(random)
        start = 0 if new[index] else random.randint(15, 45)
        end = 100 if index in commissioned else start + random.randint(30, 50)
        factors = EVERYTHING_IN_PLACE if habit in (*NEW_WORK, *OLD_WORK) else _factors(random)
        sites.append(
            Site(
                id=f"P{index + 1:04d}",
                name=name,
                category=category,
                official=OFFICIALS[index % len(OFFICIALS)],
                unit=random.choice(UNITS[category]),
                target=targets[index],
                total_cost=Decimal(int(targets[index] * random.randint(14, 32) / 1000) * 100),
                planned=planned,
                physical=(start, end),
                due=_due(random, year, habit, is_new=new[index], commissioned=index in commissioned),
                factors=factors,
                lacking=random.choice(factors) if habit is Habit.BLOCKED else None,
                paying=0.5 if habit is Habit.IDLE else round(random.uniform(0.72, 0.96), 2),
                habit=habit,
                course=draw(random, habit, planned),
            )
        )
    return sites


def _categories(projects: int) -> list[Category]:
    """Mostly industry, some infrastructure, some livelihood: 34, 9 and 7 of 50."""
    infrastructure, livelihood = round(projects * 9 / 50), round(projects * 7 / 50)
    industry = projects - infrastructure - livelihood
    return (
        [Category.INDUSTRY] * industry + [Category.INFRASTRUCTURE] * infrastructure + [Category.LIVELIHOOD] * livelihood
    )


def _targets(random: Random, categories: Sequence[Category]) -> list[Decimal]:
    """Annual targets of very different size that add up exactly."""
    total = TARGET_PER_PROJECT * len(categories)
    weights = [Decimal(str(round(random.uniform(*WEIGHTS[category]), 3))) for category in categories]
    scale = total / sum(weights)
    targets = [Decimal(int(weight * scale / 10) * 10) for weight in weights]
    targets[targets.index(max(targets))] += total - sum(targets)
    return targets


def _season(random: Random) -> tuple[float, ...]:
    """Shares by the end of each month: the seasons, a little different for each project."""
    weights = [season * random.uniform(0.85, 1.15) for season in SEASONS]
    # Added up one by one, for `sum` rounds differently from one Python to the next.
    done = list(accumulate(weights))
    return tuple(round(share / done[-1], 4) for share in done)


def _due(random: Random, year: int, habit: Habit, *, is_new: bool, commissioned: bool) -> dict[Milestone, date]:
    if habit is Habit.NEVER_STARTED:
        started = date(year, 2, 10)
    elif is_new:
        started = date(year, random.randint(1, 4), random.randint(8, 26))
    else:
        started = date(year - 1, random.randint(3, 11), random.randint(1, 28))
    if not commissioned:
        completed = date(year + 1, random.randint(3, 11), random.randint(1, 28))
        return {Milestone.STARTED: started, Milestone.COMPLETED: completed}
    completed = date(year, random.randint(6, 9), random.randint(8, 26))
    put_to_use = completed + timedelta(days=random.randint(45, 75))
    return {Milestone.STARTED: started, Milestone.COMPLETED: completed, Milestone.COMMISSIONED: put_to_use}


def _factors(random: Random) -> tuple[Factor, ...]:
    """Most projects need several factors, in the order in which they are usually named."""
    needed = random.sample(list(Factor)[:-1], random.randint(3, 5))
    return tuple(factor for factor in Factor if factor in needed)


def found(sites: Sequence[Site], habit: Habit) -> Site | None:
    """The first project of a list with this habit; a short list may have none."""
    return next((site for site in sites if site.habit is habit), None)
