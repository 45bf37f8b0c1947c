"""The words of values: enumerations, days, months, and what stands where there is nothing; Chinese first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from services.escalation.papers.texts import Pair
from shared.catalogue.values import Month
from shared.language import Language
from shared.press.setting import day

VALUES: Final[Mapping[str, Pair]] = {
    "none": ("无", "none"),
    "list": ("、", ", "),
    "colon": ("：", ": "),
    "issue": ("{issue}“{title}”", "{issue} ({title})"),
    "recovery": ("，至{month}已连续脱离红牌", "; out of red up to {month}"),
    "review": ("，{day}前复查", "; to be looked at again by {day}"),
    "due": ("，办结期限{day}", ", due {day}"),
    "no day": ("，未设办结期限", ", no day set"),
    "Card blue": ("蓝牌", "blue"),
    "Card yellow": ("黄牌", "yellow"),
    "Card red": ("红牌", "red"),
    "Step supervision-order": ("督办", "supervision order"),
    "Step interview": ("约谈", "interview"),
    "Step accountability": ("问责", "accountability"),
    "AnswerKind plan": ("整改方案", "plan"),
    "AnswerKind proof": ("整改结果", "proof"),
    "Conclusion none": ("不予问责", "none"),
    "Conclusion reminder-talk": ("提醒谈话", "reminder talk"),
    "Conclusion criticism": ("批评教育", "criticism"),
    "Conclusion organisational-measure": ("组织处理", "organisational measure"),
    "Conclusion referral": ("移送有关机关处理", "referral"),
    "Undoing appeal-upheld": ("申诉成立", "an appeal was upheld"),
    "Undoing ground-lost": ("所依据的事实不复存在", "it lost its ground"),
    "Undoing step-below-withdrawn": ("前一步骤已撤销", "the step below it was withdrawn"),
    "Outcome recovered": ("整改到位", "recovered"),
    "Outcome steps-withdrawn": ("各步骤均已撤销", "all steps withdrawn"),
    "Outcome project-ended": ("项目已结束", "the project ended"),
    "Clock plan": ("报送整改方案", "plan"),
    "Clock result": ("报送整改结果", "proof"),
    "Clock interview": ("约谈", "interview"),
    "Clock commitment": ("兑现承诺", "commitment"),
    "Clock conclusion": ("问责结论", "conclusion"),
    "Clock issue": ("问题办结", "issue"),
    "Clock overdue": ("问题逾期容忍", "overdue issue"),
    "Clock task": ("会商议定事项", "task"),
    "Clock clocks": ("全部时限", "all clocks"),
    "Clock review": ("复查（回头看）", "second look"),
    "ExemptionKind force-majeure": ("不可抗力", "force majeure"),
    "ExemptionKind authority-delay": ("审批机关原因", "delay of an authority"),
    "ExemptionKind approved-suspension": ("批准停工", "approved suspension"),
    "Fault slow": ("慢", "slow"),
    "Fault dragging": ("拖", "dragging"),
    "Fault concealing": ("涉嫌瞒报", "suspected of concealing"),
    "Sign behind-without-cause": ("无正当理由进度滞后", "behind without cause"),
    "Sign issue-overdue": ("问题逾期", "an issue overdue"),
    "Sign issue-reopened-twice": ("问题两次重启", "an issue reopened twice"),
    "Sign task-overdue": ("会商议定事项逾期", "a task overdue"),
    "Sign order-unanswered": ("督办逾期未答复", "an order unanswered"),
    "Sign commitment-broken": ("承诺未兑现", "a commitment broken"),
    "Sign reports-missing": ("未报送进展报告", "reports missing"),
    "Sign less-than-reported": ("实测少于上报", "less than was reported"),
    "Sign blocker-not-raised": ("问题隐瞒未报", "a blocker not raised"),
    "Sign corrected-after-announcement": ("检查通知后下调数据", "corrected after an announcement"),
    "Sign figures-unchanged": ("数据长期不变", "figures unchanged"),
    "Climb overdue": ("逾期未办结", "overdue"),
    "Climb express": ("直通车报送", "express channel"),
    "IssueLevel unit": ("责任单位", "the unit"),
    "IssueLevel task-force": ("专班", "the task force"),
    "IssueLevel joint-consultation": ("联席会商", "joint consultation"),
    "IssueLevel lead-official": ("包靠领导", "the lead official"),
    "IssueLevel district-meeting": ("区级会议", "the district meeting"),
    "upheld True": ("成立", "upheld"),
    "upheld False": ("不成立", "not upheld"),
    "accepted True": ("获认可", "accepted"),
    "accepted False": ("未获认可，退回", "refused"),
    "holds True": ("成效巩固", "it holds"),
    "holds False": ("问题反弹", "it does not hold"),
    "Became running": ("未到期", "running"),
    "Became standing-still": ("暂停计时", "standing still"),
    "Became overdue": ("已逾期", "overdue"),
    "Became done": ("已完成", "done"),
    "Became done-late": ("逾期后完成", "done late"),
    "Became lapsed": ("不再要求", "lapsed"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Values in one language; names from the log may have a translation, and stand as they are where they have none."""

    language: Language = Language.CHINESE
    names: Mapping[str, str] = field(default_factory=dict)

    def pick(self, pair: Pair) -> str:
        """The one of a pair that is in this language."""
        return pair[self.language is Language.ENGLISH]

    def __call__(self, key: str) -> str:
        return self.pick(VALUES[key])

    def said(self, key: str, **values: object) -> str:
        """Words with values in them."""
        return self(key).format(**{name: self.value(name, value) for name, value in values.items()})

    def value(self, name: str, value: object) -> str:
        """A field of a fact as text."""
        match value:
            case None | () | "":
                return self("none")
            case bool():
                return self.pick(VALUES.get(f"{name} {value}", (str(value), str(value))))
            case StrEnum():
                return self.pick(VALUES.get(f"{type(value).__name__} {value}", (value, value)))
            case date():
                return day(value, self.language)
            case tuple():
                return self("list").join(self.value(name, one) for one in value)
            case str() if name == "effects" and f"Clock {value}" in VALUES:
                return self(f"Clock {value}")
            case str() if name in ("month", "recovered"):
                return self.month(Month(value))
            case str():
                return self.name(value)
            case _:
                return str(value)

    def name(self, name: str) -> str:
        """A name from the log."""
        return self.names.get(name, name) if self.language is Language.ENGLISH else name

    def month(self, month: Month) -> str:
        """A month in words."""
        first = day(date.fromisoformat(f"{month}-01"), self.language)
        return first.removesuffix("1日") if self.language is Language.CHINESE else first.removeprefix("1 ")
