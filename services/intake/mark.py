"""A mark of daily management: a merit or a demerit, given to a project once, for a month that still counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.intake.calendar import Calendar, check_month, opened
from services.intake.project import Project, registered
from shared.catalogue.intake import MarkGiven
from shared.deciding import Refused


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was given; nothing can change it."""

    project: str


def decide(
    mark: Mark | None, proposal: MarkGiven, projects: Mapping[str, Project], calendar: Calendar | None
) -> list[MarkGiven]:
    """Accept a mark, or refuse with the rule it breaks."""
    calendar = opened(calendar)
    if mark:
        raise Refused("mark-exists", "data.mark", proposal.mark, "a mark of this id was given before: use a new id")
    registered(projects, proposal.project)
    month = proposal.month
    check_month(calendar, month)
    if calendar.closed and month <= calendar.closed:
        raise Refused("month-closed", "data.month", month, f"{month} is closed: give it in {calendar.next_to_close}")
    return [proposal]


def evolve(mark: Mark | None, fact: MarkGiven) -> Mark:
    """The mark as given."""
    assert mark is None, "the log never holds a mark twice"
    return Mark(fact.project)
