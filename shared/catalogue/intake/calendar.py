"""The contest and its calendar: what year is played, which months have begun, which are closed."""

from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact
from shared.catalogue.values import Money, MonthText, Text, Unit


@fact("contest.opened", stream="intake.calendar.district", proposed=True)
class ContestOpened:
    """A district opened its contest of key projects (项目建设大比拼) with the year's totals."""

    district: Annotated[Text, Field(title="地区", description="name of the district, in Chinese")]
    district_en: Annotated[Text, Field(title="地区英文名", description="name of the district, in English")]
    first_month: MonthText
    money_unit: Unit
    investment_target: Annotated[Money, Field(title="年度总投资", description="investment to complete this year")]
    projects: Annotated[int, Field(title="项目总数", description="key projects on the list", ge=0)]
    to_commission: Annotated[int, Field(title="投产达效", description="projects to be commissioned", ge=0)]
    to_speed_up: Annotated[int, Field(title="加快建设", description="projects to be sped up", ge=0)]
    simulated: Annotated[bool, Field(title="模拟", description="true where no real district is meant")] = False


@fact("month.opened", stream="intake.calendar.district", proposed=True)
class MonthOpened:
    """The calendar turned to a new month: what arrives for an earlier month from now on is late."""

    month: MonthText


@fact("month.closed", stream="intake.calendar.district", proposed=True)
class MonthClosed:
    """The dispatch office closed a month: its cards are decided on what the log holds up to here."""

    month: MonthText
