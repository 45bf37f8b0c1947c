"""Labels: what the members of every enumeration are called in Chinese, as workbooks offer them in their lists.

Within one enumeration no two members share a label, so that what was chosen reads back as exactly one of them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from shared.catalogue.escalation import AnswerKind, Conclusion, ExemptionKind, Step
from shared.catalogue.intake import IssueLevel, MarkKind, ProspectStage, RevisionReason, SuspensionReason
from shared.catalogue.values import Card, Category, Factor, Milestone, MoneyUnit

LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    Category: {
        Category.INDUSTRY: "产业项目",
        Category.INFRASTRUCTURE: "基础设施项目",
        Category.LIVELIHOOD: "民生项目",
    },
    MoneyUnit: {
        MoneyUnit.CNY_10K: "万元",
        MoneyUnit.USD: "美元",
    },
    Milestone: {
        Milestone.STARTED: "开工",
        Milestone.COMPLETED: "竣工",
        Milestone.COMMISSIONED: "投产",
    },
    Factor: {
        Factor.LAND: "用地",
        Factor.PERMITS: "手续",
        Factor.FUNDS: "资金",
        Factor.ENERGY: "能源",
        Factor.LABOUR: "用工",
        Factor.DEMOLITION: "征拆",
        Factor.OTHER: "其他",
    },
    Card: {
        Card.BLUE: "蓝牌",
        Card.YELLOW: "黄牌",
        Card.RED: "红牌",
    },
    ProspectStage: {
        ProspectStage.LEAD: "线索",
        ProspectStage.NEGOTIATING: "在谈",
        ProspectStage.SIGNED: "签约",
        ProspectStage.LANDED: "落地",
    },
    RevisionReason: {
        RevisionReason.SCOPE: "建设内容变化",
        RevisionReason.DESIGN: "设计变更",
        RevisionReason.FUNDING: "资金变化",
        RevisionReason.AUTHORITY_DELAY: "审批延误",
        RevisionReason.FORCE_MAJEURE: "不可抗力",
        RevisionReason.OTHER: "其他",
    },
    SuspensionReason: {
        SuspensionReason.FORCE_MAJEURE: "不可抗力",
        SuspensionReason.AUTHORITY: "上级要求",
        SuspensionReason.SAFETY: "安全",
        SuspensionReason.FUNDING: "资金",
        SuspensionReason.MARKET: "市场",
        SuspensionReason.OTHER: "其他",
    },
    IssueLevel: {
        IssueLevel.UNIT: "责任单位",
        IssueLevel.TASK_FORCE: "专班",
        IssueLevel.JOINT_CONSULTATION: "联合会商",
        IssueLevel.LEAD_OFFICIAL: "包靠领导",
        IssueLevel.DISTRICT_MEETING: "区级会议",
    },
    MarkKind: {
        MarkKind.MERIT: "加分",
        MarkKind.DEMERIT: "减分",
    },
    AnswerKind: {
        AnswerKind.PLAN: "整改方案",
        AnswerKind.PROOF: "整改结果",
    },
    Conclusion: {
        Conclusion.NONE: "不予问责",
        Conclusion.REMINDER_TALK: "提醒谈话",
        Conclusion.CRITICISM: "通报批评",
        Conclusion.ORGANISATIONAL_MEASURE: "组织处理",
        Conclusion.REFERRAL: "移送处理",
    },
    ExemptionKind: {
        ExemptionKind.FORCE_MAJEURE: "不可抗力",
        ExemptionKind.AUTHORITY_DELAY: "审批延误",
        ExemptionKind.APPROVED_SUSPENSION: "批准停工",
    },
    Step: {
        Step.SUPERVISION_ORDER: "督办",
        Step.INTERVIEW: "约谈",
        Step.ACCOUNTABILITY: "问责",
    },
}


def choices(enumeration: type[StrEnum]) -> dict[str, str]:
    """The codes of an enumeration by label, in its own order."""
    return {LABELS[enumeration][member]: member.value for member in enumeration}
