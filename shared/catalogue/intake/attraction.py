"""Attraction (项目招引): a prospect on its way from a lead to a key project, or dropped."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact
from shared.catalogue.values import Category, LongText, Money, ProspectId, Reason, Text, Unit


class ProspectStage(StrEnum):
    """How far a prospect has come (招引阶段): 线索, 在谈, 签约, 落地."""

    LEAD = "lead"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    LANDED = "landed"


@fact("prospect.recorded", stream="intake.prospect.{0.prospect}", proposed=True)
class ProspectRecorded:
    """A lead to a project was recorded, with the unit that follows it."""

    prospect: ProspectId
    name: Annotated[Text, Field(title="线索名称", description="name of the intended project")]
    category: Annotated[Category, Field(title="项目类别", description="kind of key project")]
    investor: Annotated[Text, Field(title="投资方", description="who would invest")]
    responsible_unit: Annotated[Text, Field(title="责任单位", description="unit that follows the lead")]
    recorded_on: Annotated[date, Field(title="登记日期", description="day it was recorded, ISO 8601")]
    money_unit: Unit
    planned_investment: Annotated[Money | None, Field(title="意向投资", description="investment intended")] = None


@fact("prospect.advanced", stream="intake.prospect.{0.prospect}", proposed=True)
class ProspectAdvanced:
    """A prospect came one stage further: negotiating, signed, landed."""

    prospect: ProspectId
    stage: Annotated[ProspectStage, Field(title="招引阶段", description="stage reached, one after the other")]
    advanced_on: Annotated[date, Field(title="日期", description="day it was reached, ISO 8601")]
    note: Annotated[LongText | None, Field(title="说明", description="what was agreed, in words")] = None


@fact("prospect.dropped", stream="intake.prospect.{0.prospect}", proposed=True)
class ProspectDropped:
    """A prospect was given up, with the reason."""

    prospect: ProspectId
    reason: Reason
    dropped_on: Annotated[date, Field(title="终止日期", description="day it was given up, ISO 8601")]
