"""What goes wrong on the way in: a robot that reads spreadsheets sends messages that the door has to refuse.

One of them is no error of content: the robot repeats a message that it has sent before, and gets the same receipt.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.upstream.clock import CLOCK
from services.upstream.diary import INTAKE, Diary, door_of
from services.upstream.message import Message
from services.upstream.sites import Site

ROBOT = "spreadsheet-robot"
ONE_IN = 70
"""One message of so many is a mishap."""
FROM_DAY = 10
"""Mishaps come in the later weeks of a month, when there is something to get wrong."""


def befall(diary: Diary, index: int, sites: list[Site]) -> None:
    """A month's mishaps."""
    random, almanac = diary.random, diary.almanac
    days = almanac.working_days(index)
    later = [day for day in days if day.day > FROM_DAY]
    reported = [site for site in sites if not site.course.missing]
    for number in range(max(len(diary.sent(days[0], days[-1])) // ONE_IN, 1)):
        mishap, site = random.choice(MISHAPS), random.choice(reported)
        when = diary.at(random.choice(later))
        diary.send(when, mishap(f"row-{almanac.month(index)}-{number}", when, diary, index, site))
    early = [message for message in diary.sent(days[0], almanac.day(index, FROM_DAY)) if _repeatable(message)]
    if early:
        diary.send(diary.at(random.choice(later)), random.choice(early))


def _repeatable(message: Message) -> bool:
    return door_of(message) == INTAKE and message.source not in (ROBOT, CLOCK)


def _broken_json(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    body = f'{{"id": "{row}", "data": {{"project": "{site.id}", "month": '.encode()
    return Message(ROBOT, "progress-reported", row, at, {}, body=body)


def _report(row: str, at: datetime, diary: Diary, index: int, site: Site, **changed: str) -> Message:
    figures = {
        "project": site.id,
        "month": diary.almanac.month(index),
        "money_unit": "CNY-10k",
        "investment": str(site.investment(site.course.done[index])),
        **changed,
    }
    return Message(ROBOT, "progress-reported", row, at, figures)


def _wrong_unit(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    return _report(row, at, diary, index, site, money_unit="USD")


def _negative_amount(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    return _report(row, at, diary, index, site, investment="-120.00")


def _unknown_project(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    return _report(row, at, diary, index, site, project="P9999")


def _month_not_begun(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    return _report(row, at, diary, index, site, month=diary.almanac.month(index + 2))


def _month_before(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    """A month that was reported before; in the contest's first month, one before the contest."""
    return _report(row, at, diary, index, site, month=diary.almanac.month(index - 1))


def _unknown_kind(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    known: dict[str, Any] = {"project": site.id, "month": diary.almanac.month(index)}
    return Message(ROBOT, "progress-updated", row, at, known)


MISHAPS: tuple[Callable[[str, datetime, Diary, int, Site], Message], ...] = (
    _broken_json,
    _wrong_unit,
    _negative_amount,
    _unknown_project,
    _month_not_begun,
    _month_before,
    _unknown_kind,
)
