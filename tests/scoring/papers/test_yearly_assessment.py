"""The yearly assessment: what it holds, what it says of how its sums are made, and where it says that it cannot."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.scoring.papers import forms
from services.scoring.papers.assessment import Weights, Yearly
from services.scoring.papers.fold import Papers
from shared.catalogue import Fact
from shared.catalogue.scoring import CardIssued, CardsFinalised, PaperKind, RulebookAdopted
from shared.catalogue.values import Card, Month
from shared.language import Language
from shared.press.document import Chart, Document, Listing, Paragraph, Table
from tests.memory import Log
from tests.scoring.assessed import BOOK, FACTS

KIND = PaperKind.YEARLY_ASSESSMENT
MONTHS = (Month("2026-10"), Month("2026-11"), Month("2026-12"))
FINAL: tuple[Fact, ...] = tuple(CardsFinalised(month=month, cards=3, under_objection=()) for month in MONTHS)


def written(*more: Fact, told: tuple[Fact, ...] = FACTS) -> forms.Paper:
    papers = Papers()
    for logged in Log(*told, *more).entries:
        papers.evolve(logged)
    return forms.write(papers, KIND, "2026")


def values(paper: forms.Paper) -> Yearly:
    assert isinstance(paper.values, Yearly)
    return paper.values


def composed(paper: forms.Paper, language: Language = Language.CHINESE) -> Document:
    return forms.compose(paper, language, None)


def said(document: Document) -> list[str]:
    return [block.text for part in document.sections for block in part.blocks if isinstance(block, Paragraph)]


def listed(document: Document, heading: str) -> list[tuple[str, ...]]:
    [part] = [part for part in document.sections if heading == part.heading]
    return [block.points for block in part.blocks if isinstance(block, Listing)]


def tables(document: Document, heading: str) -> dict[str, Table]:
    [part] = [part for part in document.sections if heading == part.heading]
    return {block.caption: block for block in part.blocks if isinstance(block, Table)}


def test_it_holds_the_cards_of_every_month_by_colour_and_what_the_sums_rest_on() -> None:
    found = values(written(*FINAL))

    assert {
        MONTHS[0]: {Card.BLUE: 1, Card.YELLOW: 1, Card.RED: 0},
        MONTHS[1]: {Card.BLUE: 1, Card.YELLOW: 2, Card.RED: 0},
        MONTHS[2]: {Card.BLUE: 0, Card.YELLOW: 3, Card.RED: 0},
    } == found.cards
    assert Weights("investment", Decimal(60), Decimal(20), Decimal(20), Decimal(15), 5) == found.weights
    assert (2026, "hanting-2025.2", ()) == (found.year, found.edition, found.provisional)


def test_the_cards_are_drawn_by_month_and_colour() -> None:
    [chart] = [block for block in composed(written()).sections[0].blocks if isinstance(block, Chart)]

    assert ("10月", "11月", "12月") == chart.categories
    assert [(Card.BLUE, (1, 1, 0)), (Card.YELLOW, (1, 2, 3)), (Card.RED, (0, 0, 0))] == [
        (series.card, series.values) for series in chart.series
    ]


def test_projects_stand_by_rank_with_every_addend() -> None:
    found = tables(composed(written()), "项目考核结果")

    assert [("90.55", "100"), ("76.80", "100"), ("52.08", "80")] == [
        (str(row[-3]), str(row[-2])) for row in found["观摩与日常管理"].rows
    ]
    assert ("N", Decimal("71.30"), Decimal("66.00"), Decimal("63.10"), Decimal("66.80")) == found["各月得分"].rows[2]
    assert [
        (1, Decimal("52.92"), Decimal("17.63"), Decimal(20), Decimal("90.55")),
        (2, Decimal("46.65"), Decimal("15.15"), Decimal(15), Decimal("76.80")),
        (3, Decimal("40.08"), None, Decimal(12), Decimal("65.10")),
    ] == [(row[0], *row[3:]) for row in found["项目名次与总分"].rows]


def test_what_was_unknown_or_cut_off_is_said() -> None:
    assert [("超出部分 0.5 截去：N。", "未参加观摩；按已知 80 分折算为百分制：N。")] == (
        listed(composed(written()), "项目考核结果")
    )


def test_what_weighs_nothing_is_not_missed() -> None:
    text = BOOK.text.replace("observation = 20", "observation = 0").replace("cards = 60", "cards = 80")

    assert [("超出部分 0.5 截去：N。",)] == listed(composed(written(told=with_book(text))), "项目考核结果")


def test_what_holds_for_several_projects_is_said_once() -> None:
    without = tuple(fact for fact in FACTS if getattr(fact, "tour", None) != "T2")

    assert [
        (
            "未参加观摩；超出部分 0.5 截去；按已知 80 分折算为百分制：N。",
            "未参加观摩；按已知 80 分折算为百分制：N、N。",
        )
    ] == listed(composed(written(told=without)), "项目考核结果")


def test_units_and_lead_officials_are_made_up_of_shares() -> None:
    found = tables(composed(written()), "包靠领导考核结果")

    assert (
        (1, "陈志强", 2, Decimal("17333.333333"), Decimal(1433800), Decimal("82.72"), "按年度目标加权"),
        (2, "赵敏", 2, Decimal("1.333333"), Decimal("98.5"), Decimal("73.88"), "年度目标不全，各项目等权"),
    ) == found["包靠领导名次与总分"].rows
    assert ("赵敏", "N", Decimal(8000), "1/3", Decimal("0.333333"), Decimal("65.10"), Decimal("21.7")) == (
        found["包靠领导总分合成"].rows[2]
    )


@pytest.mark.parametrize(("by", "told"), [("investment", "项目年度目标 × 负责期间"), ("equal", "权重 = 负责期间")])
def test_the_book_in_force_says_how_it_is_made(by: str, told: str) -> None:
    facts = with_book(BOOK.text.replace('by = "investment"', f'by = "{by}"'))
    [rules] = listed(composed(written(told=facts)), "计分办法")

    assert ["评牌 60 分", "观摩 20 分", "日常管理 20 分", "总分为三项之和"] == [
        rule.split("：")[0].split("。")[0] for rule in rules[:4]
    ]
    assert told in rules[4]


def test_it_says_that_it_is_not_final() -> None:
    open_months = "本考核为初步结果：12月的评牌结果尚未确定。"

    assert ((MONTHS[2],), True) == (
        values(written(*FINAL[:2])).provisional,
        open_months in said(composed(written(*FINAL[:2]))),
    )
    assert open_months not in said(composed(written(*FINAL)))


def test_a_book_without_assessment_gives_the_year_without_sums() -> None:
    document = composed(written(told=with_book(BOOK.text[: BOOK.text.index("[assessment]")])))

    assert ["年度总体情况", "计分办法"] == [part.heading for part in document.sections]
    assert "考核所依据的规则（hanting-2025.2）未规定年度考核办法，本年度不计考核总分。" == said(document)[-1]


def test_a_year_without_cards_says_so() -> None:
    document = composed(written(told=FACTS[:5]))

    assert "本年度尚未评牌，不能考核。" == said(document)[-1]


@pytest.mark.parametrize("more", [(), FINAL])
def test_both_languages_say_the_same_in_the_same_order(more: tuple[Fact, ...]) -> None:
    paper = written(*more)
    chinese, english = (
        [[type(block) for block in part.blocks] for part in composed(paper, language).sections] for language in Language
    )

    assert chinese == english


def with_book(text: str) -> tuple[Fact, ...]:
    """The story under another book."""
    book = RulebookAdopted(edition="x", text=text, sha256="0" * 64, adopted_by="D")
    return tuple(
        book
        if isinstance(fact, RulebookAdopted)
        else replace(fact, rulebook_sha256=book.sha256)
        if isinstance(fact, CardIssued)
        else fact
        for fact in FACTS
    )
