"""Values as they read on paper."""

from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue.values import Card
from shared.language import Language
from shared.press.document import Cell, Chart, Column, Kind, Series, Shape, Shown, Table
from shared.press.setting import day, shown, told

BLUE, RED = Shown(Card.BLUE, "blue"), Shown(Card.RED, "red")


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (None, Kind.MONEY, "-"),
        ("", Kind.TEXT, ""),
        ("-", Kind.MONEY, "-"),
        (7, Kind.TEXT, "7"),
        (Decimal("1.50"), Kind.TEXT, "1.50"),
        (1234567, Kind.WHOLE, "1,234,567"),
        (Decimal("2.5"), Kind.WHOLE, "3"),
        (Decimal("0.125"), Kind.POINTS, "0.13"),
        (Decimal("-0.125"), Kind.POINTS, "-0.13"),
        (Decimal("-0.004"), Kind.POINTS, "0.00"),
        (12, Kind.POINTS, "12.00"),
        (Decimal("1234567.005"), Kind.MONEY, "1,234,567.01"),
        (Decimal("17333.333333"), Kind.EXACT, "17,333.333333"),
        (Decimal("12000.000000"), Kind.EXACT, "12,000"),
        (Decimal("0.9"), Kind.PERCENT, "90.0%"),
        (Decimal("0.00045"), Kind.PERCENT, "0.0%"),
        (1, Kind.PERCENT, "100.0%"),
        (3, Kind.CHANGE, "+3"),
        (-3, Kind.CHANGE, "-3"),
        (0, Kind.CHANGE, "0"),
        (Decimal("1.255"), Kind.CHANGE, "+1.26"),
        (Decimal("-0.001"), Kind.CHANGE, "0.00"),
        (date(2025, 4, 10), Kind.DAY, "2025-04-10"),
        (RED, Kind.CARD, "red"),
        ((BLUE, None, RED), Kind.CARD, "B-R"),
        ((), Kind.CARD, ""),
    ],
)
def test_a_value_reads(value: Cell, kind: Kind, expected: str) -> None:
    assert expected == shown(value, kind)


@pytest.mark.parametrize(
    ("language", "expected"), [(Language.CHINESE, "2025年4月1日"), (Language.ENGLISH, "1 April 2025")]
)
def test_a_day_reads(language: Language, expected: str) -> None:
    assert expected == day(date(2025, 4, 1), language)


def test_a_chart_is_told_as_a_table() -> None:
    chart = Chart("Cards", Shape.STACKED, ("Jan", "Feb"), (Series("blue", (1, 2)), Series("red", (None, 3))), "each")

    expected = Table(
        (Column(""), Column("blue", Kind.WHOLE), Column("red", Kind.WHOLE)),
        (("Jan", 1, None), ("Feb", 2, 3)),
        caption="Cards (each)",
    )
    assert expected == told(chart, Language.ENGLISH)


def test_a_chart_with_decimals_is_told_with_decimals() -> None:
    chart = Chart("Money", Shape.LINES, ("Jan",), (Series("plan", (Decimal("1.5"),)), Series("done", (1,))))

    expected = Table(
        (Column(""), Column("plan", Kind.MONEY), Column("done", Kind.MONEY)), (("Jan", Decimal("1.5"), 1),)
    )
    assert expected == Table(told(chart, Language.ENGLISH).columns, told(chart, Language.ENGLISH).rows)
    assert "Money" == told(chart, Language.ENGLISH).caption
