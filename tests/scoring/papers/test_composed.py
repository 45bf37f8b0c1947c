"""Composed: every paper of a told story and of a simulated year, in both languages, with nothing left unsaid."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from services.scoring.contest import Contest
from services.scoring.indicators import INDICATORS
from services.scoring.papers.cadence import Cadence
from services.scoring.papers.fold import Papers
from services.scoring.papers.forms import Paper, compose, write
from services.upstream.names import english
from shared.catalogue.scoring import PaperIssued, PaperKind
from shared.envelope import Logged
from shared.language import Language
from shared.press.document import Block, Cell, Chart, Document, Figures, Listing, Paragraph, Shown, Table
from tests.memory import Log
from tests.scoring.papers.told import STORY
from tests.upstream.year import played_year

Made = tuple[Paper, PaperIssued]


def printed(entries: list[Logged]) -> Iterator[Made]:
    """Every paper as it falls due."""
    cadence, contest = Cadence(), Contest()
    papers = Papers(contest.would_be)
    for logged in entries:
        cadence.evolve(logged)
        contest.evolve(logged)
        papers.evolve(logged)
        for due in cadence.due:
            paper = write(papers, due.kind, due.period)
            yield paper, paper.issued(due.position)
        cadence.due.clear()


@cache
def of_the_story() -> dict[tuple[PaperKind, str], Made]:
    return {(paper.kind, paper.period): (paper, issued) for paper, issued in printed(Log(*STORY).entries)}


def texts_of(cell: Cell) -> Iterator[str]:
    match cell:
        case str():
            yield cell
        case Shown():
            yield cell.word
        case tuple():
            for one in cell:
                yield from texts_of(one)


def texts(block: Block) -> Iterator[str]:
    """Everything that a block says in words."""
    match block:
        case Paragraph(text):
            yield text
        case Listing(points):
            yield from points
        case Figures(figures):
            for figure in figures:
                yield from (figure.name, figure.note, *texts_of(figure.value))
        case Table(columns, rows, empty, caption):
            yield from (empty, caption, *(column.title for column in columns))
            for row in rows:
                assert len(columns) == len(row)
                for cell in row:
                    yield from texts_of(cell)
        case Chart(title, _, categories, series, unit):
            yield from (title, unit, *categories, *(one.name for one in series))
            assert {len(categories)} == {len(one.values) for one in series}


def said(document: Document) -> list[str]:
    """Everything that a document says."""
    found = [document.issuer, document.title, document.period, document.notice, *document.vouched]
    for section in document.sections:
        found.append(section.heading)
        for block in section.blocks:
            found += texts(block)
    return found


MACHINE = re.compile(
    rf"\b({'|'.join(map(re.escape, [*(name for name in INDICATORS if '_' in name), 'None', 'CNY-10k']))})\b|[{{}}]"
)


def check(paper: Paper, issued: PaperIssued) -> None:
    for language in Language:
        document = compose(paper, language, issued, english())
        found = said(document)
        assert [] == [text for text in found if MACHINE.search(text)]
        assert [] == [text for text in found if text != text.strip()]
        assert [issued.sha256] == re.findall("[0-9a-f]{64}", document.vouched[1])
        assert document.sections != ()
    assert compose(paper, Language.CHINESE, issued) == compose(paper, Language.CHINESE, issued)


def test_a_quarter_has_its_papers() -> None:
    counted = {kind: [period for one, period in of_the_story() if one == kind] for kind in PaperKind}

    assert {
        PaperKind.WEEKLY_SORTING: [f"2026-W{week:02d}" for week in range(2, 15)],
        PaperKind.HALF_MONTHLY_DISPATCH: [f"2026-0{month}-H{half}" for month in (1, 2, 3) for half in (1, 2)],
        PaperKind.MONTHLY_BULLETIN: ["2026-01", "2026-02", "2026-03"],
        PaperKind.QUARTERLY_SUMMARY: ["2026-Q1"],
        PaperKind.HALF_YEARLY_OBSERVATION: [],
        PaperKind.YEARLY_ASSESSMENT: [],
    } == counted


@pytest.mark.parametrize(("kind", "period"), of_the_story(), ids=str)
def test_every_paper_of_the_story_is_composed_in_both_languages(kind: PaperKind, period: str) -> None:
    check(*of_the_story()[kind, period])


def test_every_paper_of_a_simulated_year_is_composed_in_both_languages() -> None:
    kinds = set()
    for paper, issued in printed(played_year().log):
        check(paper, issued)
        kinds.add(paper.kind)

    assert {*PaperKind} == kinds


def test_a_paper_that_is_not_issued_says_that_it_is_a_draft() -> None:
    paper, _ = of_the_story()[PaperKind.MONTHLY_BULLETIN, "2026-01"]

    assert ("本期尚未印发，以上为草稿。",) == compose(paper, Language.CHINESE, None).vouched


def test_what_must_be_said_stands_above_everything() -> None:
    paper, issued = of_the_story()[PaperKind.MONTHLY_BULLETIN, "2026-01"]

    assert (
        "模拟数据：本文所涉地区、单位、人员和项目均为虚构。2026年工作日历为暂定，期限以正式放假安排公布后为准。"
        == compose(paper, Language.CHINESE, issued).notice
    )


def test_a_bulletin_in_words() -> None:
    paper, issued = of_the_story()[PaperKind.MONTHLY_BULLETIN, "2026-01"]
    document = compose(paper, Language.CHINESE, issued)

    summary = document.sections[0].blocks[0]

    assert ("模拟区重点项目建设指挥部办公室", "重点项目建设月通报", "2026年1月") == (
        document.issuer,
        document.title,
        document.period,
    )
    assert (
        Paragraph(
            "截至2026年1月底，全区2个重点项目年内累计完成投资0.01亿元，占年度目标0.10亿元的8%，已开工1个，竣工0个，投产0个。"
            "序时计划应完成0.01亿元，实际完成为计划的80%。另有1个项目未报送投资数据，未计入上述金额。"
            "本月对2个项目评牌：蓝牌1个，黄牌1个，红牌0个。"
        )
        == summary
    )
