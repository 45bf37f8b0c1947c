"""Families: which messages stand together in one workbook, in the order in which they are sent.

A sheet comes after those whose messages it builds upon, so that one workbook can register a project and report on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Family:
    """One workbook: its name on the command line, its title, and the sheet of each of its messages."""

    name: str
    title: str
    sheets: Mapping[str, str]
    """Fact name to the title of its sheet."""


FAMILIES: Final[Mapping[str, Family]] = {
    family.name: family
    for family in (
        Family(
            "projects",
            "项目",
            {
                "project.registered": "项目入库",
                "project.assigned": "责任调整",
                "project.suspended": "停工",
                "project.resumed": "复工",
                "project.withdrawn": "退出",
                "project.completed": "办结",
            },
        ),
        Family("plans", "计划", {"target.set": "年度目标", "plan.filed": "计划填报", "plan.revised": "计划调整"}),
        Family(
            "progress",
            "进展",
            {
                "progress.reported": "进展月报",
                "report.corrected": "月报更正",
                "milestone.reached": "关键节点",
                "statistics.entered": "入库纳统",
            },
        ),
        Family(
            "factors",
            "要素",
            {
                "factor.needed": "要素需求",
                "factor.pending": "要素受理",
                "factor.blocked": "要素受阻",
                "factor.guaranteed": "要素落实",
            },
        ),
        Family(
            "attraction",
            "招引",
            {"prospect.recorded": "线索登记", "prospect.advanced": "线索推进", "prospect.dropped": "线索终止"},
        ),
        Family(
            "issues",
            "问题",
            {
                "issue.raised": "问题提出",
                "issue.triaged": "问题交办",
                "issue.consulted": "联合会商",
                "issue.sent-express": "直通车",
                "issue.solved": "问题办结",
                "issue.accepted": "问题销号",
                "issue.reopened": "问题重启",
                "task.done": "议定事项完成",
            },
        ),
        Family(
            "oversight",
            "检查观摩",
            {
                "inspection.announced": "检查通知",
                "inspection.held": "检查记录",
                "tour.listed": "观摩安排",
                "observation.scored": "观摩评分",
                "mark.given": "日常加减分",
            },
        ),
        Family(
            "cases",
            "督办约谈问责",
            {
                "order.answered": "督办答复",
                "answer.reviewed": "答复审核",
                "interview.held": "约谈记录",
                "commitment.kept": "承诺兑现",
                "accountability.concluded": "问责结论",
                "concealment.confirmed": "瞒报认定",
                "concealment.dismissed": "排除瞒报",
                "case.reviewed": "回头看",
            },
        ),
        Family(
            "due-process",
            "申诉免责",
            {
                "objection.raised": "异议提出",
                "objection.decided": "异议决定",
                "card.overridden": "改牌",
                "appeal.raised": "申诉提出",
                "appeal.decided": "申诉决定",
                "exemption.granted": "免责批准",
                "exemption.ended": "免责终止",
            },
        ),
    )
}

WITHOUT_A_SHEET: Final = frozenset(
    ("contest.opened", "month.opened", "month.closed", "day.begun", "workdays.set", "rulebook.adopted",
     "ladder.adopted", "grant.given", "grant.revoked", "message.discarded")
)  # fmt: skip
"""Messages of the calendar, the rulebook, the ladder and the door: the office gives them by their own commands."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "project.registered": ("project",),
    "plan.filed": ("project",),
    "plan.revised": ("project", "approved_on"),
    "progress.reported": ("project", "month"),
    "milestone.reached": ("project", "milestone"),
    "factor.guaranteed": ("project", "factor"),
    "issue.consulted": ("issue", "held_on"),
    "inspection.held": ("inspection",),
    "mark.given": ("mark",),
    "order.answered": ("project", "case", "kind"),
    "interview.held": ("project", "case"),
    "commitment.kept": ("project", "case", "commitment"),
    "concealment.confirmed": ("project", "month"),
    "concealment.dismissed": ("project", "month"),
    "case.reviewed": ("project", "case"),
    "objection.raised": ("objection",),
    "appeal.raised": ("appeal",),
    "exemption.granted": ("exemption",),
}
"""Fields by which the rows of a detail sheet name the row that they belong to."""
