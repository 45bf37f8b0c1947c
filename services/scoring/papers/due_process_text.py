"""Due process in words: objections, overrides, corrections after a close, exemptions; each with who decided and why."""

from services.scoring.papers.bulletin import Correction, Excused, Objection
from services.scoring.papers.reasons import called
from services.scoring.papers.texts import Texts
from services.scoring.papers.values import Override
from services.scoring.papers.words import Words
from shared.catalogue.values import Card
from shared.press.document import Cell, Column, Kind, Shown, Table, table

TEXTS: Texts = {
    "objections": ("异议办理", "Objections"),
    "ground": ("异议理由", "Ground"),
    "objector": ("申诉人", "By"),
    "outcome": ("办理结果", "Outcome"),
    "was": ("原牌", "Card then"),
    "now": ("现牌", "Card now"),
    "undecided": ("正在办理", "not decided yet"),
    "upheld": (
        "异议成立，原牌收回重发：{reason}（{by}，{on}）",
        "upheld, card withdrawn and reissued: {reason} ({by}, {on})",
    ),
    "dismissed": ("异议不成立：{reason}（{by}，{on}）", "dismissed: {reason} ({by}, {on})"),
    "none objected": ("没有单位对评牌提出异议。", "Nobody objected to a card."),
    "overrides": ("领导改定（计算牌与改定牌并列公示）", "Overrides (both cards are shown)"),
    "computed": ("计算牌", "Computed"),
    "overridden": ("改定牌", "Override"),
    "by": ("改定人", "By"),
    "on": ("日期", "Day"),
    "none overridden": ("没有改定牌色。", "No card was overridden."),
    "corrections": ("对已截止月份的更正（原牌不变）", "Corrections to closed months (the cards stand)"),
    "correction": ("更正原因", "Reason of the correction"),
    "would be": ("按更正数据", "As corrected"),
    "effect": ("影响", "Effect"),
    "would change": ("牌色将变", "card would be another"),
    "would score": ("得分将为{score}，牌色不变", "score would be {score}, card the same"),
    "would not": ("无影响", "none"),
    "cannot tell": ("窗口期已过，不再复算", "not computed: the time for objections is over"),
    "none corrected": ("没有对已截止月份的更正。", "No closed month was corrected."),
    "exemptions": ("容错免责", "Exemptions"),
    "exemption": ("免责编号", "Exemption"),
    "kind": ("类别", "Kind"),
    "kind force-majeure": ("不可抗力", "force majeure"),
    "kind authority-delay": ("审批延误", "delay of an authority"),
    "kind approved-suspension": ("批准停工", "approved suspension"),
    "removed": ("免除事项", "Effect removed"),
    "until": ("有效期至", "Until"),
    "approver": ("批准人", "Approved by"),
    "none excused": ("本月评牌未适用容错免责。", "No exemption applied to the month's cards."),
}


def objections(told: tuple[Objection, ...], words: Words) -> Table:
    """Objections to cards, and what became of each."""
    text = words.also(TEXTS)
    columns = (
        Column(text("project"), share=3),
        Column(text("month"), share=2),
        Column(text("objector"), share=2),
        Column(text("ground"), share=4),
        Column(text("outcome"), share=4),
        Column(text("was"), Kind.CARD),
        Column(text("now"), Kind.CARD),
    )
    rows = [
        (
            text.name(one.project.name),
            text.month(one.month),
            text.name(one.raised_by),
            text.name(one.ground),
            _outcome(one, text),
            _shown(one.withdrawn or one.card, text),
            _shown(one.card, text),
        )
        for one in told
    ]
    return table(columns, rows, text("none objected"), text("objections"))


def overrides(told: tuple[Override, ...], words: Words) -> Table:
    """Cards that a leader put beside the computed ones."""
    text = words.also(TEXTS)
    columns = (
        Column(text("project"), share=3),
        Column(text("month"), share=2),
        Column(text("computed"), Kind.CARD),
        Column(text("overridden"), Kind.CARD),
        Column(text("reason"), share=4),
        Column(text("by"), share=3),
        Column(text("on"), Kind.DAY, share=2),
    )
    rows = [
        (
            text.name(one.project.name),
            text.month(one.month),
            _shown(one.computed, text),
            _shown(one.card, text),
            text.name(one.reason),
            words("list").join((text.name(one.overridden_by), text.name(one.office))),
            one.overridden_on,
        )
        for one in told
    ]
    return table(columns, rows, text("none overridden"), text("overrides"))


def corrections(told: tuple[Correction, ...], words: Words) -> Table:
    """Corrections that came after their month was closed."""
    text = words.also(TEXTS)
    columns = (
        Column(text("project"), share=3),
        Column(text("month"), share=2),
        Column(text("correction"), share=4),
        Column(text("card"), Kind.CARD),
        Column(text("would be"), Kind.CARD),
        Column(text("effect"), share=3),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            text.name(one.project.name),
            text.month(one.month),
            text.name(one.reason),
            _shown(one.card, text),
            _shown(one.would_be, text),
            _effect(one, text),
        )
        for one in told
    ]
    return table(columns, rows, text("none corrected"), text("corrections"))


def excused(told: tuple[Excused, ...], words: Words) -> Table:
    """Effects that exemptions removed from cards."""
    text = words.also(TEXTS)
    columns = (
        Column(text("project"), share=3),
        Column(text("exemption"), share=2),
        Column(text("kind"), share=2),
        Column(text("removed"), share=3),
        Column(text("until"), Kind.DAY, share=2),
        Column(text("approver"), share=2),
    )
    rows = [
        (
            text.name(one.project.name),
            one.exemption,
            None if one.kind is None else text.one_of("kind", one.kind),
            called(one.effect, text),
            one.until,
            None if one.approver is None else text.name(one.approver),
        )
        for one in told
    ]
    return table(columns, rows, text("none excused"), text("exemptions"))


def _outcome(one: Objection, text: Words) -> str:
    if one.upheld is None or one.decided_on is None:
        return text("undecided")
    told = {
        "reason": text.name(one.reason or ""),
        "by": text.name(one.decided_by or ""),
        "on": text.day(one.decided_on),
    }
    return text("upheld" if one.upheld else "dismissed", **told)


def _effect(one: Correction, text: Words) -> str:
    if one.would_be is None:
        return text("cannot tell")
    if one.would_be != one.card:
        return text("would change")
    if one.would_score == one.score:
        return text("would not")
    return text("would score", score=one.would_score)


def _shown(card: Card | None, words: Words) -> Shown | None:
    return None if card is None else words.card(card)
