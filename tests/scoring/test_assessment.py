"""Assessment: parts with caps, totals of what is known, ranks with ties, weighted means; sums that add up exactly."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.scoring.assessment import Assessed, Averaged, Basis, Charged, Year, assess
from services.scoring.rulebook import Assessment as Scheme
from shared.catalogue.intake import MarkGiven, MarkKind
from tests.samples.oversight import MERIT
from tests.scoring.years import CENT, EQUAL, SCHEME, year


def merit(points: str) -> MarkGiven:
    return replace(MERIT, points=Decimal(points))


def demerit(points: str) -> MarkGiven:
    return replace(MERIT, points=Decimal(points), kind=MarkKind.DEMERIT)


def project(told: Year, scheme: Scheme = SCHEME) -> Assessed:
    [found] = assess([told], scheme, CENT).projects
    return found


def unit(name: str, *told: Year, scheme: Scheme = SCHEME) -> Charged:
    [found] = [unit for unit in assess(told, scheme, CENT).units if unit.name == name]
    return found


def test_cards_earn_their_weight_times_the_mean_of_the_scores() -> None:
    cards = Averaged(
        weight=Decimal(60),
        addends=(Decimal("92.50"), Decimal("88.00"), Decimal("84.11")),
        mean=Decimal("88.20"),
        points=Decimal("52.92"),
    )
    assert cards == project(year("P1", "92.50", "88.00", "84.11")).cards


def test_months_without_points_do_not_count_and_those_with_0_do() -> None:
    assert Decimal("90.00") == project(year("P1", "90", None)).cards.mean
    assert Decimal("45.00") == project(year("P1", "90", "0")).cards.mean


def test_a_tour_on_which_nobody_scored_it_does_not_count() -> None:
    assert Decimal("75.00") == project(year(tours=("75", None))).observation.mean


def test_several_tours_are_averaged() -> None:
    assert Averaged(Decimal(20), (Decimal("75"), Decimal("86")), Decimal("80.50"), Decimal("16.10")) == (
        project(year(tours=("75", "86"))).observation
    )


@pytest.mark.parametrize(
    ("marks", "points", "cut_off"),
    [
        ([], "15", "0"),
        ([merit("1.5"), merit("2"), demerit("0.25")], "18.25", "0"),
        ([merit("5")], "20", "0"),
        ([merit("5.5"), merit("4")], "20", "4.5"),
        ([merit("10"), demerit("5")], "20", "0"),
        ([demerit("15")], "0", "0"),
        ([demerit("20")], "0", "-5"),
    ],
)
def test_daily_management_has_a_floor_and_a_cap_and_shows_what_is_cut_off(
    marks: list[MarkGiven], points: str, cut_off: str
) -> None:
    daily = project(year(marks=marks)).daily

    assert (Decimal(points), Decimal(cut_off)) == (daily.points, daily.cut_off)


def test_a_total_is_the_sum_of_its_parts() -> None:
    found = project(year("P1", "92.50", tours=("81.3",), marks=[demerit("1")]))

    assert ("55.50", "16.26", "14") == (
        str(found.cards.points),
        str(found.observation.points),
        str(found.daily.points),
    )
    assert (Decimal("85.76"), Decimal(100), Decimal("85.76"), True) == (
        found.known,
        found.weights,
        found.total,
        found.whole,
    )


@pytest.mark.parametrize(
    ("told", "known", "weights", "total"),
    [
        (year("P1", "80", tours=()), "63.00", 80, "78.75"),
        (year("P1", None), "31.00", 40, "77.50"),
        (year("P1", None, tours=()), "15", 20, "75.00"),
    ],
)
def test_a_part_that_is_unknown_is_left_out_and_not_0(told: Year, known: str, weights: int, total: str) -> None:
    found = project(told)

    assert (Decimal(known), Decimal(weights), Decimal(total), False) == (
        found.known,
        found.weights,
        found.total,
        found.whole,
    )


def test_what_weighs_nothing_is_not_missed() -> None:
    scheme = SCHEME.model_copy(update={"cards": Decimal(80), "observation": Decimal(0)})
    found = project(year("P1", "80", tours=()), scheme)

    assert (Decimal(79), True) == (found.total, found.whole)


def test_without_any_part_there_is_neither_total_nor_rank_nor_anybody_in_charge_of_it() -> None:
    scheme = SCHEME.model_copy(
        update={"cards": Decimal(100), "observation": Decimal(0), "daily": Decimal(0), "daily_base": Decimal(0)}
    )
    found = assess([year("P1", None), year("P2", "70", unit="B")], scheme, CENT)

    assert [("P2", Decimal(70), 1), ("P1", None, None)] == [
        (each.year.project, each.total, each.rank) for each in found.projects
    ]
    assert ["B"] == [each.name for each in found.units]
    assert [("甲", ["P2"])] == [(each.name, [share.project for share in each.shares]) for each in found.lead_officials]


def test_projects_stand_by_rank_and_equals_by_id() -> None:
    scores = {"P4": "80", "P2": "95", "P1": "80", "P3": "70"}
    found = assess([year(name, score) for name, score in scores.items()], SCHEME, CENT)

    assert [("P2", 1), ("P1", 2), ("P4", 2), ("P3", 4)] == [(each.year.project, each.rank) for each in found.projects]


def test_a_unit_has_the_mean_of_its_projects_weighted_by_their_targets() -> None:
    found = unit("A", year("P1", "90", target="300"), year("P2", "70", target="100"))

    assert [(Decimal(300), Decimal("85.00"), Decimal(25500)), (Decimal(100), Decimal("73.00"), Decimal(7300))] == [
        (share.weight, share.total, share.product) for share in found.shares
    ]
    assert (Basis.INVESTMENT, Decimal(400), Decimal(32800), Decimal("82.00")) == (
        found.basis,
        found.weight,
        found.product,
        found.total,
    )


def test_a_book_may_weigh_every_project_the_same() -> None:
    found = unit("A", year("P1", "90", target="300"), year("P2", "70", target="100"), scheme=EQUAL)

    assert (Basis.EQUAL, Decimal(2), Decimal("158.00"), Decimal("79.00")) == (
        found.basis,
        found.weight,
        found.product,
        found.total,
    )


@pytest.mark.parametrize("targets", [("300", None), (None, None), ("0", "0")])
def test_where_targets_are_unknown_the_projects_weigh_the_same(targets: tuple[str | None, str | None]) -> None:
    first, second = targets
    found = unit("A", year("P1", "90", target=first), year("P2", "70", target=second))

    assert (Basis.TARGETS_UNKNOWN, Decimal(2), Decimal("79.00")) == (found.basis, found.weight, found.total)


def test_one_who_has_all_targets_is_still_weighted_by_them() -> None:
    told = (year("P1", target="300"), year("P2", unit="B", target=None))

    assert Basis.INVESTMENT == unit("A", *told).basis
    assert Basis.TARGETS_UNKNOWN == unit("B", *told).basis


def test_a_project_that_changed_hands_counts_for_both_by_their_cards() -> None:
    told = year("P1", "90", "80", "70", target="300")
    told = replace(told, cards=(*told.cards[:2], replace(told.cards[2], responsible_unit="B")))

    [mine], [theirs] = unit("A", told).shares, unit("B", told).shares

    assert (2, 3, Decimal("200.000000")) == (mine.cards, mine.cards_of, mine.weight)
    assert (1, 3, Decimal("100.000000")) == (theirs.cards, theirs.cards_of, theirs.weight)
    assert mine.total == theirs.total


def test_units_and_lead_officials_stand_by_rank_and_equals_by_name() -> None:
    told = [
        year("P1", "70", unit="C", official="丙"),
        year("P2", "90", unit="B", official="甲"),
        year("P3", "70", unit="A", official="乙"),
    ]
    found = assess(told, SCHEME, CENT)

    assert [("B", 1), ("A", 2), ("C", 2)] == [(each.name, each.rank) for each in found.units]
    assert [("甲", 1), ("丙", 2), ("乙", 2)] == [(each.name, each.rank) for each in found.lead_officials]
