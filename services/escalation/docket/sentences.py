"""Sentences: an entry of the docket in words, Chinese first - what is owed, how it stands, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.escalation.docket.entry import Entry, Force, Kind, State, Value
from services.escalation.docket.notes import Stage
from services.escalation.notices import phrases
from services.escalation.notices.phrases import Pair, fill, listed
from services.escalation.pauses import SUSPENSION

Names = Mapping[str, str]
"""Names on the log to names in English."""

FORCES: Final[Mapping[Force, Pair]] = {
    Force.WORK_DISPATCH: ("工作调度专班", "Work dispatch task force"),
    Force.FACTOR_GUARANTEE: ("要素保障专班", "Factor guarantee task force"),
    Force.ACCOUNTABILITY: ("工作问责专班", "Accountability task force"),
}
OWED: Final[Mapping[Kind, Pair]] = {
    Kind.PLAN: ("报送整改方案（第{case}号案件）", "send the remedy plan (case {case})"),
    Kind.RESULT: ("报送整改结果（第{case}号案件）", "send proof of the result (case {case})"),
    Kind.INTERVIEW: ("进行约谈并作记录（第{case}号案件）", "hold the interview and record it (case {case})"),
    Kind.COMMITMENT: ("兑现约谈承诺：{words}", "keep the commitment: {words}"),
    Kind.CONCLUSION: ("作出问责结论（第{case}号案件）", "conclude on accountability (case {case})"),
    Kind.ISSUE: ("解决问题{issue}“{title}”（{level}）", "solve issue {issue}, {title} (at the {level})"),
    Kind.OVERDUE: (
        "解决问题{issue}“{title}”（超过此期限即督办）",
        "solve issue {issue}, {title} (behind this day the ladder takes it up)",
    ),
    Kind.TASK: (
        "落实会商议定事项：{words}（问题{issue}“{title}”）",
        "do what was decided on issue {issue}, {title}: {words}",
    ),
    Kind.REVIEW: ("复查第{case}号案件（回头看）", "look again at case {case}: does its recovery hold?"),
    Kind.ANSWER: (
        "审核{by}报送的{answer}（第{case}号案件）",
        "look at the {answer} that {by} sent (case {case})",
    ),
    Kind.APPEAL: (
        "就{by}对{step}的申诉{appeal}作出决定；{decider}应当回避",
        "decide appeal {appeal} by {by} against the {step}; {decider} may not",
    ),
    Kind.SUSPICION: (
        "听取{unit}意见，认定或排除截至{month}的瞒报疑点：{signs}",
        "hear {unit}, then confirm or dismiss what is suspected as of {month}: {signs}",
    ),
    Kind.TRIAGE: (
        "交办问题{issue}“{title}”：明确层级、承办人、期限",
        "triage issue {issue}, {title}: its level, its owner, its day",
    ),
    Kind.ACCEPTANCE: (
        "验收问题{issue}“{title}”：{by}报称已办结",
        "accept or reopen issue {issue}, {title}: {by} says it is solved",
    ),
    Kind.DUPLICATE: (
        "核对问题{issue}“{title}”与{like}“{other}”是否重复（相似度{percent}%）",
        "see whether issue {issue}, {title}, is {like}, {other}, told again ({percent}% alike)",
    ),
    Kind.NO_DAY: (
        "解决问题{issue}“{title}”（{level}，未设期限）",
        "solve issue {issue}, {title} (at the {level}, no day)",
    ),
}
FACTORS: Final[Mapping[Stage, Pair]] = {
    Stage.NEEDED: ("保障{factor}", "guarantee {factor}"),
    Stage.PENDING: ("保障{factor}（办理中）", "guarantee {factor} (under way)"),
    Stage.BLOCKED: ("保障{factor}（受阻：{reason}）", "guarantee {factor} (blocked: {reason})"),
}
FACTS: Final[Mapping[str, Pair]] = {
    "project.registered": ("项目登记", "registration"),
    "factor.needed": ("提出需求", "need stated"),
    "factor.pending": ("受理", "taken up"),
    "factor.blocked": ("受阻", "blocked"),
    "issue.raised": ("提出", "raised"),
    "issue.triaged": ("交办", "triaged"),
    "issue.climbed": ("升级", "climbed"),
    "issue.consulted": ("会商", "consultation"),
    "issue.solved": ("报办结", "solved"),
    "issue.reopened": ("重启", "reopened"),
    "duplicate.suspected": ("疑似重复", "alike"),
    "supervision-order.issued": ("督办", "supervision order"),
    "order.answered": ("答复", "answer"),
    "answer.reviewed": ("退回", "sent back"),
    "interview.ordered": ("约谈通知", "interview ordered"),
    "interview.held": ("约谈", "interview"),
    "accountability.opened": ("启动问责", "accountability"),
    "appeal.raised": ("申诉", "appeal"),
    "finding.made": ("认定", "finding"),
    "case.closed": ("结案", "case closed"),
}
"""What an entry comes from."""
STATES: Final[Mapping[State, Pair]] = {
    State.OVERDUE: ("逾期{days}天", "{days} d late"),
    State.RUNNING: ("剩{days}天", "{days} d left"),
    State.STANDING_STILL: ("暂停：{by}", "stopped: {by}"),
    State.WAITING: ("待办", "open"),
}
TODAY: Final[Pair] = ("今天到期", "today")
SINCE: Final[Pair] = ("待办{days}天", "open {days} d")
SINCE_TODAY: Final[Pair] = ("今日起待办", "open since today")
SUSPENDED: Final[Pair] = ("停工", "suspension")
WHY: Final[Pair] = ("{fact}（第{position}条）", "{fact} (entry {position})")
RULE: Final[Pair] = ("{why}（条款{rule}）", "{why} (rule {rule})")
OTHER_RULE: Final[Pair] = ("{why}（{edition}条款{rule}）", "{why} (rule {rule} of {edition})")


def what(entry: Entry, names: Names) -> Pair:
    """What is owed, with the words of the log in it."""
    stage = entry.values.get("stage")
    sentence = FACTORS[Stage(str(stage))] if entry.kind is Kind.FACTOR else OWED[entry.kind]
    return fill(sentence, **{name: _named(value, names) for name, value in entry.values.items()})


def stands(entry: Entry, today: date) -> Pair:
    """How it stands."""
    if entry.state is State.STANDING_STILL:
        by = listed([SUSPENDED if name == SUSPENSION else (name, name) for name in entry.stopped_by])
        return fill(STATES[entry.state], by=by)
    if entry.due_on is None:
        open_for = (today - entry.since).days if entry.since else None
        return STATES[entry.state] if open_for is None else fill(SINCE, days=open_for) if open_for else SINCE_TODAY
    days = abs((entry.due_on - today).days)
    return fill(STATES[entry.state], days=days) if days else TODAY


def owner(entry: Entry, names: Names) -> Pair:
    """Who owes it: the task force itself where nobody else does."""
    return named(entry.owed_by, names) if entry.owed_by else FORCES[entry.force]


def why(entry: Entry, edition: str) -> Pair:
    """The fact it comes from, and the rules; with their edition where it is not the one that is told beside."""
    zh, en = fill(WHY, fact=FACTS[entry.why.fact], position=entry.why.position)
    rules = [
        fill(RULE if one.edition == edition else OTHER_RULE, rule=one.rule, edition=one.edition, why=phrases.why(one))
        for one in entry.why.grounds
    ]
    if not rules:
        return zh, en
    return f"{zh}：{'；'.join(one for one, _ in rules)}", f"{en}: {'; '.join(one for _, one in rules)}"


def named(name: str, names: Names) -> Pair:
    """A name from the log in both languages; it stands as it is where it has no translation."""
    return name, names.get(name, name)


def _named(value: Value, names: Names) -> Value:
    return named(value, names) if isinstance(value, str) else value
