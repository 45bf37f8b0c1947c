"""`docs/assessment.md` is right: its story is told to the yearbook, and every row of its tables is compared."""

from decimal import Decimal
from functools import cache

from services.scoring.assessment import Assessment, Charged
from services.scoring.assessment.yearbook import Yearbook
from tests.scoring.assessed import FACTS, PAGE
from tests.scoring.pages import shown, tables


@cache
def yearbook() -> Yearbook:
    told = Yearbook()
    for fact in FACTS:
        told.evolve(fact)
    return told


def assessed() -> Assessment:
    reckoning = yearbook().reckon(2026)
    assert reckoning is not None
    assert reckoning.assessment is not None
    return reckoning.assessment


def charged() -> tuple[Charged, ...]:
    return (*assessed().units, *assessed().lead_officials)


def test_the_weights_are_those_of_the_shipped_book() -> None:
    reckoning = yearbook().reckon(2026)
    assert reckoning is not None
    scheme = reckoning.scheme
    assert scheme is not None
    weights = {part: at_most for part, at_most, _ in tables(PAGE, "How it is reckoned")[0]}

    assert weights == {
        "cards": str(scheme.cards),
        "observation": str(scheme.observation),
        "daily management": str(scheme.daily),
        "total": "100",
    }
    assert (Decimal(15), 5, "investment") == (scheme.daily_base, scheme.drop_from, scheme.by)


def test_the_tour() -> None:
    [table] = tables(PAGE, "The tour")

    assert table == [
        [
            visit.project,
            ", ".join(shown(judged.score) for judged in visit.scores),
            ", ".join(shown(judged.score) for judged in visit.scores if judged.dropped),
            str(visit.mean),
            str(visit.rank),
        ]
        for visit in yearbook().tours.tours["T2"].visits(5, Decimal("0.01"))
    ]


def test_projects() -> None:
    [table] = tables(PAGE, "Projects")

    assert table == [
        [
            found.year.project,
            str(found.cards.mean),
            str(found.cards.points),
            "unknown" if found.observation.points is None else str(found.observation.points),
            shown(found.daily.points),
            shown(found.daily.cut_off),
            str(found.known),
            shown(found.weights),
            str(found.total),
            str(found.rank),
        ]
        for found in assessed().projects
    ]


def product(figure: Decimal) -> str:
    return shown(round(figure, 4))


def test_shares() -> None:
    shares = tables(PAGE, "Units and lead officials")[0]

    assert shares == [
        [found.name, share.project, shown(share.weight), str(share.total), product(share.product)]
        for found in charged()
        for share in found.shares
    ]


def test_units_and_lead_officials() -> None:
    totals = tables(PAGE, "Units and lead officials")[1]

    assert totals == [
        [found.name, shown(found.weight), product(found.product), str(found.total), str(found.rank), found.basis]
        for found in charged()
    ]
