"""The words of the papers in Chinese and English: one table, so that neither language can fall behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from services.scoring.paper import Because, Reason
from shared.catalogue.values import Card, Month


class Language(StrEnum):
    """Languages that people read."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


TEXTS: Mapping[str, tuple[str, str]] = {
    "simulated": ("模拟数据", "simulated"),
    "bulletin": ("重点项目建设月通报", "Bulletin on key projects"),
    "year": ("重点项目建设年度情况", "The year of key projects"),
    "edition": ("规则", "rulebook"),
    "blue": ("蓝牌", "blue"),
    "yellow": ("黄牌", "yellow"),
    "red": ("红牌", "red"),
    "invested": ("完成投资", "invested"),
    "of target": (
        "，为年度目标 {target}的 {share}；序时计划 {planned}",
        ", {share} of the year's {target}; plan to date {planned}",
    ),
    "unknown": ("未报投资 {count} 个", "no figure {count}"),
    "commissioned": ("投产 {done}/{goal}", "commissioned {done}/{goal}"),
    "started": ("已开工 {done}/{goal}", "started {done}/{goal}"),
    "to speed up": ("加快建设 {count} 个", "to be sped up {count}"),
    "open issues": ("未销号问题 {count} 个", "open issues {count}"),
    "rank": ("名次", "Rank"),
    "change": ("升降", "Move"),
    "card": ("牌", "Card"),
    "score": ("得分", "Score"),
    "project": ("项目", "Project"),
    "why": ("原因", "Why"),
    "none behind": ("本月没有黄牌、红牌项目。", "No yellow or red card this month."),
    "others": ("其余 {count} 个项目均为蓝牌。", "Blue cards beside these: {count}."),
    "steps": ("督导措施", "Step"),
    "who and when": ("责任单位与期限", "Unit and time limit"),
    "and": ("； ", "; "),
    "supervision": ("督办", "Supervision"),
    "interview": ("约谈", "Interview"),
    "accountability": ("问责", "Accountability"),
    "closed": ("销案", "Closed"),
    "plan due": ("{unit}，{day} 前报整改方案", "{unit}: remedy plan by {day}"),
    "hold by": ("{unit}，{day} 前完成约谈", "{unit}: to be held by {day}"),
    "conclude by": ("{unit}，{day} 前作出结论", "{unit}: conclusion by {day}"),
    "recovered": ("连续两月脱离红牌", "two months out of red"),
    "desk": (
        "收到月报 {reports} 份（迟报 {late}，缺报 {missing}），更正 {corrected} 份",
        "reports {reports} (late {late}, missing {missing}), corrections {corrected}",
    ),
    "refused": ("拒收 {count} 条：{codes}", "messages refused {count}: {codes}"),
    "after close": (
        "对已截止月份的更正：{name}，{month}（{reason}），原牌不变",
        "Correction to a closed month: {name} {month} ({reason}); the card stands",
    ),
    "mean": ("月均分", "Mean"),
    "this year": ("年度完成", "Done"),
    "cases": ("督导案件", "Cases"),
    "no cases": ("全年没有督导案件。", "No cases this year."),
    "open": ("在办", "open"),
    "refused in all": ("拒收消息 {count} 条", "messages refused {count}"),
    "last months": ("只列最近 {count} 个月", "the last {count} months only"),
    "points": ("{what}，失{lost}分", "{what} (-{lost})"),
    "stack is up": (
        "nats-server 与三个服务已就绪，用时 {seconds} 秒（{url}）。以下均为模拟数据。",
        "nats-server and three services are up after {seconds} s ({url}). All that follows is simulated.",
    ),
    "messages": ("消息", "messages"),
    "digest": ("日志 {entries} 条，内容摘要 {digest}", "log: {entries} entries, content digest {digest}"),
    "took": ("全程用时 {seconds} 秒。", "All in {seconds} s."),
    "stays up": (
        "系统继续运行：NATS {url}，数据与日志 {directory}。\n"
        "复核全部牌证与措施：NATS_URL={url} redcard audit replay\n"
        "按 Ctrl-C 结束。",
        "Still running: NATS at {url}, data and log files in {directory}.\n"
        "Decide every card and step again: NATS_URL={url} redcard audit replay\n"
        "Ctrl-C ends it.",
    ),
    "stopping": ("正在停止……", "Stopping ..."),
    "broke": ("演示中断：", "The demo broke off:"),
    "unknown value": ("未知", "unknown"),
    "replayed": (
        "已重放 {entries} 条记录：按事实复算 {facts} 张牌，按牌面所载依据复算 {inputs} 张牌，"
        "复核 {steps} 项督导措施、{signatures} 个签名",
        "Replayed {entries} entries: decided {facts} cards again from the facts, {inputs} from their recorded inputs, "
        "and {steps} steps; verified {signatures} signatures",
    ),
    "no differences": ("没有差异。", "No difference."),
    "differences": ("发现 {count} 处差异", "{count} differences"),
    "more differences": ("另有 {count} 处未列出", "{count} more are not shown"),
    "position": ("位置", "Position"),
    "entry": ("记录", "Entry"),
    "field": ("字段", "Field"),
    "recorded": ("记载", "Recorded"),
    "decided": ("复算", "Decided again"),
    "scoreboard": ("记分榜", "Scoreboard"),
    "as of": ("截至位置 {position}，{time}", "as of position {position}, {time}"),
    "month": ("月份", "Month"),
    "streak": ("连续", "Streak"),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "more-than-30-points-behind": ("比计划落后{schedule_gap_pp}个百分点", "{schedule_gap_pp} points behind plan"),
    "10-points-behind": ("比计划落后{schedule_gap_pp}个百分点", "{schedule_gap_pp} points behind plan"),
    "start-overdue-3-months": (
        "应开工未开工{start_overdue_months}个月",
        "start overdue {start_overdue_months} months",
    ),
    "no-fresh-report": ("{months_since_report}个月没有月报", "months without a report: {months_since_report}"),
    "issue-overdue-14-days": ("问题超期{longest_overdue_days}天", "issue {longest_overdue_days} days overdue"),
    "two-yellows-falling": ("连续两月黄牌且得分下降", "second yellow, score falling"),
    "investment_rate": ("投资率{investment_rate:%}", "investment to plan {investment_rate:%}"),
    "milestone_slip_days": ("节点滞后{milestone_slip_days}天", "milestone {milestone_slip_days} days late"),
    "issue_timeliness": ("问题按期率{issue_timeliness:%}", "issues in time {issue_timeliness:%}"),
    "factors_ready": ("要素到位率{factors_ready:%}", "factors in place {factors_ready:%}"),
    "late_reports": ("月报迟报或缺报", "report late or missing"),
    "months_since_report": ("{months_since_report}个月没有月报", "no report for {months_since_report} month(s)"),
    "completion_slip_days": (
        "预计竣工滞后{completion_slip_days}天",
        "completion forecast {completion_slip_days} days late",
    ),
    "completion_slip_original_days": (
        "比原计划竣工滞后{completion_slip_original_days}天",
        "completion {completion_slip_original_days} days behind the original plan",
    ),
    "cost_variance_pct": ("造价偏差{cost_variance_pct}%", "cost {cost_variance_pct}% off plan"),
    "cost_variance_original_pct": (
        "比原概算偏差{cost_variance_original_pct}%",
        "cost {cost_variance_original_pct}% off the original plan",
    ),
}
"""What rules and indicators say of a project, with the values they were decided on."""

NOT_TOLD: Mapping[str, tuple[str, str]] = {
    "completion_slip_days": ("未报预计竣工日期", "no completion forecast"),
    "completion_slip_original_days": ("未报预计竣工日期", "no completion forecast"),
    "cost_variance_pct": ("未报预计总投资", "no cost forecast"),
    "cost_variance_original_pct": ("未报预计总投资", "no cost forecast"),
}
"""What is said of an indicator that lights up because its value is unknown."""

MONEY: Mapping[str, tuple[tuple[Decimal, str], tuple[Decimal, str]]] = {
    "CNY-10k": ((Decimal(10_000), "{0} 亿元"), (Decimal(100_000), "CNY {0} bn")),
    "USD": ((Decimal(100_000_000), "{0} 亿美元"), (Decimal(1_000_000_000), "USD {0} bn")),
}
"""How money is told: what to divide by, and the text around it."""

CARDS: Mapping[Card, tuple[str, str]] = {Card.BLUE: ("蓝", "B"), Card.YELLOW: ("黄", "Y"), Card.RED: ("红", "R")}


@dataclass(frozen=True, slots=True)
class Words:
    """Texts in one language; names from the log may have a translation, and stand as they are where they have none."""

    language: Language
    names: Mapping[str, str] = field(default_factory=dict)
    """Names on the log to names in English."""

    def __call__(self, key: str, /, **values: object) -> str:
        return TEXTS[key][self._index].format(**values)

    def name(self, name: str) -> str:
        """A name from the log."""
        return self.names.get(name, name) if self._index else name

    def card(self, card: Card) -> str:
        """The one sign that stands for a card beside its colour."""
        return CARDS[card][self._index]

    def month(self, month: Month) -> str:
        """A month: 2026 年 5 月, or 2026-05."""
        return month if self._index else f"{month[:4]} 年 {int(month[5:])} 月"

    def money(self, amount: Decimal, unit: str) -> str:
        """An amount in the unit in which people speak of it."""
        divisor, text = MONEY[unit][self._index]
        return text.format(f"{amount / divisor:,.2f}")

    def reason(self, reason: Reason, inputs: Mapping[str, Decimal | None]) -> str:
        """A reason in words, with the values it rests on; a rule of another book by its name."""
        if reason.name in NOT_TOLD and inputs.get(reason.name) is None:
            what = NOT_TOLD[reason.name][self._index]
        elif reason.name in REASONS:
            figures = {name: _Figure(value, self("unknown value")) for name, value in inputs.items()}
            what = REASONS[reason.name][self._index].format(**figures)
        else:
            what = reason.name
        return self("points", what=what, lost=shown(reason.lost)) if reason.kind is Because.POINTS else what

    @property
    def _index(self) -> int:
        return 1 if self.language is Language.ENGLISH else 0


@dataclass(frozen=True, slots=True)
class _Figure:
    """A value in a text: `{x}` short, `{x:%}` as a percentage; unknown as unknown."""

    value: Decimal | None
    unknown: str

    def __format__(self, spec: str) -> str:
        if self.value is None:
            return self.unknown
        return percent(self.value) if spec == "%" else shown(self.value)


def percent(share: Decimal) -> str:
    """A share as a percentage, to one place."""
    return f"{shown(share * 100)}%"


def shown(value: Decimal) -> str:
    """A number as people write it: one place at most, no trailing zero."""
    return f"{value:,.1f}".removesuffix(".0")
