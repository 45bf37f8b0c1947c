"""Whatever a year brought: sums add up exactly, nothing leaves its bounds, and no order of telling matters."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.scoring.assessment import Assessment, Year, assess
from services.scoring.rulebook import Assessment as Scheme
from shared.catalogue.intake import MarkKind
from tests.samples.oversight import MERIT
from tests.scoring.years import CENT, card, year

points = st.decimals(0, 100, places=2)
given_marks = st.builds(
    lambda kind, size: replace(MERIT, kind=kind, points=size),
    st.sampled_from(MarkKind),
    st.decimals("0.01", 20, places=2),
)
cards = st.builds(
    lambda scores, units, officials: tuple(
        card(place, score, held, official)
        for place, (score, held, official) in enumerate(zip(scores, units, officials, strict=True))
    ),
    st.lists(st.none() | points, min_size=12, max_size=12),
    st.lists(st.sampled_from("AB"), min_size=12, max_size=12),
    st.lists(st.sampled_from("甲乙丙"), min_size=12, max_size=12),
).flatmap(lambda whole: st.integers(1, 12).map(lambda months: whole[:months]))
years = st.lists(
    st.builds(
        lambda number, held, target, means, marks: replace(
            year(f"P{number}", target=target, tours=means, marks=marks), cards=held
        ),
        st.integers(1, 9),
        cards,
        st.none() | st.decimals("0.0001", "99999999999999.9999", places=4),
        st.lists(st.none() | points, max_size=2),
        st.lists(given_marks, max_size=3),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda told: told.project,
)
rules = st.builds(
    lambda by, cards, daily, base: Scheme(
        by=by,
        cards=Decimal(cards),
        observation=Decimal(100 - cards - daily),
        daily=Decimal(daily),
        daily_base=Decimal(min(base, daily)),
        drop_from=5,
    ),
    st.sampled_from(["investment", "equal"]),
    st.integers(0, 60),
    st.integers(0, 40),
    st.integers(0, 40),
)


@given(years, rules)
def test_parts_add_up_to_the_total_exactly(told: list[Year], scheme: Scheme) -> None:
    for found in assess(told, scheme, CENT).projects:
        parts = [found.cards.points, found.observation.points, found.daily.points]
        assert found.known == sum((part for part in parts if part is not None), Decimal(0))
        assert found.daily.points + found.daily.cut_off == (
            found.daily.base + found.daily.merits - found.daily.demerits
        )
        if found.whole:
            assert found.total == found.known


@given(years, rules)
def test_everything_stays_within_its_bounds(told: list[Year], scheme: Scheme) -> None:
    found = assess(told, scheme, CENT)
    for each in found.projects:
        assert each.weights <= 100
        assert each.total is None or 0 <= each.total <= 100
        assert all(
            part.points is None or 0 <= part.points <= part.weight
            for part in (each.cards, each.observation, each.daily)
        )
    for charged in (*found.units, *found.lead_officials):
        totals = [share.total for share in charged.shares]
        assert min(totals) <= charged.total <= max(totals)
        assert charged.weight == sum(share.weight for share in charged.shares)
        assert charged.weight > 0


@given(years, rules, st.data())
def test_the_order_of_projects_does_not_matter(told: list[Year], scheme: Scheme, data: st.DataObject) -> None:
    assert assess(told, scheme, CENT) == assess(data.draw(st.permutations(told)), scheme, CENT)


@given(years, rules)
def test_a_rank_is_one_more_than_the_number_of_those_who_did_better(told: list[Year], scheme: Scheme) -> None:
    found: Assessment = assess(told, scheme, CENT)
    for standing in (found.projects, found.units, found.lead_officials):
        for each in standing:
            better = sum(
                other.total is not None and each.total is not None and other.total > each.total for other in standing
            )
            assert each.rank == (None if each.total is None else better + 1)


@given(years, rules)
def test_every_card_is_in_exactly_one_units_and_one_lead_officials_charge(told: list[Year], scheme: Scheme) -> None:
    found = assess(told, scheme, CENT)
    for charged in (found.units, found.lead_officials):
        for each in found.projects:
            shares = [share for one in charged for share in one.shares if share.project == each.year.project]
            assert sum(share.cards for share in shares) == (0 if each.total is None else len(each.year.cards))
