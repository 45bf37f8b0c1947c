"""What would have turned a card: whatever is said to turn it does, and nothing less."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.explain.turning import PLACES, Change, Turning, turning
from services.scoring.indicators import INDICATORS, UNITS, Figure, Unit
from services.scoring.monthly_card import Exemption, Inputs, Past, judge
from services.scoring.rulebook import parse
from services.scoring.rulebook.rules import SEVERITY
from services.scoring.rulebook.shelf import shelf
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.values import Card, Category, Month

BOOKS = {name: parse(text) for name, text in shelf().items()}
HANTING = BOOKS["hanting"]
GOOD: Mapping[str, str] = {
    "investment_rate": "1",
    "schedule_gap_pp": "0",
    "milestone_slip_days": "0",
    "start_overdue_months": "0",
    "months_since_report": "0",
    "late_reports": "0",
    "longest_overdue_days": "0",
    "issue_timeliness": "1",
    "factors_ready": "1",
    "concealments": "0",
}
B, Y, R = Card.BLUE, Card.YELLOW, Card.RED


def hanting(previous: Past | None = None, exemptions: tuple[Exemption, ...] = (), **values: str | None) -> Inputs:
    """A project that is well, but for these figures."""
    told = {name: None if value is None else Decimal(value) for name, value in {**GOOD, **values}.items()}
    return inputs(told, previous, exemptions)


def inputs(told: Mapping[str, Figure], previous: Past | None = None, exemptions: tuple[Exemption, ...] = ()) -> Inputs:
    return Inputs("P1", Category.INDUSTRY, {name: told.get(name) for name in INDICATORS}, previous, exemptions)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None, Card]]:
    return [
        (
            change.indicator,
            None if change.low is None else str(change.low),
            None if change.high is None else str(change.high),
            change.card,
        )
        for change in changes
    ]


def test_a_blue_card_has_a_margin_and_nothing_above_it() -> None:
    found = turning(HANTING, hanting(investment_rate="0.9"))
    assert ((), ()) == (found.better, found.together)
    assert [
        # 96 points; 85 are needed. 40 x 0.6248 = 24.99 after rounding.
        ("investment_rate", None, "0.6248", Y),
        ("schedule_gap_pp", "10", None, Y),
        ("milestone_slip_days", "31", None, Y),
        ("start_overdue_months", "3", None, R),
        ("longest_overdue_days", "15", None, Y),
        ("issue_timeliness", None, "0.2663", Y),
        ("concealments", "1", None, R),
        ("months_since_report", "1", None, Y),
    ] == told(found.worse)


def test_a_yellow_card_by_cap_turns_with_the_cap_alone() -> None:
    found = turning(HANTING, hanting(schedule_gap_pp="12.5", investment_rate="0.8"))
    assert [("schedule_gap_pp", None, "9.99", B)] == told(found.better)


def test_a_yellow_card_by_cap_and_points_needs_both() -> None:
    found = turning(HANTING, hanting(schedule_gap_pp="12.5", investment_rate="0.5"))
    assert () == found.better
    assert [("investment_rate", "0.6249", None, B), ("schedule_gap_pp", None, "9.99", B)] == sorted(
        told(found.together)
    )


def test_a_red_card_by_veto_turns_with_the_veto() -> None:
    found = turning(HANTING, hanting(schedule_gap_pp="34.2", investment_rate="0.6"))
    assert [("schedule_gap_pp", None, "30", Y)] == told(found.better)


def test_two_vetoes_have_to_go_together() -> None:
    found = turning(HANTING, hanting(concealments="1", start_overdue_months="4"))
    assert () == found.better
    assert [("concealments", None, "0"), ("start_overdue_months", None, "2")] == sorted(
        change[:3] for change in told(found.together)
    )


def test_a_red_card_by_streak_turns_where_the_score_does_not_fall() -> None:
    before = Past(Month("2026-01"), Y, Decimal("82.00"), 1)
    found = turning(HANTING, hanting(before, investment_rate="0.5"))
    assert R == judge(HANTING, hanting(before, investment_rate="0.5")).card
    assert [("investment_rate", "0.5499", None, Y)] == told(found.better)


def test_a_streak_that_would_follow_is_counted_in() -> None:
    before = Past(Month("2026-01"), Y, Decimal("82.34"), 1)
    low = hanting(before, investment_rate="0.65", issue_timeliness="0", factors_ready="0", longest_overdue_days="33")
    found = turning(HANTING, low)
    assert ((), R) == (found.better, judge(HANTING, low).card)
    assert [("investment_rate", "0.8084", None, Y), ("issue_timeliness", "0.9997", None, Y)] == told(found.together)


def test_what_an_exemption_removed_is_no_reason() -> None:
    excused = Exemption("E1", ExemptionKind.AUTHORITY_DELAY, ("start_overdue_months",))
    found = turning(HANTING, hanting(None, (excused,), start_overdue_months="4", schedule_gap_pp="12.5"))
    assert [("schedule_gap_pp", None, "9.99", B)] == told(found.better)
    assert "start_overdue_months" not in [change.indicator for change in found.worse]


def test_what_is_unknown_turns_when_it_is_known() -> None:
    found = turning(BOOKS["nyc-capital"], inputs({"months_since_report": Decimal(0)}))
    assert [] == told(found.better)
    assert [("completion_slip_original_days", None, "89"), ("cost_variance_original_pct", None, "9.99")] == sorted(
        change[:3] for change in told(found.together)
    )


def test_a_light_that_counts_distance_has_a_range() -> None:
    found = turning(
        BOOKS["us-it-dashboard"],
        inputs({"cost_variance_pct": Decimal("-31"), "schedule_variance_pct": Decimal(0)}),
    )
    assert [("cost_variance_pct", "-29.99", "29.99", Y)] == told(found.better)


@pytest.mark.parametrize("name", BOOKS)
def test_books_have_cards_that_can_be_turned(name: str) -> None:
    found = turning(BOOKS[name], inputs({}))
    assert isinstance(found, Turning)


figures = st.one_of(
    st.none(),
    st.decimals(-5, 130, places=2),
    st.decimals(0, 1, places=4),
    st.integers(-3, 130).map(Decimal),
)
whole = st.one_of(st.none(), st.integers(0, 130).map(Decimal))
values = st.fixed_dictionaries(
    {name: whole if UNITS[name] in (Unit.DAYS, Unit.MONTHS, Unit.COUNT) else figures for name in INDICATORS}
)
pasts = st.none() | st.builds(
    Past,
    st.just(Month("2026-01")),
    st.sampled_from(Card),
    st.none() | st.decimals(0, 100, places=2),
    st.integers(1, 4),
)


def nearer(change: Change) -> Decimal | None:
    """One step from the end of the range towards the figure as it is; none where they are as near as that."""
    if change.now is None:
        return None
    step = PLACES.get(UNITS[change.indicator], Decimal(1))
    figure = change.nearest + (step if change.now > change.nearest else -step)
    return None if abs(change.now - change.nearest) <= step else figure


@pytest.mark.parametrize("name", BOOKS)
@settings(deadline=None, max_examples=30)
@given(values, pasts)
def test_every_change_turns_the_card_and_nothing_less_does(
    name: str, values: dict[str, Figure], past: Past | None
) -> None:
    book, project = BOOKS[name], inputs(values, past)
    now = judge(book, project).card

    def card(**changed: Figure) -> Card:
        return judge(book, replace(project, values={**values, **changed})).card

    found = turning(book, project)
    for change in (*found.better, *found.worse):
        worse = change in found.worse
        assert change.card == card(**{change.indicator: change.nearest})
        for end in (change.low, change.high, change.nearest):
            if end is not None:
                turned = SEVERITY[card(**{change.indicator: end})] - SEVERITY[now]
                assert turned > 0 if worse else turned < 0
        if (figure := nearer(change)) is not None:
            still = SEVERITY[card(**{change.indicator: figure})] - SEVERITY[now]
            assert still <= 0 if worse else still >= 0


@settings(deadline=None, max_examples=100)
@given(values, pasts)
def test_where_a_better_card_can_be_had_a_way_to_it_is_told(values: dict[str, Figure], past: Past | None) -> None:
    """By `hanting` a project that does all as planned is blue, whatever was before."""
    found = turning(HANTING, inputs(values, past))
    assert judge(HANTING, inputs(values, past)).card == B or found.better or found.together


@pytest.mark.parametrize("name", BOOKS)
@settings(deadline=None, max_examples=30)
@given(values, pasts)
def test_changes_together_turn_the_card_and_none_can_be_left_out(
    name: str, values: dict[str, Figure], past: Past | None
) -> None:
    book, project = BOOKS[name], inputs(values, past)
    changes = turning(book, project).together
    now = SEVERITY[judge(book, project).card]

    def severity(of: tuple[Change, ...]) -> int:
        changed = {change.indicator: change.nearest for change in of}
        return SEVERITY[judge(book, replace(project, values={**values, **changed})).card]

    if changes:
        assert len(changes) > 1
        assert severity(changes) < now
        assert (
            changes[-1].card
            == judge(book, replace(project, values={**values, **{one.indicator: one.nearest for one in changes}})).card
        )
        for place, change in enumerate(changes):
            if (figure := nearer(change)) is not None:
                less = replace(change, low=figure, high=figure)
                assert severity((*changes[:place], less, *changes[place + 1 :])) >= now
        for left_out in range(len(changes)):
            assert severity((*changes[:left_out], *changes[left_out + 1 :])) >= now
