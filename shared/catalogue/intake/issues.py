"""Issues: roadblocks (拦路虎) in a closed loop (闭环管理), from raising to acceptance, and back where proof fails."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact, part
from shared.catalogue.values import Factor, IssueId, LongText, ProjectId, Reason, Text


class IssueLevel(StrEnum):
    """Where an issue is dealt with (办理层级), lowest first."""

    UNIT = "unit"
    TASK_FORCE = "task-force"
    JOINT_CONSULTATION = "joint-consultation"
    LEAD_OFFICIAL = "lead-official"
    DISTRICT_MEETING = "district-meeting"


@fact("issue.raised", stream="intake.issue.{0.issue}", proposed=True)
class IssueRaised:
    """Someone raised a roadblock (拦路虎) of a project, with a day by which it is to be solved."""

    issue: IssueId
    project: ProjectId
    title: Annotated[Text, Field(title="问题", description="the roadblock in one line")]
    factor: Annotated[Factor | None, Field(title="要素", description="the factor that is blocked, if one is")] = None
    raised_by: Annotated[Text, Field(title="提出人", description="who raised it")]
    raised_on: Annotated[date, Field(title="提出日期", description="day it was raised, ISO 8601")]
    due_on: Annotated[date, Field(title="办结期限", description="day by which it is to be solved, ISO 8601")]


@fact("issue.triaged", stream="intake.issue.{0.issue}", proposed=True)
class IssueTriaged:
    """An issue was given its level, its owner and its day; said again, it is handed on."""

    issue: IssueId
    level: Annotated[IssueLevel, Field(title="办理层级", description="where it is dealt with")]
    owner: Annotated[Text, Field(title="承办人", description="who has to solve it")]
    due_on: Annotated[date, Field(title="办结期限", description="day by which it is to be solved, ISO 8601")]
    triaged_by: Annotated[Text, Field(title="交办人", description="who decided it")]
    triaged_on: Annotated[date, Field(title="交办日期", description="day of the decision, ISO 8601")]


@part
class ConsultationDecision:
    """One decision of a consultation: a task with an owner and a day."""

    decision: Annotated[Text, Field(title="议定事项", description="what was decided")]
    owner: Annotated[Text, Field(title="责任人", description="who does it")]
    due_on: Annotated[date, Field(title="完成期限", description="day by which it is done, ISO 8601")]


@fact("issue.consulted", stream="intake.issue.{0.issue}", proposed=True)
class IssueConsulted:
    """A joint consultation (会商) dealt with an issue, and decided who does what by when."""

    issue: IssueId
    held_on: Annotated[date, Field(title="会商日期", description="day of the consultation, ISO 8601")]
    chaired_by: Annotated[Text, Field(title="召集人", description="who led it")]
    participants: Annotated[
        tuple[Text, ...], Field(title="参加单位", description="who took part", min_length=1, max_length=50)
    ]
    decisions: Annotated[
        tuple[ConsultationDecision, ...],
        Field(title="议定事项", description="what was decided, at least one thing", min_length=1, max_length=50),
    ]


@fact("issue.sent-express", stream="intake.issue.{0.issue}", proposed=True)
class IssueSentExpress:
    """An urgent issue went by the express channel (直通车), straight to the lead official."""

    issue: IssueId
    reason: Reason
    sent_by: Annotated[Text, Field(title="报送人", description="who sent it")]
    sent_on: Annotated[date, Field(title="报送日期", description="day it was sent, ISO 8601")]


@fact("issue.solved", stream="intake.issue.{0.issue}", proposed=True)
class IssueSolved:
    """The owner of an issue said it was solved, and gave proof; somebody else still has to accept that."""

    issue: IssueId
    solved_by: Annotated[Text, Field(title="办理人", description="who solved it")]
    solved_on: Annotated[date, Field(title="办结日期", description="day it was solved, ISO 8601")]
    proof: Annotated[LongText, Field(title="办结依据", description="what shows that it is solved")]


@fact("issue.accepted", stream="intake.issue.{0.issue}", proposed=True)
class IssueAccepted:
    """Someone other than the solver accepted the proof: the issue is closed (销号)."""

    issue: IssueId
    accepted_by: Annotated[Text, Field(title="验收人", description="who accepted; never the solver")]
    accepted_on: Annotated[date, Field(title="销号日期", description="day of acceptance, ISO 8601")]


@fact("issue.reopened", stream="intake.issue.{0.issue}", proposed=True)
class IssueReopened:
    """Proof failed a re-check: an issue that was called solved, or closed, is open again."""

    issue: IssueId
    reason: Reason
    reopened_by: Annotated[Text, Field(title="复查人", description="who found it unsolved; never the solver")]
    reopened_on: Annotated[date, Field(title="重启日期", description="day of the finding, ISO 8601")]
    due_on: Annotated[date, Field(title="办结期限", description="day by which it is to be solved now, ISO 8601")]


@fact("task.done", stream="intake.issue.{0.issue}", proposed=True)
class TaskDone:
    """Somebody did what a consultation had decided, and said what shows it."""

    issue: IssueId
    consultation: Annotated[
        int, Field(title="会商序号", description="which consultation of the issue, from 1", ge=1, examples=[1])
    ]
    decision: Annotated[
        int, Field(title="议定事项序号", description="place among its decisions, from 1", ge=1, examples=[1])
    ]
    proof: Annotated[LongText, Field(title="完成依据", description="what shows that it is done")]
    done_by: Annotated[Text, Field(title="完成人", description="who did it")]
    done_on: Annotated[date, Field(title="完成日期", description="day it was done, ISO 8601")]


@fact("duplicate.suspected", stream="intake.issue.{0.issue}")
class DuplicateSuspected:
    """An issue that was raised reads like one that is open already: both stay, and people say whether they are one."""

    issue: IssueId
    like: Annotated[IssueId, Field(title="疑似重复问题", description="the issue that is open already")]
    project: ProjectId
    similarity: Annotated[
        int, Field(title="相似度", description="how alike the titles are, percent", ge=0, le=100, examples=[92])
    ]
