"""Papers as workbooks: what a spreadsheet finds in them."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from shared.language import Language
from shared.press import xlsx
from shared.press.document import Chart, Column, Document, Kind, Section, Series, Shape, table
from tests.shared.press.sample import HOSTILE, bare, sample


def opened(document: Document) -> Any:
    """The workbook, whose parts openpyxl types too widely to be looked at."""
    return load_workbook(BytesIO(xlsx.render(document)))


def row(page: Any, number: int) -> list[Any]:
    return [cell.value for cell in page[number]]


def test_the_sheets() -> None:
    assert ["首页", "各月牌证", "投资进度", "要素缺口", "按得分排列", "四、附注"] == opened(
        sample(Language.CHINESE)
    ).sheetnames


def test_the_front_says_what_is_said_in_words() -> None:
    document = sample(Language.CHINESE)
    page = opened(document)["首页"]

    said = [cell.value for (cell,) in page["A1:A40"] if cell.value is not None]
    assert [document.notice, document.issuer, document.title, document.period, "一、总体情况"] == said[:5]
    assert "按得分排列：见工作表“按得分排列”" in said
    assert "'按得分排列'!A1" in [cell.hyperlink.location for (cell,) in page["A1:A40"] if cell.hyperlink]
    assert "本月没有。" in said
    assert list(document.vouched) == said[-2:]
    assert (186412.5, "#,##0.00") == (page["B8"].value, page["B8"].number_format)
    assert "印发日期：2025年4月10日" in [cell.value for (cell,) in page["C1:C40"]]


def test_numbers_and_days_are_numbers_and_days() -> None:
    page = opened(sample(Language.ENGLISH))["By score"]

    assert ["Rank", "Move", "Card", "Score", "Project", "Unit", "Due", "1", "2", "3", "4", "5", "6"] == row(page, 3)
    last = page[52]
    assert [
        49,
        -3,
        "red",
        93.0,
        HOSTILE,
        "Industry Bureau",
        "2025-04-10",
        "R",
        "R",
        "Y",
        "-",
        "-",
        "-",
    ] == [cell.value.date().isoformat() if cell.is_date else cell.value for cell in last]
    assert ["#,##0", "+0;-0;0", "General", "0.00", "General", "General", "yyyy-mm-dd"] == [
        cell.number_format for cell in last[:7]
    ]


def test_cards_have_their_colour() -> None:
    page = opened(sample(Language.ENGLISH))["By score"]

    assert {"blue": "001F5FBF", "yellow": "00FFD43B", "red": "00C8102E"} == {
        cell.value: cell.fill.fgColor.rgb for (cell,) in page["C4:C53"]
    }
    assert {"B": "001F5FBF", "Y": "00FFD43B", "R": "00C8102E"} == {
        cell.value: cell.fill.fgColor.rgb for (cell,) in page["H4:H53"]
    }


def test_no_cell_is_a_formula() -> None:
    columns = (Column("=1+1"), Column("+1", Kind.MONEY))
    words = ("=1+1", "+1", "-1", "@a", HOSTILE)
    rows = tuple((word, None) for word in words)
    document = replace(
        bare(Language.ENGLISH), issuer="=1", notice="@1", sections=(Section("-1", (table(columns, rows),)),)
    )
    book = opened(document)

    cells = [cell for page in book.worksheets for line in page.iter_rows() for cell in line if cell.value is not None]
    assert {"s"} == {cell.data_type for cell in cells}
    assert {True} == {cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-1", "@"))}


def test_a_sheet_is_ready_to_be_read_and_printed() -> None:
    page = opened(sample(Language.ENGLISH))["By score"]

    assert ("A4", "A3:M53", "$3:$3") == (page.freeze_panes, page.auto_filter.ref, page.print_title_rows)
    assert ("landscape", 9, True, 0) == (
        page.page_setup.orientation,
        page.page_setup.paperSize,
        page.sheet_properties.pageSetUpPr.fitToPage,
        page.page_setup.fitToHeight,
    )
    assert "Page &P of &N" == page.oddFooter.center.text


def test_charts_are_drawn_from_the_cells() -> None:
    book = opened(sample(Language.CHINESE))

    (cards,), (lines,), (columns,) = (book[name]._charts for name in ("各月牌证", "投资进度", "要素缺口"))
    assert ("barChart", "stacked", 100) == (cards.tagname, cards.grouping, cards.overlap)
    assert ["'各月牌证'!$B$4:$B$6", "'各月牌证'!$C$4:$C$6", "'各月牌证'!$D$4:$D$6"] == [
        series.val.numRef.f for series in cards.series
    ]
    assert ["1F5FBF", "FFD43B", "C8102E"] == [series.graphicalProperties.solidFill.srgbClr for series in cards.series]
    assert ("lineChart", "barChart", "clustered") == (lines.tagname, columns.tagname, columns.grouping)
    assert ["2月", 121000.5, None] == row(book["投资进度"], 5)[:3]


def test_names_of_sheets_are_what_spreadsheets_take() -> None:
    one = table((Column("a"),), (("1",),), caption="[a]:b*c?d/e\\f'" + "长" * 40)
    chart = Chart("", Shape.LINES, ("x",), (Series("y", (1,)),))
    document = replace(bare(Language.ENGLISH), sections=(Section("front", (one, one, chart, chart)),))

    long = "abcdef'" + "长" * 21
    assert ["Front", long, f"{long} 2", "-", "- 2"] == opened(document).sheetnames


def test_a_chart_without_figures_has_no_sheet() -> None:
    document = replace(bare(Language.ENGLISH), sections=(Section("s", (Chart("Cards", Shape.LINES, (), ()),)),))
    book = opened(document)

    assert ["Front"] == book.sheetnames
    assert "Cards: -" in [cell.value for (cell,) in book["Front"]["A1:A9"]]


@pytest.mark.parametrize("document", [sample(Language.CHINESE), bare(Language.CHINESE)])
def test_nothing_in_the_file_is_of_another_day(document: Document) -> None:
    with ZipFile(BytesIO(xlsx.render(document))) as packed:
        assert {(1980, 1, 1, 0, 0, 0)} == {part.date_time for part in packed.infolist()}
        core = packed.read("docProps/core.xml").decode()

    day = document.issued_on or xlsx.EARLIEST
    assert 2 == core.count(f"{day}T00:00:00Z")
