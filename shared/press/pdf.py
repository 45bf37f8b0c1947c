"""A document as PDF: on A4, with embedded fonts, for archives (PDF/A-2a) and for those who listen (PDF/UA-1).

The same document gives the same bytes: the only date in the file is the document's own, and no font of the machine
is looked at.
"""

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import pylopdf_fonts_zh_cn
from typst import Compiler, Fonts, TypstError

from shared.press import official
from shared.press.document import Document
from shared.press.official import Official
from shared.press.plain import plain

if TYPE_CHECKING:
    from typst import PDFStandard  # stands in the stubs alone

_STANDARDS: "Final[list[PDFStandard]]" = ["a-2a", "ua-1"]


def render(document: Document | Official) -> bytes:
    """The document as a PDF file."""
    match document:
        case Document():
            return _set("paper.typ", plain(document))
        case Official():
            return _set("official.typ", official.plain(document))


def _set(name: str, told: dict[str, Any]) -> bytes:
    template = (files("shared.press") / "templates" / name).read_bytes()
    data = {"paper": json.dumps(told, ensure_ascii=False)}
    try:
        return _compile(template, data, _STANDARDS)
    except TypstError:
        # An archive takes no character that the fonts lack, and no paper without a day: these are set all the same.
        return _compile(template, data, [])


def _compile(template: bytes, data: dict[str, str], standards: "list[PDFStandard]") -> bytes:
    compiler = Compiler(template, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=data)
    made = compiler.compile(format="pdf", pdf_standards=standards)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Fonts:
    folder = pylopdf_fonts_zh_cn.sans_path().parent
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
