"""The round values beside a chart."""

from decimal import Decimal

import pytest

from shared.press.document import Chart, Series, Shape
from shared.press.scale import scale


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), (0, 1)),
        ((None,), (0, 1)),
        ((0,), (0, 1)),
        ((3,), (0, 1, 2, 3)),
        ((50,), (0, 10, 20, 30, 40, 50)),
        ((51,), (0, 20, 40, 60)),
        ((-7,), (-8, -6, -4, -2, 0)),
        ((2, -3), (-3, -2, -1, 0, 1, 2)),
        ((Decimal("0.3"),), (Decimal(0), Decimal("0.1"), Decimal("0.2"), Decimal("0.3"))),
        ((Decimal("196500.5"),), (0, 50_000, 100_000, 150_000, 200_000)),
    ],
)
def test_the_scale_takes_in_all_values(
    values: tuple[int | Decimal | None, ...], expected: tuple[int | Decimal, ...]
) -> None:
    categories = tuple(str(number) for number in range(len(values)))

    assert expected == scale(Chart("", Shape.LINES, categories, (Series("", values),)))


def test_stacked_columns_reach_their_sums() -> None:
    series = Series("a", (1, 2)), Series("b", (3, None))

    assert Decimal(3) == scale(Chart("", Shape.COLUMNS, ("x", "y"), series))[-1]
    assert Decimal(4) == scale(Chart("", Shape.STACKED, ("x", "y"), series))[-1]
