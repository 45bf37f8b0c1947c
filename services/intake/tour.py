"""An observation tour: the projects it visits, its judges, and the score that each judge gives each project once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.intake.calendar import Calendar, check_day, opened
from services.intake.project import Project
from shared.catalogue.intake import ObservationScored, TourListed
from shared.deciding import Refused

TourFact = TourListed | ObservationScored


@dataclass(frozen=True, slots=True)
class Tour:
    """A tour, and who has scored what on it."""

    projects: frozenset[str]
    judges: frozenset[str]
    starts_on: date
    ends_on: date
    scored: frozenset[tuple[str, str]] = frozenset()
    """Judge and project."""


def decide(
    tour: Tour | None, proposal: TourFact, projects: Mapping[str, Project], calendar: Calendar | None
) -> list[TourFact]:
    """Accept a tour, or a score on it, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    match proposal:
        case TourListed():
            _check_list(tour, proposal, projects)
        case ObservationScored():
            _check_score(tour, proposal, calendar)
    return [proposal]


def evolve(tour: Tour | None, fact: TourFact) -> Tour:
    """The tour after a fact."""
    match fact:
        case TourListed():
            return Tour(frozenset(fact.projects), frozenset(fact.judges), fact.starts_on, fact.ends_on)
        case ObservationScored():
            assert tour is not None, "the log never holds a score before its tour was listed"
            return replace(tour, scored=tour.scored | {(fact.judge, fact.project)})


def _check_list(tour: Tour | None, proposal: TourListed, projects: Mapping[str, Project]) -> None:
    if tour:
        raise Refused("tour-exists", "data.tour", proposal.tour, "a tour of this id was listed before: use a new id")
    for index, project in enumerate(proposal.projects):
        if project not in projects:
            raise Refused(
                "unknown-project",
                f"data.projects.{index}",
                project,
                "no project of this id is registered: send project-registered first",
            )
    for index, project in _repeats(proposal.projects):
        raise Refused("project-twice", f"data.projects.{index}", project, "a tour visits each project once")
    for index, judge in _repeats(proposal.judges):
        raise Refused("judge-twice", f"data.judges.{index}", judge, "each judge is listed once")
    if proposal.ends_on < proposal.starts_on:
        raise Refused(
            "date-order",
            "data.ends_on",
            proposal.ends_on.isoformat(),
            f"not before it starts, on {proposal.starts_on}",
        )


def _check_score(tour: Tour | None, proposal: ObservationScored, calendar: Calendar) -> None:
    if tour is None:
        raise Refused(
            "unknown-tour", "data.tour", proposal.tour, "no tour of this id was listed: send tour-listed first"
        )
    if proposal.project not in tour.projects:
        raise Refused("not-on-tour", "data.project", proposal.project, "this tour does not visit this project")
    if proposal.judge not in tour.judges:
        raise Refused("not-a-judge", "data.judge", proposal.judge, "this tour's list does not name this judge")
    if (proposal.judge, proposal.project) in tour.scored:
        raise Refused("already-scored", "data.judge", proposal.judge, "a judge scores a project of a tour once")
    day = proposal.scored_on
    if not tour.starts_on <= day <= tour.ends_on:
        raise Refused(
            "outside-tour",
            "data.scored_on",
            day.isoformat(),
            f"the tour is scored from {tour.starts_on} to {tour.ends_on}",
        )
    check_day(calendar, "data.scored_on", day)


def _repeats(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The names that stood in the list before, with their places."""
    return ((index, name) for index, name in enumerate(names) if name in names[:index])
