"""The words that all papers share, Chinese first: cards, periods, categories, levels, steps, and the head and foot."""

from collections.abc import Mapping
from decimal import Decimal

Texts = Mapping[str, tuple[str, str]]
"""Texts by a key that no reader sees: Chinese, English; both with the same places to fill in."""

SHARED: Texts = {
    "issuer": ("{district}重点项目建设指挥部办公室", "{district}: Office of the Key Project Headquarters"),
    "simulated": (
        "模拟数据：本文所涉地区、单位、人员和项目均为虚构。",
        "Simulated data: the district, units, people and projects in this paper are made up.",
    ),
    "provisional": (
        "{year}年工作日历为暂定，期限以正式放假安排公布后为准。",
        "The working days of {year} are provisional; time limits follow the official holidays once announced.",
    ),
    "vouched": (
        "日志位置 {position}；规则版本 {edition}；格式第 {form} 版",
        "log position {position}; rulebook {edition}; form {form}",
    ),
    "digest": ("内容摘要 SHA-256：{digest}", "content SHA-256: {digest}"),
    "not issued": ("本期尚未印发，以上为草稿。", "Not issued yet: this is a draft."),
    "no edition": ("无", "none"),
    "sentences": ("", " "),
    "and": ("；", "; "),
    "list": ("、", ", "),
    "in unit": ("{what}（{unit}）", "{what}, {unit}"),
    "money CNY-10k": ("万元", "CNY 10,000"),
    "money USD": ("美元", "USD"),
    # periods
    "week": ("{year}年第{number}周（{days}）", "Week {number} of {year} ({days})"),
    "first half of month": ("{month}上半月", "First half of {month}"),
    "second half of month": ("{month}下半月", "Second half of {month}"),
    "quarter 1": ("{year}年第一季度", "First quarter of {year}"),
    "quarter 2": ("{year}年第二季度", "Second quarter of {year}"),
    "quarter 3": ("{year}年第三季度", "Third quarter of {year}"),
    "quarter 4": ("{year}年第四季度", "Fourth quarter of {year}"),
    "first half of year": ("{year}年上半年", "First half of {year}"),
    "second half of year": ("{year}年下半年", "Second half of {year}"),
    "whole year": ("{year}年度", "{year}"),
    # cards
    "blue": ("蓝牌", "blue"),
    "yellow": ("黄牌", "yellow"),
    "red": ("红牌", "red"),
    "blue cards": ("蓝牌（个）", "Blue cards"),
    "yellow cards": ("黄牌（个）", "Yellow cards"),
    "red cards": ("红牌（个）", "Red cards"),
    # categories, milestones, factors, levels
    "category industry": ("产业", "industry"),
    "category infrastructure": ("基础设施", "infrastructure"),
    "category livelihood": ("社会民生", "livelihood"),
    "milestone started": ("开工", "started"),
    "milestone completed": ("竣工", "completed"),
    "milestone commissioned": ("投产", "commissioned"),
    "factor land": ("土地", "land"),
    "factor permits": ("审批", "permits"),
    "factor funds": ("资金", "funds"),
    "factor energy": ("能源", "energy"),
    "factor labour": ("用工", "labour"),
    "factor demolition": ("征迁", "demolition"),
    "factor other": ("其他", "other"),
    "level none": ("待交办", "not assigned"),
    "level unit": ("责任单位", "unit"),
    "level task-force": ("专班", "task force"),
    "level joint-consultation": ("联席会商", "joint consultation"),
    "level lead-official": ("包靠领导", "lead official"),
    "level district-meeting": ("区级会议", "district meeting"),
    "step supervision-order": ("督办", "supervision order"),
    "step interview": ("约谈", "interview"),
    "step accountability": ("问责", "accountability"),
    "step closed": ("销案", "case closed"),
    # columns of more than one paper
    "project": ("项目", "Project"),
    "category": ("类别", "Category"),
    "unit": ("责任单位", "Unit"),
    "lead official": ("包靠领导", "Lead official"),
    "card": ("牌色", "Card"),
    "override": ("改定", "Override"),
    "score": ("得分", "Score"),
    "rank": ("名次", "Rank"),
    "issue": ("问题", "Issue"),
    "level": ("办理层级", "Level"),
    "owner": ("承办人", "Owner"),
    "due": ("期限", "Due"),
    "overdue days": ("超期天数", "Days overdue"),
    "month": ("月份", "Month"),
    "reason": ("原因", "Reason"),
    "none": ("无。", "None."),
}

MONEY: Mapping[str, tuple[tuple[Decimal, str], tuple[Decimal, str]]] = {
    "CNY-10k": ((Decimal(10_000), "{0}亿元"), (Decimal(100_000), "CNY {0} bn")),
    "USD": ((Decimal(100_000_000), "{0}亿美元"), (Decimal(1_000_000_000), "USD {0} bn")),
}
"""How large amounts are told: what to divide by, and the text around it."""
