"""A rulebook told to people, in Chinese or English: all that it says."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from rich.console import RenderableType
from rich.text import Text

from services.command_line.policy import Row, page, plain
from services.scoring.rulebook import Rulebook
from services.scoring.rulebook.ranges import Span, shown
from services.scoring.rulebook.rules import Band, Condition, Light, Score, Streak
from shared.catalogue.values import Card
from shared.language import Language

WORDS: Mapping[str, tuple[str, str]] = {
    "valid from": ("自 {day} 起施行", "valid from {day}"),
    "rounded": ("四舍五入至 {rounding}", "rounded half up to {rounding}"),
    "blue": ("蓝", "blue"),
    "yellow": ("黄", "yellow"),
    "red": ("红", "red"),
    "no-light": ("不亮灯", "no light"),
    "or unknown": ("或未知", "or unknown"),
    "card by score": ("牌色：按得分", "Card, by points"),
    "card by percentile": (
        "牌色：按百分位（不优于本项目者所占百分比）",
        "Card, by the percentage that does not stand better",
    ),
    "card by worst-light": ("牌色：按最差的灯", "Card, by the worst light"),
    "unlit": ("没有灯亮", "no light shines"),
    "score": ("得分（满分 {total}）", "Points ({total} in all)"),
    "share": ("{maximum} × 指标值", "{maximum} x the value"),
    "linear": (
        "{full_at} 时满分，{zero_at} 时 0 分，其间按比例",
        "all at {full_at}, none at {zero_at}, in between in proportion",
    ),
    "steps": ("每开始一个 {step} 扣 {lose}", "{lose} less for each started {step}"),
    "minimum": ("最低 {minimum}", "at least {minimum}"),
    "points unknown": ("未知得 {unknown}", "{unknown} where unknown"),
    "nothing": ("{condition} 时得 0", "nothing where {condition}"),
    "light": ("灯", "Lights"),
    "when": ("适用：{condition}", "where {condition}"),
    "unknown": ("未知", "unknown"),
    "excused": ("仅可因以下原因免责：{kinds}", "excused by {kinds} only"),
    "cap": ("封顶（至多此牌）", "At best"),
    "floor": ("保底（至少此牌）", "At worst"),
    "veto": ("一票定牌", "At once"),
    "streak": ("连续", "Streaks"),
    "held": ("{of} 连续 {months} 个月", "{of} for {months} months running"),
    "falling": ("且得分下降", "with a falling score"),
    "terms": ("程序", "Terms"),
    "close": ("结账", "close"),
    "days after": ("月末后第 {days} 个工作日", "{days} working days after the month"),
    "objections": ("异议期", "objections"),
    "days": ("结账后 {days} 个工作日", "{days} working days after the close"),
    "override": ("可改牌", "override"),
    "nobody": ("无", "nobody"),
    "list": ("、", ", "),
    "comma": ("，", ", "),
    "semicolon": ("；", "; "),
    "assessment": ("年度考核", "assessment"),
    "weights": (
        "牌 {cards}，观摩 {observation}，日常 {daily}（基础分 {daily_base}）",
        "cards {cards}, observation {observation}, daily management {daily} (from {daily_base})",
    ),
    "by investment": ("单位按投资加权", "a unit's projects weigh by investment"),
    "by equal": ("单位内各项目等权", "a unit's projects weigh the same"),
    "dropped": (
        "评委满 {drop_from} 人去掉最高最低分",
        "the highest and lowest of {drop_from} judges or more are dropped",
    ),
}
STYLES = {Card.BLUE: "blue", Card.YELLOW: "yellow", Card.RED: "red"}


class Reader:
    """Reads a book out in one language."""

    def __init__(self, language: Language) -> None:
        self._index = list(Language).index(language)

    def read(self, book: Rulebook) -> RenderableType:
        """The whole book."""
        title = (book.title_zh, book.title_en)[self._index]
        dates = self("comma").join((self("valid from", day=book.valid_from), self("rounded", rounding=book.rounding)))
        return page(f"{title} ({book.edition})", f"{dates}\nSHA-256 {book.sha256}", [*self._sections(book)])

    def _sections(self, book: Rulebook) -> Iterator[tuple[str, list[Row]]]:
        total = shown(sum((item.maximum for item in book.score), Decimal(0)))
        sections: list[tuple[str, list[Row]]] = [
            (self(f"card by {book.card.by}"), self._card(book)),
            (self("score", total=total), [self._score(item) for item in book.score]),
            (self("light"), [row for light in book.light for row in self._light(light)]),
            (self("cap"), [(self._card_of(rule.card), rule.rule, self._when(rule.when)) for rule in book.cap]),
            (self("floor"), [(self._card_of(rule.card), rule.rule, self._when(rule.when)) for rule in book.floor]),
            (self("veto"), [(self._card_of(rule.card), rule.rule, self._when(rule.when)) for rule in book.veto]),
            (self("streak"), [(self._card_of(rule.card), rule.rule, self._streak(rule)) for rule in book.streak]),
            (self("terms"), self._terms(book)),
        ]
        return (section for section in sections if section[1])

    def _card(self, book: Rulebook) -> list[Row]:
        rows: list[Row] = [self._band(band) for band in book.card.band or ()]
        return rows if book.card.unlit is None else [(self._card_of(book.card.unlit), self("unlit"))]

    def _score(self, item: Score) -> Row:
        told = [self(item.rule, **{name: plain(value) for name, value in item.model_dump().items()})]
        told += [self("minimum", minimum=shown(item.minimum))] if item.minimum else []
        told += [self("points unknown", unknown=shown(item.unknown))]
        told += [self("nothing", condition=self._when(item.nothing_when))] if item.nothing_when else []
        return item.indicator, shown(item.maximum), self("semicolon").join(told)

    def _light(self, light: Light) -> Iterator[Row]:
        figure = f"|{light.indicator}|" if light.absolute else light.indicator
        told = [figure] + ([self("when", condition=self._when(light.when))] if light.when else [])
        if "excused_by" in light.model_fields_set:
            told.append(self("excused", kinds=self("list").join(light.excused_by)))
        yield Text(light.name, style="bold"), self("semicolon").join(told)
        yield from self._indented([self._band(band) for band in light.band])
        colour = self._card_of(light.unknown) if isinstance(light.unknown, Card) else Text(self(light.unknown))
        yield from self._indented([(colour, self("unknown"))])

    def _terms(self, book: Rulebook) -> list[Row]:
        offices = self("list").join(book.override.offices) or self("nobody")
        rows: list[Row] = [
            (self("close"), self("days after", days=book.month.close_after_workdays)),
            (self("objections"), self("days", days=book.month.objection_workdays)),
            (self("override"), offices),
        ]
        if book.assessment:
            told = {name: plain(value) for name, value in book.assessment.model_dump().items()}
            parts = (self("weights", **told), self(f"by {book.assessment.by}"), self("dropped", **told))
            rows.append((self("assessment"), self("semicolon").join(parts)))
        return rows

    def _indented(self, rows: Sequence[Row]) -> Iterator[Row]:
        for colour, told in rows:
            yield Text.assemble("  ", colour), told

    def _band(self, band: Band) -> tuple[Text, str]:
        label = f" ({band.label})" if band.label else ""
        return self._card_of(band.card), f"{signs(band.span)}{label}"

    def _streak(self, streak: Streak) -> str:
        held = self("held", of=self(streak.of), months=streak.months)
        return self("comma").join((held, self("falling"))) if streak.falling else held

    def _when(self, condition: Condition) -> str:
        figure = f"|{condition.indicator}|" if condition.absolute else condition.indicator
        told = f"{figure} {signs(condition.span)}"
        return f"{told} {self('or unknown')}" if condition.or_unknown else told

    def _card_of(self, card: Card) -> Text:
        return Text(self(card), style=STYLES[card])

    def __call__(self, name: str, **values: object) -> str:
        return WORDS[name][self._index].format(**values)


def signs(span: Span) -> str:
    """A range in signs, the same in every language: `>= 60, < 85`."""
    low = [] if span.low is None else [f"{'>=' if span.low[1] else '>'} {shown(span.low[0])}"]
    high = [] if span.high is None else [f"{'<=' if span.high[1] else '<'} {shown(span.high[0])}"]
    return ", ".join(low + high)
