"""Factor guarantee (要素保障): what a project needs, who sees to it, what blocks it, and when it is guaranteed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact
from shared.catalogue.values import EvidenceList, Factor, LongText, ProjectId, Reason, Text

WhichFactor = Annotated[Factor, Field(title="要素", description="the factor concerned")]
Guarantor = Annotated[Text, Field(title="保障单位", description="unit that has to guarantee it")]
Due = Annotated[date, Field(title="保障期限", description="day by which it is to be guaranteed, ISO 8601")]


@fact("factor.needed", stream="intake.project.{0.project}", proposed=True)
class FactorNeeded:
    """A project needs a factor, by a day, from a unit; said again, it sets another day or unit."""

    project: ProjectId
    factor: WhichFactor
    guarantor: Guarantor
    due_on: Due
    needed_on: Annotated[date, Field(title="提出日期", description="day the need was stated, ISO 8601")]
    detail: Annotated[LongText | None, Field(title="需求说明", description="what is needed, in words")] = None


@fact("factor.pending", stream="intake.project.{0.project}", proposed=True)
class FactorPending:
    """The guarantee of a factor is under way: applied for, and not yet given."""

    project: ProjectId
    factor: WhichFactor
    guarantor: Guarantor
    pending_on: Annotated[date, Field(title="受理日期", description="day it was taken up, ISO 8601")]
    note: Annotated[LongText | None, Field(title="办理说明", description="how far it is, in words")] = None


@fact("factor.blocked", stream="intake.project.{0.project}", proposed=True)
class FactorBlocked:
    """The guarantee of a factor cannot go on, and why."""

    project: ProjectId
    factor: WhichFactor
    reason: Reason
    blocked_on: Annotated[date, Field(title="受阻日期", description="day it was blocked, ISO 8601")]
    blocked_by: Annotated[Text, Field(title="受阻环节", description="office or circumstance that blocks it")]


@fact("factor.guaranteed", stream="intake.project.{0.project}", proposed=True)
class FactorGuaranteed:
    """A factor was guaranteed: the project can go on with it."""

    project: ProjectId
    factor: WhichFactor
    guaranteed_on: Annotated[date, Field(title="落实日期", description="day it was guaranteed, ISO 8601")]
    guaranteed_by: Annotated[Text, Field(title="落实单位", description="unit that guaranteed it")]
    evidence: EvidenceList = ()
