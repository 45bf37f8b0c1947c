"""Marks of daily management (日常管理): merits and demerits by project and year, in the order of the log."""

from collections.abc import Iterable
from decimal import Decimal

from shared.catalogue import Fact
from shared.catalogue.intake import MarkGiven, MarkKind


class Marks:
    """All marks that were given."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, int], list[MarkGiven]] = {}

    def evolve(self, fact: Fact) -> None:
        """Take in a fact; all but marks pass by."""
        if isinstance(fact, MarkGiven):
            self._given.setdefault((fact.project, int(fact.month[:4])), []).append(fact)

    def of(self, project: str, year: int) -> tuple[MarkGiven, ...]:
        """A project's marks for the months of a year."""
        return tuple(self._given.get((project, year), ()))


def points(marks: Iterable[MarkGiven], kind: MarkKind) -> Decimal:
    """The points of one kind of mark, added up."""
    return sum((mark.points for mark in marks if mark.kind is kind), Decimal(0))
