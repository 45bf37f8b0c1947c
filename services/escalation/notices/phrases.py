"""Phrases: one clear sentence in each language, for officials to read. A pair is Chinese first, as everywhere."""

from datetime import date
from typing import Final

from shared.catalogue.escalation import Clock, Conclusion, ExemptionKind, Ground, Sign, Step, Trigger, Undoing
from shared.catalogue.escalation.answers import AnswerKind
from shared.catalogue.escalation.deadlines import Climb
from shared.catalogue.intake import IssueLevel
from shared.catalogue.values import Factor, Month
from shared.language import Language
from shared.press.setting import day as day_in

Pair = tuple[str, str]
Values = dict[str, Pair | str | int]

SENTENCES: Final[dict[str, Pair]] = {
    "reminder": ("因{why}，提醒{unit}抓紧推进{project}。", "{unit} is reminded to press on with {project}: {why}."),
    "order": (
        "因{why}，对{project}督办：{unit}须不迟于{plan}报送整改方案{result}。",
        "{unit} is ordered to remedy {project} ({why}) and to send its plan by {plan}{result}.",
    ),
    "result": ("，不迟于{day}报送整改结果", ", and proof of the result by {day}"),
    "interview": (
        "因{why}，就{project}约谈{unit}（包靠领导：{official}），不迟于{day}进行。",
        "{unit} (lead official: {official}) is summoned to an interview about {project} ({why}), to be held by {day}.",
    ),
    "accountability": (
        "因{why}，就{project}对{unit}启动问责，不迟于{day}作出结论。",
        "Accountability is opened at {unit} over {project} ({why}), to be concluded by {day}.",
    ),
    "joined": (
        "{project}正在进行的{step}增加一项依据：{why}。",
        "The {step} of {project} that is under way now rests on this as well: {why}.",
    ),
    "step withdrawn": (
        "{project}的{step}已撤销（{undoing}），不再要求办理。",
        "The {step} of {project} is withdrawn ({undoing}): nothing is asked under it any more.",
    ),
    "case recovered": (
        "{project}第{case}号案件因恢复正常结案{review}。",
        "Case {case} of {project} is closed as recovered{review}.",
    ),
    "case steps-withdrawn": (
        "{project}第{case}号案件因各项步骤均已撤销结案。",
        "Case {case} of {project} is closed: all its steps were withdrawn.",
    ),
    "case project-ended": (
        "{project}第{case}号案件因项目结束结案。",
        "Case {case} of {project} is closed: the project has ended.",
    ),
    "review": ("，不迟于{day}复查", ", to be looked at again by {day}"),
    "case reopened": (
        "{project}第{case}号案件重启：据以结案的牌已撤销。",
        "Case {case} of {project} is open again: the cards on which it was closed were withdrawn.",
    ),
    "moved": (
        "{project}的{clock}期限由{was}调整为{now}。",
        "The deadline for the {clock} of {project} moves from {was} to {now}.",
    ),
    "stands": ("{project}的{clock}期限暂停计算。", "The deadline for the {clock} of {project} stands still for now."),
    "runs again": (
        "{project}的{clock}期限恢复计算，不迟于{now}。",
        "The deadline for the {clock} of {project} runs again, to {now}.",
    ),
    "missed": (
        "{project}的{clock}应由{owner}不迟于{due}完成，现已逾期。",
        "{owner} missed the deadline for the {clock} of {project}: it was {due}.",
    ),
    "climbed overdue": (
        "{project}的问题“{title}”（{issue}）逾期，升至{level}，由{owner}承办{due}。",
        "Issue {issue} of {project} ({title}) is overdue and goes up to the {level}; {owner} deals with it{due}.",
    ),
    "climbed express": (
        "{project}的问题“{title}”（{issue}）经直通车送至{level}，由{owner}承办{due}。",
        "Issue {issue} of {project} ({title}) goes by the express channel to the {level}; {owner} deals with it{due}.",
    ),
    "solve by": ("，不迟于{day}办结", ", to be solved by {day}"),
    "raised": (
        "{project}提出{factor}要素问题“{title}”（{issue}），不迟于{day}办结。",
        "Issue {issue} about {factor} is raised for {project} ({title}), to be solved by {day}.",
    ),
    "found slow": (
        "截至{month}，{project}被认定为推进缓慢：{signs}。",
        "As of {month}, {project} is found to be slow: {signs}.",
    ),
    "found dragging": (
        "截至{month}，{project}被认定为拖延：{signs}。",
        "As of {month}, {project} is found to be dragging: {signs}.",
    ),
    "found concealing": (
        "截至{month}，{project}的报送存在疑点（{signs}），尚未认定；认定前将听取{unit}的意见。",
        "As of {month}, what was reported of {project} is in doubt ({signs}); {unit} is heard before anybody decides.",
    ),
    "concealment confirmed": (
        "听取{heard}意见后，{by}认定{project}{month}存在瞒报。",
        "Having heard {heard}, {by} confirmed that something was concealed in {project} in {month}.",
    ),
    "concealment dismissed": (
        "听取{heard}意见后，{by}认定{project}{month}不存在瞒报。",
        "Having heard {heard}, {by} found that nothing was concealed in {project} as of {month}.",
    ),
    "exempted": (
        "{project}获准免责（{kind}，{exemption}）：{first}至{last}不计{effects}。",
        "{project} is exempted ({kind}, {exemption}) from {first} to {last} in respect of {effects}.",
    ),
    "exemption ended": (
        "{project}的免责（{exemption}）提前终止，最后有效日为{last}。",
        "Exemption {exemption} of {project} ends early: {last} is its last day.",
    ),
    "appeal upheld": ("对{project}{step}的申诉成立。", "The appeal against the {step} of {project} is upheld."),
    "appeal dismissed": (
        "对{project}{step}的申诉不成立，该步骤继续有效。",
        "The appeal against the {step} of {project} is dismissed: the step stands.",
    ),
    "answered": ("{by}已报送{project}的{kind}，待审核。", "{by} sent the {kind} for {project}: it is to be reviewed."),
    "answer accepted": ("{project}的{kind}已获认可。", "The {kind} for {project} is accepted."),
    "answer refused": (
        "{project}的{kind}未获认可，须重新报送。",
        "The {kind} for {project} is sent back, to be answered anew.",
    ),
    "interview held": (
        "已于{day}就{project}进行约谈，承诺{count}项。",
        "The interview about {project} was held on {day}; commitments made: {count}.",
    ),
    "concluded": (
        "{project}的问责已作出结论（对象：{concerning}）：{conclusion}。",
        "Accountability over {project} is concluded ({concerning}): {conclusion}.",
    ),
    "holds": ("{project}结案后复查：恢复情况已巩固。", "{project} was looked at again: its recovery holds."),
    "relapsed": ("{project}结案后复查：情况出现反弹。", "{project} was looked at again: it has relapsed."),
}

STEPS: Final[dict[Step, Pair]] = {
    Step.SUPERVISION_ORDER: ("督办", "supervision order"),
    Step.INTERVIEW: ("约谈", "interview"),
    Step.ACCOUNTABILITY: ("问责", "accountability"),
}
TRIGGERS: Final[dict[Trigger, Pair]] = {
    Trigger.YELLOW_CARD: ("{month}黄牌", "a yellow card for {month}"),
    Trigger.RED_CARDS: ("截至{month}连续{streak}个月红牌", "{streak} red cards running, the last for {month}"),
    Trigger.ISSUE_OVERDUE: ("问题{subject}逾期未解决", "issue {subject} is overdue"),
    Trigger.REPORTS_MISSING: ("截至{month}未报送进展", "no progress reports up to {month}"),
    Trigger.ORDER_UNANSWERED: ("逾期未答复督办", "a supervision order was not answered in time"),
    Trigger.REMEDY_REFUSED: ("整改材料再次未获认可", "answers to a supervision order were sent back again"),
    Trigger.COMMITMENT_BROKEN: ("约谈承诺未按期兑现", "a commitment of the interview was not kept"),
    Trigger.CONCEALMENT_CONFIRMED: ("{month}瞒报已认定", "concealment was confirmed for {month}"),
    Trigger.RELAPSE: ("结案后反弹", "a relapse after the case was closed"),
}
ONE_RED: Final[Pair] = ("{month}红牌", "a red card for {month}")
UNDOINGS: Final[dict[Undoing, Pair]] = {
    Undoing.APPEAL_UPHELD: ("申诉成立", "an appeal was upheld"),
    Undoing.GROUND_LOST: ("依据不再成立", "its ground is gone"),
    Undoing.STEP_BELOW_WITHDRAWN: ("前一步骤已撤销", "the step below it was withdrawn"),
}
CLOCKS: Final[dict[Clock, Pair]] = {
    Clock.PLAN: ("整改方案", "remedy plan"),
    Clock.RESULT: ("整改结果", "proof of the result"),
    Clock.INTERVIEW: ("约谈", "interview"),
    Clock.COMMITMENT: ("约谈承诺", "commitment of the interview"),
    Clock.CONCLUSION: ("问责结论", "conclusion of accountability"),
    Clock.ISSUE: ("问题办理", "solution of an issue"),
    Clock.OVERDUE: ("逾期问题办理", "solution of an overdue issue"),
    Clock.TASK: ("会商议定事项", "task of a consultation"),
    Clock.REVIEW: ("复查", "second look"),
}
LEVELS: Final[dict[IssueLevel, Pair]] = {
    IssueLevel.UNIT: ("责任单位", "responsible unit"),
    IssueLevel.TASK_FORCE: ("专班", "task force"),
    IssueLevel.JOINT_CONSULTATION: ("联席会商", "joint consultation"),
    IssueLevel.LEAD_OFFICIAL: ("包靠领导", "lead official"),
    IssueLevel.DISTRICT_MEETING: ("区级会议", "district meeting"),
}
FACTORS: Final[dict[Factor, Pair]] = {
    Factor.LAND: ("用地", "land"),
    Factor.PERMITS: ("审批", "permits"),
    Factor.FUNDS: ("资金", "funds"),
    Factor.ENERGY: ("能源", "energy"),
    Factor.LABOUR: ("用工", "labour"),
    Factor.DEMOLITION: ("征迁", "demolition"),
    Factor.OTHER: ("其他", "another factor"),
}
SIGNS: Final[dict[Sign, Pair]] = {
    Sign.BEHIND_WITHOUT_CAUSE: ("无正当理由落后于计划", "behind the plan without cause"),
    Sign.ISSUE_OVERDUE: ("问题逾期", "an issue overdue"),
    Sign.ISSUE_REOPENED_TWICE: ("问题反复重启", "an issue reopened again"),
    Sign.TASK_OVERDUE: ("会商议定事项逾期", "a task of a consultation overdue"),
    Sign.ORDER_UNANSWERED: ("督办逾期未答复", "a supervision order unanswered"),
    Sign.COMMITMENT_BROKEN: ("约谈承诺未兑现", "a commitment broken"),
    Sign.REPORTS_MISSING: ("未按时报送进展", "reports missing"),
    Sign.LESS_THAN_REPORTED: ("检查结果低于报送数", "less found than reported"),
    Sign.BLOCKER_NOT_RAISED: ("发现障碍而未提出", "a blocker not raised"),
    Sign.CORRECTED_AFTER_ANNOUNCEMENT: ("检查通知后更正数据", "figures corrected after an inspection was announced"),
    Sign.FIGURES_UNCHANGED: ("数据连续不变", "figures unchanged for months"),
}
EXEMPTIONS: Final[dict[ExemptionKind, Pair]] = {
    ExemptionKind.FORCE_MAJEURE: ("不可抗力", "force majeure"),
    ExemptionKind.AUTHORITY_DELAY: ("审批机关延误", "an authority's delay"),
    ExemptionKind.APPROVED_SUSPENSION: ("经批准停工", "an approved suspension"),
}
ANSWERS: Final[dict[AnswerKind, Pair]] = {
    AnswerKind.PLAN: ("整改方案", "remedy plan"),
    AnswerKind.PROOF: ("整改结果", "proof of the result"),
}
CONCLUSIONS: Final[dict[Conclusion, Pair]] = {
    Conclusion.NONE: ("不予问责", "no measure"),
    Conclusion.REMINDER_TALK: ("提醒谈话", "a reminder talk"),
    Conclusion.CRITICISM: ("批评", "criticism"),
    Conclusion.ORGANISATIONAL_MEASURE: ("组织处理", "an organisational measure"),
    Conclusion.REFERRAL: ("移送", "referral"),
}
CAUSES: Final[dict[Climb, str]] = {Climb.OVERDUE: "climbed overdue", Climb.EXPRESS: "climbed express"}
NOTHING: Final[Pair] = ("", "")


def say(sentence: str, **values: Pair | str | int) -> Pair:
    """A sentence of the table in both languages, its values each in the language at hand."""
    return fill(SENTENCES[sentence], **values)


def fill(pair: Pair, **values: Pair | str | int) -> Pair:
    """A pair of texts with their values in them."""
    zh, en = ({name: _in(value, index) for name, value in values.items()} for index in (0, 1))
    return pair[0].format(**zh), pair[1].format(**en)


def day(value: date) -> Pair:
    """A day in words."""
    return day_in(value, Language.CHINESE), day_in(value, Language.ENGLISH)


def month(value: Month) -> Pair:
    """A month in words."""
    zh, en = day(date.fromisoformat(f"{value}-01"))
    return zh.removesuffix("1日"), en.removeprefix("1 ")


def why(ground: Ground) -> Pair:
    """What called for a step."""
    text = ONE_RED if ground.trigger == Trigger.RED_CARDS and ground.streak <= 1 else TRIGGERS[ground.trigger]
    told = Month(ground.subject) if ground.trigger == Trigger.CONCEALMENT_CONFIRMED else ground.month
    return fill(text, month=month(told), streak=ground.streak, subject=ground.subject)


def listed(pairs: list[Pair]) -> Pair:
    """Several texts in a row."""
    return "、".join(zh for zh, _ in pairs), ", ".join(en for _, en in pairs)


def _in(value: Pair | str | int, index: int) -> str | int:
    return value[index] if isinstance(value, tuple) else value
