"""The facts behind what was reported: the last report that tells a figure, and the corrections of it."""

from collections.abc import Iterator
from decimal import Decimal

from services.audit.explain.history import Aspect, History, Source, source
from services.scoring.indicators import measure
from shared.catalogue.intake import ProgressReported, ProjectRegistered, ReportCorrected
from shared.catalogue.values import Month, month_after

ReportFact = ProgressReported | ReportCorrected

COLUMNS = ("investment", "physical", "paid", "forecast_cost", "forecast_completion")


def _reports(history: History, month: Month | None, *columns: str) -> Iterator[Source]:
    """The report of a month and its corrections, where they tell one of the columns."""
    for heard in history.heard:
        if isinstance(heard.fact, ReportFact) and heard.fact.month == month:
            told = {name: getattr(heard.fact, name) for name in columns}
            if any(figure is not None for figure in told.values()):
                known = {name: figure for name, figure in told.items() if figure is not None}
                yield source(heard, **{"month": heard.fact.month, **known})


def reported(*columns: str) -> Aspect:
    """For each column the last report up to the month that tells it, and its corrections."""

    def found(history: History) -> Iterator[Source]:
        for column in columns:
            last = history.record.reports.last(history.month, COLUMNS.index(column))
            yield from _reports(history, last[0] if last else None, column)

    return found


def reported_this_month(history: History) -> Iterator[Source]:
    """The month's own report of investment, and the last before it."""
    before = history.record.reports.last(month_after(history.month, -1), 0)
    yield from _reports(history, history.month, "investment")
    yield from _reports(history, before[0] if before else None, "investment")


def forecast_cost(*, original: bool = False) -> Aspect:
    """The last forecast of the cost; and what was invested, where it takes its place, or took it as first told."""

    def found(history: History) -> Iterator[Source]:
        invested, _, _, forecast, _ = history.record.reports.latest(history.month)
        limit = history.plan(original=original).total_cost if forecast is None else forecast
        forecasts = [one.fact for one in reported("forecast_cost")(history)]
        told = [invested, *(fact.investment for fact in forecasts if isinstance(fact, ReportFact))]
        replaced = limit is not None and any(amount is not None and amount > limit for amount in told)
        yield from reported(*(("investment", "forecast_cost") if replaced else ("forecast_cost",)))(history)

    return found


def last_report(history: History) -> Iterator[Source]:
    """The report of the last month reported; where none was, the registration."""
    months = [month for month, _ in history.record.reports if month <= history.month]
    for heard in history.heard:
        match heard.fact:
            case ProgressReported(month=month) if months and month == months[-1]:
                yield source(heard, report_of=month)
            case ProjectRegistered() if not months:
                yield source(heard, since=history.record.since)


def late(history: History) -> Iterator[Source]:
    """Reports that count as late in this month; and the month's own, in time or not."""
    for heard in history.heard:
        if isinstance(fact := heard.fact, ProgressReported):
            came_late = fact.month < heard.now.month
            counts = came_late and max(fact.month, history.counts_in(heard)) == history.month
            if counts or fact.month == history.month:
                yield source(
                    heard, month=fact.month, late="too late" if came_late else "in time", calendar=heard.now.month
                )


def repeated(history: History) -> Iterator[Source]:
    """The last reports, as far back as they say the same, and the one before them."""
    months = [month for month, _ in history.record.reports if month <= history.month]
    count = measure(history.record, history.month)["unchanged_reports"] or Decimal(0)
    for month in months[-max(2, int(count) + 1) :]:
        yield from _reports(history, month, *COLUMNS)
