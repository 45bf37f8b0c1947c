"""What indicators and rules are called, and what they say of a project with the values they were decided on.

One table for all books. A rule of a book that is not shipped is told by its own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.scoring.papers.texts import Texts
from services.scoring.papers.values import Because, Reason, Why
from services.scoring.papers.words import Words, percent, shown

INDICATORS: Texts = {
    "investment_rate": ("投资完成率", "investment against plan"),
    "schedule_gap_pp": ("序时进度差距", "gap to the schedule"),
    "schedule_gap_original_pp": ("较原计划序时进度差距", "gap to the original schedule"),
    "schedule_variance_pct": ("进度偏差率", "schedule variance"),
    "month_task_rate": ("当月任务完成率", "the month's task done"),
    "planned_physical_pct": ("计划形象进度", "planned physical progress"),
    "planned_investment_pct": ("计划投资进度", "planned share of the annual target"),
    "physical_gap_pp": ("形象进度差距", "gap in physical progress"),
    "cost_variance_pct": ("造价偏差", "cost variance"),
    "cost_variance_original_pct": ("较原概算偏差", "cost variance against the original plan"),
    "completion_slip_days": ("竣工滞后", "slip of completion"),
    "completion_slip_original_days": ("较原计划竣工滞后", "slip of completion against the original plan"),
    "milestone_slip_days": ("节点滞后", "slip of milestones"),
    "milestone_slip_original_days": ("较原计划节点滞后", "slip of milestones against the original plan"),
    "start_overdue_months": ("逾期未开工", "overdue start"),
    "start_overdue_original_months": ("较原计划逾期未开工", "overdue start against the original plan"),
    "months_since_report": ("未报进展月数", "months without a report"),
    "late_reports": ("月报报送", "reporting"),
    "unchanged_reports": ("月报未变期数", "reports without change"),
    "open_issues": ("未销号问题", "open issues"),
    "overdue_issues": ("超期问题", "issues overdue"),
    "longest_overdue_days": ("问题最长超期", "longest overdue issue"),
    "issue_timeliness": ("问题按期办结率", "issues solved in time"),
    "factors_ready": ("要素落实率", "factors guaranteed"),
    "payment_rate": ("工程款支付率", "payment rate"),
    "statistics_lag_months": ("入库纳统滞后", "lag of entry into the statistics"),
    "verified_gap_pp": ("上报与实测差距", "reported above measured"),
    "concealments": ("瞒报认定", "concealment confirmed"),
}
"""Every indicator by its name in both languages."""

RULES: Texts = {
    "more-than-30-points-behind": ("落后序时进度超过30个百分点", "more than 30 points behind"),
    "10-points-behind": ("落后序时进度10个百分点以上", "10 points or more behind"),
    "start-overdue-3-months": ("逾期三个月未开工", "start overdue by three months"),
    "concealment-found": ("认定瞒报", "concealment found"),
    "no-fresh-report": ("未按时报送月报", "no fresh report"),
    "issue-overdue-14-days": ("问题超期14天以上", "an issue overdue by more than 14 days"),
    "two-yellows-falling": ("连续两月黄牌且得分下降", "two yellow cards running, score falling"),
    "start": ("开工", "start"),
    "progress": ("进度", "progress"),
    "statistics": ("入库纳统", "statistics"),
    "cost": ("造价", "cost"),
    "schedule": ("工期", "schedule"),
    "slippage": ("滞后程度", "slippage"),
    "first-period": ("前期进度", "first period"),
    "second-period": ("后期进度", "second period"),
}
"""Every rule and light of the shipped books."""

SAID: Texts = {
    "investment_rate": ("投资完成率{value:%}", "investment at {value:%} of plan"),
    "schedule_gap_pp": ("落后序时进度{value}个百分点", "{value} points behind plan"),
    "schedule_gap_original_pp": ("落后原计划{value}个百分点", "{value} points behind the original plan"),
    "schedule_variance_pct": ("进度偏差{value}%", "schedule {value}% off plan"),
    "month_task_rate": ("当月任务完成{value:%}", "{value:%} of the month's task done"),
    "physical_gap_pp": ("形象进度落后{value}个百分点", "physical progress {value} points behind"),
    "cost_variance_pct": ("造价偏差{value}%", "cost {value}% off plan"),
    "cost_variance_original_pct": ("较原概算偏差{value}%", "cost {value}% off the original plan"),
    "completion_slip_days": ("预计竣工滞后{value}天", "completion {value:day} late"),
    "completion_slip_original_days": (
        "较原计划竣工滞后{value}天",
        "completion {value:day} behind the original plan",
    ),
    "milestone_slip_days": ("关键节点滞后{value}天", "milestone {value:day} late"),
    "milestone_slip_original_days": (
        "较原计划关键节点滞后{value}天",
        "milestone {value:day} behind the original plan",
    ),
    "start_overdue_months": ("逾期{value}个月未开工", "start overdue by {value:month}"),
    "start_overdue_original_months": (
        "较原计划逾期{value}个月未开工",
        "start overdue by {value:month} on the original plan",
    ),
    "months_since_report": ("已{value}个月未报进展", "{value:month} without a report"),
    "late_reports": ("月报迟报或缺报", "report late or missing"),
    "unchanged_reports": ("月报连续{value}期未变", "{value:report} without change"),
    "longest_overdue_days": ("问题最长超期{value}天", "an issue overdue by {value:day}"),
    "issue_timeliness": ("问题按期办结率{value:%}", "issues in time {value:%}"),
    "factors_ready": ("要素落实率{value:%}", "factors in place {value:%}"),
    "payment_rate": ("工程款支付率{value:%}", "payment rate {value:%}"),
    "statistics_lag_months": ("开工{value}个月未入库纳统", "{value:month} after the start not in the statistics"),
    "verified_gap_pp": ("上报较实测高{value}个百分点", "reported {value} points above measured"),
    "concealments": ("认定瞒报{value}次", "concealments confirmed: {value}"),
}
"""What an indicator says where there is more to say than its name and value."""

TEXTS: Texts = {
    "lost": ("{what}，扣{lost}分", "{what} (-{lost})"),
    "is unknown": ("{what}未知", "{what}: unknown"),
    "is": ("{what}（{value}）", "{what} ({value})"),
}

MOST_LOSSES = 2
"""Indicators with lost points that are named, beside all rules that spoke."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A value in a text: `{value}` short, `{value:%}` as a percentage, `{value:day}` as 1 day or 2 days."""

    value: Decimal

    def __format__(self, spec: str) -> str:
        if spec in ("", "%"):
            return percent(self.value) if spec else shown(self.value)
        return f"{shown(self.value)} {spec}" if self.value == 1 else f"{shown(self.value)} {spec}s"


def called(name: str, words: Words) -> str:
    """What an indicator or a rule is called; one of a book that is not shipped by its own name."""
    pair = INDICATORS.get(name) or RULES.get(name)
    return pair[words.index] if pair else name


def because(why: Why, words: Words) -> str:
    """Every rule that spoke and the heaviest losses, each said once."""
    rules = [one for one in why.reasons if one.because is not Because.POINTS]
    losses = [one for one in why.reasons if one.because is Because.POINTS][:MOST_LOSSES]
    told = (_said(one, why.inputs, words.also({**TEXTS, **SAID})) for one in (*rules, *losses))
    return words("and").join(dict.fromkeys(told))


def _said(reason: Reason, inputs: Mapping[str, Decimal | None], words: Words) -> str:
    indicator = reason.indicator or reason.name
    if indicator not in inputs:
        what = called(reason.name, words)
    elif (value := inputs[indicator]) is None:
        what = words("is unknown", what=called(indicator, words))
    elif indicator in SAID:
        what = words(indicator, value=_Figure(value))
    else:
        what = words("is", what=called(indicator, words), value=_Figure(value))
    return what if reason.lost is None else words("lost", what=what, lost=shown(reason.lost))
