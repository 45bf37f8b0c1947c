"""A sample document with every kind of block and cell, in both languages: what a press must be able to set."""

from datetime import date
from decimal import Decimal

from shared.catalogue.values import Card
from shared.language import Language
from shared.press.document import (
    Chart,
    Column,
    Document,
    Figure,
    Figures,
    Kind,
    Listing,
    Paragraph,
    Section,
    Series,
    Shape,
    Shown,
    sections,
    table,
)

HOSTILE = '=1+1 #[red] $x$ *_`<b>"& | \u202e\\'
"""What a person may have written, and no form may take for its own."""


def sample(language: Language, projects: int = 50) -> Document:
    """The sample in a language, with so many projects in its ranking: four at least."""
    zh = language is Language.CHINESE
    return Document(
        language=language,
        issuer="模拟区重点项目建设指挥部" if zh else "Key Projects Office of the Simulated District",
        title="重点项目建设月通报" if zh else "Monthly bulletin on key projects",
        period="2025年3月" if zh else "March 2025",
        notice="模拟数据，仅供演示" if zh else "Simulated data, for demonstration only",
        sections=sections(_overview(zh), _charts(zh), _ranking(zh, projects), _notes(zh), Section("空", ())),
        issued_on=date(2025, 4, 10),
        vouched=(
            "日志位置 4127　规则 hanting-2025.2" if zh else "Log position 4127, rulebook hanting-2025.2",
            "sha256 " + "0123456789abcdef" * 4,
        ),
    )


def bare(language: Language) -> Document:
    """As little as a document can be."""
    return Document(language, "办", "通报", "2025", "", (), None, ())


def shown(card: Card, zh: bool) -> Shown:
    words = {Card.BLUE: ("蓝牌", "blue"), Card.YELLOW: ("黄牌", "yellow"), Card.RED: ("红牌", "red")}
    return Shown(card, words[card][0 if zh else 1])


def _overview(zh: bool) -> Section:
    text = (
        "本月评出蓝牌 38 个、黄牌 9 个、红牌 3 个。截至月末，50 个重点项目累计完成投资 18.64 亿元，占年度目标的 21.7%，"
        "比序时进度慢 1.2 个百分点；未报投资的项目 1 个，不计入合计。"
        if zh
        else "This month 38 blue, 9 yellow and 3 red cards were issued. By the end of the month the 50 key projects "
        "had completed CNY 1.86 bn, 21.7% of the year's target and 1.2 points behind plan; one project told no figure."
    )
    figures = (
        Figure(
            "累计完成投资（万元）" if zh else "Invested (CNY 10,000)",
            Decimal("186412.5"),
            Kind.MONEY,
            "目标 860,000" if zh else "of 860,000",
        ),
        Figure("完成率" if zh else "Done", Decimal("0.2168"), Kind.PERCENT),
        Figure("已投产" if zh else "Commissioned", 2, Kind.WHOLE, "目标 12 个" if zh else "of 12"),
        Figure("得分中位数" if zh else "Median score", None, Kind.POINTS),
    )
    return Section("一、总体情况" if zh else "1. Overview", (Paragraph(text), Figures(figures)))


def _charts(zh: bool) -> Section:
    names = ("蓝牌", "黄牌", "红牌") if zh else ("blue", "yellow", "red")
    counts = ((40, 41, 38), (8, 6, 9), (2, 3, 3))
    months = ("1月", "2月", "3月") if zh else ("Jan", "Feb", "Mar")
    stacked = Chart(
        "各月牌证" if zh else "Cards by month",
        Shape.STACKED,
        months,
        tuple(Series(name, values, card) for name, values, card in zip(names, counts, Card, strict=True)),
        "个" if zh else "projects",
    )
    lines = Chart(
        "投资进度" if zh else "Investment",
        Shape.LINES,
        months,
        (
            Series("序时计划" if zh else "Plan", (Decimal("62000"), Decimal("121000.5"), Decimal("196500"))),
            Series("实际完成" if zh else "Done", (Decimal("58000"), None, Decimal("186412.5"))),
        ),
        "万元" if zh else "CNY 10,000",
    )
    columns = Chart(
        "要素缺口" if zh else "Factors missing",
        Shape.COLUMNS,
        ("土地", "审批", "资金", "用能") if zh else ("land", "permits", "funds", "energy"),
        (Series("上月" if zh else "before", (4, 2, 7, 1)), Series("本月" if zh else "now", (3, 2, 9, 0))),
    )
    return Section("二、图表" if zh else "2. Charts", (stacked, lines, columns))


def _ranking(zh: bool, projects: int) -> Section:
    columns = (
        Column("名次" if zh else "Rank", Kind.WHOLE),
        Column("升降" if zh else "Move", Kind.CHANGE),
        Column("牌" if zh else "Card", Kind.CARD),
        Column("得分" if zh else "Score", Kind.POINTS),
        Column("项目" if zh else "Project", Kind.TEXT, 3),
        Column("责任单位" if zh else "Unit", Kind.TEXT, 2),
        Column("期限" if zh else "Due", Kind.DAY),
        Column("全年" if zh else "Year", Kind.CARD, slots=("1", "2", "3", "4", "5", "6")),
    )
    colours = [Card.BLUE] * (projects - 3) + [Card.YELLOW] + [Card.RED] * 2
    name = (
        "高端数控机床及其关键功能部件研发制造一体化产业园（二期）配套基础设施"
        if zh
        else "CNC Machine Tool and Key Component Park, Phase II"
    )
    rows = [
        (
            number,
            None if number == projects else (number % 7) - 3,
            shown(colour, zh),
            None if number == projects else Decimal(100) - Decimal(number) / 7,
            HOSTILE if number == projects - 1 else f"{name} {number}" if number % 9 == 2 else f"{name[:8]} {number}",
            "工业和信息化局" if zh else "Industry Bureau",
            date(2025, 4, 10) if colour is Card.RED else None,
            tuple(shown(colours[(number * month) % projects], zh) for month in range(1, 4)) + (None,) * 3,
        )
        for number, colour in enumerate(colours, 1)
    ]
    caption = "按得分排列" if zh else "By score"
    return Section("三、名次" if zh else "3. Ranking", (table(columns, rows, caption=caption),))


def _notes(zh: bool) -> Section:
    columns = (
        Column("项目" if zh else "Project"),
        Column("投资" if zh else "Invested", Kind.MONEY),
        Column("占比" if zh else "Share", Kind.PERCENT),
    )
    return Section(
        "四、附注" if zh else "4. Notes",
        (
            Listing(("更正一条。" if zh else "One correction.", HOSTILE, "电话 +86 536 -1 @办公室")),
            table(columns, (), "本月没有。" if zh else "None this month."),
            table(columns, (("-1 号", Decimal("-1234567.005"), Decimal("0.12345")), ("@x", 5, None))),
        ),
    )
