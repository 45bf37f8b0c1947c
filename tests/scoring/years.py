"""Years of projects to assess, told in a line each."""

from collections.abc import Sequence
from decimal import Decimal

from services.scoring.assessment import MonthCard, Toured, Year
from services.scoring.rulebook import Assessment as Scheme
from shared.catalogue.intake import MarkGiven
from shared.catalogue.values import Card, Category, Month, month_after

CENT = Decimal("0.01")
SCHEME = Scheme(
    by="investment",
    cards=Decimal(60),
    observation=Decimal(20),
    daily=Decimal(20),
    daily_base=Decimal(15),
    drop_from=5,
)
EQUAL = SCHEME.model_copy(update={"by": "equal"})


def card(place: int, score: str | Decimal | None, unit: str = "A", official: str = "甲") -> MonthCard:
    points = None if score is None else Decimal(score)
    return MonthCard(month_after(Month("2026-01"), place), Card.BLUE, points, unit, official)


def year(
    project: str = "P1",
    *scores: str | None,
    unit: str = "A",
    official: str = "甲",
    target: str | None = "100",
    tours: Sequence[str | None] = ("80",),
    marks: Sequence[MarkGiven] = (),
) -> Year:
    return Year(
        project=project,
        name=f"项目{project}",
        category=Category.INDUSTRY,
        responsible_unit=unit,
        lead_official=official,
        target=None if target is None else Decimal(target),
        cards=tuple(card(place, score, unit, official) for place, score in enumerate(scores or ("80",))),
        contested=(),
        tours=tuple(
            Toured(f"T{place}", "观摩", None if mean is None else Decimal(mean)) for place, mean in enumerate(tours)
        ),
        marks=tuple(marks),
    )
