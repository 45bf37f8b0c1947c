"""Oversight: what people saw with their own eyes - inspections, observation tours (观摩), marks of daily management."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact, part
from shared.catalogue.values import (
    EvidenceList,
    Factor,
    LongText,
    Money,
    MonthText,
    Percent,
    ProjectId,
    Reason,
    Text,
    Token,
    Unit,
)

InspectionId = Annotated[Token, Field(title="检查编号", description="inspection id", examples=["V0031"])]
TourId = Annotated[Token, Field(title="观摩编号", description="observation tour id", examples=["T2026-1"])]
Inspectors = Annotated[
    tuple[Text, ...], Field(title="检查人员", description="who inspects", min_length=1, max_length=20)
]


@fact("inspection.announced", stream="intake.inspection.{0.inspection}", proposed=True)
class InspectionAnnounced:
    """An inspection of a project was announced; figures corrected downwards from here on are looked at twice."""

    inspection: InspectionId
    project: ProjectId
    inspectors: Inspectors
    announced_on: Annotated[date, Field(title="通知日期", description="day of the announcement, ISO 8601")]
    planned_on: Annotated[date, Field(title="计划检查日期", description="day of the visit, ISO 8601")]


@part
class FoundBlocker:
    """A roadblock that was found on site."""

    title: Annotated[Text, Field(title="问题", description="the roadblock in one line")]
    factor: Annotated[Factor | None, Field(title="要素", description="the factor that is blocked, if one is")] = None
    since: Annotated[date, Field(title="起始日期", description="day since when it has stood in the way, ISO 8601")]


@fact("inspection.held", stream="intake.inspection.{0.inspection}", proposed=True)
class InspectionHeld:
    """Inspectors measured on site what had been reported for a month, and wrote down what they found."""

    inspection: InspectionId
    project: ProjectId
    inspectors: Inspectors
    inspected_on: Annotated[date, Field(title="检查日期", description="day of the visit, ISO 8601")]
    month: MonthText
    money_unit: Unit
    investment: Annotated[Money | None, Field(title="实测投资", description="investment to date as measured")] = None
    physical: Annotated[
        Percent | None, Field(title="实测形象进度", description="physical progress to date as measured")
    ] = None
    findings: Annotated[LongText, Field(title="检查情况", description="what was found, in words")]
    blockers: Annotated[
        tuple[FoundBlocker, ...], Field(title="发现问题", description="roadblocks found on site", max_length=20)
    ] = ()
    photos: EvidenceList = ()


@fact("tour.listed", stream="intake.tour.{0.tour}", proposed=True)
class TourListed:
    """An observation tour (半年观摩) was set: which projects it visits, and who judges them."""

    tour: TourId
    name: Annotated[Text, Field(title="观摩名称", description="name of the tour")]
    projects: Annotated[
        tuple[ProjectId, ...],
        Field(title="观摩项目", description="projects visited, each once", min_length=1, max_length=200),
    ]
    judges: Annotated[
        tuple[Text, ...], Field(title="评委", description="who judges, each once", min_length=1, max_length=50)
    ]
    starts_on: Annotated[date, Field(title="开始日期", description="first day of the tour, ISO 8601")]
    ends_on: Annotated[date, Field(title="结束日期", description="last day on which it is scored, ISO 8601")]


@fact("observation.scored", stream="intake.tour.{0.tour}", proposed=True)
class ObservationScored:
    """A judge scored a project on site, once, with a comment (观摩点评)."""

    tour: TourId
    project: ProjectId
    judge: Annotated[Text, Field(title="评委", description="who judged")]
    score: Annotated[Percent, Field(title="评分", description="points, 0 to 100")]
    comment: Annotated[LongText, Field(title="点评", description="comment, in words")]
    scored_on: Annotated[date, Field(title="评分日期", description="day of the score, ISO 8601")]


class MarkKind(StrEnum):
    """Which way a mark counts (加分, 减分)."""

    MERIT = "merit"
    DEMERIT = "demerit"


@fact("mark.given", stream="intake.mark.{0.mark}", proposed=True)
class MarkGiven:
    """A merit or a demerit of daily management (日常管理) was given for a project, with its reason."""

    mark: Annotated[Token, Field(title="记录编号", description="mark id", examples=["M0009"])]
    project: ProjectId
    month: MonthText
    kind: Annotated[MarkKind, Field(title="加减分", description="which way it counts")]
    points: Annotated[
        Decimal,
        Field(title="分值", description="points, at most 2 decimals", gt=0, le=20, max_digits=4, decimal_places=2),
    ]
    reason: Reason
    given_by: Annotated[Text, Field(title="记录人", description="who gave it")]
    evidence: EvidenceList = ()
