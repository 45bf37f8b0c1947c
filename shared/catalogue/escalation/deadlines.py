"""Deadlines: what became of the days that other facts set - stopped and moved by an exemption, or missed."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact
from shared.catalogue.intake.issues import IssueLevel
from shared.catalogue.values import IssueId, ProjectId, Text


class Clock(StrEnum):
    """What a day is set for (时限事项); an exemption names a clock to stop it, or `clocks` for all."""

    PLAN = "plan"
    RESULT = "result"
    INTERVIEW = "interview"
    COMMITMENT = "commitment"
    CONCLUSION = "conclusion"
    ISSUE = "issue"
    OVERDUE = "overdue"
    TASK = "task"
    REVIEW = "review"


DeadlineId = Annotated[
    str,
    Field(title="时限编号", description="clock and matter, such as plan-P0142-1-supervision-order-1"),
]
WhichClock = Annotated[Clock, Field(title="时限事项", description="what the day was set for")]
OwedBy = Annotated[Text, Field(title="责任人", description="who owes it")]


@fact("deadline.moved", stream="escalation.deadline.{0.deadline}")
class DeadlineMoved:
    """An exemption or a suspension stopped a clock for days that do not count: the deadline moved, or stands still."""

    deadline: DeadlineId
    project: ProjectId
    clock: WhichClock
    was_due_on: Annotated[date | None, Field(title="原期限", description="before, ISO 8601; none where it stood")]
    due_on: Annotated[date | None, Field(title="新期限", description="from now on, ISO 8601; none while it stands")]
    because: Annotated[tuple[int, ...], Field(title="依据", description="log positions of what stops the clock")]


@fact("deadline.missed", stream="escalation.deadline.{0.deadline}")
class DeadlineMissed:
    """A day began behind a deadline, and what was owed was not there: late rather than never, and once."""

    deadline: DeadlineId
    project: ProjectId
    clock: WhichClock
    set_by: Annotated[int, Field(title="设定位置", description="log position of the fact that set it", ge=1)]
    subject: Annotated[
        str, Field(title="事项", description="what is owed: an issue, a task, a step, a commitment, a case")
    ]
    owed_by: OwedBy
    due_on: Annotated[date, Field(title="期限", description="last day on which it was in time, ISO 8601")]
    missed_on: Annotated[date, Field(title="逾期认定日期", description="the day that had begun, ISO 8601")]


class Climb(StrEnum):
    """Why an issue went up (升级原因)."""

    OVERDUE = "overdue"
    EXPRESS = "express"


@fact("issue.climbed", stream="escalation.issue.{0.issue}")
class IssueClimbed:
    """An issue went up: by itself where it was overdue, or by the express channel straight to the lead official."""

    issue: IssueId
    project: ProjectId
    cause: Annotated[Climb, Field(title="升级原因", description="why it went up")]
    level: Annotated[IssueLevel, Field(title="办理层级", description="where it is dealt with from now on")]
    owner: Annotated[Text, Field(title="承办人", description="who has to solve it from now on")]
    due_on: Annotated[
        date | None,
        Field(title="办结期限", description="day by which this level solves it, ISO 8601; none at the top"),
    ]
    evidence: Annotated[tuple[int, ...], Field(title="依据", description="log positions of what sent it up")]
