"""A prospect, whatever is said of it: its stages never go back, its days neither, and a drop is the end."""

from datetime import date

from hypothesis import given, strategies
from hypothesis.strategies import SearchStrategy

from services.intake import prospect
from services.intake.calendar import Calendar
from services.intake.prospect import STAGES, Prospect, ProspectFact
from shared.catalogue.intake import ProspectAdvanced, ProspectDropped, ProspectStage
from shared.catalogue.values import Month
from shared.deciding import Refused
from tests.samples.projects import LEAD

OPENED = Calendar(first=Month("2026-01"), current=Month("2026-12"))
DAYS = strategies.dates(date(2026, 1, 1), date(2026, 1, 3))
ADVANCES = strategies.builds(
    ProspectAdvanced,
    prospect=strategies.just("L0023"),
    stage=strategies.sampled_from(ProspectStage),
    advanced_on=DAYS,
    note=strategies.none(),
)
DROPS = strategies.builds(
    ProspectDropped, prospect=strategies.just("L0023"), reason=strategies.just("改投外地"), dropped_on=DAYS
)
ADVANCING = strategies.lists(ADVANCES, min_size=15, max_size=30)
MIXED = strategies.lists(ADVANCES | DROPS, max_size=5)
STEPS: SearchStrategy[list[ProspectFact]] = strategies.builds(lambda first, then: [*first, *then], ADVANCING, MIXED)


def walk(steps: list[ProspectFact]) -> list[Prospect]:
    """Where a prospect stood, from its recording on, after each step that was accepted."""
    walked = [prospect.evolve(None, LEAD)]
    for step in steps:
        try:
            prospect.decide(walked[-1], step, OPENED)
        except Refused:
            continue
        walked.append(prospect.evolve(walked[-1], step))
    return walked


@given(STEPS)
def test_stages_come_one_by_one_and_never_go_back(steps: list[ProspectFact]) -> None:
    advanced = [standing.stage for standing in walk(steps) if not standing.dropped]
    assert STAGES[: len(advanced)] == advanced


@given(STEPS)
def test_days_go_forward(steps: list[ProspectFact]) -> None:
    days = [standing.since for standing in walk(steps)]
    assert days == sorted(days)


@given(STEPS)
def test_nothing_follows_a_drop(steps: list[ProspectFact]) -> None:
    assert not any(standing.dropped for standing in walk(steps)[:-1])
