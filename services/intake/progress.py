"""A project's progress: a report a month, corrections, milestones, and its entry into the statistics.

A report that comes after its month was closed is taken all the same: it is late, and its figures are missed no longer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from services.intake.calendar import Calendar, check_day, check_month
from shared.catalogue.intake import MilestoneReached, ProgressReported, ReportCorrected, StatisticsEntered
from shared.catalogue.values import Milestone, Month
from shared.deciding import Refused

ProgressFact = ProgressReported | ReportCorrected | MilestoneReached | StatisticsEntered


@dataclass(frozen=True, slots=True)
class Figures:
    """The cumulative figures of a report, as corrected."""

    investment: Decimal | None
    physical: Decimal | None
    paid: Decimal | None


CUMULATIVE = ("investment", "physical", "paid")


@dataclass(frozen=True, slots=True)
class Progress:
    """What was told of a project's progress, as far as the next message depends on it."""

    reports: Mapping[Month, Figures] = field(default_factory=dict)
    reached: Mapping[Milestone, date] = field(default_factory=dict)
    entered_on: date | None = None


def decide(progress: Progress, proposal: ProgressFact, calendar: Calendar) -> None:
    """Refuse what was told before, what has not happened yet, and figures that do not hold together."""
    match proposal:
        case ProgressReported():
            _check_report(progress, proposal, calendar)
        case ReportCorrected():
            _check_correction(progress, proposal)
        case MilestoneReached():
            _check_milestone(progress, proposal, calendar)
        case StatisticsEntered():
            _check_entry(progress, proposal, calendar)


def evolve(progress: Progress, fact: ProgressFact) -> Progress:
    """The progress after a fact."""
    match fact:
        case ProgressReported():
            figures = Figures(fact.investment, fact.physical, fact.paid)
            return replace(progress, reports={**progress.reports, fact.month: figures})
        case ReportCorrected():
            told = {name: value for name in CUMULATIVE if (value := getattr(fact, name)) is not None}
            figures = replace(progress.reports[fact.month], **told)
            return replace(progress, reports={**progress.reports, fact.month: figures})
        case MilestoneReached():
            return replace(progress, reached={**progress.reached, fact.milestone: fact.reached_on})
        case StatisticsEntered():
            return replace(progress, entered_on=fact.entered_on)


def _check_report(progress: Progress, proposal: ProgressReported, calendar: Calendar) -> None:
    month = proposal.month
    check_month(calendar, month)
    if month in progress.reports:
        raise Refused("already-reported", "data.month", month, "one report a month: change it with report-corrected")
    _check_figures(proposal)
    for name in CUMULATIVE:
        if (figure := getattr(proposal, name)) is not None:
            _check_growth(progress, month, name, figure)


def _check_growth(progress: Progress, month: Month, name: str, figure: Decimal) -> None:
    """Cumulative figures grow from month to month; a late report has to fit in between."""
    told = {other: value for other, past in progress.reports.items() if (value := getattr(past, name)) is not None}
    before = max((other for other in told if other < month), default=None)
    after = min((other for other in told if other > month), default=None)
    if before and figure < told[before]:
        neighbour = before
    elif after and figure > told[after]:
        neighbour = after
    else:
        return
    raise Refused(
        "figure-fell",
        f"data.{name}",
        str(figure),
        f"cumulative: {told[neighbour]} was reported for {neighbour}; if that is wrong, correct it first",
    )


def _check_correction(progress: Progress, proposal: ReportCorrected) -> None:
    if proposal.month not in progress.reports:
        raise Refused(
            "no-such-report",
            "data.month",
            proposal.month,
            "nothing was reported for this month: send progress-reported",
        )
    _check_figures(proposal)


def _check_figures(proposal: ProgressReported | ReportCorrected) -> None:
    names = (*CUMULATIVE, "forecast_cost", "forecast_completion")
    if all(getattr(proposal, name) is None for name in names):
        raise Refused("no-figure", "data", "", f"give at least one of {', '.join(names)}")


def _check_milestone(progress: Progress, proposal: MilestoneReached, calendar: Calendar) -> None:
    milestone, day = proposal.milestone, proposal.reached_on
    if milestone in progress.reached:
        raise Refused(
            "milestone-twice", "data.milestone", milestone, f"it was reached on {progress.reached[milestone]}"
        )
    check_day(calendar, "data.reached_on", day)
    order = list(Milestone).index
    for other, reached_on in progress.reached.items():
        if reached_on > day if order(other) < order(milestone) else reached_on < day:
            raise Refused(
                "milestone-order",
                "data.reached_on",
                day.isoformat(),
                f"{other} was reached on {reached_on}; milestones come in order",
            )


def _check_entry(progress: Progress, proposal: StatisticsEntered, calendar: Calendar) -> None:
    if progress.entered_on:
        raise Refused("already-entered", "data.project", proposal.project, f"it was entered on {progress.entered_on}")
    check_day(calendar, "data.entered_on", proposal.entered_on)
