"""A factor, whatever is said of it: its days go forward, and each stage is left as the rules say."""

from datetime import date
from itertools import pairwise

from hypothesis import given, strategies
from hypothesis.strategies import SearchStrategy

from services.intake import factor
from services.intake.calendar import Calendar
from services.intake.factor import FactorFact, Guarantee, Stage
from shared.catalogue.intake import FactorBlocked, FactorGuaranteed, FactorNeeded, FactorPending
from shared.catalogue.values import Factor, Month
from shared.deciding import Refused

OPENED = Calendar(first=Month("2026-01"), current=Month("2026-12"))
DAYS = strategies.dates(date(2026, 1, 1), date(2026, 1, 8))
LATER = date(2027, 1, 1)


def step(day: date) -> SearchStrategy[FactorFact]:
    """Any step on this day."""
    project, which = "P0142", Factor.LAND
    steps: list[FactorFact] = [
        FactorNeeded(project=project, factor=which, guarantor="某局", due_on=LATER, needed_on=day),
        FactorPending(project=project, factor=which, guarantor="某局", pending_on=day),
        FactorBlocked(project=project, factor=which, reason="指标不足", blocked_on=day, blocked_by="某局"),
        FactorGuaranteed(project=project, factor=which, guaranteed_on=day, guaranteed_by="某局"),
    ]
    return strategies.sampled_from(steps)


STEPS: SearchStrategy[list[FactorFact]] = strategies.lists(DAYS.flatmap(step), max_size=30)


def walk(steps: list[FactorFact]) -> list[tuple[FactorFact, Guarantee]]:
    """The steps that were accepted, each with where the factor stood afterwards."""
    standing: Guarantee | None = None
    accepted = []
    for step in steps:
        try:
            factor.decide(standing, step, OPENED)
        except Refused:
            continue
        standing = factor.evolve(standing, step)
        accepted.append((step, standing))
    return accepted


@given(STEPS)
def test_it_begins_with_a_need_and_its_days_go_forward(steps: list[FactorFact]) -> None:
    walked = walk(steps)
    days = [standing.since for _, standing in walked if standing.since]
    assert days == sorted(days)
    assert all(isinstance(step, FactorNeeded) for step, _ in walked[:1])


@given(STEPS)
def test_a_guarantee_ends_only_by_a_new_need(steps: list[FactorFact]) -> None:
    stages = [standing.stage for _, standing in walk(steps)]
    after = {later for earlier, later in pairwise(stages) if earlier is Stage.GUARANTEED}
    assert after <= {Stage.NEEDED}


@given(STEPS)
def test_a_need_that_is_stated_again_before_the_guarantee_leaves_the_stage(steps: list[FactorFact]) -> None:
    stages: list[Stage] = []
    for step, standing in walk(steps):
        if isinstance(step, FactorNeeded) and stages and stages[-1] is not Stage.GUARANTEED:
            assert stages[-1] is standing.stage
        stages.append(standing.stage)


@given(STEPS)
def test_no_stage_comes_twice_running_but_by_a_need_stated_again(steps: list[FactorFact]) -> None:
    walked = walk(steps)
    for (_, before), (step, standing) in pairwise(walked):
        assert isinstance(step, FactorNeeded) or before.stage is not standing.stage
