"""The words of the yearly assessment, and how the basis of a total is told in one line."""

from collections.abc import Iterator
from decimal import Decimal

from services.scoring.assessment import Assessed, Basis, Charged
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from shared.catalogue.values import Month

TEXTS: Texts = {
    "title": ("重点项目建设年度考核", "Yearly Assessment of Key Projects"),
    "year": ("年度总体情况", "The year"),
    "sums": ("计分办法", "How the sums are made"),
    "not assessed": (
        "考核所依据的规则（{edition}）未规定年度考核办法，本年度不计考核总分。",
        "The rulebook that applies ({edition}) has no rules of assessment: nothing is added up for this year.",
    ),
    "no cards": ("本年度尚未评牌，不能考核。", "There are no cards of this year yet, so nothing can be assessed."),
    "not final": (
        "本考核为初步结果：{months}的评牌结果尚未确定。",
        "These results are preliminary: the cards of {months} are not final yet.",
    ),
    "rule cards": (
        "评牌 {cards} 分：各月得分（百分制）的平均数 × {cards} ÷ 100。"
        "已撤回的牌不计，重新评定的计入；未评牌的月份不计。",
        "Cards, {cards} points: the mean of the months' scores (of 100) x {cards} / 100. A withdrawn card does not "
        "count, the one reissued for it does; months without a card do not count.",
    ),
    "rule observation": (
        "观摩 {observation} 分：本年度各次观摩平均分的平均数 × {observation} ÷ 100；"
        "每次观摩收到 {drop_from} 份及以上评分的，去掉一个最高分、一个最低分。",
        "Observation, {observation} points: the mean of the year's tours x {observation} / 100; on each tour, from "
        "{drop_from} scores up, one highest and one lowest are dropped.",
    ),
    "rule daily": (
        "日常管理 {daily} 分：{daily_base} 分 + 加分 - 减分，最低 0 分，最高 {daily} 分，超出部分截去。",
        "Daily management, {daily} points: {daily_base} + merits - demerits, at least 0 and at most {daily}; what lies "
        "beyond is cut off.",
    ),
    "rule total": (
        "总分为三项之和。未知的项目不按 0 分计：已知各项之和 × 100 ÷ 已知各项满分之和。总分相同的，名次并列。",
        "The total is the sum of the three. What is unknown is not 0: the sum of the known parts x 100 / the sum "
        "of their weights. Equals share a rank.",
    ),
    "rule by investment": (
        "责任单位、包靠领导：所负责项目总分的加权平均。权重 = 项目年度目标 × 负责期间评牌月数 ÷ 全年评牌月数；"
        "所负责项目中有年度目标未知的，各项目等权，并予注明。",
        "Units and lead officials: the weighted mean of the totals of their projects. Weight = annual target x cards "
        "issued while in charge / cards of the year; where one of their targets is unknown, all their projects weigh "
        "the same, and it is said so.",
    ),
    "rule by equal": (
        "责任单位、包靠领导：所负责项目总分的加权平均。权重 = 负责期间评牌月数 ÷ 全年评牌月数。",
        "Units and lead officials: the weighted mean of the totals of their projects. Weight = cards issued while in "
        "charge / cards of the year.",
    ),
    "rule rounding": (
        "表中各数均先按规则进位，再用于下一步计算：按表中数字可以复算出表中结果。",
        "Every figure is rounded as the rulebook says before it is used: whoever reckons with the figures shown comes "
        "to the results shown.",
    ),
    "by project": ("项目考核结果", "Projects"),
    "results project": ("项目名次与总分", "Projects by rank"),
    "results unit": ("责任单位名次与总分", "Units by rank"),
    "results lead official": ("包靠领导名次与总分", "Lead officials by rank"),
    "cards": ("各月评牌", "Cards"),
    "part cards": ("评牌", "Cards"),
    "part observation": ("观摩", "Observation"),
    "part daily": ("日常", "Daily"),
    "total": ("总分", "Total"),
    "note": ("{what}：{projects}。", "{projects}: {what}."),
    "scores": ("各月得分", "Scores by month"),
    "mean": ("平均", "Mean"),
    "addends": ("观摩与日常管理", "Observation and daily management"),
    "tours": ("各次观摩", "Tours"),
    "merits": ("加分", "Merits"),
    "demerits": ("减分", "Demerits"),
    "base": ("起评", "Base"),
    "cut off": ("截去", "Cut off"),
    "known": ("已知各项之和", "Known parts"),
    "of": ("其满分", "Of"),
    "marks": ("加分减分明细", "Merits and demerits"),
    "kind": ("类别", "Kind"),
    "kind merit": ("加分", "merit"),
    "kind demerit": ("减分", "demerit"),
    "points": ("分值", "Points"),
    "given by": ("记录人", "Given by"),
    "no marks": ("本年度没有加分、减分。", "No merit and no demerit was given this year."),
    "units": ("责任单位考核结果", "Units"),
    "officials": ("包靠领导考核结果", "Lead officials"),
    "held": ("项目数", "Projects"),
    "weight": ("权重", "Weight"),
    "weights": ("权重之和", "Sum of weights"),
    "target": ("年度目标", "Annual target"),
    "in charge": ("评牌月数", "Cards"),
    "of cards": ("{cards}/{of}", "{cards}/{of}"),
    "product": ("权重×总分", "Weight x total"),
    "products": ("权重×总分之和", "Sum of weight x total"),
    "weighted": ("加权方式", "Weighted"),
    "shares unit": ("责任单位总分合成", "How units' totals are made up"),
    "shares lead official": ("包靠领导总分合成", "How lead officials' totals are made up"),
    "read up to": ("日志位置 {position}；规则版本 {edition}", "log position {position}; rulebook {edition}"),
    "written": ("已写入 {path}：{count} 行", "{path}: {count} rows written"),
    "basis investment": ("按年度目标加权", "by annual target"),
    "basis equal": ("各项目等权", "each project the same"),
    "basis targets-unknown": ("年度目标不全，各项目等权", "each the same: not every annual target is known"),
    "basis cards": ("评牌平均 {mean}（{count} 个月）", "cards: mean {mean} (months: {count})"),
    "basis no cards": ("评牌无得分", "cards: no scores"),
    "basis observation": ("观摩平均 {mean}（{count} 次）", "observation: mean {mean} (tours: {count})"),
    "basis no observation": ("未参加观摩", "no observation"),
    "basis daily": ("日常管理 {base}+{merits}-{demerits}", "daily management {base}+{merits}-{demerits}"),
    "basis cut off": ("超出部分 {points} 截去", "{points} beyond its bounds cut off"),
    "basis scaled": ("按已知 {of} 分折算为百分制", "the known {of} points taken as 100"),
    "basis nothing": ("各项均未知，不计总分", "no part is known, so there is no total"),
    "basis contested": ("对{months}评牌的异议未决定", "objection to the card of {months} not decided"),
    "basis provisional": ("初步结果，{months}评牌未确定", "preliminary: cards of {months} not final"),
}


def months(told: tuple[Month, ...], words: Words) -> str:
    """Months of a year in a row."""
    return words("list").join(words.short_month(month) for month in told)


def peculiar(found: Assessed, words: Words) -> tuple[str, ...]:
    """What a reader has to be told of a project's total: parts that are unknown, points that were cut off."""
    return tuple(_peculiar(found, words))


def basis_of_project(found: Assessed, provisional: tuple[Month, ...], words: Words) -> str:
    """How a project's total came about, in one line."""
    daily = found.daily
    told = [
        words("basis daily", base=plain(daily.base), merits=plain(daily.merits), demerits=plain(daily.demerits)),
        *_peculiar(found, words),
    ]
    if found.observation.mean is not None:
        told.insert(0, words("basis observation", mean=found.observation.mean, count=len(found.observation.addends)))
    if found.cards.mean is not None:
        told.insert(0, words("basis cards", mean=found.cards.mean, count=len(found.cards.addends)))
    return words("and").join([*told, *_provisional(provisional, words)])


def basis_of_charged(found: Charged, provisional: tuple[Month, ...], words: Words) -> str:
    """How a unit's or a lead official's total came about, in one line."""
    return words("and").join([basis(found.basis, words), *_provisional(provisional, words)])


def basis(found: Basis, words: Words) -> str:
    """What projects are weighted by."""
    return words.one_of("basis", found)


def plain(figure: Decimal) -> str:
    """A figure to its last place, thousands apart, without trailing zeros."""
    return f"{figure.normalize():,f}"


def _peculiar(found: Assessed, words: Words) -> Iterator[str]:
    if found.cards.mean is None and found.cards.weight:
        yield words("basis no cards")
    if found.observation.mean is None and found.observation.weight:
        yield words("basis no observation")
    if found.daily.cut_off:
        yield words("basis cut off", points=plain(found.daily.cut_off))
    if found.total is None:
        yield words("basis nothing")
    elif not found.whole:
        yield words("basis scaled", of=plain(found.weights))
    if found.year.contested:
        yield words("basis contested", months=months(found.year.contested, words))


def _provisional(provisional: tuple[Month, ...], words: Words) -> Iterator[str]:
    if provisional:
        yield words("basis provisional", months=months(provisional, words))
