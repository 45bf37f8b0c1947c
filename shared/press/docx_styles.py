"""The styles of a DOCX: one for each part of an official document, so that people can set it anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

HEAD: Final = "C8102E"
LINE: Final = Pt(29)
"""From line to line: twenty-two lines on a page."""
LATIN: Final = "Times New Roman"
FANGSONG: Final = "仿宋_GB2312"
XIAOBIAOSONG: Final = "方正小标宋简体"
HEITI: Final = "黑体"
KAITI: Final = "楷体_GB2312"
SONGTI: Final = "宋体"
FALLBACKS: Final[Mapping[str, str]] = {
    FANGSONG: "仿宋,FangSong,方正仿宋_GBK,Noto Serif CJK SC",
    XIAOBIAOSONG: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,宋体,Noto Serif CJK SC",
    HEITI: "SimHei,方正黑体_GBK,Noto Sans CJK SC",
    KAITI: "楷体,KaiTi,方正楷体_GBK,Noto Serif CJK SC",
    SONGTI: "SimSun,Noto Serif CJK SC",
}
"""What will do where a machine lacks a font, best first."""


class Style(StrEnum):
    """The parts of an official document."""

    NOTICE = "公文提示"
    ISSUER = "发文机关标志"
    NUMBER = "发文字号"
    TITLE = "公文标题"
    ADDRESSEE = "主送机关"
    BODY = "公文正文"
    FIRST = "Heading 1"
    SECOND = "Heading 2"
    ITEM = "Heading 3"
    NOTE = "公文注记"
    CONTENTS = "卷内目录"
    CELL = "表格文字"
    NAME = "表格栏目"
    ATTACHMENT = "附件说明"
    SIGNED = "署名"
    IMPRINT = "版记"
    PAGE = "公文页码"


@dataclass(frozen=True, slots=True)
class _Look:
    face: str = FANGSONG
    size: float = 16
    line: float = 29
    """From line to line, exactly; 0 leaves it to the size."""
    indent: int = 0
    """Characters by which the first line stands in."""
    across: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    before: float = 0
    after: float = 0
    colour: str = "000000"
    with_next: bool = False


_CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
_JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY
_LOOKS: Final[Mapping[Style, _Look]] = {
    Style.NOTICE: _Look(HEITI, 12, 18, colour=HEAD),
    Style.ISSUER: _Look(XIAOBIAOSONG, 36, 0, across=_CENTRE, colour=HEAD),
    Style.NUMBER: _Look(across=_CENTRE, before=58),
    Style.TITLE: _Look(XIAOBIAOSONG, 22, 34, across=_CENTRE, before=58, after=29),
    Style.ADDRESSEE: _Look(),
    Style.BODY: _Look(indent=2, across=_JUSTIFIED),
    Style.FIRST: _Look(HEITI, indent=2, with_next=True),
    Style.SECOND: _Look(KAITI, indent=2, with_next=True),
    Style.ITEM: _Look(HEITI, 14, 24, before=12, after=4, with_next=True),
    Style.NOTE: _Look(SONGTI, 9, 14, colour="595959"),
    Style.CONTENTS: _Look(FANGSONG, 12, 22),
    Style.CELL: _Look(FANGSONG, 12, 18, before=2, after=2),
    Style.NAME: _Look(HEITI, 12, 18, across=_CENTRE, before=2, after=2),
    Style.ATTACHMENT: _Look(),
    Style.SIGNED: _Look(across=_CENTRE, with_next=True),
    Style.IMPRINT: _Look(size=14, line=24, indent=1),
    Style.PAGE: _Look(SONGTI, 14, 0, indent=1),
}


def prepare(word: Word) -> None:
    """Give a document its styles and its table of fonts."""
    base = word.styles["Normal"]
    assert isinstance(base, ParagraphStyle)
    _faced(base, FANGSONG)
    for name, look in _LOOKS.items():
        known = name.startswith("Heading")
        style = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        _set(style, look)
    _lightened(word)
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            _fonts(part)


def _lightened(word: Word) -> None:
    """Leave out a hundred styles of tables that the library's own template brings along, twice, and nobody needs."""
    for style in list(word.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    rels = word.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/stylesWithEffects")]:
        rels.pop(key)


def _set(style: ParagraphStyle, look: _Look) -> None:
    _faced(style, look.face)
    style.hidden, style.quick_style = False, True
    style.font.size, style.font.color.rgb = Pt(look.size), RGBColor.from_string(look.colour)
    style.font.bold = style.font.italic = False
    told = style.paragraph_format
    told.alignment, told.keep_with_next, told.widow_control = look.across, look.with_next, True
    told.space_before, told.space_after = Pt(look.before), Pt(look.after)
    told.first_line_indent = Pt(look.indent * look.size)
    told.line_spacing_rule = WD_LINE_SPACING.EXACTLY if look.line else WD_LINE_SPACING.SINGLE
    if look.line:
        told.line_spacing = Length(Pt(look.line))


def _faced(style: ParagraphStyle, face: str) -> None:
    """Name the fonts, in place of those of a theme, which would go first."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script, named in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face)):
        fonts.set(qn(f"w:{script}"), named)


def _fonts(part: Part) -> None:
    """The table of fonts: which they are, and what will do in their place."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    told = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        f'<w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    part._blob = f'{head}<w:fonts xmlns:w="{space}">{told}{latin}</w:fonts>'.encode()
