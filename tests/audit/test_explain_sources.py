"""The facts behind an indicator: these and no others; and what they say alone is its value."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.explain.dossier import Dossier
from services.audit.explain.history import History, Told
from services.audit.explain.sources import ASPECTS, sources
from services.scoring import record
from services.scoring.contest import Contest
from services.scoring.indicators import INDICATORS, READS, Figure, measure
from services.scoring.record import IssueFact, Record, RecordFact
from shared.catalogue import Fact
from shared.catalogue.intake import (
    ProjectRegistered,
)
from shared.catalogue.values import Month
from tests import memory
from tests.audit.courses import Course, target
from tests.samples.months import CONCEALMENT
from tests.scoring import story

JANUARY = Month("2026-01")
PLAN = {"2026-01": "200", "2026-02": "500", "2026-03": "900"}
PROJECT = story.registered(
    target="2400", cost="8000", plan=PLAN, milestones={"started": "2026-02-15", "completed": "2026-12-31"}
)


def history(facts: Sequence[Fact], month: str) -> History:
    """What was known of P1 at a month's close."""
    contest, dossier = Contest(), Dossier("P1", Month(month))
    for logged in memory.Log(story.contest_opened(), *facts).entries:
        contest.evolve(logged)
        dossier.note(logged, contest.now)
    close = contest.find(Month(month))
    assert close is not None
    return History(dossier.known_at(close.position, close.records["P1"]), close.records["P1"], Month(month))


def behind(indicator: str, month: str, *facts: Fact) -> list[tuple[int, dict[str, Told]]]:
    """The sources of an indicator of P1: position and what it says. The contest stands at position 1."""
    told = sources(indicator, history(facts, month))
    return [(source.position, dict(source.told)) for source in told]


TWO_MONTHS: tuple[Fact, ...] = (
    PROJECT,  # 2
    story.registered("P2", target="100", plan=PLAN),
    story.reported("2026-01", investment="190", physical="5"),  # 4
    story.reported("2026-01", "P2", investment="10"),
    story.opened("2026-02"),
    story.closed("2026-01"),
    story.reported("2026-02", physical="9"),  # 8
    story.corrected("2026-01", physical="6"),  # 9
    story.corrected("2026-01", investment="195"),  # 10
    story.opened("2026-03"),
    story.closed("2026-02"),
)


def test_investment_stands_on_the_plan_the_last_report_that_tells_it_and_its_corrections() -> None:
    assert [
        (2, {"until": "2026-02", "planned_investment": Decimal(500)}),
        (4, {"month": "2026-01", "investment": Decimal(190)}),
        (10, {"month": "2026-01", "investment": Decimal(195)}),
    ] == behind("investment_rate", "2026-02", *TWO_MONTHS)


def test_a_forecast_that_what_was_invested_had_overtaken_stands_on_the_correction_too() -> None:
    facts = (
        PROJECT,  # 2
        story.reported("2026-01", investment="190", cost="100"),  # 3
        story.corrected("2026-01", investment="90"),  # 4
        story.opened("2026-02"),
        story.closed("2026-01"),
    )
    assert [2, 3, 4] == [position for position, _ in behind("cost_variance_pct", "2026-01", *facts)]


def test_a_close_knows_nothing_of_what_was_corrected_later() -> None:
    assert [2, 4] == [position for position, _ in behind("investment_rate", "2026-01", *TWO_MONTHS)]


def test_a_revised_plan_takes_the_place_of_the_first_but_in_what_looks_at_the_original() -> None:
    facts = (
        PROJECT,
        story.revised(target="2000", plan={"2026-01": "150"}, milestones={"started": "2026-03-01"}),
        story.reported("2026-01", investment="100"),
        story.opened("2026-02"),
        story.closed("2026-01"),
    )
    assert [
        (3, {"until": "2026-01", "planned_investment": Decimal(150), "target": Decimal(2000)}),
        (4, {"month": "2026-01", "investment": Decimal(100)}),
    ] == behind("schedule_gap_pp", "2026-01", *facts)
    assert [2, 4] == [position for position, _ in behind("schedule_gap_original_pp", "2026-01", *facts)]
    assert [(3, {"due_started": date(2026, 3, 1)})] == behind("start_overdue_months", "2026-01", *facts)
    assert [(2, {"due_started": date(2026, 2, 15)})] == behind("start_overdue_original_months", "2026-01", *facts)


def test_a_target_that_was_set_takes_the_place_of_the_plans_own() -> None:
    facts = (
        PROJECT,
        target(2027, "1"),
        target(2026, "3000"),
        story.reported("2026-01", investment="100"),
        story.opened("2026-02"),
        story.closed("2026-01"),
    )
    assert [
        (2, {"until": "2026-01", "planned_investment": Decimal(200)}),
        (4, {"target": Decimal(3000)}),
        (5, {"month": "2026-01", "investment": Decimal(100)}),
    ] == behind("schedule_gap_pp", "2026-01", *facts)


def test_lateness_is_told_with_the_month_in_which_a_report_came() -> None:
    facts = (
        PROJECT,
        story.opened("2026-02"),
        story.reported("2026-01", investment="190"),  # 4
        story.closed("2026-01"),
        story.reported("2026-02", investment="200"),  # 6
        story.opened("2026-03"),
        story.closed("2026-02"),
    )
    assert [(4, {"month": "2026-01", "late": "too late", "calendar": "2026-02"})] == behind(
        "late_reports", "2026-01", *facts
    )
    assert [(6, {"month": "2026-02", "late": "in time", "calendar": "2026-02"})] == behind(
        "late_reports", "2026-02", *facts
    )


def test_without_any_report_the_registration_speaks() -> None:
    facts = (PROJECT, story.opened("2026-02"), story.closed("2026-01"))
    assert [(2, {"since": "2026-01"})] == behind("months_since_report", "2026-01", *facts)
    assert [] == behind("late_reports", "2026-01", *facts)


def test_issues_are_told_turn_by_turn_and_only_those_that_count() -> None:
    facts = (
        PROJECT,
        story.raised("I1", "2026-01-02", "2026-01-10"),  # 3: open, 21 days overdue
        story.raised("I2", "2026-01-05", "2026-01-20"),  # 4
        story.solved("I2", "2026-01-18"),  # 5
        story.accepted("I2", "2026-01-19"),  # 6: closed in time
        story.raised("I3", "2026-01-28", "2026-02-10"),  # 7: open, in time
        story.solved("I1", "2026-02-01"),  # 8: after the month
        story.opened("2026-02"),
        story.closed("2026-01"),
    )
    assert [3, 4, 5, 6, 7] == [position for position, _ in behind("issue_timeliness", "2026-01", *facts)]
    assert [3, 7] == [position for position, _ in behind("open_issues", "2026-01", *facts)]
    assert [(3, {"issue": "I1", "raised_on": date(2026, 1, 2), "due_on": date(2026, 1, 10)})] == behind(
        "longest_overdue_days", "2026-01", *facts
    )
    assert [3] == [position for position, _ in behind("overdue_issues", "2026-01", *facts)]


def test_concealment_stands_on_its_confirmation() -> None:
    facts = (
        PROJECT,
        story.opened("2026-02"),
        story.closed("2026-01"),
        replace(CONCEALMENT, project="P1"),  # 5
        story.opened("2026-03"),
        story.closed("2026-02"),
    )
    assert [] == behind("concealments", "2026-01", *facts)
    assert [(5, {"month": "2026-01", "confirmed_on": date(2026, 2, 7)})] == behind("concealments", "2026-02", *facts)


def test_every_indicator_has_its_sources() -> None:
    assert INDICATORS.keys() == ASPECTS.keys()


# Any history ---------------------------------------------------------------------------------------------------------


def alone(indicator: str, known: History) -> Figure:
    """The value of an indicator, had nothing been told but the facts behind it."""
    behind = {source.position for source in sources(indicator, known)}
    first, *later = known.heard
    assert isinstance(first.fact, ProjectRegistered)
    bare = replace(first.fact, total_cost=None, annual_target=None, plan=(), milestones=(), factors_needed=())
    folded: Record = record.registered(first.fact if first.position in behind else bare, first.now.month)
    for heard in later:
        if heard.position in behind:
            assert isinstance(heard.fact, RecordFact | IssueFact)
            assert isinstance(heard.fact, READS[indicator])
            folded = record.evolve(folded, heard.fact, heard.now)
    return measure(folded, known.month)[indicator]


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_what_the_sources_say_alone_is_the_value(data: st.DataObject) -> None:
    facts = Course(data).play(3)
    for month in ("2026-01", "2026-02", "2026-03"):
        known = history(facts, month)
        values = measure(known.record, known.month)
        assert values == {name: alone(name, known) for name in INDICATORS}
