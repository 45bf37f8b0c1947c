"""Papers as PDF: what can be read out of the file again."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from shared.language import Language
from shared.press import pdf
from shared.press.document import Chart, Paragraph, Section, Series, Shape
from tests.shared.press.sample import HOSTILE, bare, sample

ARCHIVAL = {"pdfaid:part>2", "pdfaid:conformance>A", "pdfuaid:part>1"}


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text(reader: PdfReader) -> str:
    """All text without blanks, which typesetting adds and takes away."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Every font of the file, and whether it is in it."""
    found = {}
    for page in reader.pages:
        held: Any = page["/Resources"]
        for font in held["/Font"].get_object().values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            found[str(descendant["/BaseFont"]).partition("+")[2]] = "/FontFile3" in descendant["/FontDescriptor"]
    return found


@pytest.mark.parametrize("language", Language)
def test_the_file_holds_its_fonts_and_no_others(language: Language) -> None:
    expected = {"NotoSansSC-Regular": True, "NotoSerifSC-Regular": True}

    assert expected == fonts(read(pdf.render(sample(language))))


def test_the_text_can_be_taken_out() -> None:
    found = text(read(pdf.render(sample(Language.CHINESE))))

    for part in (
        "模拟数据，仅供演示",
        "模拟区重点项目建设指挥部",
        "重点项目建设月通报",
        "一、总体情况",
        "累计完成投资18.64亿元",
        "186,412.50",
        "目标860,000",
        "投资进度（万元）",
        "高端数控机床及其1",
        "2025-04-10",
        "本月没有。",
        "签发人：",
        "印发日期：2025年4月10日",
        "日志位置4127",
        "（此页无正文）模拟区重点项目建设指挥部",
        "第1页共4页",
        "第4页共4页",
    ):
        assert part in found


def test_a_page_with_more_than_the_signature_says_nothing_of_it() -> None:
    assert "此页无正文" not in text(read(pdf.render(bare(Language.CHINESE))))


def test_what_people_write_is_no_markup() -> None:
    document = replace(bare(Language.ENGLISH), sections=(Section(HOSTILE, (Paragraph(HOSTILE),)),))

    assert 2 == text(read(pdf.render(document))).count('=1+1#[red]$x$*_`<b>"&|')


@pytest.mark.parametrize("language", Language)
def test_the_file_says_what_it_is(language: Language) -> None:
    document = sample(language)
    reader = read(pdf.render(document))

    told = reader.metadata
    assert told is not None
    assert (f"{document.title} {document.period}", document.issuer) == (told.title, told.author)
    assert {"D:20250410000000Z"} == {str(told[when]) for when in ("/CreationDate", "/ModDate")}
    catalogue: Any = reader.trailer["/Root"]
    assert ("zh-CN" if language is Language.CHINESE else "en-GB") == catalogue["/Lang"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert ARCHIVAL == standards(reader)


def standards(reader: PdfReader) -> set[str]:
    """The standards that the file says it keeps to."""
    catalogue: Any = reader.trailer["/Root"]
    xmp = catalogue["/Metadata"].get_data().decode()
    return set(re.findall(r"pdf(?:aid|uaid):(?:part|conformance)>\w", xmp))


def test_a_character_that_no_font_has_costs_the_archive_but_not_the_paper() -> None:
    reader = read(pdf.render(replace(sample(Language.CHINESE), issuer="𠮷野😀")))

    assert set() == standards(reader)
    assert 4 == len(reader.pages)


@pytest.mark.parametrize("language", Language)
def test_a_bare_document_is_set(language: Language) -> None:
    reader = read(pdf.render(bare(language)))

    assert 1 == len(reader.pages)
    assert "通报" in text(reader)
    assert set() == standards(reader), "what has no day is not for the archive"


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("values", [(), (None, None), (0, -3), (1, 10**9)])
def test_any_chart_is_drawn(shape: Shape, values: tuple[int | None, ...]) -> None:
    categories = tuple(f"{number}月" for number in range(len(values)))
    chart = Chart("图", shape, categories, (Series("一", values), Series("二", values)) if values else ())
    document = replace(bare(Language.CHINESE), sections=(Section("s", (chart,)),))

    assert "图" in text(read(pdf.render(document)))
