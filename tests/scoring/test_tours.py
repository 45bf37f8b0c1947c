"""Tours: scores by judge, the trimmed mean, ranks with ties, and who has not scored yet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.assessment.tours import Judged, Tour, Tours, Visit, extremes
from shared.catalogue import Fact
from shared.catalogue.intake import ObservationScored, TourListed
from tests.samples.oversight import MERIT, SCORED, TOUR

CENT = Decimal("0.01")
JUDGES = ("孙", "周", "吴", "郑", "冯", "陈", "褚")
AUTUMN = replace(TOUR, tour="T2026-2", judges=JUDGES, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 3))


def score(judge: str, points: str | Decimal, project: str = "P0142") -> ObservationScored:
    return replace(
        SCORED, tour="T2026-2", judge=judge, project=project, score=Decimal(points), comment=f"{judge}的点评"
    )


def toured(*scores: ObservationScored, listed: TourListed = AUTUMN) -> Tour:
    tours = Tours()
    told: tuple[Fact, ...] = (listed, MERIT, *scores)
    for fact in told:
        tours.evolve(fact)
    return tours.tours[listed.tour]


def visit(*points: str, drop_from: int | None = 5) -> Visit:
    """The first project of the tour, scored by as many judges."""
    told = [score(judge, given) for judge, given in zip(JUDGES, points, strict=False)]
    return toured(*told).visits(drop_from, CENT)[0]


def test_a_visit_holds_every_score_with_its_comment_and_who_has_not_scored() -> None:
    project = Visit(
        project="P0142",
        scores=(
            Judged("孙", Decimal("70"), "孙的点评", dropped=False),
            Judged("吴", Decimal("81"), "吴的点评", dropped=False),
        ),
        missing=("周", "郑", "冯", "陈", "褚"),
        mean=Decimal("75.50"),
        rank=1,
    )
    other = Visit(project="P0207", scores=(), missing=JUDGES, mean=None, rank=None)

    assert (project, other) == toured(score("吴", "81"), score("孙", "70")).visits(5, CENT)


@pytest.mark.parametrize(
    ("points", "mean"),
    [
        (["70", "80", "90", "100"], "85.00"),
        (["70", "80", "90", "100", "0"], "80.00"),
        (["70", "80", "90", "100", "0", "77"], "79.25"),
        (["80", "80", "80", "80", "80"], "80.00"),
        (["81", "80", "80"], "80.33"),
        (["80.01", "80.02"], "80.02"),
    ],
)
def test_from_five_scores_up_one_highest_and_one_lowest_are_dropped(points: list[str], mean: str) -> None:
    assert Decimal(mean) == visit(*points).mean


@pytest.mark.parametrize(
    ("points", "dropped"),
    [
        (["70", "80", "90", "100"], ""),
        (["70", "80", "90", "100", "0"], "郑冯"),
        (["70", "100", "70", "100", "80"], "孙周"),
        (["80", "80", "80", "80", "80"], "孙周"),
    ],
)
def test_of_equal_scores_the_judge_listed_first_is_dropped(points: list[str], dropped: str) -> None:
    assert dropped == "".join(judged.judge for judged in visit(*points).scores if judged.dropped)


@pytest.mark.parametrize(("drop_from", "mean"), [(4, "75.00"), (5, "77.50"), (None, "77.50")])
def test_the_book_says_from_how_many_scores(drop_from: int | None, mean: str) -> None:
    assert Decimal(mean) == visit("70", "80", "60", "100", drop_from=drop_from).mean


def test_equals_share_a_rank_and_the_next_one_counts_them() -> None:
    listed = replace(AUTUMN, projects=("P1", "P2", "P3", "P4", "P5"))
    points = {"P1": "80", "P2": "95", "P4": "80", "P5": "70"}
    visits = toured(*(score("孙", told, project) for project, told in points.items()), listed=listed).visits(5, CENT)

    assert [("P1", 2), ("P2", 1), ("P3", None), ("P4", 2), ("P5", 4)] == [(at.project, at.rank) for at in visits]


def test_tours_are_found_by_the_day_they_ended_earliest_first() -> None:
    tours = Tours()
    for tour, ends_on in (("T3", "2026-06-30"), ("T2", "2026-01-01"), ("T1", "2026-06-30"), ("T4", "2026-07-01")):
        tours.evolve(replace(TOUR, tour=tour, starts_on=date(2025, 12, 31), ends_on=date.fromisoformat(ends_on)))

    found = tours.ended(date(2026, 1, 1), date(2026, 6, 30))

    assert ["T2", "T1", "T3"] == [tour.listed.tour for tour in found]


figures = st.decimals(0, 100, places=2)


@given(st.lists(figures, min_size=1, max_size=7), st.integers(3, 7))
def test_a_mean_lies_between_the_lowest_and_the_highest_score(points: list[Decimal], drop_from: int) -> None:
    told = [score(judge, given) for judge, given in zip(JUDGES, points, strict=False)]
    mean = toured(*told).visits(drop_from, CENT)[0].mean

    assert mean is not None
    assert min(points) <= mean <= max(points)


@given(st.lists(figures, min_size=1, max_size=7), st.data())
def test_the_order_in_which_scores_arrive_does_not_matter(points: list[Decimal], data: st.DataObject) -> None:
    told = [score(judge, given) for judge, given in zip(JUDGES, points, strict=False)]
    shuffled = data.draw(st.permutations(told))

    assert toured(*told).visits(5, CENT) == toured(*shuffled).visits(5, CENT)


@given(st.lists(figures, min_size=5, max_size=7))
def test_exactly_two_places_are_dropped_a_highest_and_a_lowest(points: list[Decimal]) -> None:
    dropped = extremes(points)

    assert 2 == len(dropped)
    assert [min(points), max(points)] == sorted(points[place] for place in dropped)
