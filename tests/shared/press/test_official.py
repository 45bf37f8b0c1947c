"""An official document as data: the numbers of its headings, the widths of its tables, the lines of its title."""

from datetime import date

import pytest

from shared.press.official import (
    Heading,
    Official,
    Part,
    Row,
    Rows,
    Text,
    Worded,
    broken,
    numeral,
    outlined,
    plain,
    shares,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numerals_are_chinese(number: int, written: str) -> None:
    assert written == numeral(number)


def test_headings_are_numbered_within_the_one_above() -> None:
    levels = [(1, "甲"), (2, "a"), (2, "b"), (1, "乙"), (2, "c"), (3, "第1件")]
    parts: tuple[Part, ...] = (Text("前言"), *(Heading(text, level) for level, text in levels))

    assert ["前言", "一、甲", "（一）a", "（二）b", "二、乙", "（一）c", "第1件"] == [
        part.text for part in outlined(parts) if isinstance(part, Heading | Text)
    ]


def test_a_form_has_its_names_to_the_left() -> None:
    assert (70, 290) == shares(Rows((Row(("案卷号", "案〔2025〕2号")),)))


def test_short_columns_take_what_they_need_and_long_ones_share_the_rest() -> None:
    head = Row(("位置", "事项", "内容"))
    rows = (Row(("12", "督" * 20, "文" * 40)), Row(("3", "约", "文")))

    assert (35, 108, 216) == shares(Rows(rows, head))


def test_what_is_said_keeps_a_third_of_the_line_and_days_stay_whole() -> None:
    head = Row(("日志位置", "日期", "证据", "内容"))
    rows = (Row(("4867", "2025年11月13日", "问题逾期容忍期限已过", "文" * 60)),)

    position, day, title, story = shares(Rows(rows, head))
    assert (55, 108, 70, 127) == (position, day, title, story)


def test_no_column_is_narrower_than_can_be_read() -> None:
    head = Row(("事项", "内容"))

    assert (70, 290) == shares(Rows((Row(("督" * 12, "文" * 400)),), head))


@pytest.mark.parametrize(("name", "lines"), [("滨河路改造", 1), ("高端数控机床及关键部件生产线项目", 2)])
def test_a_title_breaks_only_where_it_may_and_must(name: str, lines: int) -> None:
    assert lines == len(broken((f"关于{name}的", "督办单")).split("\n"))


def test_an_official_document_is_data() -> None:
    worded = Worded("关于甲的\n督办单", "", (), (Heading("依据", 1),), (), "")
    made = Official("办公室", "督〔2025〕1号", worded, "专班", date(2025, 4, 3), ())

    assert "关于甲的督办单 督〔2025〕1号" == made.name
    told = plain(made)
    assert (["关于甲的", "督办单"], "2025年4月3日", "2025-04-03") == (
        told["title"],
        told["issued_on"],
        told["issued_iso"],
    )
    assert [{"type": "heading", "text": "一、依据", "level": 1}] == told["body"]
