"""What goes wrong on the way in: a robot that reads spreadsheets sends messages that the door has to refuse.

One of them is no error of content: the robot repeats a message that it has sent before, and gets the same receipt.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.upstream.diary import Diary, Stage
from services.upstream.message import Message
from services.upstream.sites import Site

ROBOT = "spreadsheet-robot"
ONE_IN = 70
"""One message of so many is a mishap."""
WEEKS = (Stage.WEEK_2, Stage.WEEK_3, Stage.WEEK_4)


def befall(diary: Diary, index: int, sites: list[Site]) -> None:
    """A month's mishaps, in its later weeks."""
    random = diary.random
    sent = [message for stage in Stage for message in diary.page(index, stage)]
    for number in range(max(len(sent) // ONE_IN, 1)):
        stage = random.choice(WEEKS)
        day = diary.day(index, {Stage.WEEK_2: 17, Stage.WEEK_3: 23, Stage.WEEK_4: 28}[stage])
        mishap = random.choice(MISHAPS)
        site = random.choice(sites)
        diary.put(index, stage, mishap(f"row-{diary.month(index)}-{number}", diary.at(day), diary, index, site))
    if repeatable := [message for message in diary.page(index, Stage.WEEK_1) if message.source != ROBOT]:
        diary.put(index, Stage.WEEK_2, random.choice(repeatable))


def _broken_json(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    body = f'{{"id": "{row}", "data": {{"project": "{site.id}", "month": '.encode()
    return Message(ROBOT, "progress-reported", row, at, {}, body=body)


def _report(row: str, at: datetime, diary: Diary, index: int, site: Site, **changed: str) -> Message:
    figures = {
        "project": site.id,
        "month": diary.month(index),
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
    return _report(row, at, diary, index, site, month=diary.month(index + 2))


def _month_before(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    """A month that is closed by then; in the contest's first month, one before the contest."""
    return _report(row, at, diary, index, site, month=diary.month(index - 1))


def _unknown_kind(row: str, at: datetime, diary: Diary, index: int, site: Site) -> Message:
    known: dict[str, Any] = {"project": site.id, "month": diary.month(index)}
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
