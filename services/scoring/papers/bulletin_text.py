"""The monthly bulletin in words."""

from collections.abc import Iterator

from services.scoring.papers import totals_text
from services.scoring.papers.bulletin import Bulletin, DeskWork, Row
from services.scoring.papers.due_process_text import corrections, excused, objections, overrides
from services.scoring.papers.layout import card_cells, card_columns, names, who
from services.scoring.papers.reasons import because
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from shared.catalogue.refusals import REFUSALS
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
    "title": ("重点项目建设月通报", "Monthly Bulletin on Key Projects"),
    "summary": ("一、总体情况", "1. At a glance"),
    "ranking": ("二、评牌和排名", "2. Cards and ranks"),
    "behind": ("三、红牌、黄牌项目及原因", "3. Red and yellow cards, and why"),
    "due process": ("四、异议、改定和容错免责", "4. Objections, overrides, exemptions"),
    "steps": ("五、督办、约谈和问责", "5. Supervision orders, interviews, accountability"),
    "desk": ("六、信息报送情况", "6. Reporting"),
    "cards of the month": (
        "本月对{count}个项目评牌：蓝牌{blue}个，黄牌{yellow}个，红牌{red}个。",
        "Cards were issued for {count} projects: {blue} blue, {yellow} yellow, {red} red.",
    ),
    "against before": ("较上月{change}", "{change} against the month before"),
    "same": ("持平", "unchanged"),
    "change": ("升降", "Move"),
    "category rank": ("类内名次", "In category"),
    "category change": ("类内升降", "Move in category"),
    "trend": ("趋势", "Trend"),
    "of": ("{rank}/{of}", "{rank} of {of}"),
    "no cards": ("本月没有评牌项目。", "No cards were issued for this month."),
    "streak": ("连续（月）", "Months running"),
    "none behind": ("本月没有红牌、黄牌项目。", "No project has a red or yellow card this month."),
    "step": ("措施", "Step"),
    "decided by": ("决定机关", "Decided by"),
    "none taken": ("本月评牌未引起督导措施。", "The month's cards called for no step."),
    "received": (
        "上月截止至本月截止，共收到月报{reports}份，其中迟报{late}份；更正{corrected}份；退回消息{refused}条。",
        "Between the two closes {reports} reports came in, {late} of them late; {corrected} were corrected; "
        "{refused} messages were refused.",
    ),
    "missing": (
        "以下{count}个项目评牌时未报送本月进展：",
        "Judged without a report of the month ({count}):",
    ),
    "late": ("迟报项目", "Late reports"),
    "for": ("报告月份", "Month"),
    "refused": ("退回消息及原因", "Messages refused, and why"),
    "times": ("条数", "Messages"),
}


def compose(paper: Bulletin, words: Words) -> tuple[Section, ...]:
    """The bulletin, section by section."""
    return sections(
        Section(words("summary"), tuple(_summary(paper, words))),
        Section(words("ranking"), (_ranking(paper.rows, words),)),
        Section(words("behind"), (_behind(paper.rows, words),)),
        Section(words("due process"), tuple(_due_process(paper, words))),
        Section(words("steps"), (_steps(paper, words),)),
        Section(words("desk"), tuple(_desk(paper.desk, words))),
    )


def _summary(paper: Bulletin, words: Words) -> Iterator[Block]:
    unit = paper.head.money_unit
    counted = {card.value: count for card, count in paper.cards.items()}
    cards = words("cards of the month", count=len(paper.rows), **counted) if paper.rows else words("no cards")
    yield Paragraph(words("sentences").join([totals_text.told(paper.totals, unit, words), cards]))
    colours = [
        Figure(words(f"{card} cards"), paper.cards[card], note=_against_before(paper, card, words)) for card in Card
    ]
    yield Figures((*colours, *totals_text.figures(paper.totals, unit, words)))
    if len(paper.months) > 1:
        yield totals_text.cards_by_month(((one.month, one.cards) for one in paper.months), words)


def _against_before(paper: Bulletin, card: Card, words: Words) -> str:
    if paper.before is None:
        return ""
    change = paper.cards[card] - paper.before[card]
    return words("against before", change=f"{change:+d}" if change else words("same"))


def _ranking(rows: tuple[Row, ...], words: Words) -> Table:
    overridden = any(row.override for row in rows)
    columns = (
        Column(words("rank"), Kind.WHOLE),
        Column(words("change"), Kind.CHANGE),
        Column(words("project"), share=4),
        Column(words("category"), share=2),
        Column(words("category rank"), share=2),
        Column(words("category change"), Kind.CHANGE),
        Column(words("unit"), share=3),
        Column(words("lead official"), share=2),
        *card_columns(overridden, words),
        Column(words("score"), Kind.POINTS, share=2),
        Column(words("trend"), Kind.CHANGE, share=2),
    )
    return table(columns, [_ranked(row, overridden, words) for row in rows], words("no cards"))


def _ranked(row: Row, overridden: bool, words: Words) -> tuple[Cell, ...]:
    project, unit, official = names(row.project, words)
    return (
        row.rank,
        row.rank_change,
        project,
        words.one_of("category", row.project.category),
        words("of", rank=row.category_rank, of=row.category_of),
        row.category_change,
        unit,
        official,
        *card_cells(row.card, row.override, overridden, words),
        row.score,
        row.trend,
    )


def _behind(rows: tuple[Row, ...], words: Words) -> Table:
    behind = [row for card in (Card.RED, Card.YELLOW) for row in rows if row.card == card]
    columns = (
        Column(words("card"), Kind.CARD),
        Column(words("project"), share=3),
        Column(words("unit"), share=2),
        Column(words("streak"), Kind.WHOLE),
        Column(words("score"), Kind.POINTS),
        Column(words("reason"), share=6),
    )
    cells = [
        (words.card(row.card), *names(row.project, words)[:2], row.streak, row.score, because(row.why, words))
        for row in behind
    ]
    return table(columns, cells, words("none behind"))


def _due_process(paper: Bulletin, words: Words) -> Iterator[Block]:
    """What there is, and in one sentence what there is not."""
    told = (
        objections(paper.objections, words),
        overrides(paper.overrides, words),
        corrections(paper.corrections, words),
        excused(paper.excused, words),
    )
    yield from (one for one in told if one.rows)
    if nothing := [one.empty for one in told if not one.rows]:
        yield Paragraph(words("sentences").join(nothing))


def _steps(paper: Bulletin, words: Words) -> Table:
    columns = (
        Column(words("step"), share=2),
        Column(words("project"), share=3),
        Column(words("unit"), share=2),
        Column(words("decided by"), share=2),
        Column(words("due"), Kind.DAY, share=2),
    )
    rows = [
        (
            words.one_of("step", one.taken),
            words.name(one.project.name),
            words.name(one.responsible_unit or one.project.responsible_unit),
            None if one.decided_by is None else words.name(one.decided_by),
            one.due_on,
        )
        for one in paper.steps
    ]
    return table(columns, rows, words("none taken"))


def _desk(desk: DeskWork, words: Words) -> Iterator[Block]:
    yield Paragraph(
        words(
            "received",
            reports=desk.reports,
            late=len(desk.late),
            corrected=desk.corrected,
            refused=sum(desk.refused.values()),
        )
    )
    if desk.missing:
        yield Paragraph(words("missing", count=len(desk.missing)))
        yield table(who(words), [names(one, words) for one in desk.missing])
    if desk.late:
        columns = (*who(words), Column(words("for")))
        yield table(
            columns, [(*names(one, words), words.month(month)) for one, month in desk.late], caption=words("late")
        )
    if desk.refused:
        yield _refused(desk, words)


def _refused(desk: DeskWork, words: Words) -> Table:
    columns = (Column(words("reason"), share=5), Column(words("times"), Kind.WHOLE))
    rows = []
    for code, count in desk.refused.items():
        known = REFUSALS.get(code)
        meaning = (known.meaning if words.index else known.meaning_zh) if known else code
        rows.append((meaning, count))
    return table(columns, rows, caption=words("refused"))
