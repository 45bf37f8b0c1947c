"""The quarterly summary in words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from services.scoring.papers import totals_text
from services.scoring.papers.layout import names
from services.scoring.papers.quarterly import Course, Quarterly, Streak
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from shared.press.document import (
    Block,
    Cell,
    Chart,
    Column,
    Figures,
    Kind,
    Paragraph,
    Section,
    Series,
    Shape,
    Table,
    sections,
    table,
)

TEXTS: Texts = {
    "title": ("重点项目建设季度总结", "Quarterly Summary of Key Projects"),
    "targets": ("一、年度目标完成情况", "1. The year's targets"),
    "by month": ("二、分月情况", "2. Month by month"),
    "streaks": ("三、连续红牌、黄牌项目", "3. Red or yellow month after month"),
    "trends": ("四、升降情况", "4. Who rises, who falls"),
    "courses": ("五、项目季度评牌", "5. The quarter, project by project"),
    "planned line": ("序时计划", "plan to date"),
    "invested line": ("累计完成", "invested to date"),
    "investment chart": ("年度投资完成情况", "Investment of the year"),
    "issues chart": ("问题办理情况", "Issues"),
    "raised": ("新增问题", "raised"),
    "closed": ("销号问题", "closed"),
    "issues unit": ("个", "issues"),
    "always blue": ("本季度{count}个项目月月蓝牌。", "Projects with a blue card in every month: {count}."),
    "months": ("连续（月）", "Months running"),
    "none running": ("没有连续两月以上红牌、黄牌的项目。", "No project was red or yellow for two months running."),
    "rising": ("上升较快项目", "Rising most"),
    "falling": ("下降较快项目", "Falling most"),
    "none rising": ("没有得分上升的项目。", "No score rose."),
    "none falling": ("没有得分下降的项目。", "No score fell."),
    "cards": ("各月牌色", "Cards"),
    "mean": ("平均分", "Mean"),
    "score change": ("得分升降", "Score, change"),
    "rank": ("季末名次", "Rank at the end"),
    "rank change": ("名次升降", "Rank, change"),
    "no cards": ("本季度没有评牌项目。", "No cards were issued in this quarter."),
}

MOST = 5
"""Projects that rise, and that fall, that are named."""


def compose(paper: Quarterly, words: Words) -> tuple[Section, ...]:
    """The summary, section by section."""
    return sections(
        Section(words("targets"), tuple(_targets(paper, words))),
        Section(words("by month"), tuple(_by_month(paper, words))),
        Section(words("streaks"), (Paragraph(words("always blue", count=paper.always_blue)), _streaks(paper, words))),
        Section(words("trends"), _trends(paper.courses, words)),
        Section(words("courses"), (_courses(paper.courses, words),)),
    )


def _targets(paper: Quarterly, words: Words) -> Iterator[Block]:
    totals, unit = paper.totals, paper.head.money_unit
    yield Paragraph(totals_text.told(totals, unit, words))
    yield Figures(totals_text.figures(totals, unit, words))


def _by_month(paper: Quarterly, words: Words) -> Iterator[Block]:
    unit, months = paper.head.money_unit, [words.short_month(one.month) for one in paper.months]
    yield Chart(
        title=words("investment chart"),
        shape=Shape.LINES,
        categories=tuple(months),
        series=(
            Series(words("planned line"), tuple(words.in_large(one.planned, unit) for one in paper.months)),
            Series(words("invested line"), tuple(words.in_large(one.invested, unit) for one in paper.months)),
        ),
        unit=words.large(unit),
    )
    judged = [(one.month, one.cards) for one in paper.months if one.cards is not None]
    if judged:
        yield totals_text.cards_by_month(judged, words)
    yield Chart(
        title=words("issues chart"),
        shape=Shape.COLUMNS,
        categories=tuple(months),
        series=(
            Series(words("raised"), tuple(one.raised for one in paper.months)),
            Series(words("closed"), tuple(one.closed for one in paper.months)),
        ),
        unit=words("issues unit"),
    )


def _streaks(paper: Quarterly, words: Words) -> Table:
    columns = (
        Column(words("card"), Kind.CARD),
        Column(words("months"), Kind.WHOLE),
        Column(words("project"), share=3),
        Column(words("unit"), share=2),
        Column(words("lead official"), share=2),
    )
    return table(columns, [_streak(one, words) for one in paper.streaks], words("none running"))


def _streak(one: Streak, words: Words) -> tuple[Cell, ...]:
    return words.card(one.card), one.months, *names(one.project, words)


def _trends(courses: Sequence[Course], words: Words) -> tuple[Table, ...]:
    changed = sorted(
        (one for one in courses if one.score_change),
        key=lambda one: (one.score_change or Decimal(0), one.project.project),
    )
    falling = [one for one in changed if (one.score_change or 0) < 0][:MOST]
    rising = [one for one in reversed(changed) if (one.score_change or 0) > 0][:MOST]
    return (
        _trend(rising, "rising", words),
        _trend(falling, "falling", words),
    )


def _trend(courses: Sequence[Course], key: str, words: Words) -> Table:
    columns = (
        Column(words("project"), share=3),
        Column(words("unit"), share=2),
        Column(words("score change"), Kind.CHANGE),
        Column(words("rank change"), Kind.CHANGE),
        Column(words("rank"), Kind.WHOLE),
    )
    rows = [(*names(one.project, words)[:2], one.score_change, one.rank_change, one.rank) for one in courses]
    return table(columns, rows, words(f"none {key}"), words(key))


def _courses(courses: Sequence[Course], words: Words) -> Table:
    columns = (
        Column(words("rank"), Kind.WHOLE),
        Column(words("rank change"), Kind.CHANGE),
        Column(words("project"), share=3),
        Column(words("category"), share=2),
        Column(words("unit"), share=2),
        Column(words("cards"), Kind.CARD, share=2),
        Column(words("mean"), Kind.POINTS),
        Column(words("score change"), Kind.CHANGE),
    )
    return table(columns, [_course(one, words) for one in courses], words("no cards"))


def _course(one: Course, words: Words) -> tuple[Cell, ...]:
    project, unit, _ = names(one.project, words)
    category = words.one_of("category", one.project.category)
    return one.rank, one.rank_change, project, category, unit, words.cards(one.cards), one.mean, one.score_change
