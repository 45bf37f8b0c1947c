"""Official documents as DOCX: the paper, the margins and fonts of the standard; fields; the same bytes every time."""

import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import docx as reading
import pytest
from docx.shared import Mm, Pt

from shared.press import docx
from shared.press.markup import parse
from shared.press.official import Official

ROOT = Path(__file__).parents[3]
SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = """
! 模拟数据
# 关于甲的 | 督办单
> 乙局：
正文
## 依据
|= 事项 | 期限 |
| 方案 | 4月10日 |
[目录]
#### 第1件　督办单
~ 日志位置12
#### 第2件　答复
+ 证据
+ 清单
@ 联系人：丙
"""
LETTER = Official("模拟区办公室", "督〔2025〕12号", parse(TEXT), "专班", date(2025, 4, 3), ("日志第12条", "摘要"))


def document(name: str, made: bytes) -> ElementTree.Element:
    with ZipFile(BytesIO(made)) as archive:
        return ElementTree.fromstring(archive.read(name))


def digest() -> str:
    return sha256(docx.render(LETTER)).hexdigest()


def test_the_same_document_gives_the_same_bytes_in_another_process_on_another_day() -> None:
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    program = f"from {__name__} import *; print(digest())"
    there = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=elsewhere, capture_output=True, text=True, check=True
    )

    assert [digest(), digest()] == [digest(), there.stdout.strip()]


def test_no_part_has_a_time_of_its_own() -> None:
    with ZipFile(BytesIO(docx.render(LETTER))) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {part.date_time for part in archive.infolist()}
    told = reading.Document(BytesIO(docx.render(LETTER))).core_properties
    assert ("2025-04-03", "2025-04-03") == tuple(f"{when:%Y-%m-%d}" for when in (told.created, told.modified) if when)
    assert ("关于甲的督办单 督〔2025〕12号", "模拟区办公室") == (told.title, told.author)


def test_the_paper_and_its_margins_are_the_standards() -> None:
    page = reading.Document(BytesIO(docx.render(LETTER))).sections[0]

    assert page.page_width is not None
    assert page.page_height is not None
    assert (210, 297) == (round(page.page_width.mm), round(page.page_height.mm))
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [37, 35, 28, 26] == [round(margin.mm) for margin in margins if margin]


@pytest.mark.parametrize(
    ("told", "face", "size"),
    [
        ("模拟区办公室", "方正小标宋简体", 36),
        ("督〔2025〕12号", "仿宋_GB2312", 16),
        ("关于甲的督办单", "方正小标宋简体", 22),
        ("正文", "仿宋_GB2312", 16),
        ("一、依据", "黑体", 16),
        ("2025年4月3日", "仿宋_GB2312", 16),
    ],
)
def test_every_part_has_the_font_of_the_standard(told: str, face: str, size: int) -> None:
    line = next(one for one in reading.Document(BytesIO(docx.render(LETTER))).paragraphs if one.text == told)
    assert line.style is not None

    fonts = line.style.element.find(f"{SPACE}rPr/{SPACE}rFonts")
    assert face == fonts.get(f"{SPACE}eastAsia")
    assert [] == [name for name in fonts.attrib if name.endswith("Theme")], "a theme's fonts would go first"
    assert Pt(size) == (line.runs[0].font.size or line.style.font.size)


def test_fonts_that_a_machine_lacks_have_a_stand_in() -> None:
    fonts = document("word/fontTable.xml", docx.render(LETTER))
    stand_ins = {font.get(f"{SPACE}name"): font.find(f"{SPACE}altName") for font in fonts}

    assert {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"} == {
        name for name, other in stand_ins.items() if other is not None
    }


def test_the_contents_name_every_item_and_ask_for_its_page() -> None:
    made = document("word/document.xml", docx.render(LETTER))
    marks = [mark.get(f"{SPACE}name") for mark in made.iter(f"{SPACE}bookmarkStart")]
    asked = [str(field.text).split()[1] for field in made.iter(f"{SPACE}instrText")]

    assert ["item1", "item2"] == marks == asked


def test_what_xml_cannot_hold_is_left_out() -> None:
    worded = parse("# 题\n甲\ufffe\ud800乙")
    made = docx.render(Official("办公室", "1号", worded, "专班", date(2025, 4, 3), ()))

    assert "甲乙" in [line.text for line in reading.Document(BytesIO(made)).paragraphs]


def test_a_long_issuer_stays_in_one_line() -> None:
    issuer = "模拟区重点项目建设指挥部办公室工作调度专班"
    made = docx.render(Official(issuer, "1号", parse("# 题\n甲"), "专班", date(2025, 4, 3), ()))

    (head,) = [line for line in reading.Document(BytesIO(made)).paragraphs if line.text == issuer][:1]
    assert head.runs[0].font.size is not None
    assert head.runs[0].font.size * len(issuer) <= Mm(156)
