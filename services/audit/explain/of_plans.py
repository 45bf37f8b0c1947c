"""The facts behind a plan: the one in force, and what it says of money, progress, targets and milestones."""

from collections.abc import Iterator

from services.audit.explain.history import Aspect, History, Source, source
from shared.catalogue import Fact
from shared.catalogue.intake import PlanFiled, PlanRevised, ProjectRegistered, TargetSet
from shared.catalogue.values import Month, month_after

PlanFact = ProjectRegistered | PlanFiled | PlanRevised


def _plans(*, original: bool) -> type | tuple[type, ...]:
    return (ProjectRegistered, PlanFiled) if original else (ProjectRegistered, PlanFiled, PlanRevised)


def planned(column: str, *, original: bool = False, year_before: bool = False) -> Aspect:
    """The plan in force, and what it asks for by the month: the column is `investment` or `physical`."""

    def found(history: History) -> Iterator[Source]:
        until = Month(f"{int(history.month[:4]) - 1}-12") if year_before else history.month
        for heard in history.last(lambda fact: isinstance(fact, _plans(original=original))):
            figure = history.plan(original=original).figures.latest(until)[column == "physical"]
            if not year_before or figure is not None:
                yield source(heard, **{"until": until, f"planned_{column}": figure})

    return found


def planned_before(history: History) -> Iterator[Source]:
    """What the plan asked for by the month of the report before."""
    before = history.record.reports.last(month_after(history.month, -1), 0)
    for heard in history.last(lambda fact: isinstance(fact, PlanFact)):
        if before:
            figure, _ = history.record.current.figures.latest(before[0])
            yield source(heard, until_before=before[0], planned_investment_before=figure)


def target(*, original: bool = False) -> Aspect:
    """The target of the year: the one that was set for it, or else the plan's own."""

    def found(history: History) -> Iterator[Source]:
        year, plan = int(history.month[:4]), history.plan(original=original)
        kinds = (ProjectRegistered,) if original else (ProjectRegistered, PlanRevised)
        for heard in history.last(
            lambda fact: (
                isinstance(fact, TargetSet) and fact.year == year if year in plan.targets else isinstance(fact, kinds)
            ),
        ):
            yield source(heard, target=plan.target(history.month))

    return found


def total_cost(*, original: bool = False) -> Aspect:
    """The planned cost."""

    def sets(fact: Fact) -> bool:
        return isinstance(fact, _plans(original=original)) and not (
            isinstance(fact, PlanFiled) and fact.total_cost is None
        )

    def found(history: History) -> Iterator[Source]:
        for heard in history.last(sets):
            yield source(heard, total_cost=history.plan(original=original).total_cost)

    return found


def due(*milestones: str, original: bool = False) -> Aspect:
    """The days on which milestones are planned."""

    def sets(fact: Fact) -> bool:
        return isinstance(fact, _plans(original=original)) and not (isinstance(fact, PlanFiled) and not fact.milestones)

    def found(history: History) -> Iterator[Source]:
        days = history.plan(original=original).due._asdict()
        for heard in history.last(sets):
            yield source(heard, **{f"due_{name}": days[name] for name in milestones})

    return found
