"""The weekly sorting in words."""

from collections.abc import Iterator

from services.scoring.papers.layout import money, names, who
from services.scoring.papers.texts import Texts
from services.scoring.papers.weekly import FactorMoved, Reported, Still, Stuck, Turn, Turned, Weekly
from services.scoring.papers.words import Words
from shared.press.document import (
    Block,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Section,
    Table,
    sections,
    table,
)

TEXTS: Texts = {
    "title": ("重点项目建设每周梳理", "Weekly Sorting of Key Projects"),
    "summary": ("一、本周概况", "1. The week"),
    "moved": ("二、推进情况", "2. What moved"),
    "stuck": ("三、滞后事项", "3. What is stuck"),
    "silent": ("四、未报进展项目", "4. Who has not reported"),
    "reports": ("收到月报（份）", "Reports received"),
    "passed": ("关键节点（个）", "Milestones reached"),
    "raised": ("新增问题（个）", "Issues raised"),
    "closed": ("销号问题（个）", "Issues closed"),
    "overdue": ("超期问题（个）", "Issues overdue"),
    "missing": ("未报项目（个）", "Projects without a report"),
    "reported": ("收到的月报", "Reports received"),
    "for": ("报告月份", "Month"),
    "added": ("当月完成", "In the month"),
    "invested": ("累计完成", "To date"),
    "planned": ("序时计划", "Plan to date"),
    "physical": ("形象进度（%）", "Physical (%)"),
    "late": ("备注", "Note"),
    "is late": ("迟报", "late"),
    "milestones": ("达到的关键节点", "Milestones reached"),
    "milestone": ("关键节点", "Milestone"),
    "on": ("日期", "Day"),
    "issues": ("问题办理情况", "Issues"),
    "turn": ("办理情况", "What happened"),
    "by": ("经办", "By"),
    "turn raised": ("新增", "raised"),
    "turn solved": ("已办结", "solved"),
    "turn accepted": ("已销号", "accepted and closed"),
    "turn reopened": ("重新办理", "reopened"),
    "factors": ("要素保障情况", "Factors"),
    "factor": ("要素", "Factor"),
    "state": ("保障情况", "State"),
    "guaranteed": ("已落实", "guaranteed"),
    "blocked": ("受阻：{reason}", "blocked: {reason}"),
    "nothing moved": ("本周没有收到新的进展情况。", "Nothing new was reported this week."),
    "overdue issues": ("超期未办结问题", "Issues overdue"),
    "none overdue": ("没有超期未办结问题。", "No issue is overdue."),
    "no days": ("日志未载日期，无法计算超期天数。", "The log tells no days, so nothing can be called overdue."),
    "still": ("进度未变项目", "Projects without change"),
    "reports same": ("连续未变（期）", "Reports unchanged"),
    "last": ("最近月报", "Last report"),
    "none still": ("没有进度未变项目。", "Every report told something new."),
    "asked": ("以下 {count} 个项目尚未报送{month}进展：", "No report of {month} ({count}):"),
    "all reported": ("各项目{month}进展均已报送。", "Every project has reported for {month}."),
    "none asked": ("本期尚无应报月份。", "No month is over yet, so no report is due."),
}


def compose(paper: Weekly, words: Words) -> tuple[Section, ...]:
    """The sorting, section by section."""
    return sections(
        Section(words("summary"), (_summary(paper, words),)),
        Section(words("moved"), tuple(_moved(paper, words)) or (Paragraph(words("nothing moved")),)),
        Section(words("stuck"), (_overdue(paper.overdue, words), _still(paper.still, paper.head.money_unit, words))),
        Section(words("silent"), tuple(_silent(paper, words))),
    )


def _summary(paper: Weekly, words: Words) -> Figures:
    turns = [told.turn for one in paper.turned for told in one.turns]
    overdue = None if paper.overdue is None else len(paper.overdue)
    return Figures(
        (
            Figure(words("reports"), len(paper.reported)),
            Figure(words("passed"), len(paper.passed)),
            Figure(words("raised"), turns.count(Turn.RAISED)),
            Figure(words("closed"), turns.count(Turn.ACCEPTED)),
            Figure(words("overdue"), overdue),
            Figure(
                words("missing"),
                None if paper.asked is None else len(paper.missing),
                note=words.month(paper.asked) if paper.asked else "",
            ),
        )
    )


def _moved(paper: Weekly, words: Words) -> Iterator[Block]:
    if paper.passed:
        columns = (Column(words("project"), share=3), Column(words("milestone")), Column(words("on"), Kind.DAY))
        rows = [
            (words.name(one.project.name), words.one_of("milestone", one.milestone), one.reached_on)
            for one in paper.passed
        ]
        yield table(columns, rows, caption=words("milestones"))
    if paper.turned:
        yield _turned(paper.turned, words)
    if paper.factors:
        yield _factors(paper.factors, words)
    if paper.reported:
        yield _reported(paper.reported, paper.head.money_unit, words)


def _reported(reports: tuple[Reported, ...], unit: str, words: Words) -> Table:
    columns = (
        Column(words("project"), share=3),
        Column(words("for")),
        money("added", unit, words),
        money("invested", unit, words),
        money("planned", unit, words),
        Column(words("physical"), Kind.POINTS),
        Column(words("late")),
    )
    rows = [
        (
            words.name(one.project.name),
            words.month(one.month),
            one.added,
            one.invested,
            one.planned,
            one.physical,
            words("is late") if one.late else "",
        )
        for one in reports
    ]
    return table(columns, rows, caption=words("reported"))


def _turned(issues: tuple[Turned, ...], words: Words) -> Table:
    columns = (
        Column(words("issue"), share=3),
        Column(words("project"), share=2),
        Column(words("turn"), share=2),
        Column(words("by"), share=2),
        Column(words("on"), Kind.DAY),
    )
    rows = [
        (
            words.name(one.title),
            words.name(one.project.name),
            words("list").join(dict.fromkeys(words.one_of("turn", told.turn) for told in one.turns)),
            words.name(one.turns[-1].by),
            one.turns[-1].on,
        )
        for one in issues
    ]
    return table(columns, rows, caption=words("issues"))


def _factors(factors: tuple[FactorMoved, ...], words: Words) -> Table:
    columns = (
        Column(words("project"), share=3),
        Column(words("factor")),
        Column(words("state"), share=3),
        Column(words("by"), share=2),
        Column(words("on"), Kind.DAY),
    )
    rows = [
        (
            words.name(one.project.name),
            words.one_of("factor", one.factor),
            words("guaranteed") if one.guaranteed else words("blocked", reason=words.name(one.reason or "")),
            words.name(one.by),
            one.on,
        )
        for one in factors
    ]
    return table(columns, rows, caption=words("factors"))


def _overdue(stuck: tuple[Stuck, ...] | None, words: Words) -> Block:
    if stuck is None:
        return Paragraph(words("no days"))
    columns = (
        Column(words("issue"), share=3),
        Column(words("project"), share=2),
        Column(words("level")),
        Column(words("owner"), share=2),
        Column(words("due"), Kind.DAY),
        Column(words("overdue days"), Kind.WHOLE),
    )
    rows = [
        (
            words.name(one.title),
            words.name(one.project.name),
            words.one_of("level", one.level or "none"),
            None if one.owner is None else words.name(one.owner),
            one.due_on,
            one.overdue_days,
        )
        for one in stuck
    ]
    return table(columns, rows, words("none overdue"), words("overdue issues"))


def _still(still: tuple[Still, ...], unit: str, words: Words) -> Table:
    columns = (
        *who(words),
        Column(words("reports same"), Kind.WHOLE),
        Column(words("last")),
        money("invested", unit, words),
    )
    rows = [(*names(one.project, words), one.reports, words.month(one.last), one.invested) for one in still]
    return table(columns, rows, words("none still"), words("still"))


def _silent(paper: Weekly, words: Words) -> Iterator[Block]:
    if paper.asked is None:
        yield Paragraph(words("none asked"))
    elif not paper.missing:
        yield Paragraph(words("all reported", month=words.month(paper.asked)))
    else:
        yield Paragraph(words("asked", count=len(paper.missing), month=words.month(paper.asked)))
        yield table(who(words), [names(one, words) for one in paper.missing])
