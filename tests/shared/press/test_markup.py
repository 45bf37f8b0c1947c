"""The markup of templates: what each line becomes, and that nothing out of the log can be a mark."""

import pytest

from shared.press.markup import parse, shield
from shared.press.official import Contents, Heading, Note, Part, Row, Rows, Text, Worded
from tests.shared.press.sample import HOSTILE

MARKS = [
    "# a",
    "## a",
    "#### a",
    "> a",
    "! a",
    "+ a",
    "~ a",
    "@ a",
    "| a | b |",
    "|| a |",
    "|= a |",
    "[目录]",
    "a\n# b",
]


def body(*lines: str) -> tuple[Part, ...]:
    return parse("\n".join(("# 题名", *lines))).body


def test_a_document_has_its_parts() -> None:
    assert Worded("关于甲的督办单", "乙局：", ("提示一", "提示二"), (Text("正文"),), ("丙", "丁"), "联系人") == parse(
        "! 提示一\n! 提示二\n# 关于甲的 | 督办单\n\n> 乙局：\n正文\n+ 丙\n+ 丁\n@ 联系人\n"
    )


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("## 依据", Heading("依据", 1)),
        ("### 方案", Heading("方案", 2)),
        ("#### 第1件", Heading("第1件", 3)),
        ("~ 日志位置1", Note("日志位置1")),
        ("[目录]", Contents()),
        ("#没有空格", Text("#没有空格")),
        ("一段 话", Text("一段 话")),
    ],
)
def test_a_line_is_what_it_begins_with(line: str, part: Part) -> None:
    assert (part,) == body(line)


def test_a_note_under_a_heading_stays_with_what_follows() -> None:
    assert (Heading("甲", 3), Note("乙", headed=True), Text("丙"), Note("丁")) == body("#### 甲", "~ 乙", "丙", "~ 丁")


def test_rows_that_follow_each_other_are_a_table() -> None:
    assert (
        Rows((Row(("1", "")), Row(("2", ""), tall=True)), Row(("甲", "乙"))),
        Text("其后"),
        Rows((Row(("丙", "丁")),)),
    ) == body("|= 甲 | 乙 |", "| 1 | |", "|| 2 | |", "其后", "| 丙 | 丁 |")


@pytest.mark.parametrize("told", [*MARKS, HOSTILE])
def test_what_is_shielded_is_no_mark(told: str) -> None:
    lines = told.split("\n")

    assert tuple(Text(line) for line in lines) == body(shield(told))
    assert (Rows((Row((told, "乙")),)),) == body(f"| {shield(told)} | 乙 |")


def test_what_is_not_there_leaves_its_place_empty() -> None:
    assert ("", "7") == (shield(None), shield(7))


@pytest.mark.parametrize(("text", "count"), [("正文", 0), ("# 甲\n# 乙", 2)])
def test_a_template_has_one_title(text: str, count: int) -> None:
    with pytest.raises(ValueError, match=rf"^a template has one title, .* this has {count}$"):
        parse(text)
