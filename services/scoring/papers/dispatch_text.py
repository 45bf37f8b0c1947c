"""The half-monthly dispatch in words."""

from services.scoring.papers.dispatch import Behind, Consult, Deadline, Dispatch, Outstanding
from services.scoring.papers.layout import card_cells, card_columns, names, who
from services.scoring.papers.reasons import because
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from shared.catalogue.values import Card
from shared.press.document import (
    Block,
    Cell,
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
    "title": ("重点项目建设半月调度", "Half-monthly Dispatch of Key Projects"),
    "summary": ("一、调度概况", "1. At a glance"),
    "consult": ("二、提请会商问题", "2. Issues to consult on"),
    "behind": ("三、红牌、黄牌项目", "3. Projects with red and yellow cards"),
    "deadlines": ("四、到期事项", "4. What is due"),
    "outstanding": ("五、未落实要素", "5. Factors not guaranteed"),
    "to consult": ("提请会商问题（个）", "Issues to consult on"),
    "overdue count": ("逾期事项（项）", "Past their day"),
    "outstanding count": ("未落实要素（项）", "Factors not guaranteed"),
    "consult rule": (
        "列入会商的为联席会商及以上层级、经直通车报送和超期未办结的问题；另有 {count} 个问题由责任单位和专班按期办理。",
        "Listed are issues at joint consultation or above, sent express, or overdue; {count} others are dealt with "
        "in time.",
    ),
    "note": ("备注", "Note"),
    "express": ("直通车", "express"),
    "reopened": ("重新办理{count}次", "reopened {count}x"),
    "none to consult": ("没有提请会商的问题。", "Nothing to consult on."),
    "cards of": ("以下为{month}评定或改定的红牌、黄牌项目：", "Projects with red and yellow cards for {month}:"),
    "none behind": ("没有红牌、黄牌项目。", "No project has a red or yellow card."),
    "no cards": ("尚未评牌。", "No cards have been issued yet."),
    "streak": ("连续（月）", "Months running"),
    "matter": ("事项", "What"),
    "by": ("责任人", "From whom"),
    "owed plan": ("报送督办整改方案", "remedy plan for the supervision order"),
    "owed interview": ("完成约谈", "interview to be held"),
    "owed conclusion": ("作出问责结论", "conclusion of the accountability case"),
    "owed commitment": ("约谈承诺：{what}", "commitment made at the interview: {what}"),
    "owed task": ("会商议定：{what}", "decided in consultation: {what}"),
    "none due": ("没有到期事项。", "Nothing is due."),
    "factor": ("要素", "Factor"),
    "guarantor": ("保障单位", "Guarantor"),
    "state": ("办理情况", "State"),
    "state needed": ("待受理", "needed"),
    "state pending": ("办理中", "under way"),
    "state blocked": ("受阻：{reason}", "blocked: {reason}"),
    "none outstanding": ("各项目所需要素均已落实。", "Every factor is guaranteed."),
}


def compose(paper: Dispatch, words: Words) -> tuple[Section, ...]:
    """The dispatch, section by section."""
    return sections(
        Section(words("summary"), (_summary(paper, words),)),
        Section(words("consult"), (Paragraph(words("consult rule", count=paper.other_issues)), _consult(paper, words))),
        Section(words("behind"), _behind(paper, words)),
        Section(words("deadlines"), (_deadlines(paper.deadlines, words),)),
        Section(words("outstanding"), (_outstanding(paper.outstanding, words),)),
    )


def _summary(paper: Dispatch, words: Words) -> Figures:
    cards = [one.card for one in paper.behind]
    days = [one.overdue_days for one in paper.deadlines]
    overdue = None if None in days else sum(1 for one in days if one)
    return Figures(
        (
            Figure(words("to consult"), len(paper.consult)),
            Figure(words("red cards"), cards.count(Card.RED) if paper.month else None),
            Figure(words("yellow cards"), cards.count(Card.YELLOW) if paper.month else None),
            Figure(words("overdue count"), overdue),
            Figure(words("outstanding count"), len(paper.outstanding)),
        )
    )


def _consult(paper: Dispatch, words: Words) -> Table:
    columns = (
        Column(words("level"), share=2),
        Column(words("issue"), share=4),
        Column(words("project"), share=3),
        Column(words("owner"), share=2),
        Column(words("due"), Kind.DAY, share=2),
        Column(words("overdue days"), Kind.WHOLE),
        Column(words("note"), share=2),
    )
    rows = [
        (
            words.one_of("level", one.level or "none"),
            words.name(one.title),
            words.name(one.project.name),
            None if one.owner is None else words.name(one.owner),
            one.due_on,
            one.overdue_days,
            _note(one, words),
        )
        for one in paper.consult
    ]
    return table(columns, rows, words("none to consult"))


def _note(one: Consult, words: Words) -> str:
    express = [words("express")] if one.express else []
    reopened = [words("reopened", count=one.reopened)] if one.reopened else []
    return words("list").join([*express, *reopened])


def _behind(paper: Dispatch, words: Words) -> tuple[Block, ...]:
    if paper.month is None:
        return (Paragraph(words("no cards")),)
    overridden = any(one.override for one in paper.behind)
    columns = (
        *card_columns(overridden, words),
        *who(words),
        Column(words("streak"), Kind.WHOLE),
        Column(words("reason"), share=4),
    )
    rows = [_row(one, overridden, words) for one in paper.behind]
    return (
        Paragraph(words("cards of", month=words.month(paper.month))),
        table(columns, rows, words("none behind")),
    )


def _row(one: Behind, overridden: bool, words: Words) -> tuple[Cell, ...]:
    cards = card_cells(one.card, one.override, overridden, words)
    return *cards, *names(one.project, words), one.streak, because(one.why, words)


def _deadlines(deadlines: tuple[Deadline, ...], words: Words) -> Table:
    columns = (
        Column(words("due"), Kind.DAY, share=2),
        Column(words("matter"), share=4),
        Column(words("project"), share=3),
        Column(words("by"), share=2),
        Column(words("overdue days"), Kind.WHOLE),
    )
    rows = [
        (one.due_on, _matter(one, words), words.name(one.project.name), words.name(one.by), one.overdue_days)
        for one in deadlines
    ]
    return table(columns, rows, words("none due"))


def _matter(one: Deadline, words: Words) -> str:
    return words(f"owed {one.owed or 'task'}", what=words.name(one.what or ""))


def _outstanding(factors: tuple[Outstanding, ...], words: Words) -> Table:
    columns = (
        Column(words("project"), share=3),
        Column(words("factor")),
        Column(words("state"), share=3),
        Column(words("guarantor"), share=2),
        Column(words("due"), Kind.DAY, share=2),
        Column(words("overdue days"), Kind.WHOLE),
    )
    rows = [
        (
            words.name(one.project.name),
            words.one_of("factor", one.factor),
            words(f"state {one.readiness}", reason=words.name(one.reason or "")),
            None if one.guarantor is None else words.name(one.guarantor),
            one.due_on,
            one.overdue_days,
        )
        for one in factors
    ]
    return table(columns, rows, words("none outstanding"))
