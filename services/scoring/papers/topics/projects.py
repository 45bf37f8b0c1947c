"""The list: every project with who is in charge, its plan, what was told of it, and what it reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from services.scoring.papers.topics.calendar import Calendar
from services.scoring.papers.values import Named, Totals
from shared.catalogue import Fact
from shared.catalogue.intake import (
    MilestoneReached,
    PlanFiled,
    PlanMonth,
    PlanRevised,
    ProgressReported,
    ProjectAssigned,
    ProjectCompleted,
    ProjectRegistered,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    ReportCorrected,
)
from shared.catalogue.values import Category, Milestone, Month, last_day, month_after


@dataclass(slots=True)
class Listed:
    """A project as the papers know it. Money is to date, by month, where it was told."""

    project: str
    name: str
    category: Category
    responsible_unit: str
    lead_official: str
    since: Month
    planned: Mapping[Month, Decimal]
    active: bool = True
    invested: dict[Month, Decimal] = field(default_factory=dict)
    physical: dict[Month, Decimal] = field(default_factory=dict)
    reported: dict[Month, Month] = field(default_factory=dict)
    """Months that have a report, and the month that was closed next when it came."""
    reached: dict[Milestone, date] = field(default_factory=dict)

    @property
    def named(self) -> Named:
        """The project as a paper names it."""
        return Named(self.project, self.name, self.category, self.responsible_unit, self.lead_official)

    def told_by(self, month: Month) -> Decimal | None:
        """Investment to date, as told last by a month."""
        return _latest(self.invested, month)

    def planned_by(self, month: Month) -> Decimal | None:
        """Investment to date that the plan in force asks for by a month."""
        return _latest(self.planned, month)

    def reported_in_time(self, month: Month) -> bool:
        """Whether a month's report came before the month was closed."""
        return month in self.reported and self.reported[month] <= month

    def has_reached(self, milestone: Milestone, month: Month) -> bool:
        """Whether it had reached a milestone by the end of a month."""
        return milestone in self.reached and self.reached[milestone] <= last_day(month)

    def unchanged(self) -> int:
        """How many of its latest reports told the same figures as the report before them."""
        told = [(_latest(self.invested, month), _latest(self.physical, month)) for month in sorted(self.reported)]
        count = 0
        while count + 1 < len(told) and told[-1 - count] == told[-2 - count]:
            count += 1
        return count


@dataclass(slots=True)
class Projects:
    """Every project that was ever on the list."""

    listed: dict[str, Listed] = field(default_factory=dict)

    def evolve(self, fact: Fact, calendar: Calendar) -> None:
        """Take in the next fact."""
        match fact:
            case ProjectRegistered():
                self.listed[fact.project] = Listed(
                    project=fact.project,
                    name=fact.name,
                    category=fact.category,
                    responsible_unit=fact.responsible_unit,
                    lead_official=fact.lead_official,
                    since=calendar.month,
                    planned=_planned(fact.plan),
                )
            case PlanFiled() | PlanRevised():
                self.listed[fact.project].planned = _planned(fact.plan)
            case ProjectAssigned():
                project = self.listed[fact.project]
                project.responsible_unit = fact.responsible_unit or project.responsible_unit
                project.lead_official = fact.lead_official or project.lead_official
            case ProgressReported() | ReportCorrected():
                self._told(self.listed[fact.project], fact, calendar.desk)
            case MilestoneReached():
                self.listed[fact.project].reached[fact.milestone] = fact.reached_on
            case ProjectResumed():
                self.listed[fact.project].active = True
            case ProjectSuspended() | ProjectWithdrawn() | ProjectCompleted():
                self.listed[fact.project].active = False

    def __getitem__(self, project: str) -> Listed:
        return self.listed[project]

    def active(self, month: Month) -> Iterator[Listed]:
        """Projects of which something is asked, and that were on the list by a month; in the order of their ids."""
        for _, project in sorted(self.listed.items()):
            if project.active and project.since <= month:
                yield project

    def without_report(self, month: Month) -> tuple[Named, ...]:
        """Active projects of which no report came for a month."""
        return tuple(project.named for project in self.active(month) if month not in project.reported)

    def totals(self, month: Month, calendar: Calendar, open_issues: int) -> Totals:
        """The whole list against the contest's targets, as of the end of a month."""
        contest, listed = calendar.opened, [one for one in self.listed.values() if one.since <= month]
        told = [figure for one in listed if (figure := in_year(one.invested, month)) is not None]
        planned = [figure for one in listed if (figure := in_year(one.planned, month)) is not None]
        reached = {milestone: sum(one.has_reached(milestone, month) for one in listed) for milestone in Milestone}
        return Totals(
            month=month,
            projects=contest.projects,
            listed=len(listed),
            invested=sum(told, Decimal(0)) if told else None,
            planned=sum(planned, Decimal(0)) if planned else None,
            target=contest.investment_target,
            unknown=len(listed) - len(told),
            started=reached[Milestone.STARTED],
            completed=reached[Milestone.COMPLETED],
            commissioned=reached[Milestone.COMMISSIONED],
            to_commission=contest.to_commission,
            to_speed_up=contest.to_speed_up,
            open_issues=open_issues,
        )

    def _told(self, project: Listed, fact: ProgressReported | ReportCorrected, desk: Month) -> None:
        if fact.investment is not None:
            project.invested[fact.month] = fact.investment
        if fact.physical is not None:
            project.physical[fact.month] = fact.physical
        if isinstance(fact, ProgressReported):
            project.reported[fact.month] = desk


def in_year(to_date: Mapping[Month, Decimal], month: Month) -> Decimal | None:
    """What was told of the year by the end of a month: less what had been told before the year; none if nothing was."""
    year_before = Month(f"{int(month[:4]) - 1:04d}-12")
    if not any(year_before < told <= month for told in to_date):
        return None
    now, then = _latest(to_date, month), _latest(to_date, year_before)
    return None if now is None else now - (then or Decimal(0))


def in_month(to_date: Mapping[Month, Decimal], month: Month) -> Decimal | None:
    """What was added in a month; none where it or the month before was not told, but for the first that was."""
    if month not in to_date:
        return None
    earlier = [told for told in to_date if told < month]
    if not earlier:
        return to_date[month]
    before = month_after(month, -1)
    return to_date[month] - to_date[before] if before in to_date else None


def _planned(plan: tuple[PlanMonth, ...]) -> dict[Month, Decimal]:
    return {one.month: one.investment for one in plan if one.investment is not None}


def _latest(to_date: Mapping[Month, Decimal], month: Month) -> Decimal | None:
    past = max((told for told in to_date if told <= month), default=None)
    return None if past is None else to_date[past]
