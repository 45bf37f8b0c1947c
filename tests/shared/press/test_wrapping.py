"""Chinese and Latin text in lines of a terminal."""

import pytest

from shared.press.wrapping import wrapped


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 8, [""]),
        ("一二三四", 8, ["一二三四"]),
        ("一二三四五", 8, ["一二三四", "五"]),
        ("占目标3.8%，已开工", 10, ["占目标", "3.8%，已开", "工"]),
        ("一二三，四", 6, ["一二", "三，四"]),
        ("一二（三四）", 6, ["一二", "（三", "四）"]),
        ("plan to date", 8, ["plan to", "date"]),
        ("two\n\nlines", 8, ["two", "", "lines"]),
        ("f" * 10, 4, ["ffff", "ffff", "ff"]),
        ("a " + "f" * 5, 4, ["a", "ffff", "f"]),
    ],
)
def test_nothing_is_broken_that_belongs_together(text: str, width: int, expected: list[str]) -> None:
    assert expected == wrapped(text, width)
