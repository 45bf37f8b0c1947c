"""The holidays that were announced, as the package `chinesecalendar` knows them; of other years nothing is known.

The State Council announces a year's holidays in the autumn before it, now and then with a day of the old year; the
package follows some days later, and redcard with a release that brings it.
"""

from datetime import date, timedelta
from importlib.metadata import version
from typing import Final

import chinese_calendar

from shared.catalogue.intake import WorkdaysSet
from shared.workdays import is_weekend

PACKAGE: Final = "chinesecalendar"
SOURCE: Final = f"国务院办公厅节假日安排通知（据 {PACKAGE}）"
NOT_ANNOUNCED: Final = "放假安排尚未公布，暂按周一至周五上班计"


def workdays_of(year: int) -> WorkdaysSet:
    """The working days of a year; provisional where its holidays are not known."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=count) for count in range((date(year, 12, 31) - first).days + 1)]
    try:
        unusual = [day for day in days if chinese_calendar.is_workday(day) == is_weekend(day)]
    except NotImplementedError:
        return WorkdaysSet(
            year=year,
            edition=f"{year}-provisional",
            provisional=True,
            holidays=(),
            workdays=(),
            source=NOT_ANNOUNCED,
        )
    return WorkdaysSet(
        year=year,
        edition=f"{year}-{PACKAGE}-{version(PACKAGE).replace('.', '-')}",
        provisional=False,
        holidays=tuple(day for day in unusual if not is_weekend(day)),
        workdays=tuple(day for day in unusual if is_weekend(day)),
        source=SOURCE,
    )
