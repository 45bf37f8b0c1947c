"""How the columns of a table share a page."""

from decimal import Decimal

import pytest

from shared.catalogue.values import Card
from shared.press.document import Cell, Column, Kind, Shown, table
from shared.press.widths import GAP, LETTER, PAGE, SMALLEST, UNBROKEN, Widths, title, widths

RED = Shown(Card.RED, "红牌")


def test_what_goes_on_a_page_gets_what_it_needs() -> None:
    columns = (
        Column("名次", Kind.WHOLE),
        Column("牌", Kind.CARD),
        Column("项目"),
        Column("全年", Kind.CARD),
        Column("全年", Kind.CARD, slots=("1", "2")),
        Column("得分", Kind.POINTS),
    )
    rows: list[tuple[Cell, ...]] = [
        (1, RED, "电子级化学品", (RED, None, RED), (RED, None), Decimal(100)),
        (2, None, "路", (), (None, RED), None),
    ]

    assert Widths(1.0, (4, 6, 12, 10.2, 6.8, 6.6)) == widths(table(columns, rows))


def test_a_long_text_gets_what_the_others_leave() -> None:
    found = widths(table((Column("a"), Column("b")), [("一二三", "长" * 200)]))

    assert Widths(1.0, (6, PAGE - 2 * GAP - 6)) == found


def test_long_texts_share_what_is_left_as_they_are_told_to() -> None:
    found = widths(table((Column("a", share=1), Column("b", share=3)), [("长" * 200, "长" * 200)]))

    assert Widths(1.0, (25.5, 76.5)) == found


def test_a_full_table_is_set_in_smaller_type() -> None:
    found = widths(table([Column("a")] * 7, [("长" * 8,) * 7]))

    assert Widths(0.84, (16,) * 7) == found


def test_type_goes_no_smaller_for_long_texts() -> None:
    assert SMALLEST == widths(table([Column("长" * 8)] * 7, [("长" * 20,) * 7])).size


def test_nothing_runs_off_the_page() -> None:
    columns = [Column("项目"), *[Column("投资", Kind.MONEY)] * 16]
    found = widths(table(columns, [("长" * 20, *[Decimal("1234567.89")] * 16)]))

    assert 0.42 == found.size
    assert sum(found.columns) + GAP * len(columns) == pytest.approx(PAGE / found.size, abs=0.1)


def test_no_column_is_narrower_than_its_longest_word() -> None:
    columns = (Column("a"), Column("b", share=9))
    short, long = widths(table(columns, [("infrastructure works of every kind " * 3, "word " * 90)])).columns
    assert round(14 * LETTER, 1) == short
    assert short + long + 2 * GAP == pytest.approx(PAGE)

    digest, _ = widths(table(columns, [("f" * 64, "word " * 90)])).columns
    assert UNBROKEN == digest


def test_a_table_without_rows_is_set() -> None:
    assert Widths(1.0, (4,)) == widths(table((Column("项目"),), ()))


@pytest.mark.parametrize(
    ("told", "width", "expected"),
    [
        ("得分升降", 8, "得分升降"),
        ("得分升降", 6.6, "得分\n升降"),
        ("平均得分数", 6, "平均得\n分数"),
        ("累计完成（万元）", 11, "累计完成\n（万元）"),
        ("（万元）", 4, "（万\n元）"),
        ("Move in category", 8, "Move in\ncategory"),
        ("Move in category", 18, "Move in category"),
        ("Category", 4, "Category"),
    ],
)
def test_a_long_title_is_parted_where_it_reads_well(told: str, width: float, expected: str) -> None:
    assert expected == title(Column(told), width)
