"""The contest and its calendar: what year is played, which months have begun, which are closed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact
from shared.catalogue.values import Money, MonthText, Text, Token, Unit, Year


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


@fact("day.begun", stream="intake.calendar.district", proposed=True)
class DayBegun:
    """The calendar turned to a day: what was due on a day before it is overdue from here on."""

    day: Annotated[date, Field(title="日期", description="the day that begins, ISO 8601")]


Days = tuple[date, ...]


@fact("workdays.set", stream="intake.calendar.district", proposed=True)
class WorkdaysSet:
    """An edition of a year's working days was set; days counted from here on are counted by it."""

    year: Year
    edition: Annotated[Token, Field(title="版本", description="edition of the year's calendar", examples=["2026-1"])]
    provisional: Annotated[bool, Field(title="暂定", description="true until the holidays are announced officially")]
    holidays: Annotated[
        Days, Field(title="放假日", description="days off that would be working days, ascending", max_length=100)
    ]
    workdays: Annotated[
        Days, Field(title="调休上班日", description="weekend days that are worked, ascending", max_length=100)
    ]
    source: Annotated[Text, Field(title="依据", description="who announced it, and where")]
